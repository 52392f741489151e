import {
  type Bus,
  type BusBroadcast,
  BusFailure,
  type BusOptions,
  type BusRequest,
  type Survey,
  USUAL_TIMING,
} from './bus.types.ts';
import type { FrameParser } from './framing/frame.ts';
import { createLink, isUp } from './link.ts';
import type { BusPriority, DeviceProblem, LinkStatistics } from './ports.ts';

/** Noise that never ends cannot hold the bus: the longest answer at 600 baud takes four seconds. */
const LONGEST_ANSWER_MS = 5000;
/** So many requests in a row without an answer make the wire silent rather than one device dead. */
const SILENT_AFTER = 3;

/** Requests of any framing wait in the same queues; each job's frames are those of its own framing. */
type AnyRequest = BusRequest<unknown>;

interface Job {
  readonly request: AnyRequest;
  readonly kind: 'ask' | 'survey' | 'tell';
  resolve(survey: Survey<unknown>): void;
  reject(reason: unknown): void;
  readonly onAbort: () => void;
  triesLeft: number;
  wasSent: boolean;
  isDone: boolean;
}

interface Exchange {
  readonly job: Job;
  /** A parser a try: what an earlier request left behind cannot become the head of this answer. */
  readonly parser: FrameParser<unknown>;
  readonly frames: unknown[];
  readonly answerBy: number;
  readonly limitAt: number;
  cancelTimer: () => void;
}

type Counter = { -readonly [K in keyof LinkStatistics]: LinkStatistics[K] };

