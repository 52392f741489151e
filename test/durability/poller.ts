import { writeSync } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import type { DeviceHost, MeterBusPort } from '../../main/devices/ports.ts';
import { createSchedule, runDue, settleInterruptedRuns } from '../../main/modules/polling/index.ts';
import { addDays, localDate, startOfLocalDate } from '../../main/shared/dates.ts';
import { milli } from '../../main/shared/quantity.ts';
import { openStation } from '../../main/station.ts';
import { requestId } from '../support/station.ts';
import { POLL_METERS, POLL_NOW, type PollerOptions, registerOf, ZONE } from './polled.ts';

/** The process that is killed while it polls: nights of many meters, and the settlement of the month. */
const { folder, isFirst } = JSON.parse(process.argv[2] ?? '') as PollerOptions;
let now = POLL_NOW;

const bus: Partial<MeterBusPort> = {
  supports: () => ({
    ...{ registers: true, power: false, state: false, frozen: true },
    ...{ demand: false, relay: false, clock: false, ownClock: false, freeze: false, discover: false },
  }),
  async readFrozen({ address }, { kind, ago }) {
    await breathe();
    const today = localDate(now, ZONE);
    const frozenAt = startOfLocalDate(kind === 'day' ? addDays(today, 1 - ago) : `${today.slice(0, 7)}-01`, ZONE);
    const totalMilli = registerOf(Number(address), frozenAt);
    const none = { sharpMilli: null, peakMilli: null, flatMilli: null, valleyMilli: null, demandMilli: null };
    const reverseMilli = milli(totalMilli + 1);
    return { totalMilli: milli(totalMilli), ...none, reverseMilli, reactiveMilli: null, at: now, frozenAt };
  },
};

await using station = openStation({
  folder,
  zone: ZONE,
  now: () => now,
  makeDevices: () =>
    ({
      ...{ scale: () => undefined, smsModem: () => undefined, reload: () => undefined, statuses: () => new Map() },
      meterBus: () => bus as MeterBusPort,
      [Symbol.asyncDispose]: async () => undefined,
    }) as DeviceHost,
});
if (isFirst) {
  now -= 4 * 86_400_000;
  station.db.exec(`
    INSERT INTO device (id, kind, name, model, link_json, created_at) VALUES (1, 'meter-bus', '1', 'meter-bus', '{}', 0);
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${POLL_METERS})
    INSERT INTO meter (id, meter_no, service, protocol, address, bus_id, installed_on, created_at)
      SELECT i, printf('%012d', i), 'electricity', 'dlt645-2007', printf('%012d', i), 1, '2020-01-01', 0 FROM n;`);
  const by = { userId: null, name: 'test', via: 'job' as const };
  const scope = { busIds: [], buildings: [], service: null, meterIds: [] };
  createSchedule(station, by, { name: 'daily', kind: 'daily', scope, requestId: requestId() });
  createSchedule(station, by, { name: 'month', kind: 'settlement', monthDay: 1, scope, requestId: requestId() });
  now = POLL_NOW;
}
settleInterruptedRuns(station);
// Not process.stdout: the line must be on its way before the next value is stored.
station.live.subscribe((message) => {
  if (message.topic === 'progress') writeSync(1, `${message.done}\n`);
});
await runDue(station);
