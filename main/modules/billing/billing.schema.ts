import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { AccountId, BillId, BillingRunId, CustomerId, MeterId, ReadingId, TariffId } from '../../shared/ids.ts';
import { VolumeCorrection } from '../tariffs/charges.schema.ts';
import { RunApproval } from './approval.schema.ts';
import { BillHead, BillKind, ChargeBill } from './charge.schema.ts';
import { BilledService, CohortInput, MonthText, StoredCohort } from './cohort.schema.ts';
import { Comparison } from './comparison.schema.ts';

export { BillLine, type ChargeBill } from './charge.schema.ts';

const LocalDateText = z.string().refine(isLocalDate);

/** A bill not yet paid in full, as the counter needs it. owedFen = amountFen − paidFen. */
export const OpenBill = z.object({
  billId: BillId,
  billNo: z.string(),
  kind: BillKind,
  accountId: AccountId,
  accountNo: z.string(),
  service: z.enum(['electricity', 'gas', 'water', 'property']),
  month: z.string(),
  dueOn: z.string(),
  amountFen: z.number(),
  paidFen: z.number(),
  owedFen: z.number(),
  issuedAt: z.number(),
});
export type OpenBill = z.infer<typeof OpenBill>;
export const OpenBillsQuery = z.strictObject({ customerId: CustomerId });

/** For whom a run is, and until when they pay. */
export const RunInput = CohortInput.extend({
  /** Last day to pay without a late fee; twenty days from today when left out. */
  dueOn: LocalDateText.optional(),
});
export type RunInput = z.infer<typeof RunInput>;

/** Why an account gets no bill in this run. */
export const ExceptionReason = z.enum([
  'no-meter',
  'no-reading',
  'doubtful-reading',
  'baseline-only',
  'no-handover-reading',
  'no-tariff',
  'negative',
  'no-tou',
  'tou-mismatch',
  'unpriced-period',
  'no-capacity',
  'no-demand',
  'no-reactive',
  'out-of-range',
  'already-billed',
]);
export type ExceptionReason = z.infer<typeof ExceptionReason>;

export const RunException = z.object({
  accountId: AccountId,
  customerId: CustomerId,
  accountNo: z.string(),
  customerName: z.string(),
  doorNo: z.string(),
  meterId: MeterId.nullable(),
  meterNo: z.string(),
  reason: ExceptionReason,
});
export type RunException = z.infer<typeof RunException>;

export const RunPreview = StoredCohort.extend({
  dueOn: z.string(),
  accounts: z.number(),
  bills: z.number(),
  quantityMilli: z.number(),
  amountFen: z.number(),
  /** Bills whose tariff changes inside the period: each price has its part. */
  priceChanges: z.number(),
  exceptions: z.array(RunException),
  /** A run that stopped half way and that issuing would finish. */
  unfinishedRunId: BillingRunId.nullable(),
  /** The month beside the last one and the same a year before. */
  comparison: Comparison,
  /** The station asks another person to approve a run; what was submitted last for this one. */
  needsApproval: z.boolean(),
  approval: RunApproval.nullable(),
});
export type RunPreview = z.infer<typeof RunPreview>;

export const IssueResult = z.object({
  /** null when there was nothing to bill. */
  runId: BillingRunId.nullable(),
  issued: z.number(),
  amountFen: z.number(),
  exceptions: z.number(),
  isCancelled: z.boolean(),
});
export type IssueResult = z.infer<typeof IssueResult>;

export const BillingRun = StoredCohort.extend({
  runId: BillingRunId,
  /** cancelling: bills of it are still to be reversed, which going on does. */
  state: z.enum(['issuing', 'issued', 'cancelling', 'cancelled']),
  dueOn: z.string(),
  billCount: z.number(),
  amountFen: z.number(),
  issuedBy: z.string(),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  cancelReason: z.string().nullable(),
  cancelledBy: z.string().nullable(),
  approvedBy: z.string().nullable(),
});
export type BillingRun = z.infer<typeof BillingRun>;

const ExplainedReading = z.object({
  readingId: ReadingId,
  on: z.string(),
  at: z.number(),
  source: z.string(),
  role: z.string(),
  totalMilli: z.number(),
  sharpMilli: z.number().nullable(),
  peakMilli: z.number().nullable(),
  flatMilli: z.number().nullable(),
  valleyMilli: z.number().nullable(),
});

/** What the account was, as far as its tariff asked: see circumstances.domain.ts. A correction rates with the same. */
const Circumstances = z.object({
  /** Over the months of the cycle; 0 people: not known. */
  household: z
    .array(z.object({ people: z.number(), months: z.number(), isHeating: z.boolean().optional() }))
    .optional(),
  quotaMonths: z.number().optional(),
  capacity: z.array(z.object({ capacityMilli: z.number(), thirtieths: z.number() })).optional(),
  agreedDemandMilli: z.number().optional(),
});

