import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { MeterId, ReadingId, RequestId, UserId } from '../../shared/ids.ts';
import { Doubt, EstimateMethod, MeteredService, Reading, ReadingDecision, ReadingSource } from './readings.schema.ts';

const LocalDateText = z.string().refine(isLocalDate);
const RegisterMilli = z.number().int().min(0).max(999_999_999_999);

export const ReviewSort = z.enum(['oldest', 'newest', 'door', 'meter', 'most', 'least']);
export const ReviewFilter = z.strictObject({
  source: ReadingSource.optional(),
  reason: Doubt.optional(),
  service: MeteredService.optional(),
  building: z.string().max(60).optional(),
  /** Who read it. */
  userId: UserId.optional(),
  meterId: MeterId.optional(),
  /** Read on this round. */
  roundId: z.number().int().positive().optional(),
  /** A part of the meter number, the door or the name. */
  text: z.string().trim().max(60).default(''),
  /** Waiting since so many days at least. */
  minDays: z.number().int().min(0).max(3650).default(0),
  sort: ReviewSort.default('oldest'),
  page: z.number().int().min(1).default(1),
  pageSize: z.number().int().min(1).max(200).default(100),
});
export type ReviewFilter = z.infer<typeof ReviewFilter>;

/** The figures behind the doubts, as the readings around it stand now. Quantities after the multiplier. */
export const ReviewFigures = z.object({
  previous: z.object({ readAt: z.number(), totalMilli: z.number(), source: ReadingSource }).nullable(),
  next: z.object({ readAt: z.number(), totalMilli: z.number() }).nullable(),
  usageMilli: z.number().nullable(),
  usualMilli: z.number().nullable(),
  /** Days since the reading before, and the usual days between readings. */
  days: z.number().nullable(),
  usualDays: z.number().nullable(),
  touSumMilli: z.number().nullable(),
});
export type ReviewFigures = z.infer<typeof ReviewFigures>;

export const ReviewRow = ReviewFigures.extend({
  reading: Reading,
  /** Doubts it was stored with that the readings around it no longer support. */
  settled: z.array(Doubt),
  meterNo: z.string(),
  service: MeteredService,
  accountNo: z.string(),
  customerName: z.string(),
  doorNo: z.string(),
  digits: z.number(),
  decimals: z.number(),
  multiplier: z.number(),
  recordedBy: z.string(),
});
export type ReviewRow = z.infer<typeof ReviewRow>;

export const ReviewQueue = z.object({
  /** Waiting in all, and what the filter leaves of them; `rows` is the page asked for. */
  waiting: z.number(),
  matching: z.number(),
  rows: z.array(ReviewRow),
  /** Of what the other filters leave, a reading counting for each of its reasons. */
  reasons: z.array(z.object({ reason: Doubt, count: z.number() })),
  sources: z.array(z.object({ source: ReadingSource, count: z.number() })),
  buildings: z.array(z.string()),
  readers: z.array(z.object({ userId: UserId, name: z.string() })),
  rounds: z.array(z.object({ roundId: z.number(), name: z.string() })),
});
export type ReviewQueue = z.infer<typeof ReviewQueue>;

/** Most readings one decision is for: as many as a page of the queue shows. */
export const MOST_AT_ONCE = 500;
const Many = { readingIds: z.array(ReadingId).min(1).max(MOST_AT_ONCE) };
const Note = z.string().trim().min(2).max(200);

const Decided = {
  ...Many,
  decision: z.enum(['accept', 'reject', 'send-back', 'estimate']),
  /** How an estimate is made. */
  method: EstimateMethod.default('average'),
  /** Until when a reading sent back is to be read again. */
  dueOn: LocalDateText.optional(),
};
export const PreviewDecision = z.strictObject(Decided);
export type PreviewDecision = z.infer<typeof PreviewDecision>;
export const DecideReadings = z.strictObject({ ...Decided, note: Note, requestId: RequestId });
export type DecideReadings = z.infer<typeof DecideReadings>;
export const UndoDecisions = z.strictObject({ ...Many, note: Note, requestId: RequestId });
export type UndoDecisions = z.infer<typeof UndoDecisions>;

const Values = {
  totalMilli: RegisterMilli,
  sharpMilli: RegisterMilli.optional(),
  peakMilli: RegisterMilli.optional(),
  flatMilli: RegisterMilli.optional(),
  valleyMilli: RegisterMilli.optional(),
  demandMilli: RegisterMilli.optional(),
  reactiveMilli: RegisterMilli.optional(),
};
/** A doubtful reading was misread: what the meter really showed at that time. A register left out keeps what was read. */
export const PreviewCorrectDoubtful = z.strictObject({ readingId: ReadingId, ...Values });
export const CorrectDoubtful = z.strictObject({ readingId: ReadingId, ...Values, note: Note, requestId: RequestId });
export type CorrectDoubtful = z.infer<typeof CorrectDoubtful>;

/** What became, or would become, of one reading; `code` says why nothing did. */
export const DecisionItem = z.object({
  readingId: ReadingId,
  meterNo: z.string(),
  doorNo: z.string(),
  code: z.string().nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The value that counts from now on, and what was used by it; null where none does. */
  totalMilli: z.number().nullable(),
  usageMilli: z.number().nullable(),
  decimals: z.number(),
});
export type DecisionItem = z.infer<typeof DecisionItem>;
export const DecisionResult = z.object({ items: z.array(DecisionItem), done: z.number(), refused: z.number() });
export type DecisionResult = z.infer<typeof DecisionResult>;

export const HistoryQuery = z.strictObject({ meterId: MeterId });
export const HistoryDecision = z.object({
  readingId: ReadingId,
  decision: ReadingDecision,
  note: z.string(),
  newReadingId: ReadingId.nullable(),
  userName: z.string(),
  decidedAt: z.number(),
});
export const HistoryBill = z.object({
  readingId: ReadingId,
  billId: z.number(),
  billNo: z.string(),
  month: z.string(),
  isReversed: z.boolean(),
});
export const HistoryRow = Reading.extend({
  recordedBy: z.string(),
  createdAt: z.number(),
  /** When it was really taken, where it stands at a settlement. */
  takenAt: z.number().nullable(),
  decisions: z.array(HistoryDecision),
  /** Bills that were computed from it, reversed ones too. */
  bills: z.array(HistoryBill),
  /** The last decision can be taken back. */
  isUndoable: z.boolean(),
});
export type HistoryRow = z.infer<typeof HistoryRow>;

export const Reread = z.object({
  rereadId: z.number(),
  meterId: MeterId,
  meterNo: z.string(),
  readingId: ReadingId,
  accountNo: z.string(),
  customerName: z.string(),
  doorNo: z.string(),
  building: z.string(),
  reason: z.string(),
  dueOn: z.string().nullable(),
  askedAt: z.number(),
  askedBy: z.string(),
});
export type Reread = z.infer<typeof Reread>;
