import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { AccountId, DeviceId, MeterId, ReadingId, RequestId } from '../../shared/ids.ts';

export const ReadingSource = z.enum(['manual', 'polled', 'imported', 'estimated', 'round']);
export type ReadingSource = z.infer<typeof ReadingSource>;
/** baseline: the value a meter starts with, never billed · final: the last value before a meter is taken down. */
export const ReadingRole = z.enum(['baseline', 'usage', 'final']);
export type ReadingRole = z.infer<typeof ReadingRole>;
export const ReadingState = z.enum(['accepted', 'doubtful', 'rejected']);
export type ReadingState = z.infer<typeof ReadingState>;

/** Why a reading is not believed at once; readings.domain.ts has the rule of each. */
export const Doubt = z.enum([
  'rollover',
  'lower',
  'high',
  'zero',
  'out-of-order',
  'above-next',
  'tou-sum',
  'tou-lower',
  'reactive-lower',
  'photo-missing',
  'round-conflict',
  'gap',
  'imprecise',
  /** The photo is of another time than the look. */
  'photo-time',
]);
export type Doubt = z.infer<typeof Doubt>;

export const MeteredService = z.enum(['electricity', 'gas', 'water']);
export type MeteredService = z.infer<typeof MeteredService>;

const LocalDateText = z.string().refine(isLocalDate);
const MonthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const RegisterMilli = z.number().int().min(0).max(999_999_999_999);

/** Register values in thousandths of a kWh or m³ as the register shows them; null where the meter has no such register. */
export const Registers = z.object({
  totalMilli: z.number(),
  sharpMilli: z.number().nullable(),
  peakMilli: z.number().nullable(),
  flatMilli: z.number().nullable(),
  valleyMilli: z.number().nullable(),
});
export type Registers = z.infer<typeof Registers>;

/** Registers of large users' meters; see the columns of `reading`. */
const Further = z.object({ demandMilli: z.number().nullable(), reactiveMilli: z.number().nullable() });
export type Further = z.infer<typeof Further>;

const NewValues = {
  meterId: MeterId,
  /** Local date of the reading; today when left out. */
  readOn: LocalDateText.optional(),
  totalMilli: RegisterMilli,
  sharpMilli: RegisterMilli.optional(),
  peakMilli: RegisterMilli.optional(),
  flatMilli: RegisterMilli.optional(),
  valleyMilli: RegisterMilli.optional(),
  /** Highest demand since the last reading, in thousandths of a kW; reactive energy in thousandths of a kvarh. */
  demandMilli: RegisterMilli.optional(),
  reactiveMilli: RegisterMilli.optional(),
  /** The reading this one takes the place of (a slip of the pen); it must not have been billed. */
  replacesId: ReadingId.optional(),
};

export const CheckReading = z.strictObject(NewValues);
export type CheckReading = z.infer<typeof CheckReading>;

export const RecordReading = z.strictObject({
  ...NewValues,
  /** The newest reading the person saw: another one since then is a refusal, not a silent second reading. */
  lastSeenId: ReadingId.nullable().optional(),
  /** Said by the person after seeing the doubts. */
  isConfirmed: z.boolean().default(false),
  note: z.string().trim().max(200).default(''),
  requestId: RequestId,
});
export type RecordReading = z.input<typeof RecordReading>;

/** What the figures mean before anything is stored. usageMilli is after the multiplier; null for a baseline. */
export const Assessment = z.object({
  role: ReadingRole,
  usageMilli: z.number().nullable(),
  isWrapped: z.boolean(),
  /** Usual use over the same days, from up to six usages before; null without history. */
  usualMilli: z.number().nullable(),
  doubts: z.array(Doubt),
});
export type Assessment = z.infer<typeof Assessment>;

export const RecordedReading = Assessment.extend({ readingId: ReadingId, state: ReadingState });
export type RecordedReading = z.infer<typeof RecordedReading>;

/** What somebody decided about a reading; 'undo' takes the decision before back. */
export const ReadingDecision = z.enum(['accept', 'reject', 'correct', 'send-back', 'estimate', 'undo']);
export type ReadingDecision = z.infer<typeof ReadingDecision>;

export const ReviewReading = z.strictObject({
  readingId: ReadingId,
  decision: z.enum(['accept', 'reject']),
  note: z.string().trim().min(2).max(200),
  requestId: RequestId,
});
export type ReviewReading = z.infer<typeof ReviewReading>;

