import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { DeviceId, MeterId } from '../../shared/ids.ts';

/** Whose curve: one meter's, or all electricity meters of a bus, a building or the station. */
export const LoadOf = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('meter'), meterId: MeterId }),
  z.strictObject({ kind: z.literal('bus'), busId: DeviceId }),
  z.strictObject({ kind: z.literal('building'), building: z.string().min(1).max(60) }),
  z.strictObject({ kind: z.literal('station') }),
]);
export type LoadOf = z.infer<typeof LoadOf>;

export const LoadQuery = z.strictObject({
  of: LoadOf,
  span: z.enum(['day', 'week', 'month']),
  /** Any day of the span; weeks begin on Monday. */
  on: z.string().refine(isLocalDate),
});
export type LoadQuery = z.infer<typeof LoadQuery>;

/** One quarter. Power is the average over it, in thousandths of a kW (m³/h for gas and water); null where it is not known. */
export const LoadPoint = z.object({ at: z.number(), powerMilli: z.number().nullable(), meters: z.number() });
export type LoadPoint = z.infer<typeof LoadPoint>;

const Peak = z.object({ powerMilli: z.number(), at: z.number() });
/** An hour of a day, or a day of a week or a month, from the instant it begins. */
export const LoadRow = z.object({
  at: z.number(),
  energyMilli: z.number(),
  max: Peak.nullable(),
  minMilli: z.number().nullable(),
  /** Quarters with a value, of those that are over. */
  known: z.number(),
  expected: z.number(),
});
export type LoadRow = z.infer<typeof LoadRow>;

export const LoadCurve = z.object({
  from: z.string(),
  to: z.string(),
  service: z.enum(['electricity', 'gas', 'water']),
  name: z.string(),
  multiplier: z.number(),
  /** Quarters; in a month the average of each hour. */
  points: z.array(LoadPoint),
  rows: z.array(LoadRow),
  energyMilli: z.number(),
  /** Of quarters, also in a month. */
  max: Peak.nullable(),
  /** What the meter itself kept as the highest demand of the month, after its multiplier. */
  register: z.object({ powerMilli: z.number(), at: z.number().nullable(), readAt: z.number() }).nullable(),
  limitMilli: z.number().nullable(),
});
export type LoadCurve = z.infer<typeof LoadCurve>;

export const LoadChoices = z.object({
  meters: z.array(
    z.object({
      meterId: MeterId,
      meterNo: z.string(),
      doorNo: z.string(),
      customerName: z.string(),
      canShowPower: z.boolean(),
    }),
  ),
  buses: z.array(z.object({ busId: DeviceId, name: z.string() })),
  buildings: z.array(z.string()),
});
export type LoadChoices = z.infer<typeof LoadChoices>;

export const SaveLimit = z.strictObject({
  meterId: MeterId,
  /** Thousandths of a kW; null: none. */
  demandMilli: z.number().int().positive().max(999_999_999).nullable(),
});
export type SaveLimit = z.infer<typeof SaveLimit>;

/** What a meter shows this moment. */
export const LivePower = z.object({
  at: z.number(),
  powerMilli: z.number().nullable(),
  phases: z.array(
    z.object({
      voltageMilli: z.number().nullable(),
      currentMilli: z.number().nullable(),
      powerMilli: z.number().nullable(),
    }),
  ),
  powerFactorMilli: z.number().nullable(),
  frequencyMilli: z.number().nullable(),
});
export type LivePower = z.infer<typeof LivePower>;
