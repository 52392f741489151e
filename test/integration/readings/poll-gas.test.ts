import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { BusProfile, type MeterProfile } from '../../../main/devices/config.schema.ts';
import { createDeviceHost } from '../../../main/devices/host.ts';
import { systemTimers } from '../../../main/devices/link/timers.ts';
import { Cjt188Profile } from '../../../main/devices/meter-cjt188/profile.schema.ts';
import { createCjt188Sim, type SimCjt188Meter } from '../../../main/devices/meter-cjt188/sim.ts';
import { startMixedWire } from '../../../main/devices/simulators.ts';
import { isStationError } from '../../../main/shared/error-codes.ts';
import { until } from '../../support/devices.ts';
import { makeStation, requestId } from '../../support/station.ts';
import { addHouse, type HouseOptions } from '../billing/fixture.ts';

const cjt188 = (profile: object): MeterProfile => Cjt188Profile.parse({ protocol: 'cjt188', ...profile });

/** A station with one wire of CJ/T 188 meters. */
async function setUp(meters: readonly SimCjt188Meter[]) {
  const ann = makeStation({ makeDevices: (st) => createDeviceHost(st), now: Date.now });
  onTestFinished(() => ann[Symbol.asyncDispose]());
  const link = { type: 'memory' as const, name: `gas-${randomUUID()}` };
  const sim = createCjt188Sim({ meters, timers: systemTimers, answerMs: 1 });
  const wire = startMixedWire({ link, devices: [sim] });
  onTestFinished(() => wire[Symbol.asyncDispose]());
  const profile = BusProfile.parse({ answerMs: 2000, retries: 0 });
  const busId = await ann
    .as('manager')
    .devices.create({ name: '气表总线', config: { model: 'meter-bus', link, profile }, requestId: requestId() });
  await until(
    () => ann.station.devices.statuses().get(busId)?.state,
    (state) => state === 'open',
    'open',
  );
  const house = (door: string, address: string, options: HouseOptions = {}) =>
    addHouse(ann, door, {
      service: 'gas',
      baseline: 1200,
      ...options,
      meter: { protocol: 'cjt188', address, busId: busId as never, digits: 5, decimals: 3, ...options.meter },
    });
  return { ann, house };
}

test('gas meters of both orders are read over the wire into readings of cubic metres', async () => {
  const { ann, house } = await setUp([
    { address: '00002026000123', type: 0x30, diOrder: '2018', current: 123_456 },
    { address: '00002026000124', type: 0x30, diOrder: '2004', current: 9_876_543, unit: 0x29 },
    { address: '00002026000125', type: 0x30, diOrder: '2018', current: 12_345_678 },
    { address: '00002026000126', type: 0x30, diOrder: '2018', current: 123_456, fault: 'all-ff' },
  ]);
  house('1-101', '00002026000123');
  house('1-102', '00002026000124', { baseline: 98 });
  house('1-103', '00002026000125');
  house('1-104', '00002026000126');
  const result = await ann.as('reader').readings.poll({});
  expect(result).toMatchObject({ total: 4, read: 2 });
  // More digits than the register in the books has, and a meter that says FF: neither is a reading.
  expect(result.failed.map(({ meterNo, code }) => [meterNo, code])).toEqual([
    ['M1-103', 'reading.exceeds-register'],
    ['M1-104', 'device.bad-data'],
  ]);
  const stored = ann.station.db
    .prepare(
      "SELECT m.meter_no, total_milli, source FROM reading r JOIN meter m ON m.id = meter_id WHERE source = 'polled' ORDER BY m.id",
    )
    .raw()
    .all();
  expect(stored).toEqual([
    ['M1-101', 1_234_560, 'polled'],
    ['M1-102', 98_765, 'polled'],
  ]);
});

test('a meter is not read as another quantity than it is billed by', async () => {
  const { house } = await setUp([]);
  const refused = (run: () => unknown) => {
    try {
      run();
    } catch (error) {
      return isStationError(error) ? error.code : String(error);
    }
    return 'taken';
  };
  const meter = (profile: MeterProfile) => ({ meter: { profile } });
  expect(refused(() => house('2-101', '1'.padStart(14, '0'), meter(cjt188({ type: '20' }))))).toBe(
    'meter.profile-service',
  );
  const electricity = { service: 'electricity' as const, ...meter(cjt188({ type: '10' })) };
  expect(refused(() => house('2-102', '2'.padStart(14, '0'), electricity))).toBe('meter.profile-service');
  expect(refused(() => house('2-103', '3'.padStart(14, '0'), meter(cjt188({ type: '30' }))))).toBe('taken');
});
