import { z } from 'zod';
import { many } from '../../db/query.ts';
import { StandingBill } from './correction.store.ts';

const PastRow = StandingBill.omit({ paidFen: true, dueOn: true, entryId: true, runId: true }).extend({
  service: z.string(),
  /** Month of the bill of the meter before it. */
  lastMonth: z.string().nullable(),
});
export type PastRow = z.infer<typeof PastRow>;
/** Usage bills that stand, of a JSON array of accounts and a span of months, in the order the running total counted them. */
export const pastBills = many(
  PastRow,
  `SELECT b.id AS billId, b.bill_no AS billNo, coalesce(r.first_bill_id, b.id) AS firstBillId, b.account_id AS accountId,
     b.meter_id AS meterId, b.month, b.period_from AS periodFrom, b.period_to AS periodTo, b.previous_reading_id AS previousReadingId,
     b.present_reading_id AS presentReadingId, p.read_at AS previousAt, q.read_at AS presentAt, b.quantity_milli AS quantityMilli,
     b.tariff_id AS tariffId, b.amount_fen AS amountFen, x.body_json AS contextJson, b.explain_json AS explainJson, a.service,
     (SELECT max(l.month) FROM bill l
      WHERE l.account_id = b.account_id AND l.meter_id = b.meter_id AND l.month < b.month AND l.reversed_at IS NULL) AS lastMonth
   FROM json_each(:accounts) t CROSS JOIN bill b ON b.account_id = t.value
     CROSS JOIN account a ON a.id = b.account_id LEFT JOIN bill_context x ON x.id = b.context_id
     JOIN reading p ON p.id = b.previous_reading_id JOIN reading q ON q.id = b.present_reading_id
     LEFT JOIN bill_replacement r ON r.new_bill_id = b.id
   WHERE b.meter_id IS NOT NULL AND b.reversed_at IS NULL AND b.month BETWEEN :fromMonth AND :toMonth
   ORDER BY t.key, coalesce(r.first_bill_id, b.id)`,
);
