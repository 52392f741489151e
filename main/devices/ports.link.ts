import type { UnixMs } from '../shared/dates.ts';

/** How a wire is, in the words of the renderer. */

/** closed: not asked for · opening · open: bytes flow · silent: open, but nothing heard · lost: gone, being retried. */
export type LinkState = 'closed' | 'opening' | 'open' | 'silent' | 'lost';

/** The reason in one word (the renderer owns the sentence) and the raw detail for support. */
export interface DeviceProblem {
  readonly code:
    | 'port-missing'
    | 'port-busy'
    | 'port-denied'
    | 'host-unreachable'
    | 'unplugged'
    | 'no-answer'
    | 'garbage'
    | 'bad-checksum'
    | 'refused'
    | 'bad-data'
    | 'wrong-unit'
    | 'no-sim'
    | 'sim-locked'
    | 'no-network'
    | 'other';
  readonly detail: string;
  readonly at: UnixMs;
}

export interface LinkStatus {
  readonly state: LinkState;
  readonly problem: DeviceProblem | null;
  readonly statistics: LinkStatistics;
}

export interface LinkStatistics {
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly requests: number;
  readonly answers: number;
  readonly retries: number;
  readonly timeouts: number;
  readonly badFrames: number;
  readonly droppedBytes: number;
  readonly reconnects: number;
}
