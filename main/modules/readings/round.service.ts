import type { ReadDb } from '../../db/types.ts';
import type { Tx } from '../../db/writer.ts';
import type { UnixMs } from '../../shared/dates.ts';
import type { ReadingId } from '../../shared/ids.ts';
import { assess, isFromFigures, REGISTERS, registerRange } from './readings.domain.ts';
import type { Assessment, Doubt, Further, LiveReading, ReadingState, Registers } from './readings.schema.ts';
import { append, judge, liveReadings, meterFacts } from './readings.service.ts';
import * as store from './readings.store.ts';

/** A look at a meter on a round, and what its round says of it. */
export interface RoundReading {
  readonly meterId: number;
  readonly readAt: UnixMs;
  readonly values: Registers & Further;
  /** What the figures alone do not say: a photo that is missing, a conflict on the round. */
  readonly attached: readonly Doubt[];
  /** Kept in history as rejected, whatever the figures are. */
  readonly isAside: boolean;
  /** The person saw the doubts and left a note: a rollover then counts. */
  readonly isConfirmed: boolean;
  readonly highPercent: number;
  readonly note: string;
}

export interface StoredRoundReading {
  readonly readingId: ReadingId;
  readonly state: ReadingState;
  readonly doubts: readonly Doubt[];
}

/** Inside the caller's transaction: every look becomes a reading, in the state that the rules and its round give it. */
export function storeRoundReading(tx: Tx, reading: RoundReading): StoredRoundReading {
  const { meterId, note } = reading;
  const free = { ...reading, readAt: freeInstant(tx.db, meterId, reading.readAt) };
  const { judged, state } = decideRound(tx.db, free);
  const row = { meterId: meterFacts(tx.db, meterId).meterId, readAt: free.readAt, ...free.values };
  const stored = append(tx, { ...row, source: 'round' }, judged, state, note);
  return { readingId: stored.readingId, state, doubts: judged.doubts };
}

/**
 * Inside the caller's transaction: a reading of a round in the light of what arrived since. What a person decided or a
 * bill was made of stays as it is; answers undefined then.
 */
export function restateRoundReading(
  tx: Tx,
  readingId: ReadingId,
  reading: RoundReading,
): StoredRoundReading | undefined {
  const row = store.findReading(tx.db, { readingId });
  if (!row || isDecided(tx.db, row)) return undefined;
  const { judged, state } = decideRound(tx.db, { ...reading, readAt: row.readAt }, readingId);
  const doubtsJson = JSON.stringify(judged.doubts);
  if (state === row.state && doubtsJson === row.doubtsJson && judged.role === row.role)
    return { readingId, state, doubts: judged.doubts };
  restate(tx, row, { state, role: judged.role, doubts: judged.doubts });
  return { readingId, state, doubts: judged.doubts };
}

/** Whether a person decided on the reading, or a standing bill was made of it: no rule changes it any more. */
export function isReadingDecided(db: ReadDb, readingId: ReadingId): boolean {
  const row = store.findReading(db, { readingId });
  return row !== undefined && isDecided(db, row);
}

/** Readings since an instant that count or may yet, without estimates and baselines, oldest first. */
export function realReadingsSince(db: ReadDb, meterId: number, from: UnixMs): LiveReading[] {
  const [list = []] = liveReadings(db, [{ meterId, from, to: Number.MAX_SAFE_INTEGER }]);
  return list.filter(({ source, role }) => source !== 'estimated' && role !== 'baseline');
}

/** Accepted readings before an instant, newest first: what a phone judges by. */
export function historyBefore(
  db: ReadDb,
  query: { meterId: number; before: UnixMs; limit: number },
): (Registers & Further & { readAt: UnixMs })[] {
  return store.acceptedBefore(db, query).map(({ readAt, ...row }) => {
    const { totalMilli, sharpMilli, peakMilli, flatMilli, valleyMilli, demandMilli, reactiveMilli } = row;
    return { readAt, totalMilli, sharpMilli, peakMilli, flatMilli, valleyMilli, demandMilli, reactiveMilli };
  });
}

/** Beyond the register, of a register the meter does not have, or before the value the meter started with. */
export function isImpossibleReading(
  db: ReadDb,
  reading: { meterId: number; readAt: UnixMs; values: Registers & Further },
): boolean {
  const meter = meterFacts(db, reading.meterId);
  const { values, readAt } = reading;
  const range = registerRange(meter.digits);
  if (REGISTERS.some((key) => (values[key] ?? 0) >= range)) return true;
  if (values.demandMilli !== null && !meter.hasDemand) return true;
  if (values.reactiveMilli !== null && !meter.hasReactive) return true;
  const baseline = store.baselineOf(db, { meterId: meter.meterId });
  return baseline !== undefined && readAt < baseline.readAt;
}

function isDecided(db: ReadDb, row: store.ReadingColumns): boolean {
  return (
    row.reviewedBy !== null ||
    row.reviewedAt !== null ||
    store.billUsing(db, { meterId: row.meterId, readingId: row.readingId }) !== undefined
  );
}

function decideRound(
  db: ReadDb,
  reading: RoundReading,
  withoutId?: ReadingId,
): { judged: Assessment; state: ReadingState } {
  const meter = meterFacts(db, reading.meterId);
  const point = { ...reading.values, readAt: reading.readAt };
  if (reading.isAside) {
    const { service, digits, multiplier } = meter;
    const alone = assess({ service, register: { digits, multiplier }, before: [], next: null, present: point });
    return { judged: { ...alone, role: 'usage', doubts: [...reading.attached] }, state: 'rejected' };
  }
  const found = judge(db, meter, point, { withoutId, highPercent: reading.highPercent });
  const doubts = [...found.doubts.filter(isFromFigures), ...reading.attached];
  const isSettled = doubts.length === 0 || (reading.isConfirmed && doubts.every((doubt) => doubt === 'rollover'));
  // A conflict about the first reading of a meter must not give it a starting value nobody agreed on.
  const role = doubts.length > 0 ? 'usage' : found.role;
  return { judged: { ...found, role, doubts }, state: isSettled ? 'accepted' : 'doubtful' };
}

/** Two phones may look at one meter in the same millisecond; the books keep one reading an instant. */
function freeInstant(db: ReadDb, meterId: number, readAt: UnixMs): UnixMs {
  let at = readAt;
  while (store.anyAt(db, { meterId, readAt: at })) at--;
  return at;
}

function restate(
  tx: Tx,
  row: store.ReadingColumns,
  as: { state: ReadingState; role: Assessment['role']; doubts: readonly Doubt[] },
): void {
  const { readingId, meterId } = row;
  store.restateReading(tx.db, {
    readingId,
    state: as.state,
    role: as.role,
    doubtsJson: JSON.stringify(as.doubts),
  });
  tx.audit({ kind: 'reading', id: readingId, before: { state: row.state, doubts: row.doubtsJson }, after: as });
  tx.announce({ topic: 'readings', id: meterId });
}
