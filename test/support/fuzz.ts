import { randomFrom } from '../../main/seeds/population.ts';
import { doubtfulBytes, FUZZ_KINDS, type FuzzKind, pick, type Random } from './fuzz-bytes.ts';

/** Doubtful bytes against the parser of one protocol: nothing may crash, hang, grow or be taken for what it is not. */

export interface FuzzParser<F> {
  push(bytes: Uint8Array): readonly F[];
  /** The line has gone quiet: what was kept waiting is decided. */
  end(): readonly F[];
  pending(): number;
}

export interface FuzzTarget<F = unknown> {
  readonly name: string;
  /** `grammar`: the protocol has no checksum, so an altered digit is another good frame; nothing else may pass. */
  readonly guard: 'checksum' | 'grammar';
  /** False for a frame that carries no checksum although its protocol has one. */
  isChecked?(frame: F): boolean;
  /** Sends without being asked: it never goes quiet, a third good frame follows instead. */
  readonly isStream?: boolean;
  /** Bytes of the longest thing the protocol knows. */
  readonly mostKept?: number;
  createParser(): FuzzParser<F>;
  /** Good frames that mean different things, as many kinds as there are; called again and again. */
  goodFrames(random: Random): readonly Uint8Array[];
  /**
   * Whether these bytes really hold what was decoded from them, found by another way than the parser's: its encoding
   * stands in them, or its checksum and every field are worked out anew.
   */
  holds(bytes: Uint8Array, frame: F): boolean;
}

/** For a list of targets of many kinds of frames. */
export function fuzzTarget<F>(target: FuzzTarget<F>): FuzzTarget {
  return target as FuzzTarget;
}

export interface FuzzReport {
  readonly kind: FuzzKind;
  readonly bytes: number;
  /** Frames accepted among the doubtful bytes; each holds what it says. */
  readonly accepted: number;
  /**
   * Altered bytes that became a frame right by every rule of the protocol: by luck with its checksum, or, where there is
   * none, together with the good frames behind them.
   */
  readonly collisions: number;
  readonly bytesPerSecond: number;
  /** What must never be, each with the bytes that did it. */
  readonly failures: readonly string[];
}

/** More than a parser may keep where its target says nothing else: a longest frame and some. */
const MOST_KEPT = 4096;
/** Good frames are made anew after so many rounds. */
const ROUNDS = 64;
const MOST_FAILURES = 5;

/** At least `size` doubtful bytes of each kind. */
export function fuzz(target: FuzzTarget, size: number, seed: number): FuzzReport[] {
  return FUZZ_KINDS.map((kind) => fuzzOne(target, kind, size, seed));
}

/** Every stretch of doubtful bytes is followed by good frames, of which the second must be found. */
function fuzzOne(target: FuzzTarget, kind: FuzzKind, size: number, seed: number): FuzzReport {
  const random = randomFrom(seed);
  const parser = target.createParser();
  const failures: string[] = [];
  let good: GoodFrame[] = [];
  let known = new Set<string>();
  let before: Uint8Array = new Uint8Array();
  let [bytes, accepted, collisions, milliseconds] = [0, 0, 0, 0];
  for (let round = 0; bytes < size && failures.length < MOST_FAILURES; round++) {
    if (round % ROUNDS === 0) {
      const last = good;
      good = goodFrames(target, random);
      known = new Set([...last, ...good].map(({ meaning }) => meaning));
    }
    const doubtful = doubtfulBytes(
      kind,
      random,
      good.map((frame) => frame.bytes),
    );
    const tail = goodTail(target, good, random);
    const input = Buffer.concat([doubtful, ...tail.map((frame) => frame.bytes)]);
    bytes += doubtful.length;
    const started = performance.now();
    let frames: readonly unknown[];
    try {
      frames = parseInPieces(target, parser, input, random);
    } catch (error) {
      failures.push(`crashed: ${error}: ${input.toString('hex')}`);
      break;
    }
    milliseconds += performance.now() - started;
    // A stream may still owe the last frame of the round before.
    const heard = Buffer.concat([before, input]);
    const wrong = whatIsWrong(target, parser, frames, { heard, doubtful, tail });
    before = input;
    if (target.guard === 'checksum')
      collisions += frames.filter((frame) => isChecked(target, frame) && !known.has(JSON.stringify(frame))).length;
    else if (wrong === 'collision') collisions++;
    if (wrong && wrong !== 'collision') failures.push(`${wrong}: ${input.toString('hex')}`);
    accepted += frames.length - tail.length;
  }
  const bytesPerSecond = Math.round((bytes / Math.max(milliseconds, 0.001)) * 1000);
  return { kind, bytes, accepted: Math.max(0, accepted), collisions, bytesPerSecond, failures };
}

const isChecked = (target: FuzzTarget, frame: unknown): boolean => target.isChecked?.(frame) ?? true;

interface GoodFrame {
  readonly bytes: Uint8Array;
  /** What it decodes to, as text. */
  readonly meaning: string;
}

function goodFrames(target: FuzzTarget, random: Random): GoodFrame[] {
  return target.goodFrames(random).map((bytes) => {
    const [frame, ...others] = parseAll(target, bytes);
    if (frame === undefined || others.length > 0)
      throw new Error(`${target.name}: a good frame is not one frame: ${Buffer.from(bytes).toString('hex')}`);
    return { bytes, meaning: JSON.stringify(frame) };
  });
}

/** The second differs from the others, so that none can be taken for it. */
function goodTail(target: FuzzTarget, good: readonly GoodFrame[], random: Random): readonly GoodFrame[] {
  const second = pick(random, good);
  const others = good.filter(({ meaning }) => meaning !== second.meaning);
  const other = () => (others.length > 0 ? pick(random, others) : second);
  return target.isStream ? [other(), second, other()] : [other(), second];
}

function parseAll(target: FuzzTarget, bytes: Uint8Array): unknown[] {
  const parser = target.createParser();
  return [...parser.push(bytes), ...parser.end()];
}

function parseInPieces(
  target: FuzzTarget,
  parser: FuzzParser<unknown>,
  input: Uint8Array,
  random: Random,
): readonly unknown[] {
  const frames: unknown[] = [];
  for (let at = 0; at < input.length; ) {
    const size = random() < 0.3 ? 1 + Math.floor(random() * 8) : 64;
    frames.push(...parser.push(input.subarray(at, at + size)));
    at += size;
  }
  return target.isStream ? frames : [...frames, ...parser.end()];
}

interface Round {
  readonly heard: Uint8Array;
  readonly doubtful: Uint8Array;
  readonly tail: readonly GoodFrame[];
}

function whatIsWrong(
  target: FuzzTarget,
  parser: FuzzParser<unknown>,
  frames: readonly unknown[],
  { heard, doubtful, tail }: Round,
): string | undefined {
  if (parser.pending() > (target.mostKept ?? MOST_KEPT)) return `keeps ${parser.pending()} bytes`;
  for (const frame of frames) if (!target.holds(heard, frame)) return `took for a frame ${JSON.stringify(frame)}`;
  const second = tail[1]?.meaning;
  if (frames.slice(-2).some((frame) => JSON.stringify(frame) === second)) return undefined;
  const known = new Set(tail.map(({ meaning }) => meaning));
  const strangers = (of: readonly unknown[]) => of.filter((frame) => !known.has(JSON.stringify(frame))).length;
  return strangers(frames) > strangers(parseAll(target, doubtful)) ? 'collision' : 'lost the second good frame';
}
