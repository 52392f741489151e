import type { LocalDate } from '../../shared/dates.ts';
import type { LateFeeRule } from '../tariffs/charges.schema.ts';
import { type FeeState, feeState, type Settled } from './late-fee.domain.ts';

/** When a bill of a chain of corrections was due, and of how much it was. */
interface Term {
  readonly dueOn: LocalDate;
  readonly amountFen: number;
}

interface Kept extends FeeState {
  readonly rule: LateFeeRule;
  readonly asOf: LocalDate;
  readonly dueOn: LocalDate;
  readonly principalFen: number;
}

export interface FeeOnDebt {
  /** What may stay charged. */
  readonly keepFen: number;
  /** The whole fee behind it; null where the tariff knows none. */
  readonly fee: Kept | null;
}

/**
 * What stays charged of the late fee of a debt that was corrected, in the order of its bills, the new one last. A debt that
 * grew got another due day, but was late with what it always came to since it was due first: for each due day the fee
 * counts on the least that was billed since, and the highest of these is right.
 */
export function feeToKeep(of: {
  readonly rule: LateFeeRule;
  readonly terms: readonly Term[];
  readonly settled: readonly Settled[];
  readonly waivedFen: number;
  readonly asOf: LocalDate;
}): FeeOnDebt {
  const { rule, terms, settled, waivedFen, asOf } = of;
  let fee: Kept | null = null;
  for (const [i, { dueOn }] of terms.entries()) {
    const principalFen = Math.min(...terms.slice(i).map((term) => term.amountFen));
    const state = feeState(rule, { principalFen, dueOn, settled, chargedFen: 0, waivedFen }, asOf);
    // Of equal ones the newest: it is the bill as it stands.
    if (!fee || state.accruedFen >= fee.accruedFen) fee = { ...state, rule, asOf, dueOn, principalFen };
  }
  return { keepFen: fee?.dueFen ?? 0, fee };
}

/** Which of the fees on a debt, the newest first, are of more than may stay, and how much of each remains. */
export function takeNewest<T extends { readonly amountFen: number }>(
  fees: readonly T[],
  keepFen: number,
): { readonly fee: T; readonly remainsFen: number }[] {
  const taken = [];
  let overFen = fees.reduce((sum, fee) => sum + fee.amountFen, 0) - keepFen;
  for (const fee of fees) {
    if (overFen <= 0) break;
    const remainsFen = Math.max(0, fee.amountFen - overFen);
    overFen -= fee.amountFen - remainsFen;
    taken.push({ fee, remainsFen });
  }
  return taken;
}
