import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balanceOf, LEDGER_CODES } from '../../../main/modules/ledger/index.ts';
import type { BillId } from '../../../main/shared/ids.ts';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';
import { imbalance, refused, soundness } from '../billing/correction-fixture.ts';
import { households, ledgerTotal } from '../cashier/households.ts';
import { charged, debtor, feeOf, onDay, pay, postAll, reversePayment, till } from './debtors.ts';

const SOUND = { isSound: true, findings: [] };

type What = { kind?: 'discount' | 'write-off'; amountFen?: number; percent?: string };
async function adjust(ann: TestStation, billId: BillId, what: What) {
  const owedFen = households(ann).leftOn(billId);
  const cmd = { billId, kind: 'discount' as const, expectedOwedFen: owedFen, reason: '管道漏损，协商减免', ...what };
  const { adjustments } = await ann.as('manager').charges.adjust({ ...cmd, requestId: requestId() });
  return adjustments.at(-1)?.adjustmentId as number;
}

function undo(ann: TestStation, adjustmentId: number) {
  return ann.as('manager').charges.reverseAdjustment({
    adjustmentId: adjustmentId as never,
    reason: '批错了',
    requestId: requestId(),
  });
}

describe('a discount', () => {
  test('of an amount or a percentage lowers what is open and the revenue, and is no money', async () => {
    await using ann = makeStation();
    const { customerId, accountId, billId } = debtor(ann);
    onDay(ann, '2026-09-20');
    await adjust(ann, billId, { amountFen: 3_000 });
    await adjust(ann, billId, { percent: '33.33' });
    // 33.33 % of 70.00 is 23.331.
    expect(await till(ann, customerId)).toMatchObject({ owedFen: 4_667 });
    expect(ledgerTotal(ann, LEDGER_CODES.discounts)).toBe(5_333);
    expect(balanceOf(ann.station.db, LEDGER_CODES.receivable, accountId)).toBe(4_667);
    expect(ledgerTotal(ann, LEDGER_CODES.cash)).toBe(0);
    await pay(ann, customerId, 4_667);
    expect((await ann.as('manager').ledger.statement({ accountId })).lines).toMatchObject([
      { kind: 'bill', receivableFen: 10_000 },
      { kind: 'adjustment', receivableFen: 7_000 },
      { kind: 'adjustment', receivableFen: 4_667 },
      { kind: 'payment', receivableFen: 0 },
    ]);
    expect(soundness(ann)).toMatchObject(SOUND);
    expect(imbalance(ann)).toBe(0);
  });

  test('lowers the late fee from the next day on, as money would', async () => {
    await using ann = makeStation();
    const { billId } = debtor(ann);
    onDay(ann, '2026-10-11');
    await adjust(ann, billId, { amountFen: 5_000 });
    onDay(ann, '2026-10-21');
    expect((await feeOf(ann, billId))?.dueFen).toBe(100 + 50);
  });

  test('that settles a bill ends its late fee, and reversing it brings both back', async () => {
    await using ann = makeStation();
    const { customerId, billId } = debtor(ann);
    onDay(ann, '2026-10-21');
    const id = await adjust(ann, billId, { kind: 'write-off', amountFen: 10_000 });
    expect(ledgerTotal(ann, LEDGER_CODES.badDebts)).toBe(10_000);
    expect((await till(ann, customerId)).bills).toEqual([]);
    expect(await postAll(ann)).toEqual({ bills: 0, feeFen: 0 });
    await undo(ann, id);
    expect(await till(ann, customerId)).toMatchObject({ owedFen: 10_200, bills: [{ lateFee: { feeFen: 200 } }] });
    await expect(undo(ann, id)).rejects.toMatchObject(refused('bill.adjustment-reversed'));
    expect(soundness(ann)).toMatchObject(SOUND);
  });

  test('of a late fee that was billed takes it out of the income of late fees', async () => {
    await using ann = makeStation();
    const { customerId, billId } = debtor(ann);
    onDay(ann, '2026-10-21');
    await postAll(ann);
    const { feeBills } = await ann.as('manager').charges.ofBill({ billId });
    await adjust(ann, feeBills[0]?.billId as BillId, { percent: '100' });
    expect(charged(ann)).toEqual({ bills: 200, ledger: 0 });
    // It was charged and forgiven: it is not charged again.
    expect((await till(ann, customerId)).owedFen).toBe(10_000);
    expect(await postAll(ann)).toEqual({ bills: 0, feeFen: 0 });
    expect(soundness(ann)).toMatchObject(SOUND);
  });

  test('is refused above what is open, on what has changed, on a reversed bill, and without the permission', async () => {
    await using ann = makeStation();
    const { customerId, billId } = debtor(ann);
    await pay(ann, customerId, 4_000);
    await expect(adjust(ann, billId, { amountFen: 100_000 })).rejects.toMatchObject(refused('bill.adjusted-too-much'));
    await expect(adjust(ann, billId, { percent: '0' })).rejects.toMatchObject(refused('bill.nothing-to-adjust'));
    const cmd = { billId, kind: 'discount' as const, amountFen: 1, reason: '优惠', requestId: requestId() };
    await expect(ann.as('manager').charges.adjust({ ...cmd, expectedOwedFen: 10_000 })).rejects.toMatchObject(
      refused('bill.owed-changed'),
    );
    await expect(ann.as('cashier').charges.adjust({ ...cmd, expectedOwedFen: 6_000 })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(
      ann.as('manager').charges.adjust({ ...cmd, percent: '1', expectedOwedFen: 6_000 }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('asked for twice by one click is granted once', async () => {
    await using ann = makeStation();
    const { billId } = debtor(ann);
    const cmd = { billId, kind: 'discount' as const, amountFen: 100, expectedOwedFen: 10_000, reason: '优惠' };
    const once = { ...cmd, requestId: requestId() };
    await ann.as('manager').charges.adjust(once);
    await ann.as('manager').charges.adjust(once);
    expect(households(ann).leftOn(billId)).toBe(9_900);
  });
});

test('what stands of a bill is always its amount less money and discounts, whatever is paid, granted and undone', async () => {
  const step = fc.record({
    what: fc.constantFrom('pay', 'discount', 'write-off', 'undo', 'reverse'),
    part: fc.nat(100),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      await using ann = makeStation();
      const { town, customerId, accountId, billId } = debtor(ann, 12_345);
      onDay(ann, '2026-09-20');
      const granted: [number, number][] = [];
      const paid: [number, number][] = [];
      for (const { what, part } of steps) {
        const left = town.leftOn(billId);
        const amountFen = Math.floor((left * part) / 100);
        if (what === 'undo' || what === 'reverse') {
          const last = (what === 'undo' ? granted : paid).pop();
          if (last) await (what === 'undo' ? undo : reversePayment)(ann, last[0]);
        } else if (amountFen === 0) continue;
        else if (what === 'pay') paid.push([(await pay(ann, customerId, amountFen)).paymentId, amountFen]);
        else granted.push([await adjust(ann, billId, { kind: what, amountFen }), amountFen]);
        const sum = [...granted, ...paid].reduce((all, [, fen]) => all + fen, 0);
        expect(town.leftOn(billId)).toBe(12_345 - sum);
        expect(balanceOf(ann.station.db, LEDGER_CODES.receivable, accountId)).toBe(12_345 - sum);
      }
      expect(soundness(ann)).toMatchObject(SOUND);
      expect(imbalance(ann)).toBe(0);
    }),
    { numRuns: 20 },
  );
});

test('verification sees a discount that was changed, and one that is missing under what is settled', async () => {
  await using ann = makeStation();
  const { billId } = debtor(ann);
  onDay(ann, '2026-09-20');
  await adjust(ann, billId, { amountFen: 3_000 });
  ann.station.db.exec('DROP TRIGGER adjustment_frozen; UPDATE adjustment SET amount_fen = 4000');
  expect(soundness(ann).findings.map((finding) => finding.code)).toEqual(['document-altered', 'paid-differs']);
});
