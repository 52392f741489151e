import { describe, expect, test } from 'vitest';
import type { AccountId, CustomerId, PaymentId } from '../../../main/shared/ids.ts';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';
import { billed, correct } from '../billing/correction-fixture.ts';
import { households, ledgerTotal } from '../cashier/households.ts';

const refused = (code: string) => ({ cause: { code } });

/** A household that paid 80.00 in cash and 20.00 by card for a bill of 30.00: 70.00 stay as its credit. */
async function withCredit(ann: TestStation) {
  const town = households(ann);
  const { customerId, accountId } = town.household([3000]);
  const pay = (method: 'cash' | 'card', paidFen: number) =>
    ann.as('cashier').cashier.takePayment({
      customerId,
      paidFen,
      tenderedFen: paidFen,
      method,
      keepOnAccountId: accountId,
      requestId: requestId(),
    });
  const [byCash, byCard] = [await pay('cash', 8000), await pay('card', 2000)];
  return { town, customerId, accountId, byCash, byCard };
}

const back = (accountId: AccountId, amountFen: number) => ({
  accountId,
  amountFen,
  way: 'cash' as const,
  reason: '更正后多缴',
  requestId: requestId(),
});

async function creditOf(ann: TestStation, customerId: CustomerId): Promise<number> {
  return (await ann.as('cashier').cashier.customer({ customerId })).creditFen;
}

async function expectSound(ann: TestStation): Promise<void> {
  expect(await ann.as('manager').ledger.verify()).toMatchObject({ isSound: true, findings: [] });
}

describe('a refund', () => {
  test('pays credit back in whole or part under numbers without a gap, and the slip says what was held before and after', async () => {
    await using ann = makeStation();
    const { customerId, accountId } = await withCredit(ann);
    const manager = ann.as('manager').credit;
    const first = await manager.refund({ ...back(accountId, 2500), payee: '李四' });
    expect(first).toMatchObject({
      refundNo: 'T2026-000001',
      amountFen: 2500,
      channel: 'cash',
      payee: '李四',
      creditBeforeFen: 7000,
      creditAfterFen: 4500,
      reversal: null,
    });
    await expect(manager.refund(back(accountId, 4501))).rejects.toMatchObject(refused('refund.credit-short'));
    const rest = await manager.refund({ ...back(accountId, 4500), way: 'transfer', reference: '6222 0001' });
    expect(rest).toMatchObject({ refundNo: 'T2026-000002', channel: 'transfer', payee: '张伟', creditAfterFen: 0 });
    expect(await creditOf(ann, customerId)).toBe(0);
    expect(['1001', '1012', '2203'].map((code) => ledgerTotal(ann, code))).toEqual([5500, -2500, 0]);
    expect((await manager.refunds({ customerId })).map((refund) => refund.refundNo)).toEqual([
      'T2026-000002',
      'T2026-000001',
    ]);
    await expectSound(ann);
  });

  test('asked for twice gives once', async () => {
    await using ann = makeStation();
    const { customerId, accountId } = await withCredit(ann);
    const cmd = back(accountId, 3500);
    const manager = ann.as('manager').credit;
    expect(await manager.refund(cmd)).toEqual(await manager.refund(cmd));
    expect(await creditOf(ann, customerId)).toBe(3500);
    await expect(manager.refund({ ...cmd, amountFen: 3499 })).rejects.toMatchObject(refused('request.reused'));
  });

  test('of what a correction left over goes back to whoever paid', async () => {
    await using ann = makeStation();
    const { house, readings } = await billed(ann);
    const { customerId, accountId } = house;
    const paid = await ann.as('cashier').cashier.takePayment({
      customerId,
      paidFen: 192_000,
      tenderedFen: 192_000,
      method: 'wechat',
      requestId: requestId(),
    });
    await correct(ann, readings[2] as number, 4400);
    const offered = await ann.as('manager').credit.refundable({ customerId });
    expect(offered).toMatchObject({
      accounts: [{ accountId, creditFen: 5880, owedFen: 0 }],
      payments: [{ paymentId: paid.paymentId, method: 'wechat', leftFen: 192_000 }],
      limitFen: null,
    });
    const given = await ann
      .as('manager')
      .credit.refund({ ...back(accountId, 5880), way: 'original', paymentId: paid.paymentId });
    expect(given).toMatchObject({ channel: 'wechat', receiptNo: paid.receiptNo, creditAfterFen: 0 });
    await expectSound(ann);
  });

  test('back the way of a payment is never more than that payment, and such a payment is no longer reversed', async () => {
    await using ann = makeStation();
    const { accountId, byCard } = await withCredit(ann);
    const manager = ann.as('manager');
    const original = (amountFen: number, paymentId?: PaymentId) =>
      manager.credit.refund({ ...back(accountId, amountFen), way: 'original', ...(paymentId && { paymentId }) });
    await expect(original(100)).rejects.toMatchObject(refused('refund.no-payment'));
    await expect(original(2001, byCard.paymentId)).rejects.toMatchObject(refused('refund.over-payment'));
    const given = await original(1500, byCard.paymentId);
    await expect(original(501, byCard.paymentId)).rejects.toMatchObject(refused('refund.over-payment'));
    const reverse = () =>
      manager.cashier.reversePayment({ paymentId: byCard.paymentId, reason: '刷错', requestId: requestId() });
    await expect(reverse()).rejects.toMatchObject(refused('cashier.refunded'));
    await manager.credit.reverseRefund({ refundId: given.refundId, reason: '银行退回', requestId: requestId() });
    await reverse();
    expect(ledgerTotal(ann, '1012')).toBe(0);
    await expectSound(ann);
  });

  test('reversed restores the credit once and keeps its number', async () => {
    await using ann = makeStation();
    const { customerId, accountId } = await withCredit(ann);
    const manager = ann.as('manager').credit;
    const { refundId } = await manager.refund(back(accountId, 7000));
    const undo = { refundId, reason: '客户退回', requestId: requestId() };
    expect(await manager.reverseRefund(undo)).toMatchObject({ reversal: { on: '2026-11-22', reason: '客户退回' } });
    expect(await manager.reverseRefund(undo)).toMatchObject({ refundNo: 'T2026-000001' });
    await expect(manager.reverseRefund({ ...undo, requestId: requestId() })).rejects.toMatchObject(
      refused('refund.already-reversed'),
    );
    expect(await creditOf(ann, customerId)).toBe(7000);
    expect(await manager.refund(back(accountId, 1))).toMatchObject({ refundNo: 'T2026-000002' });
    await expectSound(ann);
  });
});

