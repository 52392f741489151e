import { z } from 'zod';
import { insert, many, maybe, one, run } from '../../db/query.ts';
import { EventRow, MeterEvent } from './accuracy.schema.ts';

const COLUMNS = `e.id AS meterEventId, e.meter_id AS meterId, e.kind, e.source, e.occurred_at AS occurredAt, e.recorded_at AS recordedAt, e.note,
  e.user_name AS userName, e.settled_at AS settledAt, e.settled_by AS settledBy, e.settled_note AS settledNote`;
export const insertEvent = insert(
  `INSERT INTO meter_event (meter_id, kind, source, source_key, occurred_at, recorded_at, detail_json, note, user_id, user_name)
   VALUES (:meterId, :kind, :source, :sourceKey, :occurredAt, :recordedAt, :detailJson, :note, :userId, :userName)`,
);
export const eventByKey = maybe(
  z.object({ meterEventId: z.number() }),
  'SELECT id AS meterEventId FROM meter_event WHERE source_key = :sourceKey',
);
export const findEvent = maybe(MeterEvent, `SELECT ${COLUMNS} FROM meter_event e WHERE e.id = :meterEventId`);
export const settleEvent = run(
  `UPDATE meter_event SET settled_at = :now, settled_by = :userName, settled_note = :note
   WHERE id = :meterEventId AND settled_at IS NULL`,
);
export const eventsOfMeter = many(
  MeterEvent,
  `SELECT ${COLUMNS} FROM meter_event e WHERE e.meter_id = :meterId ORDER BY e.occurred_at DESC, e.id DESC LIMIT 500`,
);
const FROM = `meter_event e JOIN meter m ON m.id = e.meter_id
     LEFT JOIN account_meter am ON am.id = (SELECT x.id FROM account_meter x WHERE x.meter_id = m.id ORDER BY x.from_on DESC, x.id DESC LIMIT 1)
     LEFT JOIN account a ON a.id = am.account_id LEFT JOIN customer c ON c.id = a.customer_id LEFT JOIN premises p ON p.id = a.premises_id
   WHERE (:show = 'all' OR e.settled_at IS NULL) AND (:kind IS NULL OR e.kind = :kind)
     AND (:text = '' OR instr(m.meter_no, :text) > 0 OR instr(p.door_no, :text) > 0 OR instr(c.name, :text) > 0)`;
export const eventPage = many(
  EventRow,
  `SELECT ${COLUMNS}, m.meter_no AS meterNo, m.service, coalesce(a.account_no, '') AS accountNo, coalesce(c.name, '') AS customerName,
     coalesce(p.door_no, '') AS doorNo
   FROM ${FROM} ORDER BY e.occurred_at DESC, e.id DESC LIMIT :limit OFFSET :offset`,
);
export const countEvents = one(z.object({ n: z.number() }), `SELECT count(*) AS n FROM ${FROM}`);
export const countOpen = one(
  z.object({ n: z.number() }),
  'SELECT count(*) AS n FROM meter_event WHERE settled_at IS NULL',
);
