import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { BusProfile, type DeviceConfig, ToledoProfile } from '../../../main/devices/config.schema.ts';
import { createDeviceHost } from '../../../main/devices/host.ts';
import type { Timers } from '../../../main/devices/link/timers.ts';
import type { LiveMessage } from '../../../main/station.types.ts';
import { startMeterSim, startScaleSim, until } from '../../support/devices.ts';
import { createFakeTimers } from '../../support/fake-timers.ts';
import { makeStation, requestId } from '../../support/station.ts';

const refused = (code: string, params: object = {}) =>
  expect.objectContaining({ cause: expect.objectContaining({ code, params: expect.objectContaining(params) }) });

/** A wire of its own for each test: memory links are known by name in the whole program. */
const wire = () => ({ type: 'memory' as const, name: `station-test-${randomUUID()}` });
const meterBus = (link = wire()): DeviceConfig => ({
  model: 'meter-bus',
  link,
  profile: BusProfile.parse({ answerMs: 200, retries: 0 }),
});
const toledo = (link = wire()): DeviceConfig => ({ model: 'toledo', link, profile: ToledoProfile.parse({}) });
const METERS = [
  {
    address: '000012345678',
    registers: { totalMilli: 98_765_430, sharpMilli: 0, peakMilli: 0, flatMilli: 0, valleyMilli: 98_765_430 },
  },
  { address: '202611220001', registers: { totalMilli: 500_000 } },
];

function stationWithDevices(timers?: Timers) {
  const ann = makeStation({ makeDevices: (st) => createDeviceHost(st, timers && { timers }), now: Date.now });
  onTestFinished(() => ann[Symbol.asyncDispose]());
  const heard: LiveMessage[] = [];
  ann.station.live.subscribe((message) => heard.push(message));
  return { ann, manager: ann.as('manager').devices, heard };
}

function running<T extends AsyncDisposable>(sim: T): T {
  onTestFinished(() => sim[Symbol.asyncDispose]());
  return sim;
}

describe('keeping devices', () => {
  test('a device is added once, opened, changed, switched off and removed, and every step is in the audit trail', async () => {
    const { ann, manager } = stationWithDevices();
    const config = meterBus();
    running(startMeterSim({ link: config.link, meters: METERS }));
    const request = requestId();
    const deviceId = await manager.create({ name: '1 号楼总线', config, requestId: request });
    expect(await manager.create({ name: '1 号楼总线', config, requestId: request })).toBe(deviceId);
    await until(
      () => ann.station.devices.statuses().get(deviceId)?.state,
      (state) => state === 'open',
      'open',
    );
    expect(await manager.list()).toMatchObject([
      {
        deviceId,
        kind: 'meter-bus',
        name: '1 号楼总线',
        isEnabled: true,
        meterCount: 0,
        version: 1,
        config,
        status: { state: 'open', problem: null },
      },
    ]);

    await manager.update({ deviceId, version: 1, name: '1 号楼', config, isEnabled: true });
    await expect(manager.update({ deviceId, version: 1, name: '旧', config, isEnabled: true })).rejects.toEqual(
      refused('record.changed'),
    );
    await manager.enable({ deviceId, version: 2, isEnabled: false });
    expect(await manager.list()).toMatchObject([{ isEnabled: false, status: null }]);
    await expect(manager.readNow({ busId: deviceId, address: '12345678' })).rejects.toEqual(
      refused('device.off', { name: '1 号楼' }),
    );
    await manager.remove({ deviceId, version: 3 });
    expect(await manager.list()).toEqual([]);
    const actions = ann.station.db
      .prepare("SELECT action FROM audit WHERE action LIKE 'devices.%' ORDER BY id")
      .pluck()
      .all();
    expect(actions).toEqual(['devices.create', 'devices.update', 'devices.disable', 'devices.remove']);
  });

  test('one name and one port belong to one device; a switched-off one gives its port free', async () => {
    const { manager } = stationWithDevices();
    const config = toledo();
    const first = await manager.create({ name: '充装秤', config, requestId: requestId() });
    await expect(manager.create({ name: '充装秤', config: toledo(), requestId: requestId() })).rejects.toEqual(
      refused('device.name-taken', { name: '充装秤' }),
    );
    const sameWire = { name: '备用秤', config, requestId: requestId() };
    await expect(manager.create(sameWire)).rejects.toEqual(refused('device.link-taken', { name: '充装秤' }));
    await manager.enable({ deviceId: first, version: 1, isEnabled: false });
    await manager.create({ ...sameWire, requestId: requestId() });
    await expect(manager.enable({ deviceId: first, version: 2, isEnabled: true })).rejects.toEqual(
      refused('device.link-taken', { name: '备用秤' }),
    );
  });

  test('a bus with meters and a scale with fillings cannot be removed', async () => {
    const { ann, manager } = stationWithDevices();
    const busId = await manager.create({ name: '总线', config: meterBus(), requestId: requestId() });
    ann.station.db
      .prepare(
        "INSERT INTO meter (meter_no, service, bus_id, installed_on, created_at) VALUES ('M-1', 'electricity', ?, '2026-01-01', 0)",
      )
      .run(busId);
    await expect(manager.remove({ deviceId: busId, version: 1 })).rejects.toEqual(
      refused('device.in-use', { meters: 1, fillings: 0 }),
    );
    await expect(
      manager.update({ deviceId: busId, version: 1, name: '秤', config: toledo(), isEnabled: true }),
    ).rejects.toEqual(refused('device.in-use'));
    expect(await manager.list()).toMatchObject([{ meterCount: 1 }]);
  });

  test('a cashier sees the devices and changes none', async () => {
    const { ann } = stationWithDevices();
    const cashier = ann.as('cashier').devices;
    expect(await cashier.list()).toEqual([]);
    await expect(cashier.create({ name: 'x', config: toledo(), requestId: requestId() })).rejects.toEqual(
      refused('permission.denied'),
    );
    await expect(cashier.test({ config: toledo() })).rejects.toEqual(refused('permission.denied'));
  });

  test('a row from an older program gets the defaults its profile lacks', async () => {
    const { ann, manager } = stationWithDevices();
    ann.station.db
      .prepare("INSERT INTO device (kind, name, model, link_json, created_at) VALUES ('scale', '秤', 'yaohua', ?, 0)")
      .run(JSON.stringify(wire()));
    ann.station.devices.reload();
    expect(await manager.list()).toMatchObject([
      { config: { model: 'yaohua', profile: { form: 'tF0', unit: 'kg', stableFrames: 3 } } },
    ]);
  });

  test('a station without hardware lists no ports and refuses to test', async () => {
    await using ann = makeStation();
    expect(await ann.as('manager').devices.ports()).toEqual([]);
    await expect(ann.as('manager').devices.test({ config: toledo() })).rejects.toEqual(refused('device.offline'));
  });
});

