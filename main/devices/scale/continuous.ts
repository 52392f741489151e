import type { ParserCounts } from '../framing/frame.ts';
import { createLink, type LinkOptions } from '../link/link.ts';
import type { ZeroFate } from '../ports/scale.ts';
import type { DeviceProblem, LinkStatus, ScalePort, WeightReading } from '../ports.ts';
import { WEIGHT_STALE_MS } from '../ports.ts';
import { type Indication, NOTHING_HEARD, next, type WeighRule, type WeighState } from './machine.ts';
import { createScaleOrder } from './order.ts';

/** Bytes → indications, by the model's frames. */
export interface WeightDecoder {
  push(bytes: Uint8Array): void;
  reset(): void;
  counts(): Pick<ParserCounts, 'droppedBytes' | 'badFrames' | 'badChecksums'>;
}

export interface ContinuousScale extends ScalePort {
  onStatus(listener: () => void): void;
  start(): void;
  stop(): Promise<void>;
}

export interface ContinuousScaleOptions extends LinkOptions {
  readonly rule: WeighRule;
  /** For a scale that has to be asked: the question, and how long after an answer it is asked again. */
  readonly ask?: { readonly bytes: Uint8Array; readonly everyMs: number };
  /** The order to set the zero, for a scale that answers it (`onZero`). */
  readonly zero?: Uint8Array;
  createDecoder(events: DecoderEvents): WeightDecoder;
}

export interface DecoderEvents {
  onIndication(indication: Indication): void;
  /** The scale says that it has no weight: what was shown before is over. */
  onBlank(reason: string): void;
  /** The scale answers the order to set its zero; false where nobody gave one. */
  onZero?(fate: ZeroFate): boolean;
}

/** A scale that does not answer is asked again after this. */
const ASK_AGAIN_MS = 1000;

/**
 * A scale that sends weights, asked or not: listens, judges and tells. Three seconds without a good frame make it silent,
 * with the reason (nothing at all, bytes that are no frames, wrong checksums); a lost wire clears the weight at once.
 */
export function createContinuousScale({
  rule,
  ask,
  zero,
  createDecoder,
  ...options
}: ContinuousScaleOptions): ContinuousScale {
  const { timers, now } = options;
  const readers = new Set<(reading: WeightReading) => void>();
  const watchers: (() => void)[] = [];
  let weighing: WeighState = NOTHING_HEARD;
  let bytesIn = 0;
  let frames = 0;
  let silences = 0;
  /** What was counted when the silence began to be watched. */
  let mark = { bytesIn: 0, badChecksums: 0 };
  let cancelWatch = () => {};
  let cancelAsk = () => {};
  let questions = 0;
  let zeroes = 0;

  const decoder = createDecoder({ onIndication, onBlank, onZero: endZero });
  const link = createLink(options, {
    onData(bytes) {
      bytesIn += bytes.length;
      decoder.push(bytes);
    },
    onOpen() {
      decoder.reset();
      watch();
      askNow();
    },
    onForget() {
      cancelWatch();
      cancelAsk();
      weighing = next(weighing, { kind: 'forget' }, rule).state;
      // It went out: whether it was heard before the wire was lost nobody knows.
      order.answer('unknown');
    },
    onChange() {
      for (const watcher of watchers) watcher();
    },
  });

  function watch(): void {
    cancelWatch();
    mark = { bytesIn, badChecksums: decoder.counts().badChecksums };
    cancelWatch = timers.after(WEIGHT_STALE_MS, () => {
      silences++;
      link.tell({ kind: 'quiet', problem: link.problem(whySilent()) });
      watch();
    });
  }

  const order = createScaleOrder(timers, () => {
    if (!zero || !link.write(zero)) return false;
    zeroes++;
    return true;
  });

  /** Weights from before the new zero are void. Meanwhile nothing was asked: a scale takes one order after the other. */
  function endZero(fate: ZeroFate): boolean {
    if (!order.answer(fate)) return false;
    if (fate === 'done') weighing = next(weighing, { kind: 'forget' }, rule).state;
    watch();
    askNow();
    return true;
  }

  async function setZero(): Promise<ZeroFate> {
    const fate = await order.give();
    if (fate === 'unknown') askNow();
    return fate;
  }

  function askNow(): void {
    if (!ask || order.isWaiting() || !link.write(ask.bytes)) return;
    questions++;
    askIn(Math.max(ask.everyMs, ASK_AGAIN_MS));
  }

  function askIn(ms: number): void {
    cancelAsk();
    cancelAsk = timers.after(ms, askNow);
  }

  function whySilent(): DeviceProblem['code'] {
    if (bytesIn === mark.bytesIn) return 'no-answer';
    return decoder.counts().badChecksums > mark.badChecksums ? 'bad-checksum' : 'garbage';
  }

  function onIndication(indication: Indication): void {
    const step = next(weighing, { kind: 'heard', indication, at: now() }, rule);
    weighing = step.state;
    frames++;
    watch();
    if (ask) askIn(ask.everyMs);
    if (step.refusal) link.tell({ kind: 'doubt', problem: link.problem(step.refusal, indication.unit) });
    if (!step.reading) return;
    link.tell({ kind: 'heard' });
    for (const reader of readers) reader(step.reading);
  }

  function onBlank(reason: string): void {
    weighing = next(weighing, { kind: 'forget' }, rule).state;
    watch();
    if (ask) askIn(ask.everyMs);
    if (reason) link.tell({ kind: 'doubt', problem: link.problem('bad-data', reason) });
  }

  return {
    status(): LinkStatus {
      const { phase, problem, reconnects } = link.state();
      const { badFrames, droppedBytes } = decoder.counts();
      const statistics = {
        bytesIn,
        bytesOut: questions * (ask?.bytes.length ?? 0) + zeroes * (zero?.length ?? 0),
        requests: questions + zeroes,
        answers: frames,
        retries: 0,
        timeouts: silences,
        badFrames,
        droppedBytes,
        reconnects,
      };
      return { state: phase, problem, statistics };
    },
    latest: () => weighing.latest,
    onReading(listener) {
      readers.add(listener);
      return () => readers.delete(listener);
    },
    ...(zero && { zero: setZero }),
    onStatus: (listener) => void watchers.push(listener),
    start: () => link.start(),
    stop: () => link.stop(),
  };
}
