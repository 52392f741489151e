import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { CylinderId, DeviceId, FillingId, RequestId } from '../../shared/ids.ts';
import { Cylinder, MassGrams } from './cylinders.schema.ts';

export const CHECKS = ['appearance', 'valve', 'residualPressure', 'marks'] as const;
export type CheckName = (typeof CHECKS)[number];
/** The looks before a filling: true = in order. */
export const FillingChecks = z.strictObject({
  appearance: z.boolean(),
  valve: z.boolean(),
  residualPressure: z.boolean(),
  marks: z.boolean(),
});
export type FillingChecks = z.infer<typeof FillingChecks>;

export const FillingOutcome = z.enum(['good', 'over-fill', 'under-fill']);
export type FillingOutcome = z.infer<typeof FillingOutcome>;

/** What a net weight is judged by, in grams. Both limits belong to the good range. */
export const FillingTarget = z.object({
  nominalGrams: z.number(),
  toleranceGrams: z.number(),
  maxFillGrams: z.number(),
  lowerGrams: z.number(),
  upperGrams: z.number(),
});
export type FillingTarget = z.infer<typeof FillingTarget>;

export const RefusalReason = z.enum([
  'cylinder.unknown',
  'cylinder.scrapped',
  'cylinder.foreign',
  'cylinder.scrap-reached',
  'cylinder.inspection-overdue',
  'filling.check-failed',
]);
export type RefusalReason = z.infer<typeof RefusalReason>;

export const Refusal = z.object({
  code: RefusalReason,
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Refusal = z.infer<typeof Refusal>;

export const Filling = z.object({
  id: FillingId,
  cylinderId: CylinderId,
  cylinderCode: z.string(),
  typeCode: z.string(),
  filledAt: z.number(),
  filledOn: z.string(),
  deviceId: z.number().nullable(),
  manualReason: z.string().nullable(),
  grossGrams: z.number(),
  tareGrams: z.number(),
  netGrams: z.number(),
  nominalGrams: z.number(),
  toleranceGrams: z.number(),
  maxFillGrams: z.number(),
  outcome: FillingOutcome,
  checks: z.record(z.string(), z.boolean()),
  userName: z.string(),
});
export type Filling = z.infer<typeof Filling>;

export const CheckCylinder = z.strictObject({ scannedCode: z.string().min(1).max(500), requestId: RequestId });
export type CheckCylinder = z.infer<typeof CheckCylinder>;

export const FillingVerdict = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ready'),
    cylinder: Cylinder,
    target: FillingTarget,
    lastFilling: Filling.nullable(),
    /** Set when the last good filling is so recent that the cylinder is probably still full. */
    possiblyFull: z.object({ minutes: z.number(), netGrams: z.number() }).nullable(),
  }),
  z.object({ kind: z.literal('refused'), scannedCode: z.string(), refusal: Refusal, cylinder: Cylinder.nullable() }),
]);
export type FillingVerdict = z.infer<typeof FillingVerdict>;

/** A weight comes from a scale by its id; the station reads the scale itself. By hand only while that scale gives none. */
export const WeightSource = z.discriminatedUnion('source', [
  z.strictObject({ source: z.literal('scale'), deviceId: DeviceId }),
  z.strictObject({
    source: z.literal('manual'),
    insteadOfDeviceId: DeviceId.nullable(),
    grossGrams: MassGrams,
    reason: z.string().trim().min(4).max(200),
  }),
]);
export type WeightSource = z.infer<typeof WeightSource>;

export const RecordFilling = z.strictObject({
  cylinderId: CylinderId,
  checks: FillingChecks,
  weight: WeightSource,
  /** The filler has made sure that a cylinder filled a short while ago is empty again. */
  isRefillConfirmed: z.boolean(),
  requestId: RequestId,
});
export type RecordFilling = z.infer<typeof RecordFilling>;

export const RefuseFilling = z.strictObject({
  cylinderId: CylinderId,
  checks: FillingChecks,
  note: z.string().trim().max(200),
  requestId: RequestId,
});
export type RefuseFilling = z.infer<typeof RefuseFilling>;

export const FillingResult = z.object({
  fillingId: FillingId,
  outcome: FillingOutcome,
  grossGrams: z.number(),
  tareGrams: z.number(),
  netGrams: z.number(),
  /** Grams above the upper limit that must come out (over-fill), and below the lower limit that must go in. */
  takeOutGrams: z.number(),
  addGrams: z.number(),
});
export type FillingResult = z.infer<typeof FillingResult>;

const Day = z.string().refine(isLocalDate, 'not a date');
const Period = { from: Day, to: Day };
export const FillingQuery = z.strictObject({
  /** Local dates, both included. */
  ...Period,
  outcome: FillingOutcome.optional(),
  cylinderId: CylinderId.optional(),
  page: z.number().int().positive(),
  pageSize: z.number().int().positive().max(500),
});
export type FillingQuery = z.infer<typeof FillingQuery>;
export const FillingPage = z.object({ items: z.array(Filling), total: z.number() });
export type FillingPage = z.infer<typeof FillingPage>;

export const RefusalQuery = z.strictObject({
  ...Period,
  page: z.number().int().positive(),
  pageSize: z.number().int().positive().max(500),
});
export type RefusalQuery = z.infer<typeof RefusalQuery>;
export const RefusalRow = z.object({
  id: z.number(),
  at: z.number(),
  scannedCode: z.string(),
  cylinderId: z.number().nullable(),
  reason: RefusalReason,
  detail: z.string(),
  userName: z.string(),
});
export type RefusalRow = z.infer<typeof RefusalRow>;
export const RefusalPage = z.object({ items: z.array(RefusalRow), total: z.number() });
export type RefusalPage = z.infer<typeof RefusalPage>;

export const FillingSummaryRow = z.object({
  typeCode: z.string(),
  good: z.number(),
  overFill: z.number(),
  underFill: z.number(),
  /** Net mass of the good fillings. */
  goodNetGrams: z.number(),
});
export type FillingSummaryRow = z.infer<typeof FillingSummaryRow>;
export const FillingSummary = z.object({ rows: z.array(FillingSummaryRow), refusals: z.number() });
export type FillingSummary = z.infer<typeof FillingSummary>;
export const SummaryQuery = z.strictObject(Period);

export const ScaleView = z.object({
  deviceId: DeviceId,
  name: z.string(),
  /** Takes the order to set its zero. */
  canZero: z.boolean(),
  /** Age is measured by the station's clock, so that a window whose clock is wrong still greys out a stale weight. */
  reading: z
    .object({
      weightGrams: z.number(),
      isNet: z.boolean(),
      isStable: z.boolean(),
      isOverloaded: z.boolean(),
      ageMs: z.number(),
    })
    .nullable(),
});
export type ScaleView = z.infer<typeof ScaleView>;
export const ZeroScale = z.strictObject({ deviceId: DeviceId });
export type ZeroScale = z.infer<typeof ZeroScale>;

export const FillingPolicy = z.strictObject({ possiblyFullMinutes: z.number().int().min(0).max(10_080) });
export type FillingPolicy = z.infer<typeof FillingPolicy>;
