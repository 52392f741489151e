import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { StationError } from '../shared/error-codes.ts';
import type { ReadDb } from './types.ts';

const FULL = 2;
/**
 * Pages kept in the process beside those the system keeps. Work goes through accounts in their order and searches through
 * narrow ranges, so more gains no time and costs its size in memory.
 */
const CACHE_KIB = 16 * 1024;

/** The ledger's file inside a data folder. */
export function ledgerFile(folder: string): string {
  return path.join(folder, 'station.db');
}

/** Makes the data folder and refuses, in words, one that cannot be written. */
export function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK);
  } catch (cause) {
    throw new StationError(
      'folder.unusable',
      { folder, reason: (cause as NodeJS.ErrnoException).code ?? 'unknown' },
      { cause },
    );
  }
}

/**
 * Holds an exclusive SQLite lock on a file of its own for as long as the station is open: the operating system frees
 * it when the process dies in any way, so there is no stale lock to clean up.
 */
export function lockFolder(folder: string): Disposable {
  const db = new Database(path.join(folder, 'station.lock'), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    db.close();
    if ((cause as { code?: string }).code === 'SQLITE_BUSY')
      throw new StationError('station.already-open', { folder }, { cause });
    throw asStationError(cause, folder);
  }
  return { [Symbol.dispose]: () => db.close() };
}

/**
 * The writing connection. better-sqlite3 is compiled with synchronous=NORMAL for WAL, which loses acknowledged
 * payments at a power cut: FULL is set and then asserted. `file` may be ":memory:" in tests.
 */
export function openWriting(file: string): ReadDb {
  const db = open(file, () => new Database(file));
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('trusted_schema = OFF');
    db.pragma('busy_timeout = 5000');
    // The journals of statements that write many rows would go to files else.
    db.pragma('temp_store = MEMORY');
    db.pragma(`cache_size = -${CACHE_KIB}`);
    db.pragma('journal_size_limit = 67108864');
    assertDurable(db);
    // A file that may be read but not written is refused now, not at the first payment.
    db.exec('BEGIN IMMEDIATE; ROLLBACK');
    return db as unknown as ReadDb;
  } catch (error) {
    db.close();
    throw asStationError(error, file);
  }
}

/** Refuses to go on with a connection whose commits might not reach the disk. */
export function assertDurable(db: Database.Database): void {
  const synchronous = db.pragma('synchronous', { simple: true });
  if (synchronous !== FULL) throw new StationError('db.not-durable', { synchronous: String(synchronous) });
}

/** A read-only connection on an existing ledger: for verification, exports and reports beside a running station. */
export function openReading(file: string): ReadDb {
  if (!existsSync(file)) throw new StationError('station.not-set-up', { folder: path.dirname(file) });
  const db = open(file, () => new Database(file, { readonly: true, fileMustExist: true }));
  try {
    db.pragma('trusted_schema = OFF');
    db.pragma(`cache_size = -${CACHE_KIB}`);
    return db as unknown as ReadDb;
  } catch (error) {
    db.close();
    throw asStationError(error, file);
  }
}

function open(file: string, make: () => Database.Database): Database.Database {
  try {
    return make();
  } catch (error) {
    throw asStationError(error, file);
  }
}

/** Gives SQLite's disk faults the sentence a person can act on; anything else passes unchanged. */
export function asStationError(error: unknown, file: string): unknown {
  const code = (error as { code?: string } | null)?.code ?? '';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
    return new StationError('db.corrupt', { file }, { cause: error });
  if (code.startsWith('SQLITE_FULL')) return new StationError('db.full', { file }, { cause: error });
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_PERM'))
    return new StationError('db.read-only', { file, reason: code }, { cause: error });
  if (code.startsWith('SQLITE_IOERR')) return new StationError('db.full', { file }, { cause: error });
  return error;
}
