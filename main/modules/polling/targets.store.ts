import { z } from 'zod';
import { many, maybe } from '../../db/query.ts';
import { METER_PROTOCOLS } from '../../devices/config.schema.ts';
import { DeviceId, MeterId } from '../../shared/ids.ts';
import { PolledService } from './polling.schema.ts';

export const Target = z.object({
  meterId: MeterId,
  meterNo: z.string(),
  protocol: z.enum(METER_PROTOCOLS),
  service: PolledService,
  busId: DeviceId,
  busName: z.string(),
  multiplier: z.number(),
  digits: z.number(),
  hasTou: z.number(),
  hasDemand: z.number(),
  hasReactive: z.number(),
  installedOn: z.string(),
  building: z.string().nullable(),
  doorNo: z.string(),
  customerName: z.string(),
});
export type Target = z.infer<typeof Target>;

/** Meters on a wire that are on the wall, with where they are, in the order they are read. */
export const wiredTargets = many(
  Target,
  `SELECT m.id AS meterId, m.meter_no AS meterNo, m.protocol, m.service, m.bus_id AS busId, d.name AS busName, m.multiplier, m.digits,
     m.has_tou AS hasTou, m.has_demand AS hasDemand, m.has_reactive AS hasReactive, m.installed_on AS installedOn, p.building,
     coalesce(p.door_no, '') AS doorNo, coalesce(c.name, '') AS customerName
   FROM meter m JOIN device d ON d.id = m.bus_id
     LEFT JOIN account_meter am ON am.meter_id = m.id AND am.to_on IS NULL LEFT JOIN account a ON a.id = am.account_id
     LEFT JOIN premises p ON p.id = a.premises_id LEFT JOIN customer c ON c.id = a.customer_id
   WHERE m.protocol <> 'manual' AND m.removed_on IS NULL ORDER BY m.bus_id, m.address, m.id`,
);

/** Somebody lives there: another meter of the same premises moved lately. */
export const presenceAt = maybe(
  z.object({ isPresent: z.number() }),
  `SELECT EXISTS (SELECT 1 FROM account b JOIN account_meter bm ON bm.account_id = b.id AND bm.to_on IS NULL AND bm.meter_id <> am.meter_id
       JOIN reading r ON r.meter_id = bm.meter_id AND r.state = 'accepted' AND r.read_at >= :since
       JOIN reading q ON q.meter_id = bm.meter_id AND q.state = 'accepted' AND q.read_at < r.read_at AND q.total_milli < r.total_milli
     WHERE b.premises_id = a.premises_id)
     OR EXISTS (SELECT 1 FROM account b JOIN account_meter bm ON bm.account_id = b.id AND bm.to_on IS NULL AND bm.meter_id <> am.meter_id
       JOIN daily_reading n ON n.meter_id = bm.meter_id AND n.day = :day
       JOIN daily_reading o ON o.meter_id = bm.meter_id AND o.day = :sinceDay AND o.total_milli < n.total_milli
     WHERE b.premises_id = a.premises_id) AS isPresent
   FROM account_meter am JOIN account a ON a.id = am.account_id WHERE am.meter_id = :meterId AND am.to_on IS NULL AND a.closed_on IS NULL`,
);
