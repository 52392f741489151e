import { z } from 'zod';
import { insert, many, maybe, one, run } from '../../db/query.ts';
import { ReadingId, UserId } from '../../shared/ids.ts';
import { Doubt, MeteredService, ReadingSource } from './readings.schema.ts';
import { ReadingColumns } from './readings.store.ts';
import { HistoryDecision, Reread } from './review.schema.ts';

/** The meter's account is its latest: what was read last before a meter left is still that customer's. */
const PLACE = `LEFT JOIN account_meter am ON am.id = (SELECT x.id FROM account_meter x WHERE x.meter_id = m.id ORDER BY x.from_on DESC, x.id DESC LIMIT 1)
     LEFT JOIN account a ON a.id = am.account_id LEFT JOIN customer c ON c.id = a.customer_id LEFT JOIN premises p ON p.id = a.premises_id`;

const WAITING = `reading r JOIN meter m ON m.id = r.meter_id ${PLACE} LEFT JOIN user u ON u.id = r.user_id
   WHERE r.state = 'doubtful' AND (:source IS NULL OR r.source = :source) AND (:service IS NULL OR m.service = :service)
     AND (:building IS NULL OR p.building = :building) AND (:userId IS NULL OR r.user_id = :userId)
     AND (:meterId IS NULL OR r.meter_id = :meterId) AND r.read_at <= :until
     AND (:roundId IS NULL OR EXISTS (SELECT 1 FROM round_capture k WHERE k.reading_id = r.id AND k.round_id = :roundId))
     AND (:text = '' OR instr(m.meter_no, :text) > 0 OR instr(p.door_no, :text) > 0 OR instr(c.name, :text) > 0 OR a.account_no = :text)`;
const FOR_REASON = `(:reason IS NULL OR EXISTS (SELECT 1 FROM json_each(r.doubts_json) WHERE value = :reason))`;

const QueueColumns = ReadingColumns.extend({
  meterNo: z.string(),
  service: MeteredService,
  accountNo: z.string(),
  customerName: z.string(),
  doorNo: z.string(),
  recordedBy: z.string(),
});
export const queuePage = many(
  QueueColumns,
  `SELECT r.total_milli AS totalMilli, r.sharp_milli AS sharpMilli, r.peak_milli AS peakMilli, r.flat_milli AS flatMilli,
     r.valley_milli AS valleyMilli, r.demand_milli AS demandMilli, r.reactive_milli AS reactiveMilli, r.id AS readingId,
     r.meter_id AS meterId, r.read_at AS readAt, r.source, r.role, r.state, r.doubts_json AS doubtsJson, r.note,
     r.user_id AS userId, r.reviewed_by AS reviewedBy, r.reviewed_at AS reviewedAt, m.meter_no AS meterNo, m.service,
     coalesce(a.account_no, '') AS accountNo, coalesce(c.name, '') AS customerName, coalesce(p.door_no, '') AS doorNo,
     coalesce(u.display_name, '') AS recordedBy
   FROM ${WAITING} AND ${FOR_REASON}
   ORDER BY CASE :sort WHEN 'door' THEN length(p.building) WHEN 'newest' THEN 0 - r.read_at WHEN 'oldest' THEN r.read_at
       WHEN 'most' THEN ((SELECT x.total_milli FROM reading x WHERE x.meter_id = r.meter_id AND x.state = 'accepted' AND x.state <> 'rejected'
         AND x.read_at < r.read_at ORDER BY x.read_at DESC LIMIT 1) - r.total_milli) * m.multiplier
       WHEN 'least' THEN (r.total_milli - (SELECT x.total_milli FROM reading x WHERE x.meter_id = r.meter_id AND x.state = 'accepted'
         AND x.state <> 'rejected' AND x.read_at < r.read_at ORDER BY x.read_at DESC LIMIT 1)) * m.multiplier ELSE 0 END,
     iif(:sort = 'door', p.building, NULL), iif(:sort = 'door', length(p.unit), NULL), iif(:sort = 'door', p.unit, NULL),
     iif(:sort = 'door', length(p.room), NULL), iif(:sort = 'door', p.room, NULL), iif(:sort = 'meter', m.meter_no, NULL), r.read_at, r.id
   LIMIT :limit OFFSET :offset`,
);
export const countQueue = one(z.object({ n: z.number() }), `SELECT count(*) AS n FROM ${WAITING} AND ${FOR_REASON}`);
export const countByReason = many(
  z.object({ reason: Doubt, count: z.number() }),
  `SELECT d.value AS reason, count(*) AS count FROM ${WAITING.replace('\n   WHERE', ', json_each(r.doubts_json) d\n   WHERE')}
   GROUP BY d.value ORDER BY count(*) DESC, d.value`,
);
export const countWaiting = one(
  z.object({ n: z.number() }),
  "SELECT count(*) AS n FROM reading WHERE state = 'doubtful'",
);
export const countBySource = many(
  z.object({ source: ReadingSource, count: z.number() }),
  "SELECT source, count(*) AS count FROM reading WHERE state = 'doubtful' GROUP BY source ORDER BY count(*) DESC",
);
export const buildingsWaiting = many(
  z.object({ building: z.string() }),
  `SELECT DISTINCT p.building FROM reading r JOIN meter m ON m.id = r.meter_id ${PLACE}
   WHERE r.state = 'doubtful' AND p.building IS NOT NULL ORDER BY length(p.building), p.building`,
);
export const readersWaiting = many(
  z.object({ userId: UserId, name: z.string() }),
  `SELECT DISTINCT u.id AS userId, u.display_name AS name FROM reading r JOIN user u ON u.id = r.user_id
   WHERE r.state = 'doubtful' ORDER BY u.display_name`,
);
/** Rounds with a reading that waits, the newest first. */
export const roundsWaiting = many(
  z.object({ roundId: z.number(), name: z.string() }),
  `SELECT DISTINCT o.id AS roundId, o.name FROM reading r JOIN round_capture k ON k.reading_id = r.id JOIN reading_round o ON o.id = k.round_id
   WHERE r.state = 'doubtful' ORDER BY o.id DESC`,
);
export const doorOf = maybe(
  z.object({ doorNo: z.string() }),
  `SELECT coalesce(p.door_no, '') AS doorNo FROM meter m ${PLACE} WHERE m.id = :meterId`,
);

