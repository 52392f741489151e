import { HISTORY_LENGTH, type Point, pastUsages, REGISTERS, usualUsage } from '../readings/readings.domain.ts';

const DAY_MS = 86_400_000;
/** Further apart the difference is the use of other days, and says nothing about who read right. */
const NEAR_MS = 3 * DAY_MS;

/** What a meter may have gone on between two looks at it. */
export interface Pace {
  /** Usual use of a day as the register counts it; null without a history. */
  readonly usualPerDayMilli: number | null;
  /** The last digit the register shows. */
  readonly stepMilli: number;
  /** Share of the usual that still is agreement; set on the round, 0 takes equal figures alone for it. */
  readonly agreePercent: number;
}

/** Readings that "usual" is made of, newest first. */
export const PACE_READINGS = HISTORY_LENGTH + 1;

export function paceBy(
  newestFirst: readonly Point[],
  meter: { readonly digits: number; readonly decimals: number },
  agreePercent: number,
): Pace {
  const usages = pastUsages(newestFirst, { digits: meter.digits, multiplier: 1 });
  return { usualPerDayMilli: usualUsage(usages, DAY_MS), stepMilli: 10 ** (3 - meter.decimals), agreePercent };
}

/**
 * Whether two readings of one meter say the same: equal figures do at any distance; otherwise the later may be higher by
 * what the household usually uses in the time between, no more. A difference is money, so that all else is for a person.
 */
export function agree(earlier: Point, later: Point, pace: Pace): boolean {
  const allowed = allowedRise(later.readAt - earlier.readAt, pace);
  return REGISTERS.every((key) => {
    const before = earlier[key] ?? null;
    const after = later[key] ?? null;
    if (before === null || after === null) return before === after;
    return before === after || (key !== 'demandMilli' && after > before && after - before <= allowed);
  });
}

/** Rounded to what the register can show: half a digit of use is none. */
function allowedRise(elapsedMs: number, { usualPerDayMilli, stepMilli, agreePercent }: Pace): number {
  if (usualPerDayMilli === null || elapsedMs > NEAR_MS) return 0;
  return Math.round((usualPerDayMilli * elapsedMs * agreePercent) / (DAY_MS * 100 * stepMilli)) * stepMilli;
}
