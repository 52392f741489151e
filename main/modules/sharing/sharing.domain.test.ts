import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOtherPeriod, lossBasisPoints, lossOf, shareByLargestRemainder, weightOf } from './sharing.domain.ts';

const total = fc.integer({ min: 0, max: 1_000_000_000 });
const weights = fc
  .array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 40 })
  .filter((list) => list.some((weight) => weight > 0));
const share = (totalFen: number, by: readonly (bigint | number)[]) =>
  shareByLargestRemainder(totalFen, by)?.shares ?? [];

test('shares sum to the total, none is negative, and no weight means no share', () => {
  fc.assert(
    fc.property(total, weights, (totalFen, by) => {
      const shares = share(totalFen, by);
      expect(shares.reduce((sum, part) => sum + part, 0)).toBe(totalFen);
      expect(shares.every((part, i) => (by[i] === 0 ? part === 0 : part >= 0))).toBe(true);
    }),
  );
});

test('equal weights differ by at most a fen and the earlier one has it', () => {
  fc.assert(
    fc.property(total, weights, (totalFen, by) => {
      const shares = share(totalFen, by);
      for (const [i, weight] of by.entries())
        for (let j = i + 1; j < by.length; j++)
          if (by[j] === weight) expect([0, 1]).toContain((shares[i] ?? 0) - (shares[j] ?? 0));
    }),
  );
});

test('a share is within a fen of the exact part, and scaling all weights changes nothing', () => {
  fc.assert(
    fc.property(total, weights, fc.integer({ min: 2, max: 1000 }), (totalFen, by, factor) => {
      const sum = by.reduce((all, weight) => all + BigInt(weight), 0n);
      const shares = share(totalFen, by);
      for (const [i, part] of shares.entries()) {
        const off = BigInt(part) * sum - BigInt(totalFen) * BigInt(by[i] ?? 0);
        expect(off < sum && off > -sum).toBe(true);
      }
      expect(
        share(
          totalFen,
          by.map((weight) => BigInt(weight) * BigInt(factor)),
        ),
      ).toEqual(shares);
    }),
  );
});

test('the order of members only decides between equal remainders', () => {
  fc.assert(
    fc.property(total, weights, (totalFen, by) => {
      const sorted = (list: readonly number[]) => list.toSorted((a, b) => a - b);
      expect(sorted(share(totalFen, by.toReversed()))).toEqual(sorted(share(totalFen, by)));
    }),
  );
});

test('a credit is the mirror of the charge', () => {
  fc.assert(
    fc.property(total, weights, (totalFen, by) => {
      expect(share(-totalFen, by)).toEqual(share(totalFen, by).map((part) => 0 - part));
    }),
  );
});

test('who got the fen left over is told', () => {
  expect(shareByLargestRemainder(10_000, [1, 1, 1])).toEqual({
    shares: [3334, 3333, 3333],
    hasExtraFen: [true, false, false],
    leftoverFen: 1,
  });
});

test('nothing to share needs no weights; something without weights cannot be shared', () => {
  expect(share(0, [0, 0])).toEqual([0, 0]);
  expect(shareByLargestRemainder(1, [0, 0])).toBeUndefined();
  expect(shareByLargestRemainder(1, [])).toBeUndefined();
  expect(() => shareByLargestRemainder(1, [-1, 2])).toThrow('never negative');
});

test('a vacant flat pays its stated part, one that left pays only by what it used', () => {
  const flat = {
    areaMilli: 89_500,
    coefficientMilli: 1200,
    usageMilli: 7000,
    isVacant: false,
    vacantPermille: 300,
    hasLeft: false,
  };
  expect(weightOf('equal', flat)).toBe(1_000_000);
  expect(weightOf('area', flat)).toBe(89_500_000);
  expect(weightOf('area', { ...flat, isVacant: true })).toBe(26_850_000);
  expect(weightOf('coefficient', { ...flat, isVacant: true, vacantPermille: 0 })).toBe(0);
  expect(weightOf('equal', { ...flat, hasLeft: true })).toBe(0);
  expect(weightOf('usage', { ...flat, hasLeft: true })).toBe(7_000_000);
  expect(weightOf('usage', { ...flat, usageMilli: -5 })).toBe(0);
});

test('sub-meters above the master leave a loss below zero', () => {
  expect(lossOf(1000, [600, 500])).toBe(-100);
  expect(lossBasisPoints(-100, 1000)).toBe(-1000);
  expect(lossBasisPoints(0, 0)).toBeNull();
});

test('a sub-meter is of the same round up to seven days from the master, at either end', () => {
  const master = { from: '2026-10-28', to: '2026-11-28' };
  expect(isOtherPeriod({ from: '2026-10-21', to: '2026-12-05' }, master)).toBe(false);
  expect(isOtherPeriod({ from: '2026-10-20', to: '2026-11-28' }, master)).toBe(true);
  expect(isOtherPeriod({ from: '2026-10-28', to: '2026-12-06' }, master)).toBe(true);
});
