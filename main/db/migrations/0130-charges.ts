import type { Migration } from '../migrate.ts';

/** Late fees and what is waived of them, discounts and write-offs, and the bills of what groups share. */
export const charges: Migration = {
  version: 130,
  name: 'charges',
  up: `
-- What a late-fee bill is for. payment_id: the payment it was issued with; reversing that reverses the fee.
CREATE TABLE late_fee (
  bill_id    INTEGER PRIMARY KEY REFERENCES bill (id),
  of_bill_id INTEGER NOT NULL REFERENCES bill (id),
  as_of      TEXT NOT NULL,
  payment_id INTEGER REFERENCES payment (id),
  CHECK (of_bill_id < bill_id)
) STRICT;
CREATE INDEX late_fee_of ON late_fee (of_bill_id);
CREATE INDEX late_fee_payment ON late_fee (payment_id) WHERE payment_id IS NOT NULL;

-- Less than what a bill has paid_fen for, because nobody paid it. kind: a discount (减免) or a bad debt written off (坏账核销).
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

-- Late fee that will not be charged. adjustment_id: the discount or write-off that settled the bill and ended its fee.
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

-- The bill of a share. A share is billed once; reversing the run reverses its bills.
CREATE TABLE share_bill (
  run_id     INTEGER NOT NULL REFERENCES share_run (id),
  account_id INTEGER NOT NULL REFERENCES account (id),
  bill_id    INTEGER NOT NULL UNIQUE REFERENCES bill (id),
  PRIMARY KEY (run_id, account_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER late_fee_frozen BEFORE UPDATE OF bill_id, of_bill_id, as_of ON late_fee
BEGIN SELECT RAISE(ABORT, 'a late fee is frozen'); END;
CREATE TRIGGER late_fee_payment_once BEFORE UPDATE OF payment_id ON late_fee WHEN OLD.payment_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a late fee is frozen'); END;
CREATE TRIGGER late_fee_kept BEFORE DELETE ON late_fee BEGIN SELECT RAISE(ABORT, 'a late fee is frozen'); END;
CREATE TRIGGER adjustment_frozen BEFORE UPDATE OF bill_id, account_id, kind, amount_fen, reason, adjusted_at, adjusted_on,
  user_id, user_name ON adjustment
BEGIN SELECT RAISE(ABORT, 'an adjustment is frozen'); END;
CREATE TRIGGER adjustment_entry_once BEFORE UPDATE OF entry_id ON adjustment WHEN OLD.entry_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an adjustment is frozen'); END;
CREATE TRIGGER adjustment_reversed_once BEFORE UPDATE OF reversed_at, reversed_on, reversed_by, reversal_reason ON adjustment
WHEN OLD.reversed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an adjustment is reversed once'); END;
CREATE TRIGGER adjustment_kept BEFORE DELETE ON adjustment BEGIN SELECT RAISE(ABORT, 'an adjustment is frozen'); END;
CREATE TRIGGER late_fee_waiver_frozen BEFORE UPDATE OF bill_id, adjustment_id, amount_fen, reason, waived_at, waived_on,
  user_id, user_name ON late_fee_waiver
BEGIN SELECT RAISE(ABORT, 'a waiver is frozen'); END;
CREATE TRIGGER late_fee_waiver_revoked_once BEFORE UPDATE OF revoked_at, revoked_by, revoke_reason ON late_fee_waiver
WHEN OLD.revoked_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a waiver is revoked once'); END;
CREATE TRIGGER late_fee_waiver_kept BEFORE DELETE ON late_fee_waiver BEGIN SELECT RAISE(ABORT, 'a waiver is frozen'); END;
CREATE TRIGGER share_bill_frozen BEFORE UPDATE ON share_bill BEGIN SELECT RAISE(ABORT, 'an issued share is frozen'); END;
CREATE TRIGGER share_bill_kept BEFORE DELETE ON share_bill BEGIN SELECT RAISE(ABORT, 'an issued share is frozen'); END;
`,
};
