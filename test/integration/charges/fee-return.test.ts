import { describe, expect, test } from 'vitest';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';
import {
  accepted,
  correct,
  creditOf,
  imbalance,
  presentOf,
  receivable,
  refused,
  soundness,
  standing,
  stopAutoPay,
} from '../billing/correction-fixture.ts';
import { addHouse, addTariff, FLAT, type House } from '../billing/fixture.ts';
import { charged, feeOf, onDay, PERMILLE, pay, postAll, reversePayment, waive } from './debtors.ts';

const manager = (ann: TestStation) => ann.as('manager');

/** A thousand kWh at 3 yuan, due on 12 March, at one permil a day. Credit stays where it is. */
async function lateHouse(ann: TestStation) {
  stopAutoPay(ann);
  await addTariff(ann, 'T', { ...FLAT, unit: 'kWh', lateFee: PERMILLE });
  const house = addHouse(ann, '3-501');
  const reading = await accepted(ann, house, '2026-02-20T10:00:00', 2000);
  await manager(ann).billing.issue({ month: '2026-02', service: 'electricity', dueOn: '2026-03-12' });
  const [bill] = await standing(ann, house);
  if (!bill) throw new Error('no bill');
  return { house, reading, billId: bill.billId };
}

/** The same, paid thirty days late with its fee of 90 yuan, ten days ago. */
async function paidLate(ann: TestStation) {
  const late = await lateHouse(ann);
  onDay(ann, '2026-04-11');
  const { paymentId } = await pay(ann, late.house.customerId, 309_000, { expectedOwedFen: 309_000 });
  onDay(ann, '2026-04-21');
  return { ...late, paymentId };
}

const preview = (ann: TestStation, readingId: number, total: number) =>
  manager(ann).billing.previewCorrection({ readingId: readingId as never, totalMilli: total * 1000 });

/** What stands of an account: the bill of the reading, then its fees. */
async function stands(ann: TestStation, house: House) {
  const bills = await standing(ann, house);
  return bills.map(({ kind, amountFen, paidFen }) => [kind, amountFen, paidFen]);
}

function assertSound(ann: TestStation) {
  expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
  expect(imbalance(ann)).toBe(0);
  const { bills, ledger } = charged(ann);
  expect(ledger).toBe(bills);
}