describe('a cashier', () => {
  test('refunds nothing until the station sets a limit, then up to it in a day', async () => {
    await using ann = makeStation();
    const { accountId, customerId } = await withCredit(ann);
    const cashier = ann.as('cashier').credit;
    await expect(cashier.refund(back(accountId, 1))).rejects.toMatchObject(refused('refund.over-limit'));
    const administrator = ann.as('administrator').credit;
    await administrator.savePolicy({ ...(await administrator.policy()), cashierRefundFen: 2000 });
    await cashier.refund(back(accountId, 1500));
    expect(await cashier.refundable({ customerId })).toMatchObject({ limitFen: 500 });
    await expect(cashier.refund(back(accountId, 501))).rejects.toMatchObject(refused('refund.over-limit'));
    ann.setClock('2026-11-23T09:00:00+08:00');
    await cashier.refund(back(accountId, 2000));
    await ann.as('manager').credit.refund(back(accountId, 3500));
    await expect(
      cashier.reverseRefund({ refundId: 1 as never, reason: '退错了', requestId: requestId() }),
    ).rejects.toMatchObject(refused('permission.denied'));
    await expectSound(ann);
  });
});

describe('on the takings of the day', () => {
  test('a refund is money out for whoever gave it, and its reversal on a later day is money in', async () => {
    await using ann = makeStation();
    const { accountId } = await withCredit(ann);
    const manager = ann.as('manager');
    const { refundId } = await manager.credit.refund(back(accountId, 2500));
    const day = await ann.as('cashier').reports.takings({});
    expect(day.drawer).toMatchObject({
      openingFen: 0,
      takenFen: 8000,
      refundedFen: 2500,
      otherFen: 0,
      closingFen: 5500,
    });
    expect(day).toMatchObject({ creditKeptFen: 7000, creditRefundedFen: 2500 });
    expect(day.refunds).toMatchObject([{ refundNo: 'T2026-000001', amountFen: 2500, cashierName: 'manager' }]);
    expect(day.rows.find((row) => row.cashierName === 'manager')).toMatchObject({ method: 'cash', refundedFen: 2500 });
    ann.setClock('2026-11-23T09:00:00+08:00');
    await manager.credit.reverseRefund({ refundId, reason: '客户退回', requestId: requestId() });
    const next = await ann.as('cashier').reports.takings({});
    expect(next.drawer).toMatchObject({
      openingFen: 5500,
      takenFen: 0,
      refundedFen: -2500,
      otherFen: 0,
      closingFen: 8000,
    });
    expect(await ann.as('cashier').reports.takings({ date: '2026-11-22' })).toMatchObject({
      drawer: { closingFen: 5500 },
      creditRefundedFen: 2500,
    });
  });

  test('the slip names amount, credit and payee, is counted, and says when it is a reprint or void', async () => {
    await using ann = makeStation();
    const { accountId } = await withCredit(ann);
    const manager = ann.as('manager');
    const { refundId } = await manager.credit.refund({ ...back(accountId, 2500), payee: '李四' });
    const document = { kind: 'refund', id: refundId, size: 'A4', lang: 'zh-CN' } as const;
    const first = await manager.print.issue({ document, requestId: requestId() });
    for (const text of ['退款单', 'T2026-000001', '贰拾伍元整', '李四', '45.00', '领款人签字', '更正后多缴'])
      expect(first.html).toContain(text);
    expect(first.html).not.toContain('补打');
    expect((await manager.print.issue({ document, requestId: requestId() })).html).toContain('补打 第1次');
    await manager.credit.reverseRefund({ refundId, reason: '客户退回', requestId: requestId() });
    const strip = await manager.print.preview({ document: { ...document, size: 'receipt-80' } });
    expect(strip.html).toContain('作废');
    expect(strip.html).toContain('客户退回');
  });
});

test('verification finds a refund that was changed behind the back of the program', async () => {
  await using ann = makeStation();
  const { accountId } = await withCredit(ann);
  await ann.as('manager').credit.refund(back(accountId, 2500));
  ann.station.db.exec('DROP TRIGGER refund_frozen');
  ann.station.db.exec("UPDATE refund SET payee = '别人'");
  expect((await ann.as('manager').ledger.verify()).findings.map((finding) => finding.code)).toEqual([
    'document-altered',
  ]);
});
