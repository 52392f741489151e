import { describe, expect, test } from 'vitest';
import { makeStation } from '../../support/station.ts';
import {
  accepted,
  billed,
  correct,
  creditOf,
  imbalance,
  pay,
  presentOf,
  receivable,
  refused,
  soundness,
  standing,
  stopAutoPay,
} from './correction-fixture.ts';
import { newRequest } from './fixture.ts';

describe('a correction', () => {
  test('of a paid bill moves what was paid to the new bill and keeps the rest as credit', async () => {
    await using ann = makeStation();
    const { house, readings, bills } = await billed(ann);
    await pay(
      ann,
      house,
      192_000,
      bills.map((bill) => bill.billId),
    );
    await correct(ann, readings[2] as number, 4400);
    const [, , april] = await standing(ann, house);
    expect(april).toMatchObject({ amountFen: 23_520, paidFen: 23_520 });
    expect([receivable(ann, house), creditOf(ann, house)]).toEqual([0, 5_880]);
    const old = await ann.as('manager').billing.bill({ billId: bills[2]?.billId as never });
    expect(old).toMatchObject({ paidFen: 0, owedFen: 0, replacedByNo: april?.billNo, correctionReason: '看错一位数' });
    const made = await ann.as('manager').billing.bill({ billId: april?.billId as never });
    expect(made).toMatchObject({ replacesNo: old.billNo, explain: { corrects: old.billNo } });
    expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
    expect(imbalance(ann)).toBe(0);
  });

  test('of a bill paid in part moves that part, and only what is over becomes credit', async () => {
    await using ann = makeStation();
    stopAutoPay(ann);
    const { house, readings, bills } = await billed(ann);
    await pay(ann, house, 20_000, [bills[2]?.billId as number]);
    await correct(ann, readings[2] as number, 4400);
    expect((await standing(ann, house))[2]).toMatchObject({ amountFen: 23_520, paidFen: 20_000 });
    expect(creditOf(ann, house)).toBe(0);
    await correct(ann, (await presentOf(ann, house, 2)) as number, 4300);
    expect((await standing(ann, house))[2]).toMatchObject({ amountFen: 17_640, paidFen: 17_640 });
    expect(creditOf(ann, house)).toBe(2_360);
    expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
  });

  test('upwards leaves more owed, with time to pay it', async () => {
    await using ann = makeStation();
    const { house, readings, bills } = await billed(ann);
    await pay(
      ann,
      house,
      192_000,
      bills.map((bill) => bill.billId),
    );
    ann.setClock('2026-06-30T09:00:00+08:00');
    await correct(ann, readings[2] as number, 4600);
    expect((await standing(ann, house))[2]).toMatchObject({
      amountFen: 35_280,
      paidFen: 29_400,
      dueOn: '2026-07-20',
    });
    expect([receivable(ann, house), creditOf(ann, house)]).toEqual([5_880, 0]);
    expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
  });

  test('lets a payment of the old bill be reversed afterwards, and not once its credit is spent', async () => {
    await using ann = makeStation();
    stopAutoPay(ann);
    const { house, readings, bills } = await billed(ann);
    const { paymentId } = await pay(ann, house, 29_400, [bills[2]?.billId as number]);
    await correct(ann, readings[2] as number, 4400);
    await correct(ann, (await presentOf(ann, house, 2)) as number, 4300);
    expect(creditOf(ann, house)).toBe(11_760);
    await ann.as('manager').cashier.reversePayment({ paymentId, reason: '退票', requestId: newRequest() });
    expect((await standing(ann, house))[2]).toMatchObject({ amountFen: 17_640, paidFen: 0 });
    expect([receivable(ann, house), creditOf(ann, house)]).toEqual([107_600 + 55_000 + 17_640, 0]);
    expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
    const again = await pay(ann, house, 17_640, [(await standing(ann, house))[2]?.billId as number]);
    await correct(ann, (await presentOf(ann, house, 2)) as number, 4200);
    await ann.as('cashier').cashier.takePayment({
      customerId: house.customerId,
      paidFen: 0,
      tenderedFen: 0,
      creditFen: 5_880,
      method: 'cash',
      requestId: newRequest(),
    });
    await expect(
      ann.as('manager').cashier.reversePayment({ paymentId: again.paymentId, reason: '退票', requestId: newRequest() }),
    ).rejects.toMatchObject(refused('cashier.credit-spent'));
    expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
  });

  test('pays with what one bill gives back what the next one costs more, and a reversed payment takes both back', async () => {
    await using ann = makeStation();
    // February was 1000 kWh, not 2000: what it gives back is exactly what March costs more.
    const { house, readings, bills } = await billed(ann);
    const february = await pay(ann, house, 107_600, [bills[0]?.billId as number]);
    await pay(ann, house, 55_000, [bills[1]?.billId as number]);
    await correct(ann, readings[0] as number, 2000);
    expect((await standing(ann, house)).slice(0, 2)).toMatchObject([
      { amountFen: 53_800, paidFen: 53_800 },
      { amountFen: 108_800, paidFen: 108_800 },
    ]);
    expect([receivable(ann, house), creditOf(ann, house)]).toEqual([29_400, 0]);
    expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
    const { paymentId } = february;
    await ann.as('manager').cashier.reversePayment({ paymentId, reason: '退票', requestId: newRequest() });
    expect((await standing(ann, house)).slice(0, 2)).toMatchObject([
      { amountFen: 53_800, paidFen: 0 },
      { amountFen: 108_800, paidFen: 55_000 },
    ]);
    expect([receivable(ann, house), creditOf(ann, house)]).toEqual([29_400 + 107_600, 0]);
    expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
  });

  test('is what the next run goes on from, and the monthly report agrees before and after it', async () => {
    await using ann = makeStation();
    const { house, readings, bills } = await billed(ann);
    await pay(
      ann,
      house,
      192_000,
      bills.map((bill) => bill.billId),
    );
    await correct(ann, readings[2] as number, 4400);
    await accepted(ann, house, '2026-05-20T10:00:00', 4700);
    await ann.as('manager').billing.issue({ month: '2026-05', service: 'electricity' });
    const may = (await standing(ann, house))[3];
    expect(may).toMatchObject({ quantityMilli: 300_000, amountFen: 17_640 });
    const { explain } = await ann.as('manager').billing.bill({ billId: may?.billId as never });
    expect(explain).toMatchObject({ runningBeforeMilli: 3_400_000, previous: { totalMilli: 4_400_000 } });
    ann.setClock('2026-06-02T09:00:00+08:00');
    for (const month of ['2026-03', '2026-04', '2026-05']) {
      const report = await ann.as('manager').reports.monthly({ month, service: 'electricity' });
      for (const { what, billsFen, ledgerFen } of report.agreement)
        expect([month, what, billsFen]).toEqual([month, what, ledgerFen]);
    }
  });

  test('whose record of moved money was tampered with is found by verification', async () => {
    await using ann = makeStation();
    const { house, readings, bills } = await billed(ann);
    await pay(ann, house, 29_400, [bills[2]?.billId as number]);
    await correct(ann, readings[2] as number, 4400);
    ann.station.db.exec('DROP TRIGGER bill_transfer_kept; DELETE FROM bill_transfer');
    expect(
      soundness(ann)
        .findings.map((f) => f.code)
        .toSorted(),
    ).toEqual(['credit-differs', 'document-altered', 'paid-differs', 'paid-differs']);
  });
});
