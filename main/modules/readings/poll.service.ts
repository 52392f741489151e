import type { Actor } from '../../db/writer.ts';
import { isStationError, StationError } from '../../shared/error-codes.ts';
import type { DeviceId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { type Meter, onTurn, pollableMeters, wireMeterOf } from '../meters/index.ts';
import type { PollResult } from './readings.schema.ts';
import { recordPolled } from './readings.service.ts';

export const POLL_JOB = 'readings.poll';

export interface PollOptions {
  readonly busId?: number;
  readonly meterIds?: readonly number[];
  readonly signal?: AbortSignal;
  onProgress?(progress: { done: number; total: number; meterNo: string }): void;
}

interface Tally {
  readonly total: number;
  done: number;
  read: number;
  doubtful: number;
  readonly failed: PollResult['failed'];
}

/**
 * Reads meters over their wires, the buses side by side, the meters of one bus one by one, taking turns
 * with what else polls it. A meter that does not answer
 * is listed and the others go on; cancelling keeps what was read.
 */
export async function pollMeters(st: Station, by: Actor, options: PollOptions = {}): Promise<PollResult> {
  const { busId, meterIds, signal } = options;
  const wanted = meterIds && new Set<number>(meterIds);
  const meters = pollableMeters(st.db, busId as DeviceId | undefined).filter((m) => !wanted || wanted.has(m.meterId));
  const tally: Tally = { total: meters.length, done: 0, read: 0, doubtful: 0, failed: [] };
  const report = (meterNo: string) => {
    st.live.publish({ topic: 'progress', job: POLL_JOB, done: tally.done, total: tally.total, state: 'running' });
    options.onProgress?.({ done: tally.done, total: tally.total, meterNo });
  };
  report('');
  await Promise.all(
    [...Map.groupBy(meters, (meter) => meter.busId).values()].map(async (onBus) => {
      for (const meter of onBus) {
        if (signal?.aborted) return;
        await pollOne(st, by, meter, tally, signal);
        report(meter.meterNo);
      }
    }),
  );
  const isCancelled = signal?.aborted ?? false;
  st.live.publish({
    topic: 'progress',
    job: POLL_JOB,
    done: tally.done,
    total: tally.total,
    state: isCancelled ? 'cancelled' : 'done',
  });
  const { total, read, doubtful, failed } = tally;
  return { total, read, doubtful, isCancelled, failed };
}

async function pollOne(st: Station, by: Actor, meter: Meter, tally: Tally, signal?: AbortSignal): Promise<void> {
  const { meterId, meterNo, busId, hasTou, hasDemand, hasReactive } = meter;
  try {
    const bus = busId === null ? undefined : st.devices.meterBus(busId);
    if (busId === null || !bus) throw new StationError('reading.bus-closed', { meterNo });
    const options = { withTou: hasTou, withDemand: hasDemand, withReactive: hasReactive, signal };
    const {
      at,
      reverseMilli: _,
      demandMilli,
      reactiveMilli,
      ...values
    } = await onTurn(st, busId, { isUrgent: true, signal }, () => bus.readMeter(wireMeterOf(meter), options));
    const readAt = Math.min(at, st.clock.now());
    const further = {
      ...(hasDemand && demandMilli !== null && { demandMilli }),
      ...(hasReactive && reactiveMilli !== null && { reactiveMilli }),
    };
    const stored = await st.queue.submit('normal', () =>
      recordPolled(st, by, { meterId, readAt, ...values, ...further, source: 'polled' }),
    );
    tally.read++;
    if (stored.state === 'doubtful') tally.doubtful++;
  } catch (error) {
    if (signal?.aborted) return;
    if (!isStationError(error)) throw error;
    tally.failed.push({ meterId, meterNo, code: error.code, params: { ...error.params } });
  }
  tally.done++;
}

/** Polls asked for from windows: one at a time a station, so that it can be cancelled by any of them. */
const running = new WeakMap<Station, AbortController>();

export async function pollFromWindow(
  st: Station,
  by: Actor,
  cmd: { busId?: number; meterIds?: readonly number[] },
): Promise<PollResult> {
  if (running.has(st)) throw new StationError('reading.poll-running');
  const controller = new AbortController();
  running.set(st, controller);
  try {
    return await pollMeters(st, by, { ...cmd, signal: controller.signal });
  } finally {
    running.delete(st);
  }
}

export function cancelPoll(st: Station): void {
  running.get(st)?.abort();
}
