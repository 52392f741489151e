/**
 * 功率因数调整电费办法 (水电部、国家物价局, 1983), tables 1 to 3. The adjustment is in hundredths of a percent of the energy,
 * capacity and demand charges: negative is a reward.
 */
export type PowerFactorStandard = '0.90' | '0.85' | '0.80';

/** Steps of one hundredth: how many, and hundredths of a percent for each. */
type Steps = readonly (readonly [count: number, each: number])[];

const TABLES: Readonly<Record<PowerFactorStandard, { at: number; reward: Steps; penalty: Steps }>> = {
  '0.90': {
    at: 90,
    reward: [[5, 15]],
    penalty: [
      [20, 50],
      [5, 100],
      [Number.POSITIVE_INFINITY, 200],
    ],
  },
  '0.85': {
    at: 85,
    reward: [
      [5, 10],
      [4, 15],
    ],
    penalty: [
      [20, 50],
      [5, 100],
      [Number.POSITIVE_INFINITY, 200],
    ],
  },
  '0.80': {
    at: 80,
    reward: [
      [10, 10],
      [2, 15],
    ],
    penalty: [
      [20, 50],
      [5, 100],
      [Number.POSITIVE_INFINITY, 200],
    ],
  },
};

/** Sum over so many steps; what lies beyond the last counts no more. */
function along(steps: Steps, count: number): number {
  let left = count;
  let sum = 0;
  for (const [size, each] of steps) {
    const taken = Math.min(left, size);
    sum += taken * each;
    left -= taken;
  }
  return sum;
}

/** Adjustment for a power factor in hundredths, in hundredths of a percent. */
export function adjustmentOf(standard: PowerFactorStandard, powerFactor: number): number {
  const { at, reward, penalty } = TABLES[standard];
  return powerFactor >= at ? 0 - along(reward, powerFactor - at) : along(penalty, at - powerFactor);
}

/**
 * The month's power factor in hundredths, half up, from active and reactive energy in the same unit; null without energy.
 * Exact: cos φ ≥ (k − ½)/100 is compared in squares of integers.
 */
export function powerFactorOf(active: number, reactive: number): number | null {
  if (active <= 0) return null;
  const p = BigInt(active);
  const q = BigInt(reactive);
  const squares = p * p + q * q;
  for (let k = 100; k > 0; k--) {
    const twice = BigInt(2 * k - 1);
    if (twice * twice * squares <= 40_000n * p * p) return k;
  }
  return 0;
}
