import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runDue, seedQuarters, tidyHistory } from '../../../main/modules/polling/index.ts';
import { at, pollingWorld, schedule, type World } from './fixture.ts';

const A = '000000000001';
const B = '000000000002';
const HALF_MINUTE_MS = 30_000;
const QUARTER_MS = 900_000;

/** Lets the job look at every quarter of a span, half a minute into it. */
async function quarters(world: World, from: string, count: number, isOff: (i: number) => boolean = () => false) {
  for (let i = 0; i < count; i++) {
    world.ann.setClock(new Date(Date.parse(at(from)) + i * QUARTER_MS + HALF_MINUTE_MS).toISOString());
    if (!isOff(i)) await runDue(world.ann.station);
  }
}

const curve = (world: World, of: object, on = '2026-03-02', span: 'day' | 'week' | 'month' = 'day') =>
  world.ann.as('reader').polling.load({ of: of as never, span, on });
const meter = (world: World, i = 0) => ({ kind: 'meter', meterId: world.houses[i]?.meterId });

test('a quarter is read once; power is the average between two readings, and places are the sum of their meters', async () => {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: [A, B] });
  await using ann = world.ann;
  world.meters.set(A, { wattsOf: () => 2000 });
  world.meters.set(B, { wattsOf: () => 500 });
  await schedule(world, 'interval');
  await quarters(world, '2026-03-02T00:00:00', 9);
  await runDue(ann.station);
  expect(world.asked.filter((what) => what === `${A} present`).length).toBe(9);
  const one = await curve(world, meter(world));
  expect(one.points.map(({ powerMilli }) => powerMilli)).toEqual(new Array(8).fill(2000));
  const all = await curve(world, { kind: 'station' });
  expect(all.points.map(({ powerMilli, meters }) => [powerMilli, meters])).toEqual(new Array(8).fill([2500, 2]));
  expect((await curve(world, { kind: 'bus', busId: 2 })).max?.powerMilli).toBe(500);
  expect((await curve(world, { kind: 'building', building: '1' })).energyMilli).toBe(4000);
  expect(all.rows).toMatchObject([1, 2].map(() => ({ energyMilli: 2500, known: 4, expected: 4 })));
  const week = await curve(world, { kind: 'station' }, '2026-03-05', 'week');
  expect(week.rows).toMatchObject([{ energyMilli: 5000, known: 8, expected: 8 }]);
});

test('a quarter that comes twice counts once, also where the clock of the computer is set back', async () => {
  const world = pollingWorld({ at: at('2026-03-01T23:50:00'), meters: [A, B] });
  await using _ = world.ann;
  world.meters.set(A, { wattsOf: () => 2000 });
  world.meters.set(B, { wattsOf: () => 500 });
  await schedule(world, 'interval');
  await quarters(world, '2026-03-02T00:00:00', 6);
  const before = await curve(world, { kind: 'station' });
  // What they would say to the quarters that come again must not count.
  world.meters.set(A, { wattsOf: () => 9000 });
  await quarters(world, '2026-03-02T00:30:00', 3);
  world.meters.set(A, { wattsOf: () => 2000 });
  await quarters(world, '2026-03-02T01:15:00', 1);
  expect((await curve(world, { kind: 'station' })).points).toEqual(before.points);
  await quarters(world, '2026-03-02T01:30:00', 3);
  const after = await curve(world, { kind: 'station' });
  expect(after.points.map(({ powerMilli, meters }) => [powerMilli, meters])).toEqual(new Array(8).fill([2500, 2]));
  expect((await world.ann.as('reader').polling.gaps({})).rows).toEqual([]);
});

test('in whatever order and however often quarters come in, the curves are the same', () => {
  const slots = Array.from({ length: 8 }, (_, i) => Date.parse(at('2026-03-02T00:00:00')) / QUARTER_MS + i);
  const loads = (order: readonly { meter: number; i: number }[]) => {
    using world = seeded(order);
    return world.rows;
  };
  const all = [0, 1].flatMap((meter) => slots.map((_, i) => ({ meter, i })));
  const inOrder = loads(all);
  expect(inOrder.length).toBeGreaterThan(slots.length);
  fc.assert(
    fc.property(
      fc.shuffledSubarray(all, { minLength: all.length }),
      fc.array(fc.constantFrom(...all)),
      (order, again) => {
        expect(loads([...order, ...again])).toEqual(inOrder);
      },
    ),
    { numRuns: 8 },
  );

  function seeded(order: readonly { meter: number; i: number }[]) {
    const { ann, houses } = pollingWorld({ at: at('2026-03-02T20:00:00'), meters: [A, B] });
    seedQuarters(
      ann.station,
      { userId: null, name: 'test', via: 'job' },
      order.map(({ meter, i }) => ({
        ...{ meterId: houses[meter]?.meterId ?? 0, slot: slots[i] ?? 0, offsetS: (i * 37) % 900 },
        // One runs backwards in between, as a register that was set back.
        totalMilli: 1_000_000 + (meter === 1 && i === 4 ? 10 : i * (meter + 1) * 250),
      })),
    );
    const rows = ann.station.db.prepare('SELECT * FROM interval_load ORDER BY scope, slot').all();
    return { rows, [Symbol.dispose]: () => void ann[Symbol.asyncDispose]() };
  }
});

