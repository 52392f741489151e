import { z } from 'zod';
import { insert, many, maybe, run } from '../../db/query.ts';
import { AccountId, MeterId, ReadingId } from '../../shared/ids.ts';
import { MeteredService, ReadingRole, ReadingSource, ReadingState, Registers } from './readings.schema.ts';

export const ReadingColumns = Registers.extend({
  demandMilli: z.number().nullable(),
  reactiveMilli: z.number().nullable(),
  readingId: ReadingId,
  meterId: MeterId,
  readAt: z.number(),
  source: ReadingSource,
  role: ReadingRole,
  state: ReadingState,
  doubtsJson: z.string(),
  note: z.string(),
  userId: z.number().nullable(),
  reviewedBy: z.number().nullable(),
  reviewedAt: z.number().nullable(),
});
export type ReadingColumns = z.infer<typeof ReadingColumns>;

const COLUMNS = `total_milli AS totalMilli, sharp_milli AS sharpMilli, peak_milli AS peakMilli, flat_milli AS flatMilli,
  valley_milli AS valleyMilli, demand_milli AS demandMilli, reactive_milli AS reactiveMilli, id AS readingId, meter_id AS meterId, read_at AS readAt, source, role, state,
  doubts_json AS doubtsJson, note, user_id AS userId, reviewed_by AS reviewedBy, reviewed_at AS reviewedAt`;

export const findReading = maybe(ReadingColumns, `SELECT ${COLUMNS} FROM reading WHERE id = :readingId`);
export const takenAtOf = maybe(
  z.object({ takenAt: z.number().nullable() }),
  'SELECT taken_at AS takenAt FROM reading WHERE id = :readingId',
);
export const newestOfMeter = many(
  ReadingColumns,
  `SELECT ${COLUMNS} FROM reading WHERE meter_id = :meterId ORDER BY read_at DESC, id DESC LIMIT :limit`,
);
/** Accepted readings before an instant, newest first. */
export const acceptedBefore = many(
  ReadingColumns,
  `SELECT ${COLUMNS} FROM reading WHERE meter_id = :meterId AND state = 'accepted' AND state <> 'rejected' AND read_at < :before
   ORDER BY read_at DESC LIMIT :limit`,
);
export const acceptedAfter = maybe(
  ReadingColumns,
  `SELECT ${COLUMNS} FROM reading WHERE meter_id = :meterId AND state = 'accepted' AND state <> 'rejected' AND read_at > :after
   ORDER BY read_at LIMIT 1`,
);
/**
 * Readings that count or may yet count, in no order: sorting whole rows here takes as long as finding them. `spans` is a
 * JSON array of [meter, from, to), `place` says which of them a row belongs to.
 */
export const liveInSpans = many(
  ReadingColumns.omit({ note: true, userId: true, reviewedBy: true, reviewedAt: true }).extend({ place: z.number() }),
  `WITH span (place, meter, since, before) AS (SELECT key, value ->> 0, value ->> 1, value ->> 2 FROM json_each(:spans))
   SELECT place, total_milli AS totalMilli, sharp_milli AS sharpMilli, peak_milli AS peakMilli, flat_milli AS flatMilli,
     valley_milli AS valleyMilli, demand_milli AS demandMilli, reactive_milli AS reactiveMilli, id AS readingId, meter_id AS meterId,
     read_at AS readAt, source, role, state, doubts_json AS doubtsJson
   FROM span CROSS JOIN reading
   WHERE meter_id = meter AND state <> 'rejected' AND read_at >= since AND read_at < before`,
);
export const liveAt = maybe(
  ReadingColumns,
  `SELECT ${COLUMNS} FROM reading WHERE meter_id = :meterId AND state <> 'rejected' AND read_at = :readAt`,
);
export const anyAt = maybe(
  z.object({ readingId: ReadingId }),
  'SELECT id AS readingId FROM reading WHERE meter_id = :meterId AND read_at = :readAt',
);
export const newestLive = maybe(
  ReadingColumns,
  `SELECT ${COLUMNS} FROM reading WHERE meter_id = :meterId AND state <> 'rejected' ORDER BY read_at DESC LIMIT 1`,
);
export const baselineOf = maybe(
  ReadingColumns,
  `SELECT ${COLUMNS} FROM reading WHERE meter_id = :meterId AND role = 'baseline' AND state <> 'rejected' ORDER BY read_at LIMIT 1`,
);

