import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { RequestId, SettlementId } from '../../shared/ids.ts';

/** Methods whose money reaches the bank only later. */
export const CLEARED_METHODS = ['wechat', 'alipay', 'card', 'transfer'] as const;
export const ClearedMethod = z.enum(CLEARED_METHODS);
export type ClearedMethod = z.infer<typeof ClearedMethod>;

const Day = z.string().refine(isLocalDate);

export const ClearingQuery = z.strictObject({ from: Day, to: Day });
export type ClearingQuery = z.infer<typeof ClearingQuery>;

export const ClearingDay = z.object({
  method: ClearedMethod,
  day: z.string(),
  /** Payments and deposits. */
  inFen: z.number(),
  /** Refunds, deposits returned, reversals. */
  outFen: z.number(),
  settledFen: z.number(),
  /** Below zero on a day on which more was given back than taken. */
  openFen: z.number(),
});
export type ClearingDay = z.infer<typeof ClearingDay>;

export const Settlement = z.object({
  settlementId: SettlementId,
  settlementNo: z.string(),
  method: ClearedMethod,
  amountFen: z.number(),
  feeFen: z.number(),
  bankReference: z.string(),
  settledAt: z.number(),
  businessDate: z.string(),
  userName: z.string(),
  days: z.array(z.object({ day: z.string(), amountFen: z.number() })),
  reversal: z.object({ on: z.string(), by: z.string(), reason: z.string() }).nullable(),
});
export type Settlement = z.infer<typeof Settlement>;

export const Clearing = z.object({
  /** Every open day, and the settled ones of the span; newest first. */
  days: z.array(ClearingDay),
  methods: z.array(z.object({ method: ClearedMethod, openFen: z.number() })),
  openFen: z.number(),
  /** Balance of 1012. */
  ledgerFen: z.number(),
  /** Made in the span, newest first. */
  settlements: z.array(Settlement),
});
export type Clearing = z.infer<typeof Clearing>;

export const Settle = z
  .strictObject({
    method: ClearedMethod,
    days: z.array(Day).min(1).max(400),
    amountFen: z.number().int().positive().max(10_000_000_000),
    feeFen: z.number().int().min(0),
    /** What was seen as open on these days: when it has changed meanwhile, nothing is posted. */
    expectedOpenFen: z.number().int(),
    bankReference: z.string().trim().min(1).max(60),
    requestId: RequestId,
  })
  .refine((cmd) => cmd.feeFen <= cmd.amountFen, { path: ['feeFen'] })
  .refine((cmd) => new Set(cmd.days).size === cmd.days.length, { path: ['days'] });
export type Settle = z.infer<typeof Settle>;

export const ReverseSettlement = z.strictObject({
  settlementId: SettlementId,
  reason: z.string().trim().min(2).max(200),
  requestId: RequestId,
});
export type ReverseSettlement = z.infer<typeof ReverseSettlement>;
