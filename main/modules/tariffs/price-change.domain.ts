import { divideHalfUp } from '../../shared/money.ts';
import type { Period, TariffDocument } from './document.schema.ts';
import { type Periods, shareOut } from './energy.domain.ts';
import { daysOf } from './exact.domain.ts';
import type { RatedBill } from './rated.schema.ts';
import { type RatePart, rateParts, type Usage } from './rating.domain.ts';

/** A version of the tariff and the days of the period it was in force. */
export interface VersionSpan {
  readonly document: TariffDocument;
  readonly days: number;
  /** Used in these days, where the meter was read on the day of the change; otherwise shared by days. */
  readonly measured?: { readonly quantityMilli: number; readonly periods?: Periods | undefined } | undefined;
}

/** Rates a period in which the price changed: each version its part. One version is an ordinary bill. */
export function rateAcross(versions: readonly VersionSpan[], usage: Usage): RatedBill {
  return rateParts(partsOf(versions, usage), usage);
}

/**
 * Quantities of the parts. Where tiers count by month the limits, and what counted before, are shared by days; where they
 * accumulate over a longer cycle the running total simply goes on from part to part.
 */
export function partsOf(versions: readonly VersionSpan[], usage: Usage): RatePart[] {
  const all = versions.reduce((sum, version) => sum + version.days, 0);
  const left = usage.periods ? new Map(Object.entries(usage.periods) as [Period, number][]) : undefined;
  let rest = usage.quantityMilli;
  let before = usage.runningBeforeMilli;
  return versions.map((version, i) => {
    const { document, days } = version;
    const isLast = i === versions.length - 1;
    const quantityMilli = isLast
      ? rest
      : (version.measured?.quantityMilli ?? shared(usage.quantityMilli, version, all));
    rest -= quantityMilli;
    const isSharingLimits = document.cycle === 'month' && versions.length > 1;
    const runningBeforeMilli = isSharingLimits ? daysOf(usage.runningBeforeMilli, [days, all]) : before;
    before += quantityMilli;
    return {
      document,
      quantityMilli,
      periods: left && Object.fromEntries(isLast ? left : takePeriods(version, quantityMilli, left)),
      runningBeforeMilli,
      days: versions.length > 1 ? ([days, all] as const) : undefined,
      isSharingLimits,
    };
  });
}

function takePeriods(version: VersionSpan, quantityMilli: number, left: Map<Period, number>): [Period, number][] {
  const measured = version.measured?.periods;
  if (!measured) return shareOut('proportional', quantityMilli, left);
  const taken = Object.entries(measured) as [Period, number][];
  for (const [period, quantity] of taken) left.set(period, (left.get(period) ?? 0) - quantity);
  return taken;
}

function shared(quantityMilli: number, { document, days }: VersionSpan, all: number): number {
  if (document.priceChange.parts === 'exact') return daysOf(quantityMilli, [days, all]);
  return Number(divideHalfUp(BigInt(quantityMilli) * BigInt(days), BigInt(all) * 1000n)) * 1000;
}