describe('a correction that lowers a bill gives back what its late fee was too much', () => {
  test('of a paid fee: the money moves to the fee issued again, the rest becomes credit', async () => {
    await using ann = makeStation();
    const { house, reading } = await paidLate(ann);
    // A hundred units less: 2700 yuan, and thirty days of that are 81 yuan.
    const seen = await preview(ann, reading, 1900);
    expect(seen).toMatchObject({
      bills: [{ differenceFen: -30_000, creditFen: 30_000 }],
      lateFees: [
        {
          ...{ amountBeforeFen: 9_000, amountAfterFen: 8_100, differenceFen: -900 },
          ...{ paidFen: 9_000, paidAfterFen: 8_100, creditFen: 900, owedAfterFen: 0 },
          ofBillNo: seen.bills[0]?.billNo,
        },
      ],
      ...{ differenceFen: -30_900, creditFen: 30_900, owedChangeFen: 0 },
    });
    const { lateFees } = await correct(ann, reading, 1900);
    expect(lateFees).toMatchObject([{ billNo: seen.lateFees[0]?.billNo, newBillId: expect.any(Number) }]);
    expect(await stands(ann, house)).toEqual([
      ['usage', 270_000, 270_000],
      ['late-fee', 8_100, 8_100],
    ]);
    expect(creditOf(ann, house)).toBe(30_900);
    expect(receivable(ann, house)).toBe(0);
    const [bill] = await standing(ann, house);
    expect(await feeOf(ann, bill?.billId as never)).toMatchObject({ accruedFen: 8_100, chargedFen: 8_100, dueFen: 0 });
    assertSound(ann);
  });

  test('and the fee issued again says how it comes about, for the bill as it is now', async () => {
    await using ann = makeStation();
    const { house, reading } = await paidLate(ann);
    const { lateFees } = await correct(ann, reading, 1900);
    const [bill] = await standing(ann, house);
    const fee = await manager(ann).billing.bill({ billId: lateFees[0]?.newBillId as never });
    expect(fee).toMatchObject({
      kind: 'late-fee',
      ...{ replacesId: lateFees[0]?.billId, replacesNo: lateFees[0]?.billNo, correctionReason: '看错一位数' },
      ...{ amountFen: 8_100, periodFrom: '2026-03-13' },
      explain: {
        reason: {
          ...{ ofBillId: bill?.billId, ofDueOn: '2026-03-12', principalFen: 270_000, asOf: '2026-04-21' },
          ...{ accruedFen: 8_100, chargedFen: 0, waivedFen: 0 },
          parts: [{ from: '2026-03-13', to: '2026-04-11', days: 30, owedFen: 270_000 }],
        },
      },
    });
  });

  test('of an unpaid fee: less of it is owed', async () => {
    await using ann = makeStation();
    const { house, reading } = await lateHouse(ann);
    onDay(ann, '2026-04-01');
    await postAll(ann);
    expect(await preview(ann, reading, 1900)).toMatchObject({
      differenceFen: -30_600,
      owedChangeFen: -30_600,
      creditFen: 0,
    });
    await correct(ann, reading, 1900);
    expect(await stands(ann, house)).toEqual([
      ['usage', 270_000, 0],
      ['late-fee', 5_400, 0],
    ]);
    expect(receivable(ann, house)).toBe(275_400);
    assertSound(ann);
  });

  test('of a fee paid in part: what it was paid too much pays the bill itself, from that day on', async () => {
    await using ann = makeStation();
    const { house, reading } = await lateHouse(ann);
    onDay(ann, '2026-04-01');
    await postAll(ann);
    const [, fee] = await standing(ann, house);
    const { customerId } = house;
    const paid = { paidFen: 4_000, tenderedFen: 4_000, method: 'cash' as const, billIds: [fee?.billId as never] };
    await ann.as('cashier').cashier.takePayment({ customerId, ...paid, requestId: requestId() });
    // Three hundred units: 900 yuan. Of the 40 yuan paid, 18 are the fee and 22 pay the bill.
    expect(await preview(ann, reading, 1300)).toMatchObject({
      bills: [{ paidFen: 0, paidAfterFen: 2_200 }],
      lateFees: [{ paidFen: 4_000, amountAfterFen: 1_800, paidAfterFen: 1_800, creditFen: 0 }],
      creditFen: 0,
    });
    await correct(ann, reading, 1300);
    expect(await stands(ann, house)).toEqual([
      ['usage', 90_000, 2_200],
      ['late-fee', 1_800, 1_800],
    ]);
    onDay(ann, '2026-04-11');
    const [bill] = await standing(ann, house);
    expect(await feeOf(ann, bill?.billId as never)).toMatchObject({ accruedFen: 1_800 + 878, dueFen: 878 });
    assertSound(ann);
  });

  test('and a waiver stays: nothing comes back while the fee with it is no less than what was charged', async () => {
    await using ann = makeStation();
    const { house, reading, billId } = await lateHouse(ann);
    onDay(ann, '2026-04-01');
    await postAll(ann);
    onDay(ann, '2026-04-11');
    await waive(ann, billId, 1_000);
    // 81 yuan less 10 are more than the 60 that were charged.
    expect(await preview(ann, reading, 1900)).toMatchObject({ lateFees: [] });
    await correct(ann, reading, 1900);
    const [bill] = await standing(ann, house);
    expect(await feeOf(ann, bill?.billId as never)).toMatchObject({
      chargedFen: 6_000,
      waivedFen: 1_000,
      dueFen: 1_100,
    });
    // 45 yuan less 10 are less.
    await correct(ann, await presentOf(ann, house, 0), 1500);
    expect(await stands(ann, house)).toEqual([
      ['usage', 150_000, 0],
      ['late-fee', 3_500, 0],
    ]);
    assertSound(ann);
  });

  test('of a fee charged in steps the newest first', async () => {
    await using ann = makeStation();
    const { house, reading } = await lateHouse(ann);
    onDay(ann, '2026-04-01');
    await postAll(ann);
    onDay(ann, '2026-04-11');
    await postAll(ann);
    const [, first] = await standing(ann, house);
    await correct(ann, reading, 1900);
    const after = await standing(ann, house);
    expect(after.map(({ amountFen }) => amountFen)).toEqual([270_000, 6_000, 2_100].toSorted((a, b) => b - a));
    expect(after.some(({ billId }) => billId === first?.billId)).toBe(true);
    const { feeBills } = await manager(ann).charges.ofBill({ billId: after[0]?.billId as never });
    expect(feeBills.map((fee) => [fee.amountFen, fee.reversedAt === null])).toEqual([
      [6_000, true],
      [3_000, false],
      [2_100, true],
    ]);
    // A hundred units are left: thirty days of 300 yuan are 9, so that the newer is gone and the older shrinks.
    const { lateFees } = await correct(ann, await presentOf(ann, house, 0), 1100);
    expect(lateFees.map((fee) => fee.newBillId === null)).toEqual([true, false]);
    expect(await stands(ann, house)).toEqual([
      ['usage', 30_000, 0],
      ['late-fee', 900, 0],
    ]);
    assertSound(ann);
  });

  test('all of it where nothing was used', async () => {
    await using ann = makeStation();
    const { house, reading } = await paidLate(ann);
    const { creditFen, lateFees } = await correct(ann, reading, 1000);
    expect(creditFen).toBe(309_000);
    expect(lateFees).toMatchObject([{ newBillId: null, newBillNo: null }]);
    expect(await stands(ann, house)).toEqual([['usage', 0, 0]]);
    expect(creditOf(ann, house)).toBe(309_000);
    assertSound(ann);
  });

  test('and nothing where the bill grew: it was late with what it was; corrected down again it is that of then', async () => {
    await using ann = makeStation();
    const { house, reading } = await paidLate(ann);
    const { lateFees } = await correct(ann, reading, 2100);
    expect(lateFees).toEqual([]);
    expect(await stands(ann, house)).toEqual([
      ['usage', 330_000, 300_000],
      ['late-fee', 9_000, 9_000],
    ]);
    assertSound(ann);
    await correct(ann, await presentOf(ann, house, 0), 1900);
    expect(await stands(ann, house)).toEqual([
      ['usage', 270_000, 270_000],
      ['late-fee', 8_100, 8_100],
    ]);
    expect(creditOf(ann, house)).toBe(30_900);
    assertSound(ann);
  });

  test('and again when the correction is corrected', async () => {
    await using ann = makeStation();
    const { house, reading, paymentId } = await paidLate(ann);
    await correct(ann, reading, 1900);
    await correct(ann, await presentOf(ann, house, 0), 1800);
    expect(await stands(ann, house)).toEqual([
      ['usage', 240_000, 240_000],
      ['late-fee', 7_200, 7_200],
    ]);
    expect(creditOf(ann, house)).toBe(61_800);
    await reversePayment(ann, paymentId);
    expect(await stands(ann, house)).toEqual([['usage', 240_000, 0]]);
    expect(creditOf(ann, house)).toBe(0);
    assertSound(ann);
  });

  test('on what other bills of the account lack, before it becomes credit', async () => {
    await using ann = makeStation();
    const { house, reading } = await paidLate(ann);
    await accepted(ann, house, '2026-04-22T10:00:00', 2500);
    onDay(ann, '2026-04-23');
    await manager(ann).billing.issue({ month: '2026-04', service: 'electricity', dueOn: '2026-05-12' });
    // 300 yuan less for February and more for April, and 9 of the fee.
    await correct(ann, reading, 1900);
    expect(await stands(ann, house)).toEqual([
      ['usage', 270_000, 270_000],
      ['usage', 180_000, 30_900],
      ['late-fee', 8_100, 8_100],
    ]);
    expect(creditOf(ann, house)).toBe(0);
    assertSound(ann);
  });
});

