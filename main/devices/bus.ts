import { type Bus, BusFailure, type BusOptions, type BusRequest, type Survey, USUAL_TIMING } from './bus.types.ts';
import { createLink, isUp } from './link.ts';
import type { BusPriority, DeviceProblem, LinkStatistics } from './ports.ts';

/** Noise that never ends cannot hold the bus: the longest answer at 600 baud takes four seconds. */
const LONGEST_ANSWER_MS = 5000;
/** So many requests in a row without an answer make the wire silent rather than one device dead. */
const SILENT_AFTER = 3;

interface Job<F> {
  readonly request: BusRequest<F>;
  readonly isSurvey: boolean;
  resolve(survey: Survey<F>): void;
  reject(reason: unknown): void;
  readonly onAbort: () => void;
  triesLeft: number;
  wasSent: boolean;
  isDone: boolean;
}

interface Exchange<F> {
  readonly job: Job<F>;
  readonly frames: F[];
  readonly droppedBefore: number;
  readonly checksumsBefore: number;
  readonly answerBy: number;
  readonly limitAt: number;
  cancelTimer: () => void;
}

type Counter = { -readonly [K in keyof LinkStatistics]: LinkStatistics[K] };

export function createBus<F>({ transport, framing, timers, now, timing = USUAL_TIMING }: BusOptions<F>): Bus<F> {
  const queues: Record<BusPriority, Job<F>[]> = { interactive: [], background: [] };
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
  const parser = framing.createParser();
  let current: Exchange<F> | undefined;
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
    parser.reset();
    for (const job of jobs) if (job) fail(job, problem);
  }

  function fail(job: Job<F>, problem: DeviceProblem): void {
    settle(job, () => job.reject(new BusFailure(problem, job.wasSent)));
  }

  function settle(job: Job<F>, how: () => void): void {
    if (job.isDone) return;
    job.isDone = true;
    job.request.signal?.removeEventListener('abort', job.onAbort);
    how();
  }

  function submit(request: BusRequest<F>, isSurvey: boolean): Promise<Survey<F>> {
    return new Promise((resolve, reject) => {
      const { phase, hasBeenOpen, problem } = link.state();
      const isFirstOpening = phase === 'opening' && !hasBeenOpen;
      if (request.signal?.aborted) return reject(request.signal.reason);
      if (!isUp(phase) && !isFirstOpening)
        return reject(new BusFailure(problem ?? link.problem('other', 'closed'), false));
      const job: Job<F> = {
        request,
        isSurvey,
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

  function send(job: Job<F>): void {
    const { bytes } = job.request;
    // What an earlier request left behind must not become the head of this answer.
    parser.reset();
    const { droppedBytes, badChecksums } = parser.counts();
    const start = timers.now();
    const exchange: Exchange<F> = {
      job,
      frames: [],
      droppedBefore: droppedBytes,
      checksumsBefore: badChecksums,
      answerBy: start + bytes.length * transport.byteMs + timing.answerMs,
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

  function arm(exchange: Exchange<F>, at: number): void {
    exchange.cancelTimer();
    exchange.cancelTimer = timers.after(Math.max(0, Math.min(at, exchange.limitAt) - timers.now()), () =>
      expire(exchange),
    );
  }

  function onData(bytes: Uint8Array): void {
    counter.bytesIn += bytes.length;
    const exchange = current;
    // Nobody asked: the parser forgets it at the next request.
    if (!exchange) {
      counter.droppedBytes += bytes.length;
      return;
    }
    take(exchange, parser.push(bytes));
    if (current === exchange) arm(exchange, Math.max(exchange.answerBy, timers.now() + timing.interByteMs));
  }

  function take(exchange: Exchange<F>, frames: readonly F[]): void {
    for (const frame of frames) {
      if (framing.isEcho(frame) || !exchange.job.request.isAnswer(frame)) continue;
      exchange.frames.push(frame);
      if (exchange.job.isSurvey) continue;
      finish(exchange, false);
      return;
    }
  }

  function expire(exchange: Exchange<F>): void {
    // Noise that looked like the head of a long frame may have swallowed the answer.
    const held = parser.pending();
    take(exchange, parser.end());
    if (current !== exchange) return;
    const { droppedBytes } = parser.counts();
    const isNoisy = droppedBytes > exchange.droppedBefore || held > 0;
    const isHeard = exchange.frames.length > 0 || isNoisy;
    if (exchange.frames.length > 0 || (exchange.job.isSurvey && (isHeard || exchange.job.triesLeft === 0)))
      finish(exchange, isNoisy);
    else retryOrFail(exchange, isNoisy);
  }

  function tally(exchange: Exchange<F>): void {
    exchange.cancelTimer();
    const counts = parser.counts();
    counter.droppedBytes += counts.droppedBytes - exchange.droppedBefore;
    counter.badFrames = counts.badFrames;
    current = undefined;
  }

  function finish(exchange: Exchange<F>, isNoisy: boolean): void {
    tally(exchange);
    const { job, frames } = exchange;
    if (frames.length > 0) counter.answers++;
    else if (!isNoisy) counter.timeouts++;
    if (frames.length > 0) {
      failuresInRow = 0;
      link.tell({ kind: 'heard' });
    }
    settle(job, () => job.resolve({ frames, isNoisy }));
    goOn(isNoisy);
  }

  function retryOrFail(exchange: Exchange<F>, isNoisy: boolean): void {
    const hasBadChecksum = parser.counts().badChecksums > exchange.checksumsBefore;
    tally(exchange);
    const { job } = exchange;
    if (!isNoisy) counter.timeouts++;
    // Back to the head of its queue: somebody waiting in person goes before the next try of a background request.
    if (job.triesLeft > 0) queues[job.request.priority].unshift(job);
    else giveUp(job, hasBadChecksum ? 'bad-checksum' : isNoisy ? 'garbage' : 'no-answer');
    goOn(isNoisy);
  }

  /** One device that does not answer is its own trouble; noise, or several silent ones, is the wire's. */
  function giveUp(job: Job<F>, code: 'bad-checksum' | 'garbage' | 'no-answer'): void {
    const problem = link.problem(code);
    failuresInRow++;
    if (code !== 'no-answer') link.tell({ kind: 'doubt', problem });
    else if (failuresInRow >= SILENT_AFTER) link.tell({ kind: 'quiet', problem });
    fail(job, problem);
  }

  function goOn(isNoisy: boolean): void {
    if (!isNoisy) {
      pump();
      return;
    }
    isPausing = true;
    cancelPause = timers.after(timing.pauseMs, () => {
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
    async ask(request) {
      const { frames } = await submit(request, false);
      return frames[0] as F;
    },
    survey: (request) => submit(request, true),
    start: () => link.start(),
    stop: () => link.stop(),
  };
}
