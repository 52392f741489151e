import { expect, test } from 'vitest';
import { onTurn } from '../../../main/modules/meters/index.ts';
import { runSchedule } from '../../../main/modules/polling/run.service.ts';
import { pollMeters } from '../../../main/modules/readings/index.ts';
import { at, pollingWorld, schedule } from './fixture.ts';

const [A, B, C, D, E] = ['000000000001', '000000000002', '000000000003', '000000000004', '000000000005'];

test('a poll by hand and a night take turns on a bus, meter by meter', async () => {
  const world = pollingWorld({ at: at('2026-03-02T09:00:00'), meters: [A, B, C, D, E].map(String) });
  await using ann = world.ann;
  const scheduleId = await schedule(world, 'daily');
  const onFirstBus = (what: string) => [A, C, E].some((address) => what.startsWith(`${address}`));
  let inside = 0;
  let most = 0;
  world.onAsk = async (what) => {
    if (!onFirstBus(what)) return;
    most = Math.max(most, ++inside);
    await new Promise((resolve) => setImmediate(resolve));
    inside--;
  };
  const [night, byHand] = await Promise.all([
    runSchedule(ann.station, ann.actor('manager'), scheduleId, 'asked'),
    ann.as('reader').readings.poll({}),
  ]);
  expect(byHand).toMatchObject({ total: 5, read: 5, failed: [] });
  expect(night).toMatchObject({ got: 5 });
  expect(most).toBe(1);
  // Nobody comes between what one meter is asked at its turn.
  const turns = world.asked.filter(onFirstBus).map((what) => what.split(' '));
  const nights = turns.flatMap(([address, what], i) =>
    what === 'day' ? [turns.slice(i, i + 3).every(([other]) => other === address)] : [],
  );
  expect(nights).toEqual([true, true, true]);
});

test('who is told to stop does not wait for its turn, and the next one comes', async () => {
  const world = pollingWorld({ at: at('2026-03-02T09:00:00'), meters: [String(A)] });
  await using ann = world.ann;
  let free = () => {};
  const long = onTurn(ann.station, 1, { isUrgent: false }, () => new Promise<void>((resolve) => (free = resolve)));
  const stop = new AbortController();
  const poll = pollMeters(ann.station, ann.actor('reader'), { signal: stop.signal });
  const other = onTurn(ann.station, 1, { isUrgent: false }, () => Promise.resolve('came'));
  stop.abort();
  expect(await poll).toMatchObject({ read: 0, isCancelled: true, failed: [] });
  expect(world.asked).toEqual([]);
  free();
  await long;
  expect(await other).toBe('came');
});
