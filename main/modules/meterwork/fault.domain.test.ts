import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type LocalDate } from '../../shared/dates.ts';
import { spread } from '../../shared/spread.ts';
import { type BilledSpan, differenceOf, recordedIn, sharesOf, uncovered } from './fault.domain.ts';
import type { FaultFound } from './fault.schema.ts';

const START = '2026-01-01' as LocalDate;

/** Bills one after the other, each of some days and thousandths. */
const bills = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 50_000_000 })), {
    minLength: 1,
    maxLength: 14,
  })
  .map((months) => {
    let from = START;
    return months.map(([days, quantityMilli], i): BilledSpan => {
      const periodFrom = from;
      from = addDays(from, days);
      return { billId: i + 1, periodFrom, periodTo: from, quantityMilli };
    });
  });
const fault: fc.Arbitrary<FaultFound> = fc.oneof(
  fc
    .integer({ min: -9000, max: 20_000 })
    .filter((e) => e !== 0)
    .map((errorE4): FaultFound => ({ kind: 'error', errorE4 })),
  fc
    .integer({ min: -900_000, max: 3_000_000 })
    .filter((e) => e !== 0)
    .map((rateE6): FaultFound => ({ kind: 'wiring', rateE6 })),
);
const end = (of: readonly BilledSpan[]) => of.at(-1)?.periodTo as LocalDate;
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

test('shares add up to the whole, never differ from their proportion by a unit, and giving back mirrors charging', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1 }).filter((weights) => sum(weights) > 0),
      (whole, weights) => {
        const shares = spread(whole, weights);
        expect(sum(shares)).toBe(whole);
        for (const [i, share] of shares.entries())
          expect(Math.abs(share - (whole * (weights[i] as number)) / sum(weights))).toBeLessThan(1.001);
        expect(spread(-whole, weights)).toEqual(shares.map((share) => 0 - share));
      },
    ),
  );
});

test('the shares of the bills add up to the difference, and no bill falls below nothing', () => {
  fc.assert(
    fc.property(bills, fault, fc.boolean(), (billed, found, isHalf) => {
      const recorded = recordedIn({ from: START, to: end(billed) }, billed);
      const difference = differenceOf(found, isHalf, sum(recorded.map((of) => of.recordedMilli)));
      const shares = sharesOf(recorded, difference);
      expect(sum(shares.map((of) => of.differenceMilli))).toBe(difference);
      for (const share of shares) expect(share.recordedMilli + share.differenceMilli).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('a span split where a bill ends records the same and differs by rounding alone', () => {
  fc.assert(
    fc.property(bills, fault, fc.nat(), (billed, found, at) => {
      const cut = billed[at % billed.length]?.periodTo as LocalDate;
      const of = (from: LocalDate, to: LocalDate) => {
        const inside = billed.filter((bill) => bill.periodFrom < to && bill.periodTo > from);
        return sum(recordedIn({ from, to }, inside).map((one) => one.recordedMilli));
      };
      const [whole, first, rest] = [of(START, end(billed)), of(START, cut), of(cut, end(billed))];
      expect(first + rest).toBe(whole);
      const apart = differenceOf(found, false, first) + differenceOf(found, false, rest);
      expect(Math.abs(apart - differenceOf(found, false, whole))).toBeLessThanOrEqual(1);
    }),
  );
});

test('the first days without a bill are told', () => {
  const bill = (periodFrom: string, periodTo: string) =>
    ({ billId: 1, periodFrom, periodTo, quantityMilli: 1 }) as BilledSpan;
  const span = { from: '2026-01-10', to: '2026-03-10' } as { from: LocalDate; to: LocalDate };
  expect(uncovered(span, [bill('2026-02-01', '2026-03-15'), bill('2026-01-01', '2026-02-01')])).toBeUndefined();
  expect(uncovered(span, [])).toEqual(span);
  expect(uncovered(span, [bill('2026-01-20', '2026-03-15')])).toEqual({ from: '2026-01-10', to: '2026-01-20' });
  expect(uncovered(span, [bill('2026-01-01', '2026-02-01'), bill('2026-02-03', '2026-03-01')])).toEqual({
    from: '2026-02-01',
    to: '2026-02-03',
  });
  expect(uncovered(span, [bill('2026-01-01', '2026-03-01')])).toEqual({ from: '2026-03-01', to: '2026-03-10' });
});
