import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { sha256 } from '../../db/writer.ts';
import { isStationError, StationError } from '../../shared/error-codes.ts';
import { type ReadingId, RequestId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { decide, refuseBilled, setAside } from './decide.service.ts';
import { estimateAt } from './estimate.service.ts';
import { isUnacceptable, REGISTERS, registerUsage } from './readings.domain.ts';
import type { Doubt, ReviewReading } from './readings.schema.ts';
import { append, judge, meterFacts, type NewReading, refuseImpossible } from './readings.service.ts';
import * as readings from './readings.store.ts';
import type {
  CorrectDoubtful,
  DecideReadings,
  DecisionItem,
  DecisionResult,
  PreviewDecision,
  UndoDecisions,
} from './review.schema.ts';
import { undoable } from './review.service.ts';
import * as store from './review.store.ts';

/** Readings decided in one transaction: a payment waits for no more than these. */
const CHUNK = 20;

type Told = Pick<DecideReadings, 'decision' | 'method' | 'dueOn' | 'note'>;

/**
 * One decision for many doubtful readings, each for itself: what cannot be done to one is told and the others are done. Asked
 * again with the same request it answers the same. The readings of a meter are taken in their order in time.
 */
export async function decideReadings(st: Station, by: Actor, cmd: DecideReadings): Promise<DecisionResult> {
  const { requestId, readingIds, ...told } = cmd;
  return inChunks(st, by, { action: 'readings.decide', requestId, readingIds, told }, (tx, readingId) =>
    decideOne(tx, readingId, told),
  );
}

/** What a decision would do to each, worked out by doing it and taking it back. */
export function previewDecision(st: Station, by: Actor, cmd: PreviewDecision): DecisionResult {
  const { readingIds, ...told } = cmd;
  return st.rehearse(by, (tx) =>
    tally(
      inOrder(tx.db, readingIds).map((id) => attempt(tx, id, () => decideOne(tx, id, { ...told, note: 'rehearsal' }))),
    ),
  );
}

/** Takes the last decisions about readings back, where nothing was billed on them: they wait again. */
export async function undoDecisions(st: Station, by: Actor, cmd: UndoDecisions): Promise<DecisionResult> {
  const { requestId, readingIds, note } = cmd;
  return inChunks(st, by, { action: 'readings.undo', requestId, readingIds, told: { note } }, (tx, readingId) =>
    undoOne(tx, readingId, note),
  );
}

/** One decision about one reading. Refuses what it cannot do instead of listing it. */
export function reviewReading(st: Station, by: Actor, cmd: ReviewReading): void {
  const { requestId, readingId, decision, note } = cmd;
  st.write(by, { action: 'readings.review', requestId, input: cmd }, (tx) => {
    if (decision === 'reject') setAside(tx, meterFacts(tx.db, rowOf(tx.db, readingId).meterId), readingId, { note });
    else decideOne(tx, readingId, { decision, method: 'average', note });
  });
}

/** A doubtful reading was misread: another takes its place at the same time, and the doubtful one stays as rejected. */
export function correctDoubtful(st: Station, by: Actor, cmd: CorrectDoubtful): DecisionItem {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'readings.correct-doubtful', requestId, input }, (tx) => {
    correctOne(tx, input);
    return itemOf(tx.db, cmd.readingId);
  });
}

export function previewCorrection(
  st: Station,
  by: Actor,
  cmd: Omit<CorrectDoubtful, 'note' | 'requestId'>,
): DecisionItem {
  return st.rehearse(by, (tx) => attempt(tx, cmd.readingId, () => correctOne(tx, { ...cmd, note: 'rehearsal' })));
}

async function inChunks(
  st: Station,
  by: Actor,
  of: { action: string; requestId: RequestId; readingIds: readonly ReadingId[]; told: object },
  work: (tx: Tx, readingId: ReadingId) => void,
): Promise<DecisionResult> {
  const { action, requestId, readingIds, told } = of;
  const ids = inOrder(st.db, readingIds);
  const items: DecisionItem[] = [];
  for (let from = 0; from < ids.length; from += CHUNK) {
    const chunk = ids.slice(from, from + CHUNK);
    const options = { action, requestId: partOf(requestId, from), input: { readingIds: chunk, ...told } };
    const done = await st.queue.submit('normal', () =>
      st.write(by, options, (tx) => chunk.map((id) => attempt(tx, id, () => work(tx, id)))),
    );
    items.push(...done);
  }
  return tally(items);
}

/** Each chunk is a request of its own that follows from the whole: a repeat meets the same ones. */
function partOf(requestId: RequestId, from: number): RequestId {
  const h = sha256(`${requestId} ${from}`);
  return RequestId.parse(
    [h.slice(0, 8), h.slice(8, 12), `5${h.slice(13, 16)}`, `a${h.slice(17, 20)}`, h.slice(20, 32)].join('-'),
  );
}

function inOrder(db: ReadDb, readingIds: readonly ReadingId[]): ReadingId[] {
  return [...new Set(readingIds)]
    .map((readingId) => rowOf(db, readingId))
    .sort((a, b) => a.meterId - b.meterId || a.readAt - b.readAt || a.readingId - b.readingId)
    .map((row) => row.readingId);
}

/** A refusal takes back what was done for this reading alone. */
function attempt(tx: Tx, readingId: ReadingId, work: () => void): DecisionItem {
  try {
    tx.db.transaction(work)();
  } catch (error) {
    if (!isStationError(error)) throw error;
    return {
      ...itemOf(tx.db, readingId),
      totalMilli: null,
      usageMilli: null,
      code: error.code,
      params: { ...error.params },
    };
  }
  return itemOf(tx.db, readingId);
}

