import type { Migration } from '../migrate.ts';

/** Payments, what they paid, and every print of a receipt. */
export const cashier: Migration = {
  version: 60,
  name: 'cashier',
  up: `
CREATE TABLE payment (
  id            INTEGER PRIMARY KEY,
  receipt_no    TEXT NOT NULL UNIQUE,
  customer_id   INTEGER NOT NULL REFERENCES customer (id),
  paid_at       INTEGER NOT NULL,
  business_date TEXT NOT NULL,
  method        TEXT NOT NULL CHECK (method IN ('cash', 'card', 'wechat', 'alipay', 'transfer')),
  amount_fen    INTEGER NOT NULL CHECK (amount_fen > 0),
  tendered_fen  INTEGER NOT NULL CHECK (tendered_fen >= amount_fen),
  reference     TEXT NOT NULL DEFAULT '',
  user_id       INTEGER NOT NULL REFERENCES user (id),
  entry_id      INTEGER REFERENCES entry (id),
  reversed_at   INTEGER
) STRICT;
CREATE INDEX payment_day ON payment (business_date);
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

CREATE TABLE receipt_print (
  payment_id INTEGER NOT NULL REFERENCES payment (id),
  copy_no    INTEGER NOT NULL,
  printed_at INTEGER NOT NULL,
  user_id    INTEGER NOT NULL,
  PRIMARY KEY (payment_id, copy_no)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER payment_frozen BEFORE UPDATE OF receipt_no, customer_id, paid_at, business_date, method, amount_fen, tendered_fen, user_id ON payment
BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;
CREATE TRIGGER payment_kept BEFORE DELETE ON payment BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;
CREATE TRIGGER payment_line_frozen BEFORE UPDATE ON payment_line BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;
CREATE TRIGGER payment_line_kept BEFORE DELETE ON payment_line BEGIN SELECT RAISE(ABORT, 'a payment is frozen'); END;
`,
};
