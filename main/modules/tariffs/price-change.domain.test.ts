import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TariffDocument } from './document.schema.ts';
import { partsOf, rateAcross } from './price-change.domain.ts';
import { rate } from './rating.domain.ts';

const YEAR = TariffDocument.parse({
  format: 1,
  unit: 'kWh',
  rounding: 'per-bill',
  cycle: 'year',
  scheme: {
    kind: 'tiered',
    tiers: [
      { upTo: '2760', price: '0.538' },
      { upTo: '4800', price: '0.588' },
      { upTo: null, price: '0.838' },
    ],
  },
});
const quantity = fc.nat(6_000_000);
const days = fc.integer({ min: 1, max: 40 });
const usage = (quantityMilli: number, runningBeforeMilli: number) => ({
  quantityMilli,
  runningBeforeMilli,
  monthNumber: 1,
});

test('cutting a period at a change of nothing changes nothing where tiers accumulate', () => {
  fc.assert(
    fc.property(quantity, quantity, days, days, (used, before, first, last) => {
      const versions = [
        { document: YEAR, days: first },
        { document: YEAR, days: last },
      ];
      const cut = rateAcross(versions, usage(used, before));
      const whole = rate(YEAR, usage(used, before));
      expect([cut.totalFen, cut.exactYuan, cut.runningAfterMilli]).toEqual([
        whole.totalFen,
        whole.exactYuan,
        whole.runningAfterMilli,
      ]);
    }),
  );
});

test('parts hold all that was used, in every period', () => {
  fc.assert(
    fc.property(quantity, quantity, days, days, days, (peak, valley, ...spans) => {
      const versions = spans.map((length) => ({ document: YEAR, days: length }));
      const parts = partsOf(versions, { ...usage(peak + valley, 0), periods: { peak, valley } });
      const sum = (of: (part: (typeof parts)[number]) => number) => parts.reduce((total, part) => total + of(part), 0);
      expect(sum((part) => part.quantityMilli)).toBe(peak + valley);
      expect(sum((part) => part.periods?.peak ?? 0)).toBe(peak);
      for (const part of parts)
        expect((part.periods?.peak ?? 0) + (part.periods?.valley ?? 0)).toBe(part.quantityMilli);
    }),
  );
});

test('a line of a part tells its days', () => {
  const versions = [
    { document: YEAR, days: 10 },
    { document: YEAR, days: 20 },
  ];
  expect(rateAcross(versions, usage(300_000, 0)).lines.map((line) => [line.quantityMilli, line.why.days])).toEqual([
    [100_000, [10, 30]],
    [200_000, [20, 30]],
  ]);
});
