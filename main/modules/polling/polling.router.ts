import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { MeterId } from '../../shared/ids.ts';
import { AlertCounts, AlertPage, AlertQuery, DecideAlerts } from './alerts.schema.ts';
import { alertCounts, decideAlerts, listAlerts } from './alerts.service.ts';
import {
  DailyQuery,
  DailyUse,
  GapPage,
  GapQuery,
  ReopenGaps,
  RetryGaps,
  RetryResult,
  SettledGaps,
  SettleGaps,
} from './daily.schema.ts';
import { listGaps, RETRY, retryGaps } from './gaps.service.ts';
import { livePower } from './live.service.ts';
import { LivePower, LoadChoices, LoadCurve, LoadQuery, SaveLimit } from './load.schema.ts';
import { dailyUses, loadChoices, loadCurve } from './load.service.ts';
import { Policy } from './policy.schema.ts';
import { policyOf, saveLimit, savePolicy } from './policy.service.ts';
import {
  ChangeSchedule,
  CreateSchedule,
  EnableSchedule,
  PollRun,
  RunSchedule,
  Schedule,
  ScopeChoices,
  UpdateSchedule,
} from './polling.schema.ts';
import { cancelRun } from './run.service.ts';
import * as schedules from './schedules.service.ts';
import { reopenGaps, settleGaps } from './settle-gaps.service.ts';
import { startAsked } from './start.service.ts';
import { scopeChoices } from './targets.service.ts';

const reading = procedure.meta({ perm: 'readings.read' });
const writing = procedure.meta({ perm: 'readings.write' });
const setting = procedure.meta({ perm: 'meters.write' });
const deciding = procedure.meta({ perm: 'readings.review' });

export const pollingRouter = router({
  schedules: reading.output(z.array(Schedule)).query(({ ctx }) => schedules.listSchedules(ctx.station)),
  runs: reading.output(z.array(PollRun)).query(({ ctx }) => schedules.recentRuns(ctx.station)),
  choices: reading.output(ScopeChoices).query(({ ctx }) => scopeChoices(ctx.station.db)),
  create: setting
    .input(CreateSchedule)
    .output(z.object({ scheduleId: z.number() }))
    .mutation(({ ctx, input }) => schedules.createSchedule(ctx.station, ctx.actor, input)),
  update: setting
    .input(UpdateSchedule)
    .output(z.void())
    .mutation(({ ctx, input }) => schedules.updateSchedule(ctx.station, ctx.actor, input)),
  enable: setting
    .input(EnableSchedule)
    .output(z.void())
    .mutation(({ ctx, input }) => schedules.enableSchedule(ctx.station, ctx.actor, input)),
  remove: setting
    .input(ChangeSchedule)
    .output(z.void())
    .mutation(({ ctx, input }) => schedules.removeSchedule(ctx.station, ctx.actor, input)),
  run: writing
    .input(RunSchedule)
    .output(z.void())
    .mutation(({ ctx, input }) => startAsked(ctx.station, ctx.actor, input.scheduleId)),
  cancel: writing
    .input(RunSchedule)
    .output(z.void())
    .mutation(({ ctx, input }) => cancelRun(ctx.station, input.scheduleId)),
  gaps: reading
    .input(GapQuery)
    .output(GapPage)
    .query(({ ctx, input }) => listGaps(ctx.station, input)),
  retryGaps: writing
    .input(RetryGaps)
    .output(RetryResult)
    .mutation(({ ctx, input }) => retryGaps(ctx.station, ctx.actor, input)),
  settleGaps: deciding
    .input(SettleGaps)
    .output(SettledGaps)
    .mutation(({ ctx, input }) => settleGaps(ctx.station, ctx.actor, input)),
  reopenGaps: deciding
    .input(ReopenGaps)
    .output(SettledGaps)
    .mutation(({ ctx, input }) => reopenGaps(ctx.station, ctx.actor, input)),
  cancelRetry: writing.output(z.void()).mutation(({ ctx }) => cancelRun(ctx.station, RETRY)),
  daily: reading
    .input(DailyQuery)
    .output(z.array(DailyUse))
    .query(({ ctx, input }) => dailyUses(ctx.station.db, input)),
  loadChoices: reading.output(LoadChoices).query(({ ctx }) => loadChoices(ctx.station)),
  load: reading
    .input(LoadQuery)
    .output(LoadCurve)
    .query(({ ctx, input }) => loadCurve(ctx.station, input)),
  livePower: reading
    .input(z.strictObject({ meterId: MeterId }))
    .output(LivePower)
    .query(({ ctx, input }) => livePower(ctx.station, input.meterId)),
  saveLimit: setting
    .input(SaveLimit)
    .output(z.void())
    .mutation(({ ctx, input }) => saveLimit(ctx.station, ctx.actor, input)),
  alerts: reading
    .input(AlertQuery)
    .output(AlertPage)
    .query(({ ctx, input }) => listAlerts(ctx.station, input)),
  alertCounts: reading.output(AlertCounts).query(({ ctx }) => alertCounts(ctx.station)),
  decideAlerts: deciding
    .input(DecideAlerts)
    .output(z.void())
    .mutation(({ ctx, input }) => decideAlerts(ctx.station, ctx.actor, input)),
  policy: reading.output(Policy).query(({ ctx }) => policyOf(ctx.station.db)),
  savePolicy: setting
    .input(Policy)
    .output(z.void())
    .mutation(({ ctx, input }) => savePolicy(ctx.station, ctx.actor, input)),
});
