import type { Migration } from '../migrate.ts';

/** Devices, meters, their assignment to accounts, and readings. */
export const meters: Migration = {
  version: 40,
  name: 'meters',
  up: `
CREATE TABLE device (
  id           INTEGER PRIMARY KEY,
  kind         TEXT NOT NULL CHECK (kind IN ('meter-bus', 'scale', 'modem', 'printer', 'scanner')),
  name         TEXT NOT NULL,
  model        TEXT NOT NULL,
  link_json    TEXT NOT NULL CHECK (json_valid(link_json)),
  profile_json TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(profile_json)),
  is_enabled   INTEGER NOT NULL DEFAULT 1 CHECK (is_enabled IN (0, 1)),
  created_at   INTEGER NOT NULL,
  version      INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE meter (
  id                 INTEGER PRIMARY KEY,
  meter_no           TEXT NOT NULL UNIQUE,
  service            TEXT NOT NULL CHECK (service IN ('electricity', 'gas', 'water')),
  protocol           TEXT NOT NULL DEFAULT 'manual',
  address            TEXT NOT NULL DEFAULT '',
  bus_id             INTEGER REFERENCES device (id),
  digits             INTEGER NOT NULL DEFAULT 6 CHECK (digits BETWEEN 1 AND 9),
  decimals           INTEGER NOT NULL DEFAULT 2 CHECK (decimals BETWEEN 0 AND 3),
  multiplier         INTEGER NOT NULL DEFAULT 1 CHECK (multiplier >= 1),
  has_tou            INTEGER NOT NULL DEFAULT 0 CHECK (has_tou IN (0, 1)),
  model              TEXT NOT NULL DEFAULT '',
  location           TEXT NOT NULL DEFAULT '',
  seal_no            TEXT NOT NULL DEFAULT '',
  installed_on       TEXT NOT NULL,
  removed_on         TEXT,
  calibration_due_on TEXT,
  created_at         INTEGER NOT NULL,
  version            INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX meter_bus ON meter (bus_id) WHERE bus_id IS NOT NULL;

-- Half-open in local dates: [from_on, to_on).
CREATE TABLE account_meter (
  id         INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account (id),
  meter_id   INTEGER NOT NULL REFERENCES meter (id),
  from_on    TEXT NOT NULL,
  to_on      TEXT,
  CHECK (to_on IS NULL OR to_on >= from_on)
) STRICT;
CREATE UNIQUE INDEX account_meter_current ON account_meter (meter_id) WHERE to_on IS NULL;
CREATE INDEX account_meter_account ON account_meter (account_id);
CREATE INDEX account_meter_meter ON account_meter (meter_id, from_on);

-- Register values in thousandths of a kWh or m³ as the register shows them (before the multiplier).
CREATE TABLE reading (
  id           INTEGER PRIMARY KEY,
  meter_id     INTEGER NOT NULL REFERENCES meter (id),
  read_at      INTEGER NOT NULL,
  total_milli  INTEGER NOT NULL CHECK (total_milli >= 0),
  sharp_milli  INTEGER,
  peak_milli   INTEGER,
  flat_milli   INTEGER,
  valley_milli INTEGER,
  source       TEXT NOT NULL CHECK (source IN ('manual', 'polled', 'imported', 'estimated', 'round')),
  role         TEXT NOT NULL CHECK (role IN ('baseline', 'usage', 'final')),
  state        TEXT NOT NULL CHECK (state IN ('accepted', 'doubtful', 'rejected')),
  doubts_json  TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(doubts_json)),
  note         TEXT NOT NULL DEFAULT '',
  user_id      INTEGER,
  reviewed_by  INTEGER,
  reviewed_at  INTEGER,
  created_at   INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX reading_meter_time ON reading (meter_id, read_at) WHERE state <> 'rejected';
CREATE INDEX reading_doubtful ON reading (state) WHERE state = 'doubtful';
CREATE TRIGGER reading_kept BEFORE DELETE ON reading BEGIN SELECT RAISE(ABORT, 'a reading is never deleted'); END;
CREATE TRIGGER reading_values_frozen BEFORE UPDATE OF meter_id, read_at, total_milli, sharp_milli, peak_milli, flat_milli, valley_milli, source ON reading
BEGIN SELECT RAISE(ABORT, 'a reading is corrected by a new reading'); END;
`,
};
