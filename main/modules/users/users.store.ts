import { z } from 'zod';
import { insert, many, maybe, one, run } from '../../db/query.ts';

const UserColumns = z.object({
  id: z.number(),
  loginName: z.string(),
  displayName: z.string(),
  passwordHash: z.string(),
  mustChangePassword: z.number(),
  isActive: z.number(),
  failedLogins: z.number(),
  waitUntil: z.number(),
});
export type UserColumns = z.infer<typeof UserColumns>;

const COLUMNS = `id, login_name AS loginName, display_name AS displayName, password_hash AS passwordHash,
  must_change_password AS mustChangePassword, is_active AS isActive, failed_logins AS failedLogins, wait_until AS waitUntil`;

export const findByLogin = maybe(UserColumns, `SELECT ${COLUMNS} FROM user WHERE login_name = :loginName`);
export const findById = maybe(UserColumns, `SELECT ${COLUMNS} FROM user WHERE id = :id`);
export const allUsers = many(
  UserColumns.extend({ lastLoginAt: z.number().nullable() }),
  `SELECT ${COLUMNS}, (SELECT max(s.created_at) FROM session s WHERE s.user_id = user.id) AS lastLoginAt
   FROM user ORDER BY is_active DESC, login_name`,
);
export const rolesOf = many(
  z.object({ role: z.string() }),
  'SELECT role FROM user_role WHERE user_id = :userId ORDER BY role',
);
export const countOtherAdministrators = one(
  z.object({ n: z.number() }),
  `SELECT count(*) AS n FROM user u JOIN user_role r ON r.user_id = u.id
   WHERE r.role = 'administrator' AND u.is_active = 1 AND u.id <> :userId`,
);

export const insertUser = insert(
  `INSERT INTO user (login_name, display_name, password_hash, must_change_password, created_at)
   VALUES (:loginName, :displayName, :passwordHash, :mustChangePassword, :createdAt)`,
);
export const insertRole = run('INSERT INTO user_role (user_id, role) VALUES (:userId, :role)');
export const deleteRoles = run('DELETE FROM user_role WHERE user_id = :userId');
export const updateUser = run('UPDATE user SET display_name = :displayName, is_active = :isActive WHERE id = :id');
export const updatePassword = run(
  'UPDATE user SET password_hash = :passwordHash, must_change_password = :mustChangePassword, failed_logins = 0, wait_until = 0 WHERE id = :id',
);
export const recordFailure = run(
  'UPDATE user SET failed_logins = :failedLogins, wait_until = :waitUntil WHERE id = :id',
);

const SessionRow = z.object({
  tokenHash: z.string(),
  userId: z.number(),
  via: z.string(),
  lastSeenAt: z.number(),
  expiresAt: z.number(),
  lockedAt: z.number().nullable(),
  loginName: z.string(),
  displayName: z.string(),
  mustChangePassword: z.number(),
});
export const findSession = maybe(
  SessionRow,
  `SELECT s.token_hash AS tokenHash, s.user_id AS userId, s.via, s.last_seen_at AS lastSeenAt, s.expires_at AS expiresAt,
     s.locked_at AS lockedAt, u.login_name AS loginName, u.display_name AS displayName, u.must_change_password AS mustChangePassword
   FROM session s JOIN user u ON u.id = s.user_id
   WHERE s.token_hash = :tokenHash AND s.ended_at IS NULL AND s.expires_at > :now AND u.is_active = 1`,
);
export const insertSession = run(
  `INSERT INTO session (token_hash, user_id, via, created_at, last_seen_at, expires_at)
   VALUES (:tokenHash, :userId, :via, :now, :now, :expiresAt)`,
);
export const lockSession = run(
  'UPDATE session SET locked_at = :now WHERE token_hash = :tokenHash AND locked_at IS NULL',
);
export const unlockSession = run(
  'UPDATE session SET locked_at = NULL, last_seen_at = :now WHERE token_hash = :tokenHash',
);
export const endSession = run('UPDATE session SET ended_at = :now WHERE token_hash = :tokenHash AND ended_at IS NULL');
export const endSessionsOf = run(
  'UPDATE session SET ended_at = :now WHERE user_id = :userId AND ended_at IS NULL AND token_hash <> :exceptHash',
);
