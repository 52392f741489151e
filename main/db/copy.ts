import { closeSync, fsyncSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { StationError } from '../shared/error-codes.ts';
import { asStationError } from './open.ts';
import type { ReadDb } from './types.ts';

/** Pages copied before the event loop runs once more: a payment waits for one such piece at most (about a millisecond). */
const PAGES_A_TURN = 200;

/**
 * Copies an open database into a new file, piece by piece while the program goes on writing. The copy is one state of
 * it, and one file: without a write-ahead log beside it, so that it can be carried away. Refuses 'db.full', 'db.read-only'.
 */
export async function copyDatabase(
  db: ReadDb,
  file: string,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  try {
    await db.backup(file, {
      progress({ totalPages, remainingPages }) {
        onProgress(totalPages - remainingPages, totalPages);
        return PAGES_A_TURN;
      },
    });
    foldLog(file);
  } catch (error) {
    throw asStationError(error, file);
  }
}

/** Takes a write-ahead log that lies beside a database into it, so that it is one file, and sees it to the disk. */
export function foldLog(file: string): void {
  const db = new Database(file);
  try {
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
  syncFile(file);
}

/** What a check of a database file found out. */
export interface CopyFacts {
  /** SHA-256 of the file's bytes, in hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly schemaVersion: number;
}

/**
 * Hashes a database file and lets SQLite check its structure, in a thread of its own: on a large station the check
 * takes seconds in which the counter must not stand still. Refuses 'db.corrupt'.
 */
export function checkCopy(file: string): Promise<CopyFacts> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(CHECK, {
      eval: true,
      workerData: { file, library: createRequire(import.meta.url).resolve('better-sqlite3') },
    });
    worker.once('message', (answer: CopyFacts | { fault: string }) => {
      if ('fault' in answer) reject(new StationError('db.corrupt', { file }, { cause: new Error(answer.fault) }));
      else resolve(answer);
    });
    worker.once('error', reject);
  });
}

/** Runs from its text, so that the packaged program needs no second bundle for it. */
const CHECK = `
const { createHash } = require('node:crypto');
const { openSync, readSync, closeSync } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');
const Database = require(workerData.library);
let answer;
try {
  const hash = createHash('sha256');
  const part = Buffer.alloc(1 << 20);
  let bytes = 0;
  const handle = openSync(workerData.file, 'r');
  for (let n; (n = readSync(handle, part)) > 0; bytes += n) hash.update(part.subarray(0, n));
  closeSync(handle);
  const db = new Database(workerData.file, { readonly: true, fileMustExist: true });
  try {
    const said = db.pragma('integrity_check(1)', { simple: true });
    answer = said === 'ok'
      ? { sha256: hash.digest('hex'), bytes, schemaVersion: db.pragma('user_version', { simple: true }) }
      : { fault: String(said) };
  } finally {
    db.close();
  }
} catch (error) {
  answer = { fault: String(error) };
}
parentPort.postMessage(answer);
`;

/** Makes sure a file's bytes are on the disk, not only handed to the operating system. */
export function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
