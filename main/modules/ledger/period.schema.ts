import { z } from 'zod';
import { RequestId } from '../../shared/ids.ts';

const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

/** What somebody should have seen to before the month is closed; none of it makes the closing wrong. */
export const OpenMatter = z.object({
  what: z.enum(['run-unfinished', 'not-billed', 'doubtful-readings']),
  /** Runs, accounts or readings. */
  count: z.number(),
  /** Service of runs and accounts; empty for readings. */
  service: z.enum(['electricity', 'gas', 'water', 'property', '']),
});
export type OpenMatter = z.infer<typeof OpenMatter>;

/** Balance of one ledger account at the end of a month, kept with its closing: its shape never changes. */
export const ClosingBalance = z.object({
  ledgerCode: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  debitFen: z.number(),
  creditFen: z.number(),
});
export type ClosingBalance = z.infer<typeof ClosingBalance>;

export const PeriodQuery = z.strictObject({ month: Month });

/** What closing a month would keep, and what is still open in it. */
export const ClosePreview = z.object({
  month: z.string(),
  entries: z.number(),
  matters: z.array(OpenMatter),
  trial: z.array(ClosingBalance),
});
export type ClosePreview = z.infer<typeof ClosePreview>;

export const ClosePeriod = z.strictObject({
  month: Month,
  /** The open matters were seen and the month is closed all the same. */
  acceptsOpenMatters: z.boolean(),
  requestId: RequestId,
});
export type ClosePeriod = z.infer<typeof ClosePeriod>;

export const ReopenPeriod = z.strictObject({
  month: Month,
  reason: z.string().trim().min(2).max(200),
  requestId: RequestId,
});
export type ReopenPeriod = z.infer<typeof ReopenPeriod>;

export const PeriodEvent = z.object({
  eventId: z.number(),
  month: z.string(),
  kind: z.enum(['closed', 'reopened']),
  at: z.number(),
  userName: z.string(),
  reason: z.string(),
  entryId: z.number(),
  hash: z.string(),
});
export type PeriodEvent = z.infer<typeof PeriodEvent>;

/** A month of the book. 'next' can be closed, 'last' can be reopened. */
export const Period = z.object({
  month: z.string(),
  state: z.enum(['closed', 'open', 'running']),
  isNext: z.boolean(),
  isLast: z.boolean(),
  entries: z.number(),
  /** Newest first. */
  events: z.array(PeriodEvent),
});
export type Period = z.infer<typeof Period>;
