import type { Actor, Tx } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { isStationError, StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { type Meter, pollableMeters } from '../meters/index.ts';
import { demandFinding, type Finding } from './alerts.domain.ts';
import { observe } from './alerts.service.ts';
import { askPower, onWire } from './ask.service.ts';
import { DAYS_KEPT } from './due.domain.ts';
import { insertQuarter, quarterAt, scopesOf } from './intervals.service.ts';
import { type Missed, missGap, type RunOutcome } from './outcome.service.ts';
import { QUARTER_MS, type QuarterReading, slotOf, slotStart } from './packed.domain.ts';
import type { PolicyFields } from './policy.schema.ts';
import { demandLimitOf, policyOf } from './policy.service.ts';
import { onTurn } from './running.ts';
import { type ScheduleColumns, setDoneTo } from './schedules.store.ts';
import type { Target } from './targets.store.ts';

const AT_ONCE = 20;

interface Quarter {
  readonly target: Target;
  readonly reading: QuarterReading | null;
  readonly missed: Missed | null;
  readonly findings: readonly Finding[];
}

/** Reads the registers of a quarter of an hour; what comes after its end is not that quarter's any more. */
export async function readQuarter(
  st: Station,
  by: Actor,
  of: { schedule: ScheduleColumns; targets: readonly Target[]; signal: AbortSignal },
): Promise<RunOutcome> {
  const { schedule, targets, signal } = of;
  const slot = slotOf(st.clock.now());
  const policy = policyOf(st.db);
  const meters = new Map(pollableMeters(st.db).map((meter) => [meter.meterId as number, meter]));
  const job = `polling:${schedule.scheduleId}`;
  let [done, got] = [0, 0];
  const show = (state: 'running' | 'done' | 'cancelled') =>
    st.live.publish({ topic: 'progress', job, done, total: targets.length, state });
  const store = (quarters: readonly Quarter[]) =>
    st.queue.submit('normal', () =>
      st.write(by, { action: 'polling.quarter', input: { slot, meters: quarters.length } }, (tx) => {
        for (const quarter of quarters) got += Number(storeQuarter(st, tx, slot, quarter, policy));
      }),
    );
  show('running');
  const byBus = Map.groupBy(targets, (target) => target.busId);
  const sweep = async (onBus: readonly Target[]) => {
    let waiting: Quarter[] = [];
    for (const target of onBus) {
      if (signal.aborted) break;
      const quarter = await askQuarter(st, { target, meters, slot, policy, signal });
      if (quarter) waiting.push(quarter);
      done++;
      if (waiting.length >= AT_ONCE) {
        await store(waiting);
        waiting = [];
      }
      show('running');
    }
    if (waiting.length > 0) await store(waiting);
  };
  await Promise.all([...byBus].map(([busId, onBus]) => onTurn(st, busId, true, () => sweep(onBus))));
  if (!signal.aborted) await finish(st, by, { schedule, targets, slot });
  show(signal.aborted ? 'cancelled' : 'done');
  return { wanted: targets.length, got, isCancelled: signal.aborted };
}

async function askQuarter(
  st: Station,
  of: { target: Target; meters: ReadonlyMap<number, Meter>; slot: number; policy: PolicyFields; signal: AbortSignal },
): Promise<Quarter | undefined> {
  const { target, meters, slot, policy, signal } = of;
  try {
    const meter = meters.get(target.meterId);
    if (!meter) return undefined;
    const late = () => new StationError('polling.too-late', { meterNo: target.meterNo });
    if (st.clock.now() >= slotStart(slot + 1)) throw late();
    const at = onWire(st, meter, signal);
    const values = await at.bus.readMeter(at.wire, { withTou: false, ...at.asking });
    const place = quarterAt(slot, Math.min(values.at, st.clock.now()));
    if (!place) throw late();
    // Voltage and direction only while there is time for the others.
    const hasTime = st.clock.now() < slotStart(slot) + QUARTER_MS / 2;
    const findings = hasTime ? await askPower(at, policy) : [];
    return { target, reading: { ...place, totalMilli: values.totalMilli }, missed: null, findings };
  } catch (error) {
    if (signal.aborted) return undefined;
    if (!isStationError(error)) throw error;
    const params = { meterNo: target.meterNo, ...error.params };
    return { target, reading: null, missed: { code: error.code, params }, findings: [] };
  }
}

function storeQuarter(st: Station, tx: Tx, slot: number, quarter: Quarter, policy: PolicyFields): boolean {
  const { target, reading, missed, findings } = quarter;
  const { meterId, multiplier } = target;
  if (missed) missGap(tx, { meterId, kind: 'interval', day: localDate(slotStart(slot), st.zone) }, missed, 1);
  if (!reading) return false;
  const power = insertQuarter(tx, { ...reading, meterId, multiplier, scopes: scopesOf(target) });
  const limit = demandLimitOf(tx.db, meterId);
  const demand = power !== null && limit !== null ? [demandFinding(power, limit)] : [];
  observe(tx, meterId, [...findings, ...demand], policy);
  return true;
}

/** The quarter is done; those the program slept through are counted as missed, day by day. */
function finish(
  st: Station,
  by: Actor,
  { schedule, targets, slot }: { schedule: ScheduleColumns; targets: readonly Target[]; slot: number },
): Promise<void> {
  const first = Math.max(slotOf(schedule.doneTo) + 1, slot - DAYS_KEPT * 96);
  const slept = Array.from({ length: Math.max(0, slot - first) }, (_, i) => localDate(slotStart(first + i), st.zone));
  const byDay = [...Map.groupBy(slept, (day) => day)].map(([day, quarters]) => ({ day, missed: quarters.length }));
  const doneTo = Math.max(schedule.doneTo, slotStart(slot));
  return st.queue.submit('normal', () =>
    st.write(by, { action: 'polling.done', input: { scheduleId: schedule.scheduleId, doneTo } }, (tx) => {
      setDoneTo(tx.db, { scheduleId: schedule.scheduleId, doneTo });
      for (const { meterId, meterNo } of targets)
        for (const { day, missed } of byDay)
          missGap(tx, { meterId, kind: 'interval', day }, { code: 'polling.was-off', params: { meterNo } }, missed);
      tx.announce({ topic: 'polling' });
    }),
  );
}
