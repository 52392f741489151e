import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { billDocument } from '../../../main/modules/billing/index.ts';
import { paymentDocument } from '../../../main/modules/cashier/index.ts';
import { verify } from '../../../main/modules/ledger/index.ts';
import { BillId, type CustomerId } from '../../../main/shared/ids.ts';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';
import { households, ledgerTotal } from './households.ts';

const refused = (code: string) => ({ cause: { code } });
const cash = (customerId: CustomerId, paidFen: number, tenderedFen = paidFen) => ({
  customerId,
  paidFen,
  tenderedFen,
  method: 'cash' as const,
  requestId: requestId(),
});

function countPayments(ann: TestStation): number {
  return (ann.station.db.prepare('SELECT count(*) AS n FROM payment').get() as { n: number }).n;
}

function expectSound(ann: TestStation): void {
  expect(verify(ann.station.db, { payment: paymentDocument, bill: billDocument })).toMatchObject({
    isSound: true,
    findings: [],
  });
}

test('verification finds a bill marked paid without a payment, and a payment marked reversed without its mirror', async () => {
  await using ann = makeStation();
  const town = households(ann);
  const { customerId, billIds } = town.household([5000, 3000]);
  await ann.as('cashier').cashier.takePayment(cash(customerId, 5000));
  const verified = () => ann.as('manager').ledger.verify();
  expect(await verified()).toMatchObject({ isSound: true, findings: [] });
  ann.station.db.prepare('UPDATE bill SET paid_fen = 3000 WHERE id = ?').run(billIds[1]);
  expect(await verified()).toMatchObject({
    isSound: false,
    findings: [{ code: 'paid-differs', detail: expect.stringContaining('kept 3000, payments say 0') }],
  });
  ann.station.db.prepare('UPDATE bill SET paid_fen = 0 WHERE id = ?').run(billIds[1]);
  ann.station.db.prepare("UPDATE payment SET reversed_at = 1, reversed_on = '2026-11-22'").run();
  expect((await verified()).findings.map((finding) => finding.code)).toEqual(['paid-differs', 'reversal-differs']);
});

