import { z } from 'zod';
import { insertRows, many, maybe, one, run } from '../../db/query.ts';

const QuarterColumns = z.object({ slot: z.number(), offsetS: z.number(), totalMilli: z.number() });

export const insertQuarter = run(
  `INSERT INTO interval_reading (meter_id, slot, offset_s, total_milli) VALUES (:meterId, :slot, :offsetS, :totalMilli)
   ON CONFLICT DO NOTHING`,
);
export const findQuarter = maybe(
  QuarterColumns,
  `SELECT slot, offset_s AS offsetS, total_milli AS totalMilli FROM interval_reading WHERE meter_id = :meterId AND slot = :slot`,
);
/** Not packed yet, oldest first. */
export const quartersOf = many(
  QuarterColumns,
  `SELECT slot, offset_s AS offsetS, total_milli AS totalMilli FROM interval_reading
   WHERE meter_id = :meterId AND slot >= :first AND slot < :end ORDER BY slot`,
);
export const packedDaysOf = many(
  z.object({ day: z.number(), body: z.instanceof(Uint8Array) }),
  `SELECT day, body FROM interval_day WHERE meter_id = :meterId AND day >= :firstDay AND day < :endDay ORDER BY day`,
);
export const addLoad = run(
  `INSERT INTO interval_load (scope, slot, power_milli, meters) VALUES (:scope, :slot, :powerMilli, 1)
   ON CONFLICT (scope, slot) DO UPDATE SET power_milli = power_milli + excluded.power_milli, meters = meters + 1`,
);
export const loadOf = many(
  z.object({ slot: z.number(), powerMilli: z.number(), meters: z.number() }),
  `SELECT slot, power_milli AS powerMilli, meters FROM interval_load WHERE scope = :scope AND slot >= :first AND slot < :end ORDER BY slot`,
);

/** Meters with readings of days that are over and not packed, and the oldest such day of each. */
export const unpackedDays = many(
  z.object({ meterId: z.number(), day: z.number() }),
  `SELECT meter_id AS meterId, slot / 96 AS day FROM interval_reading r WHERE slot < :before
     AND NOT EXISTS (SELECT 1 FROM interval_day d WHERE d.meter_id = r.meter_id AND d.day = r.slot / 96)
   GROUP BY meter_id, slot / 96 LIMIT :limit`,
);
export const insertPackedDays = insertRows('interval_day', {
  meterId: 'meter_id',
  day: 'day',
  readings: 'readings',
  body: 'body',
});
export const removeQuarters = run(
  'DELETE FROM interval_reading WHERE meter_id = :meterId AND slot >= :first AND slot < :end',
);

/** Readings are removed only before these marks; triggers hold it. */
export const markKept = run('UPDATE polling_policy SET kept_slot = :slot, kept_day = :day WHERE id = 1');
export const keptFrom = one(
  z.object({ slot: z.number(), day: z.string() }),
  'SELECT kept_slot AS slot, kept_day AS day FROM polling_policy WHERE id = 1',
);
export const removeOldQuarters = run('DELETE FROM interval_reading WHERE slot < :slot');
export const removeOldPacked = run('DELETE FROM interval_day WHERE day < :day');
export const removeOldLoad = run('DELETE FROM interval_load WHERE slot < :slot');
export const removeOldDays = run('DELETE FROM daily_reading WHERE day < :day');
