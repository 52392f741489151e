import type { Migration } from '../migrate.ts';

/** Groups that share what a master meter measured beyond its sub-meters, their members, runs and shares. */
export const sharing: Migration = {
  version: 100,
  name: 'sharing',
  up: `
-- A price per unit shares the loss of the master meter; without one the cost of each month is typed.
CREATE TABLE sharing_group (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL UNIQUE,
  service    TEXT NOT NULL CHECK (service IN ('electricity', 'gas', 'water', 'property')),
  meter_id   INTEGER REFERENCES meter (id),
  method     TEXT NOT NULL CHECK (method IN ('equal', 'area', 'usage', 'coefficient')),
  price_e8   INTEGER CHECK (price_e8 >= 0),
  note       TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  version    INTEGER NOT NULL DEFAULT 1,
  CHECK (price_e8 IS NULL OR meter_id IS NOT NULL)
) STRICT;
CREATE INDEX sharing_group_meter ON sharing_group (meter_id) WHERE meter_id IS NOT NULL;

-- Half-open in local dates: [from_on, to_on). Area in thousandths of a square metre; vacant_permille is what a vacant
-- flat pays of a full share.
CREATE TABLE sharing_member (
  group_id          INTEGER NOT NULL REFERENCES sharing_group (id),
  account_id        INTEGER NOT NULL REFERENCES account (id),
  area_milli        INTEGER NOT NULL DEFAULT 0 CHECK (area_milli >= 0),
  coefficient_milli INTEGER NOT NULL DEFAULT 1000 CHECK (coefficient_milli >= 0),
  is_vacant         INTEGER NOT NULL DEFAULT 0 CHECK (is_vacant IN (0, 1)),
  vacant_permille   INTEGER NOT NULL DEFAULT 0 CHECK (vacant_permille BETWEEN 0 AND 1000),
  from_on           TEXT NOT NULL,
  to_on             TEXT,
  PRIMARY KEY (group_id, account_id),
  CHECK (to_on IS NULL OR to_on >= from_on)
) STRICT, WITHOUT ROWID;
CREATE INDEX sharing_member_account ON sharing_member (account_id);

-- proof_json is all the notice board shows. A run is written, gets its lines and is sealed in one transaction.
CREATE TABLE share_run (
  id                INTEGER PRIMARY KEY,
  group_id          INTEGER NOT NULL REFERENCES sharing_group (id),
  month             TEXT NOT NULL,
  meter_id          INTEGER REFERENCES meter (id),
  present_id        INTEGER REFERENCES reading (id),
  master_milli      INTEGER,
  sub_milli         INTEGER,
  loss_milli        INTEGER,
  amount_fen        INTEGER NOT NULL,
  proof_json        TEXT NOT NULL CHECK (json_valid(proof_json)),
  issued_at         INTEGER NOT NULL,
  user_id           INTEGER NOT NULL,
  user_name         TEXT NOT NULL,
  is_sealed         INTEGER NOT NULL DEFAULT 0 CHECK (is_sealed IN (0, 1)),
  reversed_at       INTEGER,
  reversed_by       TEXT,
  reversal_reason   TEXT,
  CHECK ((meter_id IS NULL) = (present_id IS NULL)),
  CHECK (loss_milli = master_milli - sub_milli),
  CHECK ((reversed_at IS NULL) = (reversed_by IS NULL) AND (reversed_at IS NULL) = (reversal_reason IS NULL))
) STRICT;
CREATE UNIQUE INDEX share_run_once ON share_run (group_id, month) WHERE reversed_at IS NULL;
CREATE INDEX share_run_month ON share_run (month);

CREATE TABLE share_line (
  run_id     INTEGER NOT NULL REFERENCES share_run (id),
  account_id INTEGER NOT NULL REFERENCES account (id),
  line_no    INTEGER NOT NULL,
  weight_e6  INTEGER NOT NULL CHECK (weight_e6 >= 0),
  share_fen  INTEGER NOT NULL,
  PRIMARY KEY (run_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX share_line_account ON share_line (account_id);

CREATE TRIGGER share_run_frozen BEFORE UPDATE OF group_id, month, meter_id, present_id, master_milli, sub_milli, loss_milli,
  amount_fen, proof_json, issued_at, user_id, user_name ON share_run
BEGIN SELECT RAISE(ABORT, 'an issued share is frozen'); END;
CREATE TRIGGER share_run_seal_kept BEFORE UPDATE OF is_sealed ON share_run WHEN OLD.is_sealed = 1
BEGIN SELECT RAISE(ABORT, 'an issued share is frozen'); END;
CREATE TRIGGER share_run_sums BEFORE UPDATE OF is_sealed ON share_run
WHEN NEW.amount_fen <> (SELECT coalesce(sum(share_fen), 0) FROM share_line WHERE run_id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the shares do not sum to what is shared'); END;
CREATE TRIGGER share_run_reversed_once BEFORE UPDATE OF reversed_at, reversed_by, reversal_reason ON share_run
WHEN OLD.reversed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a share is reversed once'); END;
CREATE TRIGGER share_run_kept BEFORE DELETE ON share_run BEGIN SELECT RAISE(ABORT, 'an issued share is frozen'); END;
CREATE TRIGGER share_line_late BEFORE INSERT ON share_line WHEN (SELECT is_sealed FROM share_run WHERE id = NEW.run_id) = 1
BEGIN SELECT RAISE(ABORT, 'an issued share is frozen'); END;
CREATE TRIGGER share_line_frozen BEFORE UPDATE ON share_line BEGIN SELECT RAISE(ABORT, 'an issued share is frozen'); END;
CREATE TRIGGER share_line_kept BEFORE DELETE ON share_line BEGIN SELECT RAISE(ABORT, 'an issued share is frozen'); END;
`,
};
