import { expect, test } from 'vitest';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';
import { accepted, soundness, standing } from '../billing/correction-fixture.ts';
import { addHouse, addTariff, FLAT, type House, read } from '../billing/fixture.ts';

const service = 'electricity';
const PER_KWH = { ...FLAT, unit: 'kWh', scheme: { kind: 'flat', price: '1.00' } } as const;

async function swap(ann: TestStation, [one, other]: readonly [House, House], sinceOn: string) {
  const of = { meterId: one.meterId, otherMeterId: other.meterId, sinceOn };
  const { differenceFen } = await ann.as('manager').meterwork.previewSwap(of);
  await ann.as('manager').meterwork.swap({
    ...{ ...of, expectedDifferenceFen: differenceFen, reason: '装反', requestId: requestId() },
  });
}

const billed = async (ann: TestStation, house: House) =>
  (await standing(ann, house)).map((bill) => [bill.month, (bill.quantityMilli ?? 0) / 1000]);

test('a meter that comes back to an account is billed from the day it came back', async () => {
  await using ann = makeStation();
  await addTariff(ann, 'YI', PER_KWH);
  const houses = [addHouse(ann, '3-501'), addHouse(ann, '3-502')] as const;
  const [one, other] = houses;
  for (const [i, month] of ['2026-02', '2026-03', '2026-04'].entries()) {
    await read(ann, one, `${month}-20T10:00:00`, 1010 + 10 * i);
    await read(ann, other, `${month}-20T11:00:00`, 1100 + 100 * i);
    await ann.as('manager').billing.issue({ month, service });
  }
  await swap(ann, houses, '2026-02-20');
  expect(await billed(ann, one)).toEqual([
    ['2026-02', 10],
    ['2026-03', 100],
    ['2026-04', 100],
  ]);
  expect(await billed(ann, other)).toEqual([
    ['2026-02', 100],
    ['2026-03', 10],
    ['2026-04', 10],
  ]);
  await swap(ann, houses, '2026-03-20');
  expect(await billed(ann, one)).toEqual([
    ['2026-02', 10],
    ['2026-03', 100],
    ['2026-04', 10],
  ]);
  expect(await billed(ann, other)).toEqual([
    ['2026-02', 100],
    ['2026-03', 10],
    ['2026-04', 100],
  ]);
  await read(ann, one, '2026-05-20T10:00:00', 1040);
  await read(ann, other, '2026-05-20T11:00:00', 1400);
  await ann.as('manager').billing.issue({ month: '2026-05', service });
  expect((await billed(ann, one)).at(-1)).toEqual(['2026-05', 10]);
  expect((await billed(ann, other)).at(-1)).toEqual(['2026-05', 100]);
  expect(soundness(ann).findings).toEqual([]);
});

test('a meter that left an account and came back within a month is billed once a month, each stay by its own readings', async () => {
  await using ann = makeStation();
  await addTariff(ann, 'YI', PER_KWH);
  const house = addHouse(ann, '3-501');
  const { meterId, accountId } = house;
  await accepted(ann, house, '2026-02-20T10:00:00', 1010);
  await ann.as('manager').billing.issue({ month: '2026-02', service });
  await accepted(ann, house, '2026-03-05T10:00:00', 1040);
  const { meters } = ann.as('manager');
  await meters.unassign({ meterId, toOn: '2026-03-05', requestId: requestId() });
  await accepted(ann, house, '2026-03-25T10:00:00', 1540);
  await meters.assign({ meterId, accountId, fromOn: '2026-03-25', requestId: requestId() });
  await accepted(ann, house, '2026-03-31T10:00:00', 1545);
  await ann.as('manager').billing.issue({ month: '2026-03', service });
  await accepted(ann, house, '2026-04-20T10:00:00', 1560);
  await ann.as('manager').billing.issue({ month: '2026-04', service });
  // Nobody is billed for the 500 kWh it measured on the shelf.
  expect(await billed(ann, house)).toEqual([
    ['2026-02', 10],
    ['2026-03', 30],
    ['2026-04', 20],
  ]);
});
