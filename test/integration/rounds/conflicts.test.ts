import { describe, expect, test } from 'vitest';
import { attachMeter, detachMeter, findMeter, retireMeter } from '../../../main/modules/meters/index.ts';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';
import { addHouse, type House } from '../billing/fixture.ts';
import { plan, seen, takeOut, threeDoors, userIdOf } from './fixture.ts';

const DAY = 86_400_000;

async function oneDoor(ann: TestStation): Promise<House> {
  const [house] = await threeDoors(ann);
  if (!house) throw new Error('no house');
  return house;
}

const byHand = (ann: TestStation, house: House, kwh: number) =>
  ann.as('manager').readings.record({ meterId: house.meterId, totalMilli: kwh * 1000, requestId: requestId() });

const states = async (ann: TestStation, house: House) =>
  (await ann.as('manager').readings.ofMeter({ meterId: house.meterId }))
    .filter(({ readAt }) => readAt > Date.parse('2026-11-01T00:00:00+08:00'))
    .map(({ source, state, totalMilli }) => `${source} ${totalMilli / 1000} ${state}`);

describe('a meter read by hand meanwhile', () => {
  test('keeps that reading where both agree; the look is kept as rejected with the reason', async () => {
    await using ann = makeStation();
    const house = await oneDoor(ann);
    const { roundUid, roundId } = await plan(ann, [house]);
    const { send } = await takeOut(ann, roundUid);
    await byHand(ann, house, 1200);
    ann.advance(DAY);
    const { results } = await send(seen(ann, house, 1203));
    expect(results).toMatchObject([
      {
        outcome: 'aside',
        rule: 'already-read',
        state: 'rejected',
        against: { source: 'manual', totalMilli: 1_200_000 },
      },
    ]);
    expect(await states(ann, house)).toEqual(['round 1203 rejected', 'manual 1200 accepted']);
    const file = await ann.as('manager').rounds.get({ roundId });
    expect(file).toMatchObject({ conflicts: 1, waits: 0 });
    expect(file.list[0]?.looks).toMatchObject([{ rule: 'already-read', takenBy: 'reader' }]);
  });

  test('waits for a person where the time between cannot explain the difference: 19 kWh are money', async () => {
    await using ann = makeStation();
    const house = await oneDoor(ann);
    const { roundUid } = await plan(ann, [house]);
    const { send } = await takeOut(ann, roundUid);
    await byHand(ann, house, 1200);
    ann.advance(3_600_000);
    const { results } = await send(seen(ann, house, 1219));
    expect(results).toMatchObject([{ outcome: 'waits', rule: 'already-read', state: 'doubtful' }]);
    expect(results[0]?.doubts).toEqual(['round-conflict']);
    expect(await states(ann, house)).toEqual(['round 1219 doubtful', 'manual 1200 accepted']);
  });

  test('a round may be told to take equal figures alone for agreement', async () => {
    await using ann = makeStation();
    const house = await oneDoor(ann);
    const { roundUid } = await plan(ann, [house], { agreePercent: 0 });
    const { send } = await takeOut(ann, roundUid);
    await byHand(ann, house, 1200);
    ann.advance(DAY);
    const { results } = await send(seen(ann, house, 1203));
    expect(results).toMatchObject([{ outcome: 'waits', rule: 'already-read' }]);
  });

  test('waits for a person where they do not', async () => {
    await using ann = makeStation();
    const house = await oneDoor(ann);
    const { roundUid } = await plan(ann, [house]);
    const { send } = await takeOut(ann, roundUid);
    await byHand(ann, house, 1200);
    ann.advance(3_600_000);
    const { results } = await send(seen(ann, house, 1190));
    expect(results).toMatchObject([{ outcome: 'waits', rule: 'already-read', state: 'doubtful' }]);
    expect(results[0]?.doubts).toEqual(['lower', 'round-conflict']);
    expect(await states(ann, house)).toEqual(['round 1190 doubtful', 'manual 1200 accepted']);
  });

  test('a look that comes in after the next month was read waits', async () => {
    await using ann = makeStation();
    const house = await oneDoor(ann);
    const { roundUid } = await plan(ann, [house]);
    const { send } = await takeOut(ann, roundUid);
    const look = seen(ann, house, 1200);
    ann.setClock('2026-12-20T10:00:00+08:00');
    await byHand(ann, house, 1180);
    const { results } = await send(look);
    expect(results).toMatchObject([{ outcome: 'waits', rule: 'newer-reading', against: { totalMilli: 1_180_000 } }]);
    expect(results[0]?.doubts).toContain('above-next');
  });
});

