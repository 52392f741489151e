import { z } from 'zod';
import { insertRows, iterate, many, maybe, run } from '../../db/query.ts';

export const EntryRow = z.object({
  id: z.number(),
  at: z.number(),
  businessDate: z.string(),
  kind: z.string(),
  memo: z.string(),
  documentKind: z.string(),
  documentId: z.number(),
  documentHash: z.string(),
  reversesId: z.number().nullable(),
  userId: z.number().nullable(),
  userName: z.string(),
  isPosted: z.number(),
  prevHash: z.string(),
  hash: z.string(),
});
export type EntryRow = z.infer<typeof EntryRow>;

const ENTRY_COLUMNS = `id, at, business_date AS businessDate, kind, memo, document_kind AS documentKind, document_id AS documentId,
  document_hash AS documentHash, reverses_id AS reversesId, user_id AS userId, user_name AS userName, is_posted AS isPosted,
  prev_hash AS prevHash, hash`;

const LineRow = z.object({
  ledgerCode: z.string(),
  accountId: z.number(),
  debitFen: z.number(),
  creditFen: z.number(),
});

export const chainHead = maybe(
  z.object({ id: z.number(), hash: z.string() }),
  'SELECT id, hash FROM entry ORDER BY id DESC LIMIT 1',
);
export const findEntry = maybe(EntryRow, `SELECT ${ENTRY_COLUMNS} FROM entry WHERE id = :id`);
export const findReversalOf = maybe(z.object({ id: z.number() }), 'SELECT id FROM entry WHERE reverses_id = :id');
export const eachEntry = iterate(EntryRow, `SELECT ${ENTRY_COLUMNS} FROM entry ORDER BY id`);
export const linesOf = many(
  LineRow,
  `SELECT ledger_code AS ledgerCode, account_id AS accountId, debit_fen AS debitFen, credit_fen AS creditFen
   FROM entry_line WHERE entry_id = :entryId ORDER BY line_no`,
);

export const insertEntries = insertRows(
  'entry',
  {
    id: 'id',
    kind: 'kind',
    memo: 'memo',
    documentKind: 'document_kind',
    documentId: 'document_id',
    documentHash: 'document_hash',
    reversesId: 'reverses_id',
    prevHash: 'prev_hash',
    hash: 'hash',
  },
  {
    same: {
      at: 'at',
      businessDate: 'business_date',
      userId: 'user_id',
      userName: 'user_name',
      isPosted: 'is_posted',
    },
  },
);
export const insertLines = insertRows('entry_line', {
  entryId: 'entry_id',
  lineNo: 'line_no',
  ledgerCode: 'ledger_code',
  accountId: 'account_id',
  debitFen: 'debit_fen',
  creditFen: 'credit_fen',
});
export const addToBalances = insertRows(
  'ledger_balance',
  { ledgerCode: 'ledger_code', accountId: 'account_id', changeFen: 'balance_fen' },
  {
    conflict: 'ON CONFLICT (account_id, ledger_code) DO UPDATE SET balance_fen = balance_fen + excluded.balance_fen',
  },
);

export const addToDay = run(
  `INSERT INTO ledger_day (ledger_code, day, debit_fen, credit_fen, lines)
   VALUES (:ledgerCode, :day, :debitFen, :creditFen, :lines)
   ON CONFLICT (ledger_code, day) DO UPDATE SET debit_fen = debit_fen + excluded.debit_fen,
     credit_fen = credit_fen + excluded.credit_fen, lines = lines + excluded.lines`,
);

export const accountBalance = maybe(
  z.object({ balanceFen: z.number() }),
  'SELECT balance_fen AS balanceFen FROM ledger_balance WHERE account_id = :accountId AND ledger_code = :ledgerCode',
);

const DriftRow = z.object({
  ledgerCode: z.string(),
  accountId: z.number(),
  keptFen: z.number(),
  summedFen: z.number(),
});
/** Balances that do not equal the sum of their lines. */
export const driftedBalances = many(
  DriftRow,
  `WITH summed AS (
     SELECT l.ledger_code, l.account_id, sum(l.debit_fen - l.credit_fen) AS fen
     FROM entry_line l JOIN entry e ON e.id = l.entry_id WHERE e.is_posted = 1 GROUP BY l.ledger_code, l.account_id)
   SELECT coalesce(s.ledger_code, b.ledger_code) AS ledgerCode, coalesce(s.account_id, b.account_id) AS accountId,
     coalesce(b.balance_fen, 0) AS keptFen, coalesce(s.fen, 0) AS summedFen
   FROM summed s FULL JOIN ledger_balance b ON b.ledger_code = s.ledger_code AND b.account_id = s.account_id
   WHERE coalesce(b.balance_fen, 0) <> coalesce(s.fen, 0)`,
);

const DayDriftRow = z.object({ ledgerCode: z.string(), day: z.string(), kept: z.string(), summed: z.string() });
/** Days whose kept sums are not those of their lines; each side as "debit/credit/lines". */
export const driftedDays = many(
  DayDriftRow,
  `WITH summed AS (
     SELECT l.ledger_code, e.business_date AS day,
       sum(l.debit_fen) || '/' || sum(l.credit_fen) || '/' || count(*) AS sums
     FROM entry e JOIN entry_line l ON l.entry_id = e.id WHERE e.is_posted = 1 GROUP BY l.ledger_code, e.business_date),
   kept AS (SELECT ledger_code, day, debit_fen || '/' || credit_fen || '/' || lines AS sums FROM ledger_day)
   SELECT coalesce(s.ledger_code, k.ledger_code) AS ledgerCode, coalesce(s.day, k.day) AS day,
     coalesce(k.sums, 'nothing') AS kept, coalesce(s.sums, 'nothing') AS summed
   FROM summed s FULL JOIN kept k ON k.ledger_code = s.ledger_code AND k.day = s.day
   WHERE s.sums IS NOT k.sums`,
);

const AuditRow = z.object({
  id: z.number(),
  at: z.number(),
  userId: z.number().nullable(),
  userName: z.string(),
  via: z.string(),
  action: z.string(),
  bodyJson: z.string(),
  prevHash: z.string(),
  hash: z.string(),
});
export const eachAudit = iterate(
  AuditRow,
  `SELECT id, at, user_id AS userId, user_name AS userName, via, action, body_json AS bodyJson, prev_hash AS prevHash, hash FROM audit ORDER BY id`,
);
export const integrityCheck = many(z.object({ integrity_check: z.string() }), 'PRAGMA integrity_check(20)');
