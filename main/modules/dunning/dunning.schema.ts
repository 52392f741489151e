import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import {
  AccountId,
  BillId,
  CustomerId,
  DunningBatchId,
  DunningMarkId,
  DunningStepId,
  RequestId,
} from '../../shared/ids.ts';
import { DunningRule, Service } from './rule.schema.ts';

const Day = z.string().refine(isLocalDate, 'not a date');

/** What is done by this module, in order; "order" is the suspension order that follows. */
export const STEP_STAGES = ['reminder', 'demand', 'notice'] as const;
export const StepStage = z.enum(STEP_STAGES);
export type StepStage = z.infer<typeof StepStage>;
export const STAGES = [...STEP_STAGES, 'order'] as const;
export const Stage = z.enum(STAGES);
export type Stage = z.infer<typeof Stage>;

export const MARK_KINDS = ['protected', 'disputed', 'excluded', 'promise', 'plan'] as const;
export const MarkKind = z.enum(MARK_KINDS);
export type MarkKind = z.infer<typeof MarkKind>;

export const SERVED_HOW = ['handed', 'mailed', 'posted-at-door', 'other'] as const;
export const ServedHow = z.enum(SERVED_HOW);

export const Mark = z.object({
  markId: DunningMarkId,
  accountId: AccountId,
  kind: MarkKind,
  reason: z.string(),
  evidence: z.string(),
  untilOn: z.string().nullable(),
  madeAt: z.number(),
  userName: z.string(),
  liftedAt: z.number().nullable(),
  liftedBy: z.string().nullable(),
  liftReason: z.string().nullable(),
});
export type Mark = z.infer<typeof Mark>;

export const Step = z.object({
  stepId: DunningStepId,
  batchId: DunningBatchId,
  accountId: AccountId,
  stage: StepStage,
  cycleBillId: BillId,
  owedFen: z.number(),
  daysOverdue: z.number(),
  takenAt: z.number(),
  takenOn: z.string(),
  userName: z.string(),
  servedOn: z.string().nullable(),
  servedHow: z.string().nullable(),
  servedBy: z.string().nullable(),
  receivedBy: z.string().nullable(),
  cancelledAt: z.number().nullable(),
});
export type Step = z.infer<typeof Step>;

/** An account with overdue bills. creditFen is what it has in hand: it is not owed. */
export const Debt = z.object({
  accountId: AccountId,
  accountNo: z.string(),
  service: Service,
  customerId: CustomerId,
  customerName: z.string(),
  customerKind: z.enum(['person', 'company']),
  phone: z.string(),
  email: z.string(),
  lang: z.enum(['zh-CN', 'en']),
  building: z.string(),
  doorNo: z.string(),
  bills: z.number(),
  overdueFen: z.number(),
  creditFen: z.number(),
  oldestDueOn: z.string(),
  /** The oldest overdue bill as it was first issued: names the debt cycle. */
  cycleBillId: BillId,
});
export type Debt = z.infer<typeof Debt>;

/** Why nothing is due today. */
export const WAITS = [
  'not-yet',
  'below-amount',
  'paused',
  'protected',
  'unserved',
  'notice-running',
  'stopped',
  'complete',
] as const;
export const Wait = z.enum(WAITS);
export type Wait = z.infer<typeof Wait>;

export const Case = Debt.extend({
  owedFen: z.number(),
  daysOverdue: z.number(),
  /** What is to be done today; null with the reason in `wait`. */
  dueStage: Stage.nullable(),
  wait: Wait.nullable(),
  /** The day on which the next stage comes, where a day brings it. */
  nextOn: z.string().nullable(),
  lastStep: Step.nullable(),
  notice: Step.nullable(),
  marks: z.array(Mark),
  isStopped: z.boolean(),
  hasOpenOrder: z.boolean(),
});
export type Case = z.infer<typeof Case>;

export const CasesQuery = z.strictObject({
  service: Service.optional(),
  building: z.string().max(40).optional(),
  due: z.enum(['any', 'due', ...STAGES, 'waiting']).default('due'),
});
export type CasesQuery = z.infer<typeof CasesQuery>;
export const Cases = z.object({
  rows: z.array(Case),
  /** Of all cases of the filters but the stage: how many are due for what. */
  counts: z.record(z.string(), z.number()),
  buildings: z.array(z.string()),
  channels: z.object({ sms: z.boolean(), email: z.boolean() }),
});
export type Cases = z.infer<typeof Cases>;

export const TakeSteps = z.strictObject({
  stage: StepStage,
  /** As many as one short transaction holds: some 60 ms. */
  accountIds: z.array(AccountId).min(1).max(200),
  /** For reminders: how they are sent. */
  channels: z
    .array(z.enum(['sms', 'email']))
    .max(2)
    .default([]),
  requestId: RequestId,
});
export type TakeSteps = z.infer<typeof TakeSteps>;

/** What came of a bulk action: who was left out and why. */
export const StepsTaken = z.object({
  batchId: DunningBatchId.nullable(),
  taken: z.number(),
  skipped: z.array(
    z.object({ accountId: AccountId, why: z.enum(['done', 'not-due', 'marked', 'unreachable', 'forbidden']) }),
  ),
});
export type StepsTaken = z.infer<typeof StepsTaken>;

export const RecordServed = z.strictObject({
  stepIds: z.array(DunningStepId).min(1).max(500),
  servedOn: Day,
  servedHow: ServedHow,
  servedBy: z.string().trim().min(1).max(40),
  /** Who took it, or what stands for a signature: number of the registered letter, photo taken. */
  receivedBy: z.string().trim().min(1).max(100),
  requestId: RequestId,
});
export type RecordServed = z.infer<typeof RecordServed>;

export const MakeMark = z.strictObject({
  accountId: AccountId,
  kind: MarkKind,
  reason: z.string().trim().min(2).max(200),
  evidence: z.string().trim().max(200).default(''),
  untilOn: Day.nullable().default(null),
  requestId: RequestId,
});
export type MakeMark = z.infer<typeof MakeMark>;

export const LiftMark = z.strictObject({
  markId: DunningMarkId,
  reason: z.string().trim().min(2).max(200),
  requestId: RequestId,
});
export type LiftMark = z.infer<typeof LiftMark>;

export const RuleView = z.object({ service: Service, rule: DunningRule, isOwn: z.boolean(), version: z.number() });
export type RuleView = z.infer<typeof RuleView>;
export const SaveRule = z.strictObject({ service: Service, rule: DunningRule, version: z.number().int() });
export type SaveRule = z.infer<typeof SaveRule>;

export const AccountQuery = z.strictObject({ accountId: AccountId });
export const AccountDunning = z.object({ debt: Case.nullable(), steps: z.array(Step), marks: z.array(Mark) });
export type AccountDunning = z.infer<typeof AccountDunning>;