function tally(items: DecisionItem[]): DecisionResult {
  const done = items.filter((item) => item.code === null).length;
  return { items, done, refused: items.length - done };
}

/** What counts of a reading now: itself, or what took its place. */
function itemOf(db: ReadDb, readingId: ReadingId): DecisionItem {
  const row = rowOf(db, readingId);
  const { meterId } = row;
  const { meterNo, decimals, digits, multiplier } = meterFacts(db, meterId);
  const doorNo = store.doorOf(db, { meterId })?.doorNo ?? '';
  const last = store.lastDecision(db, { readingId });
  const insteadId = last?.decision === 'undo' ? null : (last?.newReadingId ?? null);
  const counts = insteadId === null ? row : rowOf(db, insteadId);
  const head = { readingId, meterNo, doorNo, decimals, code: null, params: {} };
  if (counts.state !== 'accepted') return { ...head, totalMilli: null, usageMilli: null };
  const [previous] = readings.acceptedBefore(db, { meterId, before: counts.readAt, limit: 1 });
  const usageMilli = previous ? registerUsage(previous.totalMilli, counts.totalMilli, { digits, multiplier }) : null;
  return { ...head, totalMilli: counts.totalMilli, usageMilli };
}

function rowOf(db: ReadDb, readingId: ReadingId): readings.ReadingColumns {
  const row = readings.findReading(db, { readingId });
  if (!row) throw new StationError('record.not-found', { kind: 'reading', id: readingId });
  return row;
}

function waiting(tx: Tx, readingId: ReadingId): { row: readings.ReadingColumns; meter: readings.MeterFacts } {
  const row = rowOf(tx.db, readingId);
  const meter = meterFacts(tx.db, row.meterId);
  if (row.state !== 'doubtful')
    throw new StationError('reading.already-decided', { meterNo: meter.meterNo, state: row.state });
  return { row, meter };
}

function decideOne(tx: Tx, readingId: ReadingId, told: Told): void {
  const { row, meter } = waiting(tx, readingId);
  const { decision, note } = told;
  if (decision === 'accept') accept(tx, { row, meter }, note);
  else if (decision === 'reject') setAside(tx, meter, readingId, { note });
  else if (decision === 'send-back') {
    setAside(tx, meter, readingId, { note, decision });
    const asked = {
      reason: note,
      dueOn: told.dueOn ?? null,
      askedAt: tx.now,
      userId: tx.by.userId,
      askedBy: tx.by.name,
    };
    store.insertReread(tx.db, { meterId: row.meterId, readingId, ...asked });
  } else
    setAside(tx, meter, readingId, {
      note,
      decision,
      replace: () => estimateAt(tx, row, { method: told.method, note }),
    });
}

/** The reading is judged again as the readings around it stand now. */
function accept(tx: Tx, { row, meter }: ReturnType<typeof waiting>, note: string): void {
  const judged = judge(tx.db, meter, row);
  if (isUnacceptable(judged.doubts))
    throw new StationError('reading.unacceptable', { meterNo: meter.meterNo, doubts: judged.doubts.join() });
  const role = row.role === 'final' ? row.role : judged.role;
  decide(tx, row, { state: 'accepted', role, doubts: judged.doubts, note });
}

function correctOne(tx: Tx, cmd: Omit<CorrectDoubtful, 'requestId'>): void {
  const { row, meter } = waiting(tx, cmd.readingId);
  const { meterNo } = meter;
  const values = Object.fromEntries(REGISTERS.map((key) => [key, cmd[key] ?? row[key]])) as Pick<
    typeof row,
    (typeof REGISTERS)[number]
  >;
  if (REGISTERS.every((key) => values[key] === row[key])) throw new StationError('correction.unchanged', { meterNo });
  const takenAt = readings.takenAtOf(tx.db, { readingId: cmd.readingId })?.takenAt ?? undefined;
  const reading: NewReading = { ...values, meterId: row.meterId, readAt: row.readAt, takenAt, source: 'manual' };
  const replace = () => {
    refuseImpossible(tx, meter, reading);
    const judged = judge(tx.db, meter, reading);
    if (isUnacceptable(judged.doubts))
      throw new StationError('reading.unacceptable', { meterNo, doubts: judged.doubts.join() });
    const role = row.role === 'final' ? row.role : judged.role;
    return append(tx, reading, { ...judged, role }, 'accepted', cmd.note).readingId;
  };
  setAside(tx, meter, cmd.readingId, { note: cmd.note, decision: 'correct', replace });
}

function undoOne(tx: Tx, readingId: ReadingId, note: string): void {
  const row = rowOf(tx.db, readingId);
  const meter = meterFacts(tx.db, row.meterId);
  const found = undoable(tx.db, { readingId, meter });
  if (found instanceof StationError) throw found;
  const { decision, before } = found;
  if (decision.newReadingId !== null) setAside(tx, meter, decision.newReadingId, { note });
  else if (row.state === 'accepted') {
    refuseBilled(tx, meter, readingId);
    if (row.role === 'baseline' && readings.acceptedAfter(tx.db, { meterId: row.meterId, after: row.readAt }))
      throw new StationError('reading.baseline-in-use', { meterNo: meter.meterNo });
  }
  if (row.state === 'rejected' && readings.liveAt(tx.db, { meterId: row.meterId, readAt: row.readAt }))
    throw new StationError('reading.same-time', { meterNo: meter.meterNo });
  const reread = store.rereadOf(tx.db, { readingId });
  if (decision.decision === 'send-back' && reread)
    store.withdrawReread(tx.db, { rereadId: reread.rereadId, now: tx.now });
  const doubts: readonly Doubt[] = before.doubts;
  decide(tx, row, { ...before, doubts, decision: 'undo', undoesId: decision.decisionId, isOpenAgain: true });
}
