import { z } from 'zod';
import { openProcedure, procedure, router } from '../../api/trpc.ts';
import { UserId } from '../../shared/ids.ts';
import * as sessions from './sessions.service.ts';
import {
  ChangePassword,
  CreateUser,
  Login,
  ResetPassword,
  SessionUser,
  Unlock,
  UpdateUser,
  UserRow,
} from './users.schema.ts';
import * as users from './users.service.ts';

export const sessionRouter = router({
  me: openProcedure.output(SessionUser.nullable()).query(({ ctx }) => ctx.session?.user ?? null),
  /** On the LAN door the token also goes out as an HttpOnly cookie; the window keeps it in memory. */
  login: openProcedure
    .input(Login)
    .output(z.object({ user: SessionUser, token: z.string().nullable() }))
    .mutation(async ({ ctx, input }) => {
      const { token, user } = await sessions.login(ctx.station, input, ctx.door);
      if (ctx.door === 'window') return { user, token };
      ctx.setSessionCookie(token);
      return { user, token: null };
    }),
  logout: openProcedure.output(z.void()).mutation(({ ctx }) => {
    if (ctx.session) sessions.logout(ctx.station, ctx.session);
    ctx.setSessionCookie(null);
  }),
  lock: openProcedure.output(z.void()).mutation(({ ctx }) => {
    if (ctx.session) sessions.lock(ctx.station, ctx.session);
  }),
  unlock: openProcedure
    .input(Unlock)
    .output(z.void())
    .mutation(({ ctx, input }) => sessions.unlock(ctx.station, ctx.requireSession(), input.password)),
  changePassword: procedure
    .meta({ perm: 'session.own' })
    .input(ChangePassword)
    .output(z.void())
    .mutation(({ ctx, input }) => sessions.changePassword(ctx.station, ctx.session, input)),
});

export const usersRouter = router({
  list: procedure
    .meta({ perm: 'users.manage' })
    .output(z.array(UserRow))
    .query(({ ctx }) => users.listUsers(ctx.station)),
  create: procedure
    .meta({ perm: 'users.manage' })
    .input(CreateUser)
    .output(UserId)
    .mutation(({ ctx, input }) => users.createUser(ctx.station, ctx.actor, input)),
  update: procedure
    .meta({ perm: 'users.manage' })
    .input(UpdateUser)
    .output(z.void())
    .mutation(({ ctx, input }) => users.updateUser(ctx.station, ctx.actor, input)),
  resetPassword: procedure
    .meta({ perm: 'users.manage' })
    .input(ResetPassword)
    .output(z.void())
    .mutation(({ ctx, input }) => users.resetPassword(ctx.station, ctx.actor, input)),
});
