import { z } from 'zod';
import { many, maybe, one, run } from '../../db/query.ts';
import { MeterId } from '../../shared/ids.ts';
import { DailyRow, Gap, GapState } from './daily.schema.ts';
import { ScheduleKind } from './polling.schema.ts';

const DailyColumns = DailyRow.extend({ isFrozen: z.number() });
const DAILY = `meter_id AS meterId, day, read_at AS readAt, total_milli AS totalMilli, sharp_milli AS sharpMilli, peak_milli AS peakMilli,
  flat_milli AS flatMilli, valley_milli AS valleyMilli, reverse_milli AS reverseMilli, demand_milli AS demandMilli,
  demand_at AS demandAt, is_frozen AS isFrozen`;

export const insertDaily = run(
  `INSERT INTO daily_reading (meter_id, day, read_at, total_milli, sharp_milli, peak_milli, flat_milli, valley_milli, reverse_milli,
     demand_milli, demand_at, is_frozen, stored_at)
   VALUES (:meterId, :day, :readAt, :totalMilli, :sharpMilli, :peakMilli, :flatMilli, :valleyMilli, :reverseMilli,
     :demandMilli, :demandAt, :isFrozen, :storedAt) ON CONFLICT DO NOTHING`,
);
export const dailyOf = many(
  DailyColumns,
  `SELECT ${DAILY} FROM daily_reading WHERE meter_id = :meterId AND day >= :from AND day < :to ORDER BY day`,
);
/** Nights before a day, newest first. */
export const dailyBefore = many(
  DailyColumns,
  `SELECT ${DAILY} FROM daily_reading WHERE meter_id = :meterId AND day <= :day ORDER BY day DESC LIMIT :limit`,
);
export const daysStored = many(
  z.object({ day: z.string() }),
  'SELECT day FROM daily_reading WHERE meter_id = :meterId AND day >= :from ORDER BY day',
);
/** The highest demand the meter itself kept in nights of a span. */
export const highestDemand = maybe(
  z.object({ demandMilli: z.number(), demandAt: z.number().nullable(), readAt: z.number() }),
  `SELECT demand_milli AS demandMilli, demand_at AS demandAt, read_at AS readAt FROM daily_reading
   WHERE meter_id = :meterId AND day >= :from AND day <= :to AND demand_milli IS NOT NULL
     AND (demand_at IS NULL OR (demand_at >= :fromAt AND demand_at < :toAt)) ORDER BY demand_milli DESC, day LIMIT 1`,
);
/** Whether a reading of that span counts or waits already. */
export const findSettled = maybe(
  z.object({ readingId: z.number() }),
  `SELECT id AS readingId FROM reading WHERE meter_id = :meterId AND state <> 'rejected' AND role <> 'baseline' AND read_at >= :from AND read_at < :to LIMIT 1`,
);

/** What is missed anew, a quarter more or a value that was there, is not what somebody settled: it is open again. */
const IS_SAME_GAP = 'filled_at IS NULL AND :more = 0';
export const missGap = run(
  `INSERT INTO poll_gap (meter_id, kind, day, reason_code, params_json, missed, first_at, last_at)
   VALUES (:meterId, :kind, :day, :reasonCode, :paramsJson, max(:more, 1), :at, :at)
   ON CONFLICT (meter_id, kind, day) DO UPDATE SET reason_code = excluded.reason_code, params_json = excluded.params_json,
     tries = tries + 1, missed = missed + :more, last_at = excluded.last_at, filled_at = NULL,
     settled_at = CASE WHEN ${IS_SAME_GAP} THEN settled_at END,
     settled_by = CASE WHEN ${IS_SAME_GAP} THEN settled_by ELSE '' END,
     settled_why = CASE WHEN ${IS_SAME_GAP} THEN settled_why ELSE '' END`,
);
export const fillGap = run(
  `UPDATE poll_gap SET filled_at = :at WHERE meter_id = :meterId AND kind = :kind AND day = :day AND filled_at IS NULL`,
);
export const unfilledDays = many(
  z.object({ day: z.string(), isSettled: z.number() }),
  `SELECT day, settled_at IS NOT NULL AS isSettled FROM poll_gap
   WHERE meter_id = :meterId AND kind = :kind AND filled_at IS NULL AND day >= :from ORDER BY day`,
);
/** Nights without an answer of a meter since a day. */
export const countOpen = one(
  z.object({ nights: z.number() }),
  `SELECT count(*) AS nights FROM poll_gap WHERE meter_id = :meterId AND kind = 'daily' AND filled_at IS NULL AND day >= :from
     AND reason_code IN ('device.no-answer', 'device.garbage', 'device.quarantined')`,
);
export const gapsById = many(
  z.object({ gapId: z.number(), meterId: MeterId, kind: ScheduleKind, day: z.string() }),
  `SELECT id AS gapId, meter_id AS meterId, kind, day FROM poll_gap
   WHERE id IN (SELECT value FROM json_each(:gapIds)) AND filled_at IS NULL ORDER BY day`,
);