describe('taking a payment', () => {
  test('a payment larger than the oldest bill pays it and starts the next', async () => {
    await using ann = makeStation();
    const town = households(ann);
    const { customerId, billIds } = town.household([5000, 3000]);
    const receipt = await ann.as('cashier').cashier.takePayment(cash(customerId, 6000, 10_000));
    expect(receipt).toMatchObject({
      receiptNo: 'R2026-000001',
      paidFen: 6000,
      tenderedFen: 10_000,
      changeFen: 4000,
      creditKeptFen: 0,
      customerName: '张伟',
    });
    expect(receipt.lines.map((l) => [l.billId, l.amountFen, l.leftFen])).toEqual([
      [billIds[0], 5000, 0],
      [billIds[1], 1000, 2000],
    ]);
    expect(billIds.map(town.leftOn)).toEqual([0, 2000]);
    expect([ledgerTotal(ann, '1001'), ledgerTotal(ann, '1122'), ledgerTotal(ann, '2203')]).toEqual([6000, 2000, 0]);
    expectSound(ann);
  });

  test('only the ticked bills are paid', async () => {
    await using ann = makeStation();
    const town = households(ann);
    const { customerId, billIds } = town.household([5000, 3000, 2000]);
    const [, second, third] = billIds as [BillId, BillId, BillId];
    await ann.as('cashier').cashier.takePayment({ ...cash(customerId, 4000), billIds: [third, second] });
    expect(billIds.map(town.leftOn)).toEqual([5000, 0, 1000]);
  });

  test('what is paid too much stays as credit of the last account paid, and pays a later bill with money or alone', async () => {
    await using ann = makeStation();
    const town = households(ann);
    const { customerId, accountId } = town.household([5000]);
    const till = ann.as('cashier').cashier;
    const first = await till.takePayment(cash(customerId, 8000));
    expect(first).toMatchObject({ creditKeptFen: 3000, creditBeforeFen: 0, creditAfterFen: 3000 });
    expect(first.lines.at(-1)).toMatchObject({ accountId, billId: null, amountFen: 3000 });

    town.bill(accountId, 4000, { month: '2026-11' });
    const second = await till.takePayment({ ...cash(customerId, 2500), creditFen: 1500 });
    expect(second).toMatchObject({ paidFen: 2500, creditUsedFen: 1500, creditBeforeFen: 3000, creditAfterFen: 1500 });

    town.bill(accountId, 1000, { month: '2026-12' });
    const third = await till.takePayment({ ...cash(customerId, 0), creditFen: 1000 });
    expect(third).toMatchObject({
      method: 'credit',
      paidFen: 0,
      tenderedFen: 0,
      creditUsedFen: 1000,
      creditAfterFen: 500,
    });
    expect((await till.customer({ customerId })).creditFen).toBe(500);
    expect([ledgerTotal(ann, '1001'), ledgerTotal(ann, '1122'), ledgerTotal(ann, '2203')]).toEqual([10_500, 0, -500]);
    expectSound(ann);
  });

  test('credit of one account pays the bill of another account of the same customer', async () => {
    await using ann = makeStation();
    const town = households(ann);
    const customerId = town.customer();
    const gas = town.account(customerId, 'gas');
    const power = town.account(customerId, 'electricity');
    await ann.as('cashier').cashier.takePayment({ ...cash(customerId, 2000), keepOnAccountId: gas });
    const bill = town.bill(power, 1500);
    await ann.as('cashier').cashier.takePayment({ ...cash(customerId, 0), creditFen: 1500 });
    expect(town.leftOn(bill)).toBe(0);
    const { accounts } = await ann.as('cashier').cashier.customer({ customerId });
    expect(accounts.map((a) => [a.accountId, a.creditFen])).toEqual([
      [gas, 500],
      [power, 0],
    ]);
    expectSound(ann);
  });

  test('cash goes to cash on hand, every other method to tender clearing', async () => {
    await using ann = makeStation();
    const { customerId } = households(ann).household([10_000]);
    for (const method of ['cash', 'wechat', 'alipay', 'card', 'transfer'] as const)
      await ann.as('cashier').cashier.takePayment({ ...cash(customerId, 1000), method });
    expect([ledgerTotal(ann, '1001'), ledgerTotal(ann, '1012'), ledgerTotal(ann, '1122')]).toEqual([1000, 4000, 5000]);
  });

  test('nothing, too little cash, change on a card and a stranger’s bill are refused and leave no trace', async () => {
    await using ann = makeStation();
    const town = households(ann);
    const { customerId } = town.household([5000]);
    const other = town.household([700], '李娜');
    const till = ann.as('cashier').cashier;
    await expect(till.takePayment(cash(customerId, 0))).rejects.toMatchObject(refused('cashier.nothing-paid'));
    await expect(till.takePayment(cash(customerId, 5000, 4999))).rejects.toMatchObject(
      refused('cashier.tendered-short'),
    );
    await expect(till.takePayment({ ...cash(customerId, 5000, 6000), method: 'card' })).rejects.toMatchObject(
      refused('cashier.change-only-cash'),
    );
    await expect(till.takePayment({ ...cash(customerId, 700), billIds: other.billIds })).rejects.toMatchObject(
      refused('record.not-found'),
    );
    await expect(till.takePayment({ ...cash(customerId, 100), creditFen: 1 })).rejects.toMatchObject(
      refused('cashier.credit-short'),
    );
    await expect(
      till.takePayment({ ...cash(customerId, 9000), keepOnAccountId: other.accountId }),
    ).rejects.toMatchObject(refused('cashier.no-account'));
    await expect(till.takePayment(cash(town.customer('无户'), 100))).rejects.toMatchObject(
      refused('cashier.no-account'),
    );
    expect(countPayments(ann)).toBe(0);
    const { receiptNo } = await till.takePayment(cash(customerId, 5000));
    expect(receiptNo).toBe('R2026-000001');
  });

  test('receipt numbers have no gap and begin again with the year', async () => {
    await using ann = makeStation({ at: '2026-12-31T23:50:00+08:00' });
    const { customerId } = households(ann).household([5000]);
    const till = ann.as('cashier').cashier;
    const take = async () => (await till.takePayment(cash(customerId, 100))).receiptNo;
    expect([await take(), await take()]).toEqual(['R2026-000001', 'R2026-000002']);
    ann.setClock('2027-01-01T00:00:01+08:00');
    expect(await take()).toBe('R2027-000001');
  });

  test('a reader may not take money', async () => {
    await using ann = makeStation();
    const { customerId } = households(ann).household([5000]);
    await expect(ann.as('reader').cashier.takePayment(cash(customerId, 5000))).rejects.toMatchObject(
      refused('permission.denied'),
    );
  });

  test('whatever is paid in whatever order, the book balances and bills, receipts and ledger say the same', async () => {
    const step = fc.record({
      paidFen: fc.nat(9000),
      creditShare: fc.integer({ min: 0, max: 100 }),
      bill: fc.option(fc.integer({ min: 1, max: 6000 })),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        await using ann = makeStation();
        const town = households(ann);
        const { customerId, accountId } = town.household([4000]);
        const till = ann.as('cashier').cashier;
        let paid = 0;
        for (const [i, { paidFen, creditShare, bill }] of steps.entries()) {
          if (bill !== null) town.bill(accountId, bill, { month: `2027-${String(i + 1).padStart(2, '0')}` });
          const seen = await till.customer({ customerId });
          const creditFen = Math.floor((Math.min(seen.creditFen, seen.owedFen) * creditShare) / 100);
          if (paidFen + creditFen === 0) continue;
          await till.takePayment({ ...cash(customerId, paidFen), creditFen, expectedOwedFen: seen.owedFen });
          paid += paidFen;
        }
        const { owedFen, creditFen } = await till.customer({ customerId });
        expect([ledgerTotal(ann, '1001'), ledgerTotal(ann, '1122'), ledgerTotal(ann, '2203')]).toEqual([
          paid,
          owedFen,
          -creditFen + 0,
        ]);
        expectSound(ann);
      }),
      { numRuns: 15 },
    );
  });
});

