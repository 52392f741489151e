import { randomBytes } from 'node:crypto';
import { type Actor, sha256 } from '../../db/writer.ts';
import { isStationError, StationError } from '../../shared/error-codes.ts';
import { UserId } from '../../shared/ids.ts';
import { isAllowed, type Permission, type Role } from '../../shared/permissions.ts';
import type { Station } from '../../station.types.ts';
import { hashPassword, isPasswordRight } from './password.ts';
import { IDLE_LOCK_MS, isWeakPassword, SESSION_MAX_MS, waitAfterFailures } from './users.domain.ts';
import type { ChangePassword, Login, SessionUser } from './users.schema.ts';
import * as store from './users.store.ts';

export interface Session {
  readonly tokenHash: string;
  readonly user: SessionUser;
  readonly actor: Actor;
  can(permission: Permission): boolean;
}

/** Hash of a password nobody has: an unknown login name takes as long to refuse as a wrong password (ASVS 6.3.8). */
const DUMMY_HASH = hashPassword(randomBytes(16).toString('hex'));

/** When each session was last used. Kept in memory: writing it down would cost an fsync a request. */
const lastUse = new WeakMap<Station, Map<string, number>>();

function usesOf(st: Station): Map<string, number> {
  let uses = lastUse.get(st);
  if (!uses) {
    uses = new Map();
    lastUse.set(st, uses);
  }
  return uses;
}

/** Opens a session and answers its token, which exists nowhere else. Failures are slow, counted and audited. */
export async function login(
  st: Station,
  cmd: Login,
  via: 'window' | 'lan',
): Promise<{ token: string; user: SessionUser }> {
  const user = await authenticate(st, cmd, via);
  const token = randomBytes(32).toString('base64url');
  const tokenHash = sha256(token);
  st.write({ userId: UserId.parse(user.id), name: user.displayName, via }, { action: 'session.login' }, (tx) => {
    store.recordFailure(tx.db, { id: user.id, failedLogins: 0, waitUntil: 0 });
    store.insertSession(tx.db, { tokenHash, userId: user.id, via, now: tx.now, expiresAt: tx.now + SESSION_MAX_MS });
  });
  usesOf(st).set(tokenHash, st.clock.now());
  const session = findSession(st, token);
  if (!session) throw new Error('a session just opened must be found');
  return { token, user: session.user };
}

/** Checks that wait for each other at most: each holds a thread and 32 MB for a tenth of a second. */
const CHECKS_AT_ONCE = 16;
let checking = 0;

/**
 * Whose password it is. The account is looked at again after the slow check, because others may have been tried beside
 * it: guesses sent all at once wait as long as guesses one by one. Refuses 'login.wait', 'login.wrong'.
 */
async function authenticate(st: Station, cmd: Login, via: 'window' | 'lan'): Promise<store.UserColumns> {
  const user = store.findByLogin(st.db, { loginName: cmd.loginName });
  refuseWaiting(st, user);
  const isRight = await check(cmd.password, user?.passwordHash ?? (await DUMMY_HASH));
  const current = user && store.findById(st.db, { id: user.id });
  refuseWaiting(st, current);
  if (current && isRight && current.isActive && current.passwordHash === user?.passwordHash) return current;
  const actor: Actor = { userId: null, name: cmd.loginName, via };
  st.write(actor, { action: 'session.login-failed', input: { loginName: cmd.loginName } }, (tx) => {
    if (!current) return;
    const failedLogins = current.failedLogins + 1;
    store.recordFailure(tx.db, { id: current.id, failedLogins, waitUntil: tx.now + waitAfterFailures(failedLogins) });
  });
  throw new StationError('login.wrong');
}

function refuseWaiting(st: Station, user: store.UserColumns | undefined): void {
  const waitMs = (user?.waitUntil ?? 0) - st.clock.now();
  if (waitMs > 0) throw new StationError('login.wait', { seconds: Math.ceil(waitMs / 1000) });
}

async function check(password: string, passwordHash: string): Promise<boolean> {
  if (checking >= CHECKS_AT_ONCE) throw new StationError('login.wait', { seconds: 1 });
  checking++;
  try {
    return await isPasswordRight(password, passwordHash);
  } finally {
    checking--;
  }
}

/** The session behind a token, or undefined. Fifteen idle minutes lock it. */
export function findSession(st: Station, token: string): Session | undefined {
  const now = st.clock.now();
  const tokenHash = sha256(token);
  const row = store.findSession(st.db, { tokenHash, now });
  if (!row) return undefined;
  const lastSeen = Math.max(usesOf(st).get(tokenHash) ?? 0, row.lastSeenAt);
  const isLocked = row.lockedAt !== null || now - lastSeen > IDLE_LOCK_MS;
  if (!isLocked) usesOf(st).set(tokenHash, now);
  const roles = store.rolesOf(st.db, { userId: row.userId }).map((r) => r.role as Role);
  const userId = UserId.parse(row.userId);
  return {
    tokenHash,
    user: {
      userId,
      loginName: row.loginName,
      displayName: row.displayName,
      roles,
      mustChangePassword: row.mustChangePassword === 1,
      isLocked,
    },
    actor: { userId, name: row.displayName, via: row.via as 'window' | 'lan' },
    can: (permission) => isAllowed(roles, permission),
  };
}

export function lock(st: Station, session: Session): void {
  st.write(session.actor, { action: 'session.lock' }, (tx) => {
    store.lockSession(tx.db, { tokenHash: session.tokenHash, now: tx.now });
  });
}

export async function unlock(st: Station, session: Session, password: string): Promise<void> {
  await authenticate(
    st,
    { loginName: session.user.loginName, password },
    session.actor.via === 'lan' ? 'lan' : 'window',
  );
  st.write(session.actor, { action: 'session.unlock' }, (tx) => {
    store.recordFailure(tx.db, { id: session.user.userId, failedLogins: 0, waitUntil: 0 });
    store.unlockSession(tx.db, { tokenHash: session.tokenHash, now: tx.now });
  });
  usesOf(st).set(session.tokenHash, st.clock.now());
}

export function logout(st: Station, session: Session): void {
  st.write(session.actor, { action: 'session.logout' }, (tx) => {
    store.endSession(tx.db, { tokenHash: session.tokenHash, now: tx.now });
  });
}

/** Every other session of the user ends with the old password. A wrong old one counts as a failed login does. */
export async function changePassword(st: Station, session: Session, cmd: ChangePassword): Promise<void> {
  const { loginName } = session.user;
  const via = session.actor.via === 'lan' ? 'lan' : 'window';
  const user = await authenticate(st, { loginName, password: cmd.oldPassword }, via).catch((error) => {
    throw isStationError(error, 'login.wrong') ? new StationError('password.wrong') : error;
  });
  if (isWeakPassword(cmd.newPassword, user.loginName)) throw new StationError('password.weak');
  const passwordHash = await hashPassword(cmd.newPassword);
  st.write(session.actor, { action: 'session.change-password' }, (tx) => {
    store.updatePassword(tx.db, { id: user.id, passwordHash, mustChangePassword: 0 });
    store.endSessionsOf(tx.db, { userId: user.id, exceptHash: session.tokenHash, now: tx.now });
    tx.audit({ kind: 'user', id: user.id });
  });
}

/** Whether a session found before may still go on: not ended, not expired, not locked, its user not switched off. */
export function isSessionOpen(st: Station, session: Session): boolean {
  const row = store.findSession(st.db, { tokenHash: session.tokenHash, now: st.clock.now() });
  return row !== undefined && row.lockedAt === null;
}
