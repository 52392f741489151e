import { describe, expect, test } from 'vitest';
import {
  accountOfMeter,
  activeAssignments,
  metersOfAccount,
  pollableMeters,
} from '../../../main/modules/meters/index.ts';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';

const refusal = (code: string, params: object = {}) => ({ cause: { code, params: expect.objectContaining(params) } });

async function openAccount(ann: TestStation, room: string, service: 'gas' | 'electricity' = 'electricity') {
  return ann.as('manager').accounts.open({
    customer: { name: `住户${room}` },
    premises: { building: '3', unit: '', room },
    account: { service, openedOn: '2026-01-01' },
    requestId: requestId(),
  });
}

const newMeter = (meterNo: string, more: object = {}) => ({
  meterNo,
  service: 'electricity' as const,
  installedOn: '2026-01-01',
  ...more,
});

function makeBus(ann: TestStation): number {
  return Number(
    ann.station.db
      .prepare(
        "INSERT INTO device (kind, name, model, link_json, created_at) VALUES ('meter-bus', '1号总线', 'meter-bus', '{}', 0)",
      )
      .run().lastInsertRowid,
  );
}

describe('master data', () => {
  test('an address must fit its protocol and be free on its bus', async () => {
    await using ann = makeStation();
    const manager = ann.as('manager');
    const busId = makeBus(ann) as never;
    const onBus = { protocol: 'dlt645-2007' as const, busId };
    await expect(manager.meters.create(newMeter('E1', { ...onBus, address: '12345' }))).rejects.toMatchObject(
      refusal('meter.address-invalid', { address: '12345' }),
    );
    await manager.meters.create(newMeter('E1', { ...onBus, address: '0003 3001 2345' }));
    await expect(manager.meters.create(newMeter('E2', { ...onBus, address: '000330012345' }))).rejects.toMatchObject(
      refusal('meter.address-taken', { meterNo: 'E1' }),
    );
    await expect(manager.meters.create(newMeter('E1'))).rejects.toMatchObject(refusal('meter.number-taken'));
    expect(pollableMeters(ann.station.db, busId).map((meter) => [meter.meterNo, meter.address])).toEqual([
      ['E1', '000330012345'],
    ]);
  });

  test('a change keeps the number unique and refuses a stale copy', async () => {
    await using ann = makeStation();
    const manager = ann.as('manager');
    const meterId = await manager.meters.create(newMeter('E1'));
    await manager.meters.create(newMeter('E2'));
    const change = { meterId, version: 1, meterNo: 'E1', multiplier: 30, calibrationDueOn: '2027-01-01' };
    await expect(manager.meters.update({ ...change, meterNo: 'E2' })).rejects.toMatchObject(
      refusal('meter.number-taken'),
    );
    await manager.meters.update(change);
    await expect(manager.meters.update(change)).rejects.toMatchObject(refusal('record.changed'));
    expect(await manager.meters.get({ meterId })).toMatchObject({
      multiplier: 30,
      calibrationDueOn: '2027-01-01',
      version: 2,
      hasTou: false,
    });
  });

  test('a cashier looks, a manager writes', async () => {
    await using ann = makeStation();
    expect(await ann.as('cashier').meters.list({})).toEqual({ rows: [], total: 0 });
    await expect(ann.as('cashier').meters.create(newMeter('E1'))).rejects.toMatchObject(refusal('permission.denied'));
  });
});

