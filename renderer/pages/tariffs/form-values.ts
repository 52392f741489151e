import type { z } from 'zod';
import {
  type Cycle,
  PERIODS,
  type Period,
  type Price,
  type Scheme,
  type TariffDocument,
  type Unit,
} from '../../../main/modules/tariffs/document.schema.ts';
import { CreateTariff, type TariffService } from '../../../main/modules/tariffs/tariffs.schema.ts';
import { type FurtherValues, furtherParts, furtherValues } from './further-values.ts';

type PriceValues = { readonly [key in 'one' | Period]?: string };

export interface SchemeValues {
  readonly kind: 'flat' | 'tiered';
  /** Periods with a price of their own; none: one price. */
  readonly periods: readonly Period[];
  readonly price?: PriceValues;
  readonly tiers?: readonly { readonly upTo?: string; readonly price?: PriceValues }[];
  /** Limits by household size, one for every tier but the last. */
  readonly sizes?: readonly { readonly people?: number; readonly limits?: readonly (string | undefined)[] }[];
  /** Limits of households that heat themselves; all empty: none. */
  readonly heating?: readonly (string | undefined)[];
}

export interface FormValues extends FurtherValues {
  readonly code: string;
  readonly name: string;
  readonly service: TariffService;
  readonly effectiveFrom: string;
  readonly source: string;
  readonly unit?: Unit;
  readonly rounding: TariffDocument['rounding'];
  readonly cycle: Cycle;
  readonly yearStart: number;
  readonly crossing: TariffDocument['crossing'];
  readonly scheme: SchemeValues;
  readonly seasons: readonly { readonly months?: readonly number[]; readonly scheme: SchemeValues }[];
}

/** What a form is opened with: a template, a file, or nothing. */
export interface Opening {
  readonly head?: Partial<Pick<FormValues, 'code' | 'name' | 'service' | 'effectiveFrom' | 'source'>>;
  readonly document?: TariffDocument;
  /** Came from a template nobody has checked. */
  readonly isTemplate?: boolean;
}

const BLANK: SchemeValues = { kind: 'tiered', periods: [], price: {}, tiers: [{}, {}, {}] };

export function valuesOf({ head, document }: Opening, today: string): FormValues {
  const values = { code: '', name: '', service: 'electricity' as const, effectiveFrom: today, source: '', ...head };
  if (!document)
    return {
      ...values,
      ...furtherValues(),
      rounding: 'per-bill',
      cycle: 'year',
      yearStart: 1,
      crossing: 'proportional',
      scheme: BLANK,
      seasons: [],
    };
  const { unit, rounding, cycle, yearStart, crossing } = document;
  const seasons = document.seasons.map(({ months, scheme }) => ({ months, scheme: schemeValues(scheme) }));
  const scheme = schemeValues(document.scheme);
  return { ...values, ...furtherValues(document), unit, rounding, cycle, yearStart, crossing, scheme, seasons };
}

/** A new season starts with as many tiers and the same periods as the rest of the year. */
export function newSeason(scheme: SchemeValues): FormValues['seasons'][number] {
  const { kind, periods, tiers } = scheme;
  return { months: [], scheme: { kind, periods, price: {}, tiers: (tiers ?? []).map(() => ({})) } };
}

function schemeValues(scheme: Scheme): SchemeValues {
  if (scheme.kind === 'flat')
    return { kind: 'flat', periods: periodsOf(scheme.price), price: priceValues(scheme.price), tiers: [{}, {}, {}] };
  const { tiers, sizes, heating } = scheme;
  return {
    kind: 'tiered',
    periods: periodsOf(tiers[0]?.price ?? ''),
    price: {},
    tiers: tiers.map(({ upTo, price }) => ({ ...(upTo !== null && { upTo }), price: priceValues(price) })),
    sizes,
    ...(heating && { heating }),
  };
}

function periodsOf(price: Price): Period[] {
  return typeof price === 'string' ? [] : PERIODS.filter((period) => price[period] !== undefined);
}

function priceValues(price: Price): PriceValues {
  return typeof price === 'string' ? { one: price } : price;
}

export const UNITS_OF: Readonly<Record<TariffService, readonly [Unit, ...Unit[]]>> = {
  electricity: ['kWh'],
  gas: ['m3', 'kg', 'cylinder'],
  water: ['m3'],
};

/** The unit a document came with, as long as it fits the service. */
export function unitOf(service: TariffService, unit: Unit | undefined): Unit {
  const units = UNITS_OF[service];
  return unit && units.includes(unit) ? unit : units[0];
}

/** The version the form describes, checked. */
export function commandOf(values: FormValues): z.ZodSafeParseResult<z.output<typeof CreateTariff>> {
  const { code, name, service, effectiveFrom, source, scheme, seasons, unit, rounding, cycle, yearStart, crossing } =
    values;
  return CreateTariff.safeParse({
    code,
    name,
    service,
    effectiveFrom,
    source,
    document: {
      ...furtherParts(values, cycle),
      format: 1,
      unit: unitOf(service, unit),
      rounding,
      cycle,
      yearStart,
      crossing,
      scheme: schemeOf(scheme),
      seasons: seasons.map((season) => ({ months: season.months, scheme: schemeOf(season.scheme) })),
    },
  });
}

function schemeOf({ kind, periods, price, tiers = [], sizes = [], heating = [] }: SchemeValues): unknown {
  if (kind === 'flat') return { kind, price: priceOf(periods, price) };
  const last = tiers.length - 1;
  // A tier taken away takes its limits with it.
  const limitsOf = (limits: readonly (string | undefined)[] = []) =>
    Array.from({ length: last }, (_, i) => limits[i]?.trim() ?? '');
  return {
    kind,
    tiers: tiers.map((tier, i) => ({
      upTo: i === last ? null : tier.upTo?.trim(),
      price: priceOf(periods, tier.price),
    })),
    sizes: sizes.map(({ people, limits }) => ({ people, limits: limitsOf(limits) })),
    ...(heating.some((limit) => limit?.trim()) && { heating: limitsOf(heating) }),
  };
}

function priceOf(periods: readonly Period[], price: PriceValues = {}): unknown {
  return periods.length === 0
    ? price.one?.trim()
    : Object.fromEntries(periods.map((period) => [period, price[period]?.trim()]));
}
