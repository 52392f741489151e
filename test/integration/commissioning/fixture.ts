import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { BusProfile, type DeviceConfig } from '../../../main/devices/config.schema.ts';
import { createDeviceHost } from '../../../main/devices/host.ts';
import type { SimMeter } from '../../../main/devices/meter-dlt645/sim.ts';
import type { DeviceId } from '../../../main/shared/ids.ts';
import { startMeterSim, until } from '../../support/devices.ts';
import { makeStation } from '../../support/station.ts';
import { newRequest } from '../billing/fixture.ts';

export const METERS: readonly SimMeter[] = [
  { address: '000012345678', registers: { totalMilli: 98_765_430 } },
  { address: '202611220001', registers: { totalMilli: 500_000 } },
];
export const DAY = '2026-11-26';

/** A station at ten in the morning with one bus and simulated meters on it, none of them registered. */
export async function stationWithBus(meters = METERS) {
  const link = { type: 'memory' as const, name: `commissioning-${randomUUID()}` };
  const config: DeviceConfig = { model: 'meter-bus', link, profile: BusProfile.parse({ answerMs: 200, retries: 0 }) };
  const ann = makeStation({ makeDevices: (st) => createDeviceHost(st), at: `${DAY}T10:00:00+08:00` });
  onTestFinished(() => ann[Symbol.asyncDispose]());
  const now = () => ann.station.clock.now();
  const sim = startMeterSim({ link, meters, now });
  onTestFinished(() => sim[Symbol.asyncDispose]());
  const busId = await ann.as('manager').devices.create({ name: '1 号楼', config, requestId: newRequest() });
  await until(
    () => ann.station.devices.statuses().get(busId)?.state,
    (state) => state === 'open',
    'open',
  );
  return { ann, busId, config, sim };
}

export function found(address: string, more: object = {}) {
  return {
    meterNo: address,
    service: 'electricity' as const,
    protocol: 'dlt645-2007' as const,
    address,
    line: null,
    digits: 6,
    decimals: 2,
    accountId: null,
    baseline: null,
    ...more,
  };
}

export const register = (busId: DeviceId, meters: ReturnType<typeof found>[], requestId = newRequest()) => ({
  busId,
  fromOn: DAY,
  meters,
  requestId,
});
