import { z } from 'zod';
import { many, maybe, one } from '../../db/query.ts';
import { AccountId, CustomerId } from '../../shared/ids.ts';

const AccountRow = z.object({
  accountId: AccountId,
  accountNo: z.string(),
  service: z.string(),
  doorNo: z.string(),
  customerId: CustomerId,
  customerName: z.string(),
});
export const findAccount = maybe(
  AccountRow,
  `SELECT a.id AS accountId, a.account_no AS accountNo, a.service, p.door_no AS doorNo, c.id AS customerId,
     c.name AS customerName
   FROM account a JOIN premises p ON p.id = a.premises_id JOIN customer c ON c.id = a.customer_id WHERE a.id = :accountId`,
);

const StatementRow = z.object({
  entryId: z.number(),
  at: z.number(),
  businessDate: z.string(),
  kind: z.string(),
  memo: z.string(),
  documentKind: z.string(),
  documentId: z.number(),
  chargedFen: z.number(),
  settledFen: z.number(),
  creditKeptFen: z.number(),
  creditUsedFen: z.number(),
});
/** What each entry up to a date did to an account's receivable and credit, in the order posted. */
export const statementRows = many(
  StatementRow,
  `SELECT e.id AS entryId, e.at, e.business_date AS businessDate, e.kind, e.memo, e.document_kind AS documentKind,
     e.document_id AS documentId,
     sum(iif(l.ledger_code = '1122', l.debit_fen, 0)) AS chargedFen,
     sum(iif(l.ledger_code = '1122', l.credit_fen, 0)) AS settledFen,
     sum(iif(l.ledger_code = '2203', l.credit_fen, 0)) AS creditKeptFen,
     sum(iif(l.ledger_code = '2203', l.debit_fen, 0)) AS creditUsedFen
   FROM entry_line l JOIN entry e ON e.id = l.entry_id
   WHERE l.account_id = :accountId AND l.ledger_code IN ('1122', '2203') AND e.business_date <= :to
   GROUP BY e.id ORDER BY e.id`,
);

const TrialSums = z.object({
  ledgerCode: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  openingFen: z.number(),
  debitFen: z.number(),
  creditFen: z.number(),
});
export const trialSums = many(
  TrialSums,
  `SELECT a.code AS ledgerCode, a.name_zh AS nameZh, a.name_en AS nameEn,
     coalesce(sum(iif(d.day < :from, d.debit_fen - d.credit_fen, 0)), 0) AS openingFen,
     coalesce(sum(iif(d.day >= :from, d.debit_fen, 0)), 0) AS debitFen,
     coalesce(sum(iif(d.day >= :from, d.credit_fen, 0)), 0) AS creditFen
   FROM ledger_account a LEFT JOIN ledger_day d ON d.ledger_code = a.code AND d.day <= :to
   GROUP BY a.code ORDER BY a.code`,
);

export const findLedgerAccount = maybe(
  z.object({ ledgerCode: z.string(), nameZh: z.string(), nameEn: z.string() }),
  'SELECT code AS ledgerCode, name_zh AS nameZh, name_en AS nameEn FROM ledger_account WHERE code = :ledgerCode',
);
export const ledgerAccounts = many(
  z.object({ ledgerCode: z.string(), nameZh: z.string(), nameEn: z.string() }),
  'SELECT code AS ledgerCode, name_zh AS nameZh, name_en AS nameEn FROM ledger_account ORDER BY code',
);

export const openingOf = one(
  z.object({ fen: z.number() }),
  `SELECT coalesce(sum(debit_fen - credit_fen), 0) AS fen FROM ledger_day WHERE ledger_code = :ledgerCode AND day < :from`,
);
const DayRow = z.object({ day: z.string(), debitFen: z.number(), creditFen: z.number(), lines: z.number() });
export const daysOf = many(
  DayRow,
  `SELECT day, debit_fen AS debitFen, credit_fen AS creditFen, lines FROM ledger_day
   WHERE ledger_code = :ledgerCode AND day BETWEEN :from AND :to ORDER BY day`,
);

/** CROSS JOIN keeps the order: the entries of the day first, in their own order, so that nothing is sorted. */
const LINES_OF_DAY = `FROM entry e CROSS JOIN entry_line l ON l.entry_id = e.id AND l.ledger_code = :ledgerCode
   WHERE e.business_date = :day ORDER BY e.id, l.line_no`;
export const sumOfFirst = one(
  z.object({ fen: z.number() }),
  `SELECT coalesce(sum(fen), 0) AS fen FROM (SELECT l.debit_fen - l.credit_fen AS fen ${LINES_OF_DAY} LIMIT :count)`,
);
const BookRow = z.object({
  entryId: z.number(),
  lineNo: z.number(),
  businessDate: z.string(),
  kind: z.string(),
  memo: z.string(),
  accountId: z.number(),
  debitFen: z.number(),
  creditFen: z.number(),
});
export const linesOfDay = many(
  BookRow,
  `SELECT e.id AS entryId, l.line_no AS lineNo, e.business_date AS businessDate, e.kind, e.memo,
     l.account_id AS accountId, l.debit_fen AS debitFen, l.credit_fen AS creditFen ${LINES_OF_DAY} LIMIT :count OFFSET :skip`,
);