const STATE = `CASE WHEN g.filled_at IS NOT NULL THEN 'filled' WHEN g.settled_at IS NOT NULL THEN 'settled' ELSE 'open' END`;
export const findGap = maybe(
  z.object({ gapId: z.number(), meterId: MeterId, kind: ScheduleKind, day: z.string(), state: GapState }),
  `SELECT g.id AS gapId, g.meter_id AS meterId, g.kind, g.day, ${STATE} AS state FROM poll_gap g WHERE g.id = :gapId`,
);
export const settleGap = run(
  'UPDATE poll_gap SET settled_at = :at, settled_by = :by, settled_why = :reason WHERE id = :gapId',
);
export const reopenGap = run(
  "UPDATE poll_gap SET settled_at = NULL, settled_by = '', settled_why = '' WHERE id = :gapId",
);

/** Missed in the last day, and not asked for again since an instant; settlements longer, as a bill waits for them. */
export const freshGaps = many(
  z.object({ gapId: z.number(), reasonCode: z.string() }),
  `SELECT id AS gapId, reason_code AS reasonCode FROM poll_gap
   WHERE filled_at IS NULL AND settled_at IS NULL AND day >= :from
     AND CASE kind WHEN 'daily' THEN first_at > :since AND last_at <= :before WHEN 'settlement' THEN last_at <= :longBefore END
   ORDER BY day`,
);

const GapColumns = Gap.omit({ params: true, canRetry: true }).extend({ paramsJson: z.string() });
export type GapColumns = z.infer<typeof GapColumns>;
const GAP_FROM = `poll_gap g JOIN meter m ON m.id = g.meter_id LEFT JOIN device d ON d.id = m.bus_id
     LEFT JOIN account_meter am ON am.meter_id = m.id AND am.to_on IS NULL LEFT JOIN account a ON a.id = am.account_id
     LEFT JOIN premises p ON p.id = a.premises_id LEFT JOIN customer c ON c.id = a.customer_id
   WHERE (:kind IS NULL OR g.kind = :kind) AND (:from IS NULL OR g.day >= :from) AND (:to IS NULL OR g.day <= :to)
     AND (:show = 'all' OR :show = ${STATE})
     AND (:text = '' OR m.meter_no LIKE :text || '%' OR p.door_no LIKE :text || '%' OR c.name LIKE '%' || :text || '%')`;
export const listGaps = many(
  GapColumns,
  `SELECT g.id AS gapId, g.meter_id AS meterId, m.meter_no AS meterNo, m.service, coalesce(d.name, '') AS busName,
     coalesce(p.door_no, '') AS doorNo, coalesce(c.name, '') AS customerName, g.kind, g.day, g.reason_code AS reasonCode,
     g.params_json AS paramsJson, g.tries, g.missed, g.first_at AS firstAt, g.last_at AS lastAt, g.filled_at AS filledAt,
     g.settled_at AS settledAt, g.settled_by AS settledBy, g.settled_why AS settledWhy, ${STATE} AS state
   FROM ${GAP_FROM} ORDER BY g.day DESC, g.kind, m.meter_no LIMIT :limit OFFSET :offset`,
);
export const countGaps = one(z.object({ total: z.number() }), `SELECT count(*) AS total FROM ${GAP_FROM}`);
export const countAllOpen = one(
  z.object({ open: z.number() }),
  'SELECT count(*) AS open FROM poll_gap WHERE filled_at IS NULL AND settled_at IS NULL',
);