/** One reading as stored. Times are instants; usage is not stored but follows from the accepted reading before it. */
export const Reading = Registers.extend({
  ...Further.shape,
  readingId: ReadingId,
  meterId: MeterId,
  readAt: z.number(),
  source: ReadingSource,
  role: ReadingRole,
  state: ReadingState,
  doubts: z.array(Doubt),
  note: z.string(),
  userId: z.number().nullable(),
  reviewedBy: z.number().nullable(),
  reviewedAt: z.number().nullable(),
});
export type Reading = z.infer<typeof Reading>;
/** What a bill asks of a reading: nothing about who looked at it. */
export type LiveReading = Omit<Reading, 'note' | 'userId' | 'reviewedBy' | 'reviewedAt'>;

export const ReadingsOfMeter = z.strictObject({
  meterId: MeterId,
  limit: z.number().int().min(1).max(500).default(60),
});

export const WorklistQuery = z.strictObject({
  month: MonthText,
  service: MeteredService,
  building: z.string().max(60).optional(),
  show: z.enum(['all', 'missing', 'doubtful']).default('all'),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(500).default(100),
});
export type WorklistQuery = z.infer<typeof WorklistQuery>;

/** average: the last usages · last-year: the same days a year before. */
export const EstimateMethod = z.enum(['average', 'last-year']);
export type EstimateMethod = z.infer<typeof EstimateMethod>;

const Estimated = {
  month: MonthText,
  /** The day of the month the estimate is for. */
  readOn: LocalDateText,
  method: EstimateMethod,
};
export const PreviewEstimates = z.strictObject({
  ...Estimated,
  service: MeteredService,
  building: z.string().max(60).optional(),
});
export type PreviewEstimates = z.infer<typeof PreviewEstimates>;
export const StoreEstimates = z.strictObject({
  ...Estimated,
  meterIds: z.array(MeterId).min(1).max(5000),
  note: z.string().trim().min(2).max(200),
  requestId: RequestId,
});
export type StoreEstimates = z.infer<typeof StoreEstimates>;
/** usageMilli is null for a meter without the history the method asks for. */
export const Estimate = z.object({
  meterId: MeterId,
  meterNo: z.string(),
  doorNo: z.string(),
  customerName: z.string(),
  decimals: z.number(),
  lastMilli: z.number().nullable(),
  lastReadAt: z.number().nullable(),
  usageMilli: z.number().nullable(),
  /** How many estimates there are already since the meter was really read. */
  estimatesBefore: z.number(),
});
export type Estimate = z.infer<typeof Estimate>;

const WorklistReading = Registers.extend({
  ...Further.shape,
  readingId: ReadingId,
  readAt: z.number(),
  source: ReadingSource,
  role: ReadingRole,
  state: ReadingState,
  doubts: z.array(Doubt),
  note: z.string(),
});
export const WorklistRow = z.object({
  meterId: MeterId,
  meterNo: z.string(),
  accountId: AccountId,
  accountNo: z.string(),
  customerName: z.string(),
  building: z.string(),
  doorNo: z.string(),
  digits: z.number(),
  decimals: z.number(),
  multiplier: z.number(),
  hasTou: z.boolean(),
  hasDemand: z.boolean(),
  hasReactive: z.boolean(),
  isWired: z.boolean(),
  /** Newest accepted reading before the one of the month; null when the meter has no baseline. */
  last: WorklistReading.nullable(),
  present: WorklistReading.nullable(),
  usageMilli: z.number().nullable(),
  isBilled: z.boolean(),
  /** Newest reading of all, to hand back as lastSeenId. */
  newestId: ReadingId.nullable(),
});
export type WorklistRow = z.infer<typeof WorklistRow>;

export const Worklist = z.object({
  buildings: z.array(z.string()),
  total: z.number(),
  read: z.number(),
  doubtful: z.number(),
  /** How many rows the filter leaves; `rows` is the page of them that was asked for. */
  matching: z.number(),
  rows: z.array(WorklistRow),
});
export type Worklist = z.infer<typeof Worklist>;

export const PollCommand = z.strictObject({
  busId: DeviceId.optional(),
  meterIds: z.array(MeterId).max(5000).optional(),
});
export const PollResult = z.object({
  total: z.number(),
  read: z.number(),
  doubtful: z.number(),
  isCancelled: z.boolean(),
  /** Meters without an answer, with the code of the refusal that says why. */
  failed: z.array(
    z.object({
      meterId: MeterId,
      meterNo: z.string(),
      code: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
});
export type PollResult = z.infer<typeof PollResult>;
