import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { StationError } from '../shared/error-codes.ts';
import { asStationError } from './open.ts';
import type { ReadDb } from './types.ts';

/** One change of the schema. Numbers go up by tens; a released one is never edited (a test keeps their hashes). */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly up: string | ((db: Database.Database) => void);
}

export function schemaVersion(db: ReadDb): number {
  return db.pragma('user_version', { simple: true }) as number;
}

export function assertAscending(migrations: readonly Migration[]): void {
  for (const [i, migration] of migrations.entries()) {
    const previous = migrations[i - 1]?.version ?? 0;
    if (migration.version <= previous) throw new Error(`migration ${migration.version} does not follow ${previous}`);
  }
}

/**
 * Brings the database to the program's version. Each migration and its version number are one transaction. An
 * existing database is first copied to `backupFolder` and the copy is checked, so that a failed migration costs
 * nothing. A database newer than the program is refused untouched.
 */
export function migrate(db: ReadDb, migrations: readonly Migration[], backupFolder?: string): void {
  assertAscending(migrations);
  const current = schemaVersion(db);
  const newest = migrations.at(-1)?.version ?? 0;
  if (current > newest) throw new StationError('db.newer', { found: current, known: newest });
  const pending = migrations.filter((m) => m.version > current);
  if (pending.length === 0) return;
  try {
    if (current > 0 && backupFolder) backUpBefore(db, backupFolder, current, newest);
    for (const migration of pending) apply(db, migration);
    db.pragma('optimize');
  } catch (error) {
    throw asStationError(error, db.name);
  }
}

function apply(db: ReadDb, migration: Migration): void {
  db.transaction(() => {
    if (typeof migration.up === 'string') db.exec(migration.up);
    else migration.up(db);
    db.pragma(`user_version = ${migration.version}`);
  }).exclusive();
}

function backUpBefore(db: ReadDb, folder: string, from: number, to: number): void {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `before-migration-${from}-to-${to}.db`);
  // A copy left by an interrupted attempt is of the same version; VACUUM INTO refuses an existing file.
  rmSync(file, { force: true });
  db.prepare('VACUUM INTO ?').run(file);
  const copy = new Database(file, { readonly: true });
  try {
    const answer = copy.pragma('integrity_check', { simple: true });
    if (answer !== 'ok') throw new StationError('db.corrupt', { file });
  } finally {
    copy.close();
  }
}