/** Everything the printed bill shows beyond its lines, as it stood on the day of issue. Frozen with the bill. */
export const BillExplanation = z.object({
  format: z.literal(1),
  account: z.object({
    accountNo: z.string(),
    service: z.string(),
    customerName: z.string(),
    doorNo: z.string(),
    address: z.string(),
  }),
  meter: z.object({ meterNo: z.string(), digits: z.number(), decimals: z.number(), multiplier: z.number() }),
  previous: ExplainedReading,
  present: ExplainedReading,
  /** How often the register passed zero between the two. */
  turns: z.number(),
  /** What the register itself counted, before the multiplier. */
  registerMilli: z.number(),
  unit: z.enum(['kWh', 'm3', 'kg', 'cylinder']),
  tariff: z.object({
    code: z.string(),
    name: z.string(),
    effectiveFrom: z.string(),
    source: z.string(),
    rounding: z.enum(['per-line', 'per-bill']),
    cycle: z.enum(['month', 'two-months', 'quarter', 'year']),
  }),
  /** Where the price changed inside the period: each version, the local dates [from, to) it priced, and their days. */
  versions: z
    .array(
      z.object({
        name: z.string(),
        effectiveFrom: z.string(),
        source: z.string(),
        from: z.string(),
        to: z.string(),
        days: z.number(),
      }),
    )
    .optional(),
  /** Where the tariff asks for something once an account: the months it was asked for, and whether another bill asked it. */
  once: z.object({ months: z.number(), isFurther: z.boolean() }).optional(),
  circumstances: Circumstances.optional(),
  /** Registers of a large user's meter: the demand of the present reading, reactive energy of both. */
  further: z
    .object({ demandMilli: z.number().optional(), reactiveMilli: z.tuple([z.number(), z.number()]).optional() })
    .optional(),
  /** Gas billed at standard conditions: the metered volume and what it was corrected by. */
  volume: z.object({ meteredMilli: z.number(), correction: VolumeCorrection }).optional(),
  /** Tax in the bill, where the tariff tells it: net + tax = amount. */
  vat: z.object({ rate: z.string(), netFen: z.number(), taxFen: z.number() }).optional(),
  /** First month of the cycle the tiers count in, and what was billed in it before and with this bill. */
  cycleFrom: z.string(),
  runningBeforeMilli: z.number(),
  runningAfterMilli: z.number(),
  /** The part of runningBeforeMilli that was charged or given back for a faulty meter since its bill was issued. */
  settledBeforeMilli: z.number().optional(),
  dueOn: z.string(),
  /** Number of the reversed bill this one replaces, after its reading was corrected. */
  corrects: z.string().optional(),
});
export type BillExplanation = z.infer<typeof BillExplanation>;

export const UsageBill = BillHead.extend({
  kind: z.literal('usage'),
  runId: BillingRunId,
  meterId: MeterId,
  quantityMilli: z.number(),
  tariffId: TariffId,
  previousReadingId: ReadingId,
  presentReadingId: ReadingId,
  /** Why its run was cancelled, and the bill reversed with it. */
  cancellationReason: z.string().nullable(),
  explain: BillExplanation,
});
export type UsageBill = z.infer<typeof UsageBill>;

export const Bill = z.discriminatedUnion('kind', [UsageBill, ChargeBill]);
export type Bill = z.infer<typeof Bill>;

/** One row of an account's bill history. */
export const BillSummary = z.object({
  billId: BillId,
  billNo: z.string(),
  kind: BillKind,
  month: z.string(),
  periodFrom: z.string(),
  periodTo: z.string(),
  /** Null where no meter measured it. */
  quantityMilli: z.number().nullable(),
  amountFen: z.number(),
  paidFen: z.number(),
  dueOn: z.string(),
  issuedAt: z.number(),
  reversedAt: z.number().nullable(),
});
export type BillSummary = z.infer<typeof BillSummary>;

/** A bill in the list of a run or month. */
export const ListedBill = BillSummary.extend({
  accountId: AccountId,
  accountNo: z.string(),
  customerName: z.string(),
  doorNo: z.string(),
  service: z.string(),
});
export type ListedBill = z.infer<typeof ListedBill>;

export const FindBill = z.strictObject({ billId: BillId });
export const BillsOfAccount = z.strictObject({ accountId: AccountId });
export const BillsQuery = z.strictObject({
  month: MonthText.optional(),
  service: BilledService.optional(),
  kind: BillKind.optional(),
  runId: BillingRunId.optional(),
  show: z.enum(['all', 'open', 'overdue']).default('all'),
  text: z.string().trim().max(60).default(''),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(500).default(100),
});
export type BillsQuery = z.infer<typeof BillsQuery>;
export const BillPage = z.object({
  total: z.number(),
  amountFen: z.number(),
  paidFen: z.number(),
  rows: z.array(ListedBill),
});
export type BillPage = z.infer<typeof BillPage>;
