import { z } from 'zod';
import { insert, insertRows, maybe, one } from '../../db/query.ts';

export const findContext = maybe(
  z.object({ contextId: z.number() }),
  'SELECT id AS contextId FROM bill_context WHERE hash = :hash',
);
export const insertContext = insert('INSERT INTO bill_context (hash, body_json) VALUES (:hash, :bodyJson)');

export const lastBill = one(z.object({ billId: z.number() }), 'SELECT coalesce(max(id), 0) AS billId FROM bill');
export const insertBills = insertRows(
  'bill',
  {
    billId: 'id',
    billNo: 'bill_no',
    accountId: 'account_id',
    meterId: 'meter_id',
    month: 'month',
    periodFrom: 'period_from',
    periodTo: 'period_to',
    previousReadingId: 'previous_reading_id',
    presentReadingId: 'present_reading_id',
    quantityMilli: 'quantity_milli',
    tariffId: 'tariff_id',
    amountFen: 'amount_fen',
    contextId: 'context_id',
    explainJson: 'explain_json',
    dueOn: 'due_on',
    entryId: 'entry_id',
  },
  { same: { kind: 'kind', runId: 'run_id', issuedAt: 'issued_at' } },
);
export const insertLines = insertRows('bill_line', {
  billId: 'bill_id',
  lineNo: 'line_no',
  kind: 'kind',
  period: 'period',
  tier: 'tier',
  quantityMilli: 'quantity_milli',
  priceE8: 'price_e8',
  amountFen: 'amount_fen',
  noteJson: 'note_json',
});
