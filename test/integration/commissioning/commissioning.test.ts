import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { BusProfile, type DeviceConfig } from '../../../main/devices/config.schema.ts';
import { makeStation } from '../../support/station.ts';
import { refused } from '../billing/correction-fixture.ts';
import { addHouse, newRequest } from '../billing/fixture.ts';
import { DAY, found, METERS, register, stationWithBus } from './fixture.ts';

test('found meters are registered with their account and what they answered, once', async () => {
  const { ann, busId } = await stationWithBus();
  const house = addHouse(ann, '3-501', { baseline: null });
  const manager = ann.as('manager').commissioning;
  const baseline = {
    readAt: ann.station.clock.now(),
    totalMilli: 98_765_430,
    sharpMilli: null,
    peakMilli: null,
    flatMilli: null,
    valleyMilli: null,
  };
  const other = addHouse(ann, '3-502', { baseline: null });
  const cmd = register(busId, [
    found('000012345678', { accountId: other.accountId, baseline }),
    found('202611220001', { meterNo: house.meterNo, baseline: { ...baseline, totalMilli: 500_000 } }),
  ]);
  const made = await manager.register(cmd);
  expect(made.meters).toMatchObject([
    { meterNo: '000012345678', outcome: 'new' },
    { meterNo: house.meterNo, meterId: house.meterId, outcome: 'linked' },
  ]);
  expect(await manager.register(cmd)).toEqual(made);
  expect(await manager.known({ busId })).toMatchObject([
    { meterNo: '000012345678', accountId: other.accountId, doorNo: '3-1-502' },
    { meterNo: house.meterNo, address: '202611220001', accountId: house.accountId, doorNo: '3-1-501' },
  ]);
  const rows = ann.station.db
    .prepare('SELECT meter_id AS meterId, total_milli AS totalMilli, role, source FROM reading ORDER BY id')
    .all();
  expect(rows).toEqual([
    { meterId: made.meters[0]?.meterId, totalMilli: 98_765_430, role: 'baseline', source: 'polled' },
    { meterId: house.meterId, totalMilli: 500_000, role: 'baseline', source: 'polled' },
  ]);
});

test('one meter that cannot be registered leaves the others unregistered too, and is named', async () => {
  const { ann, busId } = await stationWithBus();
  const gas = addHouse(ann, '3-501', { service: 'gas' });
  const manager = ann.as('manager').commissioning;
  const meters = [found('000012345678'), found('202611220001', { meterNo: gas.meterNo })];
  await expect(manager.register(register(busId, meters))).rejects.toMatchObject({
    cause: { code: 'commissioning.other-service', params: { meterNo: gas.meterNo } },
  });
  expect(await manager.known({ busId })).toEqual([]);
  await expect(
    manager.register(register(busId, [found('000012345678'), found('000012345678', { meterNo: 'B' })])),
  ).rejects.toMatchObject(refused('meter.address-taken'));
  await expect(ann.as('cashier').commissioning.register(register(busId, meters))).rejects.toMatchObject(
    refused('permission.denied'),
  );
});

test('a number that answers on another wire is another meter: its wire is not taken', async () => {
  const { ann, busId } = await stationWithBus();
  const { commissioning: manager, devices } = ann.as('manager');
  const link = { type: 'memory' as const, name: `commissioning-${randomUUID()}` };
  const config: DeviceConfig = { model: 'meter-bus', link, profile: BusProfile.parse({}) };
  const other = await devices.create({ name: '2 号楼', config, requestId: newRequest() });
  const modbus = found('1', { protocol: 'modbus' });
  await manager.register(register(busId, [modbus, found('000012345678')]));
  await expect(manager.register(register(other, [modbus]))).rejects.toMatchObject({
    cause: { code: 'commissioning.number-wired', params: { meterNo: '1', address: '1' } },
  });
  await expect(
    manager.register(register(busId, [found('202611220001', { meterNo: '000012345678' })])),
  ).rejects.toMatchObject(refused('commissioning.number-wired'));
  await expect(
    manager.register(
      register(other, [
        found('2', { protocol: 'modbus', meterNo: 'P' }),
        found('3', { protocol: 'modbus', meterNo: 'P' }),
      ]),
    ),
  ).rejects.toMatchObject(refused('commissioning.number-wired'));
  expect(await manager.known({ busId: other })).toEqual([]);
  // A meter whose address is its own may move to another wire.
  expect(await manager.register(register(other, [found('000012345678')]))).toMatchObject({
    meters: [{ outcome: 'linked' }],
  });
  expect(await manager.known({ busId: other })).toMatchObject([
    { meterNo: '000012345678', service: 'electricity', line: null, profile: { protocol: 'dlt645-2007' } },
  ]);
});

