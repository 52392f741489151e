import { z } from 'zod';

/** What an account was billed in a month for usage, over all its meters. */
export const SlipMonth = z.object({
  month: z.string(),
  bills: z.number(),
  periodFrom: z.string(),
  periodTo: z.string(),
  days: z.number(),
  quantityMilli: z.number(),
  /** Thousandths used a day, half away from zero; null where the period has no day. */
  perDayMilli: z.number().nullable(),
  amountFen: z.number(),
  meterNo: z.string(),
});
export type SlipMonth = z.infer<typeof SlipMonth>;

/** days: longer or shorter · use: more or less a day · meter: another multiplier · tier, time: where the use fell · price · fixed: what is not for use, and rounding. */
export const SlipPart = z.object({
  part: z.enum(['days', 'use', 'meter', 'tier', 'time', 'price', 'fixed']),
  amountFen: z.number(),
});
export type SlipPart = z.infer<typeof SlipPart>;

export interface SlipComparison {
  readonly before: SlipMonth;
  readonly differenceFen: number;
  /** Sum to the difference. */
  readonly parts: readonly SlipPart[];
  readonly isOtherMeter: boolean;
}

/** A month of an account beside the one billed before it and the same a year before, where there are such. */
export interface Slip {
  readonly account: {
    readonly accountNo: string;
    readonly service: string;
    readonly customerName: string;
    readonly doorNo: string;
    readonly address: string;
  };
  readonly unit: string;
  readonly now: SlipMonth;
  readonly last: SlipComparison | null;
  readonly lastYear: SlipComparison | null;
}
