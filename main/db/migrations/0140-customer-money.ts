import type { Migration } from '../migrate.ts';

/** Credit given back to customers, what a station and an account say about credit, and months that are closed. */
export const customerMoney: Migration = {
  version: 140,
  name: 'customer-money',
  up: `
-- One row. What a cashier may pay back in a day without a manager; 0: nothing.
CREATE TABLE credit_policy (
  id                   INTEGER PRIMARY KEY CHECK (id = 1),
  is_auto_pay          INTEGER NOT NULL CHECK (is_auto_pay IN (0, 1)),
  low_balance_fen      INTEGER NOT NULL CHECK (low_balance_fen >= 0),
  cashier_refund_fen   INTEGER NOT NULL CHECK (cashier_refund_fen >= 0),
  version              INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO credit_policy (id, is_auto_pay, low_balance_fen, cashier_refund_fen) VALUES (1, 1, 0, 0);

-- NULL: what the station says.
CREATE TABLE account_credit_rule (
  account_id      INTEGER PRIMARY KEY REFERENCES account (id),
  is_auto_pay     INTEGER CHECK (is_auto_pay IN (0, 1)),
  low_balance_fen INTEGER CHECK (low_balance_fen >= 0)
) STRICT;

-- channel is how the money left; payment_id is set where it went back the way that payment came.
-- slip_json is the slip as it was signed: names and doors of that day.
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
CREATE INDEX refund_customer ON refund (customer_id);
CREATE INDEX refund_account ON refund (account_id);
CREATE INDEX refund_payment ON refund (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX refund_day ON refund (business_date);
CREATE INDEX refund_reversed ON refund (reversed_on) WHERE reversed_on IS NOT NULL;

CREATE TRIGGER refund_frozen BEFORE UPDATE OF refund_no, customer_id, account_id, refunded_at, business_date, channel, payment_id,
  amount_fen, payee, reference, reason, slip_json, user_id ON refund
BEGIN SELECT RAISE(ABORT, 'a refund is frozen'); END;
CREATE TRIGGER refund_entry_once BEFORE UPDATE OF entry_id ON refund WHEN OLD.entry_id IS NOT NULL
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

-- Credit that paid bills without anybody at the counter: after a run, or after a correction.
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
CREATE INDEX auto_payment_day ON auto_payment (business_date);
CREATE INDEX auto_payment_reversed ON auto_payment (reversed_on) WHERE reversed_on IS NOT NULL;
CREATE INDEX auto_payment_run ON auto_payment (run_id) WHERE run_id IS NOT NULL;
CREATE INDEX auto_payment_correction ON auto_payment (correction_id) WHERE correction_id IS NOT NULL;
CREATE TRIGGER auto_payment_frozen BEFORE UPDATE OF auto_no, account_id, paid_at, business_date, amount_fen, run_id, correction_id,
  user_id, user_name ON auto_payment
BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;
CREATE TRIGGER auto_payment_entry_once BEFORE UPDATE OF entry_id ON auto_payment WHEN OLD.entry_id IS NOT NULL
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

-- Every closing and reopening of a month, chained. closed_through is the last closed month after it, NULL where none is.
-- A closing keeps the trial balance of the month's last day and the newest entry it was taken from.
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
CREATE TRIGGER entry_insert_open BEFORE INSERT ON entry WHEN NEW.is_posted = 1
  AND substr(NEW.business_date, 1, 7) <= (SELECT closed_through FROM period_event ORDER BY id DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'the month is closed'); END;
CREATE TRIGGER entry_post_open BEFORE UPDATE OF is_posted ON entry WHEN NEW.is_posted = 1 AND OLD.is_posted = 0
  AND substr(NEW.business_date, 1, 7) <= (SELECT closed_through FROM period_event ORDER BY id DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'the month is closed'); END;

-- The few accounts that hold credit, without a look at all the others.
CREATE INDEX ledger_balance_credit ON ledger_balance (account_id) WHERE ledger_code = '2203' AND balance_fen < 0;
`,
};
