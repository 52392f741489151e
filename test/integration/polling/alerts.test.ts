import { expect, test } from 'vitest';
import { runDue, tidyHistory } from '../../../main/modules/polling/index.ts';
import { requestId } from '../../support/station.ts';
import { addHouse, read } from '../billing/fixture.ts';
import { at, type FakeMeter, FROM, pollingWorld, schedule, type World } from './fixture.ts';

const A = '000000000001';

async function night(world: World, day: string, meter?: FakeMeter): Promise<void> {
  if (meter) world.meters.set(A, meter);
  world.ann.setClock(at(`${day}T00:05:00`));
  await runDue(world.ann.station);
}
const live = async (world: World) =>
  (await world.ann.as('reader').polling.alerts({})).rows.map(({ kind, state, seen }) => `${kind} ${state} ${seen}`);

test('a meter has one live alert of a kind, however often it is found; conditions end, events wait for a person', async () => {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: [A] });
  await using _ = world.ann;
  await schedule(world, 'daily');
  const now = (day: string) => Date.parse(at(`${day}T00:05:00`));
  const bad = (day: string): FakeMeter => ({
    volts: 190,
    watts: -400,
    state: { clock: { at: now(day) - 6 * 60_000, text: '' }, isBatteryLow: true, isCoverOpen: true },
  });
  await night(world, '2026-03-02', bad('2026-03-02'));
  const all = ['battery open 1', 'clock open 1', 'cover open 1', 'reverse open 1', 'voltage open 1'];
  expect((await live(world)).toSorted()).toEqual(all.toSorted());
  await night(world, '2026-03-03', bad('2026-03-03'));
  expect((await live(world)).toSorted()).toEqual(all.map((text) => text.replace('1', '2')).toSorted());
  await night(world, '2026-03-04', {});
  expect((await live(world)).toSorted()).toEqual(['cover open 2', 'reverse open 2']);
});

test('thresholds are the station’s own, and a kind can be switched off', async () => {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: [A] });
  await using ann = world.ann;
  await schedule(world, 'daily');
  await night(world, '2026-03-02', { volts: 236 });
  expect((await ann.as('reader').polling.alerts({})).rows).toMatchObject([
    { kind: 'voltage', valueMilli: 236_000, limitMilli: 235_400 },
  ]);
  const manager = ann.as('manager');
  await manager.polling.savePolicy({ ...(await manager.polling.policy()), overVoltagePercent: 10 });
  await night(world, '2026-03-03', { volts: 236, state: { isBatteryLow: true } });
  expect(await live(world)).toEqual(['battery open 1']);
  await manager.polling.savePolicy({ ...(await manager.polling.policy()), off: ['battery'] });
  await night(world, '2026-03-04');
  expect(await live(world)).toEqual([]);
  const stale = { ...(await manager.polling.policy()), version: 1 };
  await expect(manager.polling.savePolicy(stale)).rejects.toThrow('record.changed');
});

test('a demand over the agreed one is told with the highest value', async () => {
  const world = pollingWorld({ at: at('2026-03-01T23:50:00'), meters: [A] });
  await using ann = world.ann;
  await schedule(world, 'interval');
  const meterId = world.houses[0]?.meterId as never;
  await ann.as('manager').polling.saveLimit({ meterId, demandMilli: 3000 });
  const from = Date.parse(at('2026-03-02T00:00:00'));
  world.meters.set(A, {
    wattsOf: (moment) => (moment - from < 3_600_000 ? 2000 : moment - from < 7_200_000 ? 5000 : 4000),
  });
  for (let i = 0; i < 13; i++) {
    ann.setClock(new Date(from + i * 900_000 + 20_000).toISOString());
    await runDue(ann.station);
  }
  const { rows } = await ann.as('reader').polling.alerts({});
  expect(rows).toMatchObject([{ kind: 'over-demand', limitMilli: 3000, valueMilli: 5000 }]);
});

