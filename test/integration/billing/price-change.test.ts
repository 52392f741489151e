import { expect, test } from 'vitest';
import { makeStation, type TestStation } from '../../support/station.ts';
import { soundness } from './correction-fixture.ts';
import { addHouse, addTariff, FLAT, type House, newRequest, read, usageBill } from './fixture.ts';

const FEBRUARY = { month: '2026-02', service: 'gas' } as const;
const at = (price: string, more: object = {}) => ({ ...FLAT, scheme: { kind: 'flat' as const, price }, ...more });

/** 3.00 up to 10 February, 3.50 from the 11th on; read on 1 February and 1 March of a baseline of 1000. */
async function changing(ann: TestStation, more: object = {}): Promise<House> {
  await addTariff(ann, 'G', at('3.00', more), { service: 'gas' });
  await addTariff(ann, 'G', at('3.50', more), { service: 'gas', from: '2026-02-11' });
  return addHouse(ann, '1-101', { service: 'gas', openedOn: '2026-02-01' });
}

async function billed(ann: TestStation, { accountId }: House) {
  await ann.as('manager').billing.issue(FEBRUARY);
  const [summary] = await ann.as('manager').billing.ofAccount({ accountId });
  if (!summary) throw new Error('no bill');
  return ann.as('manager').billing.bill({ billId: summary.billId });
}

test('a new price inside the period has its days, and the bill tells them', async () => {
  await using ann = makeStation();
  const house = await changing(ann);
  await read(ann, house, '2026-02-28T18:00:00', 1027);
  expect(await ann.as('manager').billing.preview(FEBRUARY)).toMatchObject({ bills: 1, priceChanges: 1 });
  const bill = await billed(ann, house);
  // 1 to 27 February are 27 days: ten at the old price, seventeen at the new one.
  expect(bill.amountFen).toBe(3000 + 5950);
  expect(bill.lines.map((l) => [l.quantityMilli, l.priceE8, l.note.days])).toEqual([
    [10_000, 300_000_000, [10, 27]],
    [17_000, 350_000_000, [17, 27]],
  ]);
  expect(usageBill(bill).explain.versions).toMatchObject([
    { from: '2026-02-01', to: '2026-02-11', days: 10 },
    { from: '2026-02-11', to: '2026-02-28', days: 17 },
  ]);
});

test('a reading on the day of the change decides what was used before it', async () => {
  await using ann = makeStation();
  const house = await changing(ann);
  await read(ann, house, '2026-02-11T08:00:00', 1020);
  await read(ann, house, '2026-02-28T18:00:00', 1027);
  expect((await billed(ann, house)).amountFen).toBe(6000 + 2450);
});

test('a corrected bill keeps the prices it was issued with, each with its days', async () => {
  await using ann = makeStation();
  const house = await changing(ann);
  const readingId = await read(ann, house, '2026-02-28T18:00:00', 1027);
  await billed(ann, house);
  await addTariff(ann, 'G', at('9.00'), { service: 'gas', from: '2026-02-20' });
  const manager = ann.as('manager');
  const values = { readingId, totalMilli: 1_054_000 };
  const { differenceFen, creditFen } = await manager.billing.previewCorrection(values);
  await manager.billing.correct({
    ...values,
    reason: '抄错',
    expectedDifferenceFen: differenceFen,
    expectedCreditFen: creditFen,
    requestId: newRequest(),
  });
  const bills = await manager.billing.ofAccount({ accountId: house.accountId });
  expect(bills.filter((bill) => bill.reversedAt === null).map((bill) => bill.amountFen)).toEqual([2 * (3000 + 5950)]);
  expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
});

test('a tariff may price all of it by the day of the reading', async () => {
  await using ann = makeStation();
  const house = await changing(ann, { priceChange: { split: 'reading-day' } });
  await read(ann, house, '2026-02-28T18:00:00', 1027);
  const bill = await billed(ann, house);
  expect(bill.amountFen).toBe(9450);
  expect(usageBill(bill).explain.versions).toBeUndefined();
});

test('what a tariff asks once an account is on the bill of one of its meters', async () => {
  await using ann = makeStation();
  const charges = [{ kind: 'fixed' as const, name: '表租', price: '5' }];
  await addTariff(ann, 'G', at('3.00', { charges }), { service: 'gas' });
  const house = addHouse(ann, '1-101', { service: 'gas' });
  const spare = addHouse(ann, '1-102', { service: 'gas', meter: { meterNo: 'SPARE' } });
  const manager = ann.as('manager');
  await read(ann, house, '2026-02-10T10:00:00', 1010);
  await manager.meters.unassign({ meterId: house.meterId, toOn: '2026-02-10' });
  await manager.meters.unassign({ meterId: spare.meterId, toOn: '2026-01-01' });
  await manager.meters.assign({ meterId: spare.meterId, accountId: house.accountId, fromOn: '2026-02-10' });
  await read(ann, spare, '2026-02-25T10:00:00', 1020);
  await manager.billing.issue(FEBRUARY);
  const bills = await manager.billing.ofAccount({ accountId: house.accountId });
  expect(bills.map((bill) => bill.amountFen).toSorted((a, b) => a - b)).toEqual([3500, 6000]);
});
