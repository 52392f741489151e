import { expect, test } from 'vitest';
import { runDue, settleInterruptedRuns, stopForShutdown } from '../../../main/modules/polling/index.ts';
import { localDateTime } from '../../../main/shared/dates.ts';
import { requestId } from '../../support/station.ts';
import { at, pollingWorld, schedule, type World } from './fixture.ts';

const A = '000000000001';
const B = '000000000002';
const METERS = [A, B];

const nightsOf = async (world: World, meter = 0) =>
  world.ann.as('reader').polling.daily({
    ...{ meterId: world.houses[meter]?.meterId as never, from: '2026-01-01', to: '2026-12-31' },
  });
const daysOf = async (world: World, meter = 0) =>
  (await nightsOf(world, meter)).map(({ day, isFrozen }) => `${day} ${isFrozen ? 'frozen' : 'present'}`);
const gapsOf = async (world: World, more: object = {}) =>
  (await world.ann.as('reader').polling.gaps(more)).rows.map(
    ({ meterNo, day, reasonCode, tries }) => `${meterNo} ${day} ${reasonCode} ${tries}`,
  );
const nightsAsked = (world: World) => world.asked.filter((what) => what.includes('day'));

test('a night is read once its minute has come: the frozen values, with the instant they were frozen at', async () => {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: METERS });
  await using ann = world.ann;
  await schedule(world, 'daily', { atMinute: 30 });
  ann.setClock(at('2026-03-02T00:29:00'));
  await runDue(ann.station);
  expect(world.asked).toEqual([]);
  ann.setClock(at('2026-03-02T00:30:10'));
  await runDue(ann.station);
  expect(nightsAsked(world).toSorted()).toEqual([`${A} day 1`, `${B} day 1`]);
  await runDue(ann.station);
  expect(nightsAsked(world).length).toBe(2);
  const [night] = await nightsOf(world);
  expect(localDateTime(night?.readAt ?? 0, 'Asia/Shanghai')).toBe('2026-03-02 00:00:00');
  expect(night?.totalMilli).toBe(world.totalOf(A, Date.parse(at('2026-03-02T00:00:00'))));
  const [run] = await ann.as('reader').polling.runs();
  expect(run).toMatchObject({ cause: 'due', state: 'done', wanted: 2, got: 2 });
});

test('daily freezes flood neither the readings nor the review', async () => {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: METERS });
  await using ann = world.ann;
  await schedule(world, 'daily');
  for (const day of ['02', '03', '04', '05']) {
    ann.setClock(at(`2026-03-${day}T00:05:00`));
    await runDue(ann.station);
  }
  expect((await nightsOf(world)).length).toBe(4);
  const meterId = world.houses[0]?.meterId as never;
  expect((await ann.as('reader').readings.ofMeter({ meterId })).map(({ role }) => role)).toEqual(['baseline']);
  expect((await ann.as('manager').readings.reviewQueue({})).waiting).toBe(0);
});

test('after five days off every night is caught up from the meter, the newest first', async () => {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: [A] });
  await using ann = world.ann;
  await schedule(world, 'daily', { atMinute: 30 });
  ann.setClock(at('2026-03-06T09:00:00'));
  await runDue(ann.station);
  expect(nightsAsked(world)).toEqual([1, 2, 3, 4, 5].map((ago) => `${A} day ${ago}`));
  expect((await nightsOf(world)).map(({ day, totalMilli, usageMilli }) => ({ day, totalMilli, usageMilli }))).toEqual(
    ['02', '03', '04', '05', '06'].map((day, i) => ({
      day: `2026-03-${day}`,
      totalMilli: world.totalOf(A, Date.parse(at(`2026-03-${day}T00:00:00`))),
      usageMilli: i === 0 ? null : 24_000,
    })),
  );
  expect(await gapsOf(world)).toEqual([]);
});

test('what a meter has not kept stays a gap with its reason; of tonight it shows what it shows now', async () => {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: METERS });
  await using ann = world.ann;
  world.meters.set(A, { lost: new Set(['2026-03-03']) });
  world.meters.set(B, { keepsNothing: true });
  await schedule(world, 'daily');
  ann.setClock(at('2026-03-04T08:00:00'));
  await runDue(ann.station);
  expect(await daysOf(world, 0)).toEqual(['2026-03-02 frozen', '2026-03-04 frozen']);
  expect(await daysOf(world, 1)).toEqual(['2026-03-04 present']);
  expect(await gapsOf(world)).toEqual([
    'M1-101 2026-03-03 device.meter-no-data 1',
    'M2-102 2026-03-03 device.meter-no-data 1',
    'M2-102 2026-03-02 device.meter-no-data 1',
  ]);
});