describe('a meter that is no longer what the phone thinks', () => {
  test('replaced since the download: kept as rejected, nothing is billed of it', async () => {
    await using ann = makeStation();
    const house = await oneDoor(ann);
    const { roundUid } = await plan(ann, [house]);
    const { send } = await takeOut(ann, roundUid);
    const version = findMeter(ann.station.db, house.meterId)?.version ?? 0;
    ann.station.write(ann.actor('manager'), { action: 'test.retire' }, (tx) =>
      retireMeter(tx, { meterId: house.meterId, version, removedOn: '2026-11-22' }),
    );
    ann.advance(3_600_000);
    const { results } = await send(seen(ann, house, 3));
    expect(results).toMatchObject([{ outcome: 'aside', rule: 'meter-replaced', state: 'rejected' }]);
    expect(await states(ann, house)).toEqual(['round 3 rejected']);
  });

  test('moved to another account: waits', async () => {
    await using ann = makeStation();
    const house = await oneDoor(ann);
    const other = addHouse(ann, '9-901', { baseline: null, meter: { meterNo: 'M9' } });
    const { roundUid } = await plan(ann, [house]);
    const { send } = await takeOut(ann, roundUid);
    ann.station.write(ann.actor('manager'), { action: 'test.move' }, (tx) => {
      detachMeter(tx, { meterId: house.meterId, toOn: '2026-11-22' });
      attachMeter(tx, { meterId: house.meterId, accountId: other.accountId, fromOn: '2026-11-22' });
    });
    const { results } = await send(seen(ann, house, 1200));
    expect(results).toMatchObject([{ outcome: 'waits', rule: 'meter-moved', state: 'doubtful' }]);
  });

  test('beyond its register: kept as rejected', async () => {
    await using ann = makeStation();
    const house = await oneDoor(ann);
    const { roundUid } = await plan(ann, [house]);
    const { send } = await takeOut(ann, roundUid);
    const { results } = await send(seen(ann, house, 1_000_000));
    expect(results).toMatchObject([{ outcome: 'aside', rule: 'impossible', state: 'rejected' }]);
  });
});

describe('a round that changed hands', () => {
  test('given to somebody else, or closed: what the first phone brings waits', async () => {
    await using ann = makeStation();
    const [one, two] = await threeDoors(ann);
    if (!one || !two) throw new Error('two houses');
    ann.as('cashier');
    const round = await plan(ann, [one, two]);
    const { send } = await takeOut(ann, round.roundUid);
    const manager = ann.as('manager');
    const { roundId, version, name, dueOn, showsLast, needsPhoto, highPercent, agreePercent } =
      await manager.rounds.get({
        roundId: round.roundId,
      });
    const change = { roundId, version, name, dueOn, showsLast, needsPhoto, highPercent, agreePercent };
    await manager.rounds.change({ ...change, readerId: userIdOf(ann, 'cashier') });
    const first = await send(seen(ann, one, 1200));
    expect(first.results).toMatchObject([{ outcome: 'waits', rule: 'reassigned', state: 'doubtful' }]);
    const closing = await manager.rounds.get({ roundId });
    await manager.rounds.close({ roundId, version: closing.version, requestId: requestId() });
    const second = await send(seen(ann, two, 1200));
    expect(second.results).toMatchObject([{ outcome: 'waits', rule: 'round-closed' }]);
    expect(await manager.rounds.get({ roundId })).toMatchObject({ conflicts: 2, waits: 2 });
  });

  test('opened again it goes on where it was; what came in after the end keeps waiting', async () => {
    await using ann = makeStation();
    const [one, two] = await threeDoors(ann);
    if (!one || !two) throw new Error('two houses');
    const { roundId, roundUid } = await plan(ann, [one, two]);
    const manager = ann.as('manager');
    const { send } = await takeOut(ann, roundUid);
    const end = async () => (await manager.rounds.get({ roundId })).version;
    await manager.rounds.close({ roundId, version: await end(), requestId: requestId() });
    await send(seen(ann, one, 1200));
    await manager.rounds.reopen({ roundId, version: await end(), requestId: requestId() });
    expect(await manager.rounds.get({ roundId })).toMatchObject({ state: 'out', closedAt: null });
    expect(await ann.as('reader').rounds.mine()).toMatchObject([{ roundUid }]);
    const { results } = await send(seen(ann, two, 1200));
    expect(results).toMatchObject([{ outcome: 'counts', state: 'accepted' }]);
    expect(await states(ann, one)).toEqual(['round 1200 doubtful']);
    await expect(
      manager.rounds.reopen({ roundId, version: await end(), requestId: requestId() }),
    ).rejects.toMatchObject({ cause: { code: 'record.changed' } });
  });
});

