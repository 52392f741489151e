import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LateFeeRule } from '../tariffs/charges.schema.ts';
import { feeToKeep, takeNewest } from './fee-return.domain.ts';

const rule = LateFeeRule.parse({ perDay: '0.001' });
const asOf = '2026-04-11';
const keep = (terms: { dueOn: string; amountFen: number }[], waivedFen = 0) =>
  feeToKeep({ rule, terms, settled: [], waivedFen, asOf });

test('a bill that shrank keeps the fee of what it is; one that grew that of what it was late with', () => {
  const [before, grew] = [
    { dueOn: '2026-03-12', amountFen: 300_000 },
    { dueOn: '2026-05-01', amountFen: 330_000 },
  ];
  expect(keep([before, { ...before, amountFen: 270_000 }]).keepFen).toBe(8_100);
  expect(keep([before, grew]).keepFen).toBe(9_000);
  expect(keep([before, grew, { ...grew, amountFen: 270_000 }]).keepFen).toBe(8_100);
  expect(keep([before, { ...before, amountFen: 90_000 }, grew]).keepFen).toBe(2_700);
  expect(keep([before, { ...before, amountFen: 0 }])).toMatchObject({ keepFen: 0, fee: { accruedFen: 0 } });
  expect(keep([before], 10_000).keepFen).toBe(0);
});

test('the newest fees shrink first, and just what is too much goes', () => {
  const fen = fc.integer({ min: 1, max: 10_000 });
  fc.assert(
    fc.property(fc.array(fen, { maxLength: 6 }), fc.nat(30_000), (amounts, keepFen) => {
      const fees = amounts.map((amountFen) => ({ amountFen }));
      const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
      const taken = takeNewest(fees, keepFen);
      const stays = sum(amounts) - sum(taken.map(({ fee, remainsFen }) => fee.amountFen - remainsFen));
      expect(stays).toBe(Math.min(sum(amounts), keepFen));
      expect(taken.map(({ fee }) => fee)).toEqual(fees.slice(0, taken.length));
      // Only the oldest of those taken may leave something.
      expect(taken.slice(0, -1).every(({ remainsFen }) => remainsFen === 0)).toBe(true);
      expect(taken.every(({ fee, remainsFen }) => remainsFen < fee.amountFen)).toBe(true);
    }),
  );
});
