import type { ReadDb } from '../../db/types.ts';
import { StationError } from '../../shared/error-codes.ts';
import { EntryId } from '../../shared/ids.ts';
import { BOOK_PAGE, type PeriodQuery } from './books.schema.ts';
import { ledgerAccounts } from './books.store.ts';
import type { EntryDetail, Journal, JournalEntry, JournalFilter, JournalQuery } from './journal.schema.ts';
import * as store from './journal.store.ts';

/** One page of the entries found, newest first, with their lines. */
export function journal(db: ReadDb, { page, ...filter }: JournalQuery): Journal {
  return journalSlice(db, filter, { count: BOOK_PAGE, skip: (page - 1) * BOOK_PAGE });
}

/** A slice of any size, newest first: what paper and workbooks are made of. */
export function journalSlice(db: ReadDb, filter: JournalFilter, slice: { count: number; skip: number }): Journal {
  const { from, to, kind, userName, ledgerCode, minFen, maxFen } = filter;
  const wanted = {
    from,
    to,
    kind: kind ?? null,
    userName: userName ?? null,
    ledgerCode: ledgerCode ?? null,
    minFen: minFen ?? null,
    maxFen: maxFen ?? null,
  };
  const entries = store.journalHeads(db, { ...wanted, ...slice }).map((head) => entryOf(db, head));
  return { ...store.journalTotal(db, wanted), entries };
}

function entryOf(db: ReadDb, head: ReturnType<typeof store.journalHeads>[number]): JournalEntry {
  const id = (value: number | null) => (value === null ? null : EntryId.parse(value));
  return {
    ...head,
    entryId: EntryId.parse(head.entryId),
    reversesId: id(head.reversesId),
    reversedById: id(head.reversedById),
    lines: store.journalLines(db, { entryId: head.entryId }),
  };
}

/** One entry with its hashes. Refuses 'record.not-found'. */
export function entryDetail(db: ReadDb, entryId: EntryId): EntryDetail {
  const found = store.findDetail(db, { entryId });
  if (!found) throw new StationError('record.not-found', { kind: 'entry', id: entryId });
  const { hash, prevHash, documentHash } = found;
  return { ...entryOf(db, found), hash, prevHash, documentHash };
}

/** What a span of dates can be narrowed by. */
export function journalFacets(db: ReadDb, span: PeriodQuery) {
  return {
    kinds: store.kindsBetween(db, span).map((row) => row.kind),
    users: store.usersBetween(db, span).map((row) => row.userName),
    accounts: ledgerAccounts(db),
  };
}
