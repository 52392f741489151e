import { z } from 'zod';
import { insert, many, maybe, one, run } from '../../db/query.ts';
import { AccountId, BillId } from '../../shared/ids.ts';
import { CancelObstacle } from './cancel.schema.ts';

const CancellationRow = z.object({
  cancellationId: z.number(),
  reason: z.string(),
  billCount: z.number(),
  amountFen: z.number(),
  finishedAt: z.number().nullable(),
});
export const findCancellation = maybe(
  CancellationRow,
  `SELECT id AS cancellationId, reason, bill_count AS billCount, amount_fen AS amountFen, finished_at AS finishedAt
   FROM run_cancellation WHERE run_id = :runId`,
);
export const insertCancellation = insert(
  `INSERT INTO run_cancellation (run_id, reason, bill_count, amount_fen, started_at, user_id, user_name)
   VALUES (:runId, :reason, :billCount, :amountFen, :startedAt, :userId, :userName)`,
);
export const finishCancellation = run(
  'UPDATE run_cancellation SET finished_at = :finishedAt WHERE id = :cancellationId AND finished_at IS NULL',
);

/** The bills of a run that stand: a corrected bill is of the run of the one it replaces. */
export const standingTotals = one(
  z.object({
    bills: z.number(),
    amountFen: z.number(),
    paidBills: z.number(),
    paidFen: z.number(),
    correctedBills: z.number(),
  }),
  `SELECT count(*) AS bills, coalesce(sum(b.amount_fen), 0) AS amountFen, count(nullif(b.paid_fen, 0)) AS paidBills,
     coalesce(sum(b.paid_fen), 0) AS paidFen, count(r.new_bill_id) AS correctedBills
   FROM bill b LEFT JOIN bill_replacement r ON r.new_bill_id = b.id WHERE b.run_id = :runId AND b.reversed_at IS NULL`,
);
const StandingRow = z.object({
  billId: BillId,
  billNo: z.string(),
  accountId: AccountId,
  amountFen: z.number(),
  paidFen: z.number(),
  entryId: z.number().nullable(),
});
/** The newest first, so that what was counted last is taken back first. */
export const standingOfRun = many(
  StandingRow,
  `SELECT id AS billId, bill_no AS billNo, account_id AS accountId, amount_fen AS amountFen, paid_fen AS paidFen, entry_id AS entryId
   FROM bill WHERE run_id = :runId AND reversed_at IS NULL ORDER BY id DESC LIMIT :limit`,
);

/**
 * What has to be dealt with before bills of a run are reversed: usage bills of another run that stand and follow on one of
 * this run; late fees charged on one, or on the bill it replaced, that nobody has given back by a discount; discounts and
 * write-offs of its own, which as money would become credit. :bills is a JSON array of the run's bills, null for all.
 */
const OBSTACLES = `WITH chosen AS MATERIALIZED (SELECT id, account_id, month, run_id FROM bill
    WHERE run_id = :runId AND reversed_at IS NULL AND (:bills IS NULL OR id IN (SELECT value FROM json_each(:bills)))),
  found AS (
    SELECT 'later' AS kind, o.id FROM chosen b JOIN bill o ON o.account_id = b.account_id AND o.reversed_at IS NULL
      AND o.run_id <> b.run_id AND (o.month > b.month OR (o.month = b.month AND o.run_id > b.run_id))
    UNION SELECT 'late-fee', f.id FROM chosen b JOIN late_fee l ON l.of_bill_id = b.id OR l.of_bill_id IN (
        SELECT e.bill_id FROM bill_replacement r JOIN bill_replacement e ON e.first_bill_id = r.first_bill_id WHERE r.new_bill_id = b.id)
      JOIN bill f ON f.id = l.bill_id AND f.reversed_at IS NULL
      AND f.amount_fen > (SELECT coalesce(sum(j.amount_fen), 0) FROM adjustment j WHERE j.bill_id = f.id AND j.reversed_at IS NULL)
    UNION SELECT 'adjusted', b.id FROM chosen b JOIN adjustment j ON j.bill_id = b.id AND j.reversed_at IS NULL)
  SELECT k.kind, o.id AS billId, o.bill_no AS billNo, o.month, a.account_no AS accountNo, c.name AS customerName, p.door_no AS doorNo
  FROM found k JOIN bill o ON o.id = k.id JOIN account a ON a.id = o.account_id JOIN customer c ON c.id = a.customer_id
    JOIN premises p ON p.id = a.premises_id`;
export const obstaclesOf = many(CancelObstacle, `${OBSTACLES} ORDER BY p.door_sort, o.id, k.kind LIMIT :limit`);
export const countObstacles = one(z.object({ count: z.number() }), `SELECT count(*) AS count FROM (${OBSTACLES})`);

export const insertBillCancellation = run(
  `INSERT INTO bill_cancellation (bill_id, cancellation_id, credit_fen, cancelled_at, cancelled_on, user_id, user_name)
   VALUES (:billId, :cancellationId, :creditFen, :cancelledAt, :cancelledOn, :userId, :userName)`,
);
export const insertCancelTransfer = run(
  `INSERT INTO bill_transfer (is_cancellation, account_id, from_bill_id, amount_fen, moved_at, moved_on)
   VALUES (1, :accountId, :fromBillId, :amountFen, :movedAt, :movedOn)`,
);
export const findBillCancellation = maybe(
  z.object({
    billNo: z.string(),
    accountId: z.number(),
    runId: z.number(),
    reason: z.string(),
    amountFen: z.number(),
    creditFen: z.number(),
    cancelledAt: z.number(),
    cancelledOn: z.string(),
    userId: z.number().nullable(),
    userName: z.string(),
  }),
  `SELECT b.bill_no AS billNo, b.account_id AS accountId, k.run_id AS runId, k.reason, b.amount_fen AS amountFen, x.credit_fen AS creditFen,
     x.cancelled_at AS cancelledAt, x.cancelled_on AS cancelledOn, x.user_id AS userId, x.user_name AS userName
   FROM bill_cancellation x JOIN bill b ON b.id = x.bill_id JOIN run_cancellation k ON k.id = x.cancellation_id WHERE x.bill_id = :billId`,
);

/** A bill of a run that stands and that a back-billing of a faulty meter stands on. */
export const backBilledOfRun = many(
  z.object({ billNo: z.string(), meterNo: z.string() }),
  `SELECT b.bill_no AS billNo, m.meter_no AS meterNo FROM bill b JOIN meter_fault_line l ON l.bill_id = b.id
     JOIN meter_fault f ON f.id = l.fault_id JOIN meter m ON m.id = f.meter_id
   WHERE b.run_id = :runId AND b.reversed_at IS NULL AND f.reversed_at IS NULL ORDER BY b.id LIMIT 1`,
);
