import { z } from 'zod';
import { insert, many, maybe, run } from '../../db/query.ts';
import { KnownMeter } from './commissioning.schema.ts';

export const knownOnBus = many(
  KnownMeter.omit({ service: true, line: true, profile: true }),
  `SELECT m.id AS meterId, m.meter_no AS meterNo, m.protocol, m.address, a.id AS accountId, a.account_no AS accountNo,
     c.name AS customerName, p.door_no AS doorNo
   FROM meter m LEFT JOIN account_meter am ON am.meter_id = m.id AND am.to_on IS NULL
     LEFT JOIN account a ON a.id = am.account_id LEFT JOIN customer c ON c.id = a.customer_id
     LEFT JOIN premises p ON p.id = a.premises_id
   WHERE m.bus_id = :busId AND m.protocol <> 'manual' AND m.removed_on IS NULL ORDER BY m.protocol, m.address`,
);

export const lastClockSet = maybe(
  z.object({ setOn: z.string() }),
  'SELECT set_on AS setOn FROM clock_setting WHERE device_id = :busId ORDER BY set_on DESC LIMIT 1',
);
export const insertClockSet = insert(
  `INSERT INTO clock_setting (device_id, set_on, set_at, user_id) VALUES (:busId, :setOn, :setAt, :userId)`,
);
export const deleteClockSet = run('DELETE FROM clock_setting WHERE device_id = :busId AND set_on = :setOn');

export const insertOrder = insert(
  `INSERT INTO wire_order (kind, device_id, meter_id, ordered_at, user_id)
   VALUES (:kind, :busId, :meterId, :orderedAt, :userId)`,
);
export const finishOrder = run(
  'UPDATE wire_order SET done_at = :doneAt, outcome_json = :outcomeJson WHERE id = :orderId AND done_at IS NULL',
);
export const findOrder = maybe(
  z.object({ outcomeJson: z.string().nullable() }),
  'SELECT outcome_json AS outcomeJson FROM wire_order WHERE id = :orderId',
);