describe('two phones with one round', () => {
  async function twoPhones(ann: TestStation) {
    const house = await oneDoor(ann);
    const { roundUid, roundId } = await plan(ann, [house]);
    const x = await takeOut(ann, roundUid);
    const y = await takeOut(ann, roundUid);
    const early = seen(ann, house, 1200);
    ann.advance(8 * 3_600_000);
    return { house, roundId, roundUid, x, y, early, at: ann.now() };
  }

  async function bothSend(order: string, early: () => Promise<unknown>, late: () => Promise<unknown>) {
    for (const send of order === 'early first' ? [early, late] : [late, early]) await send();
  }

  test.each(['early first', 'late first'])(
    'the later look counts, the other is kept as rejected (%s)',
    async (order) => {
      await using ann = makeStation();
      const { house, x, y, early, roundUid } = await twoPhones(ann);
      const late = seen(ann, house, 1201);
      await bothSend(
        order,
        () => x.send(early),
        () => y.send(late),
      );
      expect(await states(ann, house)).toEqual(['round 1201 accepted', 'round 1200 rejected']);
      const results = await ann.as('reader').rounds.results({ roundUid, deviceId: x.deviceId });
      expect(results).toMatchObject([{ outcome: 'aside', rule: 'second-phone' }]);
    },
  );

  test.each(['early first', 'late first'])('figures the hours between cannot explain both wait (%s)', async (order) => {
    await using ann = makeStation();
    const { house, x, y, early } = await twoPhones(ann);
    const late = seen(ann, house, 1219);
    await bothSend(
      order,
      () => x.send(early),
      () => y.send(late),
    );
    expect(await states(ann, house)).toEqual(['round 1219 doubtful', 'round 1200 doubtful']);
  });

  test.each(['early first', 'late first'])('figures that contradict each other both wait (%s)', async (order) => {
    await using ann = makeStation();
    const { house, x, y, early } = await twoPhones(ann);
    const late = seen(ann, house, 1195);
    await bothSend(
      order,
      () => x.send(early),
      () => y.send(late),
    );
    expect(await states(ann, house)).toEqual(['round 1195 doubtful', 'round 1200 doubtful']);
  });

  test('what a person decided stays, and the next look stands against it', async () => {
    await using ann = makeStation();
    const { house, x, y, early } = await twoPhones(ann);
    await x.send(early);
    await y.send(seen(ann, house, 1195));
    const { rows: queue } = await ann.as('manager').readings.reviewQueue({});
    for (const { reading } of queue) {
      const decision = reading.totalMilli === 1_200_000 ? 'accept' : 'reject';
      const { readingId } = reading;
      await ann.as('manager').readings.review({ readingId, decision, note: '看过照片', requestId: requestId() });
    }
    ann.advance(60_000);
    const { results } = await y.send(seen(ann, house, 1201));
    expect(results).toMatchObject([
      { outcome: 'aside', rule: 'already-read', against: { source: 'round', totalMilli: 1_200_000 } },
    ]);
    expect(await states(ann, house)).toEqual(['round 1201 rejected', 'round 1195 rejected', 'round 1200 accepted']);
  });

  test('a reader who corrects a slip replaces their own figure', async () => {
    await using ann = makeStation();
    const { house, x, early } = await twoPhones(ann);
    await x.send({ ...early, values: early.values && { ...early.values, totalMilli: 12_000_000 } });
    const { results } = await x.send(seen(ann, house, 1200));
    expect(results).toMatchObject([{ outcome: 'counts', state: 'accepted' }]);
    expect(await states(ann, house)).toEqual(['round 1200 accepted', 'round 12000 rejected']);
  });
});
