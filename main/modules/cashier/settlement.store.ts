import { z } from 'zod';
import { many } from '../../db/query.ts';

const FaultRow = z.object({ code: z.string(), entryId: z.number().nullable(), detail: z.string() });

/**
 * Bills and payments that do not agree with the book in what is outside of their frozen document: how much of a bill is
 * paid, what is reversed, and which entry stands for it. A bill of nothing has no entry.
 */
export const settlementFaults = many(
  FaultRow,
  `WITH paid AS (
     SELECT l.bill_id, sum(l.amount_fen) AS fen FROM payment_line l JOIN payment p ON p.id = l.payment_id
     WHERE p.reversed_at IS NULL AND l.bill_id IS NOT NULL GROUP BY l.bill_id)
   SELECT 'paid-differs' AS code, b.entry_id AS entryId,
     b.bill_no || ': kept ' || b.paid_fen || ', payments say ' || coalesce(paid.fen, 0) AS detail
   FROM bill b LEFT JOIN paid ON paid.bill_id = b.id WHERE b.paid_fen <> coalesce(paid.fen, 0)
   UNION ALL
   SELECT 'reversal-differs', entry_id, bill_no FROM bill
   WHERE amount_fen > 0 AND (reversed_at IS NOT NULL) <> EXISTS (SELECT 1 FROM entry e WHERE e.reverses_id = bill.entry_id)
   UNION ALL
   SELECT 'reversal-differs', entry_id, receipt_no FROM payment
   WHERE (reversed_at IS NOT NULL) <> EXISTS (SELECT 1 FROM entry e WHERE e.reverses_id = payment.entry_id)
   UNION ALL
   SELECT 'document-unposted', entry_id, bill_no FROM bill
   WHERE amount_fen > 0 AND NOT EXISTS (
     SELECT 1 FROM entry e WHERE e.id = bill.entry_id AND e.document_kind = 'bill' AND e.document_id = bill.id)
   UNION ALL
   SELECT 'document-unposted', entry_id, receipt_no FROM payment
   WHERE NOT EXISTS (
     SELECT 1 FROM entry e WHERE e.id = payment.entry_id AND e.document_kind = 'payment' AND e.document_id = payment.id)
   LIMIT 200`,
);
