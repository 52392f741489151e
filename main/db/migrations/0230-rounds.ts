import type { Migration } from '../migrate.ts';

/** Reading rounds on foot: remembered routes, rounds, what phones sent, and the photos behind it. */
export const rounds: Migration = {
  version: 230,
  name: 'rounds',
  up: `
CREATE TABLE reading_route (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  version    INTEGER NOT NULL DEFAULT 1
) STRICT;

-- A stop is a service at a door, not a meter: meters are replaced, the way through the building stays.
CREATE TABLE reading_route_stop (
  route_id    INTEGER NOT NULL REFERENCES reading_route (id) ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  premises_id INTEGER NOT NULL REFERENCES premises (id),
  service     TEXT NOT NULL CHECK (service IN ('electricity', 'gas', 'water')),
  PRIMARY KEY (route_id, position),
  UNIQUE (route_id, premises_id, service)
) STRICT, WITHOUT ROWID;

CREATE TABLE reading_round (
  id           INTEGER PRIMARY KEY,
  uid          TEXT NOT NULL UNIQUE,
  name         TEXT NOT NULL,
  route_id     INTEGER REFERENCES reading_route (id) ON DELETE SET NULL,
  month        TEXT NOT NULL,
  due_on       TEXT NOT NULL,
  user_id      INTEGER NOT NULL REFERENCES user (id),
  state        TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'out', 'returned', 'closed')),
  shows_last   INTEGER NOT NULL CHECK (shows_last IN (0, 1)),
  needs_photo  INTEGER NOT NULL CHECK (needs_photo IN (0, 1)),
  high_percent INTEGER NOT NULL CHECK (high_percent BETWEEN 110 AND 1000),
  -- How much of the usual use two readings of one meter may lie apart and still agree.
  agree_percent INTEGER NOT NULL CHECK (agree_percent BETWEEN 0 AND 300),
  created_at   INTEGER NOT NULL,
  created_by   INTEGER,
  returned_at  INTEGER,
  closed_at    INTEGER,
  version      INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX reading_round_open ON reading_round (state, due_on);
CREATE INDEX reading_round_user ON reading_round (user_id, state);

CREATE TABLE round_stop (
  round_id   INTEGER NOT NULL REFERENCES reading_round (id),
  position   INTEGER NOT NULL,
  meter_id   INTEGER NOT NULL REFERENCES meter (id),
  account_id INTEGER NOT NULL REFERENCES account (id),
  PRIMARY KEY (round_id, position),
  UNIQUE (round_id, meter_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX round_stop_meter ON round_stop (meter_id);

-- A round handed to a device. The accounts the meters measured for then are those of round_stop.
CREATE TABLE round_download (
  uid       TEXT PRIMARY KEY,
  round_id  INTEGER NOT NULL REFERENCES reading_round (id),
  user_id   INTEGER NOT NULL REFERENCES user (id),
  device_id TEXT NOT NULL,
  via       TEXT NOT NULL CHECK (via IN ('phone', 'file')),
  at        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX round_download_round ON round_download (round_id);

-- What a person saw at a meter, as the phone sent it, under the identity the phone gave it. It is never changed; outcome,
-- rule and reading say what the merge made of it. read_at is taken_at by the station's clock.
CREATE TABLE round_capture (
  uid               TEXT PRIMARY KEY,
  round_id          INTEGER NOT NULL REFERENCES reading_round (id),
  meter_id          INTEGER NOT NULL REFERENCES meter (id),
  download_uid      TEXT NOT NULL,
  device_id         TEXT NOT NULL,
  taken_at          INTEGER NOT NULL,
  read_at           INTEGER NOT NULL,
  received_at       INTEGER NOT NULL,
  user_id           INTEGER,
  values_json       TEXT CHECK (json_valid(values_json)),
  no_access         TEXT CHECK (no_access IN ('nobody-home', 'locked', 'meter-broken', 'unreadable', 'refused', 'blocked', 'not-found', 'other')),
  note              TEXT NOT NULL,
  is_confirmed      INTEGER NOT NULL CHECK (is_confirmed IN (0, 1)),
  photo_uid         TEXT UNIQUE,
  photo_sha256      TEXT CHECK (length(photo_sha256) = 64),
  photo_taken_at    INTEGER,
  content_hash      TEXT NOT NULL,
  facts_json        TEXT NOT NULL CHECK (json_valid(facts_json)),
  outcome           TEXT NOT NULL CHECK (outcome IN ('counts', 'waits', 'aside', 'noted')),
  rule              TEXT,
  against_id        INTEGER REFERENCES reading (id),
  reading_id        INTEGER UNIQUE REFERENCES reading (id),
  CHECK ((values_json IS NULL) <> (no_access IS NULL)),
  CHECK ((photo_uid IS NULL) = (photo_sha256 IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX round_capture_meter ON round_capture (round_id, meter_id);
CREATE TRIGGER round_capture_kept BEFORE DELETE ON round_capture BEGIN SELECT RAISE(ABORT, 'what a phone sent is never deleted'); END;
CREATE TRIGGER round_capture_frozen BEFORE UPDATE OF uid, round_id, meter_id, download_uid, device_id, taken_at, read_at, received_at,
  user_id, values_json, no_access, note, is_confirmed, photo_uid, photo_sha256, photo_taken_at, content_hash, facts_json ON round_capture
BEGIN SELECT RAISE(ABORT, 'what a phone sent is never changed'); END;
CREATE TRIGGER round_capture_reading_once BEFORE UPDATE OF reading_id ON round_capture WHEN OLD.reading_id IS NOT NULL AND NEW.reading_id IS NOT OLD.reading_id
BEGIN SELECT RAISE(ABORT, 'a capture keeps its reading'); END;

-- A photo that arrived whole: its bytes lie in the data folder under their hash.
CREATE TABLE round_photo (
  uid         TEXT PRIMARY KEY REFERENCES round_capture (photo_uid),
  sha256      TEXT NOT NULL CHECK (length(sha256) = 64),
  mime_type   TEXT NOT NULL,
  byte_length INTEGER NOT NULL,
  received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
