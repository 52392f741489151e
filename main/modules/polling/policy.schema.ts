import { z } from 'zod';

export const ALERT_KINDS = [
  'over-demand',
  'voltage',
  'reverse',
  'cover',
  'clock',
  'battery',
  'zero-use',
  'jump',
  'silent',
] as const;
export const AlertKind = z.enum(ALERT_KINDS);
export type AlertKind = z.infer<typeof AlertKind>;

const whole = (min: number, max: number, usual: number) => z.number().int().min(min).max(max).default(usual);

/** What is alerted at, and how long history is kept. Every field has the value a station begins with. */
export const PolicyFields = z.strictObject({
  /** Kinds nobody wants to hear of. */
  off: z.array(AlertKind).max(20).default([]),
  /** Thousandths of a kW for all meters of the station together; null: none. */
  stationDemandMilli: z.number().int().positive().max(9_999_999_999).nullable().default(null),
  /** GB/T 12325-2008, 220 V single-phase supply: +7 % and -10 %. */
  nominalVolts: whole(100, 400, 220),
  overVoltagePercent: whole(1, 50, 7),
  underVoltagePercent: whole(1, 50, 10),
  /** Power or energy flowing back that is more than noise, in thousandths of a kW. */
  reverseMilli: whole(1, 1_000_000, 50),
  clockMinutes: whole(1, 1440, 5),
  /** Days without use while somebody lives there. */
  zeroDays: whole(1, 60, 7),
  /** A day's use over so many times the usual day. */
  jumpFactor: whole(2, 100, 5),
  /** Nights without an answer. */
  silentDays: whole(1, 60, 3),
  /** Months daily and interval readings are kept; 0: all of them for ever. */
  keepMonths: whole(0, 600, 36),
});
export type PolicyFields = z.infer<typeof PolicyFields>;

export const Policy = PolicyFields.extend({ version: z.number().int() });
export type Policy = z.infer<typeof Policy>;
