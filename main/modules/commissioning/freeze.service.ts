import type { Actor } from '../../db/writer.ts';
import { isStationError, StationError } from '../../shared/error-codes.ts';
import type { DeviceId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { createRowJobs, refusalOf, requireBus } from '../devices/index.ts';
import { wireMeterOf } from '../meters/index.ts';
import type { FreezeNow, FreezeRow, FreezeRun } from './commissioning.schema.ts';
import { orderOnce } from './orders.service.ts';
import { groupsOn, metersOn } from './wired.service.ts';

const runs = createRowJobs<DeviceId, FreezeRun>('commissioning.freeze-running');

export function currentFreeze(st: Station, busId: DeviceId): FreezeRun | null {
  return runs.current(st, busId);
}

export function cancelFreeze(st: Station, busId: DeviceId): void {
  runs.cancel(st, busId);
}

/**
 * Lets all meters of a bus keep their registers at one moment, which nobody answers, and reads one after the other what
 * they kept. The figures are shown and not stored: no reading comes of them.
 */
export async function freezeNow(st: Station, by: Actor, { busId, requestId }: FreezeNow): Promise<FreezeRun> {
  const bus = requireBus(st, busId);
  const groups = groupsOn(st, busId, (protocol) => bus.supports(protocol).freeze);
  if (groups.length === 0) throw new StationError('commissioning.no-freezes');
  let isNew = false;
  const { orderedAt } = await orderOnce(st, by, { kind: 'freeze', busId, meterId: null, requestId }, async () => {
    if (runs.current(st, busId)?.state === 'running') throw new StationError('commissioning.freeze-running');
    isNew = true;
    const at = st.clock.now();
    await bus.freezeNow(groups, { priority: 'interactive' });
    return { orderedAt: at };
  });
  const shown = runs.current(st, busId);
  if (!isNew && shown) return shown;
  const meters = metersOn(st, busId, (protocol) => bus.supports(protocol).freeze);
  const first: FreezeRun = {
    job: `freeze:${busId}`,
    state: 'running',
    orderedAt,
    rows: [],
    total: meters.length,
    refusal: null,
  };
  return runs.start(st, busId, first, async (show, signal) => {
    const rows: FreezeRow[] = [];
    for (const meter of meters) {
      signal.throwIfAborted();
      const { meterId, meterNo, address } = meter;
      const row = { meterId, meterNo, address, frozenAt: null, totalMilli: null, refusal: null };
      try {
        const kept = await bus.readInstantFreeze(wireMeterOf(meter), { priority: 'background', signal });
        rows.push({ ...row, frozenAt: kept.frozenAt, totalMilli: kept.totalMilli });
      } catch (error) {
        if (!isStationError(error) || signal.aborted) throw error;
        rows.push({ ...row, refusal: refusalOf(error) });
      }
      show({ rows: [...rows] });
    }
    return {};
  });
}
