import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { BusProfile, type DeviceConfig } from '../../../main/devices/config.schema.ts';
import { createDeviceHost } from '../../../main/devices/host.ts';
import { startMeterSim, until, wireMeter } from '../../support/devices.ts';
import { makeStation, requestId } from '../../support/station.ts';

const METER = { address: '000012345678', registers: { totalMilli: 98_765_430 } };
const refused = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });

async function withBus() {
  const ann = makeStation({ makeDevices: (st) => createDeviceHost(st), now: Date.now });
  onTestFinished(() => ann[Symbol.asyncDispose]());
  const link = { type: 'memory' as const, name: `support-${randomUUID()}` };
  const sim = startMeterSim({ link, meters: [METER], answerMs: 1 });
  onTestFinished(() => sim[Symbol.asyncDispose]());
  const config: DeviceConfig = { model: 'meter-bus', link, profile: BusProfile.parse({ answerMs: 200, retries: 0 }) };
  const manager = ann.as('manager').devices;
  const busId = await manager.create({ name: '总线', config, requestId: requestId() });
  await until(
    () => ann.station.devices.statuses().get(busId)?.state,
    (state) => state === 'open',
    'open',
  );
  return { ann, manager, busId, sim };
}

test('a wire is recorded while somebody wants it, taken away with a trace in the audit trail, and forgotten', async () => {
  const { ann, manager, busId } = await withBus();
  await manager.readNow({ busId, address: METER.address });
  expect(await manager.takeRecording({ deviceId: busId })).toMatchObject({ isEmpty: true });
  await manager.record({ deviceId: busId, isOn: true });
  expect(await manager.list()).toMatchObject([{ isRecorded: true, status: { statistics: { requests: 1 } } }]);
  await manager.readNow({ busId, address: METER.address });
  const taken = await manager.takeRecording({ deviceId: busId });
  expect(taken.text).toMatch(/^# 总线 · meter-bus · /);
  expect(taken.text).toMatch(/Z > FE FE FE FE 68 78 56 34 12 00 00 68 11 /);
  expect(taken.text).toMatch(/Z < .*68 78 56 34 12 00 00 68 91 /);
  await manager.record({ deviceId: busId, isOn: false });
  await manager.forgetRecording({ deviceId: busId });
  expect(await manager.takeRecording({ deviceId: busId })).toMatchObject({ isEmpty: true });
  const actions = ann.station.db.prepare("SELECT action FROM audit WHERE action LIKE 'devices.%record%' ORDER BY id");
  expect(actions.pluck().all()).toEqual([
    'devices.take-recording',
    'devices.record',
    'devices.take-recording',
    'devices.record-end',
    'devices.forget-recording',
    'devices.take-recording',
  ]);
  await expect(ann.as('cashier').devices.takeRecording({ deviceId: busId })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
});

test('a silent meter shows in the report of its bus and can be let go', async () => {
  const { ann, manager, busId, sim } = await withBus();
  const bus = ann.station.devices.meterBus(busId);
  if (!bus) throw new Error('no bus');
  const inRound = () => bus.readMeter(wireMeter(METER.address), { withTou: false });
  await inRound();
  sim.meter(METER.address).fault = 'silent';
  for (let i = 0; i < 2; i++) await expect(inRound()).rejects.toMatchObject({ code: 'device.no-answer' });
  await expect(inRound()).rejects.toMatchObject({
    code: 'device.quarantined',
    params: { address: METER.address, minutes: 2 },
  });
  expect(await manager.report({ busId })).toMatchObject({
    echo: 'no',
    ignoredLines: 0,
    stations: [
      {
        protocol: 'dlt645-2007',
        address: METER.address,
        answers: 1,
        failures: 2,
        quarantinedUntil: expect.any(Number),
      },
    ],
  });
  expect(await manager.list()).toMatchObject([{ deviceId: busId, silentMeters: 1 }]);
  sim.meter(METER.address).fault = undefined;
  await manager.release({ busId, protocol: 'dlt645-2007', address: METER.address });
  expect(await inRound()).toMatchObject({ totalMilli: 98_765_430 });
  expect(await manager.list()).toMatchObject([{ deviceId: busId, silentMeters: 0 }]);
  await manager.enable({ deviceId: busId, version: 1, isEnabled: false });
  await expect(manager.report({ busId })).rejects.toEqual(refused('device.off'));
});
