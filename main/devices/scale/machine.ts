import type { Grams } from '../../shared/quantity.ts';
import { type Decimal, rescale } from '../framing/frame.ts';
import type { WeightReading } from '../ports.ts';

/** What an indicator says in one frame, in its own terms. */
export interface Indication extends Decimal {
  readonly unit: string;
  readonly isNet: boolean;
  /** Null when the indicator does not tell motion. */
  readonly isMoving: boolean | null;
  readonly isOverloaded: boolean;
}

export interface WeighRule {
  /** So many equal weights in a row within the time count as stable; two at least where the scale does not tell motion. */
  readonly stableFrames: number;
  readonly stableWithinMs?: number;
  /** False: what the scale says of motion is not believed when it says "stable". */
  readonly trustsMotion?: boolean;
  readonly capacityGrams: number | null;
}

/** Judging a stream of indications as a pure machine: unit, overload and stability. */
export interface WeighState {
  readonly latest: WeightReading | null;
  /** When the current weight was heard, newest last, as far back as the rule looks. */
  readonly equalAt: readonly number[];
}

export type WeighInput =
  | { readonly kind: 'heard'; readonly indication: Indication; readonly at: number }
  /** The wire is gone: what was shown from it must not stay. */
  | { readonly kind: 'forget' };

export interface WeighStep {
  readonly state: WeighState;
  readonly reading?: WeightReading;
  readonly refusal?: 'wrong-unit' | 'bad-data';
}

export const NOTHING_HEARD: WeighState = { latest: null, equalAt: [] };
const STABLE_WITHIN_MS = 1000;

export function next(state: WeighState, input: WeighInput, rule: WeighRule): WeighStep {
  if (input.kind === 'forget') return { state: NOTHING_HEARD };
  const { indication, at } = input;
  const decimals = GRAM_DECIMALS[indication.unit];
  if (decimals === undefined) return { state: NOTHING_HEARD, refusal: 'wrong-unit' };
  const weightGrams = rescale(indication, decimals);
  // Finer than a gram: no scale that weighs cylinders shows that, and nothing is rounded here.
  if (weightGrams === null) return { state: NOTHING_HEARD, refusal: 'bad-data' };
  const isOverloaded = indication.isOverloaded || (rule.capacityGrams !== null && weightGrams > rule.capacityGrams);
  const isTold = indication.isMoving !== null && rule.trustsMotion !== false;
  const frames = isTold ? rule.stableFrames : Math.max(2, rule.stableFrames);
  const equalAt = equalSince(state, { weightGrams, isNet: indication.isNet }, at, frames);
  const isSteady = indication.isMoving !== true && isStableRun(equalAt, frames, rule.stableWithinMs);
  const reading: WeightReading = {
    weightGrams: weightGrams as Grams,
    isNet: indication.isNet,
    isStable: isSteady && !isOverloaded,
    isOverloaded,
    at,
  };
  return { state: { latest: reading, equalAt }, reading };
}

/** Decimals that turn a unit into grams; every other unit is refused. */
const GRAM_DECIMALS: Readonly<Record<string, number>> = { kg: 3, g: 0 };

function equalSince(
  state: WeighState,
  weight: { weightGrams: number; isNet: boolean },
  at: number,
  frames: number,
): readonly number[] {
  const { latest } = state;
  const isEqual = latest !== null && latest.weightGrams === weight.weightGrams && latest.isNet === weight.isNet;
  return isEqual ? [...state.equalAt, at].slice(-frames) : [at];
}

function isStableRun(times: readonly number[], frames: number, withinMs = STABLE_WITHIN_MS): boolean {
  return times.length >= frames && (times.at(-1) ?? 0) - (times[0] ?? 0) <= withinMs;
}
