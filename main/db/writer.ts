import { hash } from 'node:crypto';
import { z } from 'zod';
import type { UnixMs } from '../shared/dates.ts';
import { StationError } from '../shared/error-codes.ts';
import type { RequestId, UserId } from '../shared/ids.ts';
import { asStationError } from './open.ts';
import { insert, maybe, run } from './query.ts';
import type { ReadDb, WriteDb } from './types.ts';

/** Who does it. Always made from a session (or by the system for its own jobs), never from a form. */
export interface Actor {
  readonly userId: UserId | null;
  readonly name: string;
  readonly via: 'window' | 'lan' | 'cli' | 'job';
}

/** Told to every open window after the commit, so that it can refresh what it shows. */
export interface Notice {
  readonly topic: string;
  readonly id?: number;
}

/** One open transaction. */
export interface Tx {
  readonly db: WriteDb;
  readonly now: UnixMs;
  readonly by: Actor;
  /** Names what was touched and how it changed; the audit row itself is written by the writer. */
  audit(subject: AuditSubject): void;
  announce(notice: Notice): void;
}

export interface AuditSubject {
  readonly kind: string;
  readonly id: number | string;
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface WriteOptions {
  /** Dotted verb of the audit trail: "cashier.take". */
  readonly action: string;
  /** Makes a repeat harmless: the first result is returned again, nothing is done twice. */
  readonly requestId?: RequestId;
  /** What was asked, for the audit trail. Never a password. */
  readonly input?: unknown;
}

export interface Writer {
  readonly db: ReadDb;
  /** Synchronous, atomic, audited. Must be short and must not await. */
  write<T>(by: Actor, options: WriteOptions, work: (tx: Tx) => T): T;
  /** Does the work and takes all of it back: what a change would come to, worked out by the code that makes it. */
  rehearse<T>(by: Actor, work: (tx: Tx) => T): T;
}

/** Carries the result of a rehearsal out of the transaction it takes back. */
class Rehearsed {
  readonly result: unknown;
  constructor(result: unknown) {
    this.result = result;
  }
}

const RequestRow = z.object({
  action: z.string(),
  userId: z.number().nullable(),
  inputHash: z.string(),
  resultJson: z.string(),
});
const findRequest = maybe(
  RequestRow,
  'SELECT action, user_id AS userId, input_hash AS inputHash, result_json AS resultJson FROM request WHERE request_id = :requestId',
);
const insertRequest = run(
  `INSERT INTO request (request_id, action, user_id, input_hash, result_json, at)
   VALUES (:requestId, :action, :userId, :inputHash, :resultJson, :at)`,
);
const lastAudit = maybe(z.object({ hash: z.string() }), 'SELECT hash FROM audit ORDER BY id DESC LIMIT 1');
const insertAudit = insert(
  `INSERT INTO audit (at, user_id, user_name, via, action, body_json, prev_hash, hash)
   VALUES (:at, :userId, :userName, :via, :action, :bodyJson, :prevHash, :hash)`,
);

export const GENESIS_HASH = '0'.repeat(64);

export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

export function auditHash(
  prevHash: string,
  row: { at: number; userId: number | null; userName: string; via: string; action: string; bodyJson: string },
): string {
  return sha256(JSON.stringify([prevHash, row.at, row.userId, row.userName, row.via, row.action, row.bodyJson]));
}

export function createWriter(db: ReadDb, now: () => UnixMs, announce: (notice: Notice) => void): Writer {
  const begin = db.transaction((step: () => unknown) => step());
  return {
    db,
    write<T>(by: Actor, options: WriteOptions, work: (tx: Tx) => T): T {
      if (db.inTransaction) throw new Error(`write inside a write: ${options.action}`);
      const notices: Notice[] = [];
      let result: T;
      try {
        result = begin.immediate(() => perform(db as WriteDb, by, options, work, now(), notices)) as T;
      } catch (error) {
        throw asStationError(error, db.name);
      }
      for (const notice of notices) announce(notice);
      return result;
    },
    rehearse<T>(by: Actor, work: (tx: Tx) => T): T {
      const tx: Tx = { db: db as WriteDb, now: now(), by, audit: () => undefined, announce: () => undefined };
      try {
        begin.immediate(() => {
          throw new Rehearsed(work(tx));
        });
      } catch (error) {
        if (error instanceof Rehearsed) return error.result as T;
        throw asStationError(error, db.name);
      }
      throw new Error('a rehearsal was kept');
    },
  };
}

function perform<T>(
  db: WriteDb,
  by: Actor,
  options: WriteOptions,
  work: (tx: Tx) => T,
  now: UnixMs,
  notices: Notice[],
): T {
  const { action, requestId, input = null } = options;
  // Only a request that may repeat is compared with what was asked before.
  const inputHash = requestId ? sha256(JSON.stringify(input)) : '';
  if (requestId) {
    const earlier = findRequest(db, { requestId });
    if (earlier) {
      const isSame = earlier.action === action && earlier.inputHash === inputHash && earlier.userId === by.userId;
      if (!isSame) throw new StationError('request.reused');
      return JSON.parse(earlier.resultJson) as T;
    }
  }
  const subjects: AuditSubject[] = [];
  const result = work({
    db,
    now,
    by,
    audit: (subject) => subjects.push(subject),
    announce: (notice) => notices.push(notice),
  });
  if (result instanceof Promise) throw new Error(`write must not await: ${action}`);
  appendAudit(db, by, action, JSON.stringify({ input, subjects }), now);
  if (requestId) {
    insertRequest(db, {
      requestId,
      action,
      userId: by.userId,
      inputHash,
      resultJson: JSON.stringify(result ?? null),
      at: now,
    });
  }
  return result;
}

function appendAudit(db: WriteDb, by: Actor, action: string, bodyJson: string, at: UnixMs): void {
  const row = { at, userId: by.userId, userName: by.name, via: by.via, action, bodyJson };
  const prevHash = lastAudit(db)?.hash ?? GENESIS_HASH;
  insertAudit(db, { ...row, prevHash, hash: auditHash(prevHash, row) });
}
