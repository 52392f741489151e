import { z } from 'zod';
import { DeviceId, MeterId, RequestId } from '../../shared/ids.ts';

/**
 * daily 日冻结: the register of every night · settlement 结算日: the reading a billing run takes · interval 曲线: every
 * quarter of an hour.
 */
export const SCHEDULE_KINDS = ['daily', 'settlement', 'interval'] as const;
export const ScheduleKind = z.enum(SCHEDULE_KINDS);
export type ScheduleKind = z.infer<typeof ScheduleKind>;

export const PolledService = z.enum(['electricity', 'gas', 'water']);
export type PolledService = z.infer<typeof PolledService>;

/** Whose meters: those that fit everything that is said. Empty lists say nothing, so an empty scope is every wired meter. */
export const Scope = z.strictObject({
  busIds: z.array(DeviceId).max(200).default([]),
  buildings: z.array(z.string().min(1).max(60)).max(500).default([]),
  service: PolledService.nullable().default(null),
  meterIds: z.array(MeterId).max(5000).default([]),
});
export type Scope = z.infer<typeof Scope>;

const fields = {
  name: z.string().trim().min(1).max(40),
  kind: ScheduleKind,
  scope: Scope,
  /** Minute of the station's day at which it starts; interval schedules have none. */
  atMinute: z.number().int().min(0).max(1439).default(0),
  /** Settlement day of the month. */
  monthDay: z.number().int().min(1).max(28).nullable().default(null),
  isEnabled: z.boolean().default(true),
};
const hasItsDay = (s: { kind: ScheduleKind; monthDay?: number | null | undefined }) =>
  (s.kind === 'settlement') === (s.monthDay != null);

export const CreateSchedule = z.strictObject({ ...fields, requestId: RequestId }).refine(hasItsDay, 'monthDay');
export type CreateSchedule = z.input<typeof CreateSchedule>;
export const ScheduleId = z.number().int().positive();
export const UpdateSchedule = z
  .strictObject({ ...fields, scheduleId: ScheduleId, version: z.number().int() })
  .refine(hasItsDay, 'monthDay');
export type UpdateSchedule = z.input<typeof UpdateSchedule>;
export const ChangeSchedule = z.strictObject({ scheduleId: ScheduleId, version: z.number().int() });
export type ChangeSchedule = z.infer<typeof ChangeSchedule>;
export const EnableSchedule = ChangeSchedule.extend({ isEnabled: z.boolean() });
export type EnableSchedule = z.infer<typeof EnableSchedule>;
export const RunSchedule = z.strictObject({ scheduleId: ScheduleId });

export const RunState = z.enum(['running', 'done', 'cancelled', 'interrupted']);
export const RunCause = z.enum(['due', 'asked', 'retry']);
export type RunCause = z.infer<typeof RunCause>;
export const PollRun = z.object({
  runId: z.number(),
  /** Null for a retry of gaps, which belongs to no schedule. */
  scheduleId: z.number().nullable(),
  scheduleName: z.string().nullable(),
  kind: ScheduleKind.nullable(),
  cause: RunCause,
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  state: RunState,
  /** Values that were missing when it began, and how many came. */
  wanted: z.number(),
  got: z.number(),
  userName: z.string(),
});
export type PollRun = z.infer<typeof PollRun>;

export const Schedule = z.object({
  scheduleId: z.number(),
  name: z.string(),
  kind: ScheduleKind,
  scope: Scope,
  atMinute: z.number(),
  monthDay: z.number().nullable(),
  isEnabled: z.boolean(),
  version: z.number(),
  /** Meters it is for now. */
  meters: z.number(),
  /** When it runs next; null while it is off. */
  nextAt: z.number().nullable(),
  isRunning: z.boolean(),
  lastRun: PollRun.nullable(),
});
export type Schedule = z.infer<typeof Schedule>;

/** What a schedule can be set up for. */
export const ScopeChoices = z.object({
  buses: z.array(z.object({ busId: DeviceId, name: z.string(), meters: z.number() })),
  buildings: z.array(z.object({ building: z.string(), meters: z.number() })),
  meters: z.array(z.object({ meterId: MeterId, meterNo: z.string(), doorNo: z.string(), service: PolledService })),
});
export type ScopeChoices = z.infer<typeof ScopeChoices>;
