import { z } from 'zod';
import { many, maybe, run } from '../../db/query.ts';
import { AccountId, BillId } from '../../shared/ids.ts';

/** Usage bills of a JSON array that are past due, under a tariff with a late fee. A charge of another kind bears none. */
export const lateBills = many(
  z.object({
    billId: BillId,
    billNo: z.string(),
    accountId: AccountId,
    month: z.string(),
    dueOn: z.string(),
    principalFen: z.number(),
    ruleJson: z.string(),
  }),
  `SELECT b.id AS billId, b.bill_no AS billNo, b.account_id AS accountId, b.month, b.due_on AS dueOn,
     b.amount_fen AS principalFen, t.document_json -> '$.lateFee' AS ruleJson
   FROM json_each(:bills) x JOIN bill b ON b.id = x.value JOIN tariff t ON t.id = b.tariff_id
   WHERE b.kind = 'usage' AND b.reversed_at IS NULL AND b.due_on < :asOf AND t.document_json ->> '$.lateFee' IS NOT NULL
   ORDER BY b.due_on, b.id`,
);

/** The bills of a JSON array and every one whose money corrections moved to them. */
const SOURCES = `WITH RECURSIVE source (bill_id) AS (
     SELECT value FROM json_each(:bills)
     UNION SELECT t.from_bill_id FROM source s JOIN bill_transfer t ON t.to_bill_id = s.bill_id
       WHERE t.correction_id IS NOT NULL AND t.from_bill_id IS NOT NULL)`;
/** Payments that stand, at the till or from credit, discounts and write-offs, by day. */
export const moneyOn = many(
  z.object({ billId: z.number(), on: z.string(), amountFen: z.number() }),
  `${SOURCES}
   SELECT s.bill_id AS billId, p.business_date AS "on", l.amount_fen AS amountFen
   FROM source s JOIN payment_line l ON l.bill_id = s.bill_id JOIN payment p ON p.id = l.payment_id WHERE p.reversed_at IS NULL
   UNION ALL SELECT s.bill_id, p.business_date, l.amount_fen
   FROM source s JOIN auto_payment_line l ON l.bill_id = s.bill_id JOIN auto_payment p ON p.id = l.auto_payment_id
   WHERE p.reversed_at IS NULL
   UNION ALL SELECT s.bill_id, a.adjusted_on, a.amount_fen
   FROM source s JOIN adjustment a ON a.bill_id = s.bill_id WHERE a.reversed_at IS NULL`,
);
/** What corrections moved from these bills to others, less what reversed payments took back, in the order it moved; `on` where it was paid for a late fee. */
export const movedFrom = many(
  z.object({ fromBillId: z.number(), toBillId: z.number(), amountFen: z.number(), on: z.string().nullable() }),
  `${SOURCES}
   SELECT t.from_bill_id AS fromBillId, t.to_bill_id AS toBillId, iif(f.kind = 'late-fee', t.moved_on, NULL) AS "on", sum(t.amount_fen)
     - coalesce((SELECT sum(b.amount_fen) FROM bill_transfer b
         WHERE b.from_bill_id = t.to_bill_id AND b.to_bill_id = t.from_bill_id AND b.payment_id IS NOT NULL), 0) AS amountFen
   FROM source s JOIN bill_transfer t ON t.from_bill_id = s.bill_id JOIN bill f ON f.id = t.from_bill_id
   WHERE t.correction_id IS NOT NULL AND t.to_bill_id IS NOT NULL
   GROUP BY t.from_bill_id, t.to_bill_id ORDER BY min(t.id)`,
);

/** Each bill of a JSON array (of_id) with those it replaces. */
export const CHAIN = `WITH RECURSIVE chain (of_id, bill_id) AS (
     SELECT value, value FROM json_each(:bills)
     UNION ALL SELECT c.of_id, r.bill_id FROM chain c JOIN bill_replacement r ON r.new_bill_id = c.bill_id)`;
