import type { Migration } from '../migrate.ts';

/** Schedules of the bus poll, what the nights and the quarters of an hour brought, what is missing, and alerts. */
export const polling: Migration = {
  version: 220,
  name: 'polling',
  up: `
-- done_to: everything due up to this instant was seen to. month_day is the settlement day.
CREATE TABLE poll_schedule (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL CHECK (name <> ''),
  kind       TEXT NOT NULL CHECK (kind IN ('daily', 'settlement', 'interval')),
  scope_json TEXT NOT NULL CHECK (json_valid(scope_json)),
  at_minute  INTEGER NOT NULL CHECK (at_minute BETWEEN 0 AND 1439),
  month_day  INTEGER CHECK (month_day BETWEEN 1 AND 28),
  is_enabled INTEGER NOT NULL CHECK (is_enabled IN (0, 1)),
  done_to    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  removed_at INTEGER,
  version    INTEGER NOT NULL DEFAULT 1,
  CHECK ((kind = 'settlement') = (month_day IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX poll_schedule_name ON poll_schedule (name) WHERE removed_at IS NULL;

CREATE TABLE poll_run (
  id          INTEGER PRIMARY KEY,
  schedule_id INTEGER REFERENCES poll_schedule (id),
  cause       TEXT NOT NULL CHECK (cause IN ('due', 'asked', 'retry')),
  started_at  INTEGER NOT NULL,
  ended_at    INTEGER,
  state       TEXT NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'interrupted')),
  wanted      INTEGER NOT NULL,
  got         INTEGER NOT NULL DEFAULT 0,
  user_name   TEXT NOT NULL,
  CHECK ((state = 'running') = (ended_at IS NULL)),
  CHECK ((cause = 'retry') = (schedule_id IS NULL))
) STRICT;
CREATE INDEX poll_run_schedule ON poll_run (schedule_id, started_at);
CREATE INDEX poll_run_open ON poll_run (state) WHERE state = 'running';

-- The register of a meter at the beginning of a local day: frozen by the meter, or read in that night. Quantities in
-- thousandths as the register shows them; demand is the highest of the meter's running period, with the instant it occurred.
CREATE TABLE daily_reading (
  meter_id      INTEGER NOT NULL REFERENCES meter (id),
  day           TEXT NOT NULL,
  read_at       INTEGER NOT NULL,
  total_milli   INTEGER NOT NULL CHECK (total_milli >= 0),
  sharp_milli   INTEGER,
  peak_milli    INTEGER,
  flat_milli    INTEGER,
  valley_milli  INTEGER,
  reverse_milli INTEGER,
  demand_milli  INTEGER,
  demand_at     INTEGER,
  is_frozen     INTEGER NOT NULL CHECK (is_frozen IN (0, 1)),
  stored_at     INTEGER NOT NULL,
  PRIMARY KEY (meter_id, day)
) STRICT, WITHOUT ROWID;

-- What a schedule wanted and did not get. missed counts the quarters of an hour of an interval day. settled_*: somebody knows why
-- it will not come.
CREATE TABLE poll_gap (
  id          INTEGER PRIMARY KEY,
  meter_id    INTEGER NOT NULL REFERENCES meter (id),
  kind        TEXT NOT NULL CHECK (kind IN ('daily', 'settlement', 'interval')),
  day         TEXT NOT NULL,
  reason_code TEXT NOT NULL,
  params_json TEXT NOT NULL CHECK (json_valid(params_json)),
  tries       INTEGER NOT NULL DEFAULT 1,
  missed      INTEGER NOT NULL DEFAULT 1,
  first_at    INTEGER NOT NULL,
  last_at     INTEGER NOT NULL,
  filled_at   INTEGER,
  settled_at  INTEGER,
  settled_by  TEXT NOT NULL DEFAULT '',
  settled_why TEXT NOT NULL DEFAULT '',
  UNIQUE (meter_id, kind, day),
  CHECK ((settled_at IS NULL) = (settled_why = ''))
) STRICT;
CREATE INDEX poll_gap_open ON poll_gap (day) WHERE filled_at IS NULL AND settled_at IS NULL;

-- slot: quarter of an hour since 1970 (UTC), in which every zone's quarters fall. offset_s: seconds into it.
CREATE TABLE interval_reading (
  meter_id    INTEGER NOT NULL REFERENCES meter (id),
  slot        INTEGER NOT NULL,
  offset_s    INTEGER NOT NULL CHECK (offset_s BETWEEN 0 AND 899),
  total_milli INTEGER NOT NULL CHECK (total_milli >= 0),
  PRIMARY KEY (meter_id, slot)
) STRICT, WITHOUT ROWID;
-- The 96 quarters of a day of 1970's count (UTC), packed once the day is over; main/modules/polling/packed.domain.ts.
CREATE TABLE interval_day (
  meter_id INTEGER NOT NULL REFERENCES meter (id),
  day      INTEGER NOT NULL,
  readings INTEGER NOT NULL CHECK (readings BETWEEN 1 AND 96),
  body     BLOB NOT NULL,
  PRIMARY KEY (meter_id, day)
) STRICT, WITHOUT ROWID;
-- Power of all electricity meters of a place in a quarter, summed as readings come in; follows from the readings.
CREATE TABLE interval_load (
  scope       TEXT NOT NULL,
  slot        INTEGER NOT NULL,
  power_milli INTEGER NOT NULL,
  meters      INTEGER NOT NULL,
  PRIMARY KEY (scope, slot)
) STRICT, WITHOUT ROWID;

-- The highest demand agreed for a meter, in thousandths of a kW.
CREATE TABLE meter_limit (
  meter_id     INTEGER PRIMARY KEY REFERENCES meter (id),
  demand_milli INTEGER NOT NULL CHECK (demand_milli > 0)
) STRICT;

-- One row holds what is alerted at and how long readings are kept. Readings before kept_slot / kept_day may be removed.
CREATE TABLE polling_policy (
  id        INTEGER PRIMARY KEY CHECK (id = 1),
  body_json TEXT NOT NULL CHECK (json_valid(body_json)),
  kept_slot INTEGER NOT NULL DEFAULT 0,
  kept_day  TEXT NOT NULL DEFAULT '',
  version   INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO polling_policy (id, body_json) VALUES (1, '{}');

CREATE TABLE meter_alert (
  id              INTEGER PRIMARY KEY,
  meter_id        INTEGER NOT NULL REFERENCES meter (id),
  kind            TEXT NOT NULL CHECK (kind IN ('over-demand', 'voltage', 'reverse', 'cover', 'clock', 'battery', 'zero-use', 'jump', 'silent')),
  state           TEXT NOT NULL CHECK (state IN ('open', 'acknowledged', 'closed')),
  value_milli     INTEGER,
  limit_milli     INTEGER,
  opened_at       INTEGER NOT NULL,
  seen_at         INTEGER NOT NULL,
  seen            INTEGER NOT NULL DEFAULT 1,
  note            TEXT NOT NULL DEFAULT '',
  acknowledged_by TEXT NOT NULL DEFAULT '',
  acknowledged_at INTEGER,
  closed_by       TEXT NOT NULL DEFAULT '',
  closed_at       INTEGER,
  CHECK ((state = 'closed') = (closed_at IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX meter_alert_once ON meter_alert (meter_id, kind) WHERE state <> 'closed';
CREATE INDEX meter_alert_time ON meter_alert (opened_at);

-- SQLite gives the number of a removed bus again: the next one has a curve of its own.
CREATE TRIGGER interval_load_of_bus AFTER DELETE ON device BEGIN DELETE FROM interval_load WHERE scope = 'bus:' || OLD.id; END;
CREATE TRIGGER daily_reading_frozen BEFORE UPDATE ON daily_reading BEGIN SELECT RAISE(ABORT, 'a daily reading is frozen'); END;
CREATE TRIGGER daily_reading_kept BEFORE DELETE ON daily_reading WHEN OLD.day >= (SELECT kept_day FROM polling_policy)
BEGIN SELECT RAISE(ABORT, 'a daily reading is kept'); END;
CREATE TRIGGER interval_reading_frozen BEFORE UPDATE ON interval_reading BEGIN SELECT RAISE(ABORT, 'an interval reading is frozen'); END;
CREATE TRIGGER interval_reading_kept BEFORE DELETE ON interval_reading
WHEN OLD.slot >= (SELECT kept_slot FROM polling_policy)
  AND NOT EXISTS (SELECT 1 FROM interval_day d WHERE d.meter_id = OLD.meter_id AND d.day = OLD.slot / 96)
BEGIN SELECT RAISE(ABORT, 'an interval reading is kept'); END;
CREATE TRIGGER interval_day_frozen BEFORE UPDATE ON interval_day BEGIN SELECT RAISE(ABORT, 'an interval reading is frozen'); END;
CREATE TRIGGER interval_day_kept BEFORE DELETE ON interval_day WHEN OLD.day * 96 >= (SELECT kept_slot FROM polling_policy)
BEGIN SELECT RAISE(ABORT, 'an interval reading is kept'); END;
CREATE TRIGGER meter_alert_closed BEFORE UPDATE ON meter_alert WHEN OLD.state = 'closed'
BEGIN SELECT RAISE(ABORT, 'a closed alert is history'); END;
CREATE TRIGGER meter_alert_kept BEFORE DELETE ON meter_alert BEGIN SELECT RAISE(ABORT, 'a closed alert is history'); END;
`,
};