test('a freeze of another night than asked for is not stored as this one', async () => {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: [A] });
  await using ann = world.ann;
  world.meters.set(A, { frozenDaysOff: -1 });
  await schedule(world, 'daily');
  ann.setClock(at('2026-03-03T00:10:00'));
  await runDue(ann.station);
  expect(await daysOf(world)).toEqual(['2026-03-03 present']);
  expect(await gapsOf(world)).toEqual(['M1-101 2026-03-02 polling.other-night 1']);
});

test('a silent meter is waited for once a poll, caught up when it is back, and its alert ends', async () => {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: METERS });
  await using ann = world.ann;
  world.meters.set(A, { isSilent: true });
  await schedule(world, 'daily');
  for (const day of ['02', '03', '04']) {
    ann.setClock(at(`2026-03-${day}T00:05:00`));
    world.asked.length = 0;
    await runDue(ann.station);
    expect(world.asked.filter((what) => what.startsWith(A)).length).toBe(1);
  }
  expect(await gapsOf(world)).toEqual([
    'M1-101 2026-03-04 device.no-answer 1',
    'M1-101 2026-03-03 device.no-answer 2',
    'M1-101 2026-03-02 device.no-answer 3',
  ]);
  const alerts = async () => (await ann.as('reader').polling.alerts({})).rows;
  expect(await alerts()).toMatchObject([{ kind: 'silent', state: 'open', valueMilli: 3000, limitMilli: 3000 }]);
  world.meters.set(A, {});
  ann.setClock(at('2026-03-05T00:05:00'));
  await runDue(ann.station);
  expect((await nightsOf(world)).length).toBe(4);
  expect(await gapsOf(world)).toEqual([]);
  expect(await alerts()).toEqual([]);
  expect((await gapsOf(world, { show: 'filled' })).length).toBe(3);
});

test('a meter that was not heard at night is asked again every hour of that day, and then not before the next night', async () => {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: METERS });
  await using ann = world.ann;
  world.meters.set(A, { isSilent: true });
  world.meters.set(B, { keepsNothing: true, lost: new Set() });
  await schedule(world, 'daily');
  const look = async (time: string) => {
    ann.setClock(at(`2026-03-02T${time}`));
    world.asked.length = 0;
    await runDue(ann.station);
    return nightsAsked(world);
  };
  await look('00:05:00');
  expect(await look('00:50:00')).toEqual([]);
  expect(await look('01:06:00')).toEqual([`${A} day 1`]);
  world.meters.set(A, {});
  expect(await look('02:07:00')).toEqual([`${A} day 1`]);
  expect(await look('03:08:00')).toEqual([]);
  expect(await daysOf(world)).toEqual(['2026-03-02 frozen']);
});

test('a person asks for gaps again, and what is filled is not asked for a second time', async () => {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: METERS });
  await using ann = world.ann;
  world.meters.set(A, { isSilent: true });
  await schedule(world, 'daily');
  ann.setClock(at('2026-03-02T00:05:00'));
  await runDue(ann.station);
  const gapIds = (await ann.as('reader').polling.gaps({})).rows.map(({ gapId }) => gapId);
  world.meters.set(A, {});
  const retry = () => ann.as('reader').polling.retryGaps({ gapIds, requestId: requestId() });
  expect(await retry()).toEqual({ asked: 1, filled: 1, isCancelled: false });
  expect((await nightsOf(world)).length).toBe(1);
  await expect(retry()).rejects.toThrow('polling.nothing-to-retry');
});

test('cancelling keeps what was read and says so of the rest; the schedule goes on with the next night', async () => {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: [A, '000000000009', '000000000003'] });
  await using ann = world.ann;
  const scheduleId = await schedule(world, 'daily');
  ann.setClock(at('2026-03-02T00:05:00'));
  world.onAsk = (what) => what.startsWith('000000000003') && ann.as('reader').polling.cancel({ scheduleId });
  await runDue(ann.station);
  expect(await gapsOf(world)).toContain('M1-103 2026-03-02 polling.cancelled 1');
  expect((await nightsOf(world)).length).toBe(1);
  expect((await ann.as('reader').polling.runs())[0]?.state).toBe('cancelled');
  world.onAsk = () => undefined;
  world.asked.length = 0;
  await runDue(ann.station);
  expect(world.asked).toEqual([]);
  ann.setClock(at('2026-03-03T00:05:00'));
  await runDue(ann.station);
  expect(await gapsOf(world)).toEqual([]);
});