export const chainCharged = many(
  z.object({ billId: z.number(), chargedFen: z.number(), waivedFen: z.number() }),
  `${CHAIN}
   SELECT c.of_id AS billId,
     sum(coalesce((SELECT sum(f.amount_fen) FROM late_fee l JOIN bill f ON f.id = l.bill_id
       WHERE l.of_bill_id = c.bill_id AND f.reversed_at IS NULL), 0)) AS chargedFen,
     sum(coalesce((SELECT sum(amount_fen) FROM late_fee_waiver
       WHERE bill_id = c.bill_id AND revoked_at IS NULL), 0)) AS waivedFen
   FROM chain c GROUP BY c.of_id`,
);

export const insertLateFee = run(
  'INSERT INTO late_fee (bill_id, of_bill_id, as_of) VALUES (:billId, :ofBillId, :asOf)',
);
export const setPayment = run('UPDATE late_fee SET payment_id = :paymentId WHERE bill_id = :billId');
/** Fees that were issued with a payment and that nothing settles any more. */
export const unsettledOfPayment = many(
  z.object({ billId: BillId }),
  `SELECT l.bill_id AS billId FROM late_fee l JOIN bill b ON b.id = l.bill_id
   WHERE l.payment_id = :paymentId AND b.reversed_at IS NULL AND b.paid_fen = 0 ORDER BY l.bill_id`,
);

/**
 * Bills that may bear a late fee: the open ones past due, and those that were settled late since a day without having
 * been paid at the till, by credit or by a correction.
 */
export const lateCandidates = many(
  z.object({ billId: z.number() }),
  `SELECT b.id AS billId FROM bill b INDEXED BY bill_open JOIN tariff t ON t.id = b.tariff_id
     WHERE b.reversed_at IS NULL AND b.paid_fen < b.amount_fen AND b.due_on < :asOf AND t.document_json ->> '$.lateFee' IS NOT NULL
   UNION SELECT b.id FROM payment p JOIN payment_line l ON l.payment_id = p.id JOIN bill b ON b.id = l.bill_id
     WHERE p.business_date >= :since AND p.business_date > b.due_on AND p.reversed_at IS NULL AND b.kind = 'usage'
       AND b.reversed_at IS NULL AND b.paid_fen = b.amount_fen
   UNION SELECT b.id FROM auto_payment p JOIN auto_payment_line l ON l.auto_payment_id = p.id JOIN bill b ON b.id = l.bill_id
     WHERE p.business_date >= :since AND p.business_date > b.due_on AND p.reversed_at IS NULL AND b.kind = 'usage'
       AND b.reversed_at IS NULL AND b.paid_fen = b.amount_fen
   UNION SELECT b.id FROM bill_transfer x JOIN bill b ON b.id = x.to_bill_id
     WHERE x.moved_on >= :since AND b.reversed_at IS NULL AND b.paid_fen = b.amount_fen
   ORDER BY 1`,
);
/** Of a customer, the open bills past due. */
export const lateOfCustomer = many(
  z.object({ billId: z.number() }),
  `SELECT b.id AS billId FROM account a JOIN bill b ON b.account_id = a.id
   WHERE a.customer_id = :customerId AND b.reversed_at IS NULL AND b.paid_fen < b.amount_fen AND b.due_on < :asOf`,
);

/** Whom a bill is of, for a list. */
export const holdersOf = many(
  z.object({
    billId: z.number(),
    customerName: z.string(),
    accountNo: z.string(),
    doorNo: z.string(),
    service: z.string(),
  }),
  `SELECT b.id AS billId, c.name AS customerName, a.account_no AS accountNo, p.door_no AS doorNo, a.service
   FROM json_each(:bills) x JOIN bill b ON b.id = x.value JOIN account a ON a.id = b.account_id
     JOIN customer c ON c.id = a.customer_id JOIN premises p ON p.id = a.premises_id`,
);

const SettingRow = z.object({ valueJson: z.string() });
export const findOrder = maybe(SettingRow, "SELECT value_json AS valueJson FROM setting WHERE key = 'late-fee-order'");
export const saveOrder = run(
  `INSERT INTO setting (key, value_json) VALUES ('late-fee-order', :valueJson)
   ON CONFLICT (key) DO UPDATE SET value_json = excluded.value_json`,
);
