import { z } from 'zod';
import { insert, many, maybe, one, run } from '../../db/query.ts';
import { AccountId, BillId, BillingRunId, MeterId, ReadingId, TariffId } from '../../shared/ids.ts';

export const StandingBill = z.object({
  billId: BillId,
  billNo: z.string(),
  /** The bill its chain of replacements began with; its own id when it replaces none. */
  firstBillId: z.number(),
  runId: BillingRunId,
  accountId: AccountId,
  meterId: MeterId,
  month: z.string(),
  periodFrom: z.string(),
  periodTo: z.string(),
  previousReadingId: ReadingId,
  presentReadingId: ReadingId,
  previousAt: z.number(),
  presentAt: z.number(),
  quantityMilli: z.number(),
  tariffId: TariffId,
  amountFen: z.number(),
  paidFen: z.number(),
  dueOn: z.string(),
  entryId: z.number().nullable(),
  contextJson: z.string().nullable(),
  explainJson: z.string(),
});
export type StandingBill = z.infer<typeof StandingBill>;
/** The bills of an account that stand, in the order in which the running total counted them. */
export const standingBills = many(
  StandingBill,
  `SELECT b.id AS billId, b.bill_no AS billNo, coalesce(r.first_bill_id, b.id) AS firstBillId, b.run_id AS runId,
     b.account_id AS accountId, b.meter_id AS meterId, b.month, b.period_from AS periodFrom, b.period_to AS periodTo,
     b.previous_reading_id AS previousReadingId, b.present_reading_id AS presentReadingId, p.read_at AS previousAt,
     q.read_at AS presentAt, b.quantity_milli AS quantityMilli, b.tariff_id AS tariffId, b.amount_fen AS amountFen,
     b.paid_fen AS paidFen, b.due_on AS dueOn, b.entry_id AS entryId, x.body_json AS contextJson, b.explain_json AS explainJson
   FROM bill b LEFT JOIN bill_context x ON x.id = b.context_id JOIN reading p ON p.id = b.previous_reading_id JOIN reading q ON q.id = b.present_reading_id
     LEFT JOIN bill_replacement r ON r.new_bill_id = b.id
   WHERE b.account_id = :accountId AND b.reversed_at IS NULL ORDER BY coalesce(r.first_bill_id, b.id)`,
);
/** Accounts with a bill that stands and begins or ends at a reading: two where a meter changed hands on it. */
export const accountsBilledAt = many(
  z.object({ accountId: AccountId }),
  `SELECT DISTINCT b.account_id AS accountId FROM bill b
   WHERE b.reversed_at IS NULL AND b.account_id IN (SELECT account_id FROM account_meter WHERE meter_id = :meterId)
     AND b.meter_id = :meterId AND (b.present_reading_id = :readingId OR b.previous_reading_id = :readingId) ORDER BY b.account_id`,
);

/** Those of a JSON array of bills that a discount or write-off stands on. */
export const adjustedAmong = many(
  z.object({ billNo: z.string() }),
  `SELECT bill_no AS billNo FROM bill
   WHERE id IN (SELECT value FROM json_each(:bills))
     AND EXISTS (SELECT 1 FROM adjustment a WHERE a.bill_id = bill.id AND a.reversed_at IS NULL) ORDER BY id`,
);
/** Those of a JSON array of bills that a back-billing of a faulty meter stands on. */
export const backBilledAmong = many(
  z.object({ billNo: z.string(), meterNo: z.string() }),
  `SELECT DISTINCT b.bill_no AS billNo, m.meter_no AS meterNo FROM meter_fault_line l JOIN meter_fault f ON f.id = l.fault_id
     JOIN bill b ON b.id = l.bill_id JOIN meter m ON m.id = f.meter_id
   WHERE l.bill_id IN (SELECT value FROM json_each(:bills)) AND f.reversed_at IS NULL ORDER BY b.id`,
);

export const markReversed = run('UPDATE bill SET reversed_at = :now, paid_fen = 0 WHERE id = :billId');
export const insertCorrection = insert(
  `INSERT INTO correction (kind, reading_id, new_reading_id, reason, difference_fen, credit_fen, corrected_at, corrected_on, user_id, user_name)
   VALUES (:kind, :readingId, :newReadingId, :reason, :differenceFen, :creditFen, :correctedAt, :correctedOn, :userId, :userName)`,
);
export const insertReplacement = run(
  `INSERT INTO bill_replacement (bill_id, new_bill_id, first_bill_id, correction_id)
   VALUES (:billId, :newBillId, :firstBillId, :correctionId)`,
);
export const insertTransfer = run(
  `INSERT INTO bill_transfer (correction_id, payment_id, account_id, from_bill_id, to_bill_id, amount_fen, moved_at, moved_on)
   VALUES (:correctionId, :paymentId, :accountId, :fromBillId, :toBillId, :amountFen, :movedAt, :movedOn)`,
);

const CorrectionRow = z.object({
  kind: z.enum(['reading', 'swap']),
  readingId: z.number().nullable(),
  newReadingId: z.number().nullable(),
  reason: z.string(),
  differenceFen: z.number(),
  creditFen: z.number(),
  correctedAt: z.number(),
  correctedOn: z.string(),
  userId: z.number().nullable(),
  userName: z.string(),
});
export const findCorrection = maybe(
  CorrectionRow,
  `SELECT kind, reading_id AS readingId, new_reading_id AS newReadingId, reason, difference_fen AS differenceFen, credit_fen AS creditFen,
     corrected_at AS correctedAt, corrected_on AS correctedOn, user_id AS userId, user_name AS userName
   FROM correction WHERE id = :correctionId`,
);
export const replacementsOf = many(
  z.object({ billId: z.number(), newBillId: z.number(), firstBillId: z.number() }),
  `SELECT bill_id AS billId, new_bill_id AS newBillId, first_bill_id AS firstBillId FROM bill_replacement
   WHERE correction_id = :correctionId ORDER BY bill_id`,
);
export const transfersOf = many(
  z.object({
    accountId: z.number(),
    fromBillId: z.number().nullable(),
    toBillId: z.number().nullable(),
    amountFen: z.number(),
  }),
  `SELECT account_id AS accountId, from_bill_id AS fromBillId, to_bill_id AS toBillId, amount_fen AS amountFen
   FROM bill_transfer WHERE correction_id = :correctionId ORDER BY id`,
);

/** The bills on which money of a reversed bill counts, and how much still does: its own replacement first. */
export const movedFrom = many(
  z.object({ toBillId: BillId, movedFen: z.number() }),
  `SELECT t.to_bill_id AS toBillId, sum(t.amount_fen) - coalesce((
     SELECT sum(k.amount_fen) FROM bill_transfer k
     WHERE k.from_bill_id = t.to_bill_id AND k.to_bill_id = :billId AND k.payment_id IS NOT NULL), 0) AS movedFen
   FROM bill_transfer t WHERE t.from_bill_id = :billId AND t.to_bill_id IS NOT NULL AND t.correction_id IS NOT NULL
   GROUP BY t.to_bill_id ORDER BY min(t.id)`,
);
export const whoseBill = one(
  z.object({ accountId: AccountId, reversedAt: z.number().nullable() }),
  'SELECT account_id AS accountId, reversed_at AS reversedAt FROM bill WHERE id = :billId',
);
