import type { ReadDb, WriteDb } from '../../db/types.ts';
import type { AccountId } from '../../shared/ids.ts';
import type { SearchHit, SearchKind } from './customers.schema.ts';
import * as cards from './customers.store.ts';
import { readingsOf } from './pinyin.ts';
import {
  accountKeys,
  isTail,
  keyRange,
  meterKeys,
  type Probe,
  parseQuery,
  type QueryWord,
  type SearchKey,
  type SearchSubject,
} from './search.domain.ts';
import * as store from './search.store.ts';

/** An account has a handful of keys that begin alike: this many rows hold at least the accounts asked for. */
const ROWS_A_HIT = 10;
const ROWS_A_HIT_OF_MANY = 4;
/** Words that each match more accounts than this are answered from the first of them. */
const SCANNED = 2500;
const COUNTED = 1500;

/** Replaces everything an account is found by, but its meters. */
export function setAccountKeys(
  db: WriteDb,
  accountId: AccountId,
  subject: SearchSubject & { isClosed: boolean },
): void {
  store.deleteOwnKeys(db, { accountId });
  insertKeys(db, accountId, subject.isClosed, accountKeys(subject, readingsOf));
}

/** The meters an account is found by: those now assigned to it. Called with every assignment. */
export function setMeterKeys(db: WriteDb, accountId: AccountId, meterNos: readonly string[]): void {
  const account = cards.findClosedOn(db, { accountId });
  if (!account) throw new Error(`no account ${accountId}`);
  store.deleteMeterKeys(db, { accountId });
  insertKeys(db, accountId, account.closedOn !== null, meterNos.flatMap(meterKeys));
}

/** A closed account is still found, behind the open ones. */
export function setKeysClosed(db: WriteDb, accountId: AccountId): void {
  store.setKeysClosed(db, { accountId, isClosed: 1 });
}

function insertKeys(db: WriteDb, accountId: AccountId, isClosed: boolean, keys: readonly SearchKey[]): void {
  for (const { key, kind } of keys) store.insertKey(db, { isClosed: Number(isClosed), key, accountId, kind });
}

/**
 * The one search box: names, pinyin, initials, telephones (from the front, or four and more last digits), doors,
 * account and meter numbers; several words must all match. The most exact first, then accounts not closed.
 */
export function search(db: ReadDb, text: string, limit = 20): SearchHit[] {
  const hits: SearchHit[] = [];
  for (const [accountId, matched] of findAccounts(db, text, limit)) {
    const row = cards.findRow(db, { accountId });
    if (row) hits.push({ ...row, matched });
  }
  return hits;
}

/** Accounts a text finds, the best first, with what matched. Reads a bounded number of keys whatever is typed. */
export function findAccounts(db: ReadDb, text: string, limit: number): Map<AccountId, SearchKind> {
  const found = new Map<AccountId, SearchKind>();
  for (const words of parseQuery(text)) {
    for (const { accountId, kind } of keysFound(db, words, limit)) {
      if (!found.has(accountId)) found.set(accountId, kind);
      if (found.size === limit) return found;
    }
  }
  return found;
}

function* keysFound(db: ReadDb, words: readonly QueryWord[], limit: number): Generator<store.Found> {
  const [first] = words;
  if (first && words.length === 1) for (const rows of oneWord(db, first, limit)) yield* rows;
  if (words.length > 1) for (const rows of manyWords(db, words, limit)) yield* rows;
}

/** Whole keys before last digits before beginnings; in each, open accounts before closed ones. */
function* oneWord(db: ReadDb, word: QueryWord, hits: number): Generator<store.Found[]> {
  const limit = hits * ROWS_A_HIT;
  for (const isClosed of [0, 1]) for (const { key } of word) yield store.exactKeys(db, { isClosed, key, limit });
  const beginnings = word.filter((probe) => !probe.isWhole);
  for (const probes of [beginnings.filter(isTail), beginnings.filter((probe) => !isTail(probe))])
    for (const isClosed of [0, 1])
      for (const probe of probes) yield store.rangeKeys(db, { isClosed, ...keyRange(probe), limit });
}

/** Reads the word with the fewest keys and keeps the accounts that have all the others. */
function* manyWords(db: ReadDb, words: readonly QueryWord[], hits: number): Generator<store.Found[]> {
  const limit = hits * ROWS_A_HIT_OF_MANY;
  for (const isClosed of [0, 1]) {
    const counts = words.map((word) => countKeys(db, word, isClosed));
    const fewest = Math.min(...counts);
    if (fewest === 0) continue;
    const leading = counts.indexOf(fewest);
    const others = otherWords(words.filter((_, i) => i !== leading));
    for (const probe of words[leading] ?? [])
      yield store.rangeKeysWith(db, { isClosed, ...keyRange(probe), ...others, limit, scanned: SCANNED });
  }
}

function countKeys(db: ReadDb, word: QueryWord, isClosed: number): number {
  let count = 0;
  for (const probe of word) count += store.countRange(db, { isClosed, ...keyRange(probe), limit: COUNTED }).n;
  return count;
}

/** Parameters of the fixed statement; a way to match that a word does not have is an empty range. */
function otherWords(words: readonly QueryWord[]): Record<string, string | number> {
  const params: Record<string, string | number> = { words: words.length };
  for (let word = 0; word < store.OTHER_WORDS; word++)
    for (let i = 0; i < store.PROBES; i++) {
      const probe: Probe | undefined = words[word]?.[i];
      const { from, to } = probe ? keyRange(probe) : { from: '', to: '' };
      params[`from${word}_${i}`] = from;
      params[`to${word}_${i}`] = to;
    }
  return params;
}
