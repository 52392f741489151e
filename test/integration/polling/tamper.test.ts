import { expect, test } from 'vitest';
import type { MeterState } from '../../../main/devices/ports.ts';
import { runDue } from '../../../main/modules/polling/index.ts';
import { requestId } from '../../support/station.ts';
import { at, pollingWorld, schedule, type World } from './fixture.ts';

const A = '000000000001';

async function night(world: World, day: string, state: Partial<MeterState>): Promise<void> {
  world.meters.set(A, { state });
  world.ann.setClock(at(`${day}T00:05:00`));
  await runDue(world.ann.station);
}
const events = async (world: World) =>
  (await world.ann.as('reader').accuracy.events({ show: 'all' })).rows.map(({ kind, note }) =>
    `${kind} ${note}`.trim(),
  );

test('status words become events of the meter, each change once', async () => {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: [A] });
  await using _ = world.ann;
  await schedule(world, 'daily');
  await night(world, '2026-03-02', {});
  expect(await events(world)).toEqual([]);

  await night(world, '2026-03-03', { coverOpenings: 2, isCoverOpen: true, isRelayOpen: true, valve: 'open' });
  const first = ['relay-open', 'cover-open 0 → 2'];
  expect(await events(world)).toEqual(first);
  expect((await world.ann.as('reader').accuracy.events({})).rows[0]).toMatchObject({
    source: 'poll',
    occurredAt: Date.parse(at('2026-03-03T00:05:00')),
  });
  await night(world, '2026-03-04', { coverOpenings: 2, isCoverOpen: true, isRelayOpen: true });
  expect(await events(world)).toEqual(first);

  await night(world, '2026-03-05', { coverOpenings: 2, isRelayOpen: false, valve: 'closed' });
  const second = ['valve-closed', 'relay-closed', 'cover-closed', ...first];
  expect(await events(world)).toEqual(second);
  // Opened and closed again between two nights: only the counter knows.
  await night(world, '2026-03-06', { coverOpenings: 3, valve: 'fault' });
  expect(await events(world)).toEqual(['valve-fault', 'cover-open 2 → 3', ...second]);
});

test('a meter that runs backwards is one event until somebody has looked into it', async () => {
  const world = pollingWorld({ at: at('2026-03-01T20:00:00'), meters: [A] });
  await using ann = world.ann;
  await schedule(world, 'daily');
  for (const day of ['2026-03-02', '2026-03-03']) await night(world, day, { isReversed: true });
  expect(await events(world)).toEqual(['reversed']);
  const [row] = (await ann.as('manager').accuracy.events({})).rows;
  await ann
    .as('manager')
    .accuracy.settleEvent({ meterEventId: row?.meterEventId ?? 0, note: '接线已改正', requestId: requestId() });
  await night(world, '2026-03-04', { isReversed: true });
  expect(await events(world)).toEqual(['reversed', 'reversed']);
});
