import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';
import { photoBytes, plan, premisesOf, seen, sha256, takeOut, threeDoors } from './fixture.ts';

const waive = (ann: TestStation, reviewWaived: ('high' | 'photo-missing')[]) =>
  ann.as('administrator').station.saveSettings({
    ...{ name: '城北站', kind: 'both', phone: '', address: '', lanDoor: false },
    reviewWaived,
  });

test('doubts the station lets pass do not hold up the readings of a round', async () => {
  await using ann = makeStation();
  const [one, two, three] = await threeDoors(ann);
  if (!one || !two || !three) throw new Error('three houses');
  await waive(ann, ['high', 'photo-missing']);
  const round = await plan(ann, [one, two, three], { highPercent: 150, needsPhoto: true });
  const { send } = await takeOut(ann, round.roundUid);
  const { results } = await send(
    seen(ann, one, 1900),
    seen(ann, two, 1099, { isConfirmed: true, note: '核对过' }),
    seen(ann, three, 1200),
  );
  expect(results.map(({ state, doubts }) => [state, ...doubts])).toEqual([
    ['accepted', 'high', 'photo-missing'],
    ['doubtful', 'lower', 'photo-missing'],
    ['accepted', 'photo-missing'],
  ]);
});

test('a conflict between two phones waits whatever the station lets pass', async () => {
  await using ann = makeStation();
  const [house] = await threeDoors(ann);
  if (!house) throw new Error('no house');
  await waive(ann, ['high', 'photo-missing']);
  const round = await plan(ann, [house]);
  const [first, second] = [await takeOut(ann, round.roundUid), await takeOut(ann, round.roundUid)];
  await first.send(seen(ann, house, 1300, { takenAt: ann.now() - 60_000 }));
  await second.send(seen(ann, house, 1200));
  const { rows } = await ann.as('manager').readings.reviewQueue({});
  expect(rows.map(({ reading }) => reading.doubts)).toEqual([['round-conflict'], ['round-conflict']]);
});

test('the queue is filtered by round, and the photos of a round stand with the readings of the meter', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'rounds-'));
  try {
    await using ann = makeStation({ folder });
    const [one, two] = await threeDoors(ann);
    if (!one || !two) throw new Error('two houses');
    const walked = [await plan(ann, [one], { name: '甲' }), await plan(ann, [two], { name: '乙' })] as const;
    const bytes = photoBytes('表盘');
    const photo = { uid: randomUUID(), sha256: sha256(bytes), takenAt: ann.now() };
    const phone = await takeOut(ann, walked[0].roundUid);
    await phone.send(seen(ann, one, 1050, { photo }));
    const send = { photoUid: photo.uid, offset: 0, totalBytes: bytes.length, base64: bytes.toString('base64') };
    await ann.as('reader').rounds.photoPart(send);
    await (await takeOut(ann, walked[1].roundUid)).send(seen(ann, two, 1040));

    const manager = ann.as('manager');
    const all = await manager.readings.reviewQueue({});
    expect(all).toMatchObject({ matching: 2, rounds: [{ name: '乙' }, { name: '甲' }] });
    const { roundId } = walked[0];
    const own = await manager.readings.reviewQueue({ roundId });
    expect(own).toMatchObject({ waiting: 2, matching: 1, reasons: [{ reason: 'lower', count: 1 }] });
    const readingId = own.rows[0]?.reading.readingId;
    expect(own.rows[0]).toMatchObject({ meterNo: 'M1-101', reading: { meterId: one.meterId } });
    const photos = (meterId: number) => manager.rounds.photosOfMeter({ meterId: meterId as never });
    expect(await photos(one.meterId)).toEqual([{ readingId, photoUid: photo.uid }]);
    expect(await photos(two.meterId)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a meter sent back is offered to the next round, and goes along although its month has another reading', async () => {
  await using ann = makeStation();
  const [one, two] = await threeDoors(ann);
  if (!one || !two) throw new Error('two houses');
  const manager = ann.as('manager');
  await manager.readings.record({ meterId: one.meterId, totalMilli: 1_110_000, requestId: requestId() });
  ann.setClock(new Date(ann.now() + 3_600_000).toISOString());
  const first = await plan(ann, [one, two]);
  const { send } = await takeOut(ann, first.roundUid);
  await send(seen(ann, one, 1050), seen(ann, two, 1200));
  const [row] = (await manager.readings.reviewQueue({})).rows;
  if (!row) throw new Error('nothing waits');
  expect(await manager.rounds.rereads()).toEqual([]);
  await manager.readings.decide({
    ...{ readingIds: [row.reading.readingId], decision: 'send-back', note: '读数偏小' },
    ...{ dueOn: '2026-11-28', requestId: requestId() },
  });
  expect(await manager.rounds.rereads()).toMatchObject([
    { premisesId: premisesOf(ann, one), doorNo: '1-1-101', meterNo: 'M1-101', reason: '读数偏小', dueOn: '2026-11-28' },
  ]);
  const again = await plan(ann, [one, two], { name: '重抄', onlyUnread: true });
  expect(again.list.map(({ meterNo }) => meterNo)).toEqual(['M1-101']);
  ann.setClock(new Date(ann.now() + 3_600_000).toISOString());
  await (await takeOut(ann, again.roundUid)).send(seen(ann, one, 1210));
  expect(await manager.rounds.rereads()).toEqual([]);
});
