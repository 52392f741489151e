import { createLink, isUp } from '../link/link.ts';
import type { DeviceProblem } from '../ports.ts';
import {
  type AnyRequest,
  accepts,
  areDifferent,
  createCounter,
  createExchange,
  createJob,
  createJobQueue,
  type Exchange,
  fail,
  type Job,
  listensUntil,
  type Said,
  settle,
  unanswered,
} from './job.ts';
import { createWireLine } from './line.ts';
import { createOutcomes, type Failing } from './outcome.ts';
import { createQuiet } from './quiet.ts';
import { createSecondAnswers } from './second.ts';
import { createStations } from './stations.ts';
import { type Bus, BusFailure, type BusOptions, type BusRequest, type Survey } from './types.ts';

/** Between the last byte out and a changed speed. */
const SPEED_MARGIN_MS = 10;

export function createBus({ transport, timers, now }: BusOptions): Bus {
  const queue = createJobQueue();
  const listeners: (() => void)[] = [];
  const stations = createStations({ timers, now });
  const counter = createCounter();
  const wire = createWireLine(transport, () => link);
  let current: Exchange | undefined;
  let isPausing = false;
  let cancelPause = () => {};
  const quiet = createQuiet(timers);
  const seconds = createSecondAnswers(timers);
  const outcomes = createOutcomes({ link: () => link, wire, stations, seconds, counter, goOn: pump });

  const link = createLink(
    { transport, timers, now },
    {
      onData,
      onOpen() {
        wire.reset();
        outcomes.reset();
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
    seconds.reset();
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
    const isHeardOut = stations.isHeardOut(job.request);
    const exchange = createExchange(job, said, { start, sentBy, answerMs, echo: outcomes.echo(), isHeardOut });
    current = exchange;
    // Who only listens sends nothing.
    if (bytes.length > 0 && !link.write(bytes)) {
      const problem = link.state().problem ?? link.problem('unplugged');
      // A port that takes nothing is gone, whether or not it said so itself.
      link.tell({ kind: 'lost', problem });
      failAll(problem);
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
    const twice = seconds.hear(bytes, exchange);
    if (twice !== undefined) outcomes.share(twice);
    // Nobody asked.
    if (!exchange) {
      counter.droppedBytes += bytes.length;
      return;
    }
    const heard = exchange.echo.push(bytes);
    if (heard.length === 0) return;
    exchange.firstByteMs ??= Math.max(0, timers.now() - exchange.sentBy);
    take(exchange, exchange.parser.push(heard));
    if (current === exchange && exchange.job.kind !== 'tell') arm(exchange, listensUntil(exchange, timers.now()));
  }

  function take(exchange: Exchange, frames: readonly unknown[]): void {
    const { job, said } = exchange;
    exchange.frames.push(...frames.filter((frame) => accepts(exchange, frame)));
    if (job.kind !== 'ask' || exchange.frames.length === 0) return;
    // Two meters with one address: neither is believed. Who only listens may hear two telegrams in one piece.
    if (job.request.bytes.length > 0 && areDifferent(exchange.frames)) {
      dispute(exchange);
      return;
    }
    const next = job.isDone ? undefined : said.follow?.(exchange.frames[0]);
    if (next) {
      tally(exchange);
      say(job, next);
    } else if (!exchange.isHeardOut) finish(exchange, false);
  }

  function dispute(exchange: Exchange): void {
    const { station } = exchange.job.request;
    const isProof = station !== undefined && seconds.isProof(exchange);
    exchange.frames.length = 0;
    if (isProof) outcomes.share(station);
    retryOrFail(exchange, true, isProof ? 'duplicate-address' : 'garbage');
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
    else {
      seconds.owed(exchange);
      retryOrFail(exchange, isNoisy);
    }
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
    if (frames.length > 0) outcomes.heard(exchange);
    else if (!isNoisy && job.kind !== 'tell') counter.timeouts++;
    settle(job, () => job.resolve({ frames, isNoisy }));
    goOn(exchange, isNoisy);
  }

  function retryOrFail(exchange: Exchange, isNoisy: boolean, noise: Failing = 'garbage'): void {
    const hasBadChecksum = exchange.parser.counts().badChecksums > 0;
    tally(exchange);
    const { job } = exchange;
    if (!isNoisy) counter.timeouts++;
    if ((job.triesLeft ?? 0) > 0) queue.putBack(job);
    else outcomes.giveUp(exchange, hasBadChecksum ? 'bad-checksum' : isNoisy ? noise : 'no-answer');
    goOn(exchange, isNoisy);
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
    report: () => ({ echo: outcomes.echo(), ...wire.counts(), stations: stations.report() }),
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
