import type { Timers } from '../link/timers.ts';
import type { Job } from './job.ts';

/** How long a wire has been silent, for requests that want silence before them. */
export interface Quiet {
  /** Bytes go over the wire, in either direction, until then. */
  until(at: number): void;
  /** What this try still has to wait; once only, so that noise without end cannot hold it. */
  restMs(job: Job): number;
}

export function createQuiet(timers: Timers): Quiet {
  let lastByteAt = Number.NEGATIVE_INFINITY;
  return {
    until(at) {
      lastByteAt = at;
    },
    restMs(job) {
      if (job.isRested) return 0;
      job.isRested = true;
      return Math.max(0, lastByteAt + (job.request.timing.quietMs ?? 0) - timers.now());
    },
  };
}
