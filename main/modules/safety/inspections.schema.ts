import { z } from 'zod';
import { AccountId, HazardId, InspectionId, PhotoId, RequestId } from '../../shared/ids.ts';
import { HazardDetails, HazardGrade } from './hazards.schema.ts';

export const InspectionKind = z.enum(['patrol', 'household']);
export type InspectionKind = z.infer<typeof InspectionKind>;
export const VisitOutcome = z.enum(['done', 'no-one-home', 'refused']);
export type VisitOutcome = z.infer<typeof VisitOutcome>;
export const AnswerResult = z.enum(['pass', 'fail', 'not-applicable']);
export type AnswerResult = z.infer<typeof AnswerResult>;

/** `text` says what must be so, `fault` what is wrong when it is not. Limits are inclusive thousandths of `unit`. */
export const ChecklistItem = z.object({
  id: z.number(),
  itemNo: z.number(),
  text: z.string(),
  textEn: z.string(),
  fault: z.string(),
  faultEn: z.string(),
  kind: z.enum(['pass-fail', 'number']),
  unit: z.string(),
  minMilli: z.number().nullable(),
  maxMilli: z.number().nullable(),
  grade: HazardGrade,
});
export type ChecklistItem = z.infer<typeof ChecklistItem>;

export const Checklist = z.object({
  id: z.number(),
  kind: InspectionKind,
  name: z.string(),
  nameEn: z.string(),
  items: z.array(ChecklistItem),
});
export type Checklist = z.infer<typeof Checklist>;

export const Answer = z.strictObject({
  itemId: z.number().int().positive(),
  /** Of a number item the station judges the value itself; only 'not-applicable' is taken as said. */
  result: AnswerResult,
  valueMilli: z.number().int().min(-1_000_000_000).max(1_000_000_000).nullable(),
  note: z.string().trim().max(200),
  photoId: PhotoId.nullable(),
  /** Needed when the item failed. */
  hazard: HazardDetails.nullable(),
});
export type Answer = z.infer<typeof Answer>;

export const SubmitPatrol = z.strictObject({
  answers: z.array(Answer).max(200),
  note: z.string().trim().max(200),
  requestId: RequestId,
});
export type SubmitPatrol = z.infer<typeof SubmitPatrol>;

export const SubmitVisit = z.strictObject({
  accountId: AccountId,
  outcome: VisitOutcome,
  /** Needed unless the inspection was done. */
  note: z.string().trim().max(200),
  photoId: PhotoId.nullable(),
  answers: z.array(Answer).max(200),
  requestId: RequestId,
});
export type SubmitVisit = z.infer<typeof SubmitVisit>;

export const Submitted = z.object({
  inspectionId: InspectionId,
  hazards: z.array(z.object({ hazardId: HazardId, hazardNo: z.string(), isJoined: z.boolean() })),
});
export type Submitted = z.infer<typeof Submitted>;

export const InspectionRow = z.object({
  id: InspectionId,
  kind: InspectionKind,
  accountId: z.number().nullable(),
  place: z.string(),
  outcome: VisitOutcome,
  inspectedAt: z.number(),
  note: z.string(),
  photoId: z.number().nullable(),
  userName: z.string(),
  failed: z.number(),
});
export type InspectionRow = z.infer<typeof InspectionRow>;

export const InspectionQuery = z.strictObject({
  kind: InspectionKind.optional(),
  accountId: AccountId.optional(),
  page: z.number().int().positive(),
  pageSize: z.number().int().positive().max(500),
});
export type InspectionQuery = z.infer<typeof InspectionQuery>;
export const InspectionPage = z.object({ items: z.array(InspectionRow), total: z.number() });
export type InspectionPage = z.infer<typeof InspectionPage>;

export const InspectionAnswer = z.object({
  itemNo: z.number(),
  text: z.string(),
  textEn: z.string(),
  unit: z.string(),
  result: AnswerResult,
  valueMilli: z.number().nullable(),
  note: z.string(),
  photoId: z.number().nullable(),
});
export type InspectionAnswer = z.infer<typeof InspectionAnswer>;
export const InspectionDetail = z.object({ inspection: InspectionRow, answers: z.array(InspectionAnswer) });
export type InspectionDetail = z.infer<typeof InspectionDetail>;
