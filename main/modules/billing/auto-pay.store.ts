import { z } from 'zod';
import { insert, insertRows, many, maybe, run } from '../../db/query.ts';
import { AccountId, AutoPaymentId, BillId } from '../../shared/ids.ts';

/** Whether credit of account a pays its bills on its own: what the account says, else the station. */
const IS_ON = `coalesce((SELECT is_auto_pay FROM account_credit_rule WHERE account_id = c.account_id),
  (SELECT is_auto_pay FROM credit_policy)) = 1`;

const CreditRow = z.object({ accountId: z.number(), creditFen: z.number() });
/**
 * Accounts that hold credit, are switched on and have an open bill of a run, from a number on. Starts from the few that
 * hold credit, so that a run over everybody is not read again.
 */
export const creditsOfRun = many(
  CreditRow,
  `SELECT c.account_id AS accountId, -c.balance_fen AS creditFen FROM ledger_balance c
   WHERE c.ledger_code = '2203' AND c.balance_fen < 0 AND c.account_id > :after AND ${IS_ON}
     AND EXISTS (SELECT 1 FROM bill b INDEXED BY bill_open
       WHERE b.account_id = c.account_id AND b.reversed_at IS NULL AND b.paid_fen < b.amount_fen
       AND b.run_id = :runId)
   ORDER BY c.account_id LIMIT :limit`,
);
export const creditsOf = many(
  CreditRow,
  `SELECT c.account_id AS accountId, -c.balance_fen AS creditFen FROM ledger_balance c
   WHERE c.ledger_code = '2203' AND c.balance_fen < 0 AND c.account_id IN (SELECT value FROM json_each(:accounts)) AND ${IS_ON}
   ORDER BY c.account_id`,
);
export const openBillsOf = many(
  z.object({ billId: z.number(), accountId: z.number(), kind: z.string(), dueOn: z.string(), leftFen: z.number() }),
  `SELECT b.id AS billId, b.account_id AS accountId, b.kind, b.due_on AS dueOn, b.amount_fen - b.paid_fen AS leftFen
   FROM json_each(:accounts) a CROSS JOIN bill b ON b.account_id = a.value
   WHERE b.reversed_at IS NULL AND b.paid_fen < b.amount_fen AND b.entry_id IS NOT NULL`,
);

/** The setting of charges: whether late fees are paid before debts. */
export const feeFirst = maybe(
  z.object({ key: z.string() }),
  `SELECT key FROM setting WHERE key = 'late-fee-order' AND value_json = '"fee-first"'`,
);

export const insertAutoPayment = insert(
  `INSERT INTO auto_payment (auto_no, account_id, paid_at, business_date, amount_fen, run_id, correction_id, user_id, user_name)
   VALUES (:autoNo, :accountId, :paidAt, :businessDate, :amountFen, :runId, :correctionId, :userId, :userName)`,
);
export const insertLines = insertRows('auto_payment_line', {
  autoPaymentId: 'auto_payment_id',
  lineNo: 'line_no',
  billId: 'bill_id',
  amountFen: 'amount_fen',
});
export const setEntry = run('UPDATE auto_payment SET entry_id = :entryId WHERE id = :autoPaymentId');
export const markReversed = run(
  `UPDATE auto_payment SET reversed_at = :now, reversed_on = :reversedOn, reversed_by = :by, reversal_reason = :reason
   WHERE id = :autoPaymentId AND reversed_at IS NULL`,
);

const AutoPaymentRow = z.object({
  autoPaymentId: AutoPaymentId,
  autoNo: z.string(),
  accountId: AccountId,
  accountNo: z.string(),
  paidAt: z.number(),
  businessDate: z.string(),
  amountFen: z.number(),
  runId: z.number().nullable(),
  correctionId: z.number().nullable(),
  userId: z.number().nullable(),
  userName: z.string(),
  entryId: z.number().nullable(),
  reversedOn: z.string().nullable(),
  reversedBy: z.string(),
  reversalReason: z.string(),
});
export type AutoPaymentRow = z.infer<typeof AutoPaymentRow>;
const SELECT = `SELECT p.id AS autoPaymentId, p.auto_no AS autoNo, p.account_id AS accountId, a.account_no AS accountNo, p.paid_at AS paidAt,
     p.business_date AS businessDate, p.amount_fen AS amountFen, p.run_id AS runId, p.correction_id AS correctionId,
     p.user_id AS userId, p.user_name AS userName, p.entry_id AS entryId, p.reversed_on AS reversedOn,
     p.reversed_by AS reversedBy, p.reversal_reason AS reversalReason
   FROM auto_payment p JOIN account a ON a.id = p.account_id`;
export const findAutoPayment = maybe(AutoPaymentRow, `${SELECT} WHERE p.id = :autoPaymentId`);
export const autoPaymentsOf = many(
  AutoPaymentRow,
  `${SELECT} WHERE a.customer_id = :customerId ORDER BY p.id DESC LIMIT 200`,
);

const LineRow = z.object({ lineNo: z.number(), billId: BillId, amountFen: z.number() });
export const linesOf = many(
  LineRow,
  `SELECT line_no AS lineNo, bill_id AS billId, amount_fen AS amountFen FROM auto_payment_line
   WHERE auto_payment_id = :autoPaymentId ORDER BY line_no`,
);
const PaidBillRow = z.object({
  billId: BillId,
  billNo: z.string(),
  month: z.string(),
  amountFen: z.number(),
  isReversed: z.number(),
});
export const billsOf = many(
  PaidBillRow,
  `SELECT b.id AS billId, b.bill_no AS billNo, b.month, l.amount_fen AS amountFen, b.reversed_at IS NOT NULL AS isReversed
   FROM auto_payment_line l JOIN bill b ON b.id = l.bill_id WHERE l.auto_payment_id = :autoPaymentId ORDER BY l.line_no`,
);
