import type { Actor, Tx } from '../../db/writer.ts';
import type { Asking, MeterBusPort } from '../../devices/ports.ts';
import { localDate } from '../../shared/dates.ts';
import { isStationError, StationError } from '../../shared/error-codes.ts';
import type { DeviceId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { createRowJobs, refusalOf, requireBus } from '../devices/index.ts';
import { wireMeterOf } from '../meters/index.ts';
import type { ClockCheck, ClockRow, Clocks, SetClock, SyncClocks } from './commissioning.schema.ts';
import { deleteClockSet, insertClockSet, lastClockSet } from './commissioning.store.ts';
import { orderOnce } from './orders.service.ts';
import { groupsOn, metersOn, requireWired, type WiredMeter } from './wired.service.ts';

const checks = createRowJobs<DeviceId, ClockCheck>('commissioning.check-running');

export function clocks(st: Station, busId: DeviceId): Clocks {
  return {
    check: checks.current(st, busId),
    lastSetOn: lastClockSet(st.db, { busId })?.setOn ?? null,
  };
}

/** Reads the clocks of a bus's registered meters, one by one, and answers at once; progress goes out as live messages. */
export function startClockCheck(st: Station, busId: DeviceId): ClockCheck {
  const bus = requireBus(st, busId);
  const meters = metersOn(st, busId, (protocol) => bus.supports(protocol).state);
  const first: ClockCheck = {
    job: `clock-check:${busId}`,
    state: 'running',
    rows: [],
    total: meters.length,
    refusal: null,
  };
  return checks.start(st, busId, first, async (show, signal) => {
    const rows: ClockRow[] = [];
    for (const meter of meters) {
      signal.throwIfAborted();
      rows.push(await clockOf(st, bus, meter, { priority: 'background', signal }));
      show({ rows: [...rows] });
    }
    return {};
  });
}

export function cancelClockCheck(st: Station, busId: DeviceId): void {
  checks.cancel(st, busId);
}

async function clockOf(st: Station, bus: MeterBusPort, meter: WiredMeter, asking: Asking): Promise<ClockRow> {
  const { meterId, meterNo, address } = meter;
  const row = { meterId, meterNo, address, canSet: bus.supports(meter.protocol).ownClock, refusal: null };
  try {
    const { clock } = await bus.readState(wireMeterOf(meter), asking);
    return { ...row, aheadSeconds: clock ? Math.round((clock.at - st.clock.now()) / 1000) : null };
  } catch (error) {
    if (!isStationError(error) || asking.signal?.aborted) throw error;
    return { ...row, aheadSeconds: null, refusal: refusalOf(error) };
  }
}

/** Sets the clock of one meter, however far it is off, and reads it again. The driver keeps the standard's limits. */
export function setClock(st: Station, by: Actor, { meterId, requestId }: SetClock): Promise<ClockRow> {
  const { busId, meter } = requireWired(st, meterId);
  const bus = requireBus(st, busId);
  return orderOnce(st, by, { kind: 'clock', busId, meterId, requestId }, async () => {
    const asking = { priority: 'interactive' } as const;
    await bus.setClock(wireMeterOf(meter), asking);
    const row = await clockOf(st, bus, meter, asking);
    checks.change(st, busId, (check) => ({
      ...check,
      rows: check.rows.map((known) => (known.meterId === meterId ? row : known)),
    }));
    return row;
  });
}

/**
 * Broadcasts the time to the meters of a bus and reads their clocks again: a broadcast is answered by nobody. Once a day a
 * bus, which is taken before it goes out: one that a crash cut off counts as sent. The other limits of DL/T 645 (five minutes off at most, not around a freeze or a settlement) the driver refuses.
 */
export async function syncClocks(st: Station, by: Actor, { busId, requestId }: SyncClocks): Promise<ClockCheck> {
  const bus = requireBus(st, busId);
  const groups = groupsOn(st, busId, (protocol) => bus.supports(protocol).clock);
  if (groups.length === 0) throw new StationError('commissioning.no-clocks');
  const setOn = localDate(st.clock.now(), st.zone);
  const claim = {
    take(tx: Tx): void {
      if (lastClockSet(tx.db, { busId })?.setOn === setOn)
        throw new StationError('device.clock-already-set', { date: setOn });
      insertClockSet(tx.db, { busId, setOn, setAt: tx.now, userId: by.userId });
    },
    giveBack: (tx: Tx) => deleteClockSet(tx.db, { busId, setOn }),
  };
  const isChecking = () => checks.current(st, busId)?.state === 'running';
  await orderOnce(st, by, { kind: 'clocks', busId, meterId: null, requestId, claim }, async () => {
    if (isChecking()) throw new StationError('commissioning.check-running');
    await bus.syncClocks(groups, st.clock.now(), { priority: 'interactive' });
    if (!isChecking()) startClockCheck(st, busId);
    return null;
  });
  return checks.current(st, busId) ?? startClockCheck(st, busId);
}
