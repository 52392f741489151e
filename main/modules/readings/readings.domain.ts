import { type Milli, milli } from '../../shared/quantity.ts';
import type { Assessment, Doubt, Further, MeteredService, Registers } from './readings.schema.ts';

const DAY_MS = 86_400_000;
/** Usages that make up "the usual". */
export const HISTORY_LENGTH = 6;
/** How many per cent of the usual are high, unless a round says otherwise. */
const HIGH_PERCENT = 300;
const REGULAR_USAGES = 3;
/** A gap is overlong above so many times the usual time between readings, and not below this many days. */
const GAP_FACTOR = 2.5;
const NOTABLE_GAP_MS = 45 * DAY_MS;
/** Use below this is never called high, and its absence never strange, in thousandths of a kWh or m³. */
export const NOTABLE_MILLI: Readonly<Record<MeteredService, number>> = {
  electricity: 20_000,
  gas: 5_000,
  water: 3_000,
};
/** Without history a rollover is believed when the wrapped use is at most this share of the register. */
const ROLLOVER_SHARE = 10;
/** Time-of-use registers are cut off, not rounded: four of them may differ from the total by this much at any value. */
const TOU_CUTOFF_MILLI = 50;

export interface Register {
  /** Digits before the decimal point: the register shows zero again after 10^digits. */
  readonly digits: number;
  readonly multiplier: number;
}

export interface Point extends Registers, Partial<Further> {
  readonly readAt: number;
}

/** One past usage, after the multiplier. */
export interface PastUsage {
  readonly usageMilli: number;
  readonly elapsedMs: number;
}

export function registerRange(digits: number): Milli {
  return milli(10 ** digits * 1000);
}

/**
 * Quantity used between two register values: (present − previous, plus 10^digits if the register wrapped) × multiplier.
 * Never negative. Whether a wrap is believable is `assess`'s business.
 */
export function registerUsage(previousMilli: number, presentMilli: number, register: Register): Milli {
  const turned = presentMilli < previousMilli ? registerRange(register.digits) : 0;
  return milli((presentMilli - previousMilli + turned) * register.multiplier);
}

/** Usual use over `elapsedMs`, from up to six past usages; null without any. */
export function usualUsage(history: readonly PastUsage[], elapsedMs: number): Milli | null {
  let usage = 0;
  let elapsed = 0;
  for (const past of history.slice(0, HISTORY_LENGTH)) {
    usage += past.usageMilli;
    elapsed += past.elapsedMs;
  }
  if (elapsed <= 0) return null;
  return milli(Math.round((usage / elapsed) * Math.max(elapsedMs, DAY_MS)));
}

/** Usages between accepted readings given newest first. */
export function pastUsages(newestFirst: readonly Point[], register: Register): PastUsage[] {
  const usages: PastUsage[] = [];
  for (const [i, present] of newestFirst.entries()) {
    const previous = newestFirst[i + 1];
    if (!previous) break;
    usages.push({
      usageMilli: registerUsage(previous.totalMilli, present.totalMilli, register),
      elapsedMs: present.readAt - previous.readAt,
    });
  }
  return usages.slice(0, HISTORY_LENGTH);
}

export interface AssessInput {
  readonly service: MeteredService;
  readonly register: Register;
  /** Accepted readings before this one, newest first. */
  readonly before: readonly Point[];
  /** The accepted reading after this one, when it is entered out of order. */
  readonly next: Point | null;
  readonly present: Point;
  readonly highPercent?: number | undefined;
}

