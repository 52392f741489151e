import { divideHalfUp } from '../../shared/money.ts';
import { type Milli, milli, parseMilli } from '../../shared/quantity.ts';
import type { TieredScheme } from './document.schema.ts';
import { daysOf } from './exact.domain.ts';

/** Months of the cycle a household had a size in. */
export interface HouseholdPart {
  readonly people: number;
  readonly months: number;
}

export interface LimitsFor {
  /** Empty: the size is not known, the tariff's own limits count. */
  readonly household: readonly HouseholdPart[];
  readonly isHeating: boolean;
  /** A part of a bill takes a part of the limits: days of it, of all its days. */
  readonly share?: readonly [number, number] | undefined;
}

/**
 * Upper limits of all tiers but the last for one household. Where its size changed within the cycle, each size counts for
 * its months (a year of 310 and 400 m³, half and half, makes 355).
 */
export function limitsOf(scheme: TieredScheme, of: LimitsFor): Milli[] {
  const own = scheme.tiers.slice(0, -1).map((tier) => tier.upTo ?? '0');
  const limits = of.isHeating && scheme.heating ? scheme.heating.map(parseMilli) : overSizes(scheme, own, of.household);
  return limits.map((limit) => milli(daysOf(limit, of.share ?? [1, 1])));
}

function overSizes(scheme: TieredScheme, own: readonly string[], parts: readonly HouseholdPart[]): Milli[] {
  const limitsFor = (people: number) => scheme.sizes.findLast((size) => size.people <= people)?.limits ?? own;
  const months = BigInt(parts.reduce((sum, part) => sum + part.months, 0));
  if (months === 0n) return own.map(parseMilli);
  return own.map((_, i) => {
    const weighed = parts.reduce(
      (sum, part) => sum + BigInt(parseMilli(limitsFor(part.people)[i] ?? '0')) * BigInt(part.months),
      0n,
    );
    return milli(Number(divideHalfUp(weighed, months)));
  });
}
