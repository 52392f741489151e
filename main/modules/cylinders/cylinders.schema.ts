import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { CylinderId, RequestId } from '../../shared/ids.ts';

const Day = z.string().refine(isLocalDate, 'not a date');
/** Up to 500 kg: heavier than any cylinder the product knows. */
export const MassGrams = z.number().int().positive().max(500_000);

export const CylinderState = z.enum([
  'in-use',
  'inspection-due',
  'inspection-overdue',
  'scrap-reached',
  'scrapped',
  'foreign',
]);
export type CylinderState = z.infer<typeof CylinderState>;

export const Cylinder = z.object({
  id: CylinderId,
  code: z.string(),
  serialNo: z.string(),
  typeCode: z.string(),
  maker: z.string(),
  madeOn: z.string().nullable(),
  volumeMl: z.number(),
  maxFillGrams: z.number(),
  /** As stamped on the cylinder: the figure every net weight is computed with. */
  tareGrams: z.number(),
  lastInspectedOn: z.string().nullable(),
  nextInspectionOn: z.string(),
  scrapOn: z.string(),
  isLifeExtended: z.boolean(),
  isOwn: z.boolean(),
  scrappedAt: z.number().nullable(),
  scrapReason: z.string(),
  createdAt: z.number(),
  version: z.number(),
  state: CylinderState,
});
export type Cylinder = z.infer<typeof Cylinder>;

const description = {
  serialNo: z.string().trim().max(40),
  typeCode: z.string().min(1).max(20),
  maker: z.string().trim().max(60),
  madeOn: Day.nullable(),
  volumeMl: z.number().int().positive().max(200_000),
  tareGrams: MassGrams,
  nextInspectionOn: Day,
  scrapOn: Day,
  isLifeExtended: z.boolean(),
  isOwn: z.boolean(),
};

export const CreateCylinder = z.strictObject({
  code: z.string().min(1).max(500),
  ...description,
  requestId: RequestId,
});
export type CreateCylinder = z.infer<typeof CreateCylinder>;

export const UpdateCylinder = z.strictObject({
  cylinderId: CylinderId,
  version: z.number().int(),
  ...description,
  /** Why the record changes: kept in the cylinder's history. */
  note: z.string().trim().min(2).max(200),
});
export type UpdateCylinder = z.infer<typeof UpdateCylinder>;

/** Result of a passed periodic inspection. A cylinder that failed is scrapped instead. */
export const RecordInspection = z.strictObject({
  cylinderId: CylinderId,
  version: z.number().int(),
  inspectedOn: Day,
  nextInspectionOn: Day,
  tareGrams: MassGrams,
  /** Extends the design life once, by the years its rule allows. */
  extendsLife: z.boolean(),
  body: z.string().trim().min(2).max(80),
  requestId: RequestId,
});
export type RecordInspection = z.infer<typeof RecordInspection>;

export const ScrapCylinder = z.strictObject({
  cylinderId: CylinderId,
  version: z.number().int(),
  reason: z.string().trim().min(2).max(200),
  requestId: RequestId,
});
export type ScrapCylinder = z.infer<typeof ScrapCylinder>;

export const SHOWN = ['in-service', 'all', 'due', 'overdue', 'scrap-reached', 'foreign', 'scrapped'] as const;
export const CylinderQuery = z.strictObject({
  show: z.enum(SHOWN),
  typeCode: z.string().max(20).optional(),
  text: z.string().trim().max(60).optional(),
  page: z.number().int().positive(),
  pageSize: z.number().int().positive().max(500),
});
export type CylinderQuery = z.infer<typeof CylinderQuery>;

export const CylinderPage = z.object({ items: z.array(Cylinder), total: z.number() });
export type CylinderPage = z.infer<typeof CylinderPage>;

export const CylinderEvent = z.object({
  id: z.number(),
  at: z.number(),
  kind: z.enum(['registered', 'changed', 'inspected', 'scrapped']),
  note: z.string(),
  changes: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
  userName: z.string(),
});
export type CylinderEvent = z.infer<typeof CylinderEvent>;

export const DUE_KINDS = [
  'inspection-overdue',
  'scrap-reached',
  'refill-unfinished',
  'inspection-due',
  'scrap-due',
] as const;
export const DueKind = z.enum(DUE_KINDS);
export type DueKind = z.infer<typeof DueKind>;

export const DueCylinder = z.object({ cylinder: Cylinder, kind: DueKind, dueOn: z.string(), daysLeft: z.number() });
export type DueCylinder = z.infer<typeof DueCylinder>;

export const DueCounts = z.record(DueKind, z.number());
export type DueCounts = z.infer<typeof DueCounts>;

export const CylinderRule = z.object({
  id: z.number(),
  typeCode: z.string(),
  madeFrom: z.string(),
  intervalYears: z.number(),
  lifeYears: z.number(),
  extensionYears: z.number(),
  source: z.string(),
  verifiedOn: z.string().nullable(),
  verifiedBy: z.string(),
  version: z.number(),
});
export type CylinderRule = z.infer<typeof CylinderRule>;

export const CylinderType = z.object({
  code: z.string(),
  volumeMl: z.number(),
  maxFillGrams: z.number(),
  nominalGrams: z.number(),
  toleranceGrams: z.number(),
  verifiedOn: z.string().nullable(),
  verifiedBy: z.string(),
  version: z.number(),
  rules: z.array(CylinderRule),
});
export type CylinderType = z.infer<typeof CylinderType>;

export const SaveType = z.strictObject({
  code: z.string().min(1).max(20),
  version: z.number().int(),
  nominalGrams: MassGrams,
  toleranceGrams: z.number().int().min(0).max(5_000),
});
export type SaveType = z.infer<typeof SaveType>;

export const SaveRule = z.strictObject({
  ruleId: z.number().int().positive(),
  version: z.number().int(),
  intervalYears: z.number().int().min(1).max(20),
  lifeYears: z.number().int().min(1).max(50),
  extensionYears: z.number().int().min(0).max(20),
  source: z.string().trim().min(2).max(200),
});
export type SaveRule = z.infer<typeof SaveRule>;
