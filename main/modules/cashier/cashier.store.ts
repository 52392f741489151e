import { z } from 'zod';
import { insert, many, maybe, one, run } from '../../db/query.ts';
import { AccountId, BillId, CustomerId, PaymentId } from '../../shared/ids.ts';
import { OwedBill, RecordedMethod, TillAccount } from './cashier.schema.ts';

const CustomerRow = z.object({
  customerId: CustomerId,
  name: z.string(),
  kind: z.enum(['person', 'company']),
  phone: z.string(),
  note: z.string(),
  closedOn: z.string().nullable(),
});
export const findCustomer = maybe(
  CustomerRow,
  'SELECT id AS customerId, name, kind, phone, note, closed_on AS closedOn FROM customer WHERE id = :customerId',
);

/** Accounts of a customer, the open ones first, with the credit the ledger holds for each. */
export const accountsOf = many(
  TillAccount,
  `SELECT a.id AS accountId, a.account_no AS accountNo, a.service, p.door_no AS doorNo, a.closed_on AS closedOn,
     -coalesce((SELECT balance_fen FROM ledger_balance WHERE account_id = a.id AND ledger_code = '2203'), 0) AS creditFen
   FROM account a JOIN premises p ON p.id = a.premises_id
   WHERE a.customer_id = :customerId ORDER BY a.closed_on IS NOT NULL, a.id`,
);

const BILL = `SELECT b.id AS billId, b.bill_no AS billNo, b.kind, b.account_id AS accountId, a.account_no AS accountNo, a.service,
     p.door_no AS doorNo, b.month, b.period_from AS periodFrom, b.period_to AS periodTo, b.due_on AS dueOn,
     b.quantity_milli AS quantityMilli, b.amount_fen AS amountFen, b.amount_fen - b.paid_fen AS leftFen
   FROM bill b JOIN account a ON a.id = b.account_id JOIN premises p ON p.id = a.premises_id`;
/** Open bills over all accounts of a customer, oldest first. A bill not yet in the ledger is not owed. */
export const openBillsOf = many(
  OwedBill.omit({ lateFee: true }),
  `${BILL} WHERE a.customer_id = :customerId AND b.reversed_at IS NULL AND b.paid_fen < b.amount_fen AND b.entry_id IS NOT NULL
   ORDER BY b.due_on, b.id`,
);

const BillStateRow = z.object({
  billId: BillId,
  billNo: z.string(),
  customerId: CustomerId,
  isReversed: z.number(),
  leftFen: z.number(),
});
export const billState = maybe(
  BillStateRow,
  `SELECT b.id AS billId, b.bill_no AS billNo, a.customer_id AS customerId, b.reversed_at IS NOT NULL AS isReversed,
     b.amount_fen - b.paid_fen AS leftFen
   FROM bill b JOIN account a ON a.id = b.account_id WHERE b.id = :billId`,
);

const PaymentRow = z.object({
  paymentId: PaymentId,
  receiptNo: z.string(),
  customerId: CustomerId,
  paidAt: z.number(),
  businessDate: z.string(),
  method: RecordedMethod,
  paidFen: z.number(),
  creditUsedFen: z.number(),
  tenderedFen: z.number(),
  reference: z.string(),
  receiptJson: z.string(),
  userId: z.number(),
  entryId: z.number().nullable(),
  reversedAt: z.number().nullable(),
  reversedOn: z.string().nullable(),
  reversedByName: z.string().nullable(),
  reversalReason: z.string(),
  copies: z.number(),
});
export type PaymentRow = z.infer<typeof PaymentRow>;
export const findPayment = maybe(
  PaymentRow,
  `SELECT p.id AS paymentId, p.receipt_no AS receiptNo, p.customer_id AS customerId, p.paid_at AS paidAt,
     p.business_date AS businessDate, p.method, p.amount_fen AS paidFen, p.credit_used_fen AS creditUsedFen,
     p.tendered_fen AS tenderedFen, p.reference, p.receipt_json AS receiptJson, p.user_id AS userId, p.entry_id AS entryId,
     p.reversed_at AS reversedAt, p.reversed_on AS reversedOn, u.display_name AS reversedByName,
     p.reversal_reason AS reversalReason, (SELECT count(*) FROM receipt_print WHERE payment_id = p.id) AS copies
   FROM payment p LEFT JOIN user u ON u.id = p.reversed_by WHERE p.id = :paymentId`,
);

