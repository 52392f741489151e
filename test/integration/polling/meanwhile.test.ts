import { expect, test } from 'vitest';
import { runDue } from '../../../main/modules/polling/index.ts';
import { requestId } from '../../support/station.ts';
import { addHouse, addTariff, FLAT } from '../billing/fixture.ts';
import { at, pollingWorld, schedule, type World } from './fixture.ts';

const A = '000000000001';
const B = '000000000002';

const look = async (world: World, time: string) => {
  world.ann.setClock(at(time));
  world.asked.length = 0;
  await runDue(world.ann.station);
};
const preview = (world: World, month: string) =>
  world.ann.as('manager').billing.preview({ month, service: 'electricity' });

test('a bus that a schedule names is not removed: its number would be given to the next one', async () => {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: [A, B] });
  await using ann = world.ann;
  const { polling, devices } = ann.as('manager');
  const { scheduleId } = await polling.create({
    ...{ name: '二号线夜抄', kind: 'daily', scope: { busIds: [2 as never] }, requestId: requestId() },
  });
  ann.station.db.prepare('UPDATE meter SET bus_id = 1 WHERE id = ?').run(world.houses[1]?.meterId);
  const remove = () => devices.remove({ deviceId: 2 as never, version: 1 });
  await expect(remove()).rejects.toMatchObject({
    cause: { code: 'device.in-use', params: { meters: 0, fillings: 0, schedules: 1 } },
  });
  // No meter is left on it: the schedule reads none, and not those of the other bus.
  await look(world, '2026-03-02T00:05:00');
  expect(world.asked).toEqual([]);
  expect((await polling.gaps({})).rows).toEqual([]);
  const [row] = await polling.schedules();
  expect(row).toMatchObject({ meters: 0 });

  ann.station.db.exec("INSERT INTO interval_load VALUES ('bus:2', 1, 500, 1), ('bus:1', 1, 500, 1)");
  await polling.remove({ scheduleId, version: row?.version ?? 0 });
  await remove();
  expect(ann.station.db.prepare('SELECT scope FROM interval_load').pluck().all()).toEqual(['bus:1']);
});

test('a settlement that is polled after the meter has moved closes the account that had the meter then', async () => {
  const world = pollingWorld({ at: at('2026-01-20T20:00:00'), meters: [A], house: { tariffCode: 'T' } });
  await using ann = world.ann;
  await addTariff(ann, 'T', { ...FLAT, unit: 'kWh' });
  const next = addHouse(ann, '9-901', { tariffCode: 'T', baseline: null, meter: { meterNo: 'OTHER' } });
  await schedule(world, 'settlement', { atMinute: 60 });
  const [house] = world.houses;
  if (!house) throw new Error('no house');
  ann.setClock(at('2026-02-01T09:00:00'));
  const { meters } = ann.as('manager');
  await meters.unassign({ meterId: house.meterId, toOn: '2026-02-01', requestId: requestId() });
  await meters.assign({
    meterId: house.meterId,
    accountId: next.accountId,
    fromOn: '2026-02-01',
    requestId: requestId(),
  });
  await look(world, '2026-02-01T10:00:00');
  const midnight = world.totalOf(A, Date.parse(at('2026-02-01T00:00:00')));
  await look(world, '2026-03-01T01:00:30');
  const march = world.totalOf(A, Date.parse(at('2026-03-01T00:00:00')));
  const { billing } = ann.as('manager');
  for (const month of ['2026-01', '2026-02'])
    await billing.issue({ month, service: 'electricity', dueOn: '2026-03-31' });
  const { rows } = await billing.bills({});
  expect(rows.map((bill) => [bill.accountNo, bill.quantityMilli]).sort()).toEqual([
    [house.accountNo, midnight - 1_000_000],
    [next.accountNo, march - midnight],
  ]);
});

test('a settlement whose time-of-use registers do not add up waits for a person; a night is kept as the meter froze it', async () => {
  const house = { tariffCode: 'T', meter: { hasTou: true } };
  const world = pollingWorld({ at: at('2026-01-20T20:00:00'), meters: [A, B], house });
  await using ann = world.ann;
  await addTariff(ann, 'T', { ...FLAT, unit: 'kWh' });
  world.meters.set(A, { touOf: (total) => ({ peakMilli: total - 500_000, valleyMilli: 480_000 }) });
  world.meters.set(B, { touOf: (total) => ({ peakMilli: total - 500_000, valleyMilli: 500_000 }) });
  await schedule(world, 'settlement', { atMinute: 60 });
  await schedule(world, 'daily');
  await look(world, '2026-02-01T01:00:30');
  const { rows } = await ann.as('reader').readings.worklist({ month: '2026-01', service: 'electricity' });
  expect(rows.map(({ present }) => [present?.state, present?.doubts])).toEqual([
    ['doubtful', ['tou-sum']],
    ['accepted', []],
  ]);
  expect(await preview(world, '2026-01')).toMatchObject({ bills: 1 });
  // It was read: there is nothing to ask for again.
  expect((await ann.as('reader').polling.gaps({})).rows).toEqual([]);
  const [night] = await ann.as('reader').polling.daily({
    ...{ meterId: world.houses[0]?.meterId as never, from: '2026-02-01', to: '2026-02-02' },
  });
  expect(night).toMatchObject({
    peakMilli: (night?.totalMilli ?? 0) - 500_000,
    valleyMilli: 480_000,
    sharpMilli: null,
  });
});