describe('assignment', () => {
  test('a meter measures for one account at a time, half-open in days', async () => {
    await using ann = makeStation();
    const manager = ann.as('manager');
    const { db } = ann.station;
    const a = await openAccount(ann, '101');
    const b = await openAccount(ann, '102');
    const meterId = await manager.meters.create(newMeter('E1'));
    await manager.meters.assign({ meterId, accountId: a.accountId, fromOn: '2026-02-01' });
    await expect(
      manager.meters.assign({ meterId, accountId: b.accountId, fromOn: '2026-03-01' }),
    ).rejects.toMatchObject(refusal('meter.assigned', { accountNo: a.accountNo, fromOn: '2026-02-01' }));
    await manager.meters.unassign({ meterId, toOn: '2026-03-01' });
    await expect(
      manager.meters.assign({ meterId, accountId: b.accountId, fromOn: '2026-02-28' }),
    ).rejects.toMatchObject(refusal('meter.assigned', { toOn: '2026-03-01' }));
    await manager.meters.assign({ meterId, accountId: b.accountId, fromOn: '2026-03-01' });
    const on = (date: string) => accountOfMeter(db, meterId, date);
    expect([on('2026-01-31'), on('2026-02-28'), on('2026-03-01'), on('2030-01-01')]).toEqual([
      undefined,
      a.accountId,
      b.accountId,
      b.accountId,
    ]);
    expect([metersOfAccount(db, a.accountId).length, metersOfAccount(db, a.accountId, '2026-02-15').length]).toEqual([
      0, 1,
    ]);
    expect(activeAssignments(db, 'electricity')).toEqual([
      { accountId: b.accountId, meterId, fromOn: '2026-03-01', toOn: null },
    ]);
    expect(activeAssignments(db, 'electricity', '2026-02-10')).toHaveLength(2);
  });

  test('dates, services and closed or removed ends are checked', async () => {
    await using ann = makeStation();
    const manager = ann.as('manager');
    const gas = await openAccount(ann, '101', 'gas');
    const power = await openAccount(ann, '102');
    const meterId = await manager.meters.create(newMeter('E1', { installedOn: '2026-02-01' }));
    await expect(
      manager.meters.assign({ meterId, accountId: gas.accountId, fromOn: '2026-02-01' }),
    ).rejects.toMatchObject(refusal('meter.service-mismatch'));
    await expect(
      manager.meters.assign({ meterId, accountId: power.accountId, fromOn: '2026-01-31' }),
    ).rejects.toMatchObject(refusal('meter.date-order', { earliest: '2026-02-01' }));
    await expect(manager.meters.unassign({ meterId, toOn: '2026-02-02' })).rejects.toMatchObject(
      refusal('meter.not-assigned'),
    );
    await manager.meters.assign({ meterId, accountId: power.accountId, fromOn: '2026-02-01' });
    await expect(manager.meters.unassign({ meterId, toOn: '2026-01-15' })).rejects.toMatchObject(
      refusal('meter.date-order'),
    );
    await manager.meters.remove({ meterId, version: 1, removedOn: '2026-05-01' });
    expect(await manager.meters.history({ meterId })).toMatchObject([{ toOn: '2026-05-01' }]);
    await expect(
      manager.meters.assign({ meterId, accountId: power.accountId, fromOn: '2026-06-01' }),
    ).rejects.toMatchObject(refusal('meter.removed'));
    await expect(manager.meters.remove({ meterId, version: 2, removedOn: '2026-06-01' })).rejects.toMatchObject(
      refusal('meter.removed'),
    );
    expect(activeAssignments(ann.station.db, 'electricity')).toEqual([]);
  });
});

test('the list filters by state, protocol, bus and number', async () => {
  await using ann = makeStation({ at: '2026-11-22T09:00:00+08:00' });
  const manager = ann.as('manager');
  const busId = makeBus(ann) as never;
  const { accountId } = await openAccount(ann, '101');
  const assigned = await manager.meters.create(newMeter('E100', { calibrationDueOn: '2026-11-22' }));
  await manager.meters.assign({ meterId: assigned, accountId, fromOn: '2026-01-01' });
  await manager.meters.create(
    newMeter('E200', { protocol: 'dlt645-2007', address: '000000000007', busId, calibrationDueOn: '2026-11-23' }),
  );
  const gone = await manager.meters.create(newMeter('E300'));
  await manager.meters.remove({ meterId: gone, version: 1, removedOn: '2026-02-01' });
  const numbers = async (filter: Parameters<typeof manager.meters.list>[0]) =>
    (await manager.meters.list(filter)).rows.map((row) => row.meterNo);
  expect(await numbers({})).toEqual(['E100', 'E200']);
  expect(await numbers({ state: 'unassigned' })).toEqual(['E200']);
  expect(await numbers({ state: 'removed' })).toEqual(['E300']);
  expect(await numbers({ state: 'calibration-due' })).toEqual(['E100']);
  expect(await numbers({ state: 'all', protocol: 'dlt645-2007' })).toEqual(['E200']);
  expect(await numbers({ busId })).toEqual(['E200']);
  expect(await numbers({ text: 'E1' })).toEqual(['E100']);
  expect(await numbers({ text: '%' })).toEqual([]);
  expect((await manager.meters.list({})).rows[0]).toMatchObject({
    accountNo: '00000001',
    doorNo: '3-101',
    customerName: '住户101',
  });
});
