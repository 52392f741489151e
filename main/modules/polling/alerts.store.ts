import { z } from 'zod';
import { insert, many, maybe, one, run } from '../../db/query.ts';
import { Alert, AlertState } from './alerts.schema.ts';

export const liveAlert = maybe(
  z.object({ alertId: z.number(), state: AlertState, valueMilli: z.number().nullable() }),
  `SELECT id AS alertId, state, value_milli AS valueMilli FROM meter_alert
   WHERE meter_id = :meterId AND kind = :kind AND state <> 'closed'`,
);
export const findAlert = maybe(
  z.object({ alertId: z.number(), state: AlertState, meterNo: z.string() }),
  `SELECT t.id AS alertId, t.state, m.meter_no AS meterNo FROM meter_alert t JOIN meter m ON m.id = t.meter_id WHERE t.id = :alertId`,
);
export const liveOfRemoved = many(
  z.object({ alertId: z.number(), meterId: z.number(), state: AlertState }),
  `SELECT t.id AS alertId, t.meter_id AS meterId, t.state FROM meter_alert t JOIN meter m ON m.id = t.meter_id
   WHERE t.state <> 'closed' AND m.removed_on IS NOT NULL AND t.kind IN (SELECT value FROM json_each(:kinds))`,
);
export const openAlert = insert(
  `INSERT INTO meter_alert (meter_id, kind, state, value_milli, limit_milli, opened_at, seen_at)
   VALUES (:meterId, :kind, 'open', :valueMilli, :limitMilli, :at, :at)`,
);
/** The worst value is the one shown. */
export const seeAgain = run(
  `UPDATE meter_alert SET seen_at = :at, seen = seen + 1, limit_milli = :limitMilli,
     value_milli = CASE WHEN value_milli IS NULL OR abs(:valueMilli - coalesce(:limitMilli, 0)) > abs(value_milli - coalesce(limit_milli, 0))
       THEN :valueMilli ELSE value_milli END
   WHERE id = :alertId`,
);
export const acknowledge = run(
  `UPDATE meter_alert SET state = 'acknowledged', note = :note, acknowledged_by = :by, acknowledged_at = :at WHERE id = :alertId`,
);
export const close = run(
  `UPDATE meter_alert SET state = 'closed', note = coalesce(:note, note), closed_by = :by, closed_at = :at WHERE id = :alertId`,
);

const FROM = `meter_alert t JOIN meter m ON m.id = t.meter_id
     LEFT JOIN account_meter am ON am.meter_id = m.id AND am.to_on IS NULL LEFT JOIN account a ON a.id = am.account_id
     LEFT JOIN premises p ON p.id = a.premises_id LEFT JOIN customer c ON c.id = a.customer_id
   WHERE (:kind IS NULL OR t.kind = :kind)
     AND CASE :show WHEN 'live' THEN t.state <> 'closed' WHEN 'all' THEN 1 ELSE t.state = :show END
     AND (:text = '' OR m.meter_no LIKE :text || '%' OR p.door_no LIKE :text || '%' OR c.name LIKE '%' || :text || '%')`;
export const listAlerts = many(
  Alert,
  `SELECT t.id AS alertId, t.meter_id AS meterId, m.meter_no AS meterNo, m.service, coalesce(p.door_no, '') AS doorNo,
     coalesce(c.name, '') AS customerName, t.kind, t.state, t.value_milli AS valueMilli, t.limit_milli AS limitMilli,
     t.opened_at AS openedAt, t.seen_at AS seenAt, t.seen, t.note, t.acknowledged_by AS acknowledgedBy,
     t.acknowledged_at AS acknowledgedAt, t.closed_by AS closedBy, t.closed_at AS closedAt
   FROM ${FROM} ORDER BY t.state = 'closed', t.state = 'acknowledged', t.opened_at DESC, t.id DESC LIMIT :limit OFFSET :offset`,
);
export const countAlerts = one(z.object({ total: z.number() }), `SELECT count(*) AS total FROM ${FROM}`);
export const countLive = one(
  z.object({ open: z.number(), acknowledged: z.number() }),
  `SELECT count(*) FILTER (WHERE state = 'open') AS open, count(*) FILTER (WHERE state = 'acknowledged') AS acknowledged
   FROM meter_alert WHERE state <> 'closed'`,
);