export const insertReading = insert(
  `INSERT INTO reading (meter_id, read_at, total_milli, sharp_milli, peak_milli, flat_milli, valley_milli, demand_milli, reactive_milli,
     source, role, state, doubts_json, note, user_id, created_at, taken_at)
   VALUES (:meterId, :readAt, :totalMilli, :sharpMilli, :peakMilli, :flatMilli, :valleyMilli, :demandMilli, :reactiveMilli,
     :source, :role, :state, :doubtsJson, :note, :userId, :createdAt, :takenAt)`,
);
export const reviewReading = run(
  `UPDATE reading SET state = :state, role = :role, doubts_json = :doubtsJson, note = :note, reviewed_by = :reviewedBy, reviewed_at = :reviewedAt
   WHERE id = :readingId`,
);
export const insertDecision = insert(
  `INSERT INTO reading_decision (reading_id, decision, before_json, note, new_reading_id, undoes_id, user_id, user_name, decided_at)
   VALUES (:readingId, :decision, :beforeJson, :note, :newReadingId, :undoesId, :userId, :userName, :decidedAt)`,
);
/** A meter that was to be read again was: by this reading, if it is newer than the one that was sent back. */
export const endRereads = run(
  `UPDATE reading_reread SET done_reading_id = :readingId
   WHERE meter_id = :meterId AND done_reading_id IS NULL AND withdrawn_at IS NULL
     AND :readAt > (SELECT read_at FROM reading r WHERE r.id = reading_reread.reading_id)`,
);
/** What follows from readings around it; nobody decided anything. */
export const restateReading = run(
  'UPDATE reading SET state = :state, role = :role, doubts_json = :doubtsJson WHERE id = :readingId',
);
/** Whether a bill that stands was computed from this reading. */
export const billUsing = maybe(
  z.object({ billNo: z.string() }),
  `SELECT bill_no AS billNo FROM bill
   WHERE reversed_at IS NULL AND account_id IN (SELECT account_id FROM account_meter WHERE meter_id = :meterId)
     AND meter_id = :meterId AND (present_reading_id = :readingId OR previous_reading_id = :readingId) LIMIT 1`,
);

/**
 * The same, or one whose span it lies in: demand, a turned register and a change of price are taken from readings between. One
 * that counted only after the bill was issued is not in it.
 */
export const billHolding = maybe(
  z.object({ billNo: z.string() }),
  `SELECT b.bill_no AS billNo FROM bill b JOIN reading p ON p.id = b.previous_reading_id JOIN reading q ON q.id = b.present_reading_id
     JOIN reading r ON r.id = :readingId
   WHERE b.reversed_at IS NULL AND b.account_id IN (SELECT account_id FROM account_meter WHERE meter_id = :meterId) AND b.meter_id = :meterId
     AND (r.id IN (p.id, q.id) OR (r.state = 'accepted' AND r.read_at > p.read_at AND r.read_at < q.read_at
       AND coalesce(r.reviewed_at, r.created_at) <= b.issued_at)) LIMIT 1`,
);

