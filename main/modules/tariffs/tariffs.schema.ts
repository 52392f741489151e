import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { TariffId } from '../../shared/ids.ts';

export const TARIFF_SERVICES = ['electricity', 'gas', 'water'] as const;
export const TariffService = z.enum(TARIFF_SERVICES);
export type TariffService = z.infer<typeof TariffService>;

/** Registers a price can be told for: 尖 sharp, 峰 peak, 平 flat, 谷 valley. */
export const PERIODS = ['sharp', 'peak', 'flat', 'valley'] as const;
export const Period = z.enum(PERIODS);
export type Period = z.infer<typeof Period>;

/** A decimal as people write it. Prices keep up to eight decimals of a yuan and are never a JavaScript fraction. */
export const PriceText = z.string().regex(/^\d{1,6}(\.\d{1,8})?$/);
export const QuantityText = z.string().regex(/^-?\d{1,9}(\.\d{1,3})?$/);
const LimitText = z.string().regex(/^\d{1,9}(\.\d{1,3})?$/);

/** One price for everything, or one a period. A period without a price cannot be billed. */
const PeriodPrices = z.strictObject({
  sharp: PriceText.optional(),
  peak: PriceText.optional(),
  flat: PriceText.optional(),
  valley: PriceText.optional(),
});
const Price = z.union([PriceText, PeriodPrices.refine((prices) => Object.keys(prices).length > 0)]);
export type Price = z.infer<typeof Price>;

/** `upTo` is the last quantity of the tier (the boundary belongs to the lower tier); null in the last tier. */
const Tier = z.strictObject({ upTo: LimitText.nullable(), price: Price });
export type Tier = z.infer<typeof Tier>;

const Tiers = z.array(Tier).min(1).max(8).superRefine(checkTiers);
const FlatScheme = z.strictObject({ kind: z.literal('flat'), price: Price });
const TieredScheme = z.strictObject({ kind: z.literal('tiered'), tiers: Tiers });
export const Scheme = z.discriminatedUnion('kind', [FlatScheme, TieredScheme]);
export type Scheme = z.infer<typeof Scheme>;

function checkTiers(tiers: readonly Tier[], ctx: z.RefinementCtx): void {
  let below = 0;
  for (const [i, tier] of tiers.entries()) {
    const isLast = i === tiers.length - 1;
    if ((tier.upTo === null) !== isLast)
      ctx.addIssue({ code: 'custom', message: 'only the last tier is open-ended', path: [i, 'upTo'] });
    const limit = tier.upTo === null ? Number.POSITIVE_INFINITY : Number(tier.upTo);
    if (limit <= below) ctx.addIssue({ code: 'custom', message: 'tier limits must rise', path: [i, 'upTo'] });
    if (periodsOf(tier.price) !== periodsOf(tiers[0]?.price ?? tier.price))
      ctx.addIssue({ code: 'custom', message: 'every tier must price the same periods', path: [i, 'price'] });
    below = limit;
  }
}

function periodsOf(price: Price): string {
  return typeof price === 'string' ? '' : PERIODS.filter((period) => price[period] !== undefined).join();
}

/**
 * A version of a tariff. Nothing about a city is a constant in code: cycle, limits, prices and rounding are here.
 * per-line: every line is rounded to the fen and the bill is their sum · per-bill: the exact sum is rounded once and a
 * rounding line makes the lines add up. A season replaces the scheme in its months.
 */
export const TariffDocument = z
  .strictObject({
    format: z.literal(1),
    unit: z.enum(['kWh', 'm3']),
    rounding: z.enum(['per-line', 'per-bill']),
    cycle: z.enum(['month', 'year']),
    /** First month of the tariff year (12 in Guizhou). */
    yearStart: z.number().int().min(1).max(12).default(1),
    scheme: Scheme,
    seasons: z
      .array(z.strictObject({ months: z.array(z.number().int().min(1).max(12)).min(1), scheme: Scheme }))
      .max(4)
      .default([]),
  })
  .superRefine((document, ctx) => {
    if (document.cycle === 'year' && document.seasons.length > 0)
      ctx.addIssue({ code: 'custom', message: 'tiers that accumulate over a year have no seasons', path: ['seasons'] });
    const months = document.seasons.flatMap((season) => season.months);
    if (new Set(months).size !== months.length)
      ctx.addIssue({ code: 'custom', message: 'a month belongs to one season', path: ['seasons'] });
  });
export type TariffDocument = z.infer<typeof TariffDocument>;
export type TariffDocumentInput = z.input<typeof TariffDocument>;

