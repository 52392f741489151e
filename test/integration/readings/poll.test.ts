import { expect, test } from 'vitest';
import { createCounter } from '../../../main/devices/bus/job.ts';
import type { DeviceHost, MeterBusPort, RegisterValues } from '../../../main/devices/ports.ts';
import { pollMeters } from '../../../main/modules/readings/index.ts';
import { StationError } from '../../../main/shared/error-codes.ts';
import { milli } from '../../../main/shared/quantity.ts';
import type { LiveMessage, Station } from '../../../main/station.types.ts';
import { makeStation, type TestStation } from '../../support/station.ts';
import { addHouse, type House } from '../billing/fixture.ts';

type Answer = (address: string) => Partial<RegisterValues>;

/** A wire on which every meter answers what the test says. */
function busOf(station: Station, answer: Answer, asked: string[]): MeterBusPort {
  const statistics = createCounter();
  return {
    status: () => ({ state: 'open', problem: null, statistics }) as ReturnType<MeterBusPort['status']>,
    discover: () => Promise.resolve([]),
    control: () => Promise.reject(new Error('not asked for')),
    readStatus: () => Promise.reject(new Error('not asked for')),
    async readMeter({ address }, { signal }) {
      await Promise.resolve();
      signal?.throwIfAborted();
      asked.push(address);
      const none = { sharpMilli: null, peakMilli: null, flatMilli: null, valleyMilli: null, reverseMilli: null };
      const further = { demandMilli: null, reactiveMilli: null };
      return { totalMilli: milli(0), ...none, ...further, at: station.clock.now(), ...answer(address) };
    },
  } as Partial<MeterBusPort> as MeterBusPort;
}

function wired(answer: Answer): { ann: TestStation; houses: House[]; asked: string[] } {
  const asked: string[] = [];
  const ann = makeStation({
    at: '2026-02-01T10:00:00+08:00',
    makeDevices: (station): DeviceHost =>
      ({
        scale: () => undefined,
        meterBus: (id) => (id === 1 ? busOf(station, answer, asked) : undefined),
        smsModem: () => undefined,
        reload: () => undefined,
        statuses: () => new Map(),
        [Symbol.asyncDispose]: async () => undefined,
      }) as DeviceHost,
  });
  for (const name of ['一号线', '二号线'])
    ann.station.db
      .prepare(
        "INSERT INTO device (kind, name, model, link_json, created_at) VALUES ('meter-bus', ?, 'meter-bus', '{}', 0)",
      )
      .run(name);
  const meter = (busId: number, address: string) =>
    ({ protocol: 'dlt645-2007', busId, address, hasTou: true }) as never;
  const houses = [
    addHouse(ann, '1-101', { meter: meter(1, '000000000001') }),
    addHouse(ann, '1-102', { meter: meter(1, '000000000002') }),
    addHouse(ann, '1-103', { meter: meter(1, '000000000003') }),
    addHouse(ann, '1-104', { meter: meter(2, '000000000004') }),
  ];
  return { ann, houses, asked };
}

test('meters are read over the wire one by one; what does not answer is listed and the others go on', async () => {
  const { ann, asked } = wired((address) => {
    if (address.endsWith('2')) throw new StationError('device.no-answer' as never, {});
    const total = address.endsWith('3') ? 999 : 1180;
    return {
      totalMilli: milli(total * 1000),
      sharpMilli: milli(0),
      peakMilli: milli(total * 600),
      flatMilli: milli(0),
      valleyMilli: milli(total * 400),
    };
  });
  await using _ = ann;
  const heard: LiveMessage[] = [];
  ann.station.live.subscribe((message) => heard.push(message));
  const result = await ann.as('reader').readings.poll({});
  expect(result).toMatchObject({ total: 4, read: 2, doubtful: 1, isCancelled: false });
  expect(result.failed.map((f) => [f.meterNo, f.code])).toEqual(
    expect.arrayContaining([
      ['M1-102', 'device.no-answer'],
      ['M1-104', 'reading.bus-closed'],
    ]),
  );
  expect(asked).toEqual(['000000000001', '000000000002', '000000000003']);
  const { rows } = await ann.as('reader').readings.worklist({ month: '2026-02', service: 'electricity' });
  expect(rows.map((r) => [r.meterNo, r.present?.source, r.present?.state, r.present?.peakMilli])).toEqual([
    ['M1-101', 'polled', 'accepted', 708_000],
    ['M1-102', undefined, undefined, undefined],
    ['M1-103', 'polled', 'doubtful', 599_400],
    ['M1-104', undefined, undefined, undefined],
  ]);
  expect(heard.filter((m) => m.topic === 'progress').at(-1)).toEqual({
    topic: 'progress',
    job: 'readings.poll',
    done: 4,
    total: 4,
    state: 'done',
  });
});

test('a figure whose last digits are not the meter’s waits for review, unless the station lets it pass', async () => {
  const { ann, houses } = wired(() => ({ totalMilli: milli(1_180_000), isImprecise: true }));
  await using _ = ann;
  const meterIds = [houses[0]?.meterId ?? 0];
  expect(await ann.as('reader').readings.poll({ meterIds })).toMatchObject({ read: 1, doubtful: 1 });
  const queue = await ann.as('reader').readings.reviewQueue({ reason: 'imprecise' });
  expect(queue).toMatchObject({ matching: 1, reasons: [{ reason: 'imprecise', count: 1 }] });
  expect(queue.rows[0]?.reading).toMatchObject({ source: 'polled', totalMilli: 1_180_000, doubts: ['imprecise'] });

  const settings = { name: '城北站', kind: 'both', phone: '', address: '', lanDoor: false } as const;
  await ann.as('administrator').station.saveSettings({ ...settings, reviewWaived: ['imprecise'] });
  ann.setClock('2026-02-02T10:00:00+08:00');
  expect(await ann.as('reader').readings.poll({ meterIds })).toMatchObject({ read: 1, doubtful: 0 });
  expect((await ann.as('reader').readings.ofMeter({ meterId: meterIds[0] as never, limit: 1 }))[0]).toMatchObject({
    state: 'accepted',
    doubts: ['imprecise'],
  });
});

test('cancelling keeps what was read and asks no further meter', async () => {
  const stop = new AbortController();
  const { ann, asked } = wired(() => ({ totalMilli: milli(1_180_000) }));
  await using _ = ann;
  const result = await pollMeters(ann.station, ann.actor('reader'), {
    busId: 1,
    signal: stop.signal,
    onProgress: ({ done }) => {
      if (done === 1) stop.abort();
    },
  });
  expect(result).toMatchObject({ total: 3, read: 1, isCancelled: true, failed: [] });
  expect(asked).toEqual(['000000000001']);
});