const DecisionRow = HistoryDecision.extend({ decisionId: z.number(), beforeJson: z.string(), isUndone: z.number() });
const DECISIONS = `SELECT d.id AS decisionId, d.reading_id AS readingId, d.decision, d.before_json AS beforeJson, d.note,
     d.new_reading_id AS newReadingId, d.user_name AS userName, d.decided_at AS decidedAt,
     EXISTS (SELECT 1 FROM reading_decision x WHERE x.undoes_id = d.id) AS isUndone
   FROM reading_decision d`;
export const lastDecision = maybe(
  DecisionRow,
  `${DECISIONS} WHERE d.reading_id = :readingId ORDER BY d.id DESC LIMIT 1`,
);
export const decisionsOfMeter = many(
  DecisionRow,
  `${DECISIONS} WHERE d.reading_id IN (SELECT id FROM reading WHERE meter_id = :meterId) ORDER BY d.id`,
);
export const billsOfMeter = many(
  z.object({ readingId: ReadingId, billId: z.number(), billNo: z.string(), month: z.string(), isReversed: z.number() }),
  `SELECT r.id AS readingId, b.id AS billId, b.bill_no AS billNo, b.month, b.reversed_at IS NOT NULL AS isReversed
   FROM bill b JOIN reading r ON r.id IN (b.present_reading_id, b.previous_reading_id)
   WHERE b.account_id IN (SELECT account_id FROM account_meter WHERE meter_id = :meterId) AND b.meter_id = :meterId ORDER BY b.id`,
);
export const historyOfMeter = many(
  ReadingColumns.extend({ recordedBy: z.string(), createdAt: z.number(), takenAt: z.number().nullable() }),
  `SELECT r.total_milli AS totalMilli, r.sharp_milli AS sharpMilli, r.peak_milli AS peakMilli, r.flat_milli AS flatMilli,
     r.valley_milli AS valleyMilli, r.demand_milli AS demandMilli, r.reactive_milli AS reactiveMilli, r.id AS readingId,
     r.meter_id AS meterId, r.read_at AS readAt, r.source, r.role, r.state, r.doubts_json AS doubtsJson, r.note,
     r.user_id AS userId, r.reviewed_by AS reviewedBy, r.reviewed_at AS reviewedAt, coalesce(u.display_name, '') AS recordedBy,
     r.created_at AS createdAt, r.taken_at AS takenAt
   FROM reading r LEFT JOIN user u ON u.id = r.user_id WHERE r.meter_id = :meterId ORDER BY r.read_at DESC, r.id DESC LIMIT 500`,
);

export const insertReread = insert(
  `INSERT INTO reading_reread (meter_id, reading_id, reason, due_on, asked_at, user_id, asked_by)
   VALUES (:meterId, :readingId, :reason, :dueOn, :askedAt, :userId, :askedBy)`,
);
export const rereadOf = maybe(
  z.object({ rereadId: z.number(), isOpen: z.number() }),
  `SELECT id AS rereadId, done_reading_id IS NULL AND withdrawn_at IS NULL AS isOpen FROM reading_reread
   WHERE reading_id = :readingId ORDER BY id DESC LIMIT 1`,
);
export const withdrawReread = run('UPDATE reading_reread SET withdrawn_at = :now WHERE id = :rereadId');
export const openRereads = many(
  Reread,
  `SELECT q.id AS rereadId, q.meter_id AS meterId, m.meter_no AS meterNo, q.reading_id AS readingId, coalesce(a.account_no, '') AS accountNo,
     coalesce(c.name, '') AS customerName, coalesce(p.door_no, '') AS doorNo, coalesce(p.building, '') AS building, q.reason,
     q.due_on AS dueOn, q.asked_at AS askedAt, q.asked_by AS askedBy
   FROM reading_reread q JOIN meter m ON m.id = q.meter_id ${PLACE}
   WHERE q.done_reading_id IS NULL AND q.withdrawn_at IS NULL ORDER BY q.due_on IS NULL, q.due_on, q.id`,
);
