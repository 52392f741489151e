import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Migration, migrate, schemaVersion } from '../../main/db/migrate.ts';
import { MIGRATIONS } from '../../main/db/migrations/index.ts';
import { assertDurable, ledgerFile, openReading, openWriting } from '../../main/db/open.ts';
import { schemaText } from '../../main/db/schema.ts';
import { isStationError } from '../../main/shared/error-codes.ts';
import { openStation } from '../../main/station.ts';
import { ROWS } from './rows.ts';
import { add, contents } from './support.ts';

const NEWEST = MIGRATIONS.at(-1)?.version ?? 0;
const refusal = (code: Parameters<typeof isStationError>[1]) =>
  expect.toSatisfy((e: unknown) => isStationError(e, code));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stationdesk-migrate-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const backups = () => path.join(folder, 'backups');

/** A ledger as the program of an earlier version left it, with one row in every table of it. */
function makeOld(version: number): void {
  const db = openWriting(ledgerFile(folder));
  migrate(
    db,
    MIGRATIONS.filter((migration) => migration.version <= version),
  );
  for (const [known, fill] of Object.entries(ROWS)) if (Number(known) <= version) fill(db);
  db.close();
}

function read<T>(file: string, work: (db: ReturnType<typeof openReading>) => T): T {
  const db = openReading(file);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

function failing(version: number): Migration {
  return {
    version,
    name: 'failing',
    up(db) {
      db.exec("CREATE TABLE half (id INTEGER); UPDATE setting SET value_json = '{}'; INSERT INTO half VALUES (1)");
      throw new Error('the power of an example');
    },
  };
}

test('an existing ledger is copied before it is migrated, and the copy is whole and of the old version', async () => {
  makeOld(20);
  const before = read(ledgerFile(folder), contents);
  await using station = openStation({ folder });
  expect(schemaVersion(station.db)).toBe(NEWEST);
  const copy = path.join(backups(), `before-migration-20-to-${NEWEST}.db`);
  expect(read(copy, schemaVersion)).toBe(20);
  expect(read(copy, contents)).toEqual(before);
  expect(contents(station.db)).toMatchObject(before);
});

test('the copy of an interrupted attempt is replaced', async () => {
  makeOld(20);
  const copy = path.join(backups(), `before-migration-20-to-${NEWEST}.db`);
  const db = openWriting(ledgerFile(folder));
  expect(() => migrate(db, [...MIGRATIONS.filter((m) => m.version <= 20), failing(NEWEST)], backups())).toThrow(
    'the power of an example',
  );
  db.close();
  writeFileSync(copy, 'half a copy');
  await using station = openStation({ folder });
  expect(schemaVersion(station.db)).toBe(NEWEST);
  expect(read(copy, schemaVersion)).toBe(20);
});

test('a new ledger and an up-to-date one are not copied', async () => {
  await openStation({ folder })[Symbol.asyncDispose]();
  await openStation({ folder })[Symbol.asyncDispose]();
  expect(existsSync(backups())).toBe(false);
});

test('a migration that fails half-way leaves the ledger as it was, and the repaired one succeeds', () => {
  makeOld(20);
  const db = openWriting(ledgerFile(folder));
  const before = { schema: schemaText(db), contents: contents(db) };
  const known = MIGRATIONS.filter((m) => m.version <= 20);
  expect(() => migrate(db, [...known, failing(25)], backups())).toThrow('the power of an example');
  expect({ schema: schemaText(db), contents: contents(db) }).toEqual(before);
  migrate(db, MIGRATIONS, backups());
  expect(schemaVersion(db)).toBe(NEWEST);
  db.close();
});

test('of several migrations the ones before the failing one stay, each whole', () => {
  const db = openWriting(':memory:');
  const first: Migration = {
    version: 10,
    name: 'first',
    up: "CREATE TABLE setting (value_json TEXT); INSERT INTO setting VALUES ('1')",
  };
  expect(() =>
    migrate(db, [first, failing(20), { version: 30, name: 'never', up: 'CREATE TABLE never (id INTEGER)' }]),
  ).toThrow('the power of an example');
  expect(schemaVersion(db)).toBe(10);
  expect(contents(db)).toEqual({ setting: [{ value_json: '1' }] });
  db.close();
});

test('migrations that are out of order are refused before anything is touched', () => {
  const db = openWriting(':memory:');
  const up = 'CREATE TABLE a (id INTEGER)';
  expect(() =>
    migrate(db, [
      { version: 20, name: 'b', up },
      { version: 10, name: 'a', up },
    ]),
  ).toThrow('does not follow');
  expect(schemaVersion(db)).toBe(0);
  db.close();
});

test('a ledger of a newer program is refused in words and not a byte of it changes', () => {
  makeOld(NEWEST);
  const db = openWriting(ledgerFile(folder));
  db.pragma(`user_version = ${NEWEST + 10}`);
  add(db, 'setting', { key: 'from-the-future', value_json: '1' });
  db.close();
  const hash = () =>
    createHash('sha256')
      .update(readFileSync(ledgerFile(folder)))
      .digest('hex');
  const before = hash();
  expect(() => openStation({ folder })).toThrow(refusal('db.newer'));
  expect(hash()).toBe(before);
  expect(readdirSync(folder).filter((name) => name !== 'station.lock')).toEqual(['station.db']);
});

test('the writing connection of a station waits for the disk at every commit', async () => {
  await using station = openStation({ folder });
  expect(station.db.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(station.db.pragma('synchronous', { simple: true })).toBe(2);
  expect(() => assertDurable(station.db)).not.toThrow();
});

test('a connection that might lose a commit is refused', () => {
  const db = openWriting(ledgerFile(folder));
  for (const level of ['NORMAL', 'OFF']) {
    db.pragma(`synchronous = ${level}`);
    expect(() => assertDurable(db)).toThrow(refusal('db.not-durable'));
  }
  db.close();
});
