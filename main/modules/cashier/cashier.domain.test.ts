import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isStationError } from '../../shared/error-codes.ts';
import { allocate, assertTender, oldestFirst, receiptNo } from './cashier.domain.ts';

const amount = fc.integer({ min: 1, max: 5_000_000 });
const bills = fc
  .array(
    fc.record({ accountId: fc.integer({ min: 1, max: 4 }), leftFen: amount, due: fc.integer({ min: 1, max: 28 }) }),
    { maxLength: 12 },
  )
  .map((list) =>
    list.map(({ accountId, leftFen, due }, i) => ({
      billId: i + 1,
      accountId,
      leftFen,
      dueOn: `2026-10-${String(due).padStart(2, '0')}`,
    })),
  );
const credits = fc.uniqueArray(fc.record({ accountId: fc.integer({ min: 1, max: 6 }), creditFen: fc.nat(2_000_000) }), {
  selector: (c) => c.accountId,
  maxLength: 6,
});
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** A payment with as much credit as may be used, scaled by a share. */
const paying = fc
  .record({ paidFen: fc.nat(20_000_000), bills, credits, share: fc.integer({ min: 0, max: 100 }) })
  .map((p) => {
    const usable = Math.min(sum(p.credits.map((c) => c.creditFen)), sum(p.bills.map((b) => b.leftFen)));
    return { paidFen: p.paidFen, bills: p.bills, credits: p.credits, creditFen: Math.floor((usable * p.share) / 100) };
  });

describe('allocation', () => {
  test('every fen of money and credit is found again on a bill or as kept credit', () => {
    fc.assert(
      fc.property(paying, (p) => {
        const plan = allocate(p);
        expect(sum(plan.bills.map((b) => b.amountFen)) + plan.keptFen).toBe(p.paidFen + p.creditFen);
        expect(sum(plan.creditUsed.map((c) => c.amountFen))).toBe(p.creditFen);
      }),
    );
  });

  test('no bill gets more than it owes, none is named twice, none gets nothing', () => {
    fc.assert(
      fc.property(paying, (p) => {
        const plan = allocate(p);
        const left = new Map(p.bills.map((b) => [b.billId, b.leftFen]));
        for (const paid of plan.bills) {
          expect(paid.amountFen).toBeGreaterThan(0);
          expect(paid.amountFen).toBeLessThanOrEqual(left.get(paid.billId) ?? 0);
        }
        expect(new Set(plan.bills.map((b) => b.billId)).size).toBe(plan.bills.length);
      }),
    );
  });

  test('a later bill gets money only when every earlier one is paid in full, and nothing is kept while a bill is open', () => {
    fc.assert(
      fc.property(paying, (p) => {
        const plan = allocate(p);
        const order = oldestFirst(p.bills);
        expect(plan.bills.map((b) => b.billId)).toEqual(order.slice(0, plan.bills.length).map((b) => b.billId));
        for (const [i, paid] of plan.bills.slice(0, -1).entries()) expect(paid.amountFen).toBe(order[i]?.leftFen);
        if (plan.keptFen > 0) expect(sum(plan.bills.map((b) => b.amountFen))).toBe(sum(p.bills.map((b) => b.leftFen)));
      }),
    );
  });

  test('no account gives more credit than it has, and another account gives only when the own one is used up', () => {
    fc.assert(
      fc.property(paying, (p) => {
        const plan = allocate(p);
        const used = new Map(plan.creditUsed.map((c) => [c.accountId, c.amountFen as number]));
        const paidOn = (accountId: number) =>
          sum(plan.bills.filter((b) => b.accountId === accountId).map((b) => b.amountFen));
        let isForeignUsed = false;
        for (const { accountId, creditFen } of p.credits) {
          expect(used.get(accountId) ?? 0).toBeLessThanOrEqual(creditFen);
          if ((used.get(accountId) ?? 0) > paidOn(accountId)) isForeignUsed = true;
        }
        if (!isForeignUsed) return;
        for (const { accountId, creditFen } of p.credits)
          expect(used.get(accountId) ?? 0).toBeGreaterThanOrEqual(Math.min(creditFen, paidOn(accountId)));
      }),
    );
  });

  test('more credit than there is, or than the bills need, is refused', () => {
    const one = { billId: 1, accountId: 1, leftFen: 5000, dueOn: '2026-10-01' };
    const refused = expect.toSatisfy((e) => isStationError(e, 'cashier.credit-short'));
    expect(() =>
      allocate({ paidFen: 0, creditFen: 1001, bills: [one], credits: [{ accountId: 1, creditFen: 1000 }] }),
    ).toThrow(refused);
    expect(() =>
      allocate({ paidFen: 0, creditFen: 5001, bills: [one], credits: [{ accountId: 1, creditFen: 9000 }] }),
    ).toThrow(refused);
  });

  test('bills due on one day are paid in the order of issue', () => {
    const at = (billId: number, dueOn: string) => ({ billId, dueOn });
    expect(oldestFirst([at(9, '2026-10-02'), at(7, '2026-10-01'), at(3, '2026-10-02')]).map((b) => b.billId)).toEqual([
      7, 3, 9,
    ]);
  });
});

test('change is given for cash and for nothing else', () => {
  assertTender('cash', 4550, 5000);
  assertTender('wechat', 4550, 4550);
  expect(() => assertTender('cash', 4550, 4000)).toThrow(
    expect.toSatisfy((e) => isStationError(e, 'cashier.tendered-short')),
  );
  expect(() => assertTender('card', 4550, 5000)).toThrow(
    expect.toSatisfy((e) => isStationError(e, 'cashier.change-only-cash')),
  );
});

test('a receipt number names its year', () => {
  expect(receiptNo('2026', 123)).toBe('R2026-000123');
});
