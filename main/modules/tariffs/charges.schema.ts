import { z } from 'zod';
import { LimitText, PriceText, QuantityText, RateText, YuanText } from './decimals.schema.ts';

const Name = z.string().trim().min(1).max(40);
const Compressibility = z
  .string()
  .regex(/^[01](\.\d{1,6})?$/)
  .refine((text) => Number(text) > 0);

/** What a tariff asks for beside the energy. Names are printed on the bill as they are written here. */
export const Charge = z.discriminatedUnion('kind', [
  /** Yuan, for each month the bill covers or once a bill. */
  z.strictObject({
    kind: z.literal('fixed'),
    name: Name,
    price: PriceText,
    per: z.enum(['month', 'bill']).default('month'),
  }),
  /** Yuan for a kVA and month of the installed capacity (基本电费); a part of a month counts by days of one thirtieth. */
  z.strictObject({ kind: z.literal('capacity'), name: Name, price: PriceText }),
  /**
   * Yuan for a kW and month of the highest demand. What exceeds `freePercent` of the agreed demand counts twice, and at
   * least `floorPercent` of the agreed demand is paid for.
   */
  z.strictObject({
    kind: z.literal('demand'),
    name: Name,
    price: PriceText,
    freePercent: z.number().int().min(100).max(200).default(105),
    floorPercent: z.number().int().min(0).max(100).default(40),
  }),
  /** A fixed quantity at its own price (定量照明), taken out of the flat period or of the whole. */
  z.strictObject({ kind: z.literal('fixed-quantity'), name: Name, price: PriceText, quantity: LimitText }),
  /** Funds and surcharges: yuan for a unit of everything charged. Stands outside tiers and power factor. */
  z.strictObject({ kind: z.literal('surcharge'), name: Name, price: PriceText }),
]);
export type Charge = z.infer<typeof Charge>;

/**
 * Free quantity of low-income households in a month (发改价格〔2011〕2617号). deduct: it is taken off before the tiers ·
 * refund: all is charged and the quota is given back at the price of the first tier. An unused rest is not paid out.
 */
export const Quota = z.strictObject({ quantity: LimitText, mode: z.enum(['deduct', 'refund']) });
export type Quota = z.infer<typeof Quota>;

/** A bill below it is charged as this amount; one of nothing only when `whenUnused`. */
export const MinimumCharge = z.strictObject({ amount: YuanText, whenUnused: z.boolean().default(false) });

/** inside: prices hold the tax, the bill tells it · on-top: it is added to the bill. */
export const Vat = z.strictObject({ rate: RateText, mode: z.enum(['inside', 'on-top']) });
export type Vat = z.infer<typeof Vat>;

/**
 * What the meter counts is billed at standard conditions (GB/T 18603): × (gauge + atmosphere)/101.325 kPa × T₀/T × Zₙ/Z,
 * rounded to `decimals` of a cubic metre. Domestic diaphragm meters are billed without it.
 */
export const VolumeCorrection = z.strictObject({
  gaugeKpa: QuantityText,
  atmosphericKpa: LimitText.default('101.325'),
  temperatureC: QuantityText.refine((text) => Number(text) > -100),
  /** 20 °C by GB/T 18603; some contracts say 0 °C, which differs by 6.8 %. */
  referenceC: z.enum(['0', '20']).default('20'),
  /** Compressibility at standard conditions and at the meter. */
  zStandard: Compressibility.default('1'),
  zMeter: Compressibility.default('1'),
  decimals: z.number().int().min(0).max(3).default(2),
});
export type VolumeCorrection = z.infer<typeof VolumeCorrection>;

/**
 * A bill across a new price. by-days: the quantity and, where tiers count by month, the limits are shared by days, unless
 * the meter was read on the day of the change · reading-day: the version of the reading day prices all of it. whole: the
 * earlier parts are rounded to whole units and the last takes the rest.
 */
export const PriceChangeRule = z
  .strictObject({
    split: z.enum(['by-days', 'reading-day']),
    parts: z.enum(['exact', 'whole']).default('exact'),
  })
  .default({ split: 'by-days', parts: 'exact' });
export type PriceChangeRule = z.infer<typeof PriceChangeRule>;

/** Per day of what is still owed, from the day after the due day to the day of payment, both included. */
export const LateFeeRule = z.strictObject({
  perDay: RateText,
  /** From 1 January after the due day on (电力供应与使用条例 practice: 2 ‰ in the year of the debt, 3 ‰ after it). */
  perDayAfterYearEnd: RateText.optional(),
  /** Days after the due day that are free. */
  graceDays: z.number().int().min(0).max(90).default(0),
  /** Never more than the bill itself. */
  isCapped: z.boolean().default(true),
  /** A fee that is due at all is at least this many yuan. */
  floor: YuanText.default('0'),
});
export type LateFeeRule = z.infer<typeof LateFeeRule>;
export type LateFeeRuleInput = z.input<typeof LateFeeRule>;
