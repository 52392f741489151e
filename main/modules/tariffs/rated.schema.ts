import { z } from 'zod';
import { LimitText, QuantityText } from './decimals.schema.ts';
import { Period, TariffDocument, Unit } from './document.schema.ts';

export const LINE_KINDS = [
  'flat',
  'tier',
  'quota',
  'fixed-quantity',
  'surcharge',
  'fixed',
  'capacity',
  'demand',
  'power-factor',
  'minimum',
  'vat',
  'rounding',
] as const;
export const LineKind = z.enum(LINE_KINDS);
export type LineKind = z.infer<typeof LineKind>;

/** A line of a bill: quantity × price = amount, and why. See rating.domain.ts. */
export const RatedLine = z.object({
  kind: LineKind,
  /** The charge's name as the tariff writes it; empty for energy, whose name is its tier and period. */
  name: z.string(),
  period: z.union([Period, z.literal('')]),
  tier: z.number().nullable(),
  /** Thousandths of the tariff's unit; of a kVA, kW or month for charges that are not for energy; 0 where none applies. */
  quantityMilli: z.number(),
  priceE8: z.number(),
  exactYuan: z.string(),
  amountFen: z.number(),
  why: z.object({
    /** The tier's limits for this bill, and the part of the running total this line covers. */
    aboveMilli: z.number().nullable(),
    upToMilli: z.number().nullable(),
    fromMilli: z.number().nullable(),
    toMilli: z.number().nullable(),
    isApportioned: z.boolean(),
    /** Days of a part of the bill with prices of its own, of all its days. */
    days: z.tuple([z.number(), z.number()]).optional(),
    /** Further figures of the line, decimals by name: powerFactor, percent, base, days … */
    figures: z.record(z.string(), z.string()).optional(),
  }),
});
export type RatedLine = z.infer<typeof RatedLine>;

export const RatedBill = z.object({
  lines: z.array(RatedLine),
  quantityMilli: z.number(),
  /** What counted in the tiers: the quantity less a quota that was taken off and a fixed quantity with its own price. */
  countedMilli: z.number(),
  totalFen: z.number(),
  exactYuan: z.string(),
  rounding: z.enum(['per-line', 'per-bill']),
  runningBeforeMilli: z.number(),
  runningAfterMilli: z.number(),
  /** Tax in the total, by difference: net + tax = total. */
  vat: z.object({ rate: z.string(), netFen: z.number(), taxFen: z.number() }).nullable(),
});
export type RatedBill = z.infer<typeof RatedBill>;

const Count = z.number().int().min(0).max(366);
/** What the household and its installation are, as far as the tariff asks. Quantities are decimals. */
const Circumstances = {
  runningTotal: QuantityText.default('0'),
  month: z.number().int().min(1).max(12).default(1),
  /** People of the household, or the sizes it had in the months of the cycle. */
  people: z
    .union([
      z.number().int().min(1).max(30),
      z
        .array(z.strictObject({ people: z.number().int().min(1).max(30), months: Count.min(1) }))
        .min(1)
        .max(12),
    ])
    .optional(),
  isHeating: z.boolean().default(false),
  hasQuota: z.boolean().default(false),
  /** Months the bill covers. */
  months: Count.min(1).default(1),
  capacityKva: LimitText.optional(),
  /** Days the capacity was connected in a month that was not a whole one. A started day is a day. */
  capacityDays: Count.optional(),
  demandKw: LimitText.optional(),
  agreedDemandKw: LimitText.optional(),
  reactiveKvarh: LimitText.optional(),
};

const PeriodQuantities = z
  .strictObject({
    sharp: QuantityText.optional(),
    peak: QuantityText.optional(),
    flat: QuantityText.optional(),
    valley: QuantityText.optional(),
  })
  .refine(
    (periods) => new Set(Object.values(periods).map((text) => text.startsWith('-'))).size === 1,
    'periods of one sign, at least one',
  );
const UsageInput = z.union([
  z.strictObject({ quantity: QuantityText, ...Circumstances }),
  z.strictObject({ periods: PeriodQuantities, ...Circumstances }),
]);
export type UsageInput = z.output<typeof UsageInput>;

/** A tariff and what was used, as the command line and the trial form give it: quantities are decimals in the tariff's unit. */
export const RateRequest = z.strictObject({
  tariff: TariffDocument,
  usage: UsageInput,
  /** A later version inside the period: what is used from its first day on, by days or by a reading. */
  change: z
    .strictObject({
      tariff: TariffDocument,
      /** Days of the period at the first price, of all its days. */
      daysBefore: Count.min(1),
      days: Count.min(2),
      /** What was used up to the change, where the meter was read on that day. */
      quantityBefore: QuantityText.optional(),
    })
    .refine(({ daysBefore, days }) => daysBefore < days, 'the change lies inside the period')
    .optional(),
});
export type RateRequest = z.input<typeof RateRequest>;

/** The answer in decimals, every line with its reason in figures. */
export const RateAnswer = z.object({
  total: z.string(),
  exact: z.string(),
  rounding: z.enum(['per-line', 'per-bill']),
  unit: Unit,
  quantity: z.string(),
  runningTotalBefore: z.string(),
  runningTotalAfter: z.string(),
  vat: z.object({ rate: z.string(), net: z.string(), tax: z.string() }).nullable(),
  lines: z.array(
    z.object({
      kind: LineKind,
      name: z.string(),
      period: z.string(),
      tier: z.number().nullable(),
      quantity: z.string(),
      price: z.string(),
      exact: z.string(),
      amount: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      days: z.tuple([z.number(), z.number()]).optional(),
      figures: z.record(z.string(), z.string()).optional(),
    }),
  ),
});
export type RateAnswer = z.infer<typeof RateAnswer>;
