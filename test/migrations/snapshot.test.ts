import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Migration } from '../../main/db/migrate.ts';
import { MIGRATIONS } from '../../main/db/migrations/index.ts';
import { schemaText } from '../../main/db/schema.ts';
import { makeStation } from '../support/station.ts';
import { hashOf } from './support.ts';

const SNAPSHOT = readFileSync(path.resolve(import.meta.dirname, '../../main/db/schema.snapshot.sql'), 'utf8');

/** version → hash of every migration in a released program. Add a release's migrations here; never change a line. */
const RELEASED: Readonly<Record<number, string>> = {};

function releaseFindings(migrations: readonly Migration[], released: Readonly<Record<number, string>>): string[] {
  const byVersion = new Map(migrations.map((migration) => [migration.version, migration]));
  const newest = Math.max(0, ...Object.keys(released).map(Number));
  const changed = Object.entries(released).flatMap(([version, hash]) => {
    const migration = byVersion.get(Number(version));
    if (!migration) return [`migration ${version} is released and gone`];
    return hashOf(migration) === hash ? [] : [`migration ${version} is released and was changed`];
  });
  const late = migrations
    .filter(({ version }) => version < newest && !(version in released))
    .map(({ version }) => `migration ${version} comes before a released one`);
  return [...changed, ...late];
}

test('the snapshot is the migrated schema (npx node main/tools/schema-snapshot.ts rewrites it)', async () => {
  await using ann = makeStation();
  expect(schemaText(ann.station.db)).toBe(SNAPSHOT);
});

test('the snapshot notices a new table, column or trigger', async () => {
  await using ann = makeStation();
  const { db } = ann.station;
  for (const change of [
    'CREATE TABLE extra (id INTEGER) STRICT',
    "ALTER TABLE customer ADD COLUMN extra TEXT NOT NULL DEFAULT ''",
    'DROP TRIGGER payment_kept',
  ]) {
    const before = schemaText(db);
    db.exec(change);
    expect(schemaText(db)).not.toBe(before);
  }
});

test('released migrations are as they were released', () => {
  expect(releaseFindings(MIGRATIONS, RELEASED)).toEqual([]);
});

test('the guard notices a released migration that was changed, removed or overtaken', () => {
  const first: Migration = { version: 10, name: 'first', up: 'CREATE TABLE a (id INTEGER)' };
  const second: Migration = { version: 20, name: 'second', up: (db) => db.exec('DROP TABLE a') };
  const released = { 10: hashOf(first), 20: hashOf(second) };
  expect(releaseFindings([first, second, { version: 30, name: 'next', up: '' }], released)).toEqual([]);
  expect(releaseFindings([{ ...first, up: 'CREATE TABLE a (id TEXT)' }, second], released)).toEqual([
    'migration 10 is released and was changed',
  ]);
  expect(releaseFindings([first, { ...second, up: (db) => db.exec('DROP TABLE b') }], released)).toEqual([
    'migration 20 is released and was changed',
  ]);
  expect(releaseFindings([second], released)).toEqual(['migration 10 is released and gone']);
  expect(releaseFindings([first, { version: 15, name: 'late', up: '' }, second], released)).toEqual([
    'migration 15 comes before a released one',
  ]);
});
