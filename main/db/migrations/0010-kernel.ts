import type { Migration } from '../migrate.ts';

/** Settings, idempotent requests, the chained audit trail and the double-entry ledger with its guards. */
export const kernel: Migration = {
  version: 10,
  name: 'kernel',
  up: `
CREATE TABLE setting (
  key        TEXT PRIMARY KEY,
  value_json TEXT NOT NULL CHECK (json_valid(value_json))
) STRICT, WITHOUT ROWID;

CREATE TABLE sequence (
  name TEXT PRIMARY KEY,
  next INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE request (
  request_id  TEXT PRIMARY KEY,
  action      TEXT NOT NULL,
  user_id     INTEGER,
  input_hash  TEXT NOT NULL,
  result_json TEXT NOT NULL,
  at          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

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
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

CREATE TABLE ledger_account (
  code    TEXT PRIMARY KEY,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  kind    TEXT NOT NULL CHECK (kind IN ('asset', 'liability', 'revenue', 'expense'))
) STRICT, WITHOUT ROWID;
INSERT INTO ledger_account (code, name_zh, name_en, kind) VALUES
  ('1001', '库存现金', 'Cash on hand', 'asset'),
  ('1002', '银行存款', 'Bank', 'asset'),
  ('1012', '待清算收款', 'Tender clearing', 'asset'),
  ('1122', '应收账款', 'Receivables', 'asset'),
  ('1231', '坏账准备', 'Provision for bad debts', 'asset'),
  ('2203', '预收账款', 'Customer credit', 'liability'),
  ('2241', '其他应付款—押金', 'Deposits held', 'liability'),
  ('6001', '主营业务收入', 'Revenue', 'revenue'),
  ('600101', '主营业务收入—折让', 'Revenue: discounts', 'revenue'),
  ('6051', '其他业务收入', 'Other revenue', 'revenue'),
  ('6301', '营业外收入', 'Late fees', 'revenue'),
  ('6603', '财务费用—手续费', 'Bank fees', 'expense');

-- account_id is the 户号 a line belongs to; 0 where a line belongs to none (so that it can be part of a key).
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
CREATE UNIQUE INDEX entry_reversed_once ON entry (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX entry_document ON entry (document_kind, document_id);
CREATE INDEX entry_business_date ON entry (business_date);

-- Lines go in before their entry, which is then inserted as posted and never touched again.
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

CREATE TABLE ledger_balance (
  ledger_code TEXT NOT NULL REFERENCES ledger_account (code),
  account_id  INTEGER NOT NULL,
  balance_fen INTEGER NOT NULL,
  PRIMARY KEY (account_id, ledger_code)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER entry_insert_balanced BEFORE INSERT ON entry WHEN NEW.is_posted = 1
BEGIN
  SELECT RAISE(ABORT, 'unbalanced entry') WHERE (
    SELECT count(*) < 2 OR sum(debit_fen) <> sum(credit_fen) FROM entry_line WHERE entry_id = NEW.id);
END;
CREATE TRIGGER entry_post_balanced BEFORE UPDATE OF is_posted ON entry WHEN NEW.is_posted = 1 AND OLD.is_posted = 0
BEGIN
  SELECT RAISE(ABORT, 'unbalanced entry') WHERE (
    SELECT count(*) < 2 OR sum(debit_fen) <> sum(credit_fen) FROM entry_line WHERE entry_id = NEW.id);
END;
CREATE TRIGGER entry_frozen BEFORE UPDATE ON entry WHEN OLD.is_posted = 1
BEGIN SELECT RAISE(ABORT, 'a posted entry is frozen'); END;
CREATE TRIGGER entry_kept BEFORE DELETE ON entry WHEN OLD.is_posted = 1
BEGIN SELECT RAISE(ABORT, 'a posted entry is frozen'); END;
CREATE TRIGGER entry_line_insert BEFORE INSERT ON entry_line WHEN (SELECT is_posted FROM entry WHERE id = NEW.entry_id) = 1
BEGIN SELECT RAISE(ABORT, 'a posted entry is frozen'); END;
CREATE TRIGGER entry_line_update BEFORE UPDATE ON entry_line WHEN (SELECT is_posted FROM entry WHERE id = OLD.entry_id) = 1
BEGIN SELECT RAISE(ABORT, 'a posted entry is frozen'); END;
CREATE TRIGGER entry_line_delete BEFORE DELETE ON entry_line WHEN (SELECT is_posted FROM entry WHERE id = OLD.entry_id) = 1
BEGIN SELECT RAISE(ABORT, 'a posted entry is frozen'); END;
`,
};
