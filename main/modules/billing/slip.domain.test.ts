import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type SlipLine, type SlipSide, splitDifference } from './slip.domain.ts';

const line = (tier: number, kwh: number, yuan: number, more: Partial<SlipLine> = {}): SlipLine => ({
  ...{ kind: 'tier', name: '', period: '', tier, quantityMilli: kwh * 1000, priceE8: Math.round(yuan * 1e8) },
  ...more,
});
const side = (days: number, lines: SlipLine[], more: Partial<SlipSide> = {}): SlipSide => ({
  ...{ days, lines, multiplier: 1 },
  quantityMilli: lines.reduce((sum, l) => sum + l.quantityMilli, 0),
  amountFen: Math.round(lines.reduce((sum, l) => sum + (l.quantityMilli * l.priceE8) / 1e9, 0)),
  ...more,
});
const told = (before: SlipSide, now: SlipSide) =>
  Object.fromEntries(
    splitDifference(before, now).flatMap(({ part, amountFen }) => (amountFen === 0 ? [] : [[part, amountFen]])),
  );

describe('the parts of a difference', () => {
  test('more days at the same use a day are the days', () => {
    expect(told(side(30, [line(1, 300, 0.5)]), side(33, [line(1, 330, 0.5)]))).toEqual({ days: 1500 });
  });
  test('more use a day is the use', () => {
    expect(told(side(30, [line(1, 300, 0.5)]), side(30, [line(1, 400, 0.5)]))).toEqual({ use: 5000 });
  });
  test('what falls into a higher tier costs more by the tier', () => {
    const now = side(30, [line(1, 300, 0.5), line(2, 100, 0.8)]);
    expect(told(side(30, [line(1, 300, 0.5)]), now)).toEqual({ use: 5000, tier: 3000 });
  });
  test('the same use at dearer times is the time of use', () => {
    const at = (peak: number, valley: number) =>
      side(30, [line(1, peak, 0.9, { period: 'peak' }), line(1, valley, 0.3, { period: 'valley' })]);
    expect(told(at(100, 200), at(200, 100))).toEqual({ time: 6000 });
  });
  test('a new price of the same use is the price', () => {
    expect(told(side(30, [line(1, 300, 0.5)]), side(30, [line(1, 300, 0.6)]))).toEqual({ price: 3000 });
  });
  test('another multiplier is the meter, and a fixed charge is fixed', () => {
    const before = side(30, [line(1, 300, 0.5)]);
    const now = side(30, [line(1, 600, 0.5)], { multiplier: 2, amountFen: 30_000 + 1200 });
    expect(told(before, now)).toEqual({ meter: 15_000, fixed: 1200 });
  });

  test('sum to the difference to the fen, whatever the bills', () => {
    const anyLine = fc.record({
      kind: fc.constantFrom('tier', 'flat', 'surcharge', 'fixed', 'minimum'),
      name: fc.constantFrom('', '附加费'),
      period: fc.constantFrom('', 'peak', 'valley'),
      tier: fc.constantFrom(null, 1, 2, 3),
      quantityMilli: fc.integer({ min: 0, max: 100_000_000 }),
      priceE8: fc.integer({ min: 0, max: 500_000_000 }),
    });
    const anySide = fc.record({
      days: fc.integer({ min: 0, max: 70 }),
      quantityMilli: fc.integer({ min: 0, max: 100_000_000 }),
      amountFen: fc.integer({ min: 0, max: 100_000_000 }),
      multiplier: fc.integer({ min: 1, max: 200 }),
      lines: fc.array(anyLine, { maxLength: 8 }),
    });
    fc.assert(
      fc.property(anySide, anySide, (before, now) => {
        const parts = splitDifference(before, now);
        expect(parts.reduce((sum, part) => sum + part.amountFen, 0)).toBe(now.amountFen - before.amountFen);
        expect(parts.every((part) => Number.isSafeInteger(part.amountFen))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
