import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { localDate, startOfLocalDate, type UnixMs } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { type MeterId, ReadingId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { stationSettings } from '../station/index.ts';
import { setAside } from './decide.service.ts';
import { assess, HISTORY_LENGTH, needsReview, REGISTERS, registerRange } from './readings.domain.ts';
import {
  type Assessment,
  type CheckReading,
  type Doubt,
  type Further,
  type LiveReading,
  type Reading,
  type ReadingRole,
  type ReadingSource,
  type ReadingState,
  type RecordedReading,
  RecordReading,
  type Registers,
} from './readings.schema.ts';
import * as store from './readings.store.ts';

const HALF_DAY_MS = 43_200_000;
const NO_TOU = { sharpMilli: null, peakMilli: null, flatMilli: null, valleyMilli: null };

/** A reading about to be judged and stored. */
export interface NewReading extends Registers, Partial<Further> {
  readonly meterId: MeterId;
  readonly readAt: UnixMs;
  readonly source: ReadingSource;
  /** When it was really taken, where it stands at a settlement. */
  readonly takenAt?: UnixMs | undefined;
  /** The meter sent a kind of number that does not carry all its digits. */
  readonly isImprecise?: true | undefined;
}

/** The value a meter starts with. Never billed; a meter has one baseline. Throws reading.baseline-exists. */
export function insertBaseline(
  tx: Tx,
  baseline: { meterId: number; readAt: UnixMs; totalMilli: number; source?: ReadingSource } & Partial<
    Registers & Further
  >,
): ReadingId {
  const meter = meterFacts(tx.db, baseline.meterId);
  if (store.baselineOf(tx.db, { meterId: meter.meterId }))
    throw new StationError('reading.baseline-exists', { meterNo: meter.meterNo });
  const values: NewReading = { ...NO_TOU, source: 'manual', ...baseline, meterId: meter.meterId };
  refuseImpossible(tx, meter, values);
  return insert(tx, values, { role: 'baseline', state: 'accepted', doubts: [], note: '' });
}

/** What a value would mean, for the person who is typing it. Stores nothing. */
export function checkReading(st: Station, cmd: CheckReading): Assessment {
  const meter = meterFacts(st.db, cmd.meterId);
  const now = st.clock.now();
  return judge(st.db, meter, toNewReading(cmd, readAtOf(cmd.readOn, now, st.zone)), { withoutId: cmd.replacesId });
}

/**
 * Stores a reading taken by a person. Doubts are refused with reading.needs-confirmation until the person has seen them
 * and left a note; a confirmed rollover then counts, every other doubt waits for review.
 */
export function recordReading(st: Station, by: Actor, cmd: RecordReading): RecordedReading {
  const { requestId, ...asked } = RecordReading.parse(cmd);
  return st.write(by, { action: 'readings.record', requestId, input: asked }, (tx) => {
    const meter = meterFacts(tx.db, asked.meterId);
    refuseUnseen(tx.db, meter, asked.lastSeenId);
    if (asked.replacesId !== undefined) setAside(tx, meter, asked.replacesId, { note: asked.note });
    const reading = toNewReading(asked, readAtOf(asked.readOn, tx.now, st.zone));
    refuseRemoved(st, meter, reading);
    refuseImpossible(tx, meter, reading);
    const judged = judge(tx.db, meter, reading);
    if (judged.doubts.length > 0 && !(asked.isConfirmed && asked.note))
      throw new StationError('reading.needs-confirmation', { meterNo: meter.meterNo, doubts: judged.doubts.join() });
    return append(tx, reading, judged, stateOf(tx.db, judged.doubts), asked.note);
  });
}

/**
 * What becomes of a reading with these doubts: the station's rule says which of them need no second person. Where nobody stood
 * at the meter a rollover waits too.
 */
export function stateOf(db: ReadDb, doubts: readonly Doubt[], isSeen = true): ReadingState {
  const waived = stationSettings(db)?.reviewWaived ?? [];
  const left = doubts.filter((doubt) => !waived.some((one) => one === doubt));
  return (isSeen ? needsReview(left) : left.length > 0) ? 'doubtful' : 'accepted';
}

/** Stores what a meter said over the wire. Nobody looked at it, so any doubt waits for review. */
export function recordPolled(st: Station, by: Actor, reading: NewReading): RecordedReading {
  return st.write(by, { action: 'readings.polled', input: reading }, (tx) => {
    const meter = meterFacts(tx.db, reading.meterId);
    refuseRemoved(st, meter, reading);
    refuseImpossible(tx, meter, reading);
    const found = judge(tx.db, meter, reading);
    const judged = reading.isImprecise ? { ...found, doubts: [...found.doubts, 'imprecise' as const] } : found;
    return append(tx, reading, judged, stateOf(tx.db, judged.doubts, false), '');
  });
}

export function append(
  tx: Tx,
  reading: NewReading,
  judged: Assessment,
  state: ReadingState,
  note: string,
): RecordedReading {
  const readingId = insert(tx, reading, { role: judged.role, state, doubts: judged.doubts, note });
  return { ...judged, readingId, state };
}

function insert(
  tx: Tx,
  reading: NewReading,
  as: { role: ReadingRole; state: ReadingState; doubts: readonly Doubt[]; note: string },
): ReadingId {
  const { meterId, readAt, totalMilli, sharpMilli, peakMilli, flatMilli, valleyMilli, source } = reading;
  const { demandMilli = null, reactiveMilli = null, takenAt = null } = reading;
  const { doubts, ...rest } = as;
  const registers = { totalMilli, sharpMilli, peakMilli, flatMilli, valleyMilli, demandMilli, reactiveMilli };
  const row = { meterId, readAt, ...registers, source, ...rest };
  const readingId = store.insertReading(tx.db, {
    ...row,
    doubtsJson: JSON.stringify(doubts),
    userId: tx.by.userId,
    createdAt: tx.now,
    takenAt,
  });
  if (row.state !== 'rejected') store.endRereads(tx.db, { meterId, readingId, readAt: takenAt ?? readAt });
  tx.audit({ kind: 'reading', id: readingId, after: { ...row, doubts, ...(takenAt !== null && { takenAt }) } });
  tx.announce({ topic: 'readings', id: meterId });
  return ReadingId.parse(readingId);
}

/** What a reading means among the readings around it as they stand now. */
export function judge(
  db: ReadDb,
  meter: store.MeterFacts,
  reading: Registers & Partial<Further> & { readAt: UnixMs },
  options: { withoutId?: ReadingId | undefined; highPercent?: number } = {},
): Assessment {
  const { withoutId, highPercent } = options;
  const { meterId, service, digits, multiplier } = meter;
  const earlier = store.acceptedBefore(db, { meterId, before: reading.readAt, limit: HISTORY_LENGTH + 2 });
  const next = store.acceptedAfter(db, { meterId, after: reading.readAt });
  return assess({
    service,
    register: { digits, multiplier },
    before: earlier.filter((row) => row.readingId !== withoutId),
    next: next && next.readingId !== withoutId ? next : null,
    present: reading,
    highPercent,
  });
}

export function refuseImpossible(tx: Tx, meter: store.MeterFacts, reading: NewReading): void {
  const { meterNo, meterId } = meter;
  if (reading.readAt > tx.now) throw new StationError('reading.future', { meterNo });
  const range = registerRange(meter.digits);
  if ((reading.demandMilli != null && !meter.hasDemand) || (reading.reactiveMilli != null && !meter.hasReactive))
    throw new StationError('reading.no-such-register', { meterNo });
  for (const key of REGISTERS)
    if ((reading[key] ?? 0) >= range)
      throw new StationError('reading.exceeds-register', { meterNo, digits: meter.digits });
  const baseline = store.baselineOf(tx.db, { meterId });
  if (baseline && reading.readAt < baseline.readAt) throw new StationError('reading.before-baseline', { meterNo });
  if (store.liveAt(tx.db, { meterId, readAt: reading.readAt }))
    throw new StationError('reading.same-time', { meterNo });
}

/** A meter taken down may still be read on the day it came down, not after. */
function refuseRemoved(st: Station, meter: store.MeterFacts, reading: NewReading): void {
  const { meterNo, removedOn } = meter;
  if (removedOn !== null && localDate(reading.readAt, st.zone) > removedOn)
    throw new StationError('meter.removed', { meterNo, removedOn });
}

function refuseUnseen(db: ReadDb, meter: store.MeterFacts, lastSeenId: ReadingId | null | undefined): void {
  if (lastSeenId === undefined) return;
  const newest = store.newestLive(db, { meterId: meter.meterId });
  if ((newest?.readingId ?? null) !== lastSeenId)
    throw new StationError('reading.changed-meanwhile', { meterNo: meter.meterNo });
}

export function meterFacts(db: ReadDb, meterId: number): store.MeterFacts {
  const meter = store.findMeterFacts(db, { meterId });
  if (!meter) throw new StationError('record.not-found', { kind: 'meter', id: meterId });
  return meter;
}

function toNewReading(cmd: CheckReading, readAt: UnixMs): NewReading {
  const { meterId, totalMilli, sharpMilli = null, peakMilli = null, flatMilli = null, valleyMilli = null } = cmd;
  const { demandMilli = null, reactiveMilli = null } = cmd;
  const registers = { totalMilli, sharpMilli, peakMilli, flatMilli, valleyMilli, demandMilli, reactiveMilli };
  return { meterId, readAt, ...registers, source: 'manual' };
}

/** Now for today; noon for another day, which nobody noted the hour of. */
function readAtOf(readOn: string | undefined, now: UnixMs, zone: string): UnixMs {
  if (readOn === undefined || readOn === localDate(now, zone)) return now;
  return startOfLocalDate(readOn, zone) + HALF_DAY_MS;
}

export function toReading(row: store.ReadingColumns): Reading {
  const { doubtsJson, ...rest } = row;
  return { ...rest, doubts: doubtsOf(doubtsJson) };
}

const NO_DOUBTS: Doubt[] = [];

function doubtsOf(json: string): Doubt[] {
  return json === '[]' ? NO_DOUBTS : (JSON.parse(json) as Doubt[]);
}

export function findReading(db: ReadDb, readingId: ReadingId): Reading | undefined {
  const row = store.findReading(db, { readingId });
  return row && toReading(row);
}

/** Readings of a meter, newest first, rejected ones too. */
export function latestReadings(db: ReadDb, meterId: number, limit = 12): Reading[] {
  return store.newestOfMeter(db, { meterId, limit }).map(toReading);
}

export interface MeterSpan {
  readonly meterId: number;
  readonly from: UnixMs;
  readonly to: UnixMs;
}

/** Readings that count or still wait for a decision, in [from, to), oldest first: one list a span, in their order. */
export function liveReadings(db: ReadDb, spans: readonly MeterSpan[]): LiveReading[][] {
  const lists: LiveReading[][] = spans.map(() => []);
  for (const row of store.liveInSpans(db, { spans: JSON.stringify(spans.map((s) => [s.meterId, s.from, s.to])) })) {
    // Written out: a billing run makes two for every bill, and copying what is left of an object takes several times as long.
    const {
      readingId,
      meterId,
      readAt,
      source,
      role,
      state,
      totalMilli,
      sharpMilli,
      peakMilli,
      flatMilli,
      valleyMilli,
      demandMilli,
      reactiveMilli,
    } = row;
    const registers = { totalMilli, sharpMilli, peakMilli, flatMilli, valleyMilli, demandMilli, reactiveMilli };
    lists[row.place]?.push({
      readingId,
      meterId,
      readAt,
      source,
      role,
      state,
      ...registers,
      doubts: doubtsOf(row.doubtsJson),
    });
  }
  for (const list of lists) if (list.length > 1) list.sort((a, b) => a.readAt - b.readAt);
  return lists;
}
