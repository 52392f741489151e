import { z } from 'zod';
import { insert, many, maybe, one, run } from '../../db/query.ts';
import { AccountId, CustomerId, DepositId, DepositReturnId } from '../../shared/ids.ts';
import { DepositPurpose, DepositSlip, HeldDeposit } from './deposits.schema.ts';

export const findHolder = maybe(
  z.object({ customerId: CustomerId, customerName: z.string() }),
  'SELECT id AS customerId, name AS customerName FROM customer WHERE id = :customerId',
);
export const findAccount = maybe(
  z.object({ accountId: AccountId, accountNo: z.string(), doorNo: z.string() }),
  `SELECT a.id AS accountId, a.account_no AS accountNo, p.door_no AS doorNo
   FROM account a JOIN premises p ON p.id = a.premises_id WHERE a.id = :accountId AND a.customer_id = :customerId`,
);

const RETURNED = `coalesce((SELECT sum(r.amount_fen) FROM deposit_return r WHERE r.deposit_id = d.id AND r.reversed_at IS NULL), 0)`;
const HELD = `iif(d.reversed_at IS NULL, d.amount_fen - ${RETURNED}, 0)`;

const Undone = {
  userId: z.number(),
  entryId: z.number().nullable(),
  reversedAt: z.number().nullable(),
  reversedOn: z.string().nullable(),
  reversedByName: z.string().nullable(),
  reversalReason: z.string(),
  copies: z.number(),
};
const UNDONE = (t: string) => `${t}.user_id AS userId, ${t}.entry_id AS entryId, ${t}.reversed_at AS reversedAt,
     ${t}.reversed_on AS reversedOn, u.display_name AS reversedByName, ${t}.reversal_reason AS reversalReason`;

const DepositRow = z.object({
  depositId: DepositId,
  receiptNo: z.string(),
  customerId: CustomerId,
  accountId: AccountId.nullable(),
  purpose: DepositPurpose,
  method: DepositSlip.shape.method,
  amountFen: z.number(),
  note: z.string(),
  takenAt: z.number(),
  businessDate: z.string(),
  slipJson: z.string(),
  heldFen: z.number(),
  ...Undone,
});
export type DepositRow = z.infer<typeof DepositRow>;
const DEPOSIT = `SELECT d.id AS depositId, d.receipt_no AS receiptNo, d.customer_id AS customerId, d.account_id AS accountId,
     d.purpose, d.method, d.amount_fen AS amountFen, d.note, d.taken_at AS takenAt, d.business_date AS businessDate,
     d.slip_json AS slipJson, ${HELD} AS heldFen, ${UNDONE('d')},
     (SELECT count(*) FROM deposit_print WHERE deposit_id = d.id) AS copies
   FROM deposit d LEFT JOIN user u ON u.id = d.reversed_by`;
export const findDeposit = maybe(DepositRow, `${DEPOSIT} WHERE d.id = :depositId`);
/** Those still held first, then the newest. */
export const depositsOf = many(
  DepositRow,
  `${DEPOSIT} WHERE d.customer_id = :customerId ORDER BY ${HELD} > 0 DESC, d.id DESC LIMIT 200`,
);

const ReturnRow = z.object({
  returnId: DepositReturnId,
  returnNo: z.string(),
  depositId: DepositId,
  method: DepositSlip.shape.method,
  amountFen: z.number(),
  payee: z.string(),
  note: z.string(),
  returnedAt: z.number(),
  businessDate: z.string(),
  slipJson: z.string(),
  ...Undone,
});
export type ReturnRow = z.infer<typeof ReturnRow>;
const RETURN = `SELECT r.id AS returnId, r.return_no AS returnNo, r.deposit_id AS depositId, r.method, r.amount_fen AS amountFen,
     r.payee, r.note, r.returned_at AS returnedAt, r.business_date AS businessDate, r.slip_json AS slipJson, ${UNDONE('r')},
     (SELECT count(*) FROM deposit_return_print WHERE return_id = r.id) AS copies
   FROM deposit_return r LEFT JOIN user u ON u.id = r.reversed_by`;
export const findReturn = maybe(ReturnRow, `${RETURN} WHERE r.id = :returnId`);
export const returnsOf = many(ReturnRow, `${RETURN} WHERE r.deposit_id = :depositId ORDER BY r.id`);

export const insertDeposit = insert(
  `INSERT INTO deposit (receipt_no, customer_id, account_id, purpose, method, amount_fen, note, taken_at, business_date, slip_json,
     user_id)
   VALUES (:receiptNo, :customerId, :accountId, :purpose, :method, :amountFen, :note, :takenAt, :businessDate, :slipJson, :userId)`,
);
export const insertReturn = insert(
  `INSERT INTO deposit_return (return_no, deposit_id, method, amount_fen, payee, note, returned_at, business_date, slip_json, user_id)
   VALUES (:returnNo, :depositId, :method, :amountFen, :payee, :note, :returnedAt, :businessDate, :slipJson, :userId)`,
);
export const setDepositEntry = run('UPDATE deposit SET entry_id = :entryId WHERE id = :depositId');
export const setReturnEntry = run('UPDATE deposit_return SET entry_id = :entryId WHERE id = :returnId');
const REVERSE = `SET reversed_at = :now, reversed_on = :reversedOn, reversed_by = :userId, reversal_reason = :reason
   WHERE reversed_at IS NULL AND`;
