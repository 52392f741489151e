import { describe, expect, test } from 'vitest';
import { addMeter, attachMeter, NewMeter } from '../../../main/modules/meters/index.ts';
import { insertBaseline } from '../../../main/modules/readings/index.ts';
import { makeStation, type TestStation } from '../../support/station.ts';
import { addHouse, addTariff, FLAT, type House, newRequest, read } from './fixture.ts';

const service = 'electricity';
const PER_KWH = { ...FLAT, unit: 'kWh', scheme: { kind: 'flat', price: '1.00' } } as const;

async function billed(ann: TestStation) {
  await addTariff(ann, 'YI', PER_KWH);
  const house = addHouse(ann, '3-501');
  await read(ann, house, '2026-02-20T10:00:00', 1300);
  await ann.as('manager').billing.issue({ month: '2026-02', service });
  return house;
}

const bills = async (ann: TestStation, house: House) =>
  (await ann.as('manager').billing.ofAccount({ accountId: house.accountId })).map((b) => [b.month, b.quantityMilli]);

describe('use after the month was billed', () => {
  test('on a meter that is then replaced goes on the bill of the next month, once', async () => {
    await using ann = makeStation();
    const house = await billed(ann);
    await read(ann, house, '2026-02-25T10:00:00', 1350);
    const { version } = await ann.as('manager').meters.get({ meterId: house.meterId });
    await ann.as('manager').meters.remove({ meterId: house.meterId, version, removedOn: '2026-02-25' });
    ann.setClock('2026-02-25T12:00:00+08:00');
    ann.station.write(ann.actor('manager'), { action: 'test.meter' }, (tx) => {
      const meterId = addMeter(tx, NewMeter.parse({ meterNo: 'NEW', service, installedOn: '2026-02-25' }));
      attachMeter(tx, { meterId, accountId: house.accountId, fromOn: '2026-02-25' });
      insertBaseline(tx, { meterId, readAt: Date.parse('2026-02-25T10:30:00+08:00'), totalMilli: 0 });
      return { ...house, meterId };
    });
    ann.setClock('2026-04-02T09:00:00+08:00');
    const {
      accounts,
      bills: count,
      exceptions,
    } = await ann.as('manager').billing.preview({ month: '2026-03', service });
    expect([accounts, count, exceptions.map((e) => [e.meterNo, e.reason])]).toEqual([1, 1, [['NEW', 'no-reading']]]);
    await ann.as('manager').billing.issue({ month: '2026-03', service });
    await ann.as('manager').billing.issue({ month: '2026-03', service });
    await ann.as('manager').billing.issue({ month: '2026-04', service });
    expect(await bills(ann, house)).toEqual([
      ['2026-03', 50_000],
      ['2026-02', 300_000],
    ]);
  });

  test('of an account that is then closed is billed to its last reading', async () => {
    await using ann = makeStation();
    const house = await billed(ann);
    await read(ann, house, '2026-02-26T10:00:00', 1360);
    ann.setClock('2026-02-26T18:00:00+08:00');
    await ann.as('cashier').cashier.takePayment({
      customerId: house.customerId,
      paidFen: 30_000,
      tenderedFen: 30_000,
      method: 'cash',
      requestId: newRequest(),
    });
    const { version } = await ann.as('manager').accounts.get({ accountId: house.accountId });
    await ann.as('manager').accounts.close({
      accountId: house.accountId,
      version,
      closedOn: '2026-02-26',
      requestId: newRequest(),
    });
    ann.setClock('2026-03-20T09:00:00+08:00');
    await ann.as('manager').billing.issue({ month: '2026-03', service });
    expect(await bills(ann, house)).toEqual([
      ['2026-03', 60_000],
      ['2026-02', 300_000],
    ]);
  });

  test('is nobody’s where nothing was read after the bill: the meter that left is not even named', async () => {
    await using ann = makeStation();
    const house = await billed(ann);
    const { version } = await ann.as('manager').meters.get({ meterId: house.meterId });
    await ann.as('manager').meters.remove({ meterId: house.meterId, version, removedOn: '2026-02-25' });
    ann.setClock('2026-03-20T09:00:00+08:00');
    const { bills: count, exceptions } = await ann.as('manager').billing.preview({ month: '2026-03', service });
    expect([count, exceptions.map((e) => e.reason)]).toEqual([0, ['no-meter']]);
  });
});
