import type { Migration } from '../migrate.ts';

/** Meters found wrong: what was charged or given back for them, and for which bills. */
export const meterFaults: Migration = {
  version: 190,
  name: 'meter-faults',
  up: `
-- The meter was wrong on the local dates [from_on, to_on). error_e4: hundredths of a percent; rate_e6: millionths.
-- amount_fen above nothing is the charge bill_id; below nothing it is credit, with an entry of its own.
CREATE TABLE meter_fault (
  id               INTEGER PRIMARY KEY,
  meter_id         INTEGER NOT NULL REFERENCES meter (id),
  account_id       INTEGER NOT NULL REFERENCES account (id),
  error_e4         INTEGER CHECK (error_e4 > -10000 AND error_e4 <> 0),
  rate_e6          INTEGER CHECK (rate_e6 > -1000000 AND rate_e6 <> 0),
  is_half          INTEGER NOT NULL CHECK (is_half IN (0, 1)),
  from_on          TEXT NOT NULL,
  to_on            TEXT NOT NULL,
  recorded_milli   INTEGER NOT NULL CHECK (recorded_milli > 0),
  difference_milli INTEGER NOT NULL CHECK (difference_milli <> 0),
  amount_fen       INTEGER NOT NULL CHECK (amount_fen <> 0),
  certificate_no   TEXT NOT NULL CHECK (certificate_no <> ''),
  reason           TEXT NOT NULL CHECK (reason <> ''),
  made_at          INTEGER NOT NULL,
  made_on          TEXT NOT NULL,
  user_id          INTEGER,
  user_name        TEXT NOT NULL,
  bill_id          INTEGER UNIQUE REFERENCES bill (id),
  entry_id         INTEGER REFERENCES entry (id),
  reversed_at      INTEGER,
  reversed_on      TEXT,
  reversed_by      TEXT NOT NULL DEFAULT '',
  reversal_reason  TEXT NOT NULL DEFAULT '',
  CHECK ((error_e4 IS NULL) <> (rate_e6 IS NULL)),
  CHECK (from_on < to_on),
  CHECK ((bill_id IS NOT NULL) = (amount_fen > 0)),
  CHECK (entry_id IS NULL OR bill_id IS NULL),
  CHECK ((reversed_at IS NULL) = (reversed_on IS NULL))
) STRICT;
CREATE INDEX meter_fault_meter ON meter_fault (meter_id);
CREATE INDEX meter_fault_account ON meter_fault (account_id);
CREATE TRIGGER meter_fault_once BEFORE INSERT ON meter_fault WHEN EXISTS (
  SELECT 1 FROM meter_fault f WHERE f.meter_id = NEW.meter_id AND f.reversed_at IS NULL AND f.from_on < NEW.to_on AND NEW.from_on < f.to_on)
BEGIN SELECT RAISE(ABORT, 'a meter is back-billed once for a day'); END;
CREATE TRIGGER meter_fault_frozen BEFORE UPDATE OF meter_id, account_id, error_e4, rate_e6, is_half, from_on, to_on, recorded_milli,
  difference_milli, amount_fen, certificate_no, reason, made_at, made_on, user_id, user_name, bill_id ON meter_fault
BEGIN SELECT RAISE(ABORT, 'a back-billing is frozen'); END;
CREATE TRIGGER meter_fault_entry_once BEFORE UPDATE OF entry_id ON meter_fault WHEN OLD.entry_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a back-billing is frozen'); END;
CREATE TRIGGER meter_fault_kept BEFORE DELETE ON meter_fault BEGIN SELECT RAISE(ABORT, 'a back-billing is frozen'); END;
CREATE TRIGGER meter_fault_reversed_once BEFORE UPDATE OF reversed_at, reversed_on, reversed_by, reversal_reason ON meter_fault
WHEN OLD.reversed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a back-billing is reversed once'); END;

-- Its share of each bill. Nothing recorded: a later bill of the cycle, whose price moves with the running total.
CREATE TABLE meter_fault_line (
  fault_id         INTEGER NOT NULL REFERENCES meter_fault (id),
  line_no          INTEGER NOT NULL,
  bill_id          INTEGER NOT NULL REFERENCES bill (id),
  days             INTEGER NOT NULL CHECK (days >= 0),
  of_days          INTEGER NOT NULL CHECK (of_days >= days),
  recorded_milli   INTEGER NOT NULL CHECK (recorded_milli >= 0),
  difference_milli INTEGER NOT NULL,
  before_fen       INTEGER NOT NULL,
  after_fen        INTEGER NOT NULL,
  PRIMARY KEY (fault_id, line_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX meter_fault_line_bill ON meter_fault_line (bill_id);
CREATE TRIGGER meter_fault_line_frozen BEFORE UPDATE ON meter_fault_line BEGIN SELECT RAISE(ABORT, 'a back-billing is frozen'); END;
CREATE TRIGGER meter_fault_line_kept BEFORE DELETE ON meter_fault_line BEGIN SELECT RAISE(ABORT, 'a back-billing is frozen'); END;
CREATE TRIGGER meter_fault_line_late BEFORE INSERT ON meter_fault_line
WHEN (SELECT entry_id FROM meter_fault WHERE id = NEW.fault_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a back-billing is frozen'); END;
`,
};
