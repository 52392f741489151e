import type { FrameParser } from '../framing/frame.ts';
import type { LineSettings } from '../link/line.schema.ts';
import type { Timers } from '../link/timers.ts';
import type { BusPriority, BusReport, DeviceProblem, LinkStatus } from '../ports.ts';
import type { Transport } from '../transport/transport.ts';

/**
 * The bus engine: owns one wire with many devices that speak only when asked. One request at a time, interactive ones
 * first; timeouts, retries and pauses; what is not the answer (echo, late answer, noise) is dropped and counted. Each
 * request brings its own framing, so that devices of several protocols share a wire. Requests that wait when the wire
 * is lost fail: none is ever sent to whatever is plugged in later.
 */
export interface Bus {
  status(): LinkStatus;
  report(): BusReport;
  /** Asks a station that was put aside as silent at its next turn again. */
  release(station: string): void;
  onStatus(listener: () => void): void;
  /** The first answer. Fails with a BusFailure, or with the signal's reason. */
  ask<F>(request: BusRequest<F>): Promise<F>;
  /** All that is heard in the answering time, be it nothing: for wildcards, which several devices may answer at once. */
  survey<F>(request: BusRequest<F>): Promise<Survey<F>>;
  /** Sent once and never answered: broadcasts. Resolves when the wire has rested afterwards. */
  tell(broadcast: BusBroadcast): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

export interface BusRequest<F> {
  readonly bytes: Uint8Array;
  readonly framing: Framing<F>;
  readonly timing: BusTiming;
  /** Absent = the wire's own. The bus changes the line between two requests where they differ. */
  readonly line?: LineSettings | undefined;
  /** Whom it goes to ("dlt645-2007:000012345678"). Absent = nobody in particular (a search). */
  readonly station?: string | undefined;
  isAnswer(frame: F): boolean;
  /**
   * What is said on the heels of this answer, before anybody else speaks: then the answer to it is the answer of the
   * request. A try that fails in between begins again at the beginning.
   */
  follow?(frame: F): BusFollowUp<F> | undefined;
  readonly priority: BusPriority;
  /** Sent again this many times when nothing usable comes back. */
  readonly retries: number;
  /** Asked at the very moment it would go out: false lets it fail instead, as a request that was never sent. */
  mayBeSent?(): boolean;
  readonly signal?: AbortSignal | undefined;
}

export interface BusFollowUp<F> {
  readonly bytes: Uint8Array;
  readonly timing: BusTiming;
  /** The line changes to this speed as soon as the bytes are out: the answer comes at it. */
  readonly answerBaud?: number;
  isAnswer(frame: F): boolean;
}

export interface BusBroadcast {
  readonly bytes: Uint8Array;
  readonly line?: LineSettings | undefined;
  readonly priority: BusPriority;
  /** What the devices need to take it in before anybody speaks again. */
  readonly restMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Survey<F> {
  readonly frames: readonly F[];
  /** Bytes that are no frame: noise, or several devices talking at once. */
  readonly isNoisy: boolean;
}

/** What a wire met, or that a silent station is left alone (`detail`: for so many minutes). */
export type BusProblem = Omit<DeviceProblem, 'code'> & { readonly code: DeviceProblem['code'] | 'quarantined' };

export class BusFailure extends Error {
  override readonly name = 'BusFailure';
  readonly problem: BusProblem;
  /** False: not one byte went out, so nothing can have come of it. */
  readonly wasSent: boolean;

  constructor(problem: BusProblem, wasSent: boolean) {
    super(`${problem.code} ${problem.detail}`);
    this.problem = problem;
    this.wasSent = wasSent;
  }
}

export interface Framing<F> {
  createParser(): FrameParser<F>;
  /** RS-485 adapters may return what was sent; such frames come from no device. */
  isEcho(frame: F): boolean;
  /** An answer says whose it is and to what question, so that two different ones come from two devices. */
  readonly namesQuestion?: true;
}

export interface BusTiming {
  /** From the last byte of the request to the first of the answer, converters included. */
  readonly answerMs: number;
  readonly interByteMs: number;
  /** Rest after a broken frame, so that a device still talking can finish. */
  readonly pauseMs: number;
  /** An answer takes no longer than this, whatever comes; 5 seconds where nothing else is known. */
  readonly longestMs?: number;
  /** What the standard allows a device at most: the waiting time learnt of a station never goes below. Absent = answerMs. */
  readonly leastMs?: number;
  /**
   * For answers that do not say which question they belong to: after an unanswered request the wire rests so long and
   * drops what it hears, so that a late answer is not taken for the next one's.
   */
  readonly lateMs?: number;
  /** Silence on the wire before the request, where a gap is what tells two frames apart. */
  readonly quietMs?: number;
}

/** DL/T 645-2007: answer after 20 to 500 ms, at most 500 ms between two bytes; a converter adds to that. */
export const USUAL_TIMING: BusTiming = { answerMs: 900, interByteMs: 500, pauseMs: 100, leastMs: 600 };

export interface BusOptions {
  readonly transport: Transport;
  readonly timers: Timers;
  readonly now: () => number;
}
