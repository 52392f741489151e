import { addDays, type LocalDate } from '../../shared/dates.ts';
import type { LateFeeRule } from '../tariffs/charges.schema.ts';
import { type LateFeePart, lateFee } from '../tariffs/late-fee.domain.ts';

/**
 * A bill and those it replaces after corrections: depth 0 is the bill that stands, 1 the one it was issued for, and so
 * on. Money that somebody paid on an earlier one was paid on that day, however late it was moved.
 */
export interface ChainMoney {
  readonly depth: number;
  readonly on: LocalDate;
  readonly amountFen: number;
}

/** What of the money on the bill at a depth counts on the one issued for it. */
export interface ChainMove {
  readonly depth: number;
  readonly amountFen: number;
}

interface Settled {
  readonly on: LocalDate;
  readonly amountFen: number;
}

/** What settled the bill that stands, by day. Of money that moved on in part the oldest moved. */
export function settledByDay(money: readonly ChainMoney[], moves: readonly ChainMove[]): Settled[] {
  const deepest = Math.max(0, ...money.map((m) => m.depth));
  let carried: Settled[] = [];
  for (let depth = deepest; depth >= 0; depth--) {
    const own = money.filter((m) => m.depth === depth).map(({ on, amountFen }) => ({ on, amountFen }));
    const there = [...carried, ...own].toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
    if (depth === 0) return there;
    carried = oldestUpTo(there, moves.find((move) => move.depth === depth)?.amountFen ?? 0);
  }
  return carried;
}

function oldestUpTo(settled: readonly Settled[], atMost: number): Settled[] {
  let rest = atMost;
  return settled.flatMap(({ on, amountFen }) => {
    const taken = Math.min(rest, amountFen);
    rest -= taken;
    return taken > 0 ? [{ on, amountFen: taken }] : [];
  });
}

export interface Debt {
  readonly principalFen: number;
  readonly dueOn: LocalDate;
  readonly money: readonly ChainMoney[];
  readonly moves: readonly ChainMove[];
  /** Standing late-fee bills of the chain, and what is waived of it. */
  readonly chargedFen: number;
  readonly waivedFen: number;
}

export interface FeeState {
  readonly parts: readonly LateFeePart[];
  readonly bound: 'cap' | 'floor' | null;
  /** Days the fee counts. */
  readonly days: number;
  /** The fee of all days up to the day asked for. */
  readonly accruedFen: number;
  readonly chargedFen: number;
  readonly waivedFen: number;
  /** What is left to charge. */
  readonly dueFen: number;
}

/**
 * The late fee of a bill as of a day. It is always that of all days, less what was charged and waived before: charged in
 * two steps it is the same to the fen, and no day is charged twice.
 */
export function feeState(rule: LateFeeRule, debt: Debt, asOf: LocalDate): FeeState {
  const { principalFen, dueOn, chargedFen, waivedFen } = debt;
  const payments = settledByDay(debt.money, debt.moves);
  const { parts, bound, feeFen: accruedFen } = lateFee(rule, { principalFen, dueOn, payments }, asOf);
  return {
    parts,
    bound,
    days: parts.reduce((sum, part) => sum + part.days, 0),
    accruedFen,
    chargedFen,
    waivedFen,
    dueFen: Math.max(0, accruedFen - chargedFen - waivedFen),
  };
}

/** The days a fee is for, half-open: from the day after the due day to the day it was reckoned to. */
export function feePeriod(dueOn: LocalDate, asOf: LocalDate): { from: LocalDate; to: LocalDate } {
  return { from: addDays(dueOn, 1), to: addDays(asOf, 1) };
}
