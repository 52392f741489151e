import { addDays, addMonths, daysBetween, type LocalDate, type Month, monthOf } from '../../shared/dates.ts';
import { thirtiethsOf } from '../tariffs/capacity.domain.ts';
import type { CapacityPart } from '../tariffs/charges.domain.ts';
import type { TariffDocument } from '../tariffs/document.schema.ts';
import type { HouseholdPart } from '../tariffs/limits.domain.ts';
import type { Usage } from '../tariffs/rating.domain.ts';
import { type LiveTrait, valueOn } from '../traits/traits.domain.ts';
import { CYCLE_MONTHS } from './billing.domain.ts';
import type { BillExplanation } from './billing.schema.ts';

export type Circumstances = NonNullable<BillExplanation['circumstances']>;

/** What billing knows of the account and the bill when it asks what the tariff wants to know. */
export interface CircumstancesOf {
  /** The versions that price the period, oldest first; the newest one's charges count. */
  readonly documents: readonly TariffDocument[];
  readonly openedOn: LocalDate;
  readonly traits: readonly LiveTrait[];
  readonly month: Month;
  /** Months the bill covers, up to its own. */
  readonly months: number;
  readonly isFirst: boolean;
  /** Local dates [from, to) of the readings. */
  readonly periodFrom: LocalDate;
  readonly periodTo: LocalDate;
  /** First month of the tariff's cycle, or first day where that is not the first of a month. */
  readonly cycleFrom: string;
}

/** The tariff has limits, a quota or charges that depend on what the account is. */
export function asksTraits(document: TariffDocument): boolean {
  return (
    document.quota !== undefined ||
    document.charges.some((charge) => charge.kind === 'capacity' || charge.kind === 'demand') ||
    hasLimits(document)
  );
}

/** Limits by household size or for heating. */
function hasLimits(document: TariffDocument): boolean {
  return hasSizes(document) || hasHeating(document);
}

function hasSizes(document: TariffDocument): boolean {
  return schemesOf(document).some((scheme) => scheme.kind === 'tiered' && scheme.sizes.length > 0);
}

function hasHeating(document: TariffDocument): boolean {
  return schemesOf(document).some((scheme) => scheme.kind === 'tiered' && scheme.heating !== undefined);
}

function schemesOf(document: TariffDocument) {
  return [document.scheme, ...document.seasons.map((season) => season.scheme)];
}

function headOf({ documents }: Pick<CircumstancesOf, 'documents'>): TariffDocument {
  const document = documents.at(-1);
  if (!document) throw new Error('a bill has at least one version of a tariff');
  return document;
}

/** The figures of an account that count for one bill; empty where it has none of what is asked. */
export function circumstancesOf(of: CircumstancesOf): Circumstances {
  const newest = headOf(of);
  const household = householdParts(of);
  const quotaMonths = of.documents.some((document) => document.quota) ? quotaMonthsOf(of) : 0;
  const isAsked = (kind: 'capacity' | 'demand') => newest.charges.some((charge) => charge.kind === kind);
  const capacity = isAsked('capacity') ? capacityParts(of) : [];
  const agreedDemandMilli = isAsked('demand') ? agreedDemand(of) : null;
  return {
    ...(household.length > 0 && { household }),
    ...(quotaMonths > 0 && { quotaMonths }),
    ...(capacity.length > 0 && { capacity }),
    ...(agreedDemandMilli !== null && { agreedDemandMilli }),
  };
}

export function usageOf(circumstances: Circumstances): Partial<Usage> {
  const { household, quotaMonths, capacity, agreedDemandMilli } = circumstances;
  return {
    household,
    hasQuota: quotaMonths !== undefined,
    quotaMonths,
    capacityParts: capacity,
    agreedDemandMilli,
  };
}

/**
 * People and heating over the months of the cycle up to its end. A change counts for a bill by the tariff's rule, for the
 * months after the bill it is taken to stay; months before the account opened have no part. Nothing known: no parts.
 */
