import { z } from 'zod';
import { many } from '../../db/query.ts';
import { BillId } from '../../shared/ids.ts';
import { CHAIN } from './late-fee.store.ts';

/** Late-fee bills that stand on bills of a JSON array and on those they replaced, the newest of each first. */
export const standingFees = many(
  z.object({
    ofBillId: z.number(),
    billId: BillId,
    billNo: z.string(),
    firstBillId: z.number(),
    amountFen: z.number(),
    paidFen: z.number(),
    entryId: z.number().nullable(),
    paymentId: z.number().nullable(),
    isAdjusted: z.number().transform(Boolean),
  }),
  `${CHAIN}
   SELECT c.of_id AS ofBillId, f.id AS billId, f.bill_no AS billNo, coalesce(r.first_bill_id, f.id) AS firstBillId,
     f.amount_fen AS amountFen, f.paid_fen AS paidFen, f.entry_id AS entryId, l.payment_id AS paymentId,
     EXISTS (SELECT 1 FROM adjustment a WHERE a.bill_id = f.id AND a.reversed_at IS NULL) AS isAdjusted
   FROM chain c JOIN late_fee l ON l.of_bill_id = c.bill_id JOIN bill f ON f.id = l.bill_id
     LEFT JOIN bill_replacement r ON r.new_bill_id = f.id
   WHERE f.reversed_at IS NULL ORDER BY c.of_id, f.id DESC`,
);

/** When bills of a JSON array and those they replaced were due, and of how much they were, the oldest first. */
export const termsOf = many(
  z.object({ ofBillId: z.number(), dueOn: z.string(), amountFen: z.number() }),
  `${CHAIN}
   SELECT c.of_id AS ofBillId, b.due_on AS dueOn, b.amount_fen AS amountFen
   FROM chain c JOIN bill b ON b.id = c.bill_id ORDER BY c.of_id, b.id`,
);

/** The late-fee rules of a JSON array of tariff versions; one without a late fee has none. */
export const rulesOf = many(
  z.object({ tariffId: z.number(), ruleJson: z.string() }),
  `SELECT id AS tariffId, document_json -> '$.lateFee' AS ruleJson FROM tariff
   WHERE id IN (SELECT value FROM json_each(:tariffs)) AND document_json ->> '$.lateFee' IS NOT NULL`,
);
