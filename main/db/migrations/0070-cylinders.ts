import type { Migration } from '../migrate.ts';

/** Cylinder types, the register, fillings and refused attempts. Masses in grams, volumes in millilitres. */
export const cylinders: Migration = {
  version: 70,
  name: 'cylinders',
  up: `
-- Maximum fill = water volume × 0.42 kg/L truncated to 0.1 kg; nominal and tolerance are the station's to confirm.
CREATE TABLE cylinder_type (
  code         TEXT PRIMARY KEY,
  volume_ml    INTEGER NOT NULL CHECK (volume_ml > 0),
  max_fill_g   INTEGER NOT NULL CHECK (max_fill_g > 0),
  nominal_g    INTEGER NOT NULL CHECK (nominal_g > 0),
  tolerance_g  INTEGER NOT NULL CHECK (tolerance_g >= 0)
) STRICT, WITHOUT ROWID;
INSERT INTO cylinder_type (code, volume_ml, max_fill_g, nominal_g, tolerance_g) VALUES
  ('YSP4.7', 4700, 1900, 1900, 100),
  ('YSP12', 12000, 5000, 4800, 200),
  ('YSP26.2', 26200, 11000, 10700, 300),
  ('YSP35.5', 35500, 14900, 14500, 500),
  ('YSP118', 118000, 49500, 49000, 1000);

CREATE TABLE cylinder (
  id                 INTEGER PRIMARY KEY,
  code               TEXT NOT NULL UNIQUE,
  serial_no          TEXT NOT NULL DEFAULT '',
  type_code          TEXT NOT NULL REFERENCES cylinder_type (code),
  maker              TEXT NOT NULL DEFAULT '',
  made_on            TEXT,
  volume_ml          INTEGER NOT NULL CHECK (volume_ml > 0),
  max_fill_g         INTEGER NOT NULL CHECK (max_fill_g > 0),
  tare_g             INTEGER NOT NULL CHECK (tare_g > 0),
  next_inspection_on TEXT NOT NULL,
  scrap_on           TEXT NOT NULL,
  is_own             INTEGER NOT NULL DEFAULT 1 CHECK (is_own IN (0, 1)),
  scrapped_at        INTEGER,
  scrap_reason       TEXT NOT NULL DEFAULT '',
  created_at         INTEGER NOT NULL,
  version            INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX cylinder_inspection ON cylinder (next_inspection_on) WHERE scrapped_at IS NULL;

CREATE TABLE filling (
  id           INTEGER PRIMARY KEY,
  cylinder_id  INTEGER NOT NULL REFERENCES cylinder (id),
  filled_at    INTEGER NOT NULL,
  device_id    INTEGER,
  gross_g      INTEGER NOT NULL,
  tare_g       INTEGER NOT NULL,
  net_g        INTEGER NOT NULL,
  nominal_g    INTEGER NOT NULL,
  tolerance_g  INTEGER NOT NULL,
  max_fill_g   INTEGER NOT NULL,
  outcome      TEXT NOT NULL CHECK (outcome IN ('good', 'over-fill', 'under-fill')),
  checks_json  TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(checks_json)),
  user_id      INTEGER NOT NULL,
  CHECK (net_g = gross_g - tare_g),
  CHECK (outcome <> 'good' OR net_g <= max_fill_g)
) STRICT;
CREATE INDEX filling_cylinder ON filling (cylinder_id, filled_at);
CREATE INDEX filling_time ON filling (filled_at);
CREATE TRIGGER filling_frozen BEFORE UPDATE ON filling BEGIN SELECT RAISE(ABORT, 'a filling record is frozen'); END;
CREATE TRIGGER filling_kept BEFORE DELETE ON filling BEGIN SELECT RAISE(ABORT, 'a filling record is frozen'); END;

CREATE TABLE filling_refusal (
  id           INTEGER PRIMARY KEY,
  at           INTEGER NOT NULL,
  scanned_code TEXT NOT NULL,
  cylinder_id  INTEGER REFERENCES cylinder (id),
  reason       TEXT NOT NULL,
  user_id      INTEGER NOT NULL
) STRICT;
`,
};
