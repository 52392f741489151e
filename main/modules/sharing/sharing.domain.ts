import { daysBetween, type LocalDate } from '../../shared/dates.ts';
import { divideHalfUp, type Fen, fen, type PriceE8 } from '../../shared/money.ts';
import { exactAmount, type Milli, milli, roundToFen } from '../../shared/quantity.ts';

/** A whole member that pays in full: weights are thousandths, multiplied by what is paid in thousandths. */
export const FULL_PERMILLE = 1000;
export const WEIGHT_DECIMALS = 6;

export interface Shared {
  readonly shares: readonly Fen[];
  /** Which shares hold one of the fen left over after all were cut off to whole fen. */
  readonly hasExtraFen: readonly boolean[];
  /** How many fen were left over; negative for a credit. */
  readonly leftoverFen: number;
}

/**
 * Splits a total by weights: every share is cut off to the fen, the fen left over go one each to the largest
 * remainders, equal remainders to the earlier one. A credit is the mirror of the charge. Undefined where nobody has a
 * weight and there is something to share.
 */
export function shareByLargestRemainder(totalFen: number, weights: readonly (bigint | number)[]): Shared | undefined {
  const scaled = weights.map((weight) => BigInt(weight));
  if (scaled.some((weight) => weight < 0n)) throw new RangeError('a weight is never negative');
  const sum = scaled.reduce((all, weight) => all + weight, 0n);
  if (sum === 0n) {
    if (totalFen !== 0) return undefined;
    return { shares: scaled.map(() => fen(0)), hasExtraFen: scaled.map(() => false), leftoverFen: 0 };
  }
  const sign = totalFen < 0 ? -1 : 1;
  const magnitude = BigInt(Math.abs(fen(totalFen)));
  const parts = scaled.map((weight, index) => ({
    index,
    floorFen: (magnitude * weight) / sum,
    remainder: (magnitude * weight) % sum,
  }));
  const leftover = Number(magnitude - parts.reduce((all, part) => all + part.floorFen, 0n));
  const inOrder = parts.toSorted((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  const lucky = new Set(inOrder.slice(0, leftover).map((part) => part.index));
  return {
    shares: parts.map(({ index, floorFen }) => fen(sign * (Number(floorFen) + Number(lucky.has(index))))),
    hasExtraFen: parts.map(({ index }) => lucky.has(index)),
    leftoverFen: sign * leftover + 0,
  };
}

export type ShareMethod = 'equal' | 'area' | 'usage' | 'coefficient';

export interface Weighed {
  readonly areaMilli: number;
  readonly coefficientMilli: number;
  readonly usageMilli: number | null;
  readonly isVacant: boolean;
  /** What a vacant flat pays of a full share, in thousandths: 0 pays nothing. */
  readonly vacantPermille: number;
  /** Left before the month ended: the flat's next holder carries its share, but what was used is still theirs. */
  readonly hasLeft: boolean;
}

/** The weight of a member in millionths. A credit meter running backwards has no weight rather than a negative one. */
export function weightOf(method: ShareMethod, member: Weighed): number {
  const paid = member.isVacant ? member.vacantPermille : FULL_PERMILLE;
  if (method === 'usage') return Math.max(0, member.usageMilli ?? 0) * paid;
  if (member.hasLeft) return 0;
  if (method === 'area') return member.areaMilli * paid;
  return (method === 'coefficient' ? member.coefficientMilli : 1000) * paid;
}

/** Master less sub-meters. Below zero the sub-meters exceed the master, which is a doubt and not a saving. */
export function lossOf(masterMilli: number, subMilli: readonly number[]): Milli {
  return milli(subMilli.reduce((rest, quantity) => rest - quantity, masterMilli));
}

/** Loss as hundredths of a percent of the master; null where the master did not move. */
export function lossBasisPoints(lossMilli: number, masterMilli: number): number | null {
  if (masterMilli <= 0) return null;
  return Number(divideHalfUp(BigInt(lossMilli) * 10_000n, BigInt(masterMilli)));
}

/** Meters of a round are read within about a week. Beyond that the loss is days of use rather than loss. One author's convention. */
const SAME_ROUND_DAYS = 7;

/** Whether a sub-meter was read so long before or after the master that the two cannot be subtracted without a word. */
export function isOtherPeriod(sub: Period, master: Period): boolean {
  return [daysBetween(sub.from, master.from), daysBetween(sub.to, master.to)].some(
    (days) => Math.abs(days) > SAME_ROUND_DAYS,
  );
}

export function lossAmount(loss: Milli, price: PriceE8): Fen {
  return roundToFen(exactAmount(loss, price));
}

interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export interface ResaleCheck {
  /** The average price of the grid's own bill, for showing; the ceiling is not computed from this rounded figure. */
  readonly averagePriceE8: bigint;
  readonly ceilingFen: Fen;
  readonly chargedFen: Fen;
  /** What was charged above the ceiling; 0 where the price keeps to it. */
  readonly overchargedFen: Fen;
}

/** Whoever passes electricity on adds nothing: the average price of the grid's bill is the ceiling of what is charged. */
export function checkResale(of: {
  readonly gridBillFen: Fen;
  readonly masterMilli: Milli;
  readonly tenantMilli: Milli;
  readonly chargedPrice: PriceE8;
}): ResaleCheck {
  const { gridBillFen, masterMilli, tenantMilli, chargedPrice } = of;
  const ceilingFen = fen(Number(divideHalfUp(BigInt(gridBillFen) * BigInt(tenantMilli), BigInt(masterMilli))));
  const chargedFen = lossAmount(tenantMilli, chargedPrice);
  return {
    averagePriceE8: divideHalfUp(BigInt(gridBillFen) * 1_000_000_000n, BigInt(masterMilli)),
    ceilingFen,
    chargedFen,
    overchargedFen: fen(Math.max(0, chargedFen - ceilingFen)),
  };
}
