import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { BusProfile, type DeviceConfig, GsmProfile } from '../../../main/devices/config.schema.ts';
import { createDeviceHost } from '../../../main/devices/host.ts';
import { createSimRelay, startMeterSim, startModemSim, until, wireMeter } from '../../support/devices.ts';
import { makeStation, requestId } from '../../support/station.ts';

const refused = (code: string, params: object = {}) =>
  expect.objectContaining({ cause: expect.objectContaining({ code, params: expect.objectContaining(params) }) });
const ADDRESS = '000012345678';
const SECRET = '918273';

const wire = () => ({ type: 'memory' as const, name: `relay-test-${randomUUID()}` });

function stationWithDevices() {
  const ann = makeStation({ makeDevices: (st) => createDeviceHost(st), now: Date.now });
  onTestFinished(() => ann[Symbol.asyncDispose]());
  return { ann, manager: ann.as('manager').devices };
}

function running<T extends AsyncDisposable>(sim: T): T {
  onTestFinished(() => sim[Symbol.asyncDispose]());
  return sim;
}

async function withBus() {
  const made = stationWithDevices();
  const link = wire();
  const relay = createSimRelay({ level: 4, password: SECRET });
  const meters = [{ address: ADDRESS, registers: { totalMilli: 0 }, relay }];
  const sim = running(startMeterSim({ link, meters, answerMs: 1 }));
  const config: DeviceConfig = { model: 'meter-bus', link, profile: BusProfile.parse({ answerMs: 200, retries: 0 }) };
  const deviceId = await made.manager.create({ name: '总线', config, requestId: requestId() });
  await until(
    () => made.ann.station.devices.statuses().get(deviceId)?.state,
    (state) => state === 'open',
    'open',
  );
  const bus = made.ann.station.devices.meterBus(deviceId);
  if (!bus) throw new Error('no bus');
  const order = (action: 'trip' | 'close') =>
    bus.control(wireMeter(ADDRESS), { action, validUntil: Date.now() + 600_000 });
  return { ...made, config, sim, relay, deviceId, order };
}

describe('the relay password of a bus', () => {
  test('is set by the manager, used at the next order, and shown to nobody', async () => {
    const { ann, manager, relay, deviceId, order } = await withBus();
    await expect(order('trip')).rejects.toMatchObject({ code: 'device.relay-no-password' });
    const access = { level: 4, operatorCode: '00000007', password: SECRET };
    await manager.setRelayAccess({ deviceId, access });
    expect(await manager.list()).toMatchObject([{ relayAccess: { level: 4, operatorCode: '00000007' } }]);
    expect(await order('trip')).toMatchObject({ isOpen: true });
    expect(relay.commands).toMatchObject([{ level: 4, operatorCode: '00000007' }]);
    expect(await manager.relayStatus({ busId: deviceId, address: '12345678' })).toMatchObject({
      isOpen: true,
      word: 0x50,
    });

    // Level and operator change, the password stays.
    await manager.setRelayAccess({ deviceId, access: { level: 4, operatorCode: '00000008' } });
    expect(await order('close')).toMatchObject({ isOpen: false });
    expect(relay.commands.at(-1)).toMatchObject({ operatorCode: '00000008' });

    const everything = JSON.stringify([
      await manager.list(),
      ann.station.db.prepare('SELECT * FROM audit').all(),
      ann.station.db.prepare('SELECT * FROM request').all(),
    ]);
    expect(everything).toContain('devices.set-relay-access');
    expect(everything).not.toContain(SECRET);
  });

  test('is forgotten on demand and with the device', async () => {
    const { ann, manager, deviceId, order } = await withBus();
    await manager.setRelayAccess({ deviceId, access: { level: 4, operatorCode: '00000007', password: SECRET } });
    await manager.setRelayAccess({ deviceId, access: null });
    expect(await manager.list()).toMatchObject([{ relayAccess: null }]);
    await expect(order('trip')).rejects.toMatchObject({ code: 'device.relay-no-password' });
    await expect(manager.setRelayAccess({ deviceId, access: { level: 4, operatorCode: '00000007' } })).rejects.toEqual(
      refused('device.relay-no-password'),
    );
    await manager.setRelayAccess({ deviceId, access: { level: 4, operatorCode: '00000007', password: SECRET } });
    await manager.remove({ deviceId, version: 1 });
    expect(ann.station.db.prepare('SELECT * FROM relay_access').all()).toEqual([]);
  });

  test('is no business of a cashier, nor of a device that is no bus', async () => {
    const { ann, manager, deviceId } = await withBus();
    const access = { level: 2, operatorCode: '00000000', password: '000000' };
    await expect(ann.as('cashier').devices.setRelayAccess({ deviceId, access })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(manager.setRelayAccess({ deviceId: 99 as never, access })).rejects.toEqual(
      refused('record.not-found'),
    );
    for (const wrong of [
      { ...access, password: '12345' },
      { ...access, operatorCode: '1' },
      { ...access, level: 10 },
    ])
      await expect(manager.setRelayAccess({ deviceId, access: wrong })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('a modem of the station', () => {
  test('is added, shows its network, sends a test message and the messages of the station', async () => {
    const { ann, manager } = stationWithDevices();
    const link = wire();
    const sim = running(startModemSim({ link, answerMs: 1 }));
    const config: DeviceConfig = { model: 'gsm-modem', link, profile: GsmProfile.parse({ answerMs: 500 }) };
    const found = await manager.test({ config });
    expect(found).toMatchObject({
      problem: null,
      modem: { sim: 'ready', network: 'home', signalDbm: -71 },
      sent: null,
    });
    const deviceId = await manager.create({ name: '短信猫', config, requestId: requestId() });
    await until(
      () => ann.station.devices.smsModem(deviceId)?.info()?.sim,
      (state) => state === 'ready',
      'ready',
    );
    expect(await manager.list()).toMatchObject([
      { kind: 'modem', modem: { network: 'home' }, status: { state: 'open', problem: null }, relayAccess: null },
    ]);
    const message = { to: '139 0243 3649', text: '站务台测试短信' };
    expect(await manager.test({ config, message })).toMatchObject({ problem: null, sent: { parts: 1 } });
    await ann.station.devices.smsModem(deviceId)?.send('13902433649', '催缴通知');
    expect(sim.messages.map(({ to, text }) => [to, text])).toEqual([
      ['13902433649', '站务台测试短信'],
      ['13902433649', '催缴通知'],
    ]);
    sim.sim = 'missing';
    await expect(manager.test({ config, message })).rejects.toEqual(refused('sms.no-sim'));
    expect(await manager.list()).toMatchObject([{ status: { problem: { code: 'no-sim' } } }]);
    expect(ann.station.devices.meterBus(deviceId)).toBeUndefined();
  });

  test('that is silent is told so, and one that is not plugged in too', async () => {
    const { manager } = stationWithDevices();
    const link = wire();
    const config: DeviceConfig = { model: 'gsm-modem', link, profile: GsmProfile.parse({ answerMs: 500 }) };
    expect(await manager.test({ config })).toMatchObject({ problem: { code: 'port-missing' }, modem: null });
    const sim = running(startModemSim({ link }));
    sim.fault = 'silent';
    expect(await manager.test({ config })).toMatchObject({ problem: { code: 'no-answer' }, modem: null });
  });
});