describe('after a late fee came back', () => {
  test('reversing the payment takes back fee and credit; the fee accrues again with the debt', async () => {
    await using ann = makeStation();
    const { house, reading, paymentId } = await paidLate(ann);
    await correct(ann, reading, 1900);
    await reversePayment(ann, paymentId);
    expect(await stands(ann, house)).toEqual([['usage', 270_000, 0]]);
    expect(creditOf(ann, house)).toBe(0);
    expect(receivable(ann, house)).toBe(270_000);
    const [bill] = await standing(ann, house);
    expect(await feeOf(ann, bill?.billId as never)).toMatchObject({ days: 40, chargedFen: 0, dueFen: 10_800 });
    assertSound(ann);
  });

  test('reversing the payment of a fee of which nothing remains follows its money too', async () => {
    await using ann = makeStation();
    const { house, reading, paymentId } = await paidLate(ann);
    await correct(ann, reading, 1000);
    await reversePayment(ann, paymentId);
    expect([creditOf(ann, house), receivable(ann, house)]).toEqual([0, 0]);
    assertSound(ann);
  });

  test('its payment is not reversed once the credit is spent', async () => {
    await using ann = makeStation();
    const { house, reading, paymentId } = await paidLate(ann);
    await correct(ann, reading, 1900);
    const { accountId } = house;
    const of = { accountId, amountFen: 30_001, way: 'cash' as const, reason: '退余额', requestId: requestId() };
    await manager(ann).credit.refund(of);
    await expect(reversePayment(ann, paymentId)).rejects.toMatchObject(refused('cashier.credit-spent'));
    assertSound(ann);
  });
});

