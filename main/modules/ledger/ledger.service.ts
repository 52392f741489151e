import type { ReadDb } from '../../db/types.ts';
import { auditHash, GENESIS_HASH, sha256, type Tx } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { EntryId } from '../../shared/ids.ts';
import {
  assertBalanced,
  changesOf,
  daySumsOf,
  type EntryHead,
  type EntryLine,
  entryText,
  mirrored,
} from './ledger.domain.ts';
import type { Finding, LedgerCode, Verification } from './ledger.schema.ts';
import * as store from './ledger.store.ts';
import { closedThrough } from './period.store.ts';

export interface NewEntry {
  readonly kind: string;
  readonly memo: string;
  readonly documentKind: string;
  readonly documentId: number;
  /** The frozen document behind the entry (a bill with its lines, a payment with what it paid): its hash joins the chain. */
  readonly document: unknown;
  readonly lines: readonly EntryLine[];
  readonly zone: string;
}

/** Posts one balanced, frozen, chained entry inside the caller's transaction. */
export function post(tx: Tx, entry: NewEntry): EntryId {
  return postAll(tx, [entry])[0] as EntryId;
}

/** Posts entries in the order given, each chained to the one before it; answers their numbers in the same order. */
export function postAll(tx: Tx, entries: readonly NewEntry[]): EntryId[] {
  return append(
    tx,
    entries.map(({ document, ...entry }) => ({ ...entry, documentHash: documentHash(document), reversesId: null })),
  );
}

/** Posts the mirror of a posted entry (红冲). An entry is reversed at most once. */
export function reverse(tx: Tx, entryId: number, memo: string, zone: string): EntryId {
  const original = store.findEntry(tx.db, { id: entryId });
  if (!original) throw new StationError('record.not-found', { kind: 'entry', id: entryId });
  const earlier = store.findReversalOf(tx.db, { id: entryId });
  if (earlier) throw new StationError('ledger.already-reversed', { entryId, reversalId: earlier.id });
  const lines = store.linesOf(tx.db, { entryId }) as EntryLine[];
  const { documentKind, documentId, documentHash: hash } = original;
  const [reversalId] = append(tx, [
    {
      kind: 'reversal',
      memo,
      documentKind,
      documentId,
      documentHash: hash,
      lines: mirrored(lines),
      reversesId: entryId,
      zone,
    },
  ]);
  return reversalId as EntryId;
}

export function documentHash(document: unknown): string {
  return sha256(JSON.stringify(document));
}

type Appended = Omit<NewEntry, 'document'> & { readonly documentHash: string; readonly reversesId: number | null };

/** Every entry of a transaction has the day it is posted on. Refuses 'ledger.period-closed'. */
function assertOpen(db: ReadDb, date: string): void {
  const month = closedThrough(db)?.month ?? null;
  if (month !== null && date.slice(0, 7) <= month) throw new StationError('ledger.period-closed', { date, month });
}

/** The chain's head is read once, each balance and each day's sum written once, however many entries there are. */
function append(tx: Tx, entries: readonly Appended[]): EntryId[] {
  for (const { zone } of entries.slice(0, 1)) assertOpen(tx.db, localDate(tx.now, zone));
  const newest = store.chainHead(tx.db);
  const first = (newest?.id ?? 0) + 1;
  let prevHash = newest?.hash ?? GENESIS_HASH;
  const by = { at: tx.now, userId: tx.by.userId, userName: tx.by.name };
  const heads: (EntryHead & { prevHash: string; hash: string })[] = [];
  const rows: (EntryLine & { entryId: number; lineNo: number })[] = [];
  for (const { lines, zone, kind, memo, documentKind, documentId, documentHash, reversesId } of entries) {
    assertBalanced(lines);
    const id = first + heads.length;
    const businessDate = localDate(tx.now, zone);
    const head = { id, businessDate, kind, memo, documentKind, documentId, documentHash, reversesId, ...by };
    const hash = sha256(entryText(prevHash, head, lines));
    heads.push({ ...head, prevHash, hash });
    for (const [i, line] of lines.entries()) rows.push({ entryId: id, lineNo: i + 1, ...line });
    prevHash = hash;
  }
  store.insertLines(tx.db, rows);
  // One business date for all: they are posted in one instant and one zone.
  const businessDate = heads[0]?.businessDate ?? '';
  store.insertEntries(tx.db, heads, { ...by, businessDate, isPosted: 1 });
  store.addToBalances(tx.db, changesOf(rows));
  for (const sum of daySumsOf(businessDate, rows)) store.addToDay(tx.db, { ...sum });
  return heads.map(({ id }) => id as EntryId);
}

