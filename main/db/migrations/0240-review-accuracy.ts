import type { Migration } from '../migrate.ts';

/** Decisions about doubtful readings, requests to read again, and the seals, events and error tests of meters. */
export const reviewAndAccuracy: Migration = {
  version: 240,
  name: 'review-and-accuracy',
  up: `
-- What somebody decided about a reading, one row each. before_json is what the decision changed; an undo names what it takes back.
CREATE TABLE reading_decision (
  id             INTEGER PRIMARY KEY,
  reading_id     INTEGER NOT NULL REFERENCES reading (id),
  decision       TEXT NOT NULL CHECK (decision IN ('accept', 'reject', 'correct', 'send-back', 'estimate', 'undo')),
  before_json    TEXT NOT NULL CHECK (json_valid(before_json)),
  note           TEXT NOT NULL,
  new_reading_id INTEGER REFERENCES reading (id),
  undoes_id      INTEGER UNIQUE REFERENCES reading_decision (id),
  user_id        INTEGER,
  user_name      TEXT NOT NULL,
  decided_at     INTEGER NOT NULL,
  CHECK ((decision = 'undo') = (undoes_id IS NOT NULL)),
  CHECK (new_reading_id IS NULL OR decision IN ('correct', 'estimate'))
) STRICT;
CREATE INDEX reading_decision_reading ON reading_decision (reading_id);
CREATE INDEX reading_decision_new ON reading_decision (new_reading_id) WHERE new_reading_id IS NOT NULL;
CREATE TRIGGER reading_decision_frozen BEFORE UPDATE ON reading_decision BEGIN SELECT RAISE(ABORT, 'a decision is frozen'); END;
CREATE TRIGGER reading_decision_kept BEFORE DELETE ON reading_decision BEGIN SELECT RAISE(ABORT, 'a decision is frozen'); END;

-- A meter to be read again, because of a reading that was sent back. Done by the next reading of the meter.
CREATE TABLE reading_reread (
  id              INTEGER PRIMARY KEY,
  meter_id        INTEGER NOT NULL REFERENCES meter (id),
  reading_id      INTEGER NOT NULL REFERENCES reading (id),
  reason          TEXT NOT NULL CHECK (reason <> ''),
  due_on          TEXT,
  asked_at        INTEGER NOT NULL,
  user_id         INTEGER,
  asked_by        TEXT NOT NULL,
  done_reading_id INTEGER REFERENCES reading (id),
  withdrawn_at    INTEGER,
  CHECK (done_reading_id IS NULL OR withdrawn_at IS NULL)
) STRICT;
CREATE INDEX reading_reread_open ON reading_reread (meter_id) WHERE done_reading_id IS NULL AND withdrawn_at IS NULL;
CREATE INDEX reading_reread_reading ON reading_reread (reading_id);
CREATE TRIGGER reading_reread_frozen BEFORE UPDATE OF meter_id, reading_id, reason, due_on, asked_at, user_id, asked_by ON reading_reread
BEGIN SELECT RAISE(ABORT, 'a request to read again is frozen'); END;
CREATE TRIGGER reading_reread_ended BEFORE UPDATE ON reading_reread WHEN OLD.done_reading_id IS NOT NULL OR OLD.withdrawn_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a request to read again ends once'); END;
CREATE TRIGGER reading_reread_kept BEFORE DELETE ON reading_reread BEGIN SELECT RAISE(ABORT, 'a request to read again is frozen'); END;

-- What happened to a seal, one row each: it is on the meter from 'put-on' until it is removed or found broken.
CREATE TABLE meter_seal_event (
  id        INTEGER PRIMARY KEY,
  meter_id  INTEGER NOT NULL REFERENCES meter (id),
  seal_no   TEXT NOT NULL CHECK (seal_no <> ''),
  place     TEXT NOT NULL CHECK (place IN ('cover', 'terminal', 'box', 'valve', 'other')),
  kind      TEXT NOT NULL CHECK (kind IN ('put-on', 'removed', 'broken')),
  on_date   TEXT NOT NULL,
  done_by   TEXT NOT NULL,
  note      TEXT NOT NULL DEFAULT '',
  user_id   INTEGER,
  user_name TEXT NOT NULL,
  at        INTEGER NOT NULL,
  CHECK (kind <> 'broken' OR note <> '')
) STRICT;
CREATE INDEX meter_seal_event_meter ON meter_seal_event (meter_id);
CREATE INDEX meter_seal_event_seal ON meter_seal_event (seal_no);
CREATE TRIGGER meter_seal_event_frozen BEFORE UPDATE ON meter_seal_event BEGIN SELECT RAISE(ABORT, 'the history of a seal is frozen'); END;
CREATE TRIGGER meter_seal_event_kept BEFORE DELETE ON meter_seal_event BEGIN SELECT RAISE(ABORT, 'the history of a seal is frozen'); END;

-- Cover, relay and the like, told by the meter ('poll') or seen by a person ('manual'). source_key makes what is told twice one row.
CREATE TABLE meter_event (
  id           INTEGER PRIMARY KEY,
  meter_id     INTEGER NOT NULL REFERENCES meter (id),
  kind         TEXT NOT NULL CHECK (kind IN ('cover-open', 'cover-closed', 'relay-open', 'relay-closed', 'valve-open', 'valve-closed', 'valve-fault',
                 'magnet', 'reversed', 'battery-low', 'clock-drift', 'bypass', 'other')),
  source       TEXT NOT NULL CHECK (source IN ('poll', 'manual')),
  source_key   TEXT UNIQUE,
  occurred_at  INTEGER NOT NULL,
  recorded_at  INTEGER NOT NULL,
  detail_json  TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(detail_json)),
  note         TEXT NOT NULL DEFAULT '',
  user_id      INTEGER,
  user_name    TEXT NOT NULL,
  settled_at   INTEGER,
  settled_by   TEXT NOT NULL DEFAULT '',
  settled_note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX meter_event_meter ON meter_event (meter_id, occurred_at);
CREATE INDEX meter_event_open ON meter_event (occurred_at) WHERE settled_at IS NULL;
CREATE TRIGGER meter_event_frozen BEFORE UPDATE OF meter_id, kind, source, source_key, occurred_at, recorded_at, detail_json, note, user_id, user_name
ON meter_event BEGIN SELECT RAISE(ABORT, 'an event is frozen'); END;
CREATE TRIGGER meter_event_settled_once BEFORE UPDATE OF settled_at, settled_by, settled_note ON meter_event WHEN OLD.settled_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an event is settled once'); END;
CREATE TRIGGER meter_event_kept BEFORE DELETE ON meter_event BEGIN SELECT RAISE(ABORT, 'an event is frozen'); END;

-- Which period of calibration a meter has; the periods themselves are data of the program with their source.
CREATE TABLE meter_calibration (
  meter_id INTEGER PRIMARY KEY REFERENCES meter (id),
  kind     TEXT NOT NULL,
  set_at   INTEGER NOT NULL,
  user_id  INTEGER
) STRICT;

-- An error test. Errors and limits in hundredths of a percent. A wrong record is voided, never changed.
CREATE TABLE meter_test (
  id             INTEGER PRIMARY KEY,
  meter_id       INTEGER NOT NULL REFERENCES meter (id),
  tested_on      TEXT NOT NULL,
  purpose        TEXT NOT NULL CHECK (purpose IN ('periodic', 'dispute', 'before-use', 'after-removal', 'on-site')),
  accuracy_class TEXT NOT NULL CHECK (accuracy_class <> ''),
  is_in_use      INTEGER NOT NULL CHECK (is_in_use IN (0, 1)),
  overall_e4     INTEGER NOT NULL CHECK (overall_e4 BETWEEN -10000 AND 100000),
  is_passed      INTEGER NOT NULL CHECK (is_passed IN (0, 1)),
  certificate_no TEXT NOT NULL CHECK (certificate_no <> ''),
  tested_by      TEXT NOT NULL CHECK (tested_by <> ''),
  note           TEXT NOT NULL DEFAULT '',
  next_due_on    TEXT,
  recorded_at    INTEGER NOT NULL,
  user_id        INTEGER,
  user_name      TEXT NOT NULL,
  voided_at      INTEGER,
  voided_by      TEXT NOT NULL DEFAULT '',
  void_reason    TEXT NOT NULL DEFAULT '',
  CHECK ((voided_at IS NULL) = (void_reason = ''))
) STRICT;
CREATE INDEX meter_test_meter ON meter_test (meter_id, tested_on);
CREATE UNIQUE INDEX meter_test_certificate ON meter_test (meter_id, certificate_no) WHERE voided_at IS NULL;
CREATE TRIGGER meter_test_frozen BEFORE UPDATE OF meter_id, tested_on, purpose, accuracy_class, is_in_use, overall_e4, is_passed, certificate_no,
  tested_by, note, next_due_on, recorded_at, user_id, user_name ON meter_test BEGIN SELECT RAISE(ABORT, 'an error test is frozen'); END;
CREATE TRIGGER meter_test_voided_once BEFORE UPDATE OF voided_at, voided_by, void_reason ON meter_test WHEN OLD.voided_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an error test is voided once'); END;
CREATE TRIGGER meter_test_kept BEFORE DELETE ON meter_test BEGIN SELECT RAISE(ABORT, 'an error test is frozen'); END;

CREATE TABLE meter_test_point (
  test_id  INTEGER NOT NULL REFERENCES meter_test (id),
  line_no  INTEGER NOT NULL,
  point    TEXT NOT NULL CHECK (point <> ''),
  error_e4 INTEGER NOT NULL,
  limit_e4 INTEGER NOT NULL CHECK (limit_e4 > 0),
  PRIMARY KEY (test_id, line_no)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER meter_test_point_frozen BEFORE UPDATE ON meter_test_point BEGIN SELECT RAISE(ABORT, 'an error test is frozen'); END;
CREATE TRIGGER meter_test_point_kept BEFORE DELETE ON meter_test_point BEGIN SELECT RAISE(ABORT, 'an error test is frozen'); END;
`,
};
