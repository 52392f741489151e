import { z } from 'zod';
import { insert, many, maybe, one } from '../../db/query.ts';
import { OpenMatter } from './period.schema.ts';

export const closedThrough = maybe(
  z.object({ month: z.string().nullable() }),
  'SELECT closed_through AS month FROM period_event ORDER BY id DESC LIMIT 1',
);

const EventRow = z.object({
  eventId: z.number(),
  month: z.string(),
  kind: z.enum(['closed', 'reopened']),
  closedThrough: z.string().nullable(),
  at: z.number(),
  userId: z.number().nullable(),
  userName: z.string(),
  reason: z.string(),
  trialJson: z.string(),
  openJson: z.string(),
  entryId: z.number(),
  entryHash: z.string(),
  prevHash: z.string(),
  hash: z.string(),
});
export type EventRow = z.infer<typeof EventRow>;
const EVENT = `SELECT id AS eventId, month, kind, closed_through AS closedThrough, at, user_id AS userId, user_name AS userName,
    reason, trial_json AS trialJson, open_json AS openJson, entry_id AS entryId, entry_hash AS entryHash, prev_hash AS prevHash, hash
  FROM period_event`;
export const eachEvent = many(EventRow, `${EVENT} ORDER BY id`);
export const lastEvent = maybe(EventRow, `${EVENT} ORDER BY id DESC LIMIT 1`);
export const lastClosing = maybe(
  EventRow,
  `${EVENT} WHERE month = :month AND kind = 'closed' ORDER BY id DESC LIMIT 1`,
);
export const insertEvent = insert(
  `INSERT INTO period_event (month, kind, closed_through, at, on_date, user_id, user_name, reason, trial_json, open_json,
     entry_id, entry_hash, prev_hash, hash)
   VALUES (:month, :kind, :closedThrough, :at, :onDate, :userId, :userName, :reason, :trialJson, :openJson, :entryId, :entryHash,
     :prevHash, :hash)`,
);

export const chart = many(
  z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string() }),
  'SELECT code, name_zh AS nameZh, name_en AS nameEn FROM ledger_account ORDER BY code',
);
/** Month of the first entry: the oldest date, as the book never goes back. */
export const firstMonth = maybe(
  z.object({ month: z.string().nullable() }),
  'SELECT substr(min(business_date), 1, 7) AS month FROM entry',
);

const MovedRow = z.object({ code: z.string(), fen: z.number() });
export const movedIn = many(
  MovedRow,
  `SELECT l.ledger_code AS code, sum(l.debit_fen - l.credit_fen) AS fen
   FROM entry e INDEXED BY entry_business_date CROSS JOIN entry_line l ON l.entry_id = e.id
   WHERE e.business_date >= :from AND e.business_date < :to GROUP BY l.ledger_code`,
);
/** The same of every month up to one, for verification. */
export const movedByMonth = many(
  z.object({ month: z.string(), code: z.string(), fen: z.number() }),
  `SELECT substr(e.business_date, 1, 7) AS month, l.ledger_code AS code, sum(l.debit_fen - l.credit_fen) AS fen
   FROM entry e JOIN entry_line l ON l.entry_id = e.id WHERE substr(e.business_date, 1, 7) <= :month
   GROUP BY 1, 2 ORDER BY 1`,
);

export const countEntries = one(
  z.object({ entries: z.number() }),
  'SELECT count(*) AS entries FROM entry WHERE business_date >= :from AND business_date < :to',
);

/**
 * What a closing of a month should have seen: runs neither finished nor taken back whole, open accounts with a meter and no bill of the month, and
 * readings of it that nobody decided on.
 */
export const openMatters = many(
  OpenMatter,
  `SELECT 'run-unfinished' AS what, count(*) AS count, r.service FROM billing_run r LEFT JOIN run_cancellation k ON k.run_id = r.id
   WHERE r.month <= :month AND iif(k.id IS NULL, r.state = 'issuing', k.finished_at IS NULL) GROUP BY r.service
   UNION ALL
   SELECT 'not-billed', count(*), a.service FROM account a
   WHERE a.opened_on < :to AND (a.closed_on IS NULL OR a.closed_on >= :from)
     AND EXISTS (SELECT 1 FROM account_meter m WHERE m.account_id = a.id AND m.from_on < :to AND (m.to_on IS NULL OR m.to_on >= :from))
     AND NOT EXISTS (SELECT 1 FROM bill b WHERE b.account_id = a.id AND b.month = :month AND b.reversed_at IS NULL)
   GROUP BY a.service
   UNION ALL
   SELECT 'doubtful-readings', count(*), '' FROM reading WHERE state = 'doubtful' AND read_at < :toAt HAVING count(*) > 0`,
);
