import { expect, test } from 'vitest';
import { runDue } from '../../../main/modules/polling/index.ts';
import { requestId } from '../../support/station.ts';
import { refused } from '../billing/correction-fixture.ts';
import { at, pollingWorld, schedule, type World } from './fixture.ts';

const A = '000000000001';
const B = '000000000002';
const REASON = '表已烧毁，当月估抄';

const gaps = (world: World, show: 'open' | 'settled' | 'filled' | 'all' = 'open') =>
  world.ann.as('reader').polling.gaps({ show });
const idsOf = async (world: World, show: 'open' | 'settled' = 'open') =>
  (await gaps(world, show)).rows.map(({ gapId }) => gapId);
const counted = async (world: World) => (await world.ann.as('reader').polling.alertCounts()).gaps;
const audited = (world: World, action: string) =>
  world.ann.station.db.prepare('SELECT count(*) AS n FROM audit WHERE action = ?').get(action) as { n: number };
const settle = async (world: World, gapIds: number[], id = requestId()) =>
  world.ann.as('manager').polling.settleGaps({ gapIds, reason: REASON, requestId: id });
const look = async (world: World, time: string) => {
  world.ann.setClock(at(time));
  world.asked.length = 0;
  await runDue(world.ann.station);
};

/** Two meters that were silent in the night of the 2nd. */
async function silentNight(): Promise<World> {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: [A, B] });
  for (const meter of [A, B]) world.meters.set(meter, { isSilent: true });
  await schedule(world, 'daily');
  await look(world, '2026-03-02T00:05:00');
  return world;
}

test('gaps that will never be filled are settled together with a reason, once, and taken back', async () => {
  const world = await silentNight();
  await using ann = world.ann;
  const gapIds = await idsOf(world);
  expect([gapIds.length, await counted(world)]).toEqual([2, 2]);
  await expect(
    ann.as('reader').polling.settleGaps({ gapIds, reason: REASON, requestId: requestId() }),
  ).rejects.toMatchObject(refused('permission.denied'));
  const id = requestId();
  expect(await settle(world, gapIds, id)).toEqual({ changed: 2 });
  expect(await settle(world, gapIds, id)).toEqual({ changed: 2 });
  expect(audited(world, 'polling.settle-gaps')).toEqual({ n: 1 });
  expect(await counted(world)).toBe(0);
  expect(await gaps(world)).toMatchObject({ open: 0, total: 0 });
  expect(await gaps(world, 'filled')).toMatchObject({ total: 0 });
  expect(await gaps(world, 'settled')).toMatchObject({
    total: 2,
    rows: Array(2).fill({ state: 'settled', settledWhy: REASON, reasonCode: 'device.no-answer' }),
  });
  // Somebody else looks at an old list.
  await expect(settle(world, gapIds)).rejects.toMatchObject(refused('polling.gaps-changed'));

  const reopen = (ids: number[]) => ann.as('manager').polling.reopenGaps({ gapIds: ids, requestId: requestId() });
  expect(await reopen(gapIds.slice(0, 1))).toEqual({ changed: 1 });
  expect(await counted(world)).toBe(1);
  expect((await gaps(world)).rows).toMatchObject([{ state: 'open', settledAt: null, settledWhy: '' }]);
  expect(await settle(world, gapIds)).toEqual({ changed: 1 });
  await expect(settle(world, [999])).rejects.toMatchObject(refused('record.not-found'));
  await expect(ann.as('manager').polling.settleGaps({ gapIds, reason: ' ', requestId: requestId() })).rejects.toThrow();
});

test('the program asks for a settled night no more; what comes all the same fills it', async () => {
  const world = await silentNight();
  await using ann = world.ann;
  await settle(world, await idsOf(world));
  await look(world, '2026-03-02T02:10:00');
  expect(world.asked).toEqual([]);
  world.meters.set(A, {});
  await look(world, '2026-03-03T00:05:00');
  expect(world.asked.filter((what) => what.includes('day'))).toEqual([`${A} day 1`, `${B} day 1`]);
  expect((await gaps(world)).rows).toMatchObject([{ day: '2026-03-03', state: 'open' }]);

  const gapIds = await idsOf(world, 'settled');
  const retried = await ann.as('reader').polling.retryGaps({ gapIds, requestId: requestId() });
  expect(retried).toEqual({ asked: 2, filled: 1, isCancelled: false });
  expect((await gaps(world, 'filled')).rows).toMatchObject([{ day: '2026-03-02', settledWhy: REASON }]);
  // The one that stayed silent when a person asked is settled as it was.
  expect((await gaps(world, 'settled')).rows).toMatchObject([{ day: '2026-03-02', tries: 2 }]);
  expect(await settle(world, await idsOf(world))).toEqual({ changed: 1 });
});

test('a settled day of quarters of which more is missed is open again', async () => {
  const world = pollingWorld({ at: at('2026-03-01T23:50:00'), meters: [A] });
  await using _ = world.ann;
  world.meters.set(A, { isSilent: true });
  await schedule(world, 'interval');
  await look(world, '2026-03-02T00:01:00');
  await settle(world, await idsOf(world));
  expect(await counted(world)).toBe(0);
  await look(world, '2026-03-02T00:16:00');
  expect((await gaps(world)).rows).toMatchObject([{ kind: 'interval', missed: 2, state: 'open', settledWhy: '' }]);
});

test('a settlement that is gone is settled and not asked for every six hours', async () => {
  const world = pollingWorld({
    ...{ at: at('2026-01-20T20:00:00'), meters: ['1'] },
    house: { meter: { protocol: 'modbus' } },
  });
  await using _ = world.ann;
  await schedule(world, 'settlement', { atMinute: 60, monthDay: 1 });
  await look(world, '2026-02-02T08:00:00');
  expect((await gaps(world)).rows).toMatchObject([{ reasonCode: 'polling.no-freeze' }]);
  await settle(world, await idsOf(world));
  await look(world, '2026-02-02T15:00:00');
  expect(world.asked).toEqual([]);
  expect((await gaps(world, 'settled')).rows).toMatchObject([{ kind: 'settlement', day: '2026-02-01', tries: 1 }]);
});
