import type { Actor } from '../../db/writer.ts';
import type { MeterBusPort } from '../../devices/ports.ts';
import { localDate } from '../../shared/dates.ts';
import { isStationError, StationError } from '../../shared/error-codes.ts';
import type { DeviceId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { requireBus } from '../devices/index.ts';
import { type Meter, pollableMeters, wireMeterOf } from '../meters/index.ts';
import type { ClockCheck, ClockRow, Clocks, SyncClocks } from './commissioning.schema.ts';
import { insertClockSet, lastClockSet } from './commissioning.store.ts';

interface RunningCheck {
  readonly controller: AbortController;
  check: ClockCheck;
}

/** The last check of each bus, until the program ends. */
const checks = new WeakMap<Station, Map<DeviceId, RunningCheck>>();

function checksOf(st: Station): Map<DeviceId, RunningCheck> {
  const known = checks.get(st) ?? new Map<DeviceId, RunningCheck>();
  checks.set(st, known);
  return known;
}

export function clocks(st: Station, busId: DeviceId): Clocks {
  return {
    check: checksOf(st).get(busId)?.check ?? null,
    lastSetOn: lastClockSet(st.db, { busId })?.setOn ?? null,
  };
}

/** Reads the clocks of a bus's registered meters, one by one, and answers at once; progress goes out as live messages. */
export function startClockCheck(st: Station, busId: DeviceId): ClockCheck {
  const bus = requireBus(st, busId);
  const known = checksOf(st);
  if (known.get(busId)?.check.state === 'running') throw new StationError('commissioning.check-running');
  const meters = metersWithClock(st, bus, busId);
  const running: RunningCheck = {
    controller: new AbortController(),
    check: { job: `clock-check:${busId}`, state: 'running', rows: [], total: meters.length, refusal: null },
  };
  known.set(busId, running);
  void runCheck(st, bus, meters, running);
  return running.check;
}

export function cancelClockCheck(st: Station, busId: DeviceId): void {
  checksOf(st).get(busId)?.controller.abort();
}

function metersWithClock(st: Station, bus: MeterBusPort, busId: DeviceId): Meter[] {
  return pollableMeters(st.db, busId).filter(({ protocol }) => protocol !== 'manual' && bus.supports(protocol).state);
}

async function runCheck(
  st: Station,
  bus: MeterBusPort,
  meters: readonly Meter[],
  running: RunningCheck,
): Promise<void> {
  const show = (change: Partial<ClockCheck>) => {
    running.check = { ...running.check, ...change };
    const { job, rows, total, state } = running.check;
    st.live.publish({ topic: 'progress', job, done: rows.length, total, state });
  };
  const { signal } = running.controller;
  try {
    for (const meter of meters) {
      if (signal.aborted) break;
      const row = await clockOf(st, bus, meter, signal);
      show({ rows: [...running.check.rows, row] });
    }
    show({ state: signal.aborted ? 'cancelled' : 'done' });
  } catch (error) {
    if (signal.aborted) show({ state: 'cancelled' });
    else show({ state: 'failed', refusal: { code: isStationError(error) ? error.code : 'bug', params: {} } });
  }
}

async function clockOf(st: Station, bus: MeterBusPort, meter: Meter, signal: AbortSignal): Promise<ClockRow> {
  const { meterId, meterNo, address } = meter;
  try {
    const { clock } = await bus.readState(wireMeterOf(meter), { priority: 'background', signal });
    const aheadSeconds = clock ? Math.round((clock.at - st.clock.now()) / 1000) : null;
    return { meterId, meterNo, address, aheadSeconds, refusal: null };
  } catch (error) {
    if (!isStationError(error) || signal.aborted) throw error;
    return {
      meterId,
      meterNo,
      address,
      aheadSeconds: null,
      refusal: { code: error.code, params: { ...error.params } },
    };
  }
}

/**
 * Broadcasts the time to the meters of a bus and reads their clocks again: a broadcast is answered by nobody. Once a day a
 * bus; the other limits of DL/T 645 (five minutes off at most, not around a freeze or a settlement) the driver refuses.
 */
export async function syncClocks(st: Station, by: Actor, { busId, requestId }: SyncClocks): Promise<ClockCheck> {
  const bus = requireBus(st, busId);
  const setOn = localDate(st.clock.now(), st.zone);
  if (lastClockSet(st.db, { busId })?.setOn === setOn)
    throw new StationError('device.clock-already-set', { date: setOn });
  const groups = new Map(
    pollableMeters(st.db, busId).flatMap(({ protocol, line }) =>
      protocol !== 'manual' && bus.supports(protocol).clock
        ? [[JSON.stringify([protocol, line]), { protocol, line }] as const]
        : [],
    ),
  );
  if (groups.size === 0) throw new StationError('commissioning.no-clocks');
  await bus.syncClocks([...groups.values()], st.clock.now(), { priority: 'interactive' });
  st.write(by, { action: 'commissioning.set-clocks', requestId, input: { busId } }, (tx) => {
    insertClockSet(tx.db, { busId, setOn, setAt: tx.now, userId: by.userId });
    tx.audit({ kind: 'device', id: busId, after: { clocksSetOn: setOn } });
  });
  return startClockCheck(st, busId);
}
