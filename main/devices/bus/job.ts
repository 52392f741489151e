import { isDeepStrictEqual } from 'node:util';
import type { FrameParser } from '../framing/frame.ts';
import type { BusPriority, EchoState, LinkStatistics } from '../ports.ts';
import { createEchoFilter, type EchoFilter } from './echo.ts';
import {
  type BusBroadcast,
  BusFailure,
  type BusFollowUp,
  type BusProblem,
  type BusRequest,
  type Survey,
  USUAL_TIMING,
} from './types.ts';

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

export function createJob(
  request: AnyRequest,
  kind: Job['kind'],
  { resolve, reject }: Pick<Job, 'resolve' | 'reject'>,
): Job {
  const job: Job = {
    request,
    kind,
    resolve,
    reject,
    triesLeft: null,
    tries: 0,
    isRested: false,
    wasSent: false,
    isDone: false,
    // An exchange on the wire runs to its end unheard, so that the next request does not meet its answer.
    onAbort: () => settle(job, () => reject(request.signal?.reason)),
  };
  request.signal?.addEventListener('abort', job.onAbort);
  return job;
}

export function settle(job: Job, how: () => void): void {
  if (job.isDone) return;
  job.isDone = true;
  job.request.signal?.removeEventListener('abort', job.onAbort);
  how();
}

export function fail(job: Job, problem: BusProblem): void {
  settle(job, () => job.reject(new BusFailure(problem, job.wasSent)));
}

/** What waits for the wire, those of a person first. */
export interface JobQueue {
  push(job: Job): void;
  /** Back to the head of its own: somebody waiting in person goes before the next try of a background request. */
  putBack(job: Job): void;
  next(): Job | undefined;
  /** All of them, taken out. */
  drain(): Job[];
}

export function createJobQueue(): JobQueue {
  const queues: Record<BusPriority, Job[]> = { interactive: [], background: [] };
  return {
    push: (job) => void queues[job.request.priority].push(job),
    putBack: (job) => void queues[job.request.priority].unshift(job),
    next: () => queues.interactive.shift() ?? queues.background.shift(),
    drain: () => [...queues.interactive.splice(0), ...queues.background.splice(0)],
  };
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
  /** It listens on after its answer: there may be a second device with this address. */
  readonly isHeardOut: boolean;
  /** From the last byte of the request to the first that was no echo. */
  firstByteMs: number | null;
  cancelTimer: () => void;
}

/** Noise that never ends cannot hold the bus: the longest answer at 600 baud takes four seconds. */
const LONGEST_ANSWER_MS = 5000;

export function createExchange(
  job: Job,
  said: Said,
  times: Pick<Exchange, 'sentBy' | 'isHeardOut'> & {
    readonly start: number;
    readonly answerMs: number;
    readonly echo: EchoState;
  },
): Exchange {
  const { start, sentBy, answerMs, echo, isHeardOut } = times;
  return {
    job,
    said,
    parser: job.request.framing.createParser(),
    echo: createEchoFilter(said.bytes, echo),
    frames: [],
    sentBy,
    answerBy: sentBy + answerMs,
    limitAt: start + answerMs + (said.timing.longestMs ?? LONGEST_ANSWER_MS),
    isHeardOut: isHeardOut && isNamed(job),
    firstByteMs: null,
    cancelTimer: () => {},
  };
}

/** Its answers say whose they are and to what question: a second one can only be another device's. */
export function isNamed({ kind, request }: Job): boolean {
  return kind === 'ask' && request.framing.namesQuestion === true && request.station !== undefined;
}

export function accepts({ said, job }: Exchange, frame: unknown): boolean {
  return !job.request.framing.isEcho(frame) && said.isAnswer(frame);
}

export function areDifferent(frames: readonly unknown[]): boolean {
  return frames.some((frame) => !isDeepStrictEqual(frame, frames[0]));
}

/** After bytes that came now. */
export function listensUntil(exchange: Exchange, now: number): number {
  const { said, frames, isHeardOut, parser, sentBy, answerBy } = exchange;
  const { answerMs, leastMs = answerMs, interByteMs } = said.timing;
  if (!isHeardOut || frames.length === 0) return Math.max(answerBy, now + interByteMs);
  const heardOutBy = sentBy + leastMs;
  return parser.pending() > 0 ? Math.max(heardOutBy, now + interByteMs) : heardOutBy;
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
