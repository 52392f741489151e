import { expect, test } from 'vitest';
import { runDue } from '../../../main/modules/polling/index.ts';
import { localDateTime } from '../../../main/shared/dates.ts';
import { addTariff, BY_YEAR, read } from '../billing/fixture.ts';
import { at, pollingWorld, schedule, type World } from './fixture.ts';

const DLT = '000000000001';
const MODBUS = { tariffCode: 'T', meter: { protocol: 'modbus' as const } };

async function settledWorld(more: {
  from: string;
  meters?: string[];
  isModbus?: boolean;
  openedOn?: string;
  baseline?: number | null;
  monthDay?: number;
}): Promise<World> {
  const {
    from,
    isModbus = true,
    meters = [isModbus ? '1' : DLT],
    openedOn = '2026-01-01',
    baseline = 1000,
    monthDay = 1,
  } = more;
  const house = { ...(isModbus ? MODBUS : { tariffCode: 'T' }), openedOn, baseline };
  const world = pollingWorld({ at: at(from), meters, house });
  await addTariff(world.ann, 'T', BY_YEAR);
  await schedule(world, 'settlement', { atMinute: 60, monthDay });
  return world;
}
const look = async (world: World, time: string) => {
  world.ann.setClock(at(time));
  await runDue(world.ann.station);
};
const history = async (world: World, meter = 0) =>
  (await world.ann.as('manager').readings.history({ meterId: world.houses[meter]?.meterId as never })).map((row) => {
    const [stands, taken] = [row.readAt, row.takenAt].map((ms) => ms && localDateTime(ms, 'Asia/Shanghai'));
    return `${row.role} ${stands}${taken ? ` taken ${taken}` : ''} ${row.state}`;
  });
const preview = (world: World, month: string) =>
  world.ann.as('manager').billing.preview({ month, service: 'electricity' });
const gaps = async (world: World) =>
  (await world.ann.as('reader').polling.gaps({})).rows.map(
    ({ kind, day, reasonCode }) => `${kind} ${day} ${reasonCode}`,
  );
const used = (world: World, from: string, to: string) => {
  const [a, b] = [from, to].map((time) => world.totalOf('1', Date.parse(at(time))));
  return (b ?? 0) - (a ?? 0);
};

test('a meter without freezes is read in the minutes before midnight, once, and billed in the month that ends', async () => {
  const world = await settledWorld({ from: '2026-01-20T20:00:00' });
  await using _ = world.ann;
  await look(world, '2026-01-31T23:49:50');
  expect(world.asked).toEqual([]);
  await look(world, '2026-01-31T23:50:05');
  await look(world, '2026-01-31T23:50:20');
  await look(world, '2026-02-01T01:00:05');
  expect(world.asked).toEqual(['1 present']);
  expect(await history(world)).toEqual(['usage 2026-01-31 23:50:05 accepted', 'baseline 2026-01-01 09:00:00 accepted']);
  expect(await preview(world, '2026-01')).toMatchObject({
    bills: 1,
    quantityMilli: world.totalOf('1', Date.parse(at('2026-01-31T23:50:05'))) - 1_000_000,
    exceptions: [],
  });
  expect(await preview(world, '2026-02')).toMatchObject({ bills: 0 });
  expect(await gaps(world)).toEqual([]);
});

test('missed before midnight, it is read on the settlement day: the reading stands at the settlement and keeps its true time', async () => {
  const world = await settledWorld({ from: '2026-01-20T20:00:00' });
  await using ann = world.ann;
  await look(world, '2026-02-01T08:31:00');
  expect(await history(world)).toEqual([
    'usage 2026-01-31 23:59:59 taken 2026-02-01 08:31:00 accepted',
    'baseline 2026-01-01 09:00:00 accepted',
  ]);
  const january = await preview(world, '2026-01');
  expect(january).toMatchObject({ bills: 1, exceptions: [] });
  expect(january.quantityMilli).toBe(world.totalOf('1', Date.parse(at('2026-02-01T08:31:00'))) - 1_000_000);
  expect(await preview(world, '2026-02')).toMatchObject({ bills: 0 });
  expect(() => ann.station.db.exec('UPDATE reading SET taken_at = NULL')).toThrow('new reading');
});

test('one that did not answer before midnight is a gap until it is read on the day; the next day nothing is made up', async () => {
  const world = await settledWorld({ from: '2026-01-20T20:00:00', meters: ['1', '2'] });
  await using _ = world.ann;
  for (const meter of ['1', '2']) world.meters.set(meter, { isSilent: true });
  await look(world, '2026-01-31T23:52:00');
  await look(world, '2026-01-31T23:52:15');
  expect(world.asked.length).toBe(2);
  expect(await gaps(world)).toEqual(Array(2).fill('settlement 2026-02-01 device.no-answer'));
  world.meters.set('1', {});
  await look(world, '2026-02-01T01:00:30');
  expect((await history(world, 0))[0]).toBe('usage 2026-01-31 23:59:59 taken 2026-02-01 01:00:30 accepted');
  world.meters.set('2', {});
  await look(world, '2026-02-02T08:00:00');
  expect((await history(world, 1)).length).toBe(1);
  expect(await gaps(world)).toEqual(['settlement 2026-02-01 polling.no-freeze']);
  expect((await preview(world, '2026-01')).exceptions.map(({ reason }) => reason)).toEqual(['baseline-only']);
});