describe('what is on the wires', () => {
  async function withBus(meters = METERS) {
    const made = stationWithDevices();
    const config = meterBus();
    const sim = running(startMeterSim({ link: config.link, meters, answerMs: 1 }));
    const busId = await made.manager.create({ name: '总线', config, requestId: requestId() });
    await until(
      () => made.ann.station.devices.statuses().get(busId)?.state,
      (state) => state === 'open',
      'open',
    );
    return { ...made, config, sim, busId };
  }

  test('one meter is read at once, and its refusals keep their reason', async () => {
    const { manager, sim, busId } = await withBus();
    expect(await manager.readNow({ busId, address: '12345678' })).toMatchObject({
      totalMilli: 98_765_430,
      valleyMilli: 98_765_430,
    });
    sim.meter('12345678').fault = 'refuses';
    await expect(manager.readNow({ busId, address: '12345678' })).rejects.toEqual(
      refused('device.meter-not-authorised', { err: '04' }),
    );
    sim.meter('12345678').fault = 'silent';
    await expect(manager.readNow({ busId, address: '12345678' })).rejects.toEqual(refused('device.no-answer'));
  });

  test('a search tells its progress to every window, and its result stays to be seen', async () => {
    const { manager, heard, busId } = await withBus([METERS[0] as (typeof METERS)[number]]);
    expect(await manager.search({ busId })).toBeNull();
    const { job } = await manager.startSearch({ busId });
    const progress = () => heard.filter((message) => message.topic === 'progress' && message.job === job);
    await until(
      progress,
      (messages) => messages.some((message) => message.topic === 'progress' && message.state === 'done'),
      'the end',
    );
    expect(await manager.search({ busId })).toMatchObject({
      state: 'done',
      found: [{ protocol: 'dlt645-2007', address: '000012345678', line: null }],
      tried: 1,
      total: 1,
      refusal: null,
    });
  });

  test('a search can be cancelled, and runs once a bus', async () => {
    const { manager, busId } = await withBus();
    await manager.startSearch({ busId });
    await expect(manager.startSearch({ busId })).rejects.toEqual(refused('device.search-running'));
    await manager.cancelSearch({ busId });
    await expect.poll(async () => (await manager.search({ busId }))?.state).toBe('cancelled');
    expect((await manager.startSearch({ busId })).state).toBe('running');
    await manager.cancelSearch({ busId });
  });

  test('a search on a pulled cable ends with its reason', async () => {
    const { manager, sim, busId } = await withBus();
    await manager.startSearch({ busId });
    await sim.unplug();
    await expect
      .poll(async () => await manager.search({ busId }))
      .toMatchObject({ state: 'failed', refusal: { code: 'device.unplugged' } });
  });

  test('a lost and regained cable is told to the windows', async () => {
    const { ann, heard, sim, busId } = await withBus();
    const told = () => heard.filter((message) => message.topic === 'device' && message.deviceId === busId).length;
    const state = () => ann.station.devices.statuses().get(busId)?.state;
    await sim.unplug();
    await until(state, (now) => now === 'lost' || now === 'opening', 'lost');
    const before = told();
    sim.plug();
    await until(state, (now) => now === 'open', 'open again');
    await until(told, (count) => count > before, 'a message');
  });

  test('the weight goes out at most ten times a second and stands in the list', async () => {
    const timers = createFakeTimers();
    const { manager, heard } = stationWithDevices(timers);
    const config = toledo();
    running(startScaleSim({ model: 'toledo', link: config.link, weightGrams: 16_480, intervalMs: 10, timers }));
    await timers.advance(0);
    const deviceId = await manager.create({ name: '充装秤', config, requestId: requestId() });
    await timers.advance(2000);
    const weights = heard.filter((message) => message.topic === 'weight');
    expect(weights[0]).toMatchObject({ deviceId, weightGrams: 16_480, isStable: true, isOverloaded: false });
    expect(weights.length).toBeLessThanOrEqual(21);
    const [row] = await manager.list();
    expect(row).toMatchObject({ kind: 'scale', weight: { weightGrams: 16_480 } });
    expect(row?.status?.statistics.answers).toBeGreaterThan(150);
  });
});

