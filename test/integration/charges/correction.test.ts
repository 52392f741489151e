import { expect, test } from 'vitest';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';
import { accepted, correct, pay, refused, soundness, standing } from '../billing/correction-fixture.ts';
import { addHouse, addTariff, FLAT } from '../billing/fixture.ts';
import { charged, feeOf, onDay, PERMILLE, postAll } from './debtors.ts';

/** A bill of 3000 yuan, due on 12 March, at one permil a day. */
async function lateHouse(ann: TestStation) {
  await addTariff(ann, 'T', { ...FLAT, unit: 'kWh', lateFee: PERMILLE });
  const house = addHouse(ann, '3-501');
  const reading = await accepted(ann, house, '2026-02-20T10:00:00', 2000);
  await ann.as('manager').billing.issue({ month: '2026-02', service: 'electricity', dueOn: '2026-03-12' });
  const [bill] = await standing(ann, house);
  if (!bill) throw new Error('no bill');
  return { house, reading, billId: bill.billId };
}

test('money that a correction moved was paid on the day it was paid, not on the day it was moved', async () => {
  await using ann = makeStation();
  const { house, reading, billId } = await lateHouse(ann);
  onDay(ann, '2026-03-10');
  await pay(ann, house, 200_000, [billId]);
  onDay(ann, '2026-04-11');
  // A hundred units less: 2700 yuan, of which 2000 were paid in time.
  await correct(ann, reading, 1900);
  const [corrected] = await standing(ann, house);
  expect(corrected).toMatchObject({ amountFen: 270_000, paidFen: 200_000, dueOn: '2026-03-12' });
  expect(await feeOf(ann, corrected?.billId as never)).toMatchObject({ days: 30, dueFen: (70_000 * 30) / 1000 });
});

test('money that credit paid on its own stops the fee of that part on that day', async () => {
  await using ann = makeStation();
  const { house, billId } = await lateHouse(ann);
  await accepted(ann, house, '2026-03-20T10:00:00', 2100);
  onDay(ann, '2026-04-01');
  await ann.as('cashier').cashier.takePayment({
    ...{ customerId: house.customerId, paidFen: 100_000, tenderedFen: 100_000, method: 'cash' as const },
    ...{ billIds: [], keepOnAccountId: house.accountId, requestId: requestId() },
  });
  await ann.as('manager').billing.issue({ month: '2026-03', service: 'electricity' });
  expect((await standing(ann, house))[0]).toMatchObject({ billId, paidFen: 100_000 });
  onDay(ann, '2026-04-11');
  // Twenty days on 3000 yuan, ten on the 2000 that were left.
  expect(await feeOf(ann, billId)).toMatchObject({ dueFen: (300_000 * 20 + 200_000 * 10) / 1000 });
  expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
});

test('a fee charged on a bill counts as charged on the one issued in its place, as far as it is right for that', async () => {
  await using ann = makeStation();
  const { house, reading } = await lateHouse(ann);
  onDay(ann, '2026-04-01');
  await postAll(ann);
  expect(charged(ann).bills).toBe((300_000 * 20) / 1000);
  await correct(ann, reading, 1900);
  const [corrected] = await standing(ann, house);
  onDay(ann, '2026-04-11');
  expect(await feeOf(ann, corrected?.billId as never)).toMatchObject({
    accruedFen: (270_000 * 30) / 1000,
    chargedFen: 5_400,
    dueFen: 2_700,
  });
  await postAll(ann);
  expect(charged(ann).bills).toBe(8_100);
  expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
});

test('a bill with a discount is corrected only when that is reversed, because nobody paid it', async () => {
  await using ann = makeStation();
  const { house, reading, billId } = await lateHouse(ann);
  const manager = ann.as('manager');
  const discount = { kind: 'discount' as const, amountFen: 50_000, expectedOwedFen: 300_000, reason: '漏水减免' };
  const { adjustments } = await manager.charges.adjust({ billId, ...discount, requestId: requestId() });
  await expect(correct(ann, reading, 1900)).rejects.toMatchObject(refused('correction.adjusted'));
  const adjustmentId = adjustments[0]?.adjustmentId as never;
  await manager.charges.reverseAdjustment({ adjustmentId, reason: '先更正读数', requestId: requestId() });
  await correct(ann, reading, 1900);
  expect(await standing(ann, house)).toMatchObject([{ amountFen: 270_000, paidFen: 0 }]);
  expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
});

test('money that one corrected bill had too much of pays another from the day it was paid', async () => {
  await using ann = makeStation();
  const { house, reading, billId } = await lateHouse(ann);
  onDay(ann, '2026-03-10');
  await pay(ann, house, 300_000, [billId]);
  await accepted(ann, house, '2026-03-20T10:00:00', 2500);
  await ann.as('manager').billing.issue({ month: '2026-03', service: 'electricity', dueOn: '2026-04-12' });
  onDay(ann, '2026-04-20');
  // The first reading was a hundred too high: 300 yuan less for February, 300 more for March, and so much moves over.
  await correct(ann, reading, 1900);
  const [february, march] = await standing(ann, house);
  expect(february).toMatchObject({ amountFen: 270_000, paidFen: 270_000 });
  expect(march).toMatchObject({ amountFen: 180_000, paidFen: 30_000, dueOn: '2026-05-10' });
  onDay(ann, '2026-05-20');
  expect(await feeOf(ann, march?.billId as never)).toMatchObject({ dueFen: (150_000 * 10) / 1000 });
  expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
});
