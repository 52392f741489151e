import { z } from 'zod';
import { many, maybe, one, run } from '../../db/query.ts';
import { CodeMapRow } from './voucher.schema.ts';

export const codeMap = many(
  CodeMapRow,
  `SELECT a.code AS ledgerCode, a.name_zh AS nameZh, a.name_en AS nameEn, coalesce(m.external_code, '') AS externalCode,
     coalesce(m.external_name, '') AS externalName
   FROM ledger_account a LEFT JOIN ledger_code_map m ON m.ledger_code = a.code ORDER BY a.code`,
);
export const setCode = run(
  `INSERT INTO ledger_code_map (ledger_code, external_code, external_name) VALUES (:ledgerCode, :externalCode, :externalName)
   ON CONFLICT (ledger_code) DO UPDATE SET external_code = excluded.external_code, external_name = excluded.external_name`,
);
export const clearCode = run('DELETE FROM ledger_code_map WHERE ledger_code = :ledgerCode');

const Count = z.object({ count: z.number() });
export const entriesBetween = one(
  Count,
  'SELECT count(*) AS count FROM entry WHERE business_date BETWEEN :from AND :to',
);
/** Entries of a span of dates up to and with one of them. */
export const entriesUpTo = one(
  Count,
  `SELECT count(*) AS count FROM entry WHERE business_date >= :from AND (business_date, id) <= (:day, :entryId)`,
);

export const entriesAfter = many(
  z.object({ entryId: z.number(), day: z.string(), kind: z.string(), memo: z.string() }),
  `SELECT id AS entryId, business_date AS day, kind, memo FROM entry
   WHERE (business_date, id) > (:day, :entryId) AND business_date BETWEEN :from AND :to
   ORDER BY business_date, id LIMIT :count`,
);

export const nextDay = maybe(
  z.object({ day: z.string() }),
  `SELECT business_date AS day FROM entry WHERE business_date > :after AND business_date BETWEEN :from AND :to
   ORDER BY business_date LIMIT 1`,
);
export const kindsOfDay = many(
  z.object({ kind: z.string(), entries: z.number(), firstId: z.number(), lastId: z.number() }),
  `SELECT kind, count(*) AS entries, min(id) AS firstId, max(id) AS lastId FROM entry WHERE business_date = :day
   GROUP BY kind ORDER BY kind`,
);
export const sumsOfDay = many(
  z.object({ kind: z.string(), ledgerCode: z.string(), debitFen: z.number(), creditFen: z.number() }),
  `SELECT e.kind, l.ledger_code AS ledgerCode, sum(l.debit_fen) AS debitFen, sum(l.credit_fen) AS creditFen
   FROM entry e JOIN entry_line l ON l.entry_id = e.id WHERE e.business_date = :day
   GROUP BY e.kind, l.ledger_code ORDER BY e.kind, l.ledger_code`,
);
/** How many summary vouchers the month has before a day. */
export const summariesBefore = one(
  Count,
  `SELECT count(*) AS count FROM (SELECT DISTINCT business_date, kind FROM entry
   WHERE business_date >= :monthStart AND business_date < :day)`,
);