/** Judges a reading before it is stored. The first reading of a meter is a baseline and is never doubted or billed. */
export function assess(input: AssessInput): Assessment {
  const { present, register, service, next } = input;
  const previous = input.before[0];
  const doubts: Doubt[] = [];
  if (next) doubts.push('out-of-order');
  if (isTouOff(present)) doubts.push('tou-sum');
  if (!previous) return { role: 'baseline', usageMilli: null, isWrapped: false, usualMilli: null, doubts };

  const history = pastUsages(input.before, register);
  const elapsedMs = present.readAt - previous.readAt;
  const usual = usualUsage(history, elapsedMs);
  const usage = registerUsage(previous.totalMilli, present.totalMilli, register);
  const isWrapped = present.totalMilli < previous.totalMilli;
  const limit =
    usual === null ? null : Math.max((usual * (input.highPercent ?? HIGH_PERCENT)) / 100, NOTABLE_MILLI[service]);

  if (isWrapped) doubts.push(isPlausibleWrap(usage, limit, register) ? 'rollover' : 'lower');
  else if (limit !== null && usage > limit) doubts.push('high');
  else if (usage === 0 && isRegular(history) && usual !== null && usual >= NOTABLE_MILLI[service]) doubts.push('zero');
  if (
    next &&
    next.totalMilli < present.totalMilli &&
    !isPlausibleWrap(registerUsage(present.totalMilli, next.totalMilli, register), limit, register)
  )
    doubts.push('above-next');
  if (isTouLower(previous, present, isWrapped)) doubts.push('tou-lower');
  if (isOverlong(history, elapsedMs)) doubts.push('gap');
  if (isReactiveLower(previous.reactiveMilli, present.reactiveMilli, register)) doubts.push('reactive-lower');
  return { role: 'usage', usageMilli: usage, isWrapped, usualMilli: usual, doubts };
}

function isPlausibleWrap(usage: number, limit: number | null, register: Register): boolean {
  return usage <= (limit ?? (registerRange(register.digits) * register.multiplier) / ROLLOVER_SHARE);
}

function isOverlong(history: readonly PastUsage[], elapsedMs: number): boolean {
  if (history.length < REGULAR_USAGES || elapsedMs <= NOTABLE_GAP_MS) return false;
  return elapsedMs > (GAP_FACTOR * history.reduce((sum, past) => sum + past.elapsedMs, 0)) / history.length;
}

function isRegular(history: readonly PastUsage[]): boolean {
  return history.length >= REGULAR_USAGES && history.every((past) => past.usageMilli > 0);
}

export const REGISTERS = [
  'totalMilli',
  'sharpMilli',
  'peakMilli',
  'flatMilli',
  'valleyMilli',
  'demandMilli',
  'reactiveMilli',
] as const;
const TOU_KEYS = ['sharpMilli', 'peakMilli', 'flatMilli', 'valleyMilli'] as const;

export function hasTouValues(values: Registers): boolean {
  return TOU_KEYS.some((key) => values[key] !== null);
}

/** What the time-of-use registers add up to; null where there are none. */
export function touSum(values: Registers): number | null {
  return hasTouValues(values) ? TOU_KEYS.reduce((sum, key) => sum + (values[key] ?? 0), 0) : null;
}

/** The four registers must add up to the total within 1 %. */
function isTouOff(values: Registers): boolean {
  const sum = touSum(values);
  if (sum === null) return false;
  const difference = Math.abs(sum - values.totalMilli);
  return difference > TOU_CUTOFF_MILLI && difference * 100 > values.totalMilli;
}

function isTouLower(previous: Registers, present: Registers, isWrapped: boolean): boolean {
  if (isWrapped) return false;
  return TOU_KEYS.some((key) => {
    const before = previous[key];
    const now = present[key];
    return before !== null && now !== null && now < before;
  });
}

/** Reactive energy that fell: it passed zero only where less than half a register lies between. */
function isReactiveLower(
  before: number | null | undefined,
  now: number | null | undefined,
  { digits }: Register,
): boolean {
  if (before == null || now == null || now >= before) return false;
  return (now - before + registerRange(digits)) * 2 > registerRange(digits);
}

/** Doubts a person at the meter can settle at once with a note; every other one waits for a second person. */
export function needsReview(doubts: readonly Doubt[]): boolean {
  return doubts.some((doubt) => doubt !== 'rollover');
}

const ATTACHED: ReadonlySet<Doubt> = new Set(['photo-missing', 'photo-time', 'round-conflict', 'imprecise']);

/** Whether a doubt follows from the figures: the others were attached by whoever brought the reading. */
export function isFromFigures(doubt: Doubt): boolean {
  return !ATTACHED.has(doubt);
}

/** Doubts nobody may accept: the figure would bill almost a whole register. */
export function isUnacceptable(doubts: readonly Doubt[]): boolean {
  return (
    doubts.includes('lower') ||
    doubts.includes('above-next') ||
    doubts.includes('tou-lower') ||
    doubts.includes('reactive-lower')
  );
}
