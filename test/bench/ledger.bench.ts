import { statement, trialBalanceOf } from '../../main/modules/ledger/index.ts';
import { addDays, addMonths } from '../../main/shared/dates.ts';
import { AccountId } from '../../main/shared/ids.ts';
import { type OpenStation, openStation } from '../../main/station.ts';
import { temporaryFolder } from '../durability/payments.ts';
import { rounded, spread, timed } from './measure.ts';

const YEARS = 10;
const LAST = '2025-12-31';
const TIMES = 20;
/** Bill and payment of every month. */
const ENTRIES_OF_ACCOUNT = YEARS * 12 * 2;

/**
 * Ten years of bills and payments written by SQL: what is measured is the reading of a large book, not its posting.
 * The triggers of `entry` are off meanwhile and hashes are empty, so the chain of this book would not verify.
 */
function seedBook(station: OpenStation, entries: number): number {
  const accounts = Math.max(1, Math.floor(entries / ENTRIES_OF_ACCOUNT));
  const { db } = station;
  const triggers = db.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'entry%'");
  const kept = triggers.all() as { name: string; sql: string }[];
  for (const { name } of kept) db.exec(`DROP TRIGGER ${name}`);
  db.exec(`
    INSERT INTO customer (name, created_at) VALUES ('周小燕', 0);
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${accounts})
    INSERT INTO premises (id, building, unit, room, door_no, created_at) SELECT i, '1', '1', i, '1-1-' || i, 0 FROM n;
    INSERT INTO account (id, account_no, customer_id, premises_id, service, opened_on, created_at)
      SELECT id, 'B' || id, 1, id, 'electricity', '2016-01-01', 0 FROM premises;
    CREATE TEMP TABLE plan AS
      WITH RECURSIVE m (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM m WHERE i < ${YEARS * 12 - 1})
      SELECT date('2016-01-01', '+' || i || ' months', '+' || (a.id % 28) || ' days') AS day, a.id AS account, k.kind,
        100 + (a.id * 7919 + i * 104729) % 50000 AS fen
      FROM m, account a, (SELECT 'bill' AS kind UNION ALL SELECT 'payment') k ORDER BY day, account, kind;
    INSERT INTO entry (id, at, business_date, kind, memo, document_kind, document_id, document_hash, user_name, is_posted, prev_hash, hash)
      SELECT rowid, unixepoch(day) * 1000, day, kind, kind || rowid, kind, rowid, '', 'bench', 1, '', '' FROM plan;
    INSERT INTO entry_line (entry_id, line_no, ledger_code, account_id, debit_fen, credit_fen)
      SELECT p.rowid, l.line_no, iif(l.line_no = 1, iif(kind = 'bill', '1122', '1001'), iif(kind = 'bill', '6001', '1122')),
        iif((kind = 'bill') = (l.line_no = 1), account, 0), iif(l.line_no = 1, fen, 0), iif(l.line_no = 2, fen, 0)
      FROM plan p, (SELECT 1 AS line_no UNION ALL SELECT 2) l ORDER BY p.rowid, l.line_no;
    INSERT INTO ledger_day SELECT l.ledger_code, e.business_date, sum(debit_fen), sum(credit_fen), count(*)
      FROM entry e JOIN entry_line l ON l.entry_id = e.id GROUP BY 1, 2;
    DROP TABLE plan;`);
  for (const { sql } of kept) db.exec(sql);
  return accounts;
}

/** A statement of ten years, and the trial balance of a span that begins and ends within a month. */
export async function benchLedger(entries: number) {
  using folder = temporaryFolder();
  await using station = openStation({ folder: folder.path });
  let accounts = 0;
  const seedMs = timed(() => {
    accounts = seedBook(station, entries);
  });
  const { db } = station;
  const statementMs = Array.from({ length: TIMES }, (_, i) =>
    timed(() => statement(db, { accountId: AccountId.parse(1 + ((i * 37) % accounts)), page: 1 })),
  );
  const trialMs = Array.from({ length: TIMES }, (_, i) =>
    timed(() => {
      const from = addDays(`${addMonths('2025-11', -i)}-01`, i);
      if (!trialBalanceOf(db, { from, to: LAST }).isBalanced) throw new Error('the book does not balance');
    }),
  );
  const count = db.prepare('SELECT count(*) FROM entry').pluck().get() as number;
  return {
    entries: count,
    seedSeconds: rounded(seedMs / 1000),
    statementEntries: ENTRIES_OF_ACCOUNT,
    statementMaxMs: rounded(spread(statementMs).max),
    statementP50Ms: rounded(spread(statementMs).p50),
    trialMaxMs: rounded(spread(trialMs).max),
    trialP50Ms: rounded(spread(trialMs).p50),
  };
}
