import type { Migration } from '../migrate.ts';

export const users: Migration = {
  version: 20,
  name: 'users',
  up: `
CREATE TABLE user (
  id                   INTEGER PRIMARY KEY,
  login_name           TEXT NOT NULL UNIQUE COLLATE NOCASE,
  display_name         TEXT NOT NULL,
  password_hash        TEXT NOT NULL,
  must_change_password INTEGER NOT NULL DEFAULT 0 CHECK (must_change_password IN (0, 1)),
  is_active            INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  failed_logins        INTEGER NOT NULL DEFAULT 0,
  wait_until           INTEGER NOT NULL DEFAULT 0,
  created_at           INTEGER NOT NULL
) STRICT;

CREATE TABLE user_role (
  user_id INTEGER NOT NULL REFERENCES user (id),
  role    TEXT NOT NULL CHECK (role IN ('administrator', 'manager', 'cashier', 'reader', 'safety-officer', 'filler', 'resident')),
  PRIMARY KEY (user_id, role)
) STRICT, WITHOUT ROWID;

-- Only the SHA-256 of a session's token is kept: a stolen copy of the database opens no session.
CREATE TABLE session (
  token_hash   TEXT PRIMARY KEY,
  user_id      INTEGER NOT NULL REFERENCES user (id),
  via          TEXT NOT NULL CHECK (via IN ('window', 'lan')),
  created_at   INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  locked_at    INTEGER,
  ended_at     INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX session_user ON session (user_id) WHERE ended_at IS NULL;

-- The audit page's filters; each list is read backwards by id, which every index carries behind its column.
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_user ON audit (user_id);
CREATE INDEX audit_action ON audit (action);
`,
};
