import { z } from 'zod';
import { Charge, LateFeeRule, MinimumCharge, PriceChangeRule, Quota, Vat, VolumeCorrection } from './charges.schema.ts';
import { LimitText, PriceText } from './decimals.schema.ts';
import { HourTable } from './hours.schema.ts';

/** Registers a price can be told for: 尖 sharp, 峰 peak, 平 flat, 谷 valley. */
export const PERIODS = ['sharp', 'peak', 'flat', 'valley'] as const;
export const Period = z.enum(PERIODS);
export type Period = z.infer<typeof Period>;

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

/**
 * Limits that replace those of the tiers, all of them written out: whether a larger household moves only the first limit
 * or every one differs by place, so no increment is computed.
 */
const Limits = z.array(LimitText).min(1).max(7);
/** From so many people on. */
const SizeLimits = z.strictObject({ people: z.number().int().min(2).max(30), limits: Limits });

const Tiers = z.array(Tier).min(1).max(8).superRefine(checkTiers);
const FlatScheme = z.strictObject({ kind: z.literal('flat'), price: Price });
const TieredScheme = z
  .strictObject({
    kind: z.literal('tiered'),
    tiers: Tiers,
    /** By household size, the smallest first. */
    sizes: z.array(SizeLimits).max(8).default([]),
    /** For households that heat themselves with the service; stands before the household size. */
    heating: Limits.optional(),
  })
  .superRefine(checkLimits);
export const Scheme = z.discriminatedUnion('kind', [FlatScheme, TieredScheme]);
export type Scheme = z.infer<typeof Scheme>;
export type TieredScheme = z.infer<typeof TieredScheme>;

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

function checkLimits(
  scheme: {
    tiers: readonly Tier[];
    sizes: readonly z.infer<typeof SizeLimits>[];
    heating?: readonly string[] | undefined;
  },
  ctx: z.RefinementCtx,
): void {
  const check = (limits: readonly string[], path: (string | number)[]) => {
    const isRising = limits.every((limit, i) => Number(limit) > Number(limits[i - 1] ?? 0));
    if (limits.length !== scheme.tiers.length - 1 || !isRising)
      ctx.addIssue({ code: 'custom', message: 'one rising limit for every tier but the last', path });
  };
  if (scheme.heating) check(scheme.heating, ['heating']);
  for (const [i, size] of scheme.sizes.entries()) {
    check(size.limits, ['sizes', i, 'limits']);
    if (size.people <= (scheme.sizes[i - 1]?.people ?? 0))
      ctx.addIssue({ code: 'custom', message: 'household sizes must rise', path: ['sizes', i, 'people'] });
  }
}

function periodsOf(price: Price): string {
  return typeof price === 'string' ? '' : PERIODS.filter((period) => price[period] !== undefined).join();
}

export const CYCLES = ['month', 'two-months', 'quarter', 'year'] as const;
export const Cycle = z.enum(CYCLES);
export type Cycle = z.infer<typeof Cycle>;

/** What a price is for: a kilowatt-hour, a cubic metre, a kilogram of gas or a cylinder. */
export const UNITS = ['kWh', 'm3', 'kg', 'cylinder'] as const;
export const Unit = z.enum(UNITS);
export type Unit = z.infer<typeof Unit>;

/**
 * A version of a tariff. Nothing about a city is a constant in code: cycle, limits, prices and rounding are here.
 * per-line: every line is rounded to the fen and the bill is their sum · per-bill: the exact sum is rounded once and a
 * rounding line makes the lines add up. A season replaces the scheme in its months.
 */
export const TariffDocument = z
  .strictObject({
    format: z.literal(1),
    unit: Unit,
    rounding: z.enum(['per-line', 'per-bill']),
    /** What the tiers count in. */
    cycle: Cycle,
    /** First month of the tariff year (12 in Guizhou). */
    yearStart: z.number().int().min(1).max(12).default(1),
    /**
     * Day of the month that year, and every shorter cycle, begins on. Where it is not the first, a bill counts in the
     * cycle its last day lies in, all of it.
     */
    yearStartDay: z.number().int().min(1).max(28).default(1),
    scheme: Scheme,
    seasons: z
      .array(z.strictObject({ months: z.array(z.number().int().min(1).max(12)).min(1), scheme: Scheme }))
      .max(4)
      .default([]),
    /** Hours of the periods, as the meter is set and as the bill tells them. Empty: the meter decides. */
    hours: HourTable,
    /**
     * Which period's quantity fills a lower tier first, in a bill that crosses a limit: each in the proportion of the
     * bill, or the cheap (valley) or the dear (peak) hours first. Matters where surcharges differ by period.
     */
    crossing: z.enum(['proportional', 'valley-first', 'peak-first']).default('proportional'),
    /** Beside the energy: fixed, capacity and demand charges, surcharges and funds, fixed lighting. */
    charges: z.array(Charge).max(12).default([]),
    /** Standard of the power-factor adjustment (功率因数调整电费办法, 1983), applied to energy, capacity and demand. */
    powerFactor: z.enum(['0.90', '0.85', '0.80']).optional(),
    quota: Quota.optional(),
    /**
     * A household that grew, or began to heat itself: the limits of its cycle are weighed by months from then on. next-bill:
     * the state on the first day of a bill's period counts for its months · next-month: that on the first of each month.
     */
    householdChange: z.enum(['next-bill', 'next-month']).default('next-bill'),
    volume: VolumeCorrection.optional(),
    minimum: MinimumCharge.optional(),
    vat: Vat.optional(),
    priceChange: PriceChangeRule,
    lateFee: LateFeeRule.optional(),
  })
  .superRefine((document, ctx) => {
    if (document.cycle !== 'month' && document.seasons.length > 0)
      ctx.addIssue({ code: 'custom', message: 'tiers that accumulate over months have no seasons', path: ['seasons'] });
    const schemes = [document.scheme, ...document.seasons.map((season) => season.scheme)];
    // What these leave out of the tiers would be counted in the running total of the next bill.
    if (schemes.some((s) => s.kind === 'tiered') && document.charges.some((charge) => charge.kind === 'fixed-quantity'))
      ctx.addIssue({
        code: 'custom',
        message: 'a fixed quantity goes with one price, not with tiers',
        path: ['charges'],
      });
    if (document.quota?.mode === 'deduct' && document.cycle !== 'month')
      ctx.addIssue({ code: 'custom', message: 'a quota is deducted only where tiers count by month', path: ['quota'] });
    if (document.yearStartDay !== 1 && document.cycle === 'month')
      ctx.addIssue({ code: 'custom', message: 'a month begins on its first day', path: ['yearStartDay'] });
    const isTimed = schemes.some((s) => (s.kind === 'flat' ? [s] : s.tiers).some((at) => typeof at.price !== 'string'));
    if (document.volume && (document.unit !== 'm3' || isTimed))
      ctx.addIssue({
        code: 'custom',
        message: 'only cubic metres at one price are corrected for volume',
        path: ['volume'],
      });
    const months = document.seasons.flatMap((season) => season.months);
    if (new Set(months).size !== months.length)
      ctx.addIssue({ code: 'custom', message: 'a month belongs to one season', path: ['seasons'] });
  });
export type TariffDocument = z.infer<typeof TariffDocument>;
export type TariffDocumentInput = z.input<typeof TariffDocument>;

/** JSON Schema (draft 2020-12) of a document as it is written, defaults left out. Rules between fields are not in it. */
export function tariffSchema(): z.core.JSONSchema.JSONSchema {
  return z.toJSONSchema(TariffDocument, { io: 'input' });
}