const LineRow = z.object({
  lineNo: z.number(),
  accountId: AccountId,
  billId: BillId.nullable(),
  amountFen: z.number(),
});
export const linesOf = many(
  LineRow,
  `SELECT line_no AS lineNo, account_id AS accountId, bill_id AS billId, amount_fen AS amountFen
   FROM payment_line WHERE payment_id = :paymentId ORDER BY line_no`,
);
const CreditRow = z.object({ accountId: AccountId, amountFen: z.number() });
export const creditsOf = many(
  CreditRow,
  'SELECT account_id AS accountId, amount_fen AS amountFen FROM payment_credit WHERE payment_id = :paymentId ORDER BY account_id',
);

/** Exact numbers that a scanner reads off paper and meters. */
export const customerByCode = maybe(
  z.object({ customerId: CustomerId }),
  `SELECT a.customer_id AS customerId FROM account a WHERE a.account_no = :code
   UNION ALL SELECT a.customer_id FROM bill b JOIN account a ON a.id = b.account_id WHERE b.bill_no = :code
   UNION ALL SELECT a.customer_id FROM meter m JOIN account_meter am ON am.meter_id = m.id AND am.to_on IS NULL
     JOIN account a ON a.id = am.account_id WHERE m.meter_no = :code
   UNION ALL SELECT customer_id FROM payment WHERE receipt_no = :code LIMIT 1`,
);

const RecentRow = z.object({
  paymentId: PaymentId,
  receiptNo: z.string(),
  paidAt: z.number(),
  method: RecordedMethod,
  paidFen: z.number(),
  creditUsedFen: z.number(),
  isReversed: z.number(),
});
export const recentOf = many(
  RecentRow,
  `SELECT id AS paymentId, receipt_no AS receiptNo, paid_at AS paidAt, method, amount_fen AS paidFen,
     credit_used_fen AS creditUsedFen, reversed_at IS NOT NULL AS isReversed
   FROM payment WHERE customer_id = :customerId ORDER BY id DESC LIMIT 5`,
);

export const insertPayment = insert(
  `INSERT INTO payment (receipt_no, customer_id, paid_at, business_date, method, amount_fen, credit_used_fen, tendered_fen,
     reference, receipt_json, user_id)
   VALUES (:receiptNo, :customerId, :paidAt, :businessDate, :method, :paidFen, :creditUsedFen, :tenderedFen, :reference,
     :receiptJson, :userId)`,
);
export const insertLine = run(
  `INSERT INTO payment_line (payment_id, line_no, account_id, bill_id, amount_fen)
   VALUES (:paymentId, :lineNo, :accountId, :billId, :amountFen)`,
);
export const insertCredit = run(
  'INSERT INTO payment_credit (payment_id, account_id, amount_fen) VALUES (:paymentId, :accountId, :amountFen)',
);
export const setEntry = run('UPDATE payment SET entry_id = :entryId WHERE id = :paymentId');
export const markReversed = run(
  `UPDATE payment SET reversed_at = :now, reversed_on = :reversedOn, reversed_by = :userId, reversal_reason = :reason
   WHERE id = :paymentId AND reversed_at IS NULL`,
);

export const refundTo = maybe(
  z.object({ refundNo: z.string() }),
  'SELECT refund_no AS refundNo FROM refund WHERE payment_id = :paymentId AND reversed_at IS NULL LIMIT 1',
);

export const nextCopy = one(
  z.object({ copyNo: z.number() }),
  'SELECT coalesce(max(copy_no), 0) + 1 AS copyNo FROM receipt_print WHERE payment_id = :paymentId',
);
export const insertPrint = run(
  'INSERT INTO receipt_print (payment_id, copy_no, printed_at, user_id) VALUES (:paymentId, :copyNo, :now, :userId)',
);
