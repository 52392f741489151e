import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isStationError } from '../../shared/error-codes.ts';
import { allocate, assertTender, feesToBill, oldestFirst, owedOn, payingOrder, receiptNo } from './cashier.domain.ts';

const amount = fc.integer({ min: 1, max: 5_000_000 });
const bills = fc
  .array(
    fc.record({
      accountId: fc.integer({ min: 1, max: 4 }),
      leftFen: amount,
      due: fc.integer({ min: 1, max: 28 }),
      fee: fc.option(fc.nat(50_000)),
    }),
    { maxLength: 12 },
  )
  .map((list) =>
    list.map(({ accountId, leftFen, due, fee }, i) => ({
      billId: i + 1,
      accountId,
      leftFen,
      kind: i % 5 === 4 ? 'late-fee' : 'usage',
      lateFee: fee === null || i % 5 === 4 ? null : { feeFen: fee },
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
  .record({
    paidFen: fc.nat(20_000_000),
    bills,
    credits,
    share: fc.integer({ min: 0, max: 100 }),
    order: fc.constantFrom('principal-first' as const, 'fee-first' as const),
  })
  .map((p) => {
    const usable = Math.min(sum(p.credits.map((c) => c.creditFen)), sum(p.bills.map(owedOn)));
    const { share, ...rest } = p;
    return { ...rest, creditFen: Math.floor((usable * share) / 100) };
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

  test('money follows the order set: the next thing gets some only when everything before it is paid in full', () => {
    fc.assert(
      fc.property(paying, (p) => {
        const plan = allocate(p);
        const order = payingOrder(p.bills, p.order);
        const key = (of: { billId: number; isNewFee: boolean }) => `${of.billId} ${of.isNewFee}`;
        expect(plan.bills.map(key)).toEqual(order.slice(0, plan.bills.length).map(key));
        for (const [i, paid] of plan.bills.entries()) {
          const leftFen = order[i]?.leftFen ?? 0;
          if (i < plan.bills.length - 1) expect(paid.amountFen).toBe(leftFen);
          expect(paid.amountFen).toBeGreaterThan(0);
          expect(paid.amountFen).toBeLessThanOrEqual(leftFen);
        }
        if (plan.keptFen > 0) expect(sum(plan.bills.map((b) => b.amountFen))).toBe(sum(p.bills.map(owedOn)));
      }),
    );
  });

  test('a late fee comes after every debt, or before its own, as the station has set', () => {
    const owed = [
      { billId: 1, accountId: 1, leftFen: 100, dueOn: '2026-09-01', kind: 'usage', lateFee: { feeFen: 7 } },
      { billId: 2, accountId: 1, leftFen: 5, dueOn: '2026-09-02', kind: 'late-fee', lateFee: null },
      { billId: 3, accountId: 1, leftFen: 50, dueOn: '2026-10-01', kind: 'usage', lateFee: { feeFen: 0 } },
    ];
    const named = (order: 'principal-first' | 'fee-first') =>
      payingOrder(owed, order).map((item) => (item.isNewFee ? `fee of ${item.billId}` : item.billId));
    expect(named('principal-first')).toEqual([1, 3, 2, 'fee of 1']);
    expect(named('fee-first')).toEqual(['fee of 1', 1, 2, 3]);
  });

  test('a late fee gets its bill when it is paid at all or when its debt is settled, and never when it is nothing', () => {
    fc.assert(
      fc.property(paying, (p) => {
        const plan = allocate(p);
        const billed = new Set(feesToBill(p.bills, plan.bills));
        for (const bill of p.bills) {
          const of = (isNewFee: boolean) =>
            sum(plan.bills.filter((b) => b.billId === bill.billId && b.isNewFee === isNewFee).map((b) => b.amountFen));
          const isWanted = (bill.lateFee?.feeFen ?? 0) > 0 && (of(true) > 0 || of(false) === bill.leftFen);
          expect(billed.has(bill.billId)).toBe(isWanted);
        }
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
    const one = { billId: 1, accountId: 1, leftFen: 5000, dueOn: '2026-10-01', kind: 'usage', lateFee: null };
    const order = 'principal-first' as const;
    const refused = expect.toSatisfy((e) => isStationError(e, 'cashier.credit-short'));
    expect(() =>
      allocate({ paidFen: 0, creditFen: 1001, bills: [one], credits: [{ accountId: 1, creditFen: 1000 }], order }),
    ).toThrow(refused);
    expect(() =>
      allocate({ paidFen: 0, creditFen: 5001, bills: [one], credits: [{ accountId: 1, creditFen: 9000 }], order }),
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
