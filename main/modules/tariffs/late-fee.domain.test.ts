import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../shared/dates.ts';
import { LateFeeRule } from './charges.schema.ts';
import { lateFee } from './late-fee.domain.ts';

const RULE = LateFeeRule.parse({ perDay: '0.002', perDayAfterYearEnd: '0.003', isCapped: false });
const DUE = '2025-12-15';
const day = fc.integer({ min: -5, max: 800 }).map((n) => addDays(DUE, n));

test('the parts of a fee tell its days, its rates and what was owed', () => {
  const debt = { principalFen: 200_000, dueOn: DUE, payments: [{ on: '2026-01-08', amountFen: 150_000 }] };
  expect(lateFee(RULE, debt, '2026-01-18')).toEqual({
    feeFen: 6400 + 4800 + 1500,
    bound: null,
    parts: [
      { from: '2025-12-16', to: '2025-12-31', days: 16, owedFen: 200_000, perDay: '0.002', exactYuan: '64.00' },
      { from: '2026-01-01', to: '2026-01-08', days: 8, owedFen: 200_000, perDay: '0.003', exactYuan: '48.00' },
      { from: '2026-01-09', to: '2026-01-18', days: 10, owedFen: 50_000, perDay: '0.003', exactYuan: '15.00' },
    ],
  });
});

test('nothing is due up to the due day, nor in days of grace', () => {
  const debt = { principalFen: 10_000, dueOn: DUE, payments: [] };
  expect(lateFee(RULE, debt, DUE).feeFen).toBe(0);
  const graced = LateFeeRule.parse({ perDay: '0.001', graceDays: 10, floor: '1' });
  expect(lateFee(graced, debt, addDays(DUE, 10)).feeFen).toBe(0);
  expect(lateFee(graced, debt, addDays(DUE, 11))).toMatchObject({ feeFen: 100, bound: 'floor' });
});

test('a fee never falls with the days, and one that is capped never passes the debt', () => {
  const capped = LateFeeRule.parse({ perDay: '0.003' });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000_000 }), day, fc.nat(30), (principalFen, asOf, more) => {
      const debt = { principalFen, dueOn: DUE, payments: [] };
      const fee = lateFee(RULE, debt, asOf).feeFen;
      expect(lateFee(RULE, debt, addDays(asOf, more)).feeFen).toBeGreaterThanOrEqual(fee);
      expect(lateFee(capped, debt, asOf).feeFen).toBeLessThanOrEqual(principalFen);
    }),
  );
});

test('what is paid costs nothing from the next day on, and a debt paid in time costs nothing at all', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000_000 }), day, fc.nat(400), (principalFen, on, more) => {
      const debt = { principalFen, dueOn: DUE, payments: [{ on, amountFen: principalFen }] };
      const paidOff = lateFee(RULE, debt, on).feeFen;
      expect(lateFee(RULE, debt, addDays(on, more)).feeFen).toBe(paidOff);
      if (on <= DUE) expect(paidOff).toBe(0);
    }),
  );
});
