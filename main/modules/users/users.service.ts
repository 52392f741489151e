import type { Actor, Tx } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import { UserId } from '../../shared/ids.ts';
import type { Role } from '../../shared/permissions.ts';
import type { Station } from '../../station.types.ts';
import { hashPassword } from './password.ts';
import { isWeakPassword } from './users.domain.ts';
import type { CreateUser, ResetPassword, UpdateUser, UserRow } from './users.schema.ts';
import * as store from './users.store.ts';

export function listUsers(st: Station): UserRow[] {
  return store.allUsers(st.db).map((row) => ({
    id: UserId.parse(row.id),
    loginName: row.loginName,
    displayName: row.displayName,
    roles: store.rolesOf(st.db, { userId: row.id }).map((r) => r.role as Role),
    isActive: row.isActive === 1,
    mustChangePassword: row.mustChangePassword === 1,
    lastLoginAt: row.lastLoginAt,
  }));
}

/** A user made by an administrator must choose a password of their own at the first login. */
export async function createUser(
  st: Station,
  by: Actor,
  cmd: CreateUser,
  options: { mustChangePassword?: boolean } = {},
): Promise<UserId> {
  if (isWeakPassword(cmd.password, cmd.loginName)) throw new StationError('password.weak');
  const passwordHash = await hashPassword(cmd.password);
  const { password: _, requestId, ...visible } = cmd;
  const mustChange = options.mustChangePassword ?? true;
  return st.write(by, { action: 'users.create', requestId, input: visible }, (tx) =>
    insertUser(tx, { ...visible, passwordHash, mustChange }),
  );
}

/** Used by the first set-up as well, inside its own transaction. */
export function insertUser(
  tx: Tx,
  user: { loginName: string; displayName: string; roles: readonly Role[]; passwordHash: string; mustChange: boolean },
): UserId {
  const { loginName, displayName, passwordHash } = user;
  if (store.findByLogin(tx.db, { loginName })) throw new StationError('user.name-taken', { loginName });
  const id = store.insertUser(tx.db, {
    loginName,
    displayName,
    passwordHash,
    mustChangePassword: Number(user.mustChange),
    createdAt: tx.now,
  });
  for (const role of new Set(user.roles)) store.insertRole(tx.db, { userId: id, role });
  tx.audit({ kind: 'user', id, after: { loginName, displayName, roles: user.roles } });
  tx.announce({ topic: 'users', id });
  return UserId.parse(id);
}

/** Switching a user off ends their sessions at once. The last active administrator cannot be switched off or demoted. */
export function updateUser(st: Station, by: Actor, cmd: UpdateUser): void {
  st.write(by, { action: 'users.update', input: cmd }, (tx) => {
    const before = store.findById(tx.db, { id: cmd.userId });
    if (!before) throw new StationError('record.not-found', { kind: 'user', id: cmd.userId });
    const staysAdministrator = cmd.isActive && cmd.roles.includes('administrator');
    if (!staysAdministrator && store.countOtherAdministrators(tx.db, { userId: cmd.userId }).n === 0)
      throw new StationError('user.last-administrator');
    const rolesBefore = store.rolesOf(tx.db, { userId: cmd.userId }).map((r) => r.role);
    store.updateUser(tx.db, { id: cmd.userId, displayName: cmd.displayName, isActive: Number(cmd.isActive) });
    store.deleteRoles(tx.db, { userId: cmd.userId });
    for (const role of new Set(cmd.roles)) store.insertRole(tx.db, { userId: cmd.userId, role });
    if (!cmd.isActive) store.endSessionsOf(tx.db, { userId: cmd.userId, exceptHash: '', now: tx.now });
    tx.audit({
      kind: 'user',
      id: cmd.userId,
      before: { displayName: before.displayName, roles: rolesBefore, isActive: before.isActive === 1 },
      after: cmd,
    });
    tx.announce({ topic: 'users', id: cmd.userId });
  });
}

/** An administrator's reset: the user must change it at the next login, and every session of theirs ends. */
export async function resetPassword(st: Station, by: Actor, cmd: ResetPassword): Promise<void> {
  const user = store.findById(st.db, { id: cmd.userId });
  if (!user) throw new StationError('record.not-found', { kind: 'user', id: cmd.userId });
  if (isWeakPassword(cmd.newPassword, user.loginName)) throw new StationError('password.weak');
  const passwordHash = await hashPassword(cmd.newPassword);
  st.write(by, { action: 'users.reset-password', input: { userId: cmd.userId } }, (tx) => {
    store.updatePassword(tx.db, { id: cmd.userId, passwordHash, mustChangePassword: 1 });
    store.endSessionsOf(tx.db, { userId: cmd.userId, exceptHash: '', now: tx.now });
    tx.audit({ kind: 'user', id: cmd.userId });
    tx.announce({ topic: 'users', id: cmd.userId });
  });
}