test('no use while another meter of the home moves is told, and a jump over the usual day', async () => {
  const world = pollingWorld({ at: at('2026-02-20T20:00:00'), meters: [A] });
  await using ann = world.ann;
  const stop = Date.parse(at('2026-02-24T00:00:00'));
  const again = Date.parse(at('2026-03-05T00:00:00'));
  world.meters.set(A, { wattsOf: (moment) => (moment < stop ? 1000 : moment < again ? 0 : 6000) });
  await schedule(world, 'daily');
  for (const day of ['02-21', '02-22', '02-23', '02-24', '02-25', '02-26', '02-27', '02-28', '03-01', '03-02'])
    await night(world, `2026-${day}`);
  expect(await live(world)).toEqual([]);
  await night(world, '2026-03-03');
  expect(await live(world)).toEqual([]);
  const gas = addHouse(ann, '9-901', { service: 'gas', baseline: 100 });
  ann.station.db
    .prepare('UPDATE account SET premises_id = (SELECT premises_id FROM account WHERE id = ?) WHERE id = ?')
    .run(world.houses[0]?.accountId, gas.accountId);
  await read(ann, gas, '2026-03-03T10:00:00', 105);
  await night(world, '2026-03-04');
  expect(await live(world)).toEqual(['zero-use open 1']);
  await night(world, '2026-03-05');
  await night(world, '2026-03-06');
  expect(await live(world)).toEqual(['jump open 1']);
});

test('people take notice of alerts and close them with a note; a closed one is history, and the next is a new one', async () => {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: [A] });
  await using ann = world.ann;
  await schedule(world, 'daily');
  await night(world, '2026-03-02', { state: { isCoverOpen: true } });
  const manager = ann.as('manager');
  const [row] = (await manager.polling.alerts({})).rows;
  const decide = (decision: 'acknowledge' | 'close', note: string) =>
    manager.polling.decideAlerts({ alertIds: [row?.alertId ?? 0], decision, note, requestId: requestId() });
  await decide('acknowledge', '已派人去看');
  expect((await manager.polling.alerts({ show: 'acknowledged' })).rows).toMatchObject([
    { state: 'acknowledged', note: '已派人去看', acknowledgedBy: 'manager' },
  ]);
  expect(await manager.polling.alertCounts()).toMatchObject({ open: 0, acknowledged: 1 });
  await decide('close', '重新铅封');
  await expect(decide('close', '再关一次')).rejects.toThrow('polling.alert-closed');
  expect(() => ann.station.db.exec("UPDATE meter_alert SET note = 'x'")).toThrow('history');
  await expect(
    ann
      .as('reader')
      .polling.decideAlerts({ alertIds: [1], decision: 'close', note: '没有权限', requestId: requestId() }),
  ).rejects.toThrow('permission.denied');
  await night(world, '2026-03-03');
  expect(await live(world)).toEqual(['cover open 1']);
  expect((await manager.polling.alerts({ show: 'all' })).total).toBe(2);
});

test('energy and power flowing back on one night are one alert, seen once', async () => {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: [A] });
  await using _ = world.ann;
  await schedule(world, 'daily');
  const back: FakeMeter = { watts: -400, reverseMilliOf: (moment) => Math.floor((moment - FROM) / 3600) };
  await night(world, '2026-03-02', back);
  await night(world, '2026-03-03', back);
  expect(await live(world)).toEqual(['reverse open 2']);
});

test('after a register was reset, its nights count again from there', async () => {
  const world = pollingWorld({ at: at('2026-02-20T20:00:00'), meters: [A] });
  await using _ = world.ann;
  const reset = Date.parse(at('2026-02-23T12:00:00'));
  const high = Date.parse(at('2026-02-28T00:00:00'));
  world.meters.set(A, { wattsOf: (moment) => (moment >= high ? 9000 : 1000), resetAt: reset });
  await schedule(world, 'daily');
  for (const day of ['02-21', '02-22', '02-23', '02-24', '02-25', '02-26', '02-27', '02-28'])
    await night(world, `2026-${day}`);
  expect(await live(world)).toEqual([]);
  await night(world, '2026-03-01');
  expect(await live(world)).toEqual(['jump open 1']);
});

test('what ends by itself ends with a meter that is taken down; an open cover still waits for a person', async () => {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: [A] });
  await using ann = world.ann;
  await schedule(world, 'daily');
  await night(world, '2026-03-02', { volts: 190, state: { isBatteryLow: true, isCoverOpen: true } });
  ann.station.db.prepare("UPDATE meter SET removed_on = '2026-03-02' WHERE id = ?").run(world.houses[0]?.meterId);
  await tidyHistory(ann.station, new AbortController().signal);
  expect(await live(world)).toEqual(['cover open 1']);
});