export function createBus({ transport, timers, now }: BusOptions): Bus {
  const queues: Record<BusPriority, Job[]> = { interactive: [], background: [] };
  const listeners: (() => void)[] = [];
  const counter: Counter = {
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
  let current: Exchange | undefined;
  let isPausing = false;
  let cancelPause = () => {};
  let failuresInRow = 0;

  const link = createLink(
    { transport, timers, now },
    {
      onData,
      onOpen: pump,
      onForget: (problem) => {
        failAll(problem ?? link.problem('other', 'closed'));
      },
      onChange: () => {
        for (const listener of listeners) listener();
      },
    },
  );

  function failAll(problem: DeviceProblem): void {
    cancelPause();
    isPausing = false;
    current?.cancelTimer();
    const jobs = [current?.job, ...queues.interactive.splice(0), ...queues.background.splice(0)];
    current = undefined;
    for (const job of jobs) if (job) fail(job, problem);
  }

  function fail(job: Job, problem: DeviceProblem): void {
    settle(job, () => job.reject(new BusFailure(problem, job.wasSent)));
  }

  function settle(job: Job, how: () => void): void {
    if (job.isDone) return;
    job.isDone = true;
    job.request.signal?.removeEventListener('abort', job.onAbort);
    how();
  }

  function submit(request: AnyRequest, kind: Job['kind']): Promise<Survey<unknown>> {
    return new Promise((resolve, reject) => {
      const { phase, hasBeenOpen, problem } = link.state();
      const isFirstOpening = phase === 'opening' && !hasBeenOpen;
      if (request.signal?.aborted) return reject(request.signal.reason);
      if (!isUp(phase) && !isFirstOpening)
        return reject(new BusFailure(problem ?? link.problem('other', 'closed'), false));
      const job: Job = {
        request,
        kind,
        resolve,
        reject,
        triesLeft: request.retries + 1,
        wasSent: false,
        isDone: false,
        // An exchange on the wire runs to its end unheard, so that the next request does not meet its answer.
        onAbort: () => settle(job, () => reject(request.signal?.reason)),
      };
      request.signal?.addEventListener('abort', job.onAbort);
      queues[request.priority].push(job);
      pump();
    });
  }

  function pump(): void {
    while (!current && !isPausing && isUp(link.state().phase)) {
      const job = queues.interactive.shift() ?? queues.background.shift();
      if (!job) return;
      if (job.isDone) continue;
      if (job.request.mayBeSent?.() === false) {
        fail(job, link.problem('other', 'too late'));
        continue;
      }
      if (job.triesLeft > job.request.retries) counter.requests++;
      else counter.retries++;
      job.triesLeft--;
      send(job);
    }
  }

  function send(job: Job): void {
    const { bytes, framing, timing } = job.request;
    const start = timers.now();
    const sentBy = start + bytes.length * transport.byteMs;
    const exchange: Exchange = {
      job,
      parser: framing.createParser(),
      frames: [],
      answerBy: sentBy + timing.answerMs,
      limitAt: start + timing.answerMs + LONGEST_ANSWER_MS,
      cancelTimer: () => {},
    };
    current = exchange;
    if (!link.write(bytes)) {
      failAll(link.state().problem ?? link.problem('unplugged'));
      return;
    }
    job.wasSent = true;
    counter.bytesOut += bytes.length;
    arm(exchange, exchange.answerBy);
  }

  function arm(exchange: Exchange, at: number): void {
    exchange.cancelTimer();
    exchange.cancelTimer = timers.after(Math.max(0, Math.min(at, exchange.limitAt) - timers.now()), () =>
      expire(exchange),
    );
  }

  function onData(bytes: Uint8Array): void {
    counter.bytesIn += bytes.length;
    const exchange = current;
    // Nobody asked.
    if (!exchange) {
      counter.droppedBytes += bytes.length;
      return;
    }
    take(exchange, exchange.parser.push(bytes));
    const { interByteMs } = exchange.job.request.timing;
    if (current === exchange && exchange.job.kind !== 'tell')
      arm(exchange, Math.max(exchange.answerBy, timers.now() + interByteMs));
  }

  function take(exchange: Exchange, frames: readonly unknown[]): void {
    const { request, kind } = exchange.job;
    for (const frame of frames) {
      if (request.framing.isEcho(frame) || !request.isAnswer(frame)) continue;
      exchange.frames.push(frame);
      if (kind === 'survey') continue;
      finish(exchange, false);
      return;
    }
  }

  function expire(exchange: Exchange): void {
    const { parser, job, frames } = exchange;
    // Noise that looked like the head of a long frame may have swallowed the answer.
    const held = parser.pending();
    take(exchange, parser.end());
    if (current !== exchange) return;
    const isNoisy = parser.counts().droppedBytes > 0 || held > 0;
    const isHeard = frames.length > 0 || isNoisy;
    if (job.kind === 'tell') rested(exchange);
    else if (frames.length > 0 || (job.kind === 'survey' && (isHeard || job.triesLeft === 0)))
      finish(exchange, isNoisy);
    else retryOrFail(exchange, isNoisy);
  }

  function tally(exchange: Exchange): void {
    exchange.cancelTimer();
    const { droppedBytes, badFrames } = exchange.parser.counts();
    counter.droppedBytes += droppedBytes;
    counter.badFrames += badFrames;
    current = undefined;
  }

  function rested(exchange: Exchange): void {
    tally(exchange);
    settle(exchange.job, () => exchange.job.resolve({ frames: [], isNoisy: false }));
    pump();
  }

  function finish(exchange: Exchange, isNoisy: boolean): void {
    tally(exchange);
    const { job, frames } = exchange;
    if (frames.length > 0) counter.answers++;
    else if (!isNoisy) counter.timeouts++;
    if (frames.length > 0) {
      failuresInRow = 0;
      link.tell({ kind: 'heard' });
    }
    settle(job, () => job.resolve({ frames, isNoisy }));
    goOn(exchange, isNoisy);
  }

  function retryOrFail(exchange: Exchange, isNoisy: boolean): void {
    const hasBadChecksum = exchange.parser.counts().badChecksums > 0;
    tally(exchange);
    const { job } = exchange;
    if (!isNoisy) counter.timeouts++;
    // Back to the head of its queue: somebody waiting in person goes before the next try of a background request.
    if (job.triesLeft > 0) queues[job.request.priority].unshift(job);
    else giveUp(job, hasBadChecksum ? 'bad-checksum' : isNoisy ? 'garbage' : 'no-answer');
    goOn(exchange, isNoisy);
  }

  /** One device that does not answer is its own trouble; noise, or several silent ones, is the wire's. */
  function giveUp(job: Job, code: 'bad-checksum' | 'garbage' | 'no-answer'): void {
    const problem = link.problem(code);
    failuresInRow++;
    if (code !== 'no-answer') link.tell({ kind: 'doubt', problem });
    else if (failuresInRow >= SILENT_AFTER) link.tell({ kind: 'quiet', problem });
    fail(job, problem);
  }

  function goOn({ job }: Exchange, isNoisy: boolean): void {
    if (!isNoisy) {
      pump();
      return;
    }
    isPausing = true;
    cancelPause = timers.after(job.request.timing.pauseMs, () => {
      isPausing = false;
      pump();
    });
  }

  return {
    status: () => {
      const { phase, problem, reconnects } = link.state();
      return { state: phase, problem, statistics: { ...counter, reconnects } };
    },
    onStatus: (listener) => void listeners.push(listener),
    async ask<F>(request: BusRequest<F>) {
      const { frames } = await submit(request as AnyRequest, 'ask');
      return frames[0] as F;
    },
    survey: <F>(request: BusRequest<F>) => submit(request as AnyRequest, 'survey') as Promise<Survey<F>>,
    async tell(broadcast) {
      await submit(unanswered(broadcast), 'tell');
    },
    start: () => link.start(),
    stop: () => link.stop(),
  };
}

/** Whatever is heard while a broadcast rests is nobody's answer. */
function unanswered({ restMs, ...broadcast }: BusBroadcast): AnyRequest {
  const parser: FrameParser<unknown> = {
    push: () => [],
    end: () => [],
    reset: () => undefined,
    pending: () => 0,
    counts: () => ({ droppedBytes: 0, badFrames: 0, badChecksums: 0, lastFault: null }),
  };
  return {
    ...broadcast,
    framing: { createParser: () => parser, isEcho: () => false },
    timing: { ...USUAL_TIMING, answerMs: restMs },
    isAnswer: () => false,
    retries: 0,
  };
}
