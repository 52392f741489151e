import { z } from 'zod';
import { AccountId, BillId, CustomerId, EntryId, ShareRunId } from '../../shared/ids.ts';

/** Of a reading, of paying late, a part of what a group shares, or something else an account owes. */
export const BILL_KINDS = ['usage', 'late-fee', 'shared', 'other'] as const;
export const BillKind = z.enum(BILL_KINDS);
export type BillKind = z.infer<typeof BillKind>;

export const BillLine = z.object({
  lineNo: z.number(),
  kind: z.string(),
  period: z.string(),
  tier: z.number().nullable(),
  quantityMilli: z.number(),
  priceE8: z.number(),
  amountFen: z.number(),
  /** See RatedLine.why of tariffs: tier limits, running total, the exact amount before rounding. */
  note: z.record(z.string(), z.unknown()),
});
export type BillLine = z.infer<typeof BillLine>;

/** What every bill has, whatever it is for. */
export const BillHead = z.object({
  billId: BillId,
  billNo: z.string(),
  accountId: AccountId,
  customerId: CustomerId,
  month: z.string(),
  periodFrom: z.string(),
  periodTo: z.string(),
  amountFen: z.number(),
  /** Settled, by money or by what was taken off. */
  paidFen: z.number(),
  /** What of it is a discount or written off: nobody paid it. */
  adjustedFen: z.number(),
  owedFen: z.number(),
  dueOn: z.string(),
  issuedAt: z.number(),
  entryId: EntryId.nullable(),
  reversedAt: z.number().nullable(),
  /** The reversed bill this one was issued for, and the one issued for this when it was reversed. */
  replacesId: BillId.nullable(),
  replacesNo: z.string().nullable(),
  replacedById: BillId.nullable(),
  replacedByNo: z.string().nullable(),
  correctionReason: z.string(),
  lines: z.array(BillLine),
});

/** How a late fee came about: the rule, the debt day by day, and what was charged or waived before. */
export const LateFeeReason = z.object({
  kind: z.literal('late-fee'),
  ofBillId: BillId,
  ofBillNo: z.string(),
  ofMonth: z.string(),
  ofDueOn: z.string(),
  principalFen: z.number(),
  /** Last day counted. */
  asOf: z.string(),
  rule: z.object({
    perDay: z.string(),
    perDayAfterYearEnd: z.string().optional(),
    graceDays: z.number(),
    isCapped: z.boolean(),
    floor: z.string(),
  }),
  parts: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      days: z.number(),
      owedFen: z.number(),
      perDay: z.string(),
      exactYuan: z.string(),
    }),
  ),
  bound: z.enum(['cap', 'floor']).nullable(),
  /** The fee of all days; less what was charged and waived before it is what is left to charge. */
  accruedFen: z.number(),
  chargedFen: z.number(),
  waivedFen: z.number(),
});
export type LateFeeReason = z.infer<typeof LateFeeReason>;

/** Which part of what a group shared. */
const SharedReason = z.object({
  kind: z.literal('shared'),
  runId: ShareRunId,
  groupName: z.string(),
  method: z.enum(['equal', 'area', 'usage', 'coefficient']),
  totalFen: z.number(),
  members: z.number(),
  weightE6: z.number(),
  weightSumE6: z.number(),
  /** One of the fen left over after all shares were cut off. */
  hasExtraFen: z.boolean(),
  lossMilli: z.number().nullable(),
  priceE8: z.number().nullable(),
});

/** A meter found wrong: what it missed (计量差错补收), bill by bill. */
export const MeterFaultReason = z.object({
  kind: z.literal('meter-fault'),
  meterNo: z.string(),
  unit: z.enum(['kWh', 'm3', 'kg', 'cylinder']),
  cause: z.enum(['error', 'wiring']),
  /** The error found in the test, or the rate of correction of a wrong wiring. */
  percent: z.string(),
  /** Half of the difference: since when the meter was wrong is not known. */
  isHalf: z.boolean(),
  from: z.string(),
  to: z.string(),
  certificateNo: z.string(),
  reason: z.string(),
  recordedMilli: z.number(),
  differenceMilli: z.number(),
  lines: z.array(
    z.object({
      billNo: z.string(),
      month: z.string(),
      /** Days of the bill that count, of all its days. */
      days: z.number(),
      ofDays: z.number(),
      recordedMilli: z.number(),
      differenceMilli: z.number(),
      beforeFen: z.number(),
      afterFen: z.number(),
    }),
  ),
});
export type MeterFaultReason = z.infer<typeof MeterFaultReason>;

const OtherReason = z.object({ kind: z.literal('other'), name: z.string() });

export const ChargeReason = z.discriminatedUnion('kind', [LateFeeReason, SharedReason, OtherReason, MeterFaultReason]);
export type ChargeReason = z.infer<typeof ChargeReason>;

/** What the paper of a charge shows beyond its lines, as it stood on the day of issue. Frozen with the bill. */
export const ChargeExplanation = z.object({
  format: z.literal(1),
  account: z.object({
    accountNo: z.string(),
    service: z.string(),
    customerName: z.string(),
    doorNo: z.string(),
    address: z.string(),
  }),
  reason: ChargeReason,
});
export type ChargeExplanation = z.infer<typeof ChargeExplanation>;

/** Money owed that no meter measured. */
export const ChargeBill = BillHead.extend({
  kind: z.enum(['late-fee', 'shared', 'other']),
  explain: ChargeExplanation,
});
export type ChargeBill = z.infer<typeof ChargeBill>;
