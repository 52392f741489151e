import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatScaled } from '../../shared/money.ts';
import { PERIODS, TariffDocument, type TariffDocumentInput } from './document.schema.ts';
import { UnratableError } from './energy.domain.ts';
import { rateRequest } from './rate-request.domain.ts';
import { rate, type Usage } from './rating.domain.ts';

const priceText = fc.integer({ min: 1, max: 900_000_000 }).map((e8) => formatScaled(e8, 8));
const rounding = fc.constantFrom('per-line' as const, 'per-bill' as const);
const cycle = fc.constantFrom('month' as const, 'year' as const);
const quantity = fc.integer({ min: 0, max: 20_000_000 });

const limits = fc
  .uniqueArray(fc.integer({ min: 1, max: 9_000_000 }), { minLength: 0, maxLength: 3 })
  .map((list) => list.toSorted((a, b) => a - b));
const schemeOf = <P>(price: fc.Arbitrary<P>) =>
  fc.tuple(limits, fc.array(price, { minLength: 4, maxLength: 4 })).map(([upTo, prices]) => ({
    kind: 'tiered' as const,
    tiers: [...upTo, null].map((limit, i) => ({
      upTo: limit === null ? null : formatScaled(limit, 3),
      price: prices[i] as P,
    })),
  }));
const documentOf = (scheme: fc.Arbitrary<TariffDocumentInput['scheme']>) =>
  fc
    .record({ format: fc.constant(1 as const), unit: fc.constant('kWh' as const), rounding, cycle, scheme })
    .map((input) => TariffDocument.parse(input));
const plain = documentOf(schemeOf(priceText));
const timed = documentOf(
  schemeOf(fc.record({ sharp: priceText, peak: priceText, flat: priceText, valley: priceText })),
);
const periods = fc.record({ sharp: quantity, peak: quantity, flat: quantity, valley: quantity });
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const used = (quantityMilli: number, runningBeforeMilli = 0): Usage => ({
  quantityMilli,
  runningBeforeMilli,
  monthNumber: 1,
});
const inPeriods = (parts: Record<string, number>, runningBeforeMilli: number): Usage => ({
  quantityMilli: sum(Object.values(parts)),
  periods: parts,
  runningBeforeMilli,
  monthNumber: 1,
});

