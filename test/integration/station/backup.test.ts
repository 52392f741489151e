import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Actor } from '../../../main/db/writer.ts';
import {
  backUpIfDue,
  restoreBackup,
  saveSettings,
  setUp,
  stationSettings,
} from '../../../main/modules/station/index.ts';
import { isStationError } from '../../../main/shared/error-codes.ts';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';

const refusal = (code: Parameters<typeof isStationError>[1]) =>
  expect.toSatisfy((error: unknown) => isStationError(error, code));
const BOSS: Actor = { userId: null, name: 'boss', via: 'cli' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stationdesk-backup-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function openNamed(name: string): Promise<TestStation> {
  const ann = makeStation({ folder });
  await setUp(ann.station, 'cli', {
    ...{ stationName: name, kind: 'both', loginName: 'boss', displayName: '刘站长', password: 'north-gas-2026' },
    requestId: requestId(),
  });
  return ann;
}

function rename(ann: TestStation, name: string): void {
  const settings = stationSettings(ann.station.db);
  if (!settings) throw new Error('not set up');
  saveSettings(ann.station, BOSS, { ...settings, name });
}

async function nameInFolder(): Promise<string | undefined> {
  await using ann = makeStation({ folder });
  return stationSettings(ann.station.db)?.name;
}

const backupFile = (name: string) => path.join(folder, 'backups', name);

test('a backup is one whole file with the hash its manifest tells, and the list shows it', async () => {
  await using ann = await openNamed('城北站');
  const made = await ann.as('manager').station.backUp();
  const bytes = readFileSync(backupFile(made.file));
  expect(made).toMatchObject({
    file: 'station-20261122-090000.db',
    stationName: '城北站',
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
  expect(readdirSync(path.join(folder, 'backups')).sort()).toEqual([made.file, `${made.file}.json`]);
  expect(await ann.as('manager').station.backups()).toEqual({ folder: path.join(folder, 'backups'), backups: [made] });
});

test('a write during the backup is answered, and the copy is still one sound state', async () => {
  await using ann = await openNamed('before');
  const backup = ann.as('manager').station.backUp();
  rename(ann, 'after');
  await backup;
  expect(stationSettings(ann.station.db)?.name).toBe('after');
  expect(await ann.as('administrator').ledger.verify()).toMatchObject({ isSound: true });
});

test('undoing a restoration brings back what a crash had left in the log', async () => {
  let backup = '';
  {
    await using ann = await openNamed('before');
    backup = backupFile((await ann.as('manager').station.backUp()).file);
    rename(ann, 'after');
    // What a crash leaves: the database and its log as they lie on the disk.
    for (const suffix of ['', '-wal'])
      copyFileSync(path.join(folder, `station.db${suffix}`), path.join(folder, `crashed.db${suffix}`));
  }
  for (const suffix of ['', '-wal'])
    copyFileSync(path.join(folder, `crashed.db${suffix}`), path.join(folder, `station.db${suffix}`));
  const { keptFile } = await restoreBackup(folder, backup);
  expect(await nameInFolder()).toBe('before');
  await restoreBackup(folder, keptFile ?? '', { now: Date.now() + 60_000 });
  expect(await nameInFolder()).toBe('after');
});

test('a backup dated by a clock that ran ahead does not keep the next ones from being made', async () => {
  await using ann = await openNamed('城北站');
  ann.setClock('2099-01-01T09:00:00+08:00');
  await ann.as('manager').station.backUp();
  ann.setClock('2026-11-22T09:00:00+08:00');
  expect(await backUpIfDue(ann.station)).toMatchObject({ file: 'station-20261122-090000.db' });
  ann.advance(3_600_000);
  expect(await backUpIfDue(ann.station)).toBeUndefined();
});

test('two calls at once make one backup', async () => {
  await using ann = await openNamed('城北站');
  const [first, second] = await Promise.all([ann.as('manager').station.backUp(), ann.as('manager').station.backUp()]);
  expect(second).toEqual(first);
  expect((await ann.as('manager').station.backups()).backups).toHaveLength(1);
});

test('the newest fourteen are kept, and copies of another name are not touched', async () => {
  await using ann = await openNamed('城北站');
  const made: string[] = [];
  for (let day = 0; day < 16; day++) {
    made.push((await ann.as('manager').station.backUp()).file);
    if (day === 0) writeFileSync(backupFile('before-migration-10-to-20.db'), 'kept');
    ann.advance(24 * 3_600_000);
  }
  const { backups } = await ann.as('manager').station.backups();
  expect(backups.map(({ file }) => file)).toEqual(made.slice(2).reverse());
  expect(readdirSync(path.join(folder, 'backups'))).toHaveLength(2 * 14 + 1);
});

test('a station makes its own backup once a day, and none before it is set up', async () => {
  await using empty = makeStation({ folder: path.join(folder, 'empty') });
  expect(await backUpIfDue(empty.station)).toBeUndefined();
  await using ann = await openNamed('城北站');
  expect(await backUpIfDue(ann.station)).toMatchObject({ madeBy: 'backup' });
  ann.advance(3_600_000);
  expect(await backUpIfDue(ann.station)).toBeUndefined();
  ann.advance(20 * 3_600_000);
  expect(await backUpIfDue(ann.station)).toBeDefined();
});

test('a cashier may not make a backup', async () => {
  await using ann = await openNamed('城北站');
  await expect(ann.as('cashier').station.backUp()).rejects.toMatchObject({ cause: { code: 'permission.denied' } });
});

test('a restored backup is the station again, and what it replaced lies beside it', async () => {
  const ann = await openNamed('before');
  const { file } = await ann.as('manager').station.backUp();
  rename(ann, 'after');
  await ann[Symbol.asyncDispose]();
  const restored = await restoreBackup(folder, backupFile(file), { now: Date.parse('2026-11-22T18:00:00+08:00') });
  expect(restored).toMatchObject({
    isHashChecked: true,
    keptFile: path.join(folder, 'before-restore-20261122-180000.db'),
  });
  expect(await nameInFolder()).toBe('before');
  await restoreBackup(folder, restored.keptFile ?? '');
  expect(await nameInFolder()).toBe('after');
});

test('a log left by a crash is kept with the old database and not replayed into the restored one', async () => {
  const ann = await openNamed('before');
  const { file } = await ann.as('manager').station.backUp();
  await ann[Symbol.asyncDispose]();
  writeFileSync(path.join(folder, 'station.db-wal'), 'left by a crash');
  const { keptFile } = await restoreBackup(folder, backupFile(file));
  expect(existsSync(path.join(folder, 'station.db-wal'))).toBe(false);
  expect(readFileSync(`${keptFile}-wal`, 'utf8')).toBe('left by a crash');
  expect(await nameInFolder()).toBe('before');
});

test('a backup restores into an empty folder', async () => {
  const ann = await openNamed('moved');
  const { file } = await ann.as('manager').station.backUp();
  await ann[Symbol.asyncDispose]();
  const target = path.join(folder, 'other-computer');
  expect(await restoreBackup(target, backupFile(file))).toMatchObject({ keptFile: null });
  await using there = makeStation({ folder: target });
  expect(stationSettings(there.station.db)?.name).toBe('moved');
});

test('photos and the key of round files go with the backup and come back with it', async () => {
  const hash = 'ab'.repeat(32);
  const photo = (of: string) => path.join(of, 'photos', 'ab', hash);
  mkdirSync(path.dirname(photo(folder)), { recursive: true });
  mkdirSync(path.join(folder, 'photos', 'incoming'), { recursive: true });
  writeFileSync(photo(folder), 'dial');
  writeFileSync(path.join(folder, 'photos', 'incoming', 'part'), 'half');
  writeFileSync(path.join(folder, 'round-key.pem'), 'key');
  const ann = await openNamed('城北站');
  const { file } = await ann.as('manager').station.backUp();
  await ann[Symbol.asyncDispose]();
  // The folder of the backups, carried to another computer.
  const carried = path.join(folder, 'carried');
  cpSync(path.join(folder, 'backups'), carried, { recursive: true });
  const other = path.join(folder, 'other');
  mkdirSync(other);
  writeFileSync(path.join(other, 'round-key.pem'), 'another');
  await restoreBackup(other, path.join(carried, file));
  expect(readFileSync(photo(other), 'utf8')).toBe('dial');
  expect(readFileSync(path.join(other, 'round-key.pem'), 'utf8')).toBe('key');
  expect(existsSync(path.join(other, 'photos', 'incoming'))).toBe(false);
  expect(readdirSync(other).filter((name) => name.startsWith('round-key-until'))).toHaveLength(1);
});

test('restoring is refused while the station is open', async () => {
  await using ann = await openNamed('open');
  const { file } = await ann.as('manager').station.backUp();
  await expect(restoreBackup(folder, backupFile(file))).rejects.toThrow(refusal('station.already-open'));
});

test('an altered, a damaged, a newer and a missing backup are refused and nothing is touched', async () => {
  const ann = await openNamed('untouched');
  const { file } = await ann.as('manager').station.backUp();
  const newer = await ann.as('manager').station.backUp();
  await ann[Symbol.asyncDispose]();
  const bytes = readFileSync(backupFile(file));

  // The number of the SQLite that wrote it last, the end of the header: the database reads as well as before.
  const altered = Buffer.from(bytes);
  altered.writeUInt8(altered.readUInt8(99) ^ 1, 99);
  writeFileSync(backupFile(file), altered);
  await expect(restoreBackup(folder, backupFile(file))).rejects.toThrow(refusal('backup.altered'));

  writeFileSync(backupFile(file), bytes.subarray(0, bytes.length / 2));
  await expect(restoreBackup(folder, backupFile(file))).rejects.toThrow(refusal('db.corrupt'));

  // user_version stands at byte 60 of the header.
  const future = Buffer.from(bytes);
  future.writeUInt32BE(9_999_990, 60);
  rmSync(`${backupFile(newer.file)}.json`);
  writeFileSync(backupFile(newer.file), future);
  await expect(restoreBackup(folder, backupFile(newer.file))).rejects.toThrow(refusal('db.newer'));

  await expect(restoreBackup(folder, backupFile('gone.db'))).rejects.toThrow(refusal('backup.missing'));
  expect(await nameInFolder()).toBe('untouched');
});
