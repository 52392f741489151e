import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { AccountId, AdjustmentId, BillId, CustomerId, RequestId, WaiverId } from '../../shared/ids.ts';
import { LateFeeReason } from '../billing/charge.schema.ts';

const Reason = z.string().trim().min(2).max(200);
const FenAmount = z.number().int().positive().max(10_000_000_000);

/** principal-first: all debts, the oldest first, then their late fees · fee-first: each debt's late fee before it. */
export const LateFeeOrder = z.enum(['principal-first', 'fee-first']);
export type LateFeeOrder = z.infer<typeof LateFeeOrder>;
export const SaveLateFeeOrder = z.strictObject({ order: LateFeeOrder });

/** The late fee of a bill as of a day, with its arithmetic. */
export const BillLateFee = z.object({
  billId: BillId,
  billNo: z.string(),
  accountId: AccountId,
  month: z.string(),
  dueOn: z.string(),
  principalFen: z.number(),
  asOf: z.string(),
  rule: LateFeeReason.shape.rule,
  parts: LateFeeReason.shape.parts.readonly(),
  bound: LateFeeReason.shape.bound,
  days: z.number(),
  accruedFen: z.number(),
  chargedFen: z.number(),
  waivedFen: z.number(),
  /** What is left to charge. */
  dueFen: z.number(),
});
export type BillLateFee = z.infer<typeof BillLateFee>;

export const ADJUSTMENT_KINDS = ['discount', 'write-off'] as const;
export const AdjustmentKind = z.enum(ADJUSTMENT_KINDS);
export type AdjustmentKind = z.infer<typeof AdjustmentKind>;

export const Adjustment = z.object({
  adjustmentId: AdjustmentId,
  billId: BillId,
  kind: AdjustmentKind,
  amountFen: z.number(),
  reason: z.string(),
  adjustedAt: z.number(),
  adjustedOn: z.string(),
  userName: z.string(),
  reversedAt: z.number().nullable(),
  reversedBy: z.string(),
  reversalReason: z.string(),
});
export type Adjustment = z.infer<typeof Adjustment>;

export const Waiver = z.object({
  waiverId: WaiverId,
  billId: BillId,
  /** The discount or write-off that ended the fee; null where it was waived by itself. */
  adjustmentId: AdjustmentId.nullable(),
  amountFen: z.number(),
  reason: z.string(),
  waivedAt: z.number(),
  userName: z.string(),
  revokedAt: z.number().nullable(),
  revokedBy: z.string(),
  revokeReason: z.string(),
});
export type Waiver = z.infer<typeof Waiver>;

/** What happened to a bill beside payments. */
export const BillCharges = z.object({
  /** Null where it bears none: in time, no rule, or not a bill of a reading. */
  lateFee: BillLateFee.nullable(),
  feeBills: z.array(
    z.object({
      billId: BillId,
      billNo: z.string(),
      asOf: z.string(),
      amountFen: z.number(),
      paidFen: z.number(),
      reversedAt: z.number().nullable(),
    }),
  ),
  waivers: z.array(Waiver),
  adjustments: z.array(Adjustment),
});
export type BillCharges = z.infer<typeof BillCharges>;

export const OfBill = z.strictObject({ billId: BillId });
export const OfCustomer = z.strictObject({ customerId: CustomerId });

/** amountFen null: all that is left to charge as of today. */
export const WaiveLateFee = z.strictObject({
  billId: BillId,
  amountFen: FenAmount.nullable(),
  /** What the person saw as left to charge. */
  expectedDueFen: z.number().int().min(0),
  reason: Reason,
  requestId: RequestId,
});
export type WaiveLateFee = z.infer<typeof WaiveLateFee>;
export const RevokeWaiver = z.strictObject({ waiverId: WaiverId, reason: Reason, requestId: RequestId });
export type RevokeWaiver = z.infer<typeof RevokeWaiver>;

/** Exactly one of amountFen and percent (of what is open, two decimals). A write-off is of an amount. */
export const AdjustBill = z
  .strictObject({
    billId: BillId,
    kind: AdjustmentKind,
    amountFen: FenAmount.optional(),
    percent: z
      .string()
      .regex(/^(100|\d{1,2}(\.\d{1,2})?)$/)
      .optional(),
    /** What the person saw as open on the bill. */
    expectedOwedFen: z.number().int().min(0),
    reason: Reason,
    requestId: RequestId,
  })
  .refine((cmd) => (cmd.amountFen === undefined) !== (cmd.percent === undefined), 'an amount or a percentage');
export type AdjustBill = z.infer<typeof AdjustBill>;
export const ReverseAdjustment = z.strictObject({
  adjustmentId: AdjustmentId,
  reason: Reason,
  requestId: RequestId,
});
export type ReverseAdjustment = z.infer<typeof ReverseAdjustment>;

export const LateFeeRow = BillLateFee.extend({
  customerName: z.string(),
  accountNo: z.string(),
  doorNo: z.string(),
  service: z.string(),
});
/** What posting would charge today. rows: the largest first, 500 at most. */
export const LateFeePreview = z.object({
  asOf: z.string(),
  bills: z.number(),
  feeFen: z.number(),
  owedFen: z.number(),
  rows: z.array(LateFeeRow),
});
export type LateFeePreview = z.infer<typeof LateFeePreview>;
export const PostLateFees = z.strictObject({
  /** The day and total that the preview showed. */
  asOf: z.string().refine(isLocalDate),
  expectedFeeFen: z.number().int().min(0),
});
export type PostLateFees = z.infer<typeof PostLateFees>;
export const PostedLateFees = z.object({ bills: z.number(), feeFen: z.number() });
export type PostedLateFees = z.infer<typeof PostedLateFees>;
