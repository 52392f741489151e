import type { Migration } from '../migrate.ts';

/** Meters of several protocols on one wire: how each is reached and spoken to. */
export const meterWires: Migration = {
  version: 210,
  name: 'meter-wires',
  up: `
-- Null = as its wire is set; {"baud":1200,"parity":"even","dataBits":8,"stopBits":1}.
ALTER TABLE meter ADD COLUMN line_json TEXT CHECK (line_json IS NULL OR json_valid(line_json));
-- What of its protocol differs from the usual; missing fields take their defaults.
ALTER TABLE meter ADD COLUMN profile_json TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(profile_json));
-- The wake-up bytes were the wire's and are the meter's now.
UPDATE meter SET profile_json = json_object('preamble', (
    SELECT json_extract(d.profile_json, '$.preamble') FROM device d WHERE d.id = meter.bus_id))
  WHERE protocol = 'dlt645-2007' AND EXISTS (
    SELECT 1 FROM device d WHERE d.id = meter.bus_id AND json_extract(d.profile_json, '$.preamble') IS NOT NULL);
UPDATE device SET model = 'meter-bus', profile_json = json_remove(profile_json, '$.preamble') WHERE model = 'dlt645-2007';
-- What goes over its wire is written down, for support.
ALTER TABLE device ADD COLUMN is_recorded INTEGER NOT NULL DEFAULT 0 CHECK (is_recorded IN (0, 1));
`,
};
