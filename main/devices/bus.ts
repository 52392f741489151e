import { isDeepStrictEqual } from 'node:util';
import {
  type AnyRequest,
  createCounter,
  createExchange,
  createJob,
  createJobQueue,
  type Exchange,
  fail,
  type Job,
  type Said,
  settle,
  unanswered,
} from './bus.job.ts';
import { createWireLine } from './bus.line.ts';
import { createQuiet } from './bus.quiet.ts';
import { createStations } from './bus.stations.ts';
import { type Bus, BusFailure, type BusOptions, type BusRequest, type Survey } from './bus.types.ts';
import { createLink, isUp } from './link.ts';
import type { DeviceProblem, EchoState } from './ports.ts';

/** Between the last byte out and a changed speed. */
const SPEED_MARGIN_MS = 10;
/** So many requests in a row without an answer make the wire silent rather than one device dead. */
const SILENT_AFTER = 3;

export function createBus({ transport, timers, now }: BusOptions): Bus {
  const queue = createJobQueue();
  const listeners: (() => void)[] = [];
  const stations = createStations({ timers, now });
  const counter = createCounter();
  const wire = createWireLine(transport, () => link);
  let current: Exchange | undefined;
  let isPausing = false;
  let cancelPause = () => {};
  let failuresInRow = 0;
  const quiet = createQuiet(timers);
  let echo: EchoState = 'unknown';

  const link = createLink(
    { transport, timers, now },
    {
      onData,
      onOpen() {
        // Another adapter may be there now, and other meters behind it.
        wire.reset();
        echo = 'unknown';
        stations.release();
        pump();
      },
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
    wire.reset();
    current?.cancelTimer();
    const jobs = [current?.job, ...queue.drain()];
    current = undefined;
    for (const job of jobs) if (job) fail(job, problem);
  }

  function submit(request: AnyRequest, kind: Job['kind']): Promise<Survey<unknown>> {
    return new Promise((resolve, reject) => {
      const { phase, hasBeenOpen, problem } = link.state();
      const isFirstOpening = phase === 'opening' && !hasBeenOpen;
      if (request.signal?.aborted) return reject(request.signal.reason);
      if (!isUp(phase) && !isFirstOpening)
        return reject(new BusFailure(problem ?? link.problem('other', 'closed'), false));
      queue.push(createJob(request, kind, { resolve, reject }));
      pump();
    });
  }

  function pump(): void {
    while (!current && !isPausing && !wire.isChanging() && isUp(link.state().phase)) {
      const job = queue.next();
      if (!job) return;
      if (job.isDone) continue;
      if (job.request.mayBeSent?.() === false) {
        fail(job, link.problem('other', 'too late'));
        continue;
      }
      if (!isAdmitted(job)) continue;
      const line = wire.wanted(job.request.line);
      const restMs = line ? 0 : quiet.restMs(job);
      if (!line && restMs === 0) send(job);
      else {
        // Nothing goes out before the wire is set and silent; what was taken from the queue waits at its head.
        queue.putBack(job);
        if (line) wire.change(line, pump);
        else pause(restMs);
      }
    }
  }

  /** A silent station is left alone until its time comes, so that the others do not wait for it. */
  function isAdmitted(job: Job): boolean {
    if (job.triesLeft !== null) return true;
    const { station, priority, retries } = job.request;
    const admission = stations.admit(station, priority, retries);
    if (admission.kind === 'held') {
      fail(job, { code: 'quarantined', detail: String(Math.ceil(admission.ms / 60_000)), at: now() });
      return false;
    }
    job.triesLeft = admission.retries + 1;
    return true;
  }

  function send(job: Job): void {
    if (job.tries === 0) counter.requests++;
    else counter.retries++;
    job.tries++;
    job.triesLeft = (job.triesLeft ?? 1) - 1;
    say(job, job.request);
  }

  function say(job: Job, said: Said): void {
    const { station } = job.request;
    const { bytes, timing, answerBaud } = said;
    const start = timers.now();
    const sentBy = start + bytes.length * wire.byteMs();
    // A second try waits as long as the first should have, had nothing been learnt.
    const answerMs = job.tries > 1 ? timing.answerMs : stations.waitMs(station, timing);
    const exchange = createExchange(job, said, { start, sentBy, answerMs, echo });
    current = exchange;
    // Who only listens sends nothing.
    if (bytes.length > 0 && !link.write(bytes)) {
      failAll(link.state().problem ?? link.problem('unplugged'));
      return;
    }
    job.wasSent = true;
    job.isRested = false;
    quiet.until(sentBy);
    counter.bytesOut += bytes.length;
    arm(exchange, exchange.answerBy);
    if (answerBaud !== undefined) switchSpeed(exchange, answerBaud);
  }

  /** A changed speed would cut off bytes that are still on their way out. */
  function switchSpeed(exchange: Exchange, baud: number): void {
    timers.after(exchange.sentBy - timers.now() + SPEED_MARGIN_MS, () => {
      if (current === exchange) wire.changeSpeed(baud, pump);
    });
  }

  function arm(exchange: Exchange, at: number): void {
    exchange.cancelTimer();
    exchange.cancelTimer = timers.after(Math.max(0, Math.min(at, exchange.limitAt) - timers.now()), () =>
      expire(exchange),
    );
  }

  function onData(bytes: Uint8Array): void {
    counter.bytesIn += bytes.length;
    quiet.until(timers.now());
    const exchange = current;
    // Nobody asked.
    if (!exchange) {
      counter.droppedBytes += bytes.length;
      return;
    }
    const heard = exchange.echo.push(bytes);
    if (heard.length === 0) return;
    exchange.firstByteMs ??= Math.max(0, timers.now() - exchange.sentBy);
    take(exchange, exchange.parser.push(heard));
    const { interByteMs } = exchange.said.timing;
    if (current === exchange && exchange.job.kind !== 'tell')
      arm(exchange, Math.max(exchange.answerBy, timers.now() + interByteMs));
  }

  function take(exchange: Exchange, frames: readonly unknown[]): void {
    const { job, said } = exchange;
    const { request, kind } = job;
    const answers = frames.filter((frame) => !request.framing.isEcho(frame) && said.isAnswer(frame));
    const next = job.isDone || answers.length === 0 ? undefined : said.follow?.(answers[0]);
    if (next) {
      tally(exchange);
      say(job, next);
      return;
    }
    exchange.frames.push(...answers);
    if (kind !== 'ask' || exchange.frames.length === 0) return;
    // Two meters with one address: neither is believed. Who only listens may hear two telegrams in one piece.
    if (request.bytes.length > 0 && answers.some((answer) => !isDeepStrictEqual(answer, exchange.frames[0]))) {
      exchange.frames.length = 0;
      retryOrFail(exchange, true);
    } else finish(exchange, false);
  }

  function expire(exchange: Exchange): void {
    const { parser, job, frames } = exchange;
    take(exchange, parser.push(exchange.echo.end()));
    // Noise that looked like the head of a long frame may have swallowed the answer.
    const held = parser.pending();
    if (current === exchange) take(exchange, parser.end());
    if (current !== exchange) return;
    const isNoisy = parser.counts().droppedBytes > 0 || held > 0;
    const isHeard = frames.length > 0 || isNoisy;
    if (job.kind === 'tell') finish(exchange, false);
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

  function finish(exchange: Exchange, isNoisy: boolean): void {
    tally(exchange);
    const { job, frames } = exchange;
    if (frames.length > 0) heard(exchange);
    else if (!isNoisy && job.kind !== 'tell') counter.timeouts++;
    settle(job, () => job.resolve({ frames, isNoisy }));
    goOn(exchange, isNoisy);
  }

  function heard({ job, echo: filter, firstByteMs }: Exchange): void {
    counter.answers++;
    failuresInRow = 0;
    if (echo === 'unknown' && job.request.bytes.length > 0) echo = filter.wasEchoed() ? 'yes' : 'no';
    // Where the wire itself was silent, so were all others that were put aside meanwhile.
    if (link.state().phase === 'silent') stations.release();
    stations.answered(job.request.station, firstByteMs ?? 0);
    link.tell({ kind: 'heard' });
  }

  function retryOrFail(exchange: Exchange, isNoisy: boolean): void {
    const hasBadChecksum = exchange.parser.counts().badChecksums > 0;
    tally(exchange);
    const { job } = exchange;
    if (!isNoisy) counter.timeouts++;
    if ((job.triesLeft ?? 0) > 0) queue.putBack(job);
    else giveUp(job, hasBadChecksum ? 'bad-checksum' : isNoisy ? 'garbage' : 'no-answer');
    goOn(exchange, isNoisy);
  }

  /** One device that does not answer is its own trouble; noise, or several silent ones, is the wire's. */
  function giveUp(job: Job, code: 'bad-checksum' | 'garbage' | 'no-answer'): void {
    const problem = link.problem(code);
    failuresInRow++;
    if (code === 'no-answer') stations.failed(job.request.station, job.request.priority);
    if (code !== 'no-answer') link.tell({ kind: 'doubt', problem });
    else if (failuresInRow >= SILENT_AFTER) link.tell({ kind: 'quiet', problem });
    fail(job, problem);
  }

  function goOn({ said, frames }: Exchange, isNoisy: boolean): void {
    const { pauseMs, lateMs = 0 } = said.timing;
    const rest = frames.length > 0 ? 0 : lateMs;
    const ms = isNoisy ? Math.max(pauseMs, rest) : rest;
    if (ms === 0) pump();
    else pause(ms);
  }

  function pause(ms: number): void {
    isPausing = true;
    cancelPause = timers.after(ms, () => {
      isPausing = false;
      pump();
    });
  }

  return {
    status: () => {
      const { phase, problem, reconnects } = link.state();
      return { state: phase, problem, statistics: { ...counter, reconnects } };
    },
    report: () => ({ echo, ...wire.counts(), stations: stations.report() }),
    release: stations.release,
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
