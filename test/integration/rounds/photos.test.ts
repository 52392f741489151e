import { randomUUID } from 'node:crypto';
import { existsSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { takePhotoPart } from '../../../main/modules/rounds/photos.service.ts';
import { makeStation, type TestStation } from '../../support/station.ts';
import { photoBytes, plan, returnFile, seen, sha256, signedParts, takeOut, threeDoors } from './fixture.ts';

const refused = (code: string) => ({ cause: { code } });
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rounds-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function onePhoto(ann: TestStation, text = '表盘') {
  const houses = await threeDoors(ann);
  const [house] = houses;
  if (!house) throw new Error('no house');
  const round = await plan(ann, houses);
  const phone = await takeOut(ann, round.roundUid);
  const bytes = photoBytes(text);
  const photo = { uid: randomUUID(), sha256: sha256(bytes), takenAt: ann.now() };
  const look = seen(ann, house, 1200, { photo });
  const part = (from: number, to = bytes.length, of = bytes) =>
    ann.as('reader').rounds.photoPart({
      photoUid: photo.uid,
      offset: from,
      totalBytes: bytes.length,
      base64: of.subarray(from, to).toString('base64'),
    });
  const reading = async () => (await ann.as('reader').readings.ofMeter({ meterId: house.meterId }))[0];
  return { houses, house, round, phone, bytes, photo, look, part, reading };
}

describe('a photo', () => {
  test('is missed until it is there, and the reading then counts', async () => {
    await using ann = makeStation({ folder });
    const { look, phone, part, bytes, photo, reading, round } = await onePhoto(ann);
    const { results } = await phone.send(look);
    expect(results).toMatchObject([{ isPhotoMissing: true, state: 'doubtful', doubts: ['photo-missing'] }]);
    expect(await part(0)).toEqual({ received: bytes.length, isComplete: true });
    expect(await reading()).toMatchObject({ state: 'accepted', doubts: [] });
    const shown = await ann.as('manager').rounds.photo({ photoUid: photo.uid });
    expect(Buffer.from(shown.base64, 'base64').equals(bytes)).toBe(true);
    const file = await ann.as('manager').rounds.get({ roundId: round.roundId });
    expect(file.list[0]?.looks).toMatchObject([{ photoUid: photo.uid, isPhotoMissing: false }]);
    expect(existsSync(path.join(folder, 'photos', photo.sha256.slice(0, 2), photo.sha256))).toBe(true);
  });

  test('may come in parts, repeated and out of step', async () => {
    await using ann = makeStation({ folder });
    const { look, phone, part, reading } = await onePhoto(ann);
    await phone.send(look);
    expect(await part(0, 10)).toEqual({ received: 10, isComplete: false });
    expect(await part(0, 10)).toEqual({ received: 10, isComplete: false });
    expect(await part(20, 30)).toEqual({ received: 10, isComplete: false });
    expect(await part(10, 30)).toEqual({ received: 30, isComplete: false });
    expect(await part(30)).toMatchObject({ isComplete: true });
    expect(await part(0, 10)).toMatchObject({ isComplete: true });
    expect(await reading()).toMatchObject({ state: 'accepted' });
  });

  test('that was cut off by the end of the program goes on where it was', async () => {
    const at = '2026-11-22T09:00:00+08:00';
    let photoUid = '';
    let bytes = Buffer.alloc(0);
    {
      await using ann = makeStation({ folder, at });
      const one = await onePhoto(ann);
      await one.phone.send(one.look);
      await one.part(0, 25);
      photoUid = one.photo.uid;
      bytes = Buffer.from(one.bytes);
    }
    await using again = makeStation({ folder, at });
    const rest = (offset: number) => bytes.subarray(offset).toString('base64');
    const send = (offset: number) => ({ photoUid, offset, totalBytes: bytes.length, base64: rest(offset) });
    const by = { userId: null, name: 'reader', via: 'lan' } as const;
    expect(takePhotoPart(again.station, by, send(0))).toEqual({ received: 25, isComplete: false });
    expect(takePhotoPart(again.station, by, send(25))).toMatchObject({ isComplete: true });
  });

  test('whose file was finished when the program ended is linked by the next try', async () => {
    await using ann = makeStation({ folder });
    const { look, phone, part, photo, bytes, reading } = await onePhoto(ann);
    await phone.send(look);
    mkdirSync(path.join(folder, 'photos', photo.sha256.slice(0, 2)), { recursive: true });
    writeFileSync(path.join(folder, 'photos', photo.sha256.slice(0, 2), photo.sha256), bytes);
    expect(await part(0, 10)).toMatchObject({ isComplete: true });
    expect(await reading()).toMatchObject({ state: 'accepted' });
  });

  test('that differs from its hash is refused, stays missing, and may be sent again', async () => {
    await using ann = makeStation({ folder });
    const { look, phone, part, photo, bytes, reading } = await onePhoto(ann);
    await phone.send(look);
    await expect(part(0, bytes.length, photoBytes('别的'))).rejects.toMatchObject(refused('round.photo-altered'));
    expect(await reading()).toMatchObject({ state: 'doubtful', doubts: ['photo-missing'] });
    expect(globSync('photos/**/*', { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile())).toEqual([]);
    expect(await part(0)).toMatchObject({ isComplete: true });
    writeFileSync(path.join(folder, 'photos', photo.sha256.slice(0, 2), photo.sha256), 'x');
    await expect(ann.as('manager').rounds.photo({ photoUid: photo.uid })).rejects.toMatchObject(
      refused('round.photo-altered'),
    );
  });

  test('taken at another time than the look is a doubt that stays', async () => {
    await using ann = makeStation({ folder });
    const { look, phone, part, photo, reading } = await onePhoto(ann);
    const old = { ...photo, takenAt: look.takenAt - 30 * 86_400_000 };
    await phone.send({ ...look, photo: old });
    expect(await reading()).toMatchObject({ state: 'doubtful', doubts: ['photo-missing', 'photo-time'] });
    await part(0);
    expect(await reading()).toMatchObject({ state: 'doubtful', doubts: ['photo-time'] });
  });

  test('announced and not arrived is counted on the round, also where there are no figures', async () => {
    await using ann = makeStation({ folder });
    const { look, phone, part, round } = await onePhoto(ann);
    const { roundId } = round;
    await phone.send({ ...look, values: null, noAccess: 'locked' });
    expect(await ann.as('manager').rounds.get({ roundId })).toMatchObject({ photosMissing: 1 });
    await part(0);
    expect(await ann.as('manager').rounds.get({ roundId })).toMatchObject({ photosMissing: 0 });
  });

  test('nobody announced is refused', async () => {
    await using ann = makeStation({ folder });
    const { part } = await onePhoto(ann);
    await expect(part(0)).rejects.toMatchObject(refused('round.photo-unknown'));
  });
});

describe('a round on a stick', () => {
  test('goes out signed by the station, comes back, and twice is once', async () => {
    await using ann = makeStation({ folder });
    const { look, photo, round, houses, reading, part } = await onePhoto(ann);
    const manager = ann.as('manager');
    const downloadUid = randomUUID();
    const exported = await manager.rounds.exportFile({ roundUid: round.roundUid, downloadUid });
    const out = JSON.parse(JSON.parse(exported.text).body);
    expect(out).toMatchObject({ downloadUid, name: '1 号楼 11 月' });
    const deviceId = randomUUID();
    const others = houses.slice(1).map((house) => seen(ann, house, 1300));
    const back = returnFile(out, deviceId, [look, ...others], ann.now());
    ann.advance(60_000);
    const first = await ann.as('reader').rounds.importFile(signedParts(back));
    expect(first).toMatchObject({ fresh: 3, known: 0, refused: 0, photosMissing: [{ uid: photo.uid }] });
    expect(await part(0)).toMatchObject({ isComplete: true });
    expect(await reading()).toMatchObject({ state: 'accepted', source: 'round' });
    const second = await manager.rounds.importFile(signedParts(back));
    expect(second).toMatchObject({ fresh: 0, known: 3, photosMissing: [] });
    const file = await manager.rounds.get({ roundId: round.roundId });
    expect(file).toMatchObject({ state: 'returned', read: 3, conflicts: 0 });
    for (const { meterId } of houses) expect(await ann.as('reader').readings.ofMeter({ meterId })).toHaveLength(3);
  });

  test('sent over the network as well, by the same phone, is still once', async () => {
    await using ann = makeStation({ folder });
    const { houses, phone, round } = await onePhoto(ann);
    const [house] = houses;
    if (!house) throw new Error('no house');
    const look = seen(ann, house, 1222);
    await phone.send(look);
    const back = returnFile(phone.out, phone.deviceId, [look], ann.now());
    expect(await ann.as('manager').rounds.importFile(signedParts(back))).toMatchObject({ fresh: 0, known: 1 });
    expect(await ann.as('manager').rounds.get({ roundId: round.roundId })).toMatchObject({ read: 1, conflicts: 0 });
  });

  test('altered by one figure, signed by another key or of another station, is refused and stores nothing', async () => {
    await using ann = makeStation({ folder });
    const { phone, look, house } = await onePhoto(ann);
    const back = returnFile(phone.out, phone.deviceId, [look], ann.now());
    const reader = ann.as('reader');
    const altered = { ...signedParts(back), body: back.body.replace('1200000', '1300000') };
    await expect(reader.rounds.importFile(altered)).rejects.toMatchObject(refused('round.file-altered'));
    const own = returnFile({ ...phone.out, returnSeed: 'ab'.repeat(32) }, phone.deviceId, [look], ann.now());
    await expect(reader.rounds.importFile(signedParts(own))).rejects.toMatchObject(refused('round.file-foreign'));
    const nonsense = returnFile(phone.out, 'no device', [look], ann.now());
    await expect(reader.rounds.importFile(signedParts(nonsense))).rejects.toMatchObject(
      refused('round.file-unreadable'),
    );
    expect(await reader.readings.ofMeter({ meterId: house.meterId })).toHaveLength(2);
  });

  test('answers for the round it went out with alone', async () => {
    await using ann = makeStation({ folder });
    const { phone, look, houses, house } = await onePhoto(ann);
    const other = await plan(ann, houses, { name: '另一任务' });
    const back = returnFile({ ...phone.out, roundUid: other.roundUid }, phone.deviceId, [look], ann.now());
    await expect(ann.as('reader').rounds.importFile(signedParts(back))).rejects.toMatchObject(
      refused('round.file-foreign'),
    );
    expect(await ann.as('reader').readings.ofMeter({ meterId: house.meterId })).toHaveLength(2);
  });

  test('written by a clock in the future is put right by as much', async () => {
    await using ann = makeStation({ folder });
    const { phone, house } = await onePhoto(ann);
    ann.advance(3 * 3_600_000);
    const day = 86_400_000;
    const look = seen(ann, house, 1200, { takenAt: ann.now() + 2 * day - 3_600_000 });
    const back = returnFile(phone.out, phone.deviceId, [look], ann.now() + 2 * day);
    await ann.as('reader').rounds.importFile(signedParts(back));
    const [newest] = await ann.as('reader').readings.ofMeter({ meterId: house.meterId });
    expect(newest?.readAt).toBe(ann.now() - 3_600_000);
  });

  test('is still known after the program was started again: the key lies in the folder', async () => {
    await using ann = makeStation({ folder });
    const { phone } = await onePhoto(ann);
    expect(existsSync(path.join(folder, 'round-key.pem'))).toBe(true);
    expect(phone.out.stationKey).toMatch(/^[0-9a-f]{64}$/);
  });
});