function householdParts(of: CircumstancesOf): HouseholdPart[] {
  const { openedOn, traits, months } = of;
  const [asksPeople, asksHeating] = [of.documents.some(hasSizes), of.documents.some(hasHeating)];
  const isNextBill = headOf(of).householdChange === 'next-bill';
  const starts = monthStarts(of);
  const own = ownMonth(of, starts);
  const parts: { people: number; months: number; isHeating?: boolean }[] = [];
  for (const [i, start] of starts.entries()) {
    if ((starts[i + 1] ?? addDays(openedOn, 1)) <= openedOn) continue;
    const isOfBill = i > own - months;
    const day = isOfBill && isNextBill ? of.periodFrom : (starts[Math.min(i, own)] ?? start);
    const on = day < openedOn ? openedOn : day;
    const people = (asksPeople && valueOn(traits, 'household', on)) || 0;
    const isHeating = asksHeating && valueOn(traits, 'heating', on) !== null;
    const last = parts.at(-1);
    if (last && last.people === people && (last.isHeating ?? false) === isHeating) last.months++;
    else parts.push({ people, months: 1, ...(isHeating && { isHeating }) });
  }
  return parts.some((part) => part.people > 0 || part.isHeating) ? parts : [];
}

/** The first day of every month of the cycle. */
function monthStarts({ cycleFrom, ...of }: CircumstancesOf): LocalDate[] {
  const day = cycleFrom.length === 7 ? '01' : cycleFrom.slice(8);
  return Array.from(
    { length: CYCLE_MONTHS[headOf(of).cycle] },
    (_, i) => `${addMonths(cycleFrom.slice(0, 7), i)}-${day}`,
  );
}

/** Which month of the cycle the bill is of: its own by name, or the one its last day lies in. */
function ownMonth({ cycleFrom, month, periodTo }: CircumstancesOf, starts: readonly LocalDate[]): number {
  const last = cycleFrom.length === 7 ? `${month}-01` : addDays(periodTo, -1);
  return Math.max(
    0,
    starts.findLastIndex((start) => start <= last),
  );
}

/** A month has the free quantity when the certificate is good on its first day. */
function quotaMonthsOf({ traits, openedOn, month, months }: CircumstancesOf): number {
  let count = 0;
  for (let back = 0; back < months; back++) {
    const first = `${addMonths(month, -back)}-01`;
    if (monthOf(openedOn) > monthOf(first)) continue;
    if (valueOn(traits, 'quota', first < openedOn ? openedOn : first) !== null) count++;
  }
  return count;
}

/**
 * Capacity by the days of the readings, a thirtieth of a month each. Where it only changed, the parts make whole months;
 * where it was not there all the time, or on a first bill, days that were not are not paid for.
 */
function capacityParts(of: CircumstancesOf): CapacityPart[] {
  const { traits, periodFrom, periodTo } = of;
  const spans: { value: number | null; days: number }[] = [];
  const days = Math.max(1, daysBetween(periodFrom, periodTo));
  for (let i = 0; i < days; i++) {
    const value = valueOn(traits, 'capacity', addDays(periodFrom, i));
    const last = spans.at(-1);
    if (last && last.value === value) last.days++;
    else spans.push({ value, days: 1 });
  }
  const isWhole = spans.every((span) => span.value !== null);
  let left = of.isFirst ? thirtiethsOf(periodFrom, addDays(periodFrom, days - 1)) : of.months * 30;
  const parts: CapacityPart[] = [];
  for (const [i, span] of spans.entries()) {
    const isLast = i === spans.length - 1;
    const thirtieths = isWhole && isLast ? left : Math.min(left, span.days);
    left -= thirtieths;
    if (span.value !== null && thirtieths > 0) parts.push({ capacityMilli: span.value, thirtieths });
  }
  return parts;
}

/** What was agreed when the period began; a first agreement inside it counts at once. */
function agreedDemand({ traits, periodFrom, periodTo }: CircumstancesOf): number | null {
  const atStart = valueOn(traits, 'demand', periodFrom);
  if (atStart !== null) return atStart;
  const first = traits.find((t) => t.kind === 'demand' && t.countsOn > periodFrom && t.countsOn < periodTo);
  return first?.value ?? null;
}
