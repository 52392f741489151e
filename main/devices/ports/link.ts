import type { UnixMs } from '../../shared/dates.ts';

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
    | 'duplicate-address'
    | 'refused'
    | 'bad-data'
    | 'wrong-unit'
    | 'no-sim'
    | 'sim-locked'
    | 'no-network'
    | 'no-paper'
    | 'paper-low'
    | 'cover-open'
    | 'stopped'
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

/** Whether the adapter returns what it is given: known after the first answer. */
export type EchoState = 'unknown' | 'yes' | 'no';

/** What a bus has learnt of its wire. */
export interface BusReport {
  readonly echo: EchoState;
  readonly lineChanges: number;
  /** Requests for another line than the wire's, which it cannot change (a serial server in raw mode). */
  readonly ignoredLines: number;
  readonly stations: readonly StationReport[];
}

export interface StationReport {
  /** "dlt645-2007:000012345678". */
  readonly station: string;
  readonly answers: number;
  readonly failures: number;
  /** From the last byte of a request to the first of its answer; null before the first answer. */
  readonly usualMs: number | null;
  /** How long its answer is waited for now, learnt of it or as the bus is set. */
  readonly waitMs: number | null;
  readonly lastAnswerAt: UnixMs | null;
  /** Two meters answered for it not long ago. */
  readonly isShared: boolean;
  /** Silent, so rounds leave it alone until then; null = asked as usual. */
  readonly quarantinedUntil: UnixMs | null;
}
