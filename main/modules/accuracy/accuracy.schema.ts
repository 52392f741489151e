import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { MeterId, RequestId } from '../../shared/ids.ts';
import { MeterService } from '../meters/meters.schema.ts';
import { PERIOD_KINDS } from './periods.domain.ts';

const LocalDateText = z.string().refine(isLocalDate);
const Words = z.string().trim().max(200);
const Name = z.string().trim().min(1).max(60);
export const PeriodKind = z.enum(PERIOD_KINDS);

const Paging = {
  text: z.string().trim().max(60).default(''),
  page: z.number().int().min(1).default(1),
  pageSize: z.number().int().min(1).max(500).default(50),
};
const Where = {
  meterId: MeterId,
  meterNo: z.string(),
  service: MeterService,
  accountNo: z.string(),
  customerName: z.string(),
  doorNo: z.string(),
};

// Seals
export const SEAL_PLACES = ['cover', 'terminal', 'box', 'valve', 'other'] as const;
export const SealPlace = z.enum(SEAL_PLACES);
export const SealEventKind = z.enum(['put-on', 'removed', 'broken']);
export const RecordSeal = z
  .strictObject({
    meterId: MeterId,
    kind: SealEventKind,
    sealNo: z.string().trim().min(1).max(40),
    place: SealPlace.default('cover'),
    onDate: LocalDateText,
    doneBy: Name,
    note: Words.default(''),
    requestId: RequestId,
  })
  .refine((seal) => seal.kind !== 'broken' || seal.note.length >= 2, { path: ['note'] });
export type RecordSeal = z.infer<typeof RecordSeal>;
export const SealEvent = z.object({
  sealEventId: z.number(),
  meterId: MeterId,
  sealNo: z.string(),
  place: SealPlace,
  kind: SealEventKind,
  onDate: z.string(),
  doneBy: z.string(),
  note: z.string(),
  userName: z.string(),
  at: z.number(),
});
export type SealEvent = z.infer<typeof SealEvent>;
/** on: sealed now · broken: last found broken and not sealed since · off: removed. */
export const SealState = z.enum(['on', 'broken', 'off', 'all']);
export const SealFilter = z.strictObject({ state: SealState.default('all'), ...Paging });
export type SealFilter = z.infer<typeof SealFilter>;
export const SealRow = SealEvent.extend(Where);
export type SealRow = z.infer<typeof SealRow>;
export const SealPage = z.object({ rows: z.array(SealRow), total: z.number(), broken: z.number() });

// Events
export const METER_EVENT_KINDS = [
  'cover-open',
  'cover-closed',
  'relay-open',
  'relay-closed',
  'valve-open',
  'valve-closed',
  'valve-fault',
  'magnet',
  'reversed',
  'battery-low',
  'clock-drift',
  'bypass',
  'other',
] as const;
export const MeterEventKind = z.enum(METER_EVENT_KINDS);
export const RecordEvent = z.strictObject({
  meterId: MeterId,
  kind: MeterEventKind,
  onDate: LocalDateText,
  note: z.string().trim().min(2).max(200),
  requestId: RequestId,
});
export type RecordEvent = z.infer<typeof RecordEvent>;
export const SettleEvent = z.strictObject({
  meterEventId: z.number().int().positive(),
  note: z.string().trim().min(2).max(200),
  requestId: RequestId,
});
export type SettleEvent = z.infer<typeof SettleEvent>;
export const MeterEvent = z.object({
  meterEventId: z.number(),
  meterId: MeterId,
  kind: MeterEventKind,
  source: z.enum(['poll', 'manual']),
  occurredAt: z.number(),
  recordedAt: z.number(),
  note: z.string(),
  userName: z.string(),
  settledAt: z.number().nullable(),
  settledBy: z.string(),
  settledNote: z.string(),
});
export type MeterEvent = z.infer<typeof MeterEvent>;
export const EventFilter = z.strictObject({
  show: z.enum(['open', 'all']).default('open'),
  kind: MeterEventKind.optional(),
  ...Paging,
});
export type EventFilter = z.infer<typeof EventFilter>;
export const EventRow = MeterEvent.extend(Where);
export type EventRow = z.infer<typeof EventRow>;
export const EventPage = z.object({ rows: z.array(EventRow), total: z.number(), open: z.number() });

