import { expect, test } from 'vitest';
import type { DeviceLink } from '../../../main/devices/config.schema.ts';
import { createDeviceHost } from '../../../main/devices/host.ts';
import { createSimLoad } from '../../../main/devices/simulators.ts';
import { createDevice } from '../../../main/modules/devices/index.ts';
import { runDue } from '../../../main/modules/polling/index.ts';
import { makePtyPair, noSocat, serialLink, startMeterSim } from '../../support/devices.ts';
import { makeStation, requestId } from '../../support/station.ts';
import { addHouse } from '../billing/fixture.ts';

const ADDRESSES = ['202611260001', '202611260002', '202611260003'];
const EVERYBODY = { busIds: [], buildings: [], service: null, meterIds: [] };
const at = (text: string) => Date.parse(`${text}+08:00`);
/** A DL/T 645 register shows hundredths of a kWh. */
const shown = (milli: number) => Math.floor(milli / 10) * 10;

const DRIFT_MS = 7 * 60_000;

async function pollOver(near: DeviceLink, far: DeviceLink): Promise<void> {
  let now = at('2026-10-30T20:00:00');
  const loads = ADDRESSES.map((seed) => createSimLoad({ seed }));
  const meters = ADDRESSES.map((address, i) => ({
    ...{ address, load: loads[i], registers: (moment: number) => loads[i]?.registersAt(moment) ?? { totalMilli: 0 } },
    ...(i === 1 && { driftMs: DRIFT_MS, isBatteryLow: true }),
  }));
  await using sim = startMeterSim({ link: far, meters: meters as never, answerMs: 1, now: () => now });
  await using ann = makeStation({ now: () => now, makeDevices: createDeviceHost });
  const { station } = ann;
  const busId = createDevice(station, ann.actor('manager'), {
    ...{ name: '1 号楼', isEnabled: true, requestId: requestId() },
    config: { model: 'meter-bus', link: near, profile: { answerMs: 400, retries: 1 } },
  });
  station.devices.reload();
  const houses = ADDRESSES.map((address, i) =>
    addHouse(ann, `1-10${i + 1}`, { baseline: 0, meter: { protocol: 'dlt645-2007', busId, address } }),
  );
  for (const [kind, more] of Object.entries({ daily: {}, settlement: { monthDay: 1 }, interval: {} }))
    await ann
      .as('manager')
      .polling.create({ name: kind, kind: kind as never, scope: EVERYBODY, requestId: requestId(), ...more });

  // Two nights later one meter is silent; the next morning it is back.
  sim.meter(ADDRESSES[2] ?? '').fault = 'silent';
  now = at('2026-11-02T00:15:05');
  await runDue(station);
  const gaps = async () =>
    (await ann.as('reader').polling.gaps({})).rows.map(({ meterNo, kind, day }) => `${meterNo} ${kind} ${day}`);
  expect((await gaps()).filter((gap) => !gap.includes('interval'))).toEqual([
    'M1-103 daily 2026-11-02',
    'M1-103 daily 2026-11-01',
    'M1-103 settlement 2026-11-01',
    'M1-103 daily 2026-10-31',
  ]);
  sim.meter(ADDRESSES[2] ?? '').fault = undefined;
  // A wire opened anew forgets whom it did not wait for any more.
  for (const isEnabled of [false, true]) {
    const [bus] = await ann.as('manager').devices.list();
    await ann.as('manager').devices.enable({ deviceId: busId, version: bus?.version ?? 0, isEnabled });
  }
  now = at('2026-11-03T00:15:05');
  await runDue(station);
  now = at('2026-11-03T00:30:05');
  await runDue(station);
  const { rows } = await ann.as('reader').polling.gaps({ kind: 'daily' });
  expect(rows).toEqual([]);
  // A meter freezes when its own clock shows midnight.
  const frozen = (i: number, day: string) =>
    shown(loads[i]?.registersAt(at(`${day}T00:00:00`) - (i === 1 ? DRIFT_MS : 0)).totalMilli ?? 0);
  const days = ['2026-10-31', '2026-11-01', '2026-11-02', '2026-11-03'];
  for (const [i, { meterId }] of houses.entries()) {
    const nights = await ann.as('reader').polling.daily({ meterId, from: '2026-10-01', to: '2026-12-01' });
    expect(nights.map(({ day, totalMilli, isFrozen }) => [day, totalMilli, isFrozen])).toEqual(
      days.map((day) => [day, frozen(i, day), true]),
    );
    const month = { month: '2026-10', service: 'electricity' } as const;
    const listed = (await ann.as('reader').readings.worklist(month)).rows.find((row) => row.meterId === meterId);
    expect(listed?.present?.totalMilli).toBe(shown(loads[i]?.registersAt(at('2026-11-01T00:00:00')).totalMilli ?? 0));
  }
  const alerts = (await ann.as('reader').polling.alerts({})).rows.map(({ meterNo, kind }) => `${meterNo} ${kind}`);
  expect(alerts.toSorted()).toEqual(['M1-102 battery', 'M1-102 clock']);
  const meterId = houses[0]?.meterId as never;
  const curve = await ann.as('reader').polling.load({ of: { kind: 'meter', meterId }, span: 'day', on: '2026-11-03' });
  expect(curve.points.filter(({ powerMilli }) => powerMilli !== null).length).toBe(1);
  const live = await ann.as('reader').polling.livePower({ meterId });
  expect(live.phases[0]?.voltageMilli).toBe(loads[0]?.liveAt(now).voltageMilli[0]);
  expect(ann.bugs).toEqual([]);
}

test('a month turn is polled from simulated meters over a link in memory', () =>
  pollOver({ type: 'memory', name: 'polling' }, { type: 'memory', name: 'polling' }));

test.skipIf(noSocat)('and over a pair of ports', async () => {
  await using pair = await makePtyPair();
  await pollOver(serialLink(pair.near), serialLink(pair.far));
});
