import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { AccountId, HazardId, PhotoId, RequestId } from '../../shared/ids.ts';

const Day = z.string().refine(isLocalDate, 'not a date');

/** 'serious' = the supply is stopped until it is closed. */
export const HazardGrade = z.enum(['general', 'serious']);
export type HazardGrade = z.infer<typeof HazardGrade>;
/** open → rectified (waiting for the re-check) → closed, or back to open when the re-check fails. */
export const HazardState = z.enum(['open', 'rectified', 'closed']);
export type HazardState = z.infer<typeof HazardState>;
export const HazardEventKind = z.enum([
  'found',
  'found-again',
  'rectified',
  're-check-passed',
  're-check-failed',
  'notice-printed',
  'due-date-changed',
]);
export type HazardEventKind = z.infer<typeof HazardEventKind>;

export const HazardDetails = z.strictObject({
  grade: HazardGrade,
  description: z.string().trim().min(2).max(200),
  dueOn: Day,
  responsible: z.string().trim().min(1).max(60),
});
export type HazardDetails = z.infer<typeof HazardDetails>;

export const Hazard = z.object({
  id: HazardId,
  hazardNo: z.string(),
  inspectionId: z.number().nullable(),
  accountId: z.number().nullable(),
  place: z.string(),
  description: z.string(),
  grade: HazardGrade,
  dueOn: z.string(),
  responsible: z.string(),
  state: HazardState,
  foundAt: z.number(),
  foundOn: z.string(),
  closedOn: z.string().nullable(),
  version: z.number(),
  /** Open and past its due date. One that waits for its re-check is not overdue. */
  isOverdue: z.boolean(),
  daysLeft: z.number(),
});
export type Hazard = z.infer<typeof Hazard>;

export const HazardEvent = z.object({
  id: z.number(),
  at: z.number(),
  kind: HazardEventKind,
  note: z.string(),
  /** The new due date of a change, else null. */
  dueOn: z.string().nullable(),
  photoId: z.number().nullable(),
  userId: z.number(),
  userName: z.string(),
});
export type HazardEvent = z.infer<typeof HazardEvent>;

export const HazardFile = z.object({
  hazard: Hazard,
  events: z.array(HazardEvent),
  canChangeDueDate: z.boolean(),
  /** Who recorded the latest rectification: the one person who may not do the re-check. */
  rectifiedByUserId: z.number().nullable(),
});
export type HazardFile = z.infer<typeof HazardFile>;

export const HAZARD_VIEWS = ['unclosed', 'open', 'overdue', 'rectified', 'closed'] as const;
export const HazardQuery = z.strictObject({
  show: z.enum(HAZARD_VIEWS),
  grade: HazardGrade.optional(),
  text: z.string().trim().max(60).optional(),
  accountId: AccountId.optional(),
  page: z.number().int().positive(),
  pageSize: z.number().int().positive().max(500),
});
export type HazardQuery = z.infer<typeof HazardQuery>;
export const HazardPage = z.object({ items: z.array(Hazard), total: z.number() });
export type HazardPage = z.infer<typeof HazardPage>;

export const HazardCounts = z.object({
  open: z.number(),
  rectified: z.number(),
  overdue: z.number(),
  overdueSerious: z.number(),
});
export type HazardCounts = z.infer<typeof HazardCounts>;

/** A hazard reported outside any inspection. */
export const ReportHazard = z.strictObject({
  ...HazardDetails.shape,
  accountId: AccountId.nullable(),
  place: z.string().trim().min(1).max(80),
  photoId: PhotoId.nullable(),
  requestId: RequestId,
});
export type ReportHazard = z.infer<typeof ReportHazard>;

const step = { hazardId: HazardId, version: z.number().int(), photoId: PhotoId.nullable(), requestId: RequestId };
export const RectifyHazard = z.strictObject({ ...step, note: z.string().trim().min(2).max(200) });
export type RectifyHazard = z.infer<typeof RectifyHazard>;

export const RecheckHazard = z
  .strictObject({ ...step, isPassed: z.boolean(), note: z.string().trim().max(200) })
  .refine((cmd) => cmd.isPassed || cmd.note.length >= 2, { path: ['note'], message: 'why it failed' });
export type RecheckHazard = z.infer<typeof RecheckHazard>;

export const ChangeDueDate = z.strictObject({
  hazardId: HazardId,
  version: z.number().int(),
  dueOn: Day,
  reason: z.string().trim().min(2).max(200),
  requestId: RequestId,
});
export type ChangeDueDate = z.infer<typeof ChangeDueDate>;

/** Counts over [from, to), local dates; open and overdue as they stood at the end of the last day. */
export const HazardSummary = z.object({
  found: z.number(),
  rectified: z.number(),
  closed: z.number(),
  open: z.number(),
  overdue: z.number(),
  openSerious: z.number(),
});
export type HazardSummary = z.infer<typeof HazardSummary>;
