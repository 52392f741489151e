import type { Migration } from '../migrate.ts';

/** Cylinder types, the register and its history, fillings and refused attempts. Masses in grams, volumes in millilitres. */
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
  tolerance_g  INTEGER NOT NULL CHECK (tolerance_g >= 0),
  verified_on  TEXT,
  verified_by  TEXT NOT NULL DEFAULT '',
  version      INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;
INSERT INTO cylinder_type (code, volume_ml, max_fill_g, nominal_g, tolerance_g) VALUES
  ('YSP4.7', 4700, 1900, 1900, 100),
  ('YSP12', 12000, 5000, 4800, 200),
  ('YSP26.2', 26200, 11000, 10700, 300),
  ('YSP35.5', 35500, 14900, 14500, 500),
  ('YSP118', 118000, 49500, 49000, 1000),
  ('YSP118-II', 118000, 49500, 49000, 1000);

-- Inspection interval and design life by type and date of manufacture: a proposal until a manager has verified it.
CREATE TABLE cylinder_rule (
  id               INTEGER PRIMARY KEY,
  type_code        TEXT NOT NULL REFERENCES cylinder_type (code),
  made_from        TEXT NOT NULL,
  interval_years   INTEGER NOT NULL CHECK (interval_years BETWEEN 1 AND 20),
  life_years       INTEGER NOT NULL CHECK (life_years BETWEEN 1 AND 50),
  extension_years  INTEGER NOT NULL CHECK (extension_years BETWEEN 0 AND 20),
  source           TEXT NOT NULL,
  verified_on      TEXT,
  verified_by      TEXT NOT NULL DEFAULT '',
  version          INTEGER NOT NULL DEFAULT 1,
  UNIQUE (type_code, made_from)
) STRICT;
INSERT INTO cylinder_rule (type_code, made_from, interval_years, life_years, extension_years, source)
  SELECT code, '0001-01-01', CASE WHEN volume_ml >= 100000 THEN 3 ELSE 4 END, 15, 0, '2007-02-01 前制造：设计使用年限 15 年'
  FROM cylinder_type;
INSERT INTO cylinder_rule (type_code, made_from, interval_years, life_years, extension_years, source)
  SELECT code, '2007-02-01', CASE WHEN volume_ml >= 100000 THEN 3 ELSE 4 END, 8, 4, 'GB 5842-2006：设计使用年限 8 年，检验合格可延长一次 4 年'
  FROM cylinder_type;

-- One row: how long after a good filling a cylinder that is scanned again is probably still full.
CREATE TABLE filling_policy (
  id                    INTEGER PRIMARY KEY CHECK (id = 1),
  possibly_full_minutes INTEGER NOT NULL CHECK (possibly_full_minutes BETWEEN 0 AND 10080)
) STRICT;
INSERT INTO filling_policy (id, possibly_full_minutes) VALUES (1, 720);

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
  last_inspected_on  TEXT,
  next_inspection_on TEXT NOT NULL,
  scrap_on           TEXT NOT NULL,
  is_life_extended   INTEGER NOT NULL DEFAULT 0 CHECK (is_life_extended IN (0, 1)),
  is_own             INTEGER NOT NULL DEFAULT 1 CHECK (is_own IN (0, 1)),
  scrapped_at        INTEGER,
  scrap_reason       TEXT NOT NULL DEFAULT '',
  created_at         INTEGER NOT NULL,
  version            INTEGER NOT NULL DEFAULT 1,
  CHECK (max_fill_g <= volume_ml * 42 / 100)
) STRICT;
CREATE INDEX cylinder_inspection ON cylinder (next_inspection_on) WHERE scrapped_at IS NULL;
CREATE INDEX cylinder_scrap ON cylinder (scrap_on) WHERE scrapped_at IS NULL;
CREATE TRIGGER cylinder_scrapped_for_ever BEFORE UPDATE ON cylinder WHEN OLD.scrapped_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a scrapped cylinder is frozen'); END;

CREATE TABLE cylinder_event (
  id           INTEGER PRIMARY KEY,
  cylinder_id  INTEGER NOT NULL REFERENCES cylinder (id),
  at           INTEGER NOT NULL,
  kind         TEXT NOT NULL CHECK (kind IN ('registered', 'changed', 'inspected', 'scrapped')),
  note         TEXT NOT NULL DEFAULT '',
  changes_json TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(changes_json)),
  user_name    TEXT NOT NULL
) STRICT;
CREATE INDEX cylinder_event_cylinder ON cylinder_event (cylinder_id);
CREATE TRIGGER cylinder_event_frozen BEFORE UPDATE ON cylinder_event BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER cylinder_event_kept BEFORE DELETE ON cylinder_event BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

-- filled_on is the station's local date. A weight typed by hand has no device and says why.
CREATE TABLE filling (
  id            INTEGER PRIMARY KEY,
  cylinder_id   INTEGER NOT NULL REFERENCES cylinder (id),
  filled_at     INTEGER NOT NULL,
  filled_on     TEXT NOT NULL,
  device_id     INTEGER,
  manual_reason TEXT,
  gross_g       INTEGER NOT NULL,
  tare_g        INTEGER NOT NULL,
  net_g         INTEGER NOT NULL,
  nominal_g     INTEGER NOT NULL,
  tolerance_g   INTEGER NOT NULL,
  max_fill_g    INTEGER NOT NULL,
  outcome       TEXT NOT NULL CHECK (outcome IN ('good', 'over-fill', 'under-fill')),
  checks_json   TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(checks_json)),
  user_id       INTEGER NOT NULL,
  user_name     TEXT NOT NULL,
  CHECK (net_g = gross_g - tare_g),
  CHECK (outcome <> 'good' OR net_g <= max_fill_g),
  CHECK (outcome <> 'good' OR net_g BETWEEN nominal_g - tolerance_g AND nominal_g + tolerance_g),
  CHECK ((device_id IS NULL) = (manual_reason IS NOT NULL))
) STRICT;
CREATE INDEX filling_cylinder ON filling (cylinder_id, id);
CREATE INDEX filling_day ON filling (filled_on);
CREATE TRIGGER filling_frozen BEFORE UPDATE ON filling BEGIN SELECT RAISE(ABORT, 'a filling record is frozen'); END;
CREATE TRIGGER filling_kept BEFORE DELETE ON filling BEGIN SELECT RAISE(ABORT, 'a filling record is frozen'); END;

CREATE TABLE filling_refusal (
  id           INTEGER PRIMARY KEY,
  at           INTEGER NOT NULL,
  refused_on   TEXT NOT NULL,
  scanned_code TEXT NOT NULL,
  cylinder_id  INTEGER REFERENCES cylinder (id),
  reason       TEXT NOT NULL,
  detail       TEXT NOT NULL DEFAULT '',
  user_id      INTEGER NOT NULL,
  user_name    TEXT NOT NULL
) STRICT;
CREATE INDEX filling_refusal_day ON filling_refusal (refused_on);
CREATE INDEX filling_refusal_cylinder ON filling_refusal (cylinder_id) WHERE cylinder_id IS NOT NULL;
CREATE TRIGGER filling_refusal_frozen BEFORE UPDATE ON filling_refusal BEGIN SELECT RAISE(ABORT, 'a refusal is frozen'); END;
CREATE TRIGGER filling_refusal_kept BEFORE DELETE ON filling_refusal BEGIN SELECT RAISE(ABORT, 'a refusal is frozen'); END;
`,
};
