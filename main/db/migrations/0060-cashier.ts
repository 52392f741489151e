import type { Migration } from '../migrate.ts';

/** Payments, what they paid, and every print of a receipt. */
export const cashier: Migration = {
  version: 60,
  name: 'cashier',
  up: `
-- amount_fen is the money that came in; credit_used_fen is credit of the customer used beside it or alone (method 'credit').
-- receipt_json is the receipt as it was handed over: names and doors of that day, not of the day it is printed again.
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
CREATE INDEX payment_day ON payment (business_date);
CREATE INDEX payment_reversed ON payment (reversed_on) WHERE reversed_on IS NOT NULL;
CREATE INDEX payment_customer ON payment (customer_id);

-- bill_id is null for the part kept as credit of the account.
CREATE TABLE payment_line (
  payment_id INTEGER NOT NULL REFERENCES payment (id),
  line_no    INTEGER NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account (id),
  bill_id    INTEGER REFERENCES bill (id),
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  PRIMARY KEY (payment_id, line_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX payment_line_bill ON payment_line (bill_id) WHERE bill_id IS NOT NULL;
CREATE INDEX payment_line_account ON payment_line (account_id);

-- Whose credit was used: credit_used_fen of the payment, by account.
CREATE TABLE payment_credit (
  payment_id INTEGER NOT NULL REFERENCES payment (id),
  account_id INTEGER NOT NULL REFERENCES account (id),
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  PRIMARY KEY (payment_id, account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipt_print (
  payment_id INTEGER NOT NULL REFERENCES payment (id),
  copy_no    INTEGER NOT NULL,
  printed_at INTEGER NOT NULL,
  user_id    INTEGER NOT NULL,
  PRIMARY KEY (payment_id, copy_no)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER payment_frozen BEFORE UPDATE OF receipt_no, customer_id, paid_at, business_date, method, amount_fen,
  credit_used_fen, tendered_fen, reference, receipt_json, user_id ON payment
BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;
CREATE TRIGGER payment_reversed_once BEFORE UPDATE OF reversed_at, reversed_on, reversed_by, reversal_reason ON payment WHEN OLD.reversed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a payment is reversed once'); END;
CREATE TRIGGER payment_entry_once BEFORE UPDATE OF entry_id ON payment WHEN OLD.entry_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;
CREATE TRIGGER payment_kept BEFORE DELETE ON payment BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;
CREATE TRIGGER payment_line_frozen BEFORE UPDATE ON payment_line BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;
CREATE TRIGGER payment_line_kept BEFORE DELETE ON payment_line BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;
CREATE TRIGGER payment_line_late BEFORE INSERT ON payment_line WHEN (SELECT entry_id FROM payment WHERE id = NEW.payment_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;
CREATE TRIGGER payment_credit_frozen BEFORE UPDATE ON payment_credit BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;
CREATE TRIGGER payment_credit_kept BEFORE DELETE ON payment_credit BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;
CREATE TRIGGER payment_credit_late BEFORE INSERT ON payment_credit WHEN (SELECT entry_id FROM payment WHERE id = NEW.payment_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;
CREATE TRIGGER receipt_print_frozen BEFORE UPDATE ON receipt_print BEGIN SELECT RAISE(ABORT, 'a printed copy stays counted'); END;
CREATE TRIGGER receipt_print_kept BEFORE DELETE ON receipt_print BEGIN SELECT RAISE(ABORT, 'a printed copy stays counted'); END;
`,
};