describe('the same payment twice', () => {
  test('a double click or a retry is one payment and answers the same receipt', async () => {
    await using ann = makeStation();
    const { customerId } = households(ann).household([5000]);
    const command = { ...cash(customerId, 2000), expectedOwedFen: 5000 };
    const till = ann.as('cashier').cashier;
    const [first, second] = await Promise.all([till.takePayment(command), till.takePayment(command)]);
    expect(second).toEqual(first);
    ann.advance(60_000);
    expect(await till.takePayment(command)).toEqual(first);
    expect([countPayments(ann), ledgerTotal(ann, '1001')]).toEqual([1, 2000]);
  });

  test('the same request with other figures is refused', async () => {
    await using ann = makeStation();
    const { customerId } = households(ann).household([5000]);
    const command = cash(customerId, 2000);
    await ann.as('cashier').cashier.takePayment(command);
    await expect(
      ann.as('cashier').cashier.takePayment({ ...command, paidFen: 2100, tenderedFen: 2100 }),
    ).rejects.toMatchObject(refused('request.reused'));
    expect(countPayments(ann)).toBe(1);
  });

  test('a refused request may be sent again after the reason is gone', async () => {
    await using ann = makeStation();
    const { customerId } = households(ann).household([5000]);
    const command = { ...cash(customerId, 2000), expectedOwedFen: 4000 };
    await expect(ann.as('cashier').cashier.takePayment(command)).rejects.toMatchObject(refused('cashier.owed-changed'));
    await ann.as('cashier').cashier.takePayment({ ...command, expectedOwedFen: 5000 });
    expect(countPayments(ann)).toBe(1);
  });
});

describe('two counters', () => {
  test('the second to pay the same bill is told that it is settled', async () => {
    await using ann = makeStation();
    const { customerId, billIds } = households(ann).household([5000]);
    const command = () => ({ ...cash(customerId, 5000), billIds, expectedOwedFen: 5000 });
    const results = await Promise.allSettled([
      ann.as('cashier').cashier.takePayment(command()),
      ann.as('manager').cashier.takePayment(command()),
    ]);
    expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    const failed = results.find((r) => r.status === 'rejected') as PromiseRejectedResult;
    expect(failed.reason).toMatchObject(refused('cashier.already-paid'));
    expect([countPayments(ann), ledgerTotal(ann, '1001')]).toEqual([1, 5000]);
  });

  test('figures that changed since the cashier looked are refused with both figures', async () => {
    await using ann = makeStation();
    const { customerId } = households(ann).household([5000, 3000]);
    await ann.as('manager').cashier.takePayment(cash(customerId, 1000));
    await expect(
      ann.as('cashier').cashier.takePayment({ ...cash(customerId, 8000), expectedOwedFen: 8000 }),
    ).rejects.toMatchObject({
      cause: { code: 'cashier.owed-changed', params: { seen: '80.00', owed: '70.00' } },
    });
    expect(countPayments(ann)).toBe(1);
  });
});

