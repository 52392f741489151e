import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { makeStation, requestId } from '../../support/station.ts';
import { plan, premisesOf, seen, takeOut, threeDoors, userIdOf } from './fixture.ts';

const refused = (code: string) => ({ cause: { code } });

describe('planning', () => {
  test('a route is remembered in the order it was given, and a round follows it', async () => {
    await using ann = makeStation();
    const houses = await threeDoors(ann);
    const order = [2, 0, 1].flatMap((i) => houses[i] ?? []);
    const places = order.map((house) => ({ premisesId: premisesOf(ann, house), service: 'electricity' as const }));
    const manager = ann.as('manager');
    const named = { name: '1 号楼倒着走', places, requestId: requestId() };
    const routeId = await manager.rounds.saveRoute({ routeId: null, version: 0, ...named });
    const route = await manager.rounds.route({ routeId });
    expect(route.places.map(({ meterNo }) => meterNo)).toEqual(['M1-103', 'M1-101', 'M1-102']);
    await expect(
      manager.rounds.saveRoute({ routeId: null, version: 0, ...named, requestId: requestId() }),
    ).rejects.toMatchObject(refused('round.route-name-taken'));

    const round = await plan(ann, order, { routeId });
    expect(round.list.map(({ meterNo }) => meterNo)).toEqual(['M1-103', 'M1-101', 'M1-102']);
    await manager.rounds.removeRoute({ routeId, requestId: requestId() });
    expect((await manager.rounds.get({ roundId: round.roundId })).list).toHaveLength(3);
  });

  test('leaves out what was read this month, and refuses a round of nothing and a reader who may not read', async () => {
    await using ann = makeStation();
    const houses = await threeDoors(ann);
    const [first] = houses;
    if (!first) throw new Error('no house');
    await ann.as('manager').readings.record({
      meterId: first.meterId,
      totalMilli: 1_200_000,
      requestId: requestId(),
    });
    expect((await plan(ann, houses, { onlyUnread: true })).list.map(({ meterNo }) => meterNo)).toEqual([
      'M1-102',
      'M1-103',
    ]);
    await expect(plan(ann, [first], { onlyUnread: true })).rejects.toMatchObject(refused('round.no-meters'));
    ann.as('filler');
    const filler = ann.actor('filler').userId ?? undefined;
    await expect(plan(ann, houses, { readerId: filler })).rejects.toMatchObject(refused('round.reader-unfit'));
  });

  test('goes out to its own reader alone, without names of residents, with the figures to judge by', async () => {
    await using ann = makeStation();
    const houses = await threeDoors(ann);
    const round = await plan(ann, houses, { highPercent: 200 });
    expect(await ann.as('reader').rounds.mine()).toMatchObject([{ roundUid: round.roundUid, stops: 3, done: 0 }]);
    await expect(takeOut(ann, round.roundUid, 'cashier')).rejects.toMatchObject(refused('round.not-yours'));
    const { out } = await takeOut(ann, round.roundUid);
    expect(out).toMatchObject({ highPercent: 200, showsLast: true });
    expect(out.stops[0]).toMatchObject({ meterNo: 'M1-101', doorNo: '1-1-101' });
    expect(out.stops[0]?.history.map(({ totalMilli }) => totalMilli)).toEqual([1_100_000, 1_000_000]);
    expect(JSON.stringify(out)).not.toContain('户1-101');
    expect(await ann.as('manager').rounds.get({ roundId: round.roundId })).toMatchObject({ state: 'out' });
  });

  test('the reader hands it back, the office closes it, and then nobody takes it out', async () => {
    await using ann = makeStation();
    const round = await plan(ann, await threeDoors(ann));
    await takeOut(ann, round.roundUid);
    await ann.as('reader').rounds.return({ roundUid: round.roundUid });
    await ann.as('reader').rounds.return({ roundUid: round.roundUid });
    const manager = ann.as('manager');
    const { version, state } = await manager.rounds.get({ roundId: round.roundId });
    expect(state).toBe('returned');
    await manager.rounds.close({ roundId: round.roundId, version, requestId: requestId() });
    await expect(takeOut(ann, round.roundUid)).rejects.toMatchObject(refused('round.closed'));
    expect(await ann.as('reader').rounds.mine()).toEqual([]);
    expect(await manager.rounds.list({ show: 'open' })).toEqual([]);
  });
});

