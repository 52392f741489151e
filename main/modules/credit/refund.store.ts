import { z } from 'zod';
import { insert, many, maybe, one, run } from '../../db/query.ts';
import { AccountId, CustomerId, RefundId } from '../../shared/ids.ts';
import { RefundSlip, ReturnablePayment } from './refund.schema.ts';

const HolderRow = z.object({
  accountId: AccountId,
  accountNo: z.string(),
  service: RefundSlip.shape.service,
  doorNo: z.string(),
  customerId: CustomerId,
  customerName: z.string(),
  creditFen: z.number(),
  owedFen: z.number(),
});
const HOLDER = `SELECT a.id AS accountId, a.account_no AS accountNo, a.service, p.door_no AS doorNo, c.id AS customerId,
     c.name AS customerName,
     -coalesce((SELECT balance_fen FROM ledger_balance WHERE account_id = a.id AND ledger_code = '2203'), 0) AS creditFen,
     coalesce((SELECT sum(amount_fen - paid_fen) FROM bill WHERE account_id = a.id AND reversed_at IS NULL
       AND paid_fen < amount_fen), 0) AS owedFen
   FROM account a JOIN premises p ON p.id = a.premises_id JOIN customer c ON c.id = a.customer_id`;
export const holder = maybe(HolderRow, `${HOLDER} WHERE a.id = :accountId`);
export const holdersOf = many(HolderRow, `${HOLDER} WHERE a.customer_id = :customerId ORDER BY a.id`);

const RETURNABLE = `SELECT p.id AS paymentId, p.receipt_no AS receiptNo, p.business_date AS businessDate, p.method, p.amount_fen AS paidFen,
     p.amount_fen - coalesce((SELECT sum(amount_fen) FROM refund WHERE payment_id = p.id AND reversed_at IS NULL), 0) AS leftFen
   FROM payment p WHERE p.customer_id = :customerId AND p.reversed_at IS NULL AND p.method <> 'credit'`;
/** Newest first. */
export const returnablePayments = many(ReturnablePayment, `${RETURNABLE} ORDER BY p.id DESC LIMIT 50`);
export const returnablePayment = maybe(ReturnablePayment, `${RETURNABLE} AND p.id = :paymentId`);

/** What a person paid back on a day, less what was reversed. */
export const refundedBy = one(
  z.object({ fen: z.number() }),
  `SELECT coalesce(sum(amount_fen), 0) AS fen FROM refund
   WHERE user_id = :userId AND business_date = :date AND reversed_at IS NULL`,
);

const RefundRow = z.object({
  refundId: RefundId,
  refundNo: z.string(),
  customerId: CustomerId,
  accountId: AccountId,
  refundedAt: z.number(),
  businessDate: z.string(),
  channel: RefundSlip.shape.channel,
  paymentId: z.number().nullable(),
  amountFen: z.number(),
  payee: z.string(),
  reference: z.string(),
  reason: z.string(),
  slipJson: z.string(),
  userId: z.number(),
  entryId: z.number().nullable(),
  reversedAt: z.number().nullable(),
  reversedOn: z.string().nullable(),
  reversedByName: z.string().nullable(),
  reversalReason: z.string(),
  copies: z.number(),
});
export type RefundRow = z.infer<typeof RefundRow>;
const REFUND = `SELECT r.id AS refundId, r.refund_no AS refundNo, r.customer_id AS customerId, r.account_id AS accountId,
     r.refunded_at AS refundedAt, r.business_date AS businessDate, r.channel, r.payment_id AS paymentId, r.amount_fen AS amountFen,
     r.payee, r.reference, r.reason, r.slip_json AS slipJson, r.user_id AS userId, r.entry_id AS entryId,
     r.reversed_at AS reversedAt, r.reversed_on AS reversedOn, u.display_name AS reversedByName,
     r.reversal_reason AS reversalReason, (SELECT count(*) FROM refund_print WHERE refund_id = r.id) AS copies
   FROM refund r LEFT JOIN user u ON u.id = r.reversed_by`;
export const findRefund = maybe(RefundRow, `${REFUND} WHERE r.id = :refundId`);
export const refundsOf = many(RefundRow, `${REFUND} WHERE r.customer_id = :customerId ORDER BY r.id DESC LIMIT 200`);

export const insertRefund = insert(
  `INSERT INTO refund (refund_no, customer_id, account_id, refunded_at, business_date, channel, payment_id, amount_fen, payee,
     reference, reason, slip_json, user_id)
   VALUES (:refundNo, :customerId, :accountId, :refundedAt, :businessDate, :channel, :paymentId, :amountFen, :payee, :reference,
     :reason, :slipJson, :userId)`,
);
export const setEntry = run('UPDATE refund SET entry_id = :entryId WHERE id = :refundId');
export const markReversed = run(
  `UPDATE refund SET reversed_at = :now, reversed_on = :reversedOn, reversed_by = :userId, reversal_reason = :reason
   WHERE id = :refundId AND reversed_at IS NULL`,
);
export const nextCopy = one(
  z.object({ copyNo: z.number() }),
  'SELECT coalesce(max(copy_no), 0) + 1 AS copyNo FROM refund_print WHERE refund_id = :refundId',
);
export const insertPrint = run(
  'INSERT INTO refund_print (refund_id, copy_no, printed_at, user_id) VALUES (:refundId, :copyNo, :now, :userId)',
);

/** Refunds that do not agree with the book in what is outside of their frozen document. */
export const refundFaults = many(
  z.object({ code: z.string(), entryId: z.number().nullable(), detail: z.string() }),
  `SELECT 'reversal-differs' AS code, entry_id AS entryId, refund_no AS detail FROM refund
   WHERE (reversed_at IS NOT NULL) <> EXISTS (SELECT 1 FROM entry e WHERE e.reverses_id = refund.entry_id)
   UNION ALL
   SELECT 'document-unposted', entry_id, refund_no FROM refund
   WHERE NOT EXISTS (
     SELECT 1 FROM entry e WHERE e.id = refund.entry_id AND e.document_kind = 'refund' AND e.document_id = refund.id)
   UNION ALL
   SELECT 'credit-negative', NULL, 'account ' || account_id || ': ' || balance_fen FROM ledger_balance
   WHERE ledger_code = '2203' AND balance_fen > 0
   LIMIT 200`,
);
