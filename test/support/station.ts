import { randomUUID } from 'node:crypto';
import { appRouter } from '../../main/api/router.ts';
import type { Context } from '../../main/api/trpc.ts';
import type { Session } from '../../main/modules/users/index.ts';
import { RequestId, UserId } from '../../main/shared/ids.ts';
import { isAllowed, type Role } from '../../main/shared/permissions.ts';
import { openStation, type StationOptions } from '../../main/station.ts';

/** A station for tests: real SQLite in memory with all migrations, the real router, and a clock that obeys. */
export function makeStation(options: Partial<StationOptions> & { at?: string } = {}) {
  let now = Date.parse(options.at ?? '2026-11-22T09:00:00+08:00');
  const station = openStation({ folder: ':memory:', now: () => now, ...options });
  const bugs: unknown[] = [];
  const people = new Map<Role, Session>();

  function session(role: Role): Session {
    const known = people.get(role);
    if (known) return known;
    const userId = UserId.parse(
      Number(
        station.db
          .prepare("INSERT INTO user (login_name, display_name, password_hash, created_at) VALUES (?, ?, '!', 0)")
          .run(role, role).lastInsertRowid,
      ),
    );
    station.db.prepare('INSERT INTO user_role (user_id, role) VALUES (?, ?)').run(userId, role);
    const made: Session = {
      tokenHash: role,
      user: { userId, loginName: role, displayName: role, roles: [role], mustChangePassword: false, isLocked: false },
      actor: { userId, name: role, via: 'window' },
      can: (permission) => isAllowed([role], permission),
    };
    people.set(role, made);
    return made;
  }

  function context(who: Session | undefined): Context {
    return {
      station,
      session: who,
      door: 'window',
      setSessionCookie: () => undefined,
      requireSession() {
        if (!who) throw new Error('no session in this test');
        return who;
      },
      reportBug: (error) => bugs.push(error),
    };
  }

  return {
    station,
    bugs,
    /** Calls procedures as somebody with one role. */
    as: (role: Role) => appRouter.createCaller(context(session(role))),
    actor: (role: Role) => session(role).actor,
    /** Calls procedures in a session that was really opened. */
    with: (who: Session | undefined) => appRouter.createCaller(context(who)),
    asNobody: () => appRouter.createCaller(context(undefined)),
    setClock(at: string): void {
      now = Date.parse(at);
    },
    advance(ms: number): void {
      now += ms;
    },
    now: () => now,
    [Symbol.asyncDispose]: () => station[Symbol.asyncDispose](),
  };
}

export type TestStation = ReturnType<typeof makeStation>;

export function requestId(): RequestId {
  return RequestId.parse(randomUUID());
}