test('the multiplier of current transformers counts', async () => {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: [A], house: { meter: { multiplier: 40 } } });
  await using _ = world.ann;
  await schedule(world, 'interval');
  await quarters(world, '2026-03-02T00:00:00', 3);
  expect((await curve(world, meter(world))).max?.powerMilli).toBe(40_000);
});

test('quarters without an answer, and those the program slept through, are gaps in the curve and are counted', async () => {
  const world = pollingWorld({ at: at('2026-03-01T23:50:00'), meters: [A] });
  await using ann = world.ann;
  await schedule(world, 'interval');
  await quarters(world, '2026-03-02T00:00:00', 4);
  world.meters.set(A, { isSilent: true });
  await quarters(world, '2026-03-02T01:00:00', 2);
  world.meters.set(A, {});
  await quarters(world, '2026-03-02T01:30:00', 10, (i) => i >= 2 && i < 7);
  const { points } = await curve(world, meter(world));
  expect(points.map(({ powerMilli }) => powerMilli !== null)).toEqual(
    [...'111000100000011'].map((mark) => mark === '1').slice(0, points.length),
  );
  const { rows } = await ann.as('reader').polling.gaps({ kind: 'interval' });
  expect(rows).toMatchObject([{ day: '2026-03-02', missed: 7, canRetry: false }]);
});

test('days that are over are packed, and what is read of them stays the same', async () => {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: [A, B] });
  await using ann = world.ann;
  world.meters.set(A, { wattsOf: (moment) => 1000 + (moment % 7) * 100 });
  await schedule(world, 'interval');
  await quarters(world, '2026-03-02T00:00:00', 120);
  const before = await curve(world, meter(world), '2026-03-02', 'week');
  expect(before.points.filter(({ powerMilli }) => powerMilli !== null).length).toBe(119);
  ann.setClock(at('2026-03-04T12:00:00'));
  await tidyHistory(ann.station, new AbortController().signal);
  const count = (table: string) => ann.station.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  expect([count('interval_reading'), count('interval_day')]).toEqual([0, 4]);
  const after = await curve(world, meter(world), '2026-03-02', 'week');
  expect(after.points.slice(0, 119)).toEqual(before.points.slice(0, 119));
  expect(() => ann.station.db.exec("UPDATE interval_day SET body = x''")).toThrow('frozen');
  expect(() => ann.station.db.exec('DELETE FROM interval_day')).toThrow('kept');
});

test('history older than the station keeps is removed, the rest is not', async () => {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: [A] });
  await using ann = world.ann;
  await schedule(world, 'interval');
  await schedule(world, 'daily');
  await quarters(world, '2026-03-02T00:00:00', 100);
  const manager = ann.as('manager');
  await manager.polling.savePolicy({ ...(await manager.polling.policy()), keepMonths: 1 });
  await quarters(world, '2026-04-02T00:00:00', 3);
  ann.setClock(at('2026-04-03T12:00:00'));
  await tidyHistory(ann.station, new AbortController().signal);
  const first = ann.station.db.prepare('SELECT min(day) FROM daily_reading').pluck().get();
  expect(first).toBe('2026-03-03');
  const days = ann.station.db.prepare('SELECT min(day * 96 * 900) FROM interval_day').pluck().get() as number;
  expect(new Date(days * 1000).toISOString().slice(0, 10)).toBe('2026-03-02');
  expect((await curve(world, meter(world), '2026-04-02')).points.filter((p) => p.powerMilli !== null).length).toBe(2);
});

test('a night that takes long lets the quarters of an hour pass between two meters', async () => {
  const others = ['000000000009', '000000000003', '000000000008', '000000000005'];
  const world = pollingWorld({ at: at('2026-03-01T23:58:00'), meters: [A, ...others] });
  await using ann = world.ann;
  await schedule(world, 'daily', { atMinute: 5 });
  await schedule(world, 'interval');
  ann.setClock(at('2026-03-02T00:00:10'));
  await runDue(ann.station);
  world.asked.length = 0;
  let quarter: Promise<void> | undefined;
  world.onAsk = (what) => {
    if (quarter || !what.includes('day')) return;
    ann.setClock(at('2026-03-02T00:15:10'));
    quarter = runDue(ann.station);
  };
  ann.setClock(at('2026-03-02T00:05:10'));
  await runDue(ann.station);
  await quarter;
  const firstBus = world.asked.filter((what) => /^0+[135] (day|present)/.test(what)).map((what) => what.slice(11));
  expect(firstBus).toEqual(['1 day 1', '1 present', '3 present', '5 present', '3 day 1', '5 day 1']);
});

test('live power is asked while somebody looks, and windows on one meter share an answer', async () => {
  const world = pollingWorld({ at: at('2026-03-02T10:00:00'), meters: [A], house: { meter: { multiplier: 2 } } });
  await using ann = world.ann;
  const look = () => ann.as('reader').polling.livePower({ meterId: world.houses[0]?.meterId as never });
  expect((await Promise.all([look(), look()])).map(({ powerMilli }) => powerMilli)).toEqual([2000, 2000]);
  expect(world.asked.length).toBe(1);
  ann.advance(3000);
  expect((await look()).phases[0]).toEqual({ voltageMilli: 220_000, currentMilli: 4500, powerMilli: 2000 });
  expect(world.asked.length).toBe(2);
  ann.advance(60_000);
  expect(world.asked.length).toBe(2);
});