const Code = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9._-]{1,30}$/);
const LocalDateText = z.string().refine(isLocalDate);

export const CreateTariff = z.strictObject({
  code: Code,
  name: z.string().trim().min(1).max(60),
  service: TariffService,
  effectiveFrom: LocalDateText,
  /** Where the figures come from: the price bureau's document number, a web address, a contract. */
  source: z.string().trim().max(300).default(''),
  document: TariffDocument,
});
export type CreateTariff = z.input<typeof CreateTariff>;

export const ActivateTariff = z.strictObject({
  tariffId: TariffId,
  verifiedOn: LocalDateText,
  verifiedBy: z.string().trim().min(1).max(40),
  source: z.string().trim().min(1).max(300),
});
export type ActivateTariff = z.infer<typeof ActivateTariff>;
export const TariffKey = z.strictObject({ tariffId: TariffId });
export const SetDefaultTariff = z.strictObject({ service: TariffService, code: Code });
export type SetDefaultTariff = z.infer<typeof SetDefaultTariff>;

export const Tariff = z.object({
  tariffId: TariffId,
  code: z.string(),
  name: z.string(),
  service: TariffService,
  effectiveFrom: z.string(),
  source: z.string(),
  verifiedOn: z.string().nullable(),
  verifiedBy: z.string().nullable(),
  isActive: z.boolean(),
  /** Accounts without a tariff of their own take this code. */
  isDefault: z.boolean(),
  billCount: z.number(),
  document: TariffDocument,
});
export type Tariff = z.infer<typeof Tariff>;

/** Bill lines. why says what a line's figures mean: see rating.domain.ts. */
export const RatedLine = z.object({
  kind: z.enum(['flat', 'tier', 'rounding']),
  period: z.union([Period, z.literal('')]),
  tier: z.number().nullable(),
  quantityMilli: z.number(),
  priceE8: z.number(),
  exactYuan: z.string(),
  amountFen: z.number(),
  why: z.object({
    /** The tier's limits as written in the tariff, and the part of the running total this line covers. */
    aboveMilli: z.number().nullable(),
    upToMilli: z.number().nullable(),
    fromMilli: z.number().nullable(),
    toMilli: z.number().nullable(),
    isApportioned: z.boolean(),
  }),
});
export type RatedLine = z.infer<typeof RatedLine>;

export const RatedBill = z.object({
  lines: z.array(RatedLine),
  quantityMilli: z.number(),
  totalFen: z.number(),
  exactYuan: z.string(),
  rounding: z.enum(['per-line', 'per-bill']),
  runningBeforeMilli: z.number(),
  runningAfterMilli: z.number(),
});
export type RatedBill = z.infer<typeof RatedBill>;

/** A tariff and what was used, as the command line and the trial form give it: quantities are decimals in the tariff's unit. */
export const RateRequest = z.strictObject({
  tariff: TariffDocument,
  usage: z.union([
    z.strictObject({
      quantity: QuantityText,
      runningTotal: QuantityText.default('0'),
      month: z.number().int().min(1).max(12).default(1),
    }),
    z.strictObject({
      periods: z
        .strictObject({
          sharp: QuantityText.optional(),
          peak: QuantityText.optional(),
          flat: QuantityText.optional(),
          valley: QuantityText.optional(),
        })
        .refine(
          (periods) => new Set(Object.values(periods).map((text) => text.startsWith('-'))).size === 1,
          'periods of one sign, at least one',
        ),
      runningTotal: QuantityText.default('0'),
      month: z.number().int().min(1).max(12).default(1),
    }),
  ]),
});
export type RateRequest = z.input<typeof RateRequest>;
export const TrialTariff = z.strictObject({ tariffId: TariffId, usage: RateRequest.shape.usage });
export type TrialTariff = z.infer<typeof TrialTariff>;

/** The answer in decimals, every line with its reason in figures. */
export const RateAnswer = z.object({
  total: z.string(),
  exact: z.string(),
  rounding: z.enum(['per-line', 'per-bill']),
  quantity: z.string(),
  runningTotalBefore: z.string(),
  runningTotalAfter: z.string(),
  lines: z.array(
    z.object({
      kind: z.enum(['flat', 'tier', 'rounding']),
      period: z.string(),
      tier: z.number().nullable(),
      quantity: z.string(),
      price: z.string(),
      exact: z.string(),
      amount: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
    }),
  ),
});
export type RateAnswer = z.infer<typeof RateAnswer>;
