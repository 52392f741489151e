import { z } from 'zod';

export const Service = z.enum(['electricity', 'gas', 'water', 'property']);

const Days = z.number().int().min(1).max(365);
const Fen = z.number().int().min(0).max(100_000_000);
/** A stage is due from so many days after the due day of the oldest bill, and from so much owed on. */
const Stage = z.strictObject({ isOn: z.boolean(), afterDays: Days, minFen: Fen });
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** "10-01" in every year, or "2027-02-06" once. */
const Holiday = z.string().regex(/^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);

/** How a service is dunned: stages, and when and how a supply may be stopped. */
export const DunningRule = z.strictObject({
  reminder: Stage,
  demand: Stage,
  notice: Stage,
  order: Stage,
  noticeDays: z.strictObject({ person: Days, company: Days }),
  finalCallMinutes: z.strictObject({
    person: z.number().int().min(0).max(1440),
    company: z.number().int().min(0).max(1440),
  }),
  restoreHours: z.number().int().min(1).max(240),
  /** Stops are carried out in this window only: hours of the day, ISO weekdays (1 = Monday), no holidays. */
  window: z.strictObject({
    from: Clock,
    to: Clock,
    weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7),
    holidays: z.array(Holiday).max(200),
  }),
  /** Another person than the proposer confirms. */
  needsSecondPerson: z.boolean(),
  /** "allow-close": a person presses the button on the meter; "close": the relay closes at once. */
  restoreBy: z.enum(['allow-close', 'close']),
  /** How long the sheet of a field worker holds. */
  fieldHours: z.number().int().min(1).max(72),
});
export type DunningRule = z.infer<typeof DunningRule>;
