import { z } from 'zod';
import { insert, many, maybe, one } from '../../db/query.ts';
import { SealEvent, SealRow } from './accuracy.schema.ts';

const COLUMNS = `s.id AS sealEventId, s.meter_id AS meterId, s.seal_no AS sealNo, s.place, s.kind, s.on_date AS onDate, s.done_by AS doneBy,
  s.note, s.user_name AS userName, s.at`;
export const insertSealEvent = insert(
  `INSERT INTO meter_seal_event (meter_id, seal_no, place, kind, on_date, done_by, note, user_id, user_name, at)
   VALUES (:meterId, :sealNo, :place, :kind, :onDate, :doneBy, :note, :userId, :userName, :at)`,
);
/** A seal number is used once: wherever it was last seen. */
export const lastOfSeal = maybe(
  SealEvent.extend({ meterNo: z.string() }),
  `SELECT ${COLUMNS}, m.meter_no AS meterNo FROM meter_seal_event s JOIN meter m ON m.id = s.meter_id
   WHERE s.seal_no = :sealNo ORDER BY s.id DESC LIMIT 1`,
);
export const sealsOfMeter = many(
  SealEvent,
  `SELECT ${COLUMNS} FROM meter_seal_event s WHERE s.meter_id = :meterId ORDER BY s.on_date DESC, s.id DESC`,
);
export const sealsOn = many(
  z.object({ sealNo: z.string() }),
  `SELECT s.seal_no AS sealNo FROM meter_seal_event s
   WHERE s.meter_id = :meterId AND s.kind = 'put-on' AND s.id = (SELECT max(x.id) FROM meter_seal_event x WHERE x.seal_no = s.seal_no)
   ORDER BY s.id`,
);
/** The last event of each seal. A broken one is no trouble any more once another was put on at the same place. */
const LAST = `meter_seal_event s JOIN meter m ON m.id = s.meter_id
     LEFT JOIN account_meter am ON am.id = (SELECT x.id FROM account_meter x WHERE x.meter_id = m.id ORDER BY x.from_on DESC, x.id DESC LIMIT 1)
     LEFT JOIN account a ON a.id = am.account_id LEFT JOIN customer c ON c.id = a.customer_id LEFT JOIN premises p ON p.id = a.premises_id
   WHERE s.id = (SELECT max(x.id) FROM meter_seal_event x WHERE x.seal_no = s.seal_no)`;
const BROKEN = `s.kind = 'broken' AND NOT EXISTS (
  SELECT 1 FROM meter_seal_event y WHERE y.meter_id = s.meter_id AND y.place = s.place AND y.kind = 'put-on' AND y.id > s.id)`;
const FILTER = `AND (:state = 'all' OR (:state = 'on' AND s.kind = 'put-on') OR (:state = 'off' AND s.kind = 'removed') OR (:state = 'broken' AND ${BROKEN}))
     AND (:text = '' OR instr(s.seal_no, :text) > 0 OR instr(m.meter_no, :text) > 0 OR instr(p.door_no, :text) > 0 OR instr(c.name, :text) > 0)`;
export const sealPage = many(
  SealRow,
  `SELECT ${COLUMNS}, m.meter_no AS meterNo, m.service, coalesce(a.account_no, '') AS accountNo, coalesce(c.name, '') AS customerName,
     coalesce(p.door_no, '') AS doorNo
   FROM ${LAST} ${FILTER} ORDER BY s.on_date DESC, s.id DESC LIMIT :limit OFFSET :offset`,
);
export const countSeals = one(z.object({ n: z.number() }), `SELECT count(*) AS n FROM ${LAST} ${FILTER}`);
export const countBroken = one(z.object({ n: z.number() }), `SELECT count(*) AS n FROM ${LAST} AND ${BROKEN}`);
