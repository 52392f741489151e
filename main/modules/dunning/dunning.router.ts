import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { DunningMarkId } from '../../shared/ids.ts';
import { accountDunning, listCases } from './cases.service.ts';
import {
  AccountDunning,
  AccountQuery,
  Cases,
  CasesQuery,
  LiftMark,
  MakeMark,
  RecordServed,
  RuleView,
  SaveRule,
  StepsTaken,
  TakeSteps,
} from './dunning.schema.ts';
import { liftMark, makeMark } from './marks.service.ts';
import { ruleViews, saveRule } from './rules.service.ts';
import { cancelReminders, recordServed, reminderText, takeSteps } from './steps.service.ts';

const reading = procedure.meta({ perm: 'dunning.read' });
const acting = procedure.meta({ perm: 'dunning.act' });
const marking = procedure.meta({ perm: 'dunning.mark' });

export const dunningRouter = router({
  cases: reading
    .input(CasesQuery)
    .output(Cases)
    .query(({ ctx, input }) => listCases(ctx.station, input)),
  account: reading
    .input(AccountQuery)
    .output(AccountDunning)
    .query(({ ctx, input }) => accountDunning(ctx.station, input.accountId)),
  reminderText: reading
    .input(AccountQuery)
    .output(z.string().nullable())
    .query(({ ctx, input }) => reminderText(ctx.station, input.accountId)),
  take: acting
    .input(TakeSteps)
    .output(StepsTaken)
    .mutation(({ ctx, input }) => takeSteps(ctx.station, ctx.actor, input)),
  cancelQueued: acting
    .output(z.object({ cancelled: z.number() }))
    .mutation(({ ctx }) => cancelReminders(ctx.station, ctx.actor)),
  served: acting
    .input(RecordServed)
    .output(z.void())
    .mutation(({ ctx, input }) => recordServed(ctx.station, ctx.actor, input)),
  mark: marking
    .input(MakeMark)
    .output(DunningMarkId)
    .mutation(({ ctx, input }) => makeMark(ctx.station, ctx.actor, ctx.session.can, input)),
  liftMark: marking
    .input(LiftMark)
    .output(z.void())
    .mutation(({ ctx, input }) => liftMark(ctx.station, ctx.actor, ctx.session.can, input)),
  rules: reading.output(z.array(RuleView)).query(({ ctx }) => ruleViews(ctx.station.db)),
  saveRule: procedure
    .meta({ perm: 'dunning.rules' })
    .input(SaveRule)
    .output(z.void())
    .mutation(({ ctx, input }) => saveRule(ctx.station, ctx.actor, input)),
});
