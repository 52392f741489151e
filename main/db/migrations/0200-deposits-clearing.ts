import type { Migration } from '../migrate.ts';

/** Deposits held for customers and given back, and what of the takings reached the bank. */
export const depositsAndClearing: Migration = {
  version: 200,
  name: 'deposits-clearing',
  up: `
-- account_id is set where the deposit belongs to one 户号. slip_json is the receipt as it was handed over.
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
CREATE INDEX deposit_customer ON deposit (customer_id);
CREATE INDEX deposit_account ON deposit (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX deposit_day ON deposit (business_date);
CREATE INDEX deposit_reversed ON deposit (reversed_on) WHERE reversed_on IS NOT NULL;

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
CREATE INDEX deposit_return_deposit ON deposit_return (deposit_id);
CREATE INDEX deposit_return_day ON deposit_return (business_date);
CREATE INDEX deposit_return_reversed ON deposit_return (reversed_on) WHERE reversed_on IS NOT NULL;

CREATE TABLE deposit_print (
  deposit_id INTEGER NOT NULL REFERENCES deposit (id),
  copy_no    INTEGER NOT NULL,
  printed_at INTEGER NOT NULL,
  user_id    INTEGER NOT NULL,
  PRIMARY KEY (deposit_id, copy_no)
) STRICT, WITHOUT ROWID;
CREATE TABLE deposit_return_print (
  return_id  INTEGER NOT NULL REFERENCES deposit_return (id),
  copy_no    INTEGER NOT NULL,
  printed_at INTEGER NOT NULL,
  user_id    INTEGER NOT NULL,
  PRIMARY KEY (return_id, copy_no)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER deposit_frozen BEFORE UPDATE OF receipt_no, customer_id, account_id, purpose, method, amount_fen, note, taken_at,
  business_date, slip_json, user_id ON deposit
BEGIN SELECT RAISE(ABORT, 'a deposit is frozen'); END;
CREATE TRIGGER deposit_entry_once BEFORE UPDATE OF entry_id ON deposit WHEN OLD.entry_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a deposit is frozen'); END;
CREATE TRIGGER deposit_kept BEFORE DELETE ON deposit BEGIN SELECT RAISE(ABORT, 'a deposit is frozen'); END;
CREATE TRIGGER deposit_reversed_once BEFORE UPDATE OF reversed_at, reversed_on, reversed_by, reversal_reason ON deposit
WHEN OLD.reversed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a deposit is reversed once'); END;
-- Whoever writes it: money that was given back stays explained by the deposit it came from.
CREATE TRIGGER deposit_returned BEFORE UPDATE OF reversed_at ON deposit
WHEN EXISTS (SELECT 1 FROM deposit_return r WHERE r.deposit_id = OLD.id AND r.reversed_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'some of the deposit was returned'); END;

CREATE TRIGGER deposit_return_frozen BEFORE UPDATE OF return_no, deposit_id, method, amount_fen, payee, note, returned_at,
  business_date, slip_json, user_id ON deposit_return
BEGIN SELECT RAISE(ABORT, 'a deposit is frozen'); END;
CREATE TRIGGER deposit_return_entry_once BEFORE UPDATE OF entry_id ON deposit_return WHEN OLD.entry_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a deposit is frozen'); END;
CREATE TRIGGER deposit_return_kept BEFORE DELETE ON deposit_return BEGIN SELECT RAISE(ABORT, 'a deposit is frozen'); END;
CREATE TRIGGER deposit_return_reversed_once BEFORE UPDATE OF reversed_at, reversed_on, reversed_by, reversal_reason ON deposit_return
WHEN OLD.reversed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a deposit is reversed once'); END;
-- No return gives back more than is held, whoever writes it.
CREATE TRIGGER deposit_return_covered BEFORE INSERT ON deposit_return
WHEN NEW.amount_fen > coalesce((SELECT d.amount_fen - coalesce((SELECT sum(r.amount_fen) FROM deposit_return r
    WHERE r.deposit_id = d.id AND r.reversed_at IS NULL), 0)
  FROM deposit d WHERE d.id = NEW.deposit_id AND d.reversed_at IS NULL), 0)
BEGIN SELECT RAISE(ABORT, 'more than the deposit held'); END;

CREATE TRIGGER deposit_print_frozen BEFORE UPDATE ON deposit_print BEGIN SELECT RAISE(ABORT, 'a printed copy stays counted'); END;
CREATE TRIGGER deposit_print_kept BEFORE DELETE ON deposit_print BEGIN SELECT RAISE(ABORT, 'a printed copy stays counted'); END;
CREATE TRIGGER deposit_return_print_frozen BEFORE UPDATE ON deposit_return_print
BEGIN SELECT RAISE(ABORT, 'a printed copy stays counted'); END;
CREATE TRIGGER deposit_return_print_kept BEFORE DELETE ON deposit_return_print
BEGIN SELECT RAISE(ABORT, 'a printed copy stays counted'); END;

-- Money of one method that reached the bank, less the fee. Its days say which takings it was.
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
-- A day on which more was given back than taken settles below zero.
CREATE TABLE settlement_day (
  settlement_id INTEGER NOT NULL REFERENCES settlement (id),
  day           TEXT NOT NULL,
  amount_fen    INTEGER NOT NULL CHECK (amount_fen <> 0),
  PRIMARY KEY (settlement_id, day)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER settlement_frozen BEFORE UPDATE OF settlement_no, method, amount_fen, fee_fen, bank_reference, settled_at,
  business_date, user_id, user_name ON settlement
BEGIN SELECT RAISE(ABORT, 'a settlement is frozen'); END;
CREATE TRIGGER settlement_entry_once BEFORE UPDATE OF entry_id ON settlement WHEN OLD.entry_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a settlement is frozen'); END;
CREATE TRIGGER settlement_posted BEFORE UPDATE OF entry_id ON settlement
WHEN OLD.amount_fen <> (SELECT coalesce(sum(amount_fen), 0) FROM settlement_day WHERE settlement_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'the days do not sum to the settlement'); END;
CREATE TRIGGER settlement_reversed_once BEFORE UPDATE OF reversed_at, reversed_on, reversed_by, reversal_reason ON settlement
WHEN OLD.reversed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a settlement is reversed once'); END;
CREATE TRIGGER settlement_kept BEFORE DELETE ON settlement BEGIN SELECT RAISE(ABORT, 'a settlement is frozen'); END;
CREATE TRIGGER settlement_day_late BEFORE INSERT ON settlement_day
WHEN (SELECT entry_id FROM settlement WHERE id = NEW.settlement_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a settlement is frozen'); END;
CREATE TRIGGER settlement_day_frozen BEFORE UPDATE ON settlement_day BEGIN SELECT RAISE(ABORT, 'a settlement is frozen'); END;
CREATE TRIGGER settlement_day_kept BEFORE DELETE ON settlement_day BEGIN SELECT RAISE(ABORT, 'a settlement is frozen'); END;
`,
};
