import { createEchoFilter, type EchoFilter } from './bus.echo.ts';
import { type BusBroadcast, type BusFollowUp, type BusRequest, type Survey, USUAL_TIMING } from './bus.types.ts';
import type { FrameParser } from './framing/frame.ts';
import type { EchoState, LinkStatistics } from './ports.ts';

/** Requests of any framing wait in the same queues; each job's frames are those of its own framing. */
export type AnyRequest = BusRequest<unknown>;

/** What goes out: a job's own request, or what follows on the answer to it. */
export type Said = BusFollowUp<unknown> & Pick<AnyRequest, 'follow'>;

export interface Job {
  readonly request: AnyRequest;
  readonly kind: 'ask' | 'survey' | 'tell';
  resolve(survey: Survey<unknown>): void;
  reject(reason: unknown): void;
  readonly onAbort: () => void;
  /** Null until it goes out for the first time: a silent station gets fewer tries. */
  triesLeft: number | null;
  tries: number;
  /** It has waited for silence before this try. */
  isRested: boolean;
  wasSent: boolean;
  isDone: boolean;
}

export function createJob(what: Pick<Job, 'request' | 'kind' | 'resolve' | 'reject' | 'onAbort'>): Job {
  return { ...what, triesLeft: null, tries: 0, isRested: false, wasSent: false, isDone: false };
}

/** One try of a job on the wire. */
export interface Exchange {
  readonly job: Job;
  readonly said: Said;
  /** A parser a try: what an earlier request left behind cannot become the head of this answer. */
  readonly parser: FrameParser<unknown>;
  readonly echo: EchoFilter;
  readonly frames: unknown[];
  /** When the last byte of the request is out. */
  readonly sentBy: number;
  readonly answerBy: number;
  readonly limitAt: number;
  /** From the last byte of the request to the first that was no echo. */
  firstByteMs: number | null;
  cancelTimer: () => void;
}

/** Noise that never ends cannot hold the bus: the longest answer at 600 baud takes four seconds. */
const LONGEST_ANSWER_MS = 5000;

/** A try whose last byte is out at `sentBy` and whose answer is waited for so long. */
export function createExchange(
  { job, said, echo }: Pick<Exchange, 'job' | 'said'> & { readonly echo: EchoState },
  times: { readonly start: number; readonly sentBy: number; readonly answerMs: number },
): Exchange {
  const { start, sentBy, answerMs } = times;
  return {
    job,
    said,
    echo: createEchoFilter(said.bytes, echo),
    parser: job.request.framing.createParser(),
    frames: [],
    sentBy,
    answerBy: sentBy + answerMs,
    limitAt: start + answerMs + (said.timing.longestMs ?? LONGEST_ANSWER_MS),
    firstByteMs: null,
    cancelTimer: () => {},
  };
}

const DEAF: FrameParser<unknown> = {
  push: () => [],
  end: () => [],
  reset: () => undefined,
  pending: () => 0,
  counts: () => ({ droppedBytes: 0, badFrames: 0, badChecksums: 0, lastFault: null }),
};

/** Whatever is heard while a broadcast rests is nobody's answer. */
export function unanswered({ restMs, ...broadcast }: BusBroadcast): AnyRequest {
  return {
    ...broadcast,
    framing: { createParser: () => DEAF, isEcho: () => false },
    timing: { ...USUAL_TIMING, answerMs: restMs },
    isAnswer: () => false,
    retries: 0,
  };
}

export type Counter = { -readonly [K in keyof LinkStatistics]: LinkStatistics[K] };

export function createCounter(): Counter {
  return {
    bytesIn: 0,
    bytesOut: 0,
    requests: 0,
    answers: 0,
    retries: 0,
    timeouts: 0,
    badFrames: 0,
    droppedBytes: 0,
    reconnects: 0,
  };
}
