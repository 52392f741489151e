import type { Migration } from '../migrate.ts';

/** Runs for a part of the accounts, their approval by another person, and their cancellation as a whole. */
export const billingRuns: Migration = {
  version: 180,
  name: 'billing-runs',
  up: `
-- The cohort of a run: buildings in order, none of them for all; cycle of the tariff, null for all.
ALTER TABLE billing_run ADD COLUMN buildings_json TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(buildings_json));
ALTER TABLE billing_run ADD COLUMN cycle TEXT CHECK (cycle IN ('month', 'two-months', 'quarter', 'year'));

-- What one person submitted and another decided. base: what a run that had stopped half way had issued by then. replaced: submitted again · used: its run is finished.
CREATE TABLE run_approval (
  id              INTEGER PRIMARY KEY,
  month           TEXT NOT NULL,
  service         TEXT NOT NULL,
  buildings_json  TEXT NOT NULL CHECK (json_valid(buildings_json)),
  cycle           TEXT CHECK (cycle IN ('month', 'two-months', 'quarter', 'year')),
  due_on          TEXT NOT NULL,
  bill_count      INTEGER NOT NULL CHECK (bill_count > 0),
  quantity_milli  INTEGER NOT NULL,
  amount_fen      INTEGER NOT NULL,
  exception_count INTEGER NOT NULL,
  base_bills      INTEGER NOT NULL,
  base_fen        INTEGER NOT NULL,
  note            TEXT NOT NULL DEFAULT '',
  prepared_by     INTEGER,
  prepared_name   TEXT NOT NULL,
  prepared_at     INTEGER NOT NULL,
  state           TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'approved', 'returned', 'replaced', 'used')),
  decided_by      INTEGER,
  decided_name    TEXT NOT NULL DEFAULT '',
  decided_at      INTEGER,
  reason          TEXT NOT NULL DEFAULT '',
  run_id          INTEGER REFERENCES billing_run (id),
  CHECK (decided_by IS NULL OR decided_by IS NOT prepared_by),
  CHECK (state NOT IN ('approved', 'used') OR decided_by IS NOT NULL),
  CHECK (state <> 'returned' OR (decided_by IS NOT NULL AND reason <> ''))
) STRICT;
CREATE UNIQUE INDEX run_approval_open ON run_approval (month, service, buildings_json, coalesce(cycle, '')) WHERE state IN ('waiting', 'approved');
CREATE TRIGGER run_approval_frozen BEFORE UPDATE OF month, service, buildings_json, cycle, due_on, bill_count, quantity_milli, amount_fen,
  exception_count, base_bills, base_fen, note, prepared_by, prepared_name, prepared_at ON run_approval
BEGIN SELECT RAISE(ABORT, 'a submitted preview is frozen'); END;
CREATE TRIGGER run_approval_decided BEFORE UPDATE OF decided_by, decided_name, decided_at, reason ON run_approval WHEN OLD.state <> 'waiting'
BEGIN SELECT RAISE(ABORT, 'a submitted preview is decided once'); END;
CREATE TRIGGER run_approval_kept BEFORE DELETE ON run_approval BEGIN SELECT RAISE(ABORT, 'a submitted preview is frozen'); END;

-- A run taken back by reversing its bills, chunk by chunk; finished_at when none of them stands.
CREATE TABLE run_cancellation (
  id          INTEGER PRIMARY KEY,
  run_id      INTEGER NOT NULL UNIQUE REFERENCES billing_run (id),
  reason      TEXT NOT NULL CHECK (reason <> ''),
  bill_count  INTEGER NOT NULL,
  amount_fen  INTEGER NOT NULL,
  started_at  INTEGER NOT NULL,
  user_id     INTEGER,
  user_name   TEXT NOT NULL,
  finished_at INTEGER
) STRICT;
CREATE TRIGGER run_cancellation_frozen BEFORE UPDATE OF run_id, reason, bill_count, amount_fen, started_at, user_id, user_name ON run_cancellation
BEGIN SELECT RAISE(ABORT, 'a cancellation is frozen'); END;
CREATE TRIGGER run_cancellation_kept BEFORE DELETE ON run_cancellation BEGIN SELECT RAISE(ABORT, 'a cancellation is frozen'); END;

CREATE TABLE bill_cancellation (
  bill_id         INTEGER PRIMARY KEY REFERENCES bill (id),
  cancellation_id INTEGER NOT NULL REFERENCES run_cancellation (id),
  credit_fen      INTEGER NOT NULL CHECK (credit_fen >= 0),
  cancelled_at    INTEGER NOT NULL,
  cancelled_on    TEXT NOT NULL,
  user_id         INTEGER,
  user_name       TEXT NOT NULL
) STRICT;
CREATE INDEX bill_cancellation_of ON bill_cancellation (cancellation_id);
CREATE TRIGGER bill_cancellation_frozen BEFORE UPDATE ON bill_cancellation BEGIN SELECT RAISE(ABORT, 'a cancellation is frozen'); END;
CREATE TRIGGER bill_cancellation_kept BEFORE DELETE ON bill_cancellation BEGIN SELECT RAISE(ABORT, 'a cancellation is frozen'); END;

-- Money also leaves a bill when its run is cancelled. is_cancellation: its bill_cancellation has the reason.
CREATE TABLE bill_transfer_wider (
  id              INTEGER PRIMARY KEY,
  correction_id   INTEGER REFERENCES correction (id),
  payment_id      INTEGER REFERENCES payment (id),
  is_cancellation INTEGER NOT NULL DEFAULT 0 CHECK (is_cancellation IN (0, 1)),
  account_id      INTEGER NOT NULL REFERENCES account (id),
  from_bill_id    INTEGER REFERENCES bill (id),
  to_bill_id      INTEGER REFERENCES bill (id),
  amount_fen      INTEGER NOT NULL CHECK (amount_fen > 0),
  moved_at        INTEGER NOT NULL,
  moved_on        TEXT NOT NULL,
  CHECK (from_bill_id IS NOT NULL OR to_bill_id IS NOT NULL),
  CHECK ((correction_id IS NOT NULL) + (payment_id IS NOT NULL) + is_cancellation = 1),
  CHECK (is_cancellation = 0 OR (from_bill_id IS NOT NULL AND to_bill_id IS NULL))
) STRICT;
INSERT INTO bill_transfer_wider (id, correction_id, payment_id, account_id, from_bill_id, to_bill_id, amount_fen, moved_at, moved_on)
  SELECT id, correction_id, payment_id, account_id, from_bill_id, to_bill_id, amount_fen, moved_at, moved_on FROM bill_transfer;
DROP TABLE bill_transfer;
ALTER TABLE bill_transfer_wider RENAME TO bill_transfer;
CREATE INDEX bill_transfer_from ON bill_transfer (from_bill_id) WHERE from_bill_id IS NOT NULL;
CREATE INDEX bill_transfer_to ON bill_transfer (to_bill_id) WHERE to_bill_id IS NOT NULL;
CREATE INDEX bill_transfer_correction ON bill_transfer (correction_id) WHERE correction_id IS NOT NULL;
CREATE TRIGGER bill_transfer_frozen BEFORE UPDATE ON bill_transfer BEGIN SELECT RAISE(ABORT, 'a correction is frozen'); END;
CREATE TRIGGER bill_transfer_kept BEFORE DELETE ON bill_transfer BEGIN SELECT RAISE(ABORT, 'a correction is frozen'); END;
`,
};
