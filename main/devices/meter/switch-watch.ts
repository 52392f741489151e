import { isStationError, StationError } from '../../shared/error-codes.ts';
import type { Timers } from '../link/timers.ts';
import type { RelayStatus } from '../ports/meter.ts';

export interface SwitchWatch {
  readonly timers: Timers;
  readonly address: string;
  /** A relay or valve takes its time to move, and longer where the order waits for its turn in the meter. */
  readonly settleMs: number;
  readonly lookEveryMs: number;
  readStatus(): Promise<RelayStatus>;
  isDone(status: RelayStatus): boolean;
}

/** Reads the status until it shows what was ordered: whatever was answered to the order, only that is done. */
export async function watchSwitch(watch: SwitchWatch): Promise<RelayStatus> {
  const { timers, address } = watch;
  const end = timers.now() + watch.settleMs;
  let last: RelayStatus | undefined;
  for (;;) {
    try {
      last = await watch.readStatus();
      if (watch.isDone(last)) return last;
    } catch (error) {
      if (!isStationError(error)) throw error;
      // What was seen before the line went silent may have changed meanwhile.
      last = undefined;
    }
    if (timers.now() >= end) break;
    await new Promise<void>((resolve) => {
      timers.after(watch.lookEveryMs, resolve);
    });
  }
  if (!last) throw new StationError('device.relay-unknown', { address });
  const word = last.word.toString(16).toUpperCase().padStart(4, '0');
  throw new StationError('device.relay-unmoved', { address, word });
}