test('what it shows now is no settlement where somebody has read it since midnight', async () => {
  const world = await settledWorld({ from: '2026-01-20T20:00:00' });
  await using ann = world.ann;
  const [house] = world.houses;
  if (!house) throw new Error('no house');
  await read(ann, house, '2026-02-01T07:00:00', 1700);
  await look(world, '2026-02-01T08:31:00');
  expect((await history(world)).length).toBe(2);
  expect(await gaps(world)).toEqual(['settlement 2026-02-01 polling.read-since']);
});

test('a freeze some seconds after midnight is billed in the month it closes', async () => {
  const world = await settledWorld({ from: '2026-01-20T20:00:00', isModbus: false });
  await using _ = world.ann;
  world.meters.set(DLT, { frozenLateMs: 40_000 });
  await look(world, '2026-02-01T01:00:30');
  expect((await history(world))[0]).toBe('usage 2026-01-31 23:59:59 taken 2026-02-01 00:00:40 accepted');
  expect(await preview(world, '2026-01')).toMatchObject({ bills: 1 });
});

test('a freeze of the settlement comes although somebody read the meter that morning, and waits as out of order', async () => {
  const world = await settledWorld({ from: '2026-01-20T20:00:00', isModbus: false });
  await using ann = world.ann;
  const [house] = world.houses;
  if (!house) throw new Error('no house');
  await read(ann, house, '2026-02-01T09:00:00', 1800);
  await look(world, '2026-02-01T09:30:00');
  expect((await ann.as('manager').readings.reviewQueue({})).rows.map(({ reading }) => reading.doubts)).toEqual([
    ['out-of-order'],
  ]);
  expect((await preview(world, '2026-01')).exceptions.map(({ reason }) => reason)).toEqual(['doubtful-reading']);
});

test.each([
  // Installed in the morning, or in the evening, of the day before the settlement.
  ['2026-11-25T10:00:00', '2026-11-25T23:50:05'],
  ['2026-11-25T20:00:00', '2026-11-25T23:50:05'],
])(
  'a meter installed at %s and settled at 24:00 is billed from there, and each kWh once',
  async (installed, settled) => {
    for (const isModbus of [true, false]) {
      const world = await settledWorld({
        ...{ from: installed, isModbus, openedOn: '2026-11-25', baseline: null, monthDay: 26 },
      });
      await using ann = world.ann;
      const [house] = world.houses;
      if (!house) throw new Error('no house');
      const began = world.totalOf('1', Date.parse(at(installed)));
      await read(ann, house, installed, began / 1000);
      await look(world, settled);
      await look(world, '2026-11-26T01:00:30');
      const end = isModbus ? settled : '2026-11-26T00:00:00';
      expect(await preview(world, '2026-11')).toMatchObject({ bills: 1, quantityMilli: used(world, installed, end) });
      await ann.as('manager').billing.issue({ month: '2026-11', service: 'electricity' });
      await look(world, '2026-12-25T23:50:05');
      await look(world, '2026-12-26T01:00:30');
      const next = isModbus ? '2026-12-25T23:50:05' : '2026-12-26T00:00:00';
      expect(await preview(world, '2026-12')).toMatchObject({ bills: 1, quantityMilli: used(world, end, next) });
    }
  },
);

test('a meter installed on the settlement day is billed with the next settlement, from its baseline', async () => {
  const world = await settledWorld({
    from: '2026-11-25T08:00:00',
    openedOn: '2026-11-26',
    baseline: null,
    monthDay: 26,
  });
  await using ann = world.ann;
  const [house] = world.houses;
  if (!house) throw new Error('no house');
  const installed = '2026-11-26T10:00:00';
  await read(ann, house, installed, world.totalOf('1', Date.parse(at(installed))) / 1000);
  await look(world, '2026-11-26T12:00:00');
  expect(await gaps(world)).toEqual([]);
  expect((await preview(world, '2026-11')).exceptions.map(({ reason }) => reason)).toEqual(['baseline-only']);
  await look(world, '2026-12-25T23:50:05');
  expect(await preview(world, '2026-12')).toMatchObject({
    ...{ bills: 1, quantityMilli: used(world, installed, '2026-12-25T23:50:05') },
  });
});

test('two schedules of the same minute settle a meter once', async () => {
  const world = await settledWorld({ from: '2026-01-20T20:00:00' });
  await using ann = world.ann;
  await ann.as('manager').polling.create({
    ...{
      name: '另一个',
      kind: 'settlement',
      scope: {},
      monthDay: 1,
      atMinute: 60,
      requestId: crypto.randomUUID() as never,
    },
  });
  await look(world, '2026-01-31T23:50:05');
  await look(world, '2026-02-01T01:00:30');
  expect((await history(world)).length).toBe(2);
});

test('a settlement day that February does not have is refused', async () => {
  const world = await settledWorld({ from: '2026-01-20T20:00:00' });
  await using ann = world.ann;
  for (const monthDay of [0, 29, 31])
    await expect(
      ann.as('manager').polling.create({
        ...{
          name: `每月${monthDay}日`,
          kind: 'settlement',
          scope: {},
          monthDay,
          requestId: crypto.randomUUID() as never,
        },
      }),
    ).rejects.toThrow('monthDay');
});