describe('an upload', () => {
  test('stores each look once, however it is repeated, split and overlapped', async () => {
    await using ann = makeStation();
    const houses = await threeDoors(ann);
    const round = await plan(ann, houses);
    const { send } = await takeOut(ann, round.roundUid);
    const [a, b, c] = houses.map((house, i) => seen(ann, house, 1200 + i));
    if (!a || !b || !c) throw new Error('three looks');
    const first = await send(a, b);
    expect(first.results.map(({ outcome, state }) => [outcome, state])).toEqual([
      ['counts', 'accepted'],
      ['counts', 'accepted'],
    ]);
    ann.advance(60_000);
    expect(await send(a, b)).toEqual(first);
    await send(b, c);
    await send(c);
    const file = await ann.as('manager').rounds.get({ roundId: round.roundId });
    expect(file).toMatchObject({ stops: 3, read: 3, conflicts: 0, waits: 0 });
    for (const { meterId } of houses) {
      const [newest] = await ann.as('reader').readings.ofMeter({ meterId });
      expect(newest).toMatchObject({ source: 'round', state: 'accepted' });
      expect(await ann.as('reader').readings.ofMeter({ meterId })).toHaveLength(3);
    }
  });

  test('an identity used for something else is refused, and so is a meter that is not on the round', async () => {
    await using ann = makeStation();
    const houses = await threeDoors(ann);
    const [one, two, three] = houses;
    if (!one || !two || !three) throw new Error('three houses');
    const round = await plan(ann, [one, two]);
    const { send } = await takeOut(ann, round.roundUid);
    const look = seen(ann, one, 1200);
    await send(look);
    const answer = await send({ ...look, note: '改过' }, seen(ann, three, 1200), seen(ann, two, 1201));
    expect(answer.refused.map(({ why }) => why)).toEqual(['identity-reused', 'not-in-round']);
    expect(answer.results.at(-1)).toMatchObject({ outcome: 'counts' });
    expect(await ann.as('reader').readings.ofMeter({ meterId: three.meterId })).toHaveLength(2);
  });

  test('a reason instead of figures is noted and makes no reading', async () => {
    await using ann = makeStation();
    const [house] = await threeDoors(ann);
    if (!house) throw new Error('no house');
    const round = await plan(ann, [house]);
    const { send } = await takeOut(ann, round.roundUid);
    const answer = await send(seen(ann, house, 0, { values: null, noAccess: 'locked', note: '敲门无人' }));
    expect(answer.results).toMatchObject([{ outcome: 'noted', state: null }]);
    expect(await ann.as('manager').rounds.get({ roundId: round.roundId })).toMatchObject({ read: 0, noAccess: 1 });
    expect(await ann.as('reader').readings.ofMeter({ meterId: house.meterId })).toHaveLength(2);
  });

  test('doubts of the figures and of the round make it wait; the sensibility of the round is used', async () => {
    await using ann = makeStation();
    const [one, two] = await threeDoors(ann);
    if (!one || !two) throw new Error('two houses');
    const round = await plan(ann, [one, two], { highPercent: 150, needsPhoto: true });
    const { send } = await takeOut(ann, round.roundUid);
    const answer = await send(seen(ann, one, 1900), seen(ann, two, 1099, { isConfirmed: true, note: '核对过' }));
    expect(answer.results.map(({ outcome, state, doubts }) => ({ outcome, state, doubts }))).toEqual([
      { outcome: 'counts', state: 'doubtful', doubts: ['high', 'photo-missing'] },
      { outcome: 'counts', state: 'doubtful', doubts: ['lower', 'photo-missing'] },
    ]);
    const { rows: queue } = await ann.as('manager').readings.reviewQueue({});
    expect(queue.map(({ reading }) => reading.doubts)).toEqual([
      ['high', 'photo-missing'],
      ['lower', 'photo-missing'],
    ]);
  });

  test('the time of a phone whose clock is wrong is put right by the time it was sent', async () => {
    await using ann = makeStation();
    const [house] = await threeDoors(ann);
    if (!house) throw new Error('no house');
    const round = await plan(ann, [house]);
    const { deviceId, downloadUid } = await takeOut(ann, round.roundUid);
    ann.advance(2 * 3_600_000);
    const day = 86_400_000;
    const look = seen(ann, house, 1200, { takenAt: ann.now() + 3 * day - 3_600_000 });
    await ann.as('reader').rounds.upload({
      roundUid: round.roundUid,
      downloadUid,
      deviceId,
      sentAt: ann.now() + 3 * day,
      captures: [look],
    });
    const [newest] = await ann.as('reader').readings.ofMeter({ meterId: house.meterId });
    expect(newest?.readAt).toBe(ann.now() - 3_600_000);
  });

  test('a clock that was put right before sending cannot make a look older than the round', async () => {
    await using ann = makeStation();
    const [house] = await threeDoors(ann);
    if (!house) throw new Error('no house');
    const round = await plan(ann, [house]);
    const out = ann.now();
    const { send } = await takeOut(ann, round.roundUid);
    ann.advance(3_600_000);
    await send(seen(ann, house, 1200, { takenAt: ann.now() - 2 * 86_400_000 }));
    const [newest] = await ann.as('reader').readings.ofMeter({ meterId: house.meterId });
    expect(newest?.readAt).toBe(out);
  });

  test('a round the station does not know is refused whole, and nothing is stored', async () => {
    await using ann = makeStation();
    const [house] = await threeDoors(ann);
    if (!house) throw new Error('no house');
    const head = { roundUid: randomUUID(), downloadUid: randomUUID(), deviceId: randomUUID(), sentAt: ann.now() };
    await expect(ann.as('reader').rounds.upload({ ...head, captures: [seen(ann, house, 1200)] })).rejects.toMatchObject(
      refused('record.not-found'),
    );
    expect(userIdOf(ann, 'reader')).toBeGreaterThan(0);
    expect(await ann.as('reader').readings.ofMeter({ meterId: house.meterId })).toHaveLength(2);
  });
});