describe('a rated bill', () => {
  test('has lines that add up to its total, whatever the rounding', () => {
    fc.assert(
      fc.property(timed, periods, quantity, (document, parts, before) => {
        const bill = rate(document, inPeriods(parts, before));
        expect(sum(bill.lines.map((line) => line.amountFen))).toBe(bill.totalFen);
      }),
    );
  });

  test('splits over tiers and periods without gaining or losing a thousandth', () => {
    fc.assert(
      fc.property(timed, periods, quantity, (document, parts, before) => {
        const bill = rate(document, inPeriods(parts, before));
        for (const period of PERIODS)
          expect(sum(bill.lines.filter((l) => l.period === period).map((l) => l.quantityMilli))).toBe(parts[period]);
        expect(bill.lines.every((line) => line.quantityMilli >= 0)).toBe(true);
        expect(sum(bill.lines.map((line) => line.quantityMilli))).toBe(bill.quantityMilli);
      }),
    );
  });

  test('keeps each tier within its limits', () => {
    fc.assert(
      fc.property(plain, quantity, quantity, (document, amount, before) => {
        for (const { why, quantityMilli } of rate(document, used(amount, before)).lines) {
          if (why.fromMilli === null || why.toMilli === null) continue;
          expect(quantityMilli).toBe(why.toMilli - why.fromMilli);
          if (why.upToMilli !== null) expect(why.toMilli).toBeLessThanOrEqual(why.upToMilli);
          if (why.aboveMilli) expect(why.fromMilli).toBeGreaterThanOrEqual(why.aboveMilli);
        }
      }),
    );
  });

  test('of a year costs the same however the year is cut into bills, but for one rounding a line', () => {
    fc.assert(
      fc.property(plain, fc.array(quantity, { minLength: 1, maxLength: 12 }), (document, months) => {
        let before = 0;
        let exact = 0n;
        const byTier = new Map<number | null, number>();
        for (const amount of months) {
          const bill = rate(document, used(amount, before));
          exact += exactOf(bill.exactYuan);
          for (const line of bill.lines)
            if (line.kind === 'tier') byTier.set(line.tier, (byTier.get(line.tier) ?? 0) + line.quantityMilli);
          before = bill.runningAfterMilli;
        }
        const whole = rate(document, used(before));
        expect(exact).toBe(exactOf(whole.exactYuan));
        for (const line of whole.lines)
          if (line.kind === 'tier') expect(byTier.get(line.tier)).toBe(line.quantityMilli);
      }),
    );
  });

  test('is mirrored to the fen, line by line, by the negative quantity', () => {
    fc.assert(
      fc.property(timed, periods, quantity, (document, parts, before) => {
        const start = document.cycle === 'month' ? 0 : before;
        const bill = rate(document, inPeriods(parts, start));
        const negated = Object.fromEntries(Object.entries(parts).map(([period, value]) => [period, 0 - value]));
        const mirror = rate(document, inPeriods(negated, document.cycle === 'month' ? 0 : bill.runningAfterMilli));
        expect(mirror.totalFen).toBe(0 - bill.totalFen + 0);
        const amounts = (b: typeof bill, sign: 1 | -1) =>
          b.lines.map((l) => [l.period, l.tier, l.quantityMilli * sign + 0, l.amountFen * sign + 0]);
        expect(amounts(mirror, -1)).toEqual(amounts(bill, 1));
      }),
    );
  });

  test('gives the boundary quantity to the lower tier', () => {
    const document = TariffDocument.parse({
      format: 1,
      unit: 'kWh',
      rounding: 'per-bill',
      cycle: 'month',
      scheme: {
        kind: 'tiered',
        tiers: [
          { upTo: '240', price: '0.4883' },
          { upTo: null, price: '0.5383' },
        ],
      },
    });
    expect(rate(document, used(240_000)).lines.map((l) => [l.tier, l.quantityMilli])).toEqual([[1, 240_000]]);
    expect(rate(document, used(240_001)).lines.map((l) => [l.tier, l.quantityMilli])).toEqual([
      [1, 240_000],
      [2, 1],
    ]);
  });

  test('cannot be made where a register counted and nothing says its price', () => {
    const document = TariffDocument.parse({
      format: 1,
      unit: 'kWh',
      rounding: 'per-bill',
      cycle: 'month',
      scheme: { kind: 'flat', price: { peak: '0.5', valley: '0.3' } },
    });
    expect(() => rate(document, used(1000))).toThrow(new UnratableError('no-tou'));
    expect(() => rate(document, inPeriods({ peak: 1000, flat: 1 }, 0))).toThrow(new UnratableError('unpriced-period'));
    expect(rate(document, inPeriods({ peak: 1000, flat: 0 }, 0)).totalFen).toBe(50);
  });
});

test('a request in decimals is answered in decimals, with the rounding line spelled out', () => {
  const answer = rateRequest({
    tariff: {
      format: 1,
      unit: 'kWh',
      rounding: 'per-bill',
      cycle: 'month',
      scheme: { kind: 'flat', price: { peak: '0.567', flat: '0.287', valley: '0.053' } },
    },
    usage: { periods: { peak: '5', flat: '5', valley: '5' } },
  });
  expect(answer.total).toBe('4.54');
  expect(answer.lines.map((l) => [l.kind, l.period, l.quantity, l.price, l.exact, l.amount])).toEqual([
    ['flat', 'peak', '5', '0.567', '2.835', '2.84'],
    ['flat', 'flat', '5', '0.287', '1.435', '1.44'],
    ['flat', 'valley', '5', '0.053', '0.265', '0.27'],
    ['rounding', '', '0', '0.00', '-0.015', '-0.01'],
  ]);
});

test('a document with falling limits, mixed periods or an open middle tier is refused', () => {
  const base = { format: 1, unit: 'kWh', rounding: 'per-bill', cycle: 'month' } as const;
  const refused = (tiers: unknown[]) =>
    !TariffDocument.safeParse({ ...base, scheme: { kind: 'tiered', tiers } }).success;
  expect(
    refused([
      { upTo: '240', price: '1' },
      { upTo: '100', price: '1' },
      { upTo: null, price: '1' },
    ]),
  ).toBe(true);
  expect(
    refused([
      { upTo: null, price: '1' },
      { upTo: null, price: '1' },
    ]),
  ).toBe(true);
  expect(refused([{ upTo: '240', price: '1' }])).toBe(true);
  expect(
    refused([
      { upTo: '240', price: { peak: '1' } },
      { upTo: null, price: '1' },
    ]),
  ).toBe(true);
  expect(refused([{ upTo: null, price: '0.123456789' }])).toBe(true);
  expect(
    refused([
      { upTo: '240', price: '1' },
      { upTo: null, price: '0.5' },
    ]),
  ).toBe(false);
});

function exactOf(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(11, '0'));
}