describe('testing a device', () => {
  test('a bus with one meter names and reads it, also while the saved device holds the port', async () => {
    const { ann, manager } = stationWithDevices();
    const config = meterBus();
    running(startMeterSim({ link: config.link, meters: METERS.slice(0, 1), answerMs: 1 }));
    const fresh = await manager.test({ config });
    expect(fresh).toMatchObject({
      problem: null,
      meters: [{ protocol: 'dlt645-2007', address: '000012345678' }],
      isCrowded: false,
      registers: { totalMilli: 98_765_430 },
    });
    const deviceId = await manager.create({ name: '总线', config, requestId: requestId() });
    expect(await manager.test({ config })).toMatchObject({
      problem: null,
      meters: [{ protocol: 'dlt645-2007', address: '000012345678' }],
    });
    const other: DeviceConfig = { ...config, profile: BusProfile.parse({ answerMs: 300 }) } as DeviceConfig;
    expect(await manager.test({ config: other })).toMatchObject({
      problem: null,
      meters: [{ protocol: 'dlt645-2007', address: '000012345678' }],
    });
    await until(
      () => ann.station.devices.statuses().get(deviceId)?.state,
      (state) => state === 'open',
      'open again',
    );
  });

  test('a bus with several meters says so, and reads the one it is told', async () => {
    const { manager } = stationWithDevices();
    const config = meterBus();
    running(startMeterSim({ link: config.link, meters: METERS, answerMs: 1 }));
    expect(await manager.test({ config })).toMatchObject({
      isCrowded: true,
      registers: null,
      problem: { code: 'garbage' },
    });
    expect(await manager.test({ config, meter: { address: '202611220001' } })).toMatchObject({
      problem: null,
      registers: { totalMilli: 500_000, sharpMilli: null },
    });
    expect(await manager.test({ config, meter: { address: '1' } })).toMatchObject({
      problem: { code: 'no-answer' },
      registers: null,
    });
  });

  test('a missing port is the result of the test and no error', async () => {
    const { manager } = stationWithDevices();
    expect(await manager.test({ config: meterBus() })).toMatchObject({
      problem: { code: 'port-missing' },
      meters: [],
    });
    const serial: DeviceConfig = {
      ...meterBus(),
      link: { type: 'serial', path: '/dev/stationdesk-none', baud: 2400, parity: 'even', dataBits: 8, stopBits: 1 },
    } as DeviceConfig;
    expect(await manager.test({ config: serial })).toMatchObject({ problem: { code: 'port-missing' } });
  });

  test('a scale is heard and its weight reported; silence and rubbish are told apart', async () => {
    const { manager } = stationWithDevices();
    const config = toledo();
    const sim = running(startScaleSim({ model: 'toledo', link: config.link, weightGrams: 16_480, intervalMs: 20 }));
    const yaohua: DeviceConfig = {
      model: 'yaohua',
      link: toledo().link,
      profile: { form: 'wn', unit: 'kg', stableFrames: 3, capacityGrams: null },
    };
    running(startScaleSim({ model: 'yaohua', link: yaohua.link, form: 'tF0', intervalMs: 20 }));
    const [good, wrongForm] = await Promise.all([manager.test({ config }), manager.test({ config: yaohua })]);
    expect(good).toMatchObject({ problem: null, weight: { weightGrams: 16_480, isStable: true } });
    expect(wrongForm).toMatchObject({ problem: { code: 'garbage' }, weight: null });
    sim.fault = 'silence';
    expect(await manager.test({ config })).toMatchObject({ problem: { code: 'no-answer' }, weight: null });
  });
});
