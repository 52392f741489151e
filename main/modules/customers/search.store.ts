import { z } from 'zod';
import { many, one, run } from '../../db/query.ts';
import { AccountId } from '../../shared/ids.ts';
import { SearchKind } from './customers.schema.ts';

export const insertKey = run(
  'INSERT OR IGNORE INTO search_key (is_closed, key, account_id, kind) VALUES (:isClosed, :key, :accountId, :kind)',
);
export const deleteOwnKeys = run(
  "DELETE FROM search_key WHERE account_id = :accountId AND kind NOT IN ('meter', 'meter-tail')",
);
export const deleteMeterKeys = run(
  "DELETE FROM search_key WHERE account_id = :accountId AND kind IN ('meter', 'meter-tail')",
);
export const setKeysClosed = run('UPDATE search_key SET is_closed = :isClosed WHERE account_id = :accountId');

const Found = z.object({ accountId: AccountId, kind: SearchKind, key: z.string() });
export type Found = z.infer<typeof Found>;

/** Keys equal to one key. */
export const exactKeys = many(
  Found,
  `SELECT account_id AS accountId, kind, key FROM search_key
   WHERE is_closed = :isClosed AND key = :key ORDER BY account_id LIMIT :limit`,
);

/** Keys of a range, in their order. */
export const rangeKeys = many(
  Found,
  `SELECT account_id AS accountId, kind, key FROM search_key
   WHERE is_closed = :isClosed AND key >= :from AND key < :to ORDER BY key, account_id LIMIT :limit`,
);

/** How many keys a range holds, counted no further than the limit. */
export const countRange = one(
  z.object({ n: z.number() }),
  `SELECT count(*) AS n FROM (
     SELECT 1 FROM search_key WHERE is_closed = :isClosed AND key >= :from AND key < :to LIMIT :limit)`,
);

/** Words a search may hold beside the one it is read by, and the ways each may match. */
export const OTHER_WORDS = 5;
export const PROBES = 6;

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const otherWord = (word: number): string =>
  `(:words <= ${word} OR EXISTS (
     SELECT 1 FROM search_key k WHERE k.account_id = c.account_id AND k.is_closed = :isClosed AND (${numbers(PROBES)
       .map((probe) => `(+k.key >= :from${word}_${probe} AND +k.key < :to${word}_${probe})`)
       .join(' OR ')})))`;

/** Keys of a range whose account also has a key for every other word; looks at no more than :scanned keys. */
export const rangeKeysWith = many(
  Found,
  `SELECT c.account_id AS accountId, c.kind, c.key FROM (
     SELECT account_id, kind, key FROM search_key
     WHERE is_closed = :isClosed AND key >= :from AND key < :to ORDER BY key, account_id LIMIT :scanned) c
   WHERE ${numbers(OTHER_WORDS).map(otherWord).join(' AND ')} LIMIT :limit`,
);