test('clocks are read, set by broadcast once a day and read again', async () => {
  const { ann, busId } = await stationWithBus();
  const manager = ann.as('manager').commissioning;
  const sync = () => manager.syncClocks({ busId, requestId: newRequest() });
  await expect(sync()).rejects.toMatchObject(refused('commissioning.no-clocks'));
  await manager.register(
    register(
      busId,
      METERS.map(({ address }) => found(address)),
    ),
  );
  await manager.checkClocks({ busId });
  const checked = async () => {
    let shown = await manager.clocks({ busId });
    const end = Date.now() + 10_000;
    while (shown.check?.state === 'running' && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      shown = await manager.clocks({ busId });
    }
    return shown;
  };
  expect(await checked()).toMatchObject({
    lastSetOn: null,
    check: { state: 'done', rows: [{ meterNo: '000012345678', refusal: null }, { meterNo: '202611220001' }] },
  });
  await sync();
  expect(await checked()).toMatchObject({
    lastSetOn: DAY,
    check: { state: 'done', rows: [{ aheadSeconds: 0 }, { aheadSeconds: 0 }] },
  });
  await expect(sync()).rejects.toMatchObject(refused('device.clock-already-set'));
});

test('the device table goes out and comes in on another station, twice without harm', async () => {
  const { ann, busId, config } = await stationWithBus();
  const manager = ann.as('manager').commissioning;
  await manager.register(
    register(
      busId,
      METERS.map(({ address }) => found(address)),
    ),
  );
  const table = await manager.table();
  expect(table).toMatchObject({
    format: 'stationdesk-devices-1',
    devices: [{ name: '1 号楼', config, isEnabled: true }],
    meters: [{ meterNo: '000012345678', bus: '1 号楼' }, { meterNo: '202611220001' }],
  });

  const away = makeStation();
  onTestFinished(() => away[Symbol.asyncDispose]());
  const there = away.as('manager').commissioning;
  const all = { devices: { added: 1, changed: 0, same: 0 }, meters: { added: 2, changed: 0, same: 0 } };
  expect(await there.previewTable({ table })).toEqual(all);
  expect(await away.as('manager').devices.list()).toEqual([]);
  expect(await there.importTable({ table, requestId: newRequest() })).toEqual(all);
  expect(await there.table()).toEqual(table);
  expect(await there.importTable({ table, requestId: newRequest() })).toEqual({
    devices: { added: 0, changed: 0, same: 1 },
    meters: { added: 0, changed: 0, same: 2 },
  });
  const meters = table.meters.map((meter, i) => (i === 0 ? { ...meter, multiplier: 40 } : { ...meter, bus: '没有' }));
  await expect(there.previewTable({ table: { ...table, meters } })).rejects.toMatchObject({
    cause: { code: 'commissioning.no-such-bus', params: { meterNo: '202611220001', bus: '没有' } },
  });
  const [first] = meters;
  if (!first) throw new Error('a meter');
  expect(await there.previewTable({ table: { ...table, meters: [first] } })).toMatchObject({
    meters: { added: 0, changed: 1, same: 0 },
  });
});
