import type { ReadDb } from '../../db/types.ts';
import { type Actor, GENESIS_HASH, sha256, type Tx } from '../../db/writer.ts';
import { addMonths, localDate, type Month, monthOf, monthSpan, startOfLocalDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { chainHead } from './ledger.store.ts';
import {
  assertClosable,
  type BookSpan,
  closedAfterReopening,
  eventText,
  nextToClose,
  trialAfter,
} from './period.domain.ts';
import type {
  ClosePeriod,
  ClosePreview,
  ClosingBalance,
  OpenMatter,
  Period,
  PeriodEvent,
  ReopenPeriod,
} from './period.schema.ts';
import * as store from './period.store.ts';

function spanOf(st: Station, db: ReadDb): BookSpan {
  return {
    first: store.firstMonth(db)?.month ?? null,
    closedThrough: store.closedThrough(db)?.month ?? null,
    current: monthOf(localDate(st.clock.now(), st.zone)),
  };
}

/** Every month of the book, the newest first, at most three years of them. */
export function periods(st: Station): Period[] {
  const { db } = st;
  const span = spanOf(st, db);
  if (span.first === null) return [];
  const next = nextToClose(span);
  const events = Map.groupBy(store.eachEvent(db).toReversed(), (event) => event.month);
  const months: Period[] = [];
  for (let month = span.current; month >= span.first && months.length < 36; month = addMonths(month, -1)) {
    const isClosed = span.closedThrough !== null && month <= span.closedThrough;
    months.push({
      month,
      state: isClosed ? 'closed' : month === span.current ? 'running' : 'open',
      isNext: month === next,
      isLast: month === span.closedThrough,
      ...store.countEntries(db, monthSpan(month)),
      events: (events.get(month) ?? []).map(toEvent),
    });
  }
  return months;
}

function toEvent({ eventId, month, kind, at, userName, reason, entryId, hash }: store.EventRow): PeriodEvent {
  return { eventId, month, kind, at, userName, reason, entryId, hash };
}

/** What closing a month would keep and what is open in it. Refuses as `closePeriod` does. */
export function previewClose(st: Station, month: Month): ClosePreview {
  assertClosable(month, spanOf(st, st.db));
  const { entries } = store.countEntries(st.db, monthSpan(month));
  return { month, entries, matters: mattersOf(st, st.db, month), trial: trialOf(st.db, month) };
}

function mattersOf(st: Station, db: ReadDb, month: Month): OpenMatter[] {
  const { from, to } = monthSpan(month);
  return store.openMatters(db, { month, from, to, toAt: startOfLocalDate(to, st.zone) });
}

/** The month before is closed or the book begins here, so only the month itself is read. */
function trialOf(db: ReadDb, month: Month): ClosingBalance[] {
  const before = store.lastClosing(db, { month: addMonths(month, -1) });
  const had = before ? (JSON.parse(before.trialJson) as ClosingBalance[]) : [];
  return trialAfter(store.chart(db), had, store.movedIn(db, monthSpan(month)));
}

/**
 * Closes a month (结账): nothing posts into it any more, and its trial balance is kept under a hash. Refuses
 * 'period.not-over', 'period.not-next', and 'period.open-matters' unless they were accepted.
 */
export function closePeriod(st: Station, by: Actor, cmd: ClosePeriod): PeriodEvent {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'ledger.close', requestId, input }, (tx) => {
    const { month } = cmd;
    assertClosable(month, spanOf(st, tx.db));
    const matters = mattersOf(st, tx.db, month);
    if (matters.length > 0 && !cmd.acceptsOpenMatters)
      throw new StationError('period.open-matters', { month, count: matters.length });
    const trialJson = JSON.stringify(trialOf(tx.db, month));
    const openJson = JSON.stringify(matters);
    return record(st, tx, { month, kind: 'closed', closedThrough: month, reason: '', trialJson, openJson });
  });
}

/** Opens the last closed month again (反结账), with a reason. Refuses 'period.not-last'. */
export function reopenPeriod(st: Station, by: Actor, cmd: ReopenPeriod): PeriodEvent {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'ledger.reopen', requestId, input }, (tx) => {
    const { month, reason } = cmd;
    const { first, closedThrough } = spanOf(st, tx.db);
    if (month !== closedThrough || first === null)
      throw new StationError('period.not-last', { month, last: closedThrough ?? '—' });
    const before = closedAfterReopening(month, first);
    return record(st, tx, { month, kind: 'reopened', closedThrough: before, reason, trialJson: '[]', openJson: '[]' });
  });
}

function record(
  st: Station,
  tx: Tx,
  of: Pick<store.EventRow, 'month' | 'kind' | 'closedThrough' | 'reason' | 'trialJson' | 'openJson'>,
): PeriodEvent {
  const head = chainHead(tx.db);
  if (!head) throw new Error('a month of an empty book was closed');
  const prevHash = store.lastEvent(tx.db)?.hash ?? GENESIS_HASH;
  const who = { at: tx.now, userId: tx.by.userId, userName: tx.by.name };
  const event = { ...of, ...who, entryId: head.id, entryHash: head.hash };
  const hash = sha256(eventText(prevHash, event));
  const onDate = localDate(tx.now, st.zone);
  const eventId = store.insertEvent(tx.db, { ...event, onDate, prevHash, hash });
  tx.audit({ kind: 'period', id: of.month, after: { state: of.kind, reason: of.reason, hash } });
  tx.announce({ topic: 'ledger' });
  return toEvent({ ...event, eventId, prevHash, hash });
}
