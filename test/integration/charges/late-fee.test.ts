import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LateFeeRule } from '../../../main/modules/tariffs/charges.schema.ts';
import { lateFee } from '../../../main/modules/tariffs/late-fee.domain.ts';
import { addDays } from '../../../main/shared/dates.ts';
import { makeStation, requestId } from '../../support/station.ts';
import { imbalance, refused, soundness } from '../billing/correction-fixture.ts';
import { charged, debtor, feeOf, onDay, PERMILLE, pay, postAll, reversePayment, till, waive } from './debtors.ts';

const SOUND = { isSound: true, findings: [] };

describe('a late fee at the till', () => {
  test('is shown per bill as of today and collected with the bill, on a receipt line and a bill of its own', async () => {
    await using ann = makeStation();
    const { customerId, billId } = debtor(ann);
    onDay(ann, '2026-10-01');
    expect((await till(ann, customerId)).bills).toMatchObject([{ leftFen: 10_000, lateFee: null }]);
    onDay(ann, '2026-10-21');
    const shown = await till(ann, customerId);
    expect(shown).toMatchObject({ owedFen: 10_200, bills: [{ lateFee: { feeFen: 200, days: 20 } }] });
    const receipt = await pay(ann, customerId, 10_200, { expectedOwedFen: 10_200 });
    expect(receipt.lines.map((line) => [line.kind, line.month, line.amountFen, line.leftFen])).toEqual([
      ['usage', '2026-09', 10_000, 0],
      ['late-fee', '2026-09', 200, 0],
    ]);
    expect((await till(ann, customerId)).bills).toEqual([]);
    const fee = await ann.as('manager').billing.bill({ billId: receipt.lines[1]?.billId as never });
    expect(fee).toMatchObject({
      kind: 'late-fee',
      amountFen: 200,
      periodFrom: '2026-10-02',
      periodTo: '2026-10-22',
      explain: { reason: { ofBillId: billId, asOf: '2026-10-21', parts: [{ days: 20, owedFen: 10_000 }] } },
    });
    expect(charged(ann)).toEqual({ bills: 200, ledger: 200 });
    expect(soundness(ann)).toMatchObject(SOUND);
    expect(imbalance(ann)).toBe(0);
  });

  test('counts on what is still owed, and a payment that does not settle the debt leaves the fee to grow', async () => {
    await using ann = makeStation();
    const { customerId, billId } = debtor(ann, 20_000);
    onDay(ann, '2026-10-11');
    await pay(ann, customerId, 12_000);
    expect(charged(ann).bills).toBe(0);
    onDay(ann, '2026-10-26');
    // 200 yuan for ten days, 80 yuan for fifteen.
    expect(await feeOf(ann, billId)).toMatchObject({ dueFen: 200 + 120, days: 25 });
    const { lines } = await pay(ann, customerId, 8_320, { expectedOwedFen: 8_320 });
    expect(lines.map((line) => line.amountFen)).toEqual([8_000, 320]);
  });

  test('that changes at midnight is not taken as it was seen the day before', async () => {
    await using ann = makeStation();
    const { customerId } = debtor(ann);
    ann.setClock('2026-10-21T23:59:00+08:00');
    const { owedFen } = await till(ann, customerId);
    ann.setClock('2026-10-22T00:01:00+08:00');
    await expect(pay(ann, customerId, owedFen, { expectedOwedFen: owedFen })).rejects.toMatchObject(
      refused('cashier.owed-changed'),
    );
    expect((await till(ann, customerId)).owedFen).toBe(10_210);
    expect(charged(ann).bills).toBe(0);
  });

  test('debts are paid before late fees, so that a debt that is settled leaves its fee as a bill', async () => {
    await using ann = makeStation();
    const { customerId } = debtor(ann);
    onDay(ann, '2026-10-21');
    const { lines } = await pay(ann, customerId, 10_050);
    expect(lines.map((line) => [line.kind, line.amountFen, line.leftFen])).toEqual([
      ['usage', 10_000, 0],
      ['late-fee', 50, 150],
    ]);
    onDay(ann, '2026-12-01');
    expect(await till(ann, customerId)).toMatchObject({
      owedFen: 150,
      bills: [{ kind: 'late-fee', leftFen: 150, lateFee: null }],
    });
  });

  test('a station may set that late fees are paid first', async () => {
    await using ann = makeStation();
    const { customerId } = debtor(ann);
    await ann.as('manager').charges.saveLateFeeOrder({ order: 'fee-first' });
    onDay(ann, '2026-10-21');
    const { lines } = await pay(ann, customerId, 5_000);
    expect(lines.map((line) => [line.kind, line.amountFen])).toEqual([
      ['late-fee', 200],
      ['usage', 4_800],
    ]);
    // Forty days of 100 yuan up to that day's end, then of 52 yuan; 200 fen are charged.
    onDay(ann, '2026-10-31');
    expect(await till(ann, customerId)).toMatchObject({ bills: [{ leftFen: 5_200, lateFee: { feeFen: 52 } }] });
    expect(soundness(ann)).toMatchObject(SOUND);
  });

  test('reversing the payment takes the fee bill back, and it accrues again with the debt', async () => {
    await using ann = makeStation();
    const { customerId, billId } = debtor(ann);
    onDay(ann, '2026-10-21');
    const { paymentId } = await pay(ann, customerId, 10_200);
    await reversePayment(ann, paymentId);
    expect(charged(ann)).toEqual({ bills: 0, ledger: 0 });
    expect((await ann.as('manager').charges.ofBill({ billId })).feeBills).toMatchObject([
      { amountFen: 200, reversedAt: expect.any(Number) },
    ]);
    onDay(ann, '2026-10-31');
    expect((await till(ann, customerId)).owedFen).toBe(10_300);
    expect(soundness(ann)).toMatchObject(SOUND);
    expect(imbalance(ann)).toBe(0);
  });

  test('a fee that another payment has paid a part of stays when the payment it came with is reversed', async () => {
    await using ann = makeStation();
    const { customerId } = debtor(ann);
    onDay(ann, '2026-10-21');
    const { paymentId } = await pay(ann, customerId, 10_050);
    await pay(ann, customerId, 100);
    await reversePayment(ann, paymentId);
    expect(charged(ann)).toEqual({ bills: 200, ledger: 200 });
    // The debt again, the 50 fen of its fee that the reversed payment had paid and the 50 that were open; no second fee.
    expect(await till(ann, customerId)).toMatchObject({ owedFen: 10_100 });
    expect(soundness(ann)).toMatchObject(SOUND);
  });

  test('a repeated click charges nothing twice', async () => {
    await using ann = makeStation();
    const { customerId } = debtor(ann);
    onDay(ann, '2026-10-21');
    const once = {
      customerId,
      paidFen: 10_200,
      tenderedFen: 10_200,
      method: 'cash' as const,
      requestId: requestId(),
    };
    const first = await ann.as('cashier').cashier.takePayment(once);
    expect(await ann.as('cashier').cashier.takePayment(once)).toEqual(first);
    expect(charged(ann).bills).toBe(200);
  });
});

