import { expect, test } from 'vitest';
import { tariffInForce } from '../../../main/modules/tariffs/index.ts';
import { makeStation } from '../../support/station.ts';
import { addTariff, BY_YEAR, FLAT } from '../billing/fixture.ts';

const refused = (code: string) => ({ cause: { code } });

test('a tariff bills nothing before somebody has checked it against its source', async () => {
  await using ann = makeStation();
  const manager = ann.as('manager');
  const tariffId = await manager.tariffs.create({
    code: 'ZJ',
    name: '居民阶梯',
    service: 'electricity',
    effectiveFrom: '2026-01-01',
    document: BY_YEAR,
  });
  const inForce = () => tariffInForce(ann.station.db, { code: 'ZJ', service: 'electricity', on: '2026-02-01' });
  expect(inForce()).toBeUndefined();
  const check = { tariffId, verifiedBy: '刘站长', source: '浙发改价格 2012' };
  await expect(manager.tariffs.activate({ ...check, verifiedOn: '2027-01-01' })).rejects.toMatchObject(
    refused('tariff.verified-in-future'),
  );
  await manager.tariffs.activate({ ...check, verifiedOn: '2026-11-01' });
  expect(inForce()).toMatchObject({ tariffId, document: { cycle: 'year' } });
  expect(await manager.tariffs.list()).toMatchObject([
    { isActive: true, isDefault: true, verifiedOn: '2026-11-01', verifiedBy: '刘站长' },
  ]);
});

test('the version in force is the active one with the latest date not after the day', async () => {
  await using ann = makeStation();
  const first = await addTariff(ann, 'G', FLAT, { service: 'gas', from: '2025-01-01' });
  const second = await addTariff(ann, 'G', FLAT, { service: 'gas', from: '2026-07-01' });
  const on = (day: string, code: string | null = 'G') =>
    tariffInForce(ann.station.db, { code, service: 'gas', on: day })?.tariffId;
  expect([on('2024-12-31'), on('2025-01-01'), on('2026-06-30'), on('2026-07-01')]).toEqual([
    undefined,
    first,
    first,
    second,
  ]);
  expect(on('2026-07-01', null)).toBe(second);
  expect(tariffInForce(ann.station.db, { code: 'G', service: 'electricity', on: '2026-07-01' })).toBeUndefined();
  await ann.as('manager').tariffs.deactivate({ tariffId: second });
  expect(on('2026-07-01')).toBe(first);
});

test('an account without a tariff of its own takes the default of its service', async () => {
  await using ann = makeStation();
  await addTariff(ann, 'A', BY_YEAR);
  const other = await addTariff(ann, 'B', BY_YEAR);
  const ofNone = () => tariffInForce(ann.station.db, { code: null, service: 'electricity', on: '2026-02-01' })?.code;
  expect(ofNone()).toBe('A');
  await ann.as('manager').tariffs.setDefault({ service: 'electricity', code: 'B' });
  expect(ofNone()).toBe('B');
  expect((await ann.as('manager').tariffs.find({ tariffId: other })).isDefault).toBe(true);
});

test('one version a code and day; a draft can be thrown away, an active one not', async () => {
  await using ann = makeStation();
  const manager = ann.as('manager');
  const draft = {
    code: 'ZJ',
    name: '居民',
    service: 'electricity',
    effectiveFrom: '2026-01-01',
    document: BY_YEAR,
  } as const;
  const tariffId = await manager.tariffs.create(draft);
  await expect(manager.tariffs.create(draft)).rejects.toMatchObject(refused('tariff.version-exists'));
  await expect(manager.tariffs.create({ ...draft, effectiveFrom: '2027-01-01', service: 'gas' })).rejects.toMatchObject(
    refused('tariff.code-of-other-service'),
  );
  await manager.tariffs.discard({ tariffId });
  const active = await addTariff(ann, 'ZJ', BY_YEAR, { from: '2026-01-01' });
  await expect(manager.tariffs.discard({ tariffId: active })).rejects.toMatchObject(refused('tariff.active'));
  expect(() => ann.station.db.exec("UPDATE tariff SET document_json = '{}'")).toThrow('new version');
});

test('a trial shows what a quantity would cost without billing it', async () => {
  await using ann = makeStation();
  const tariffId = await addTariff(ann, 'ZJ', BY_YEAR);
  const answer = await ann
    .as('cashier')
    .tariffs.try({ tariffId, usage: { quantity: '370', runningTotal: '2600', month: 3 } });
  expect(answer).toMatchObject({
    total: '209.56',
    lines: [
      { tier: 1, quantity: '160' },
      { tier: 2, quantity: '210' },
    ],
  });
  await expect(
    ann
      .as('cashier')
      .tariffs.create({ code: 'X', name: 'x', service: 'gas', effectiveFrom: '2026-01-01', document: FLAT }),
  ).rejects.toMatchObject(refused('permission.denied'));
});
