import type { ReadDb } from '../../db/types.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { MeterId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { isFromFigures, pastUsages, touSum } from './readings.domain.ts';
import { judge, meterFacts, toReading } from './readings.service.ts';
import { acceptedAfter, acceptedBefore, billHolding } from './readings.store.ts';
import type { HistoryRow, Reread, ReviewFigures, ReviewFilter, ReviewQueue, ReviewRow } from './review.schema.ts';
import * as store from './review.store.ts';

const DAY_MS = 86_400_000;
const HISTORY = 8;

/**
 * Readings of every source that wait for a second person. Filters and counts go by the doubts they were stored with; a row
 * shows what is doubtful now, as the readings around it stand.
 */
export function reviewQueue(st: Station, filter: ReviewFilter): ReviewQueue {
  const { page, pageSize, sort, reason = null, minDays, text, ...rest } = filter;
  const { source = null, service = null, building = null, userId = null, meterId = null, roundId = null } = rest;
  const until = st.clock.now() - minDays * DAY_MS;
  const where = { source, service, building, userId, meterId, roundId, until, text: text.normalize('NFKC') };
  const rows = store.queuePage(st.db, { ...where, reason, sort, limit: pageSize, offset: (page - 1) * pageSize });
  return {
    waiting: store.countWaiting(st.db).n,
    matching: store.countQueue(st.db, { ...where, reason }).n,
    rows: rows.map((row) => toRow(st.db, row)),
    reasons: store.countByReason(st.db, where),
    sources: store.countBySource(st.db),
    buildings: store.buildingsWaiting(st.db).map((row) => row.building),
    readers: store.readersWaiting(st.db),
    rounds: store.roundsWaiting(st.db),
  };
}

function toRow(db: ReadDb, row: ReturnType<typeof store.queuePage>[number]): ReviewRow {
  const { meterNo, service, accountNo, customerName, doorNo, recordedBy, ...columns } = row;
  const stored = toReading(columns);
  const { digits, decimals, multiplier } = meterFacts(db, row.meterId);
  const { figures, doubts: now } = figuresOf(db, stored);
  const attached = stored.doubts.filter((doubt) => !isFromFigures(doubt));
  const doubts = [...now, ...attached];
  const settled = stored.doubts.filter((doubt) => !doubts.includes(doubt));
  const head = { meterNo, service, accountNo, customerName, doorNo, recordedBy, digits, decimals, multiplier };
  return { ...head, ...figures, reading: { ...stored, doubts }, settled };
}

function figuresOf(db: ReadDb, reading: ReviewRow['reading']) {
  const meter = meterFacts(db, reading.meterId);
  const { meterId, readAt } = reading;
  const before = acceptedBefore(db, { meterId, before: readAt, limit: HISTORY });
  const [previous] = before;
  const next = acceptedAfter(db, { meterId, after: readAt });
  const { usageMilli, usualMilli, doubts } = judge(db, meter, reading);
  const spans = pastUsages(before, meter);
  const usualMs = spans.reduce((sum, past) => sum + past.elapsedMs, 0) / (spans.length || 1);
  const figures: ReviewFigures = {
    previous: previous ? { readAt: previous.readAt, totalMilli: previous.totalMilli, source: previous.source } : null,
    next: next ? { readAt: next.readAt, totalMilli: next.totalMilli } : null,
    usageMilli,
    usualMilli,
    days: previous ? Math.round((readAt - previous.readAt) / DAY_MS) : null,
    usualDays: spans.length > 0 ? Math.round(usualMs / DAY_MS) : null,
    touSumMilli: touSum(reading),
  };
  return { figures, doubts };
}

/** Every reading of a meter, the newest first, with what was decided about it and the bills that used it. */
export function historyOf(db: ReadDb, meterId: MeterId): HistoryRow[] {
  const meter = meterFacts(db, meterId);
  const decisions = Map.groupBy(store.decisionsOfMeter(db, { meterId }), (row) => row.readingId);
  const bills = Map.groupBy(store.billsOfMeter(db, { meterId }), (row) => row.readingId);
  return store.historyOfMeter(db, { meterId }).map((row) => {
    const { recordedBy, createdAt, takenAt, ...columns } = row;
    const of = decisions.get(row.readingId) ?? [];
    return {
      ...toReading(columns),
      ...{ recordedBy, createdAt, takenAt },
      decisions: of.map(({ decisionId: _, beforeJson: __, isUndone: ___, ...decision }) => decision),
      bills: (bills.get(row.readingId) ?? []).map((bill) => ({ ...bill, isReversed: bill.isReversed === 1 })),
      isUndoable: !(undoable(db, { readingId: row.readingId, meter }) instanceof StationError),
    };
  });
}

export interface Undoable {
  readonly decision: NonNullable<ReturnType<typeof store.lastDecision>>;
  readonly before: Pick<ReviewRow['reading'], 'state' | 'role' | 'doubts' | 'note'>;
}

/** The last decision about a reading, where taking it back leaves the books as they are; else the refusal. */
export function undoable(
  db: ReadDb,
  of: { readingId: HistoryRow['readingId']; meter: ReturnType<typeof meterFacts> },
): Undoable | StationError {
  const { readingId, meter } = of;
  const { meterId, meterNo } = meter;
  const decision = store.lastDecision(db, { readingId });
  if (!decision || decision.decision === 'undo') return new StationError('reading.not-undoable', { meterNo });
  const before = JSON.parse(decision.beforeJson) as Undoable['before'];
  if (before.state !== 'doubtful') return new StationError('reading.not-undoable', { meterNo });
  for (const id of [readingId, decision.newReadingId]) {
    const bill = id === null ? undefined : billHolding(db, { meterId, readingId: id });
    if (bill) return new StationError('reading.billed', { meterNo, billNo: bill.billNo });
  }
  if (decision.newReadingId !== null && store.lastDecision(db, { readingId: decision.newReadingId }))
    return new StationError('reading.not-undoable', { meterNo });
  const reread = store.rereadOf(db, { readingId });
  if (decision.decision === 'send-back' && reread?.isOpen === 0)
    return new StationError('reading.reread-done', { meterNo });
  return { decision, before };
}

/** Meters that somebody is to read again, those due first: for a round to pick up. Ends by itself with their next reading. */
export function openRereads(db: ReadDb): Reread[] {
  return store.openRereads(db);
}
