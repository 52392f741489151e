import { z } from 'zod';
import { many, maybe, one } from '../../db/query.ts';
import { JournalLine } from './journal.schema.ts';

const HeadRow = z.object({
  entryId: z.number(),
  at: z.number(),
  businessDate: z.string(),
  kind: z.string(),
  memo: z.string(),
  documentKind: z.string(),
  documentId: z.number(),
  userName: z.string(),
  reversesId: z.number().nullable(),
  reversedById: z.number().nullable(),
  amountFen: z.number(),
});

const AMOUNT = '(SELECT sum(debit_fen) FROM entry_line WHERE entry_id = e.id)';
const HEAD = `e.id AS entryId, e.at, e.business_date AS businessDate, e.kind, e.memo, e.document_kind AS documentKind,
  e.document_id AS documentId, e.user_name AS userName, e.reverses_id AS reversesId,
  (SELECT r.id FROM entry r WHERE r.reverses_id = e.id) AS reversedById, ${AMOUNT} AS amountFen`;
const FOUND = `FROM entry e WHERE e.business_date BETWEEN :from AND :to
  AND (:kind IS NULL OR e.kind = :kind) AND (:userName IS NULL OR e.user_name = :userName)
  AND (:ledgerCode IS NULL OR EXISTS (SELECT 1 FROM entry_line WHERE entry_id = e.id AND ledger_code = :ledgerCode))
  AND (:minFen IS NULL OR ${AMOUNT} >= :minFen) AND (:maxFen IS NULL OR ${AMOUNT} <= :maxFen)`;

export const journalHeads = many(
  HeadRow,
  `SELECT ${HEAD} ${FOUND} ORDER BY e.business_date DESC, e.id DESC LIMIT :count OFFSET :skip`,
);
export const journalTotal = one(
  z.object({ total: z.number(), amountFen: z.number() }),
  `SELECT count(*) AS total, coalesce(sum(${AMOUNT}), 0) AS amountFen ${FOUND}`,
);
export const journalLines = many(
  JournalLine,
  `SELECT l.line_no AS lineNo, l.ledger_code AS ledgerCode, g.name_zh AS nameZh, g.name_en AS nameEn,
     a.account_no AS accountNo, c.id AS customerId, c.name AS customerName, l.debit_fen AS debitFen,
     l.credit_fen AS creditFen
   FROM entry_line l JOIN ledger_account g ON g.code = l.ledger_code LEFT JOIN account a ON a.id = l.account_id
     LEFT JOIN customer c ON c.id = a.customer_id
   WHERE l.entry_id = :entryId ORDER BY l.line_no`,
);

export const findDetail = maybe(
  HeadRow.extend({ hash: z.string(), prevHash: z.string(), documentHash: z.string() }),
  `SELECT ${HEAD}, e.hash, e.prev_hash AS prevHash, e.document_hash AS documentHash FROM entry e WHERE e.id = :entryId`,
);

export const kindsBetween = many(
  z.object({ kind: z.string() }),
  'SELECT DISTINCT kind FROM entry WHERE business_date BETWEEN :from AND :to ORDER BY kind',
);
export const usersBetween = many(
  z.object({ userName: z.string() }),
  'SELECT DISTINCT user_name AS userName FROM entry WHERE business_date BETWEEN :from AND :to ORDER BY user_name',
);
