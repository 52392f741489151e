import { z } from 'zod';
import { many } from '../../db/query.ts';

const FaultRow = z.object({ code: z.string(), entryId: z.number().nullable(), detail: z.string() });

/**
 * Bills and payments that do not agree with the book in what is outside of their frozen document: how much of a bill is
 * settled (by payments, by credit on its own, by money moved from a bill that a correction or a cancellation reversed, by discounts and
 * write-offs), what is reversed, and which entry stands
 * for it. A bill of nothing has no entry.
 */
export const settlementFaults = many(
  FaultRow,
  `WITH paid AS (
     SELECT bill_id, sum(fen) AS fen FROM (
       SELECT l.bill_id, l.amount_fen AS fen FROM payment_line l JOIN payment p ON p.id = l.payment_id
       WHERE p.reversed_at IS NULL AND l.bill_id IS NOT NULL
       UNION ALL SELECT l.bill_id, l.amount_fen FROM auto_payment_line l JOIN auto_payment p ON p.id = l.auto_payment_id
         WHERE p.reversed_at IS NULL
       UNION ALL SELECT to_bill_id, amount_fen FROM bill_transfer WHERE to_bill_id IS NOT NULL
       UNION ALL SELECT from_bill_id, -amount_fen FROM bill_transfer WHERE from_bill_id IS NOT NULL
       UNION ALL SELECT bill_id, amount_fen FROM adjustment WHERE reversed_at IS NULL) GROUP BY bill_id)
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
   SELECT 'reversal-differs', entry_id, 'adjustment ' || id FROM adjustment
   WHERE (reversed_at IS NOT NULL) <> EXISTS (SELECT 1 FROM entry e WHERE e.reverses_id = adjustment.entry_id)
   UNION ALL
   SELECT 'document-unposted', entry_id, 'adjustment ' || id FROM adjustment
   WHERE NOT EXISTS (
     SELECT 1 FROM entry e WHERE e.id = adjustment.entry_id AND e.document_kind = 'adjustment' AND e.document_id = adjustment.id)
   UNION ALL
   SELECT 'late-fee-unexplained', entry_id, bill_no FROM bill
   WHERE kind = 'late-fee' AND NOT EXISTS (SELECT 1 FROM late_fee l WHERE l.bill_id = bill.id)
   UNION ALL
   SELECT 'reversal-differs', entry_id, auto_no FROM auto_payment
   WHERE (reversed_at IS NOT NULL) <> EXISTS (SELECT 1 FROM entry e WHERE e.reverses_id = auto_payment.entry_id)
   UNION ALL
   SELECT 'document-unposted', entry_id, auto_no FROM auto_payment
   WHERE NOT EXISTS (
     SELECT 1 FROM entry e WHERE e.id = auto_payment.entry_id AND e.document_kind = 'auto-pay' AND e.document_id = auto_payment.id)
   UNION ALL
   SELECT 'document-unposted', entry_id, bill_no FROM bill
   WHERE amount_fen > 0 AND NOT EXISTS (
     SELECT 1 FROM entry e WHERE e.id = bill.entry_id AND e.document_kind = 'bill' AND e.document_id = bill.id)
   UNION ALL
   SELECT 'document-unposted', entry_id, receipt_no FROM payment
   WHERE NOT EXISTS (
     SELECT 1 FROM entry e WHERE e.id = payment.entry_id AND e.document_kind = 'payment' AND e.document_id = payment.id)
   UNION ALL
   SELECT 'credit-differs', NULL, 'correction ' || c.id || ': kept ' || c.credit_fen
   FROM correction c WHERE c.credit_fen <> coalesce((
     SELECT sum(l.credit_fen) FROM entry e JOIN entry_line l ON l.entry_id = e.id
     WHERE e.document_kind = 'correction' AND e.document_id = c.id AND l.ledger_code = '2203'), 0)
     OR c.credit_fen <> coalesce((
       SELECT sum(t.amount_fen) FROM bill_transfer t WHERE t.correction_id = c.id AND t.to_bill_id IS NULL), 0)
   UNION ALL
   SELECT 'credit-differs', NULL, 'cancelled bill ' || x.bill_id || ': kept ' || x.credit_fen
   FROM bill_cancellation x JOIN bill b ON b.id = x.bill_id WHERE b.reversed_at IS NULL OR x.credit_fen <> coalesce((
     SELECT sum(l.credit_fen) FROM entry e JOIN entry_line l ON l.entry_id = e.id
     WHERE e.document_kind = 'bill-cancellation' AND e.document_id = x.bill_id AND l.ledger_code = '2203'), 0)
     OR x.credit_fen <> coalesce((
       SELECT sum(t.amount_fen) FROM bill_transfer t WHERE t.is_cancellation = 1 AND t.from_bill_id = x.bill_id), 0)
   LIMIT 200`,
);
