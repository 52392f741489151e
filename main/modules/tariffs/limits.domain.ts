import { divideHalfUp } from '../../shared/money.ts';
import { type Milli, milli, parseMilli } from '../../shared/quantity.ts';
import type { TieredScheme } from './document.schema.ts';
import { daysOf } from './exact.domain.ts';

/** Months of the cycle a household had a size in, and heated itself or not. */
export interface HouseholdPart {
  /** 0: not known, the tariff's own limits count. */
  readonly people: number;
  readonly months: number;
  /** Absent: as the whole bill. */
  readonly isHeating?: boolean | undefined;
}

export interface LimitsFor {
  /** Empty: the size is not known, the tariff's own limits count. */
  readonly household: readonly HouseholdPart[];
  readonly isHeating: boolean;
  /** A part of a bill takes a part of the limits: days of it, of all its days. */
  readonly share?: readonly [number, number] | undefined;
}

/**
 * Upper limits of all tiers but the last for one household. Where it changed within the cycle, each size counts for
 * its months (a year of 310 and 400 m³, half and half, makes 355).
 */
export function limitsOf(scheme: TieredScheme, of: LimitsFor): Milli[] {
  const own = scheme.tiers.slice(0, -1).map((tier) => tier.upTo ?? '0');
  const limitsFor = ({ people, isHeating = of.isHeating }: Omit<HouseholdPart, 'months'>) => {
    if (isHeating && scheme.heating) return scheme.heating;
    return scheme.sizes.findLast((size) => size.people <= people)?.limits ?? own;
  };
  const parts = of.household.length > 0 ? of.household : [{ people: 0, months: 1 }];
  const months = BigInt(parts.reduce((sum, part) => sum + part.months, 0));
  const limits = own.map((_, i) => {
    const weighed = parts.reduce(
      (sum, part) => sum + BigInt(parseMilli(limitsFor(part)[i] ?? '0')) * BigInt(part.months),
      0n,
    );
    return milli(Number(divideHalfUp(weighed, months)));
  });
  return limits.map((limit) => milli(daysOf(limit, of.share ?? [1, 1])));
}