test('the takings of a day tell late fees apart, and items are the money that came in', async () => {
  await using ann = makeStation();
  const { customerId } = debtor(ann);
  onDay(ann, '2026-10-21');
  const first = await pay(ann, customerId, 10_100);
  await reversePayment(ann, first.paymentId);
  await pay(ann, customerId, 10_500);
  const { items, rows } = await ann.as('manager').reports.takings({ date: '2026-10-21' });
  expect(items.map((item) => [item.kind, item.service, item.takenFen, item.reversedFen])).toEqual([
    ['usage', 'gas', 20_000, 10_000],
    ['late-fee', 'gas', 300, 100],
    ['kept', 'gas', 300, 0],
  ]);
  const net = (list: readonly { takenFen: number; reversedFen: number }[]) =>
    list.reduce((sum, row) => sum + row.takenFen - row.reversedFen, 0);
  expect(net(items)).toBe(net(rows));
  const slip = await ann
    .as('manager')
    .print.preview({ document: { kind: 'takings', date: '2026-10-21', lang: 'zh-CN' } });
  expect(slip.html).toContain('违约金（燃气费）');
});

describe('posting late fees', () => {
  test('bills what is due on every late bill, tells totals before, and adds nothing when asked again', async () => {
    await using ann = makeStation();
    const { town, customerId } = debtor(ann);
    const other = town.account(town.customer('李四'));
    town.bill(other, 5_000, { month: '2026-08', dueOn: '2026-09-01', lateFee: PERMILLE });
    town.bill(other, 5_000, { month: '2026-10', dueOn: '2026-11-30', lateFee: PERMILLE });
    town.bill(other, 5_000, { month: '2026-07', dueOn: '2026-08-01' });
    onDay(ann, '2026-10-21');
    const preview = await ann.as('manager').charges.previewLateFees();
    expect(preview).toMatchObject({ asOf: '2026-10-21', bills: 2, feeFen: 450, owedFen: 15_000 });
    expect(preview.rows.map((row) => [row.customerName, row.dueFen])).toEqual([
      ['李四', 250],
      ['张伟', 200],
    ]);
    expect(await postAll(ann)).toEqual({ bills: 2, feeFen: 450 });
    expect(await postAll(ann)).toEqual({ bills: 0, feeFen: 0 });
    expect(charged(ann)).toEqual({ bills: 450, ledger: 450 });
    onDay(ann, '2026-10-31');
    expect(await till(ann, customerId)).toMatchObject({
      owedFen: 10_300,
      bills: [
        { kind: 'usage', lateFee: { feeFen: 100 } },
        { kind: 'late-fee', leftFen: 200, lateFee: null },
      ],
    });
    expect(soundness(ann)).toMatchObject(SOUND);
  });

  test('refuses a total that is not the one that was seen', async () => {
    await using ann = makeStation();
    debtor(ann);
    onDay(ann, '2026-10-21');
    const { asOf, feeFen } = await ann.as('manager').charges.previewLateFees();
    onDay(ann, '2026-10-22');
    await expect(ann.as('manager').charges.postLateFees({ asOf, expectedFeeFen: feeFen })).rejects.toMatchObject(
      refused('late-fee.total-changed'),
    );
    await expect(ann.as('cashier').charges.postLateFees({ asOf, expectedFeeFen: feeFen })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('a waiver', () => {
  test('takes off what is left to charge, whole or in part, and can be revoked', async () => {
    await using ann = makeStation();
    const { customerId, billId } = debtor(ann);
    onDay(ann, '2026-10-21');
    await waive(ann, billId, 50);
    expect(await till(ann, customerId)).toMatchObject({ owedFen: 10_150, bills: [{ lateFee: { waivedFen: 50 } }] });
    const { waivers } = await waive(ann, billId);
    expect((await till(ann, customerId)).owedFen).toBe(10_000);
    await expect(waive(ann, billId)).rejects.toMatchObject(refused('late-fee.nothing-due'));
    // What is waived is waived; the days after it cost again.
    onDay(ann, '2026-10-31');
    expect((await till(ann, customerId)).owedFen).toBe(10_100);
    const revoking = { waiverId: waivers[1]?.waiverId as never, reason: '减免有误', requestId: requestId() };
    await ann.as('manager').charges.revokeWaiver(revoking);
    await ann.as('manager').charges.revokeWaiver(revoking);
    expect((await till(ann, customerId)).owedFen).toBe(10_250);
    const { lines } = await pay(ann, customerId, 10_250);
    expect(lines.map((line) => line.amountFen)).toEqual([10_000, 250]);
    expect(soundness(ann)).toMatchObject(SOUND);
  });

  test('is for who may, of no more than is due, and of what the person saw', async () => {
    await using ann = makeStation();
    const { billId } = debtor(ann);
    onDay(ann, '2026-10-21');
    await expect(waive(ann, billId, 201)).rejects.toMatchObject(refused('late-fee.waived-too-much'));
    const cmd = { billId, amountFen: null, reason: '困难户', requestId: requestId() };
    await expect(ann.as('manager').charges.waiveLateFee({ ...cmd, expectedDueFen: 190 })).rejects.toMatchObject(
      refused('late-fee.changed'),
    );
    await expect(ann.as('cashier').charges.waiveLateFee({ ...cmd, expectedDueFen: 200 })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

test('charged in any steps a fee is the fee of all its days: no day is charged twice and none is lost', async () => {
  const rules = fc.constantFrom(
    { perDay: '0.001' },
    { perDay: '0.0015', floor: '1' },
    { perDay: '0.003', graceDays: 5 },
    { perDay: '0.01' },
    { perDay: '0.002', perDayAfterYearEnd: '0.003', isCapped: false },
  );
  const step = fc.record({
    days: fc.integer({ min: 0, max: 40 }),
    what: fc.constantFrom('post', 'pay', 'nothing'),
    part: fc.integer({ min: 1, max: 70 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 100, max: 900_000 }),
      rules,
      fc.array(step, { maxLength: 6 }),
      async (amountFen, rule, steps) => {
        await using ann = makeStation();
        const { customerId, billId } = debtor(ann, amountFen, { lateFee: rule });
        const payments: { on: string; amountFen: number }[] = [];
        let today = '2026-10-01';
        for (const { days, what, part } of steps) {
          today = addDays(today, days);
          onDay(ann, today);
          if (what === 'post') await postAll(ann);
          const left = amountFen - payments.reduce((sum, p) => sum + p.amountFen, 0);
          const paidFen = Math.floor((left * part) / 100);
          if (what !== 'pay' || paidFen === 0) continue;
          await pay(ann, customerId, paidFen);
          payments.push({ on: today, amountFen: paidFen });
        }
        today = addDays(today, 1);
        onDay(ann, today);
        await postAll(ann);
        const due = { principalFen: amountFen, dueOn: '2026-10-01', payments };
        const whole = lateFee(LateFeeRule.parse(rule), due, today).feeFen;
        expect(charged(ann)).toEqual({ bills: whole, ledger: whole });
        expect((await feeOf(ann, billId))?.dueFen ?? 0).toBe(0);
        expect(soundness(ann)).toMatchObject(SOUND);
      },
    ),
    { numRuns: 25 },
  );
});

test('whatever is paid, reversed, posted, waived and charged again, the book is sound and no fee is asked for twice', async () => {
  const step = fc.record({
    days: fc.integer({ min: 0, max: 15 }),
    what: fc.constantFrom('pay', 'pay', 'reverse', 'post', 'waive', 'order'),
    part: fc.integer({ min: 1, max: 140 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
      await using ann = makeStation();
      const { town, accountId, customerId, billId } = debtor(ann, 54_321);
      town.bill(accountId, 7_777, {
        month: '2026-10',
        dueOn: '2026-10-20',
        lateFee: { perDay: '0.002', floor: '0.5' },
      });
      const taken: number[] = [];
      let today = '2026-10-01';
      for (const { days, what, part } of steps) {
        today = addDays(today, days);
        onDay(ann, today);
        const { owedFen } = await till(ann, customerId);
        const paidFen = Math.floor((owedFen * part) / 100);
        if (what === 'pay' && paidFen > 0) {
          const { paymentId, creditKeptFen } = await pay(ann, customerId, paidFen, { expectedOwedFen: owedFen });
          expect((await till(ann, customerId)).owedFen).toBe(owedFen - paidFen + creditKeptFen);
          taken.push(paymentId);
        }
        const last = what === 'reverse' ? taken.pop() : undefined;
        if (last !== undefined) await reversePayment(ann, last);
        if (what === 'post') await postAll(ann);
        if (what === 'post') expect(await postAll(ann)).toEqual({ bills: 0, feeFen: 0 });
        if (what === 'waive' && ((await feeOf(ann, billId))?.dueFen ?? 0) > 0) await waive(ann, billId);
        if (what === 'order') await ann.as('manager').charges.saveLateFeeOrder({ order: 'fee-first' });
        const fee = await feeOf(ann, billId);
        if (fee) expect(fee.dueFen).toBe(Math.max(0, fee.accruedFen - fee.chargedFen - fee.waivedFen));
      }
      for (const paymentId of taken.toReversed()) await reversePayment(ann, paymentId);
      const { bills, ledger } = charged(ann);
      expect(ledger).toBe(bills);
      expect(soundness(ann)).toMatchObject(SOUND);
      expect(imbalance(ann)).toBe(0);
    }),
    { numRuns: 30 },
  );
});
