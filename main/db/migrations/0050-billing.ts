import type { Migration } from '../migrate.ts';

/** Tariff documents, billing runs, bills and their lines. */
export const billing: Migration = {
  version: 50,
  name: 'billing',
  up: `
-- A tariff document is a version of a code; what applies on a date is the active one with the latest effective_from.
CREATE TABLE tariff (
  id             INTEGER PRIMARY KEY,
  code           TEXT NOT NULL,
  effective_from TEXT NOT NULL,
  name           TEXT NOT NULL,
  service        TEXT NOT NULL CHECK (service IN ('electricity', 'gas', 'water', 'property')),
  document_json  TEXT NOT NULL CHECK (json_valid(document_json)),
  source         TEXT NOT NULL DEFAULT '',
  verified_on    TEXT,
  verified_by    TEXT,
  is_active      INTEGER NOT NULL DEFAULT 0 CHECK (is_active IN (0, 1)),
  created_at     INTEGER NOT NULL,
  UNIQUE (code, effective_from)
) STRICT;
CREATE TRIGGER tariff_frozen BEFORE UPDATE OF code, effective_from, service, document_json ON tariff
BEGIN SELECT RAISE(ABORT, 'a tariff is changed by a new version'); END;

-- Accounts without a tariff code of their own take this one.
CREATE TABLE tariff_default (
  service TEXT PRIMARY KEY CHECK (service IN ('electricity', 'gas', 'water', 'property')),
  code    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE billing_run (
  id          INTEGER PRIMARY KEY,
  month       TEXT NOT NULL,
  service     TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('issuing', 'issued')),
  due_on      TEXT NOT NULL,
  bill_count  INTEGER NOT NULL DEFAULT 0,
  amount_fen  INTEGER NOT NULL DEFAULT 0,
  user_id     INTEGER,
  started_at  INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;
CREATE INDEX billing_run_month ON billing_run (month, service);

-- What many bills of a run say alike (tariff head, unit, cycle, due day), kept once, found by the SHA-256 of its text.
CREATE TABLE bill_context (
  id        INTEGER PRIMARY KEY,
  hash      TEXT NOT NULL UNIQUE,
  body_json TEXT NOT NULL CHECK (json_valid(body_json))
) STRICT;
CREATE TRIGGER bill_context_frozen BEFORE UPDATE ON bill_context BEGIN SELECT RAISE(ABORT, 'an issued bill is frozen'); END;
CREATE TRIGGER bill_context_kept BEFORE DELETE ON bill_context BEGIN SELECT RAISE(ABORT, 'an issued bill is frozen'); END;

-- Anything an account owes. A usage bill has a run, a meter, two readings, a quantity and a tariff; a charge of another
-- kind has none of them, so that it can neither count in tiers nor stand in the way of a usage bill.
-- period is half-open in local dates. explain_json is what the printed bill shows beyond its lines, its readings and its
-- context; a charge has none of these and keeps everything there. Entry and lines go in before the bill, so that it never has to be touched again.
CREATE TABLE bill (
  id                  INTEGER PRIMARY KEY,
  bill_no             TEXT NOT NULL UNIQUE,
  kind                TEXT NOT NULL DEFAULT 'usage' CHECK (kind IN ('usage', 'late-fee', 'shared', 'other')),
  run_id              INTEGER REFERENCES billing_run (id),
  account_id          INTEGER NOT NULL REFERENCES account (id),
  meter_id            INTEGER REFERENCES meter (id),
  month               TEXT NOT NULL,
  period_from         TEXT NOT NULL,
  period_to           TEXT NOT NULL,
  previous_reading_id INTEGER REFERENCES reading (id),
  present_reading_id  INTEGER REFERENCES reading (id),
  quantity_milli      INTEGER,
  tariff_id           INTEGER REFERENCES tariff (id),
  amount_fen          INTEGER NOT NULL,
  context_id          INTEGER REFERENCES bill_context (id),
  explain_json        TEXT NOT NULL CHECK (json_valid(explain_json)),
  due_on              TEXT NOT NULL,
  issued_at           INTEGER NOT NULL,
  entry_id            INTEGER REFERENCES entry (id),
  paid_fen            INTEGER NOT NULL DEFAULT 0,
  reversed_at         INTEGER,
  CHECK (paid_fen BETWEEN 0 AND amount_fen),
  CHECK (iif(kind = 'usage',
    run_id IS NOT NULL AND meter_id IS NOT NULL AND previous_reading_id IS NOT NULL AND present_reading_id IS NOT NULL
      AND quantity_milli IS NOT NULL AND tariff_id IS NOT NULL,
    coalesce(run_id, meter_id, previous_reading_id, present_reading_id, quantity_milli, tariff_id) IS NULL AND amount_fen > 0))
) STRICT;
CREATE UNIQUE INDEX bill_once ON bill (account_id, meter_id, month) WHERE reversed_at IS NULL;
CREATE UNIQUE INDEX bill_reading_once ON bill (previous_reading_id, account_id) WHERE reversed_at IS NULL;
CREATE INDEX bill_open ON bill (account_id, due_on) WHERE reversed_at IS NULL AND paid_fen < amount_fen;
CREATE INDEX bill_run ON bill (run_id) WHERE run_id IS NOT NULL;
CREATE INDEX bill_month ON bill (month);
CREATE INDEX bill_tariff ON bill (tariff_id) WHERE tariff_id IS NOT NULL;

CREATE TABLE bill_line (
  bill_id        INTEGER NOT NULL REFERENCES bill (id) DEFERRABLE INITIALLY DEFERRED,
  line_no        INTEGER NOT NULL,
  kind           TEXT NOT NULL,
  period         TEXT NOT NULL DEFAULT '',
  tier           INTEGER,
  quantity_milli INTEGER NOT NULL,
  price_e8       INTEGER NOT NULL,
  amount_fen     INTEGER NOT NULL,
  note_json      TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(note_json)),
  PRIMARY KEY (bill_id, line_no)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER bill_frozen BEFORE UPDATE OF bill_no, kind, account_id, meter_id, month, period_from, period_to,
  previous_reading_id, present_reading_id, quantity_milli, tariff_id, amount_fen, context_id, explain_json, issued_at ON bill
BEGIN SELECT RAISE(ABORT, 'an issued bill is frozen'); END;
CREATE TRIGGER bill_kept BEFORE DELETE ON bill BEGIN SELECT RAISE(ABORT, 'an issued bill is frozen'); END;
CREATE TRIGGER bill_line_frozen BEFORE UPDATE ON bill_line BEGIN SELECT RAISE(ABORT, 'an issued bill is frozen'); END;
CREATE TRIGGER bill_line_kept BEFORE DELETE ON bill_line BEGIN SELECT RAISE(ABORT, 'an issued bill is frozen'); END;
CREATE TRIGGER bill_line_late BEFORE INSERT ON bill_line WHEN (SELECT entry_id FROM bill WHERE id = NEW.bill_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an issued bill is frozen'); END;
`,
};