test('a fee with a discount is not given back as money: the correction waits until that is reversed', async () => {
  await using ann = makeStation();
  const { house, reading } = await lateHouse(ann);
  onDay(ann, '2026-04-01');
  await postAll(ann);
  const [, fee] = await standing(ann, house);
  const discount = { kind: 'discount' as const, amountFen: 1_000, expectedOwedFen: 6_000, reason: '协商减免' };
  await manager(ann).charges.adjust({ billId: fee?.billId as never, ...discount, requestId: requestId() });
  await expect(preview(ann, reading, 1900)).rejects.toMatchObject(refused('correction.adjusted'));
  // More was used, not less: the fee stays, and so does its discount.
  await correct(ann, reading, 2100);
  expect(await stands(ann, house)).toContainEqual(['late-fee', 6_000, 1_000]);
  expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
});

test('asked twice it is given back once, what changed since it was seen is refused, and who did it is kept', async () => {
  await using ann = makeStation();
  const { house, reading } = await lateHouse(ann);
  onDay(ann, '2026-04-01');
  const before = await preview(ann, reading, 1900);
  await postAll(ann);
  const of = { readingId: reading as never, totalMilli: 1_900_000, reason: '看错一位数', requestId: requestId() };
  const stale = { ...of, expectedDifferenceFen: before.differenceFen };
  await expect(manager(ann).billing.correct(stale)).rejects.toMatchObject(refused('correction.changed'));
  const cmd = { ...of, expectedDifferenceFen: -30_600, expectedCreditFen: 0 };
  const first = await manager(ann).billing.correct(cmd);
  expect(await manager(ann).billing.correct(cmd)).toEqual(first);
  expect(await stands(ann, house)).toHaveLength(2);
  const audited = ann.station.db
    .prepare("SELECT body_json FROM audit WHERE action = 'billing.correct'")
    .pluck()
    .all()
    .flatMap((json) => JSON.parse(String(json)).subjects)
    .filter(({ kind }) => kind === 'correction');
  expect(audited).toMatchObject([{ after: { differenceFen: -30_600, lateFees: first.lateFees } }]);
  assertSound(ann);
});
