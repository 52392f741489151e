import type { Actor } from '../../db/writer.ts';
import { addDays, type LocalDate, localDate, localInstant, monthOf, startOfLocalDate } from '../../shared/dates.ts';
import { isStationError, StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { type Meter, onTurn, pollableMeters } from '../meters/index.ts';
import { recordPolled } from '../readings/index.ts';
import { askExtras, askNight, askSettlement, type NightValues, onWire } from './ask.service.ts';
import { dueDays, isWireDown, settledAt } from './due.domain.ts';
import { readQuarter } from './interval-run.service.ts';
import { type Outcome, type RunOutcome, storeOutcomes, type Wanted } from './outcome.service.ts';
import { isReadSince, isSettled, wantedOf } from './plan.service.ts';
import { policyOf } from './policy.service.ts';
import type { RunCause } from './polling.schema.ts';
import { type StopReason, stopRun, whileRunning } from './running.ts';
import { requireSchedule, scopeOf } from './schedules.service.ts';
import * as store from './schedules.store.ts';
import { targetsOf } from './targets.service.ts';

/** Stored together: a kill loses at most so many values, which are then asked for again. */
const AT_ONCE = 20;
const NO_EXTRAS = { demandMilli: null, demandAt: null, findings: [], state: null };

export const runJob = (scheduleId: number) => `polling:${scheduleId}`;

/** What is due of a schedule now, or what a person asks it for; undefined where it is running already. */
export function runSchedule(
  st: Station,
  by: Actor,
  scheduleId: number,
  cause: Exclude<RunCause, 'retry'>,
): Promise<RunOutcome | undefined> {
  return whileRunning(st, scheduleId, async (signal) => {
    const schedule = requireSchedule(st.db, scheduleId);
    const { kind } = schedule;
    const targets = targetsOf(st.db, scopeOf(schedule));
    if (kind === 'interval') return readQuarter(st, by, { schedule, targets, signal });
    const now = st.clock.now();
    const days = dueDays(schedule, schedule.doneTo, now, st.zone);
    const wanted = wantedOf(st, kind, targets, cause === 'asked' ? [...days, askedDay(schedule, now, st.zone)] : days);
    const result = await runWanted(st, by, { scheduleId, cause, wanted, signal });
    if (signal.reason !== ('shutdown' satisfies StopReason)) {
      const last = days.at(-1);
      const doneTo = last === undefined ? undefined : localInstant(last, schedule.atMinute, st.zone);
      if (doneTo !== undefined && doneTo > schedule.doneTo) await markDone(st, by, scheduleId, doneTo);
    }
    return result;
  });
}

/** A person asks a night schedule for today, a settlement schedule for its last day. */
function askedDay(schedule: store.ScheduleColumns, now: number, zone: string): LocalDate {
  const today = localDate(now, zone);
  if (schedule.kind === 'daily') return today;
  const day = String(schedule.monthDay ?? 1).padStart(2, '0');
  const here = `${monthOf(today)}-${day}`;
  return here <= today ? here : `${monthOf(addDays(`${monthOf(today)}-01`, -1))}-${day}`;
}

function markDone(st: Station, by: Actor, scheduleId: number, doneTo: number): Promise<void> {
  return st.queue.submit('normal', () =>
    st.write(by, { action: 'polling.done', input: { scheduleId, doneTo } }, (tx) => {
      store.setDoneTo(tx.db, { scheduleId, doneTo });
      tx.announce({ topic: 'polling' });
    }),
  );
}

/** Asks for everything wanted, the buses side by side, and stores what comes as it comes. */
export async function runWanted(
  st: Station,
  by: Actor,
  of: { scheduleId: number | null; cause: RunCause; wanted: readonly Wanted[]; signal: AbortSignal },
): Promise<RunOutcome> {
  const { scheduleId, cause, wanted, signal } = of;
  if (wanted.length === 0 && cause === 'due') return { wanted: 0, got: 0, isCancelled: false };
  const runId = await st.queue.submit('normal', () =>
    st.write(by, { action: 'polling.start', input: { scheduleId, cause, wanted: wanted.length } }, (tx) => {
      const id = store.insertRun(tx.db, {
        ...{ scheduleId, cause, wanted: wanted.length, userName: by.name, now: tx.now },
      });
      tx.audit({ kind: 'poll-run', id });
      tx.announce({ topic: 'polling' });
      return id;
    }),
  );
  const progress = { done: 0, got: 0 };
  const job = runJob(scheduleId ?? 0);
  const show = (state: 'running' | 'done' | 'cancelled') =>
    st.live.publish({ topic: 'progress', job, done: progress.done, total: wanted.length, state });
  show('running');
  const meters = new Map(pollableMeters(st.db).map((meter) => [meter.meterId as number, meter]));
  const byBus = Map.groupBy(wanted, ({ target }) => target.busId);
  await Promise.all(
    [...byBus].map(([busId, onBus]) =>
      runBus(st, by, { busId, onBus, meters, signal }, (done, got) => {
        progress.done += done;
        progress.got += got;
        show('running');
      }),
    ),
  );
  const isCancelled = signal.aborted;
  const state = !isCancelled ? 'done' : signal.reason === 'shutdown' ? 'interrupted' : 'cancelled';
  await st.queue.submit('normal', () =>
    st.write(by, { action: 'polling.finish', input: { runId, state, got: progress.got } }, (tx) => {
      store.endRun(tx.db, { runId, state, got: progress.got, now: tx.now });
      tx.announce({ topic: 'polling' });
    }),
  );
  show(isCancelled ? 'cancelled' : 'done');
  return { wanted: wanted.length, got: progress.got, isCancelled };
}

async function runBus(
  st: Station,
  by: Actor,
  of: { busId: number; onBus: readonly Wanted[]; meters: ReadonlyMap<number, Meter>; signal: AbortSignal },
  onStored: (done: number, got: number) => void,
): Promise<void> {
  const { busId, onBus, meters, signal } = of;
  const policy = policyOf(st.db);
  const silent = new Map<number, { code: string; params: Record<string, string | number> }>();
  let waiting: Outcome[] = [];
  const flush = async () => {
    const outcomes = waiting;
    waiting = [];
    if (outcomes.length === 0) return;
    const got = await st.queue.submit('normal', () =>
      st.write(by, { action: 'polling.store', input: { busId, values: outcomes.length } }, (tx) =>
        storeOutcomes(st, tx, outcomes, policy),
      ),
    );
    onStored(outcomes.length, got);
  };
  for (const wanted of onBus) {
    const known = silent.get(wanted.target.meterId);
    const outcome: Outcome | undefined = signal.aborted
      ? cancelledOf(wanted, signal)
      : known
        ? // It did not answer a moment ago: its other days are not waited for as well.
          { wanted, missed: known }
        : await onTurn(st, busId, { isUrgent: false }, () => askOne(st, by, wanted, meters, signal));
    if (!outcome) break;
    if ('missed' in outcome && isWireDown(outcome.missed.code))
      silent.set(wanted.target.meterId, { code: outcome.missed.code, params: { ...outcome.missed.params } });
    waiting.push(outcome);
    if (waiting.length >= AT_ONCE) await flush();
  }
  await flush();
}

/** What a person stopped is a gap with that reason; what the end of the program stopped is asked for again. */
function cancelledOf(wanted: Wanted, signal: AbortSignal): Outcome | undefined {
  if (signal.reason === ('shutdown' satisfies StopReason)) return undefined;
  return { wanted, missed: { code: 'polling.cancelled', params: { meterNo: wanted.target.meterNo } } };
}

async function askOne(
  st: Station,
  by: Actor,
  wanted: Wanted,
  meters: ReadonlyMap<number, Meter>,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const { target, day, kind } = wanted;
  try {
    const meter = meters.get(target.meterId);
    if (!meter) throw new StationError('record.not-found', { kind: 'meter', id: target.meterId });
    const at = onWire(st, meter, signal);
    if (kind === 'settlement') {
      // Another schedule, or a person, may have come first.
      if (!isSettled(st.db, { meterId: meter.meterId, day, zone: st.zone }))
        await recordSettled(st, by, meter, { day, night: await askSettlement(st, at, day) });
      return { wanted, isSettled: true };
    }
    const night = await askNight(st, at, day);
    const isToday = day === localDate(st.clock.now(), st.zone);
    return { wanted, night, extras: isToday ? await askExtras(at, policyOf(st.db)) : NO_EXTRAS };
  } catch (error) {
    if (signal.aborted) return cancelledOf(wanted, signal);
    if (!isStationError(error)) throw error;
    return { wanted, missed: { code: error.code, params: { meterNo: target.meterNo, ...error.params } } };
  }
}

/** One that is there already, after a kill between its storing and its gap, is there once. */
async function recordSettled(
  st: Station,
  by: Actor,
  meter: Meter,
  { day, night }: { day: LocalDate; night: NightValues },
): Promise<void> {
  const { meterId, meterNo, hasTou, hasDemand, hasReactive } = meter;
  const midnight = startOfLocalDate(day, st.zone);
  // What it shows now cannot stand before what somebody has read since midnight.
  if (!night.isFrozen && isReadSince(st.db, { meterId, from: midnight, to: night.readAt }))
    throw new StationError('polling.read-since', { meterNo, day });
  const { totalMilli, sharpMilli, peakMilli, flatMilli, valleyMilli, demandMilli, reactiveMilli, isImprecise } =
    night.values;
  const none = { sharpMilli: null, peakMilli: null, flatMilli: null, valleyMilli: null };
  const reading = {
    meterId,
    readAt: settledAt(night.readAt, day, st.zone),
    takenAt: night.readAt > midnight ? night.readAt : undefined,
    totalMilli,
    ...(hasTou ? { sharpMilli, peakMilli, flatMilli, valleyMilli } : none),
    ...(hasDemand && demandMilli !== null && { demandMilli }),
    ...(hasReactive && reactiveMilli !== null && { reactiveMilli }),
    isImprecise,
    source: 'polled' as const,
  };
  try {
    await st.queue.submit('normal', () => recordPolled(st, by, reading));
  } catch (error) {
    if (!isStationError(error, 'reading.same-time')) throw error;
  }
}

export function cancelRun(st: Station, scheduleId: number): void {
  stopRun(st, scheduleId, 'cancelled');
}