test('a program that ends in mid poll goes on with what is missing when it starts again', async () => {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: [A, '000000000009', '000000000003'] });
  await using ann = world.ann;
  await schedule(world, 'daily');
  ann.setClock(at('2026-03-02T00:05:00'));
  world.onAsk = (what) => what.startsWith('000000000003') && stopForShutdown(ann.station);
  await runDue(ann.station);
  expect((await ann.as('reader').polling.runs()).map(({ state }) => state)).toEqual(['interrupted']);
  expect(await gapsOf(world)).toEqual([]);
  world.onAsk = () => undefined;
  world.asked.length = 0;
  settleInterruptedRuns(ann.station);
  await runDue(ann.station);
  expect(nightsAsked(world)).toContain('000000000003 day 1');
  expect(nightsAsked(world)).not.toContain(`${A} day 1`);
  for (const meter of [0, 1, 2]) expect((await nightsOf(world, meter)).length).toBe(1);
});

test('nights before a schedule was made, or while it was off, are not missing', async () => {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: [A] });
  await using ann = world.ann;
  const scheduleId = await schedule(world, 'daily');
  const turn = async (isEnabled: boolean) => {
    const [row] = await ann.as('manager').polling.schedules();
    await ann.as('manager').polling.enable({ scheduleId, version: row?.version ?? 0, isEnabled });
  };
  await turn(false);
  ann.setClock(at('2026-03-05T12:00:00'));
  await runDue(ann.station);
  await turn(true);
  await runDue(ann.station);
  expect(world.asked).toEqual([]);
  ann.setClock(at('2026-03-06T00:05:00'));
  await runDue(ann.station);
  expect(await daysOf(world)).toEqual(['2026-03-06 frozen']);
});

test('a clock that stood in another year and is set right does not silence a schedule', async () => {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: [A] });
  await using ann = world.ann;
  await schedule(world, 'daily');
  ann.setClock(at('2030-01-01T12:00:00'));
  await runDue(ann.station);
  ann.setClock(at('2026-03-02T12:00:00'));
  await runDue(ann.station);
  ann.setClock(at('2026-03-03T00:05:00'));
  await runDue(ann.station);
  expect(await daysOf(world)).toContain('2026-03-03 frozen');
});

test('a settlement freeze becomes the reading of the month it closes, once', async () => {
  const world = pollingWorld({ at: at('2026-02-20T20:00:00'), meters: METERS });
  await using ann = world.ann;
  await schedule(world, 'settlement', { atMinute: 60 });
  ann.setClock(at('2026-03-01T01:00:30'));
  await runDue(ann.station);
  await runDue(ann.station);
  expect(world.asked.toSorted()).toEqual([`${A} settlement 1`, `${B} settlement 1`]);
  const { rows } = await ann.as('reader').readings.worklist({ month: '2026-02', service: 'electricity' });
  const midnight = Date.parse(at('2026-03-01T00:00:00'));
  expect(rows.map(({ present }) => [present?.readAt, present?.totalMilli, present?.source])).toEqual(
    METERS.map((address) => [midnight - 1, world.totalOf(address, midnight), 'polled']),
  );
});

test('missed settlements are caught up; a meter that settles on another day gives its night of that day', async () => {
  const world = pollingWorld({ at: at('2026-02-20T20:00:00'), meters: METERS });
  await using ann = world.ann;
  world.meters.set(B, { settlesOn: 25 });
  await schedule(world, 'settlement', { atMinute: 60 });
  ann.setClock(at('2026-04-02T10:00:00'));
  await runDue(ann.station);
  const closings = { '2026-02': '2026-03-01', '2026-03': '2026-04-01' };
  for (const [month, day] of Object.entries(closings)) {
    const { rows } = await ann.as('reader').readings.worklist({ month, service: 'electricity' });
    const closedAt = Date.parse(at(`${day}T00:00:00`));
    expect(rows.map(({ present }) => [present?.totalMilli, present?.state])).toEqual(
      METERS.map((address) => [world.totalOf(address, closedAt), 'accepted']),
    );
  }
});
