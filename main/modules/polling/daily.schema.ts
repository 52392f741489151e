import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { MeterId, RequestId } from '../../shared/ids.ts';
import { PolledService, ScheduleKind } from './polling.schema.ts';

export const DailyRow = z.object({
  meterId: MeterId,
  /** The day at whose beginning the register showed it. */
  day: z.string(),
  readAt: z.number(),
  totalMilli: z.number(),
  sharpMilli: z.number().nullable(),
  peakMilli: z.number().nullable(),
  flatMilli: z.number().nullable(),
  valleyMilli: z.number().nullable(),
  reverseMilli: z.number().nullable(),
  demandMilli: z.number().nullable(),
  demandAt: z.number().nullable(),
  /** By the meter itself; otherwise read over the wire in that night. */
  isFrozen: z.boolean(),
});
export type DailyRow = z.infer<typeof DailyRow>;

const LocalDateText = z.string().refine(isLocalDate);
export const DailyQuery = z.strictObject({ meterId: MeterId, from: LocalDateText, to: LocalDateText });
export type DailyQuery = z.infer<typeof DailyQuery>;
/** A night with the use since the one before, after the multiplier; null where that one is missing. */
export const DailyUse = DailyRow.extend({ usageMilli: z.number().nullable() });
export type DailyUse = z.infer<typeof DailyUse>;

/** Settled: somebody said why it will not come. */
export const GapState = z.enum(['open', 'settled', 'filled']);
export type GapState = z.infer<typeof GapState>;
export const GapQuery = z.strictObject({
  show: z.enum([...GapState.options, 'all']).default('open'),
  kind: ScheduleKind.nullable().default(null),
  from: LocalDateText.nullable().default(null),
  to: LocalDateText.nullable().default(null),
  text: z.string().trim().max(60).default(''),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(200).default(50),
});
export type GapQuery = z.input<typeof GapQuery>;
export const Gap = z.object({
  gapId: z.number(),
  meterId: MeterId,
  meterNo: z.string(),
  service: PolledService,
  busName: z.string(),
  doorNo: z.string(),
  customerName: z.string(),
  kind: ScheduleKind,
  day: z.string(),
  /** A code of the refusals, with the figures of its sentence. */
  reasonCode: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  tries: z.number(),
  /** Quarters of an interval day; 1 otherwise. */
  missed: z.number(),
  firstAt: z.number(),
  lastAt: z.number(),
  filledAt: z.number().nullable(),
  state: GapState,
  settledAt: z.number().nullable(),
  settledBy: z.string(),
  settledWhy: z.string(),
  /** The meter may still keep it. */
  canRetry: z.boolean(),
});
export type Gap = z.infer<typeof Gap>;
export const GapPage = z.object({ total: z.number(), open: z.number(), rows: z.array(Gap) });
export type GapPage = z.infer<typeof GapPage>;
export const RetryGaps = z.strictObject({
  gapIds: z.array(z.number().int().positive()).min(1).max(2000),
  requestId: RequestId,
});
export type RetryGaps = z.infer<typeof RetryGaps>;
export const RetryResult = z.object({ asked: z.number(), filled: z.number(), isCancelled: z.boolean() });
export type RetryResult = z.infer<typeof RetryResult>;
export const ReopenGaps = z.strictObject({
  gapIds: z.array(z.number().int().positive()).min(1).max(2000),
  requestId: RequestId,
});
export type ReopenGaps = z.infer<typeof ReopenGaps>;
export const SettleGaps = ReopenGaps.extend({ reason: z.string().trim().min(2).max(200) });
export type SettleGaps = z.infer<typeof SettleGaps>;
export const SettledGaps = z.object({ changed: z.number() });
export type SettledGaps = z.infer<typeof SettledGaps>;