// Calibration
export const CALIBRATION_SHOWS = ['overdue', 'soon', 'undated', 'all'] as const;
export const CalibrationFilter = z.strictObject({
  show: z.enum(CALIBRATION_SHOWS).default('overdue'),
  service: MeterService.optional(),
  building: z.string().max(60).optional(),
  /** What counts as soon. */
  days: z.number().int().min(1).max(1000).default(90),
  ...Paging,
});
export type CalibrationFilter = z.infer<typeof CalibrationFilter>;
export const CalibrationRow = z.object({
  ...Where,
  model: z.string(),
  installedOn: z.string(),
  dueOn: z.string().nullable(),
  kind: PeriodKind.nullable(),
  lastTestOn: z.string().nullable(),
  lastPassed: z.boolean().nullable(),
});
export type CalibrationRow = z.infer<typeof CalibrationRow>;
export const CalibrationPage = z.object({
  rows: z.array(CalibrationRow),
  total: z.number(),
  counts: z.object({ overdue: z.number(), soon: z.number(), undated: z.number(), all: z.number() }),
  buildings: z.array(z.string()),
});
export type CalibrationPage = z.infer<typeof CalibrationPage>;
/** A date for all, or each by the period of its kind from its last passed test, else from its installation. */
const NextDue = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('date'), dueOn: LocalDateText }),
  z.strictObject({ by: z.literal('period'), kind: PeriodKind }),
]);
export type NextDue = z.infer<typeof NextDue>;
export const PreviewDue = z.strictObject({ meterIds: z.array(MeterId).min(1).max(500), next: NextDue });
export type PreviewDue = z.infer<typeof PreviewDue>;
export const SetDue = PreviewDue.extend({ requestId: RequestId });
export type SetDue = z.infer<typeof SetDue>;
export const DueItem = z.object({
  meterId: MeterId,
  meterNo: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  code: z.string().nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type DueItem = z.infer<typeof DueItem>;

// Error tests
export const TEST_PURPOSES = ['periodic', 'dispute', 'before-use', 'after-removal', 'on-site'] as const;
export const TestPoint = z.strictObject({
  point: z.string().trim().min(1).max(40),
  errorE4: z.number().int().min(-10_000).max(100_000),
  limitE4: z.number().int().min(1).max(10_000),
});
export const RecordTest = z.strictObject({
  meterId: MeterId,
  testedOn: LocalDateText,
  purpose: z.enum(TEST_PURPOSES),
  accuracyClass: z.string().trim().min(1).max(10),
  isInUse: z.boolean(),
  points: z.array(TestPoint).min(1).max(20),
  /** What the certificate states for the meter as a whole: the error a back-billing is reckoned from. */
  overallE4: z.number().int().min(-9_999).max(100_000),
  certificateNo: z.string().trim().min(1).max(60),
  testedBy: Name,
  note: Words.default(''),
  nextDueOn: LocalDateText.nullable().default(null),
  requestId: RequestId,
});
export type RecordTest = z.infer<typeof RecordTest>;
export const VoidTest = z.strictObject({
  testId: z.number().int().positive(),
  reason: z.string().trim().min(2).max(200),
  requestId: RequestId,
});
export type VoidTest = z.infer<typeof VoidTest>;
export const MeterTest = z.object({
  testId: z.number(),
  meterId: MeterId,
  testedOn: z.string(),
  purpose: z.enum(TEST_PURPOSES),
  accuracyClass: z.string(),
  isInUse: z.boolean(),
  points: z.array(TestPoint),
  overallE4: z.number(),
  isPassed: z.boolean(),
  certificateNo: z.string(),
  testedBy: z.string(),
  note: z.string(),
  nextDueOn: z.string().nullable(),
  userName: z.string(),
  recordedAt: z.number(),
  voidedAt: z.number().nullable(),
  voidedBy: z.string(),
  voidReason: z.string(),
});
export type MeterTest = z.infer<typeof MeterTest>;
export const TestFilter = z.strictObject({ show: z.enum(['all', 'failed']).default('all'), ...Paging });
export type TestFilter = z.infer<typeof TestFilter>;
export const TestRow = MeterTest.omit({ points: true }).extend(Where);
export type TestRow = z.infer<typeof TestRow>;
export const TestPage = z.object({ rows: z.array(TestRow), total: z.number(), failed: z.number() });

export const OfMeter = z.strictObject({ meterId: MeterId });
/** All that is known about the accuracy of one meter, the newest first. */
export const MeterAccuracy = z.object({
  ...Where,
  installedOn: z.string(),
  removedOn: z.string().nullable(),
  dueOn: z.string().nullable(),
  kind: PeriodKind.nullable(),
  seals: z.array(SealEvent),
  /** Numbers of the seals that are on it now. */
  sealsOn: z.array(z.string()),
  events: z.array(MeterEvent),
  tests: z.array(MeterTest),
});
export type MeterAccuracy = z.infer<typeof MeterAccuracy>;