/** Debit minus credit of one ledger account for one 户号, in fen. */
export function balanceOf(db: ReadDb, ledgerCode: LedgerCode, accountId: number): number {
  return store.accountBalance(db, { ledgerCode, accountId })?.balanceFen ?? 0;
}

/** Rebuilds the frozen document of an entry from its rows as they stand now, or undefined when its rows are gone. */
export type DocumentReader = (db: ReadDb, documentId: number) => unknown;

/** What else must agree with the entries, beside the documents: answers what does not. */
export type BookCheck = (db: ReadDb) => readonly Finding[];

/**
 * Checks the whole book: the file's own structure, the entry chain, each entry's balance and document, the kept
 * balances, what the other modules keep beside the book, and the audit chain. Damage that SQLite itself cannot read past becomes a finding, not a crash.
 */
export function verify(
  db: ReadDb,
  readers: Readonly<Record<string, DocumentReader>>,
  checks: readonly BookCheck[] = [],
): Verification {
  const findings: Finding[] = [];
  const found = (code: string, entryId: number | null, detail: string) => findings.push({ code, entryId, detail });
  const guarded = <T>(what: string, work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch (error) {
      found('unreadable', null, `${what}: ${(error as Error).message}`);
      return otherwise;
    }
  };
  guarded('structure', () => checkStructure(db, found), undefined);
  const chain = guarded('entries', () => checkEntries(db, readers, found), { entries: 0, head: GENESIS_HASH });
  guarded('balances', () => checkBalances(db, found), undefined);
  for (const check of checks) guarded('documents', () => findings.push(...check(db)), 0);
  const auditRows = guarded('audit', () => checkAudit(db, found), 0);
  return { isSound: findings.length === 0, entries: chain.entries, auditRows, chainHead: chain.head, findings };
}

type Report = (code: string, entryId: number | null, detail: string) => void;

function checkStructure(db: ReadDb, found: Report): void {
  for (const row of store.integrityCheck(db))
    if (row.integrity_check !== 'ok') found('structure', null, row.integrity_check);
}

function checkEntries(
  db: ReadDb,
  readers: Readonly<Record<string, DocumentReader>>,
  found: Report,
): { entries: number; head: string } {
  let prevHash = GENESIS_HASH;
  let expectedId = 1;
  for (const row of store.eachEntry(db)) {
    const lines = store.linesOf(db, { entryId: row.id }) as EntryLine[];
    if (row.id !== expectedId) found('entry-missing', expectedId, `next entry is ${row.id}`);
    if (!row.isPosted) found('entry-unposted', row.id, 'never posted');
    if (row.prevHash !== prevHash) found('chain-broken', row.id, 'does not follow the entry before it');
    if (sha256(entryText(row.prevHash, row, lines)) !== row.hash)
      found('entry-altered', row.id, 'content does not match its hash');
    if (!isBalanced(lines)) found('entry-unbalanced', row.id, 'debits differ from credits');
    const reader = readers[row.documentKind];
    const document = reader?.(db, row.documentId);
    if (reader && document === undefined) found('document-missing', row.id, `${row.documentKind} ${row.documentId}`);
    else if (reader && documentHash(document) !== row.documentHash)
      found('document-altered', row.id, `${row.documentKind} ${row.documentId}`);
    prevHash = row.hash;
    expectedId = row.id + 1;
  }
  return { entries: expectedId - 1, head: prevHash };
}

function isBalanced(lines: readonly EntryLine[]): boolean {
  try {
    assertBalanced(lines);
    return true;
  } catch {
    return false;
  }
}

function checkBalances(db: ReadDb, found: Report): void {
  for (const row of store.driftedBalances(db))
    found(
      'balance-differs',
      null,
      `${row.ledgerCode} account ${row.accountId}: kept ${row.keptFen}, entries say ${row.summedFen}`,
    );
  for (const row of store.driftedDays(db))
    found('day-sum-differs', null, `${row.ledgerCode} on ${row.day}: kept ${row.kept}, entries say ${row.summed}`);
}

function checkAudit(db: ReadDb, found: Report): number {
  let prevHash = GENESIS_HASH;
  let rows = 0;
  for (const row of store.eachAudit(db)) {
    rows++;
    if (row.prevHash !== prevHash) found('audit-chain-broken', null, `audit row ${row.id}`);
    if (auditHash(row.prevHash, row) !== row.hash) found('audit-altered', null, `audit row ${row.id}`);
    prevHash = row.hash;
  }
  return rows;
}
