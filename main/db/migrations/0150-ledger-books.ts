import type { Migration } from '../migrate.ts';

/** Kept daily sums of the ledger, and the codes of the accountant's own program. */
export const ledgerBooks: Migration = {
  version: 150,
  name: 'ledger-books',
  up: `
-- What each ledger account moved on each business date: a trial balance adds these, never the entries.
CREATE TABLE ledger_day (
  ledger_code TEXT NOT NULL REFERENCES ledger_account (code),
  day         TEXT NOT NULL,
  debit_fen   INTEGER NOT NULL CHECK (debit_fen >= 0),
  credit_fen  INTEGER NOT NULL CHECK (credit_fen >= 0),
  lines       INTEGER NOT NULL CHECK (lines > 0),
  PRIMARY KEY (ledger_code, day)
) STRICT, WITHOUT ROWID;
INSERT INTO ledger_day (ledger_code, day, debit_fen, credit_fen, lines)
SELECT l.ledger_code, e.business_date, sum(l.debit_fen), sum(l.credit_fen), count(*)
FROM entry e JOIN entry_line l ON l.entry_id = e.id WHERE e.is_posted = 1 GROUP BY l.ledger_code, e.business_date;

-- The code and name of an account in the accountant's own program, where they differ.
CREATE TABLE ledger_code_map (
  ledger_code   TEXT PRIMARY KEY REFERENCES ledger_account (code),
  external_code TEXT NOT NULL CHECK (external_code <> ''),
  external_name TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
`,
};
