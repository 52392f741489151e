import { randomUUID } from 'node:crypto';
import { initTRPC, TRPCError } from '@trpc/server';
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc';
import superjson from 'superjson';
import { z } from 'zod';
import type { Session } from '../modules/users/index.ts';
import { ERROR_CODES, type ErrorKind, isStationError, StationError } from '../shared/error-codes.ts';
import type { Permission } from '../shared/permissions.ts';
import type { Station } from '../station.types.ts';

export interface Context {
  readonly station: Station;
  readonly session: Session | undefined;
  readonly door: 'window' | 'lan';
  /** The LAN door sets or clears its cookie; the window's door ignores it. */
  setSessionCookie(token: string | null): void;
  /** The session even when it is locked, for unlocking. */
  requireSession(): Session;
  /** Bugs are reported with a number a person can read out; the detail stays in the log. */
  reportBug(error: unknown, reportNo: string): void;
}

interface Meta {
  /** What the caller must be allowed to do. */
  readonly perm?: Permission;
  /** A payment overtakes everything else that waits for the writer. */
  readonly priority?: 'counter';
}

const KINDS: Record<ErrorKind, TRPC_ERROR_CODE_KEY> = {
  'bad-input': 'BAD_REQUEST',
  unauthorised: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  'not-found': 'NOT_FOUND',
  conflict: 'CONFLICT',
  unavailable: 'SERVICE_UNAVAILABLE',
};

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    transformer: superjson,
    isDev: false,
    sse: { ping: { enabled: true, intervalMs: 15_000 } },
    errorFormatter({ shape, error, ctx }) {
      const { code, params } = errorData(error, ctx);
      return {
        ...shape,
        message: code,
        data: { code: shape.data.code, httpStatus: shape.data.httpStatus, station: { code, params } },
      };
    },
  });

function errorData(error: TRPCError, ctx: Context | undefined): { code: string; params: Record<string, unknown> } {
  if (isStationError(error.cause)) return { code: error.cause.code, params: { ...error.cause.params } };
  if (error.cause instanceof z.ZodError && error.code === 'BAD_REQUEST') {
    const issue = error.cause.issues[0];
    return { code: 'input.invalid', params: { field: issue?.path.join('.') ?? '', reason: issue?.message ?? '' } };
  }
  if (error.code === 'NOT_FOUND' || error.code === 'METHOD_NOT_SUPPORTED')
    return { code: 'input.invalid', params: { field: 'path', reason: error.message } };
  if (error.code === 'BAD_REQUEST' || error.code === 'PARSE_ERROR')
    return { code: 'input.invalid', params: { field: '', reason: error.message } };
  const reportNo = randomUUID().slice(0, 8);
  ctx?.reportBug(error.cause ?? error, reportNo);
  return { code: 'bug', params: { reportNo } };
}

export const router = t.router;

/** Turns our refusals into tRPC's, keeping the StationError as the cause for the formatter. */
const withRefusals = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok && isStationError(result.error.cause)) {
    const { cause } = result.error;
    throw new TRPCError({ code: KINDS[ERROR_CODES[cause.code]], cause, message: cause.code });
  }
  return result;
});

/** Before login: set-up, login, station name. Everything else is `procedure`. */
export const openProcedure = t.procedure.use(withRefusals);

/** All that somebody may do whose password another person chose. */
const CHANGE_PASSWORD = 'session.changePassword';

/**
 * Needs an open, unlocked session with the permission its meta names, and a password only its user knows: what is done
 * is signed with their name. Mutations take their turn on the writer.
 */
export const procedure = openProcedure.use(async ({ ctx, meta, path, type, next }) => {
  const session = ctx.requireSession();
  if (session.user.isLocked) throw new StationError('session.locked');
  if (session.user.mustChangePassword && path !== CHANGE_PASSWORD) throw new StationError('password.must-change');
  if (!meta?.perm) throw new Error('a procedure must name its permission');
  if (!session.can(meta.perm)) throw new StationError('permission.denied', { permission: meta.perm });
  if (type === 'mutation') await ctx.station.queue.submit(meta.priority ?? 'normal', () => undefined);
  return next({ ctx: { ...ctx, session, actor: session.actor } });
});