describe('reversing a payment', () => {
  test('mirrors the entry, opens the bills again, gives used credit back and marks the receipt', async () => {
    await using ann = makeStation();
    const town = households(ann);
    const { customerId, accountId, billIds } = town.household([5000]);
    const till = ann.as('cashier').cashier;
    await till.takePayment(cash(customerId, 6000));
    const later = town.bill(accountId, 2000, { month: '2026-12' });
    const { paymentId, receiptNo } = await till.takePayment({ ...cash(customerId, 1000), creditFen: 1000 });
    const reversed = await ann
      .as('manager')
      .cashier.reversePayment({ paymentId, reason: '金额录错', requestId: requestId() });
    expect(reversed).toMatchObject({
      receiptNo,
      paidFen: 1000,
      reversal: { by: 'manager', reason: '金额录错', on: '2026-11-22' },
    });
    expect([town.leftOn(billIds[0] ?? BillId.parse(1)), town.leftOn(later)]).toEqual([0, 2000]);
    expect([ledgerTotal(ann, '1001'), ledgerTotal(ann, '1122'), ledgerTotal(ann, '2203')]).toEqual([6000, 2000, -1000]);
    expectSound(ann);
  });

  test('happens once, whether the click or the person repeats it', async () => {
    await using ann = makeStation();
    const { customerId } = households(ann).household([5000]);
    const { paymentId } = await ann.as('cashier').cashier.takePayment(cash(customerId, 5000));
    const command = { paymentId, reason: '重复收款', requestId: requestId() };
    const manager = ann.as('manager').cashier;
    expect(await manager.reversePayment(command)).toEqual(await manager.reversePayment(command));
    await expect(manager.reversePayment({ ...command, requestId: requestId() })).rejects.toMatchObject(
      refused('cashier.already-reversed'),
    );
    expect(ledgerTotal(ann, '1001')).toBe(0);
  });

  test('is refused while credit kept from it has been used, and possible once that use is reversed', async () => {
    await using ann = makeStation();
    const town = households(ann);
    const { customerId, accountId } = town.household([5000]);
    const till = ann.as('cashier').cashier;
    const first = await till.takePayment(cash(customerId, 7000));
    town.bill(accountId, 1500, { month: '2026-12' });
    const second = await till.takePayment({ ...cash(customerId, 0), creditFen: 1500 });
    const reverse = (paymentId: typeof first.paymentId) =>
      ann.as('manager').cashier.reversePayment({ paymentId, reason: '退款', requestId: requestId() });
    await expect(reverse(first.paymentId)).rejects.toMatchObject({
      cause: { code: 'cashier.credit-spent', params: { missing: '15.00' } },
    });
    await reverse(second.paymentId);
    await reverse(first.paymentId);
    expect([ledgerTotal(ann, '1001'), ledgerTotal(ann, '1122'), ledgerTotal(ann, '2203')]).toEqual([0, 6500, 0]);
    expectSound(ann);
  });

  test('is for managers', async () => {
    await using ann = makeStation();
    const { customerId } = households(ann).household([5000]);
    const { paymentId } = await ann.as('cashier').cashier.takePayment(cash(customerId, 5000));
    await expect(
      ann.as('cashier').cashier.reversePayment({ paymentId, reason: '退款', requestId: requestId() }),
    ).rejects.toMatchObject(refused('permission.denied'));
  });
});

test('a payment, its lines and its copies cannot be altered behind the program’s back', async () => {
  await using ann = makeStation();
  const { customerId } = households(ann).household([5000]);
  const { paymentId } = await ann.as('cashier').cashier.takePayment(cash(customerId, 5000));
  const { db } = ann.station;
  expect(() => db.exec('UPDATE payment SET amount_fen = 1')).toThrow('frozen');
  expect(() => db.exec("UPDATE payment SET receipt_json = '{}'")).toThrow('frozen');
  expect(() => db.exec('DELETE FROM payment_line')).toThrow('frozen');
  expect(() => db.exec(`INSERT INTO payment_line VALUES (${paymentId}, 9, 1, NULL, 5)`)).toThrow('frozen');
  db.exec('DROP TRIGGER payment_frozen');
  db.exec('UPDATE payment SET tendered_fen = 6000');
  const { findings } = verify(db, { payment: paymentDocument });
  expect(findings.map((f) => f.code)).toContain('document-altered');
});
