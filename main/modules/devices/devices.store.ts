import { z } from 'zod';
import { insert, many, maybe, one, run } from '../../db/query.ts';
import { DeviceId } from '../../shared/ids.ts';

const DeviceColumns = z.object({
  deviceId: DeviceId,
  kind: z.string(),
  name: z.string(),
  model: z.string(),
  linkJson: z.string(),
  profileJson: z.string(),
  isEnabled: z.number(),
  isRecorded: z.number(),
  version: z.number(),
  meterCount: z.number(),
});
export type DeviceColumns = z.infer<typeof DeviceColumns>;

const DEVICE = `d.id AS deviceId, d.kind, d.name, d.model, d.link_json AS linkJson, d.profile_json AS profileJson,
  d.is_enabled AS isEnabled, d.is_recorded AS isRecorded, d.version, (SELECT COUNT(*) FROM meter m WHERE m.bus_id = d.id) AS meterCount`;

export const allDevices = many(DeviceColumns, `SELECT ${DEVICE} FROM device d ORDER BY d.kind, d.name, d.id`);
export const findDevice = maybe(DeviceColumns, `SELECT ${DEVICE} FROM device d WHERE d.id = :deviceId`);
export const findByName = maybe(
  DeviceColumns,
  `SELECT ${DEVICE} FROM device d WHERE d.name = :name AND d.id <> :exceptId`,
);
/** Row ids are given again after a removal: a filling keeps the scale it was weighed on from being removed. */
export const countFillings = one(
  z.object({ count: z.number() }),
  'SELECT COUNT(*) AS count FROM filling WHERE device_id = :deviceId',
);

/** A schedule that names a bus would poll whichever device is given its number next. */
export const countSchedules = one(
  z.object({ count: z.number() }),
  `SELECT count(*) AS count FROM poll_schedule s
   WHERE s.removed_at IS NULL AND EXISTS (SELECT 1 FROM json_each(s.scope_json, '$.busIds') WHERE value = :deviceId)`,
);

export const insertDevice = insert(
  `INSERT INTO device (kind, name, model, link_json, profile_json, is_enabled, created_at)
   VALUES (:kind, :name, :model, :linkJson, :profileJson, :isEnabled, :now)`,
);
export const updateDevice = run(
  `UPDATE device SET kind = :kind, name = :name, model = :model, link_json = :linkJson, profile_json = :profileJson,
   is_enabled = :isEnabled, version = version + 1 WHERE id = :deviceId AND version = :version`,
);
export const enableDevice = run(
  'UPDATE device SET is_enabled = :isEnabled, version = version + 1 WHERE id = :deviceId AND version = :version',
);
export const recordDevice = run('UPDATE device SET is_recorded = :isRecorded WHERE id = :deviceId');
export const removeDevice = run('DELETE FROM device WHERE id = :deviceId AND version = :version');

const AccessColumns = z.object({ level: z.number(), password: z.string(), operatorCode: z.string() });
export const findRelayAccess = maybe(
  AccessColumns,
  'SELECT level, password, operator_code AS operatorCode FROM relay_access WHERE device_id = :deviceId',
);
export const setRelayAccess = run(
  `INSERT INTO relay_access (device_id, level, password, operator_code)
   VALUES (:deviceId, :level, :password, :operatorCode)
   ON CONFLICT (device_id) DO UPDATE SET level = :level, password = :password, operator_code = :operatorCode`,
);
export const removeRelayAccess = run('DELETE FROM relay_access WHERE device_id = :deviceId');