/** What a reading needs to know of its meter. meters asks readings for baselines, so readings reads the table itself. */
export const MeterFacts = z.object({
  meterId: MeterId,
  meterNo: z.string(),
  service: MeteredService,
  digits: z.number(),
  decimals: z.number(),
  multiplier: z.number(),
  hasTou: z.number(),
  hasDemand: z.number(),
  hasReactive: z.number(),
  removedOn: z.string().nullable(),
});
export type MeterFacts = z.infer<typeof MeterFacts>;
const METER_COLUMNS =
  'id AS meterId, meter_no AS meterNo, service, digits, decimals, multiplier, has_tou AS hasTou, has_demand AS hasDemand, has_reactive AS hasReactive, removed_on AS removedOn';
export const findMeterFacts = maybe(MeterFacts, `SELECT ${METER_COLUMNS} FROM meter WHERE id = :meterId`);

const WorklistColumns = z.object({
  meterId: MeterId,
  meterNo: z.string(),
  accountId: AccountId,
  accountNo: z.string(),
  customerName: z.string(),
  building: z.string(),
  doorNo: z.string(),
  digits: z.number(),
  decimals: z.number(),
  multiplier: z.number(),
  hasTou: z.number(),
  hasDemand: z.number(),
  hasReactive: z.number(),
  isWired: z.number(),
  lastId: ReadingId.nullable(),
  presentId: ReadingId.nullable(),
  newestId: ReadingId.nullable(),
  isBilled: z.number(),
});
/**
 * Meters of a service on duty in the month, in walking order. last: newest accepted reading before the month, or the
 * baseline in it; present: the newest one of the month that still counts.
 */
export const worklist = many(
  WorklistColumns,
  `SELECT m.id AS meterId, m.meter_no AS meterNo, a.id AS accountId, a.account_no AS accountNo, c.name AS customerName, p.building,
     p.door_no AS doorNo, m.digits, m.decimals, m.multiplier, m.has_tou AS hasTou, m.has_demand AS hasDemand,
     m.has_reactive AS hasReactive, (m.bus_id IS NOT NULL AND m.protocol <> 'manual') AS isWired,
     coalesce(
       (SELECT r.id FROM reading r WHERE r.meter_id = m.id AND r.state = 'accepted' AND r.state <> 'rejected' AND r.read_at < :fromAt
        ORDER BY r.read_at DESC LIMIT 1),
       (SELECT r.id FROM reading r WHERE r.meter_id = m.id AND r.role = 'baseline' AND r.state <> 'rejected' AND r.read_at < :toAt
        ORDER BY r.read_at LIMIT 1)) AS lastId,
     (SELECT r.id FROM reading r WHERE r.meter_id = m.id AND r.role <> 'baseline' AND r.state <> 'rejected' AND r.read_at >= :fromAt
        AND r.read_at < :toAt ORDER BY r.read_at DESC LIMIT 1) AS presentId,
     (SELECT r.id FROM reading r WHERE r.meter_id = m.id AND r.state <> 'rejected' ORDER BY r.read_at DESC LIMIT 1) AS newestId,
     EXISTS (SELECT 1 FROM bill b WHERE b.account_id = a.id AND b.meter_id = m.id AND b.month = :month AND b.reversed_at IS NULL) AS isBilled
   FROM account_meter am JOIN meter m ON m.id = am.meter_id JOIN account a ON a.id = am.account_id
     JOIN customer c ON c.id = a.customer_id JOIN premises p ON p.id = a.premises_id
   WHERE m.service = :service AND am.from_on < :to AND (am.to_on IS NULL OR am.to_on >= :from)
     AND (:building IS NULL OR p.building = :building)
   ORDER BY length(p.building), p.building, length(p.unit), p.unit, length(p.room), p.room, p.door_no, m.id`,
);
export const buildingsOf = many(
  z.object({ building: z.string() }),
  `SELECT DISTINCT p.building FROM account_meter am JOIN meter m ON m.id = am.meter_id JOIN account a ON a.id = am.account_id
     JOIN premises p ON p.id = a.premises_id
   WHERE m.service = :service AND am.from_on < :to AND (am.to_on IS NULL OR am.to_on >= :from)
   ORDER BY length(p.building), p.building`,
);
