-- Schema at version 280, written by "node main/tools/schema-snapshot.ts".

CREATE TABLE account (
  id             INTEGER PRIMARY KEY,
  account_no     TEXT NOT NULL UNIQUE,
  customer_id    INTEGER NOT NULL REFERENCES customer (id),
  premises_id    INTEGER NOT NULL REFERENCES premises (id),
  service        TEXT NOT NULL CHECK (service IN ('electricity', 'gas', 'water', 'property')),
  tariff_code    TEXT,
  opened_on      TEXT NOT NULL,
  closed_on      TEXT,
  created_at     INTEGER NOT NULL,
  version        INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX account_customer ON account (customer_id);

CREATE UNIQUE INDEX account_open_once ON account (premises_id, service) WHERE closed_on IS NULL;

CREATE INDEX account_premises ON account (premises_id);

CREATE TABLE account_credit_rule (
  account_id      INTEGER PRIMARY KEY REFERENCES account (id),
  is_auto_pay     INTEGER CHECK (is_auto_pay IN (0, 1)),
  low_balance_fen INTEGER CHECK (low_balance_fen >= 0)
) STRICT;

CREATE TABLE account_meter (
  id         INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account (id),
  meter_id   INTEGER NOT NULL REFERENCES meter (id),
  from_on    TEXT NOT NULL,
  to_on      TEXT,
  CHECK (to_on IS NULL OR to_on >= from_on)
) STRICT;

CREATE INDEX account_meter_account ON account_meter (account_id);

CREATE UNIQUE INDEX account_meter_current ON account_meter (meter_id) WHERE to_on IS NULL;

CREATE INDEX account_meter_meter ON account_meter (meter_id, from_on);

CREATE TABLE account_trait (
  id          INTEGER PRIMARY KEY,
  account_id  INTEGER NOT NULL REFERENCES account (id),
  kind        TEXT NOT NULL CHECK (kind IN ('household', 'quota', 'heating', 'capacity', 'demand')),
  from_on     TEXT NOT NULL,
  counts_on   TEXT NOT NULL,
  until_on    TEXT,
  value       INTEGER CHECK (value > 0),
  evidence    TEXT NOT NULL DEFAULT '',
  reason      TEXT NOT NULL DEFAULT '',
  corrects_id INTEGER UNIQUE REFERENCES account_trait (id),
  is_void     INTEGER NOT NULL DEFAULT 0 CHECK (is_void IN (0, 1)),
  entered_at  INTEGER NOT NULL,
  user_id     INTEGER,
  user_name   TEXT NOT NULL,
  CHECK (counts_on >= from_on),
  CHECK (until_on IS NULL OR (until_on >= from_on AND value IS NOT NULL)),
  CHECK (kind NOT IN ('quota', 'heating') OR value IS NULL OR value = 1),
  CHECK (kind <> 'quota' OR value IS NULL OR (until_on IS NOT NULL AND evidence <> '')),
  CHECK (is_void = 0 OR (corrects_id IS NOT NULL AND value IS NULL)),
  CHECK (corrects_id IS NULL OR (reason <> '' AND corrects_id < id))
) STRICT;

CREATE INDEX account_trait_account ON account_trait (account_id, kind, counts_on);

CREATE TRIGGER account_trait_frozen BEFORE UPDATE ON account_trait BEGIN SELECT RAISE(ABORT, 'a trait is corrected by a new one'); END;

CREATE TRIGGER account_trait_kept BEFORE DELETE ON account_trait BEGIN SELECT RAISE(ABORT, 'a trait is never deleted'); END;

CREATE TABLE adjustment (
  id              INTEGER PRIMARY KEY,
  bill_id         INTEGER NOT NULL REFERENCES bill (id),
  account_id      INTEGER NOT NULL REFERENCES account (id),
  kind            TEXT NOT NULL CHECK (kind IN ('discount', 'write-off')),
  amount_fen      INTEGER NOT NULL CHECK (amount_fen > 0),
  reason          TEXT NOT NULL CHECK (reason <> ''),
  adjusted_at     INTEGER NOT NULL,
  adjusted_on     TEXT NOT NULL,
  user_id         INTEGER,
  user_name       TEXT NOT NULL,
  entry_id        INTEGER REFERENCES entry (id),
  reversed_at     INTEGER,
  reversed_on     TEXT,
  reversed_by     TEXT NOT NULL DEFAULT '',
  reversal_reason TEXT NOT NULL DEFAULT '',
  CHECK ((reversed_at IS NULL) = (reversed_on IS NULL))
) STRICT;

CREATE INDEX adjustment_bill ON adjustment (bill_id);

CREATE TRIGGER adjustment_entry_once BEFORE UPDATE OF entry_id ON adjustment WHEN OLD.entry_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an adjustment is frozen'); END;

CREATE TRIGGER adjustment_frozen BEFORE UPDATE OF bill_id, account_id, kind, amount_fen, reason, adjusted_at, adjusted_on,
  user_id, user_name ON adjustment
BEGIN SELECT RAISE(ABORT, 'an adjustment is frozen'); END;

CREATE TRIGGER adjustment_kept BEFORE DELETE ON adjustment BEGIN SELECT RAISE(ABORT, 'an adjustment is frozen'); END;

CREATE TRIGGER adjustment_reversed_once BEFORE UPDATE OF reversed_at, reversed_on, reversed_by, reversal_reason ON adjustment
WHEN OLD.reversed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an adjustment is reversed once'); END;

CREATE TABLE audit (
  id        INTEGER PRIMARY KEY,
  at        INTEGER NOT NULL,
  user_id   INTEGER,
  user_name TEXT NOT NULL,
  via       TEXT NOT NULL,
  action    TEXT NOT NULL,
  body_json TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  hash      TEXT NOT NULL
) STRICT;

CREATE INDEX audit_action ON audit (action);

CREATE INDEX audit_at ON audit (at);

CREATE INDEX audit_user ON audit (user_id);

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

CREATE TABLE auto_payment (
  id              INTEGER PRIMARY KEY,
  auto_no         TEXT NOT NULL UNIQUE,
  account_id      INTEGER NOT NULL REFERENCES account (id),
  paid_at         INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  amount_fen      INTEGER NOT NULL CHECK (amount_fen > 0),
  run_id          INTEGER REFERENCES billing_run (id),
  correction_id   INTEGER REFERENCES correction (id),
  user_id         INTEGER,
  user_name       TEXT NOT NULL,
  entry_id        INTEGER REFERENCES entry (id),
  reversed_at     INTEGER,
  reversed_on     TEXT,
  reversed_by     TEXT NOT NULL DEFAULT '',
  reversal_reason TEXT NOT NULL DEFAULT '',
  CHECK ((run_id IS NULL) <> (correction_id IS NULL)),
  CHECK ((reversed_at IS NULL) = (reversed_on IS NULL))
) STRICT;

CREATE INDEX auto_payment_account ON auto_payment (account_id);

CREATE INDEX auto_payment_correction ON auto_payment (correction_id) WHERE correction_id IS NOT NULL;

CREATE INDEX auto_payment_day ON auto_payment (business_date);

CREATE INDEX auto_payment_reversed ON auto_payment (reversed_on) WHERE reversed_on IS NOT NULL;

CREATE INDEX auto_payment_run ON auto_payment (run_id) WHERE run_id IS NOT NULL;

CREATE TRIGGER auto_payment_entry_once BEFORE UPDATE OF entry_id ON auto_payment WHEN OLD.entry_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;

CREATE TRIGGER auto_payment_frozen BEFORE UPDATE OF auto_no, account_id, paid_at, business_date, amount_fen, run_id, correction_id,
  user_id, user_name ON auto_payment
BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;

CREATE TRIGGER auto_payment_kept BEFORE DELETE ON auto_payment BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;

CREATE TRIGGER auto_payment_reversed_once BEFORE UPDATE OF reversed_at, reversed_on, reversed_by, reversal_reason ON auto_payment
WHEN OLD.reversed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a payment is reversed once'); END;

CREATE TABLE auto_payment_line (
  auto_payment_id INTEGER NOT NULL REFERENCES auto_payment (id),
  line_no         INTEGER NOT NULL,
  bill_id         INTEGER NOT NULL REFERENCES bill (id),
  amount_fen      INTEGER NOT NULL CHECK (amount_fen > 0),
  PRIMARY KEY (auto_payment_id, line_no)
) STRICT, WITHOUT ROWID;

CREATE INDEX auto_payment_line_bill ON auto_payment_line (bill_id);

CREATE TRIGGER auto_payment_line_frozen BEFORE UPDATE ON auto_payment_line BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;

CREATE TRIGGER auto_payment_line_kept BEFORE DELETE ON auto_payment_line BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;

CREATE TRIGGER auto_payment_line_late BEFORE INSERT ON auto_payment_line
WHEN (SELECT entry_id FROM auto_payment WHERE id = NEW.auto_payment_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;

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

CREATE INDEX bill_month ON bill (month);

CREATE UNIQUE INDEX bill_once ON bill (account_id, meter_id, month) WHERE reversed_at IS NULL;

CREATE INDEX bill_open ON bill (account_id, due_on) WHERE reversed_at IS NULL AND paid_fen < amount_fen;

CREATE UNIQUE INDEX bill_reading_once ON bill (previous_reading_id, account_id) WHERE reversed_at IS NULL;

CREATE INDEX bill_run ON bill (run_id) WHERE run_id IS NOT NULL;

CREATE INDEX bill_tariff ON bill (tariff_id) WHERE tariff_id IS NOT NULL;

CREATE TRIGGER bill_frozen BEFORE UPDATE OF bill_no, kind, account_id, meter_id, month, period_from, period_to,
  previous_reading_id, present_reading_id, quantity_milli, tariff_id, amount_fen, context_id, explain_json, issued_at ON bill
BEGIN SELECT RAISE(ABORT, 'an issued bill is frozen'); END;

CREATE TRIGGER bill_kept BEFORE DELETE ON bill BEGIN SELECT RAISE(ABORT, 'an issued bill is frozen'); END;

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

CREATE TABLE bill_context (
  id        INTEGER PRIMARY KEY,
  hash      TEXT NOT NULL UNIQUE,
  body_json TEXT NOT NULL CHECK (json_valid(body_json))
) STRICT;

CREATE TRIGGER bill_context_frozen BEFORE UPDATE ON bill_context BEGIN SELECT RAISE(ABORT, 'an issued bill is frozen'); END;

CREATE TRIGGER bill_context_kept BEFORE DELETE ON bill_context BEGIN SELECT RAISE(ABORT, 'an issued bill is frozen'); END;

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

CREATE TRIGGER bill_line_frozen BEFORE UPDATE ON bill_line BEGIN SELECT RAISE(ABORT, 'an issued bill is frozen'); END;

CREATE TRIGGER bill_line_kept BEFORE DELETE ON bill_line BEGIN SELECT RAISE(ABORT, 'an issued bill is frozen'); END;

CREATE TRIGGER bill_line_late BEFORE INSERT ON bill_line WHEN (SELECT entry_id FROM bill WHERE id = NEW.bill_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an issued bill is frozen'); END;

CREATE TABLE bill_replacement (
  bill_id       INTEGER PRIMARY KEY REFERENCES bill (id),
  new_bill_id   INTEGER NOT NULL UNIQUE REFERENCES bill (id),
  first_bill_id INTEGER NOT NULL REFERENCES bill (id),
  correction_id INTEGER NOT NULL REFERENCES correction (id),
  CHECK (bill_id < new_bill_id AND first_bill_id <= bill_id)
) STRICT;

CREATE INDEX bill_replacement_correction ON bill_replacement (correction_id);

CREATE TRIGGER bill_replacement_frozen BEFORE UPDATE ON bill_replacement BEGIN SELECT RAISE(ABORT, 'a correction is frozen'); END;

CREATE TRIGGER bill_replacement_kept BEFORE DELETE ON bill_replacement BEGIN SELECT RAISE(ABORT, 'a correction is frozen'); END;

CREATE TABLE "bill_transfer" (
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

CREATE INDEX bill_transfer_correction ON bill_transfer (correction_id) WHERE correction_id IS NOT NULL;

CREATE INDEX bill_transfer_from ON bill_transfer (from_bill_id) WHERE from_bill_id IS NOT NULL;

CREATE INDEX bill_transfer_to ON bill_transfer (to_bill_id) WHERE to_bill_id IS NOT NULL;

CREATE TRIGGER bill_transfer_frozen BEFORE UPDATE ON bill_transfer BEGIN SELECT RAISE(ABORT, 'a correction is frozen'); END;

CREATE TRIGGER bill_transfer_kept BEFORE DELETE ON bill_transfer BEGIN SELECT RAISE(ABORT, 'a correction is frozen'); END;

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
, buildings_json TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(buildings_json)), cycle TEXT CHECK (cycle IN ('month', 'two-months', 'quarter', 'year'))) STRICT;

CREATE INDEX billing_run_month ON billing_run (month, service);

CREATE TABLE checklist (
  id      INTEGER PRIMARY KEY,
  code    TEXT NOT NULL UNIQUE,
  kind    TEXT NOT NULL CHECK (kind IN ('patrol', 'household')),
  name    TEXT NOT NULL,
  name_en TEXT NOT NULL
) STRICT;

CREATE TABLE checklist_item (
  id           INTEGER PRIMARY KEY,
  checklist_id INTEGER NOT NULL REFERENCES checklist (id),
  item_no      INTEGER NOT NULL,
  text         TEXT NOT NULL,
  text_en      TEXT NOT NULL,
  fault        TEXT NOT NULL,
  fault_en     TEXT NOT NULL,
  kind         TEXT NOT NULL CHECK (kind IN ('pass-fail', 'number')),
  unit         TEXT NOT NULL DEFAULT '',
  min_milli    INTEGER,
  max_milli    INTEGER,
  grade        TEXT NOT NULL DEFAULT 'general' CHECK (grade IN ('general', 'serious')),
  UNIQUE (checklist_id, item_no)
) STRICT;

CREATE TABLE clock_setting (
  id        INTEGER PRIMARY KEY,
  device_id INTEGER NOT NULL REFERENCES device (id) ON DELETE CASCADE,
  set_on    TEXT NOT NULL,
  set_at    INTEGER NOT NULL,
  user_id   INTEGER,
  UNIQUE (device_id, set_on)
) STRICT;

CREATE TABLE correction (
  id             INTEGER PRIMARY KEY,
  kind           TEXT NOT NULL DEFAULT 'reading' CHECK (kind IN ('reading', 'swap')),
  reading_id     INTEGER UNIQUE REFERENCES reading (id),
  new_reading_id INTEGER UNIQUE REFERENCES reading (id),
  reason         TEXT NOT NULL CHECK (reason <> ''),
  difference_fen INTEGER NOT NULL,
  credit_fen     INTEGER NOT NULL CHECK (credit_fen >= 0),
  corrected_at   INTEGER NOT NULL,
  corrected_on   TEXT NOT NULL,
  user_id        INTEGER,
  user_name      TEXT NOT NULL,
  CHECK (iif(kind = 'reading',
    reading_id IS NOT NULL AND new_reading_id IS NOT NULL AND reading_id <> new_reading_id,
    coalesce(reading_id, new_reading_id) IS NULL))
) STRICT;

CREATE TRIGGER correction_frozen BEFORE UPDATE ON correction BEGIN SELECT RAISE(ABORT, 'a correction is frozen'); END;

CREATE TRIGGER correction_kept BEFORE DELETE ON correction BEGIN SELECT RAISE(ABORT, 'a correction is frozen'); END;

CREATE TABLE credit_policy (
  id                   INTEGER PRIMARY KEY CHECK (id = 1),
  is_auto_pay          INTEGER NOT NULL CHECK (is_auto_pay IN (0, 1)),
  low_balance_fen      INTEGER NOT NULL CHECK (low_balance_fen >= 0),
  cashier_refund_fen   INTEGER NOT NULL CHECK (cashier_refund_fen >= 0),
  version              INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE customer (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL,
  kind       TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'company')),
  phone      TEXT NOT NULL DEFAULT '',
  note       TEXT NOT NULL DEFAULT '',
  closed_on  TEXT,
  created_at INTEGER NOT NULL,
  version    INTEGER NOT NULL DEFAULT 1
) STRICT;

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

CREATE TRIGGER daily_reading_frozen BEFORE UPDATE ON daily_reading BEGIN SELECT RAISE(ABORT, 'a daily reading is frozen'); END;

CREATE TRIGGER daily_reading_kept BEFORE DELETE ON daily_reading WHEN OLD.day >= (SELECT kept_day FROM polling_policy)
BEGIN SELECT RAISE(ABORT, 'a daily reading is kept'); END;

CREATE TABLE deposit (
  id              INTEGER PRIMARY KEY,
  receipt_no      TEXT NOT NULL UNIQUE,
  customer_id     INTEGER NOT NULL REFERENCES customer (id),
  account_id      INTEGER REFERENCES account (id),
  purpose         TEXT NOT NULL CHECK (purpose IN ('cylinder', 'counter', 'decoration', 'other')),
  method          TEXT NOT NULL CHECK (method IN ('cash', 'card', 'wechat', 'alipay', 'transfer')),
  amount_fen      INTEGER NOT NULL CHECK (amount_fen > 0),
  note            TEXT NOT NULL,
  taken_at        INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  slip_json       TEXT NOT NULL CHECK (json_valid(slip_json)),
  user_id         INTEGER NOT NULL REFERENCES user (id),
  entry_id        INTEGER REFERENCES entry (id),
  reversed_at     INTEGER,
  reversed_on     TEXT,
  reversed_by     INTEGER REFERENCES user (id),
  reversal_reason TEXT NOT NULL DEFAULT '',
  CHECK ((reversed_at IS NULL) = (reversed_on IS NULL))
) STRICT;

CREATE INDEX deposit_account ON deposit (account_id) WHERE account_id IS NOT NULL;

CREATE INDEX deposit_customer ON deposit (customer_id);

CREATE INDEX deposit_day ON deposit (business_date);

CREATE INDEX deposit_reversed ON deposit (reversed_on) WHERE reversed_on IS NOT NULL;

CREATE TRIGGER deposit_entry_once BEFORE UPDATE OF entry_id ON deposit WHEN OLD.entry_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a deposit is frozen'); END;

CREATE TRIGGER deposit_frozen BEFORE UPDATE OF receipt_no, customer_id, account_id, purpose, method, amount_fen, note, taken_at,
  business_date, slip_json, user_id ON deposit
BEGIN SELECT RAISE(ABORT, 'a deposit is frozen'); END;

CREATE TRIGGER deposit_kept BEFORE DELETE ON deposit BEGIN SELECT RAISE(ABORT, 'a deposit is frozen'); END;

CREATE TRIGGER deposit_returned BEFORE UPDATE OF reversed_at ON deposit
WHEN EXISTS (SELECT 1 FROM deposit_return r WHERE r.deposit_id = OLD.id AND r.reversed_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'some of the deposit was returned'); END;

CREATE TRIGGER deposit_reversed_once BEFORE UPDATE OF reversed_at, reversed_on, reversed_by, reversal_reason ON deposit
WHEN OLD.reversed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a deposit is reversed once'); END;

CREATE TABLE deposit_print (
  deposit_id INTEGER NOT NULL REFERENCES deposit (id),
  copy_no    INTEGER NOT NULL,
  printed_at INTEGER NOT NULL,
  user_id    INTEGER NOT NULL,
  PRIMARY KEY (deposit_id, copy_no)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER deposit_print_frozen BEFORE UPDATE ON deposit_print BEGIN SELECT RAISE(ABORT, 'a printed copy stays counted'); END;

CREATE TRIGGER deposit_print_kept BEFORE DELETE ON deposit_print BEGIN SELECT RAISE(ABORT, 'a printed copy stays counted'); END;

CREATE TABLE deposit_return (
  id              INTEGER PRIMARY KEY,
  return_no       TEXT NOT NULL UNIQUE,
  deposit_id      INTEGER NOT NULL REFERENCES deposit (id),
  method          TEXT NOT NULL CHECK (method IN ('cash', 'card', 'wechat', 'alipay', 'transfer')),
  amount_fen      INTEGER NOT NULL CHECK (amount_fen > 0),
  payee           TEXT NOT NULL CHECK (payee <> ''),
  note            TEXT NOT NULL,
  returned_at     INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  slip_json       TEXT NOT NULL CHECK (json_valid(slip_json)),
  user_id         INTEGER NOT NULL REFERENCES user (id),
  entry_id        INTEGER REFERENCES entry (id),
  reversed_at     INTEGER,
  reversed_on     TEXT,
  reversed_by     INTEGER REFERENCES user (id),
  reversal_reason TEXT NOT NULL DEFAULT '',
  CHECK ((reversed_at IS NULL) = (reversed_on IS NULL))
) STRICT;

CREATE INDEX deposit_return_day ON deposit_return (business_date);

CREATE INDEX deposit_return_deposit ON deposit_return (deposit_id);

CREATE INDEX deposit_return_reversed ON deposit_return (reversed_on) WHERE reversed_on IS NOT NULL;

CREATE TRIGGER deposit_return_covered BEFORE INSERT ON deposit_return
WHEN NEW.amount_fen > coalesce((SELECT d.amount_fen - coalesce((SELECT sum(r.amount_fen) FROM deposit_return r
    WHERE r.deposit_id = d.id AND r.reversed_at IS NULL), 0)
  FROM deposit d WHERE d.id = NEW.deposit_id AND d.reversed_at IS NULL), 0)
BEGIN SELECT RAISE(ABORT, 'more than the deposit held'); END;

CREATE TRIGGER deposit_return_entry_once BEFORE UPDATE OF entry_id ON deposit_return WHEN OLD.entry_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a deposit is frozen'); END;

CREATE TRIGGER deposit_return_frozen BEFORE UPDATE OF return_no, deposit_id, method, amount_fen, payee, note, returned_at,
  business_date, slip_json, user_id ON deposit_return
BEGIN SELECT RAISE(ABORT, 'a deposit is frozen'); END;

CREATE TRIGGER deposit_return_kept BEFORE DELETE ON deposit_return BEGIN SELECT RAISE(ABORT, 'a deposit is frozen'); END;

CREATE TRIGGER deposit_return_reversed_once BEFORE UPDATE OF reversed_at, reversed_on, reversed_by, reversal_reason ON deposit_return
WHEN OLD.reversed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a deposit is reversed once'); END;

CREATE TABLE deposit_return_print (
  return_id  INTEGER NOT NULL REFERENCES deposit_return (id),
  copy_no    INTEGER NOT NULL,
  printed_at INTEGER NOT NULL,
  user_id    INTEGER NOT NULL,
  PRIMARY KEY (return_id, copy_no)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER deposit_return_print_frozen BEFORE UPDATE ON deposit_return_print
BEGIN SELECT RAISE(ABORT, 'a printed copy stays counted'); END;

CREATE TRIGGER deposit_return_print_kept BEFORE DELETE ON deposit_return_print
BEGIN SELECT RAISE(ABORT, 'a printed copy stays counted'); END;

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
, is_recorded INTEGER NOT NULL DEFAULT 0 CHECK (is_recorded IN (0, 1))) STRICT;

CREATE TRIGGER interval_load_of_bus AFTER DELETE ON device BEGIN DELETE FROM interval_load WHERE scope = 'bus:' || OLD.id; END;

CREATE TABLE dunning_batch (
  id        INTEGER PRIMARY KEY,
  stage     TEXT NOT NULL CHECK (stage IN ('reminder', 'demand', 'notice')),
  made_at   INTEGER NOT NULL,
  made_on   TEXT NOT NULL,
  user_name TEXT NOT NULL
) STRICT;

CREATE TRIGGER dunning_batch_frozen BEFORE UPDATE ON dunning_batch BEGIN SELECT RAISE(ABORT, 'a step is frozen'); END;

CREATE TABLE dunning_mark (
  id          INTEGER PRIMARY KEY,
  account_id  INTEGER NOT NULL REFERENCES account (id),
  kind        TEXT NOT NULL CHECK (kind IN ('protected', 'disputed', 'excluded', 'promise', 'plan')),
  reason      TEXT NOT NULL CHECK (reason <> ''),
  evidence    TEXT NOT NULL DEFAULT '',
  until_on    TEXT,
  made_at     INTEGER NOT NULL,
  user_id     INTEGER,
  user_name   TEXT NOT NULL,
  lifted_at   INTEGER,
  lifted_by   TEXT,
  lift_reason TEXT,
  CHECK (kind <> 'protected' OR (evidence <> '' AND until_on IS NULL)),
  CHECK (kind NOT IN ('promise', 'plan') OR until_on IS NOT NULL),
  CHECK ((lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (lift_reason IS NULL))
) STRICT;

CREATE INDEX dunning_mark_account ON dunning_mark (account_id);

CREATE UNIQUE INDEX dunning_mark_protected ON dunning_mark (account_id) WHERE kind = 'protected' AND lifted_at IS NULL;

CREATE TRIGGER dunning_mark_frozen BEFORE UPDATE OF account_id, kind, reason, evidence, until_on, made_at, user_id, user_name
  ON dunning_mark BEGIN SELECT RAISE(ABORT, 'a mark is frozen'); END;

CREATE TRIGGER dunning_mark_kept BEFORE DELETE ON dunning_mark BEGIN SELECT RAISE(ABORT, 'a mark is frozen'); END;

CREATE TRIGGER dunning_mark_lifted_once BEFORE UPDATE OF lifted_at ON dunning_mark WHEN OLD.lifted_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a mark is lifted once'); END;

CREATE TABLE dunning_rule (
  service   TEXT PRIMARY KEY CHECK (service IN ('electricity', 'gas', 'water', 'property')),
  rule_json TEXT NOT NULL CHECK (json_valid(rule_json)),
  version   INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

CREATE TABLE dunning_step (
  id            INTEGER PRIMARY KEY,
  batch_id      INTEGER NOT NULL REFERENCES dunning_batch (id),
  account_id    INTEGER NOT NULL REFERENCES account (id),
  stage         TEXT NOT NULL CHECK (stage IN ('reminder', 'demand', 'notice')),
  cycle_bill_id INTEGER NOT NULL REFERENCES bill (id),
  owed_fen      INTEGER NOT NULL CHECK (owed_fen > 0),
  days_overdue  INTEGER NOT NULL CHECK (days_overdue > 0),
  taken_at      INTEGER NOT NULL,
  taken_on      TEXT NOT NULL,
  user_name     TEXT NOT NULL,
  served_on     TEXT,
  served_how    TEXT,
  served_by     TEXT,
  received_by   TEXT,
  served_at     INTEGER,
  cancelled_at  INTEGER,
  CHECK ((served_on IS NULL) = (served_how IS NULL) AND (served_on IS NULL) = (served_by IS NULL)
    AND (served_on IS NULL) = (received_by IS NULL) AND (served_on IS NULL) = (served_at IS NULL)),
  CHECK (served_on IS NULL OR served_on >= taken_on)
) STRICT;

CREATE INDEX dunning_step_batch ON dunning_step (batch_id);

CREATE INDEX dunning_step_cycle ON dunning_step (cycle_bill_id);

CREATE UNIQUE INDEX dunning_step_once ON dunning_step (account_id, stage, cycle_bill_id) WHERE cancelled_at IS NULL;

CREATE TRIGGER dunning_step_frozen BEFORE UPDATE OF batch_id, account_id, stage, cycle_bill_id, owed_fen, days_overdue, taken_at,
  taken_on, user_name ON dunning_step BEGIN SELECT RAISE(ABORT, 'a step is frozen'); END;

CREATE TRIGGER dunning_step_kept BEFORE DELETE ON dunning_step BEGIN SELECT RAISE(ABORT, 'a step is frozen'); END;

CREATE TRIGGER dunning_step_served_once BEFORE UPDATE OF served_on, served_how, served_by, received_by, served_at ON dunning_step
WHEN OLD.served_on IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a notice is served once'); END;

CREATE TABLE dunning_step_bill (
  step_id       INTEGER NOT NULL REFERENCES dunning_step (id),
  bill_id       INTEGER NOT NULL REFERENCES bill (id),
  first_bill_id INTEGER NOT NULL REFERENCES bill (id),
  left_fen      INTEGER NOT NULL CHECK (left_fen > 0),
  PRIMARY KEY (step_id, bill_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX dunning_step_bill_bill ON dunning_step_bill (bill_id);

CREATE INDEX dunning_step_bill_first ON dunning_step_bill (first_bill_id);

CREATE TRIGGER dunning_step_bill_frozen BEFORE UPDATE ON dunning_step_bill BEGIN SELECT RAISE(ABORT, 'a step is frozen'); END;

CREATE TRIGGER dunning_step_bill_kept BEFORE DELETE ON dunning_step_bill BEGIN SELECT RAISE(ABORT, 'a step is frozen'); END;

CREATE TABLE entry (
  id            INTEGER PRIMARY KEY,
  at            INTEGER NOT NULL,
  business_date TEXT NOT NULL,
  kind          TEXT NOT NULL,
  memo          TEXT NOT NULL,
  document_kind TEXT NOT NULL,
  document_id   INTEGER NOT NULL,
  document_hash TEXT NOT NULL,
  reverses_id   INTEGER REFERENCES entry (id),
  user_id       INTEGER,
  user_name     TEXT NOT NULL,
  is_posted     INTEGER NOT NULL DEFAULT 0 CHECK (is_posted IN (0, 1)),
  prev_hash     TEXT NOT NULL,
  hash          TEXT NOT NULL
) STRICT;

CREATE INDEX entry_business_date ON entry (business_date);

CREATE INDEX entry_document ON entry (document_kind, document_id);

CREATE UNIQUE INDEX entry_reversed_once ON entry (reverses_id) WHERE reverses_id IS NOT NULL;

CREATE TRIGGER entry_frozen BEFORE UPDATE ON entry WHEN OLD.is_posted = 1
BEGIN SELECT RAISE(ABORT, 'a posted entry is frozen'); END;

CREATE TRIGGER entry_insert_balanced BEFORE INSERT ON entry WHEN NEW.is_posted = 1
BEGIN
  SELECT RAISE(ABORT, 'unbalanced entry') WHERE (
    SELECT count(*) < 2 OR sum(debit_fen) <> sum(credit_fen) FROM entry_line WHERE entry_id = NEW.id);
END;

CREATE TRIGGER entry_insert_open BEFORE INSERT ON entry WHEN NEW.is_posted = 1
  AND substr(NEW.business_date, 1, 7) <= (SELECT closed_through FROM period_event ORDER BY id DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'the month is closed'); END;

CREATE TRIGGER entry_kept BEFORE DELETE ON entry WHEN OLD.is_posted = 1
BEGIN SELECT RAISE(ABORT, 'a posted entry is frozen'); END;

CREATE TRIGGER entry_post_balanced BEFORE UPDATE OF is_posted ON entry WHEN NEW.is_posted = 1 AND OLD.is_posted = 0
BEGIN
  SELECT RAISE(ABORT, 'unbalanced entry') WHERE (
    SELECT count(*) < 2 OR sum(debit_fen) <> sum(credit_fen) FROM entry_line WHERE entry_id = NEW.id);
END;

CREATE TRIGGER entry_post_open BEFORE UPDATE OF is_posted ON entry WHEN NEW.is_posted = 1 AND OLD.is_posted = 0
  AND substr(NEW.business_date, 1, 7) <= (SELECT closed_through FROM period_event ORDER BY id DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'the month is closed'); END;

CREATE TABLE entry_line (
  entry_id    INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
  line_no     INTEGER NOT NULL,
  ledger_code TEXT NOT NULL REFERENCES ledger_account (code),
  account_id  INTEGER NOT NULL DEFAULT 0,
  debit_fen   INTEGER NOT NULL DEFAULT 0 CHECK (debit_fen >= 0),
  credit_fen  INTEGER NOT NULL DEFAULT 0 CHECK (credit_fen >= 0),
  PRIMARY KEY (entry_id, line_no),
  CHECK ((debit_fen > 0) <> (credit_fen > 0))
) STRICT, WITHOUT ROWID;

CREATE INDEX entry_line_account ON entry_line (account_id, ledger_code, entry_id);

CREATE TRIGGER entry_line_delete BEFORE DELETE ON entry_line WHEN (SELECT is_posted FROM entry WHERE id = OLD.entry_id) = 1
BEGIN SELECT RAISE(ABORT, 'a posted entry is frozen'); END;

CREATE TRIGGER entry_line_insert BEFORE INSERT ON entry_line WHEN (SELECT is_posted FROM entry WHERE id = NEW.entry_id) = 1
BEGIN SELECT RAISE(ABORT, 'a posted entry is frozen'); END;

CREATE TRIGGER entry_line_update BEFORE UPDATE ON entry_line WHEN (SELECT is_posted FROM entry WHERE id = OLD.entry_id) = 1
BEGIN SELECT RAISE(ABORT, 'a posted entry is frozen'); END;

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

CREATE TABLE filling_policy (
  id                    INTEGER PRIMARY KEY CHECK (id = 1),
  possibly_full_minutes INTEGER NOT NULL CHECK (possibly_full_minutes BETWEEN 0 AND 10080)
) STRICT;

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

CREATE INDEX filling_refusal_cylinder ON filling_refusal (cylinder_id) WHERE cylinder_id IS NOT NULL;

CREATE INDEX filling_refusal_day ON filling_refusal (refused_on);

CREATE TRIGGER filling_refusal_frozen BEFORE UPDATE ON filling_refusal BEGIN SELECT RAISE(ABORT, 'a refusal is frozen'); END;

CREATE TRIGGER filling_refusal_kept BEFORE DELETE ON filling_refusal BEGIN SELECT RAISE(ABORT, 'a refusal is frozen'); END;

CREATE TABLE hazard (
  id            INTEGER PRIMARY KEY,
  hazard_no     TEXT NOT NULL UNIQUE,
  inspection_id INTEGER REFERENCES inspection (id),
  account_id    INTEGER REFERENCES account (id),
  item_id       INTEGER REFERENCES checklist_item (id),
  place         TEXT NOT NULL,
  description   TEXT NOT NULL,
  grade         TEXT NOT NULL CHECK (grade IN ('general', 'serious')),
  due_on        TEXT NOT NULL,
  responsible   TEXT NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('open', 'rectified', 'closed')),
  found_at      INTEGER NOT NULL,
  found_on      TEXT NOT NULL,
  closed_at     INTEGER,
  closed_on     TEXT,
  version       INTEGER NOT NULL DEFAULT 1,
  CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
  CHECK ((closed_at IS NULL) = (closed_on IS NULL))
) STRICT;

CREATE INDEX hazard_account ON hazard (account_id) WHERE account_id IS NOT NULL;

CREATE INDEX hazard_found ON hazard (found_on);

CREATE UNIQUE INDEX hazard_once ON hazard (ifnull(account_id, 0), item_id) WHERE state <> 'closed' AND item_id IS NOT NULL;

CREATE INDEX hazard_open ON hazard (due_on) WHERE state <> 'closed';

CREATE TRIGGER hazard_closed_frozen BEFORE UPDATE ON hazard WHEN OLD.state = 'closed'
BEGIN SELECT RAISE(ABORT, 'a closed hazard is frozen'); END;

CREATE TRIGGER hazard_found_kept BEFORE UPDATE OF found_at, found_on, hazard_no ON hazard
BEGIN SELECT RAISE(ABORT, 'a hazard keeps the date it was first found'); END;

CREATE TRIGGER hazard_kept BEFORE DELETE ON hazard BEGIN SELECT RAISE(ABORT, 'a hazard is kept'); END;

CREATE TABLE hazard_event (
  id            INTEGER PRIMARY KEY,
  hazard_id     INTEGER NOT NULL REFERENCES hazard (id),
  inspection_id INTEGER REFERENCES inspection (id),
  at            INTEGER NOT NULL,
  on_date       TEXT NOT NULL,
  kind          TEXT NOT NULL CHECK (kind IN ('found', 'found-again', 'rectified', 're-check-passed', 're-check-failed', 'notice-printed', 'due-date-changed')),
  note          TEXT NOT NULL DEFAULT '',
  due_on        TEXT,
  photo_id      INTEGER REFERENCES photo (id),
  user_id       INTEGER NOT NULL,
  user_name     TEXT NOT NULL
) STRICT;

CREATE INDEX hazard_event_hazard ON hazard_event (hazard_id);

CREATE TRIGGER hazard_event_frozen BEFORE UPDATE ON hazard_event BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER hazard_event_kept BEFORE DELETE ON hazard_event BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TABLE inspection (
  id           INTEGER PRIMARY KEY,
  kind         TEXT NOT NULL CHECK (kind IN ('patrol', 'household')),
  checklist_id INTEGER NOT NULL REFERENCES checklist (id),
  account_id   INTEGER REFERENCES account (id),
  place        TEXT NOT NULL,
  outcome      TEXT NOT NULL CHECK (outcome IN ('done', 'no-one-home', 'refused')),
  inspected_at INTEGER NOT NULL,
  inspected_on TEXT NOT NULL,
  note         TEXT NOT NULL DEFAULT '',
  photo_id     INTEGER REFERENCES photo (id),
  user_id      INTEGER NOT NULL,
  user_name    TEXT NOT NULL,
  CHECK ((kind = 'household') = (account_id IS NOT NULL)),
  CHECK (outcome = 'done' OR kind = 'household')
) STRICT;

CREATE INDEX inspection_account ON inspection (account_id) WHERE account_id IS NOT NULL;

CREATE INDEX inspection_day ON inspection (inspected_on);

CREATE TRIGGER inspection_frozen BEFORE UPDATE ON inspection BEGIN SELECT RAISE(ABORT, 'an inspection is frozen'); END;

CREATE TRIGGER inspection_kept BEFORE DELETE ON inspection BEGIN SELECT RAISE(ABORT, 'an inspection is frozen'); END;

CREATE TABLE inspection_answer (
  inspection_id INTEGER NOT NULL REFERENCES inspection (id),
  item_id       INTEGER NOT NULL REFERENCES checklist_item (id),
  result        TEXT NOT NULL CHECK (result IN ('pass', 'fail', 'not-applicable')),
  value_milli   INTEGER,
  note          TEXT NOT NULL DEFAULT '',
  photo_id      INTEGER REFERENCES photo (id),
  PRIMARY KEY (inspection_id, item_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER inspection_answer_frozen BEFORE UPDATE ON inspection_answer BEGIN SELECT RAISE(ABORT, 'an inspection is frozen'); END;

CREATE TRIGGER inspection_answer_kept BEFORE DELETE ON inspection_answer BEGIN SELECT RAISE(ABORT, 'an inspection is frozen'); END;

CREATE TABLE interval_day (
  meter_id INTEGER NOT NULL REFERENCES meter (id),
  day      INTEGER NOT NULL,
  readings INTEGER NOT NULL CHECK (readings BETWEEN 1 AND 96),
  body     BLOB NOT NULL,
  PRIMARY KEY (meter_id, day)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER interval_day_frozen BEFORE UPDATE ON interval_day BEGIN SELECT RAISE(ABORT, 'an interval reading is frozen'); END;

CREATE TRIGGER interval_day_kept BEFORE DELETE ON interval_day WHEN OLD.day * 96 >= (SELECT kept_slot FROM polling_policy)
BEGIN SELECT RAISE(ABORT, 'an interval reading is kept'); END;

CREATE TABLE interval_load (
  scope       TEXT NOT NULL,
  slot        INTEGER NOT NULL,
  power_milli INTEGER NOT NULL,
  meters      INTEGER NOT NULL,
  PRIMARY KEY (scope, slot)
) STRICT, WITHOUT ROWID;

CREATE TABLE interval_reading (
  meter_id    INTEGER NOT NULL REFERENCES meter (id),
  slot        INTEGER NOT NULL,
  offset_s    INTEGER NOT NULL CHECK (offset_s BETWEEN 0 AND 899),
  total_milli INTEGER NOT NULL CHECK (total_milli >= 0),
  PRIMARY KEY (meter_id, slot)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER interval_reading_frozen BEFORE UPDATE ON interval_reading BEGIN SELECT RAISE(ABORT, 'an interval reading is frozen'); END;

CREATE TRIGGER interval_reading_kept BEFORE DELETE ON interval_reading
WHEN OLD.slot >= (SELECT kept_slot FROM polling_policy)
  AND NOT EXISTS (SELECT 1 FROM interval_day d WHERE d.meter_id = OLD.meter_id AND d.day = OLD.slot / 96)
BEGIN SELECT RAISE(ABORT, 'an interval reading is kept'); END;

CREATE TABLE late_fee (
  bill_id    INTEGER PRIMARY KEY REFERENCES bill (id),
  of_bill_id INTEGER NOT NULL REFERENCES bill (id),
  as_of      TEXT NOT NULL,
  payment_id INTEGER REFERENCES payment (id),
  CHECK (of_bill_id < bill_id)
) STRICT;

CREATE INDEX late_fee_of ON late_fee (of_bill_id);

CREATE INDEX late_fee_payment ON late_fee (payment_id) WHERE payment_id IS NOT NULL;

CREATE TRIGGER late_fee_frozen BEFORE UPDATE OF bill_id, of_bill_id, as_of ON late_fee
BEGIN SELECT RAISE(ABORT, 'a late fee is frozen'); END;

CREATE TRIGGER late_fee_kept BEFORE DELETE ON late_fee BEGIN SELECT RAISE(ABORT, 'a late fee is frozen'); END;

CREATE TRIGGER late_fee_payment_once BEFORE UPDATE OF payment_id ON late_fee WHEN OLD.payment_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a late fee is frozen'); END;

CREATE TABLE late_fee_waiver (
  id            INTEGER PRIMARY KEY,
  bill_id       INTEGER NOT NULL REFERENCES bill (id),
  adjustment_id INTEGER REFERENCES adjustment (id),
  amount_fen    INTEGER NOT NULL CHECK (amount_fen > 0),
  reason        TEXT NOT NULL CHECK (reason <> ''),
  waived_at     INTEGER NOT NULL,
  waived_on     TEXT NOT NULL,
  user_id       INTEGER,
  user_name     TEXT NOT NULL,
  revoked_at    INTEGER,
  revoked_by    TEXT NOT NULL DEFAULT '',
  revoke_reason TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX late_fee_waiver_bill ON late_fee_waiver (bill_id);

CREATE TRIGGER late_fee_waiver_frozen BEFORE UPDATE OF bill_id, adjustment_id, amount_fen, reason, waived_at, waived_on,
  user_id, user_name ON late_fee_waiver
BEGIN SELECT RAISE(ABORT, 'a waiver is frozen'); END;

CREATE TRIGGER late_fee_waiver_kept BEFORE DELETE ON late_fee_waiver BEGIN SELECT RAISE(ABORT, 'a waiver is frozen'); END;

CREATE TRIGGER late_fee_waiver_revoked_once BEFORE UPDATE OF revoked_at, revoked_by, revoke_reason ON late_fee_waiver
WHEN OLD.revoked_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a waiver is revoked once'); END;

CREATE TABLE ledger_account (
  code    TEXT PRIMARY KEY,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  kind    TEXT NOT NULL CHECK (kind IN ('asset', 'liability', 'revenue', 'expense'))
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger_balance (
  ledger_code TEXT NOT NULL REFERENCES ledger_account (code),
  account_id  INTEGER NOT NULL,
  balance_fen INTEGER NOT NULL,
  PRIMARY KEY (account_id, ledger_code)
) STRICT, WITHOUT ROWID;

CREATE INDEX ledger_balance_credit ON ledger_balance (account_id) WHERE ledger_code = '2203' AND balance_fen < 0;

CREATE TABLE ledger_code_map (
  ledger_code   TEXT PRIMARY KEY REFERENCES ledger_account (code),
  external_code TEXT NOT NULL CHECK (external_code <> ''),
  external_name TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger_day (
  ledger_code TEXT NOT NULL REFERENCES ledger_account (code),
  day         TEXT NOT NULL,
  debit_fen   INTEGER NOT NULL CHECK (debit_fen >= 0),
  credit_fen  INTEGER NOT NULL CHECK (credit_fen >= 0),
  lines       INTEGER NOT NULL CHECK (lines > 0),
  PRIMARY KEY (ledger_code, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE message (
  id          INTEGER PRIMARY KEY,
  channel     TEXT NOT NULL CHECK (channel IN ('sms', 'email')),
  account_id  INTEGER NOT NULL REFERENCES account (id),
  about_kind  TEXT NOT NULL CHECK (about_kind IN ('dunning-step', 'suspension-order')),
  about_id    INTEGER NOT NULL,
  recipient   TEXT NOT NULL CHECK (recipient <> ''),
  subject     TEXT NOT NULL DEFAULT '',
  body        TEXT NOT NULL CHECK (body <> ''),
  resend_of   INTEGER UNIQUE REFERENCES message (id),
  state       TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled')),
  created_at  INTEGER NOT NULL,
  settled_at  INTEGER,
  error_code  TEXT NOT NULL DEFAULT '',
  detail      TEXT NOT NULL DEFAULT '',
  user_name   TEXT NOT NULL
) STRICT;

CREATE INDEX message_about ON message (about_kind, about_id);

CREATE INDEX message_account ON message (account_id);

CREATE UNIQUE INDEX message_once ON message (about_kind, about_id, channel) WHERE resend_of IS NULL;

CREATE INDEX message_queued ON message (state) WHERE state IN ('queued', 'sending');

CREATE TRIGGER message_frozen BEFORE UPDATE OF channel, account_id, about_kind, about_id, recipient, subject, body, resend_of,
  created_at, user_name ON message
BEGIN SELECT RAISE(ABORT, 'a message is frozen'); END;

CREATE TRIGGER message_kept BEFORE DELETE ON message BEGIN SELECT RAISE(ABORT, 'a message is frozen'); END;

CREATE TRIGGER message_settled BEFORE UPDATE OF state ON message
WHEN NOT (OLD.state = 'queued' AND NEW.state IN ('sending', 'cancelled')
  OR OLD.state = 'sending' AND NEW.state IN ('sent', 'failed', 'unknown'))
BEGIN SELECT RAISE(ABORT, 'a message goes from queued to sending to its end'); END;

CREATE TABLE message_contact (
  customer_id INTEGER PRIMARY KEY REFERENCES customer (id),
  email       TEXT NOT NULL DEFAULT '',
  lang        TEXT NOT NULL DEFAULT 'zh-CN' CHECK (lang IN ('zh-CN', 'en'))
) STRICT;

CREATE TABLE message_setting (
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  modem_id      INTEGER REFERENCES device (id) ON DELETE SET NULL,
  smtp_host     TEXT NOT NULL DEFAULT '',
  smtp_port     INTEGER NOT NULL DEFAULT 465,
  smtp_security TEXT NOT NULL DEFAULT 'tls' CHECK (smtp_security IN ('tls', 'starttls', 'none')),
  smtp_user     TEXT NOT NULL DEFAULT '',
  smtp_password TEXT NOT NULL DEFAULT '',
  mail_from     TEXT NOT NULL DEFAULT '',
  version       INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE message_template (
  code    TEXT NOT NULL,
  lang    TEXT NOT NULL CHECK (lang IN ('zh-CN', 'en')),
  subject TEXT NOT NULL DEFAULT '',
  body    TEXT NOT NULL,
  PRIMARY KEY (code, lang)
) STRICT, WITHOUT ROWID;

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
, has_demand INTEGER NOT NULL DEFAULT 0 CHECK (has_demand IN (0, 1)), has_reactive INTEGER NOT NULL DEFAULT 0 CHECK (has_reactive IN (0, 1)), line_json TEXT CHECK (line_json IS NULL OR json_valid(line_json)), profile_json TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(profile_json))) STRICT;

CREATE INDEX meter_bus ON meter (bus_id) WHERE bus_id IS NOT NULL;

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

CREATE TRIGGER meter_alert_closed BEFORE UPDATE ON meter_alert WHEN OLD.state = 'closed'
BEGIN SELECT RAISE(ABORT, 'a closed alert is history'); END;

CREATE TRIGGER meter_alert_kept BEFORE DELETE ON meter_alert BEGIN SELECT RAISE(ABORT, 'a closed alert is history'); END;

CREATE TABLE meter_calibration (
  meter_id INTEGER PRIMARY KEY REFERENCES meter (id),
  kind     TEXT NOT NULL,
  set_at   INTEGER NOT NULL,
  user_id  INTEGER
) STRICT;

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

CREATE TRIGGER meter_event_kept BEFORE DELETE ON meter_event BEGIN SELECT RAISE(ABORT, 'an event is frozen'); END;

CREATE TRIGGER meter_event_settled_once BEFORE UPDATE OF settled_at, settled_by, settled_note ON meter_event WHEN OLD.settled_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an event is settled once'); END;

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

CREATE INDEX meter_fault_account ON meter_fault (account_id);

CREATE INDEX meter_fault_meter ON meter_fault (meter_id);

CREATE TRIGGER meter_fault_entry_once BEFORE UPDATE OF entry_id ON meter_fault WHEN OLD.entry_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a back-billing is frozen'); END;

CREATE TRIGGER meter_fault_frozen BEFORE UPDATE OF meter_id, account_id, error_e4, rate_e6, is_half, from_on, to_on, recorded_milli,
  difference_milli, amount_fen, certificate_no, reason, made_at, made_on, user_id, user_name, bill_id ON meter_fault
BEGIN SELECT RAISE(ABORT, 'a back-billing is frozen'); END;

CREATE TRIGGER meter_fault_kept BEFORE DELETE ON meter_fault BEGIN SELECT RAISE(ABORT, 'a back-billing is frozen'); END;

CREATE TRIGGER meter_fault_once BEFORE INSERT ON meter_fault WHEN EXISTS (
  SELECT 1 FROM meter_fault f WHERE f.meter_id = NEW.meter_id AND f.reversed_at IS NULL AND f.from_on < NEW.to_on AND NEW.from_on < f.to_on)
BEGIN SELECT RAISE(ABORT, 'a meter is back-billed once for a day'); END;

CREATE TRIGGER meter_fault_reversed_once BEFORE UPDATE OF reversed_at, reversed_on, reversed_by, reversal_reason ON meter_fault
WHEN OLD.reversed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a back-billing is reversed once'); END;

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

CREATE TABLE meter_limit (
  meter_id     INTEGER PRIMARY KEY REFERENCES meter (id),
  demand_milli INTEGER NOT NULL CHECK (demand_milli > 0)
) STRICT;

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

CREATE UNIQUE INDEX meter_test_certificate ON meter_test (meter_id, certificate_no) WHERE voided_at IS NULL;

CREATE INDEX meter_test_meter ON meter_test (meter_id, tested_on);

CREATE TRIGGER meter_test_frozen BEFORE UPDATE OF meter_id, tested_on, purpose, accuracy_class, is_in_use, overall_e4, is_passed, certificate_no,
  tested_by, note, next_due_on, recorded_at, user_id, user_name ON meter_test BEGIN SELECT RAISE(ABORT, 'an error test is frozen'); END;

CREATE TRIGGER meter_test_kept BEFORE DELETE ON meter_test BEGIN SELECT RAISE(ABORT, 'an error test is frozen'); END;

CREATE TRIGGER meter_test_voided_once BEFORE UPDATE OF voided_at, voided_by, void_reason ON meter_test WHEN OLD.voided_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an error test is voided once'); END;

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

CREATE TABLE payment (
  id              INTEGER PRIMARY KEY,
  receipt_no      TEXT NOT NULL UNIQUE,
  customer_id     INTEGER NOT NULL REFERENCES customer (id),
  paid_at         INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  method          TEXT NOT NULL CHECK (method IN ('cash', 'card', 'wechat', 'alipay', 'transfer', 'credit')),
  amount_fen      INTEGER NOT NULL CHECK (amount_fen >= 0),
  credit_used_fen INTEGER NOT NULL DEFAULT 0 CHECK (credit_used_fen >= 0),
  tendered_fen    INTEGER NOT NULL CHECK (tendered_fen >= amount_fen),
  reference       TEXT NOT NULL DEFAULT '',
  receipt_json    TEXT NOT NULL CHECK (json_valid(receipt_json)),
  user_id         INTEGER NOT NULL REFERENCES user (id),
  entry_id        INTEGER REFERENCES entry (id),
  reversed_at     INTEGER,
  reversed_on     TEXT,
  reversed_by     INTEGER REFERENCES user (id),
  reversal_reason TEXT NOT NULL DEFAULT '',
  CHECK (amount_fen + credit_used_fen > 0),
  CHECK ((method = 'credit') = (amount_fen = 0)),
  CHECK (method = 'cash' OR tendered_fen = amount_fen),
  CHECK ((reversed_at IS NULL) = (reversed_on IS NULL))
) STRICT;

CREATE INDEX payment_customer ON payment (customer_id);

CREATE INDEX payment_day ON payment (business_date);

CREATE INDEX payment_reversed ON payment (reversed_on) WHERE reversed_on IS NOT NULL;

CREATE TRIGGER payment_entry_once BEFORE UPDATE OF entry_id ON payment WHEN OLD.entry_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;

CREATE TRIGGER payment_frozen BEFORE UPDATE OF receipt_no, customer_id, paid_at, business_date, method, amount_fen,
  credit_used_fen, tendered_fen, reference, receipt_json, user_id ON payment
BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;

CREATE TRIGGER payment_kept BEFORE DELETE ON payment BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;

CREATE TRIGGER payment_reversed_once BEFORE UPDATE OF reversed_at, reversed_on, reversed_by, reversal_reason ON payment WHEN OLD.reversed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a payment is reversed once'); END;

CREATE TABLE payment_credit (
  payment_id INTEGER NOT NULL REFERENCES payment (id),
  account_id INTEGER NOT NULL REFERENCES account (id),
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  PRIMARY KEY (payment_id, account_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER payment_credit_frozen BEFORE UPDATE ON payment_credit BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;

CREATE TRIGGER payment_credit_kept BEFORE DELETE ON payment_credit BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;

CREATE TRIGGER payment_credit_late BEFORE INSERT ON payment_credit WHEN (SELECT entry_id FROM payment WHERE id = NEW.payment_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;

CREATE TABLE payment_line (
  payment_id INTEGER NOT NULL REFERENCES payment (id),
  line_no    INTEGER NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account (id),
  bill_id    INTEGER REFERENCES bill (id),
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  PRIMARY KEY (payment_id, line_no)
) STRICT, WITHOUT ROWID;

CREATE INDEX payment_line_account ON payment_line (account_id);

CREATE INDEX payment_line_bill ON payment_line (bill_id) WHERE bill_id IS NOT NULL;

CREATE TRIGGER payment_line_frozen BEFORE UPDATE ON payment_line BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;

CREATE TRIGGER payment_line_kept BEFORE DELETE ON payment_line BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;

CREATE TRIGGER payment_line_late BEFORE INSERT ON payment_line WHEN (SELECT entry_id FROM payment WHERE id = NEW.payment_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;

CREATE TABLE period_event (
  id             INTEGER PRIMARY KEY,
  month          TEXT NOT NULL,
  kind           TEXT NOT NULL CHECK (kind IN ('closed', 'reopened')),
  closed_through TEXT,
  at             INTEGER NOT NULL,
  on_date        TEXT NOT NULL,
  user_id        INTEGER,
  user_name      TEXT NOT NULL,
  reason         TEXT NOT NULL,
  trial_json     TEXT NOT NULL CHECK (json_valid(trial_json)),
  open_json      TEXT NOT NULL CHECK (json_valid(open_json)),
  entry_id       INTEGER NOT NULL,
  entry_hash     TEXT NOT NULL,
  prev_hash      TEXT NOT NULL,
  hash           TEXT NOT NULL,
  CHECK (kind = 'closed' OR reason <> ''),
  CHECK (kind = 'reopened' OR closed_through = month)
) STRICT;

CREATE INDEX period_event_month ON period_event (month, id);

CREATE TRIGGER period_event_frozen BEFORE UPDATE ON period_event BEGIN SELECT RAISE(ABORT, 'a closing is frozen'); END;

CREATE TRIGGER period_event_kept BEFORE DELETE ON period_event BEGIN SELECT RAISE(ABORT, 'a closing is frozen'); END;

CREATE TABLE photo (
  id         INTEGER PRIMARY KEY,
  sha256     TEXT NOT NULL UNIQUE,
  mime_type  TEXT NOT NULL,
  bytes      BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  user_id    INTEGER NOT NULL
) STRICT;

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

CREATE INDEX poll_run_open ON poll_run (state) WHERE state = 'running';

CREATE INDEX poll_run_schedule ON poll_run (schedule_id, started_at);

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

CREATE TABLE polling_policy (
  id        INTEGER PRIMARY KEY CHECK (id = 1),
  body_json TEXT NOT NULL CHECK (json_valid(body_json)),
  kept_slot INTEGER NOT NULL DEFAULT 0,
  kept_day  TEXT NOT NULL DEFAULT '',
  version   INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE premises (
  id         INTEGER PRIMARY KEY,
  building   TEXT NOT NULL,
  unit       TEXT NOT NULL DEFAULT '',
  room       TEXT NOT NULL DEFAULT '',
  door_no    TEXT NOT NULL UNIQUE,
  door_sort  TEXT NOT NULL DEFAULT '',
  address    TEXT NOT NULL DEFAULT '',
  area_dm2   INTEGER,
  created_at INTEGER NOT NULL,
  version    INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX premises_building ON premises (building, door_sort);

CREATE INDEX premises_door_sort ON premises (door_sort);

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
, demand_milli INTEGER CHECK (demand_milli >= 0), reactive_milli INTEGER CHECK (reactive_milli >= 0), taken_at INTEGER CHECK (taken_at IS NULL OR taken_at <> read_at)) STRICT;

CREATE INDEX reading_doubtful ON reading (state) WHERE state = 'doubtful';

CREATE UNIQUE INDEX reading_meter_time ON reading (meter_id, read_at) WHERE state <> 'rejected';

CREATE TRIGGER reading_kept BEFORE DELETE ON reading BEGIN SELECT RAISE(ABORT, 'a reading is never deleted'); END;

CREATE TRIGGER reading_taken_frozen BEFORE UPDATE OF taken_at ON reading
BEGIN SELECT RAISE(ABORT, 'a reading is corrected by a new reading'); END;

CREATE TRIGGER reading_values_frozen BEFORE UPDATE OF meter_id, read_at, total_milli, sharp_milli, peak_milli, flat_milli, valley_milli,
  demand_milli, reactive_milli, source ON reading
BEGIN SELECT RAISE(ABORT, 'a reading is corrected by a new reading'); END;

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

CREATE INDEX reading_decision_new ON reading_decision (new_reading_id) WHERE new_reading_id IS NOT NULL;

CREATE INDEX reading_decision_reading ON reading_decision (reading_id);

CREATE TRIGGER reading_decision_frozen BEFORE UPDATE ON reading_decision BEGIN SELECT RAISE(ABORT, 'a decision is frozen'); END;

CREATE TRIGGER reading_decision_kept BEFORE DELETE ON reading_decision BEGIN SELECT RAISE(ABORT, 'a decision is frozen'); END;

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

CREATE TRIGGER reading_reread_ended BEFORE UPDATE ON reading_reread WHEN OLD.done_reading_id IS NOT NULL OR OLD.withdrawn_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a request to read again ends once'); END;

CREATE TRIGGER reading_reread_frozen BEFORE UPDATE OF meter_id, reading_id, reason, due_on, asked_at, user_id, asked_by ON reading_reread
BEGIN SELECT RAISE(ABORT, 'a request to read again is frozen'); END;

CREATE TRIGGER reading_reread_kept BEFORE DELETE ON reading_reread BEGIN SELECT RAISE(ABORT, 'a request to read again is frozen'); END;

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

CREATE TABLE reading_route (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  version    INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE reading_route_stop (
  route_id    INTEGER NOT NULL REFERENCES reading_route (id) ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  premises_id INTEGER NOT NULL REFERENCES premises (id),
  service     TEXT NOT NULL CHECK (service IN ('electricity', 'gas', 'water')),
  PRIMARY KEY (route_id, position),
  UNIQUE (route_id, premises_id, service)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipt_print (
  payment_id INTEGER NOT NULL REFERENCES payment (id),
  copy_no    INTEGER NOT NULL,
  printed_at INTEGER NOT NULL,
  user_id    INTEGER NOT NULL,
  PRIMARY KEY (payment_id, copy_no)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER receipt_print_frozen BEFORE UPDATE ON receipt_print BEGIN SELECT RAISE(ABORT, 'a printed copy stays counted'); END;

CREATE TRIGGER receipt_print_kept BEFORE DELETE ON receipt_print BEGIN SELECT RAISE(ABORT, 'a printed copy stays counted'); END;

CREATE TABLE refund (
  id              INTEGER PRIMARY KEY,
  refund_no       TEXT NOT NULL UNIQUE,
  customer_id     INTEGER NOT NULL REFERENCES customer (id),
  account_id      INTEGER NOT NULL REFERENCES account (id),
  refunded_at     INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  channel         TEXT NOT NULL CHECK (channel IN ('cash', 'card', 'wechat', 'alipay', 'transfer')),
  payment_id      INTEGER REFERENCES payment (id),
  amount_fen      INTEGER NOT NULL CHECK (amount_fen > 0),
  payee           TEXT NOT NULL CHECK (payee <> ''),
  reference       TEXT NOT NULL DEFAULT '',
  reason          TEXT NOT NULL CHECK (reason <> ''),
  slip_json       TEXT NOT NULL CHECK (json_valid(slip_json)),
  user_id         INTEGER NOT NULL REFERENCES user (id),
  entry_id        INTEGER REFERENCES entry (id),
  reversed_at     INTEGER,
  reversed_on     TEXT,
  reversed_by     INTEGER REFERENCES user (id),
  reversal_reason TEXT NOT NULL DEFAULT '',
  CHECK ((reversed_at IS NULL) = (reversed_on IS NULL))
) STRICT;

CREATE INDEX refund_account ON refund (account_id);

CREATE INDEX refund_customer ON refund (customer_id);

CREATE INDEX refund_day ON refund (business_date);

CREATE INDEX refund_payment ON refund (payment_id) WHERE payment_id IS NOT NULL;

CREATE INDEX refund_reversed ON refund (reversed_on) WHERE reversed_on IS NOT NULL;

CREATE TRIGGER refund_entry_once BEFORE UPDATE OF entry_id ON refund WHEN OLD.entry_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a refund is frozen'); END;

CREATE TRIGGER refund_frozen BEFORE UPDATE OF refund_no, customer_id, account_id, refunded_at, business_date, channel, payment_id,
  amount_fen, payee, reference, reason, slip_json, user_id ON refund
BEGIN SELECT RAISE(ABORT, 'a refund is frozen'); END;

CREATE TRIGGER refund_kept BEFORE DELETE ON refund BEGIN SELECT RAISE(ABORT, 'a refund is frozen'); END;

CREATE TRIGGER refund_reversed_once BEFORE UPDATE OF reversed_at, reversed_on, reversed_by, reversal_reason ON refund
WHEN OLD.reversed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a refund is reversed once'); END;

CREATE TABLE refund_print (
  refund_id  INTEGER NOT NULL REFERENCES refund (id),
  copy_no    INTEGER NOT NULL,
  printed_at INTEGER NOT NULL,
  user_id    INTEGER NOT NULL,
  PRIMARY KEY (refund_id, copy_no)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER refund_print_frozen BEFORE UPDATE ON refund_print BEGIN SELECT RAISE(ABORT, 'a printed copy stays counted'); END;

CREATE TRIGGER refund_print_kept BEFORE DELETE ON refund_print BEGIN SELECT RAISE(ABORT, 'a printed copy stays counted'); END;

CREATE TABLE relay_access (
  device_id     INTEGER PRIMARY KEY REFERENCES device (id) ON DELETE CASCADE,
  level         INTEGER NOT NULL CHECK (level BETWEEN 0 AND 9),
  password      TEXT NOT NULL CHECK (password GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]'),
  operator_code TEXT NOT NULL CHECK (operator_code GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]')
) STRICT;

CREATE TABLE request (
  request_id  TEXT PRIMARY KEY,
  action      TEXT NOT NULL,
  user_id     INTEGER,
  input_hash  TEXT NOT NULL,
  result_json TEXT NOT NULL,
  at          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

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

CREATE TRIGGER round_capture_frozen BEFORE UPDATE OF uid, round_id, meter_id, download_uid, device_id, taken_at, read_at, received_at,
  user_id, values_json, no_access, note, is_confirmed, photo_uid, photo_sha256, photo_taken_at, content_hash, facts_json ON round_capture
BEGIN SELECT RAISE(ABORT, 'what a phone sent is never changed'); END;

CREATE TRIGGER round_capture_kept BEFORE DELETE ON round_capture BEGIN SELECT RAISE(ABORT, 'what a phone sent is never deleted'); END;

CREATE TRIGGER round_capture_reading_once BEFORE UPDATE OF reading_id ON round_capture WHEN OLD.reading_id IS NOT NULL AND NEW.reading_id IS NOT OLD.reading_id
BEGIN SELECT RAISE(ABORT, 'a capture keeps its reading'); END;

CREATE TABLE round_download (
  uid       TEXT PRIMARY KEY,
  round_id  INTEGER NOT NULL REFERENCES reading_round (id),
  user_id   INTEGER NOT NULL REFERENCES user (id),
  device_id TEXT NOT NULL,
  via       TEXT NOT NULL CHECK (via IN ('phone', 'file')),
  at        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX round_download_round ON round_download (round_id);

CREATE TABLE round_photo (
  uid         TEXT PRIMARY KEY REFERENCES round_capture (photo_uid),
  sha256      TEXT NOT NULL CHECK (length(sha256) = 64),
  mime_type   TEXT NOT NULL,
  byte_length INTEGER NOT NULL,
  received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE round_stop (
  round_id   INTEGER NOT NULL REFERENCES reading_round (id),
  position   INTEGER NOT NULL,
  meter_id   INTEGER NOT NULL REFERENCES meter (id),
  account_id INTEGER NOT NULL REFERENCES account (id),
  PRIMARY KEY (round_id, position),
  UNIQUE (round_id, meter_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX round_stop_meter ON round_stop (meter_id);

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

CREATE TRIGGER run_approval_decided BEFORE UPDATE OF decided_by, decided_name, decided_at, reason ON run_approval WHEN OLD.state <> 'waiting'
BEGIN SELECT RAISE(ABORT, 'a submitted preview is decided once'); END;

CREATE TRIGGER run_approval_frozen BEFORE UPDATE OF month, service, buildings_json, cycle, due_on, bill_count, quantity_milli, amount_fen,
  exception_count, base_bills, base_fen, note, prepared_by, prepared_name, prepared_at ON run_approval
BEGIN SELECT RAISE(ABORT, 'a submitted preview is frozen'); END;

CREATE TRIGGER run_approval_kept BEFORE DELETE ON run_approval BEGIN SELECT RAISE(ABORT, 'a submitted preview is frozen'); END;

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

CREATE TABLE search_key (
  is_closed  INTEGER NOT NULL CHECK (is_closed IN (0, 1)),
  key        TEXT NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account (id),
  kind       TEXT NOT NULL,
  PRIMARY KEY (is_closed, key, account_id, kind)
) STRICT, WITHOUT ROWID;

CREATE INDEX search_key_account ON search_key (account_id, is_closed, key);

CREATE TABLE sequence (
  name TEXT PRIMARY KEY,
  next INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  token_hash   TEXT PRIMARY KEY,
  user_id      INTEGER NOT NULL REFERENCES user (id),
  via          TEXT NOT NULL CHECK (via IN ('window', 'lan')),
  created_at   INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  locked_at    INTEGER,
  ended_at     INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX session_user ON session (user_id) WHERE ended_at IS NULL;

CREATE TABLE setting (
  key        TEXT PRIMARY KEY,
  value_json TEXT NOT NULL CHECK (json_valid(value_json))
) STRICT, WITHOUT ROWID;

CREATE TABLE settlement (
  id              INTEGER PRIMARY KEY,
  settlement_no   TEXT NOT NULL UNIQUE,
  method          TEXT NOT NULL CHECK (method IN ('card', 'wechat', 'alipay', 'transfer')),
  amount_fen      INTEGER NOT NULL CHECK (amount_fen > 0),
  fee_fen         INTEGER NOT NULL CHECK (fee_fen BETWEEN 0 AND amount_fen),
  bank_reference  TEXT NOT NULL CHECK (bank_reference <> ''),
  settled_at      INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  user_id         INTEGER,
  user_name       TEXT NOT NULL,
  entry_id        INTEGER REFERENCES entry (id),
  reversed_at     INTEGER,
  reversed_on     TEXT,
  reversed_by     TEXT NOT NULL DEFAULT '',
  reversal_reason TEXT NOT NULL DEFAULT '',
  CHECK ((reversed_at IS NULL) = (reversed_on IS NULL))
) STRICT;

CREATE INDEX settlement_business_day ON settlement (business_date);

CREATE TRIGGER settlement_entry_once BEFORE UPDATE OF entry_id ON settlement WHEN OLD.entry_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a settlement is frozen'); END;

CREATE TRIGGER settlement_frozen BEFORE UPDATE OF settlement_no, method, amount_fen, fee_fen, bank_reference, settled_at,
  business_date, user_id, user_name ON settlement
BEGIN SELECT RAISE(ABORT, 'a settlement is frozen'); END;

CREATE TRIGGER settlement_kept BEFORE DELETE ON settlement BEGIN SELECT RAISE(ABORT, 'a settlement is frozen'); END;

CREATE TRIGGER settlement_posted BEFORE UPDATE OF entry_id ON settlement
WHEN OLD.amount_fen <> (SELECT coalesce(sum(amount_fen), 0) FROM settlement_day WHERE settlement_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'the days do not sum to the settlement'); END;

CREATE TRIGGER settlement_reversed_once BEFORE UPDATE OF reversed_at, reversed_on, reversed_by, reversal_reason ON settlement
WHEN OLD.reversed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a settlement is reversed once'); END;

CREATE TABLE settlement_day (
  settlement_id INTEGER NOT NULL REFERENCES settlement (id),
  day           TEXT NOT NULL,
  amount_fen    INTEGER NOT NULL CHECK (amount_fen <> 0),
  PRIMARY KEY (settlement_id, day)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER settlement_day_frozen BEFORE UPDATE ON settlement_day BEGIN SELECT RAISE(ABORT, 'a settlement is frozen'); END;

CREATE TRIGGER settlement_day_kept BEFORE DELETE ON settlement_day BEGIN SELECT RAISE(ABORT, 'a settlement is frozen'); END;

CREATE TRIGGER settlement_day_late BEFORE INSERT ON settlement_day
WHEN (SELECT entry_id FROM settlement WHERE id = NEW.settlement_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a settlement is frozen'); END;

CREATE TABLE share_bill (
  run_id     INTEGER NOT NULL REFERENCES share_run (id),
  account_id INTEGER NOT NULL REFERENCES account (id),
  bill_id    INTEGER NOT NULL UNIQUE REFERENCES bill (id),
  PRIMARY KEY (run_id, account_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER share_bill_frozen BEFORE UPDATE ON share_bill BEGIN SELECT RAISE(ABORT, 'an issued share is frozen'); END;

CREATE TRIGGER share_bill_kept BEFORE DELETE ON share_bill BEGIN SELECT RAISE(ABORT, 'an issued share is frozen'); END;

CREATE TABLE share_line (
  run_id     INTEGER NOT NULL REFERENCES share_run (id),
  account_id INTEGER NOT NULL REFERENCES account (id),
  line_no    INTEGER NOT NULL,
  weight_e6  INTEGER NOT NULL CHECK (weight_e6 >= 0),
  share_fen  INTEGER NOT NULL,
  PRIMARY KEY (run_id, account_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX share_line_account ON share_line (account_id);

CREATE TRIGGER share_line_frozen BEFORE UPDATE ON share_line BEGIN SELECT RAISE(ABORT, 'an issued share is frozen'); END;

CREATE TRIGGER share_line_kept BEFORE DELETE ON share_line BEGIN SELECT RAISE(ABORT, 'an issued share is frozen'); END;

CREATE TRIGGER share_line_late BEFORE INSERT ON share_line WHEN (SELECT is_sealed FROM share_run WHERE id = NEW.run_id) = 1
BEGIN SELECT RAISE(ABORT, 'an issued share is frozen'); END;

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

CREATE INDEX share_run_month ON share_run (month);

CREATE UNIQUE INDEX share_run_once ON share_run (group_id, month) WHERE reversed_at IS NULL;

CREATE TRIGGER share_run_frozen BEFORE UPDATE OF group_id, month, meter_id, present_id, master_milli, sub_milli, loss_milli,
  amount_fen, proof_json, issued_at, user_id, user_name ON share_run
BEGIN SELECT RAISE(ABORT, 'an issued share is frozen'); END;

CREATE TRIGGER share_run_kept BEFORE DELETE ON share_run BEGIN SELECT RAISE(ABORT, 'an issued share is frozen'); END;

CREATE TRIGGER share_run_reversed_once BEFORE UPDATE OF reversed_at, reversed_by, reversal_reason ON share_run
WHEN OLD.reversed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a share is reversed once'); END;

CREATE TRIGGER share_run_seal_kept BEFORE UPDATE OF is_sealed ON share_run WHEN OLD.is_sealed = 1
BEGIN SELECT RAISE(ABORT, 'an issued share is frozen'); END;

CREATE TRIGGER share_run_sums BEFORE UPDATE OF is_sealed ON share_run
WHEN NEW.amount_fen <> (SELECT coalesce(sum(share_fen), 0) FROM share_line WHERE run_id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the shares do not sum to what is shared'); END;

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

CREATE TABLE sqlite_stat1(tbl,idx,stat);

CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample);

CREATE TABLE suspension_event (
  id        INTEGER PRIMARY KEY,
  order_id  INTEGER NOT NULL REFERENCES suspension_order (id),
  at        INTEGER NOT NULL,
  kind      TEXT NOT NULL,
  note      TEXT NOT NULL DEFAULT '',
  user_name TEXT NOT NULL
) STRICT;

CREATE INDEX suspension_event_order ON suspension_event (order_id);

CREATE TRIGGER suspension_event_frozen BEFORE UPDATE ON suspension_event BEGIN SELECT RAISE(ABORT, 'an order is frozen'); END;

CREATE TRIGGER suspension_event_kept BEFORE DELETE ON suspension_event BEGIN SELECT RAISE(ABORT, 'an order is frozen'); END;

CREATE TABLE suspension_order (
  id             INTEGER PRIMARY KEY,
  order_no       TEXT NOT NULL UNIQUE,
  account_id     INTEGER NOT NULL REFERENCES account (id),
  meter_id       INTEGER NOT NULL REFERENCES meter (id),
  kind           TEXT NOT NULL CHECK (kind IN ('suspend', 'restore')),
  way            TEXT NOT NULL CHECK (way IN ('relay', 'field')),
  state          TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'sent', 'done', 'failed', 'unknown', 'cancelled', 'expired')),
  notice_step_id INTEGER REFERENCES dunning_step (id),
  undoes_id      INTEGER REFERENCES suspension_order (id),
  owed_fen       INTEGER NOT NULL CHECK (owed_fen >= 0),
  reason         TEXT NOT NULL,
  proposed_at    INTEGER NOT NULL,
  proposed_by    INTEGER,
  proposer       TEXT NOT NULL,
  due_at         INTEGER,
  final_call_at  INTEGER,
  confirmed_at   INTEGER,
  confirmed_by   INTEGER REFERENCES user (id),
  confirmer      TEXT,
  valid_until    INTEGER,
  sent_at        INTEGER,
  settled_at     INTEGER,
  error_code     TEXT NOT NULL DEFAULT '',
  status_word    INTEGER,
  worker         TEXT NOT NULL DEFAULT '',
  CHECK ((kind = 'suspend') = (notice_step_id IS NOT NULL)),
  CHECK ((kind = 'restore') = (undoes_id IS NOT NULL)),
  CHECK (state NOT IN ('confirmed', 'sent', 'done', 'failed', 'unknown') OR confirmed_by IS NOT NULL),
  CHECK (state <> 'done' OR way = 'field' AND worker <> '' OR way = 'relay' AND status_word IS NOT NULL)
) STRICT;

CREATE INDEX suspension_order_account ON suspension_order (account_id, id);

CREATE INDEX suspension_order_confirmer ON suspension_order (confirmed_by);

CREATE UNIQUE INDEX suspension_order_live ON suspension_order (account_id)
  WHERE state IN ('proposed', 'confirmed', 'sent', 'unknown');

CREATE INDEX suspension_order_meter ON suspension_order (meter_id);

CREATE INDEX suspension_order_notice ON suspension_order (notice_step_id);

CREATE INDEX suspension_order_undoes ON suspension_order (undoes_id);

CREATE TRIGGER suspension_order_frozen BEFORE UPDATE OF order_no, account_id, meter_id, kind, way, notice_step_id, undoes_id, owed_fen,
  reason, proposed_at, proposed_by, proposer, due_at ON suspension_order
BEGIN SELECT RAISE(ABORT, 'an order is frozen'); END;

CREATE TRIGGER suspension_order_kept BEFORE DELETE ON suspension_order BEGIN SELECT RAISE(ABORT, 'an order is frozen'); END;

CREATE TRIGGER suspension_order_protected BEFORE UPDATE OF state ON suspension_order
WHEN NEW.kind = 'suspend' AND NEW.state IN ('confirmed', 'sent') AND EXISTS (
  SELECT 1 FROM dunning_mark WHERE account_id = NEW.account_id AND kind = 'protected' AND lifted_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'a protected household is not cut off'); END;

CREATE TRIGGER suspension_order_steps BEFORE UPDATE OF state ON suspension_order
WHEN NOT (OLD.state = 'proposed' AND NEW.state IN ('confirmed', 'cancelled')
  OR OLD.state = 'confirmed' AND NEW.state IN ('sent', 'cancelled', 'expired')
  OR OLD.state = 'sent' AND NEW.state IN ('done', 'failed', 'unknown')
  OR OLD.state = 'unknown' AND NEW.state IN ('done', 'failed'))
BEGIN SELECT RAISE(ABORT, 'an order takes one step after the other'); END;

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

CREATE TABLE tariff_default (
  service TEXT PRIMARY KEY CHECK (service IN ('electricity', 'gas', 'water', 'property')),
  code    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE user (
  id                   INTEGER PRIMARY KEY,
  login_name           TEXT NOT NULL UNIQUE COLLATE NOCASE,
  display_name         TEXT NOT NULL,
  password_hash        TEXT NOT NULL,
  must_change_password INTEGER NOT NULL DEFAULT 0 CHECK (must_change_password IN (0, 1)),
  is_active            INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  failed_logins        INTEGER NOT NULL DEFAULT 0,
  wait_until           INTEGER NOT NULL DEFAULT 0,
  created_at           INTEGER NOT NULL
) STRICT;

CREATE TABLE user_role (
  user_id INTEGER NOT NULL REFERENCES user (id),
  role    TEXT NOT NULL CHECK (role IN ('administrator', 'manager', 'cashier', 'reader', 'safety-officer', 'filler', 'resident')),
  PRIMARY KEY (user_id, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE wire_order (
  id           INTEGER PRIMARY KEY,
  kind         TEXT NOT NULL CHECK (kind IN ('clock', 'clocks', 'freeze')),
  device_id    INTEGER NOT NULL REFERENCES device (id) ON DELETE CASCADE,
  meter_id     INTEGER REFERENCES meter (id),
  ordered_at   INTEGER NOT NULL,
  user_id      INTEGER,
  done_at      INTEGER,
  outcome_json TEXT,
  CHECK ((kind = 'clock') = (meter_id IS NOT NULL)),
  CHECK ((done_at IS NULL) = (outcome_json IS NULL))
) STRICT;

CREATE TRIGGER wire_order_stays BEFORE UPDATE ON wire_order WHEN OLD.done_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'wire_order is frozen'); END;