export const markDepositReversed = run(`UPDATE deposit ${REVERSE} id = :depositId`);
export const markReturnReversed = run(`UPDATE deposit_return ${REVERSE} id = :returnId`);

export const insertDepositPrint = run(
  'INSERT INTO deposit_print (deposit_id, copy_no, printed_at, user_id) VALUES (:depositId, :copyNo, :now, :userId)',
);
export const insertReturnPrint = run(
  'INSERT INTO deposit_return_print (return_id, copy_no, printed_at, user_id) VALUES (:returnId, :copyNo, :now, :userId)',
);

const FOUND = `WITH held AS (
     SELECT d.id AS depositId, d.receipt_no AS receiptNo, d.business_date AS businessDate, c.id AS customerId, c.name AS customerName,
       coalesce(a.account_no, '') AS accountNo, coalesce(p.door_no, '') AS doorNo, d.purpose, d.amount_fen AS amountFen, ${HELD} AS heldFen
     FROM deposit d JOIN customer c ON c.id = d.customer_id LEFT JOIN account a ON a.id = d.account_id
       LEFT JOIN premises p ON p.id = a.premises_id
     WHERE d.reversed_at IS NULL),
   found AS (
     SELECT * FROM held WHERE heldFen > 0 AND (:purpose IS NULL OR purpose = :purpose)
       AND (:text = '' OR receiptNo = :text OR accountNo = :text OR doorNo LIKE :text || '%' OR customerName LIKE '%' || :text || '%'))`;
/** The holders in the order of their names, what each has standing together. */
export const heldDeposits = many(
  HeldDeposit,
  `${FOUND} SELECT * FROM found ORDER BY customerName, customerId, depositId LIMIT :limit OFFSET :offset`,
);
export const heldByPurpose = many(
  z.object({ purpose: DepositPurpose, deposits: z.number(), heldFen: z.number() }),
  `${FOUND} SELECT purpose, count(*) AS deposits, sum(heldFen) AS heldFen FROM found GROUP BY purpose
   ORDER BY CASE purpose WHEN 'cylinder' THEN 0 WHEN 'counter' THEN 1 WHEN 'decoration' THEN 2 ELSE 3 END`,
);
const Fen = z.object({ fen: z.number() });
export const allHeld = one(Fen, `SELECT coalesce(sum(${HELD}), 0) AS fen FROM deposit d`);
export const ledgerHeld = one(
  Fen,
  "SELECT -coalesce(sum(balance_fen), 0) AS fen FROM ledger_balance WHERE ledger_code = '2241'",
);

/** Deposits that do not agree with the book in what is outside of their frozen documents. */
export const depositFaults = many(
  z.object({ code: z.string(), entryId: z.number().nullable(), detail: z.string() }),
  `SELECT 'reversal-differs' AS code, entry_id AS entryId, receipt_no AS detail FROM deposit
   WHERE (reversed_at IS NOT NULL) <> EXISTS (SELECT 1 FROM entry e WHERE e.reverses_id = deposit.entry_id)
   UNION ALL
   SELECT 'reversal-differs', entry_id, return_no FROM deposit_return
   WHERE (reversed_at IS NOT NULL) <> EXISTS (SELECT 1 FROM entry e WHERE e.reverses_id = deposit_return.entry_id)
   UNION ALL
   SELECT 'document-unposted', entry_id, receipt_no FROM deposit
   WHERE NOT EXISTS (
     SELECT 1 FROM entry e WHERE e.id = deposit.entry_id AND e.document_kind = 'deposit' AND e.document_id = deposit.id)
   UNION ALL
   SELECT 'document-unposted', entry_id, return_no FROM deposit_return
   WHERE NOT EXISTS (
     SELECT 1 FROM entry e WHERE e.id = deposit_return.entry_id AND e.document_kind = 'deposit-return' AND e.document_id = deposit_return.id)
   UNION ALL
   SELECT 'deposits-differ', NULL, 'account ' || accountId || ': deposits say ' || sum(heldFen) || ', the ledger ' || sum(ledgerFen)
   FROM (
     SELECT coalesce(d.account_id, 0) AS accountId, ${HELD} AS heldFen, 0 AS ledgerFen FROM deposit d
     UNION ALL
     SELECT account_id, 0, -balance_fen FROM ledger_balance WHERE ledger_code = '2241')
   GROUP BY accountId HAVING sum(heldFen) <> sum(ledgerFen)
   LIMIT 200`,
);
