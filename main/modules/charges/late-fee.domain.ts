import { addDays, type LocalDate } from '../../shared/dates.ts';
import type { LateFeeRule } from '../tariffs/charges.schema.ts';
import { type LateFeePart, lateFee } from '../tariffs/late-fee.domain.ts';

/** Money, or what a discount took off, that settled a bill on a day. */
export interface Settled {
  readonly on: LocalDate;
  readonly amountFen: number;
}
export interface MoneyOn extends Settled {
  readonly billId: number;
}

/** What a correction moved from a bill it reversed to one it issued: always to a later bill. */
export interface Moved {
  readonly fromBillId: number;
  readonly toBillId: number;
  readonly amountFen: number;
  /** The day it counts from: set where it had been paid for a late fee, which is no debt that it stopped. */
  readonly on: LocalDate | null;
}

/**
 * What settled each bill, by day. Money was paid on the day it was paid, however late a correction moved it; that of a late
 * fee given back counts on the debt from the correction on. Of money that moved to several bills the oldest moved first.
 */
export function settledByDay(money: readonly MoneyOn[], moved: readonly Moved[]): Map<number, Settled[]> {
  const there = new Map<number, Settled[]>();
  const add = (billId: number, settled: readonly Settled[]) =>
    there.set(billId, [...(there.get(billId) ?? []), ...settled].toSorted(byDay));
  for (const { billId, on, amountFen } of money) add(billId, [{ on, amountFen }]);
  const sources = [...new Set(moved.map((move) => move.fromBillId))].sort((a, b) => a - b);
  for (const from of sources) {
    let rest = there.get(from) ?? [];
    for (const { toBillId, amountFen, on } of moved.filter((move) => move.fromBillId === from)) {
      const [taken, left] = takeOldest(rest, amountFen);
      add(toBillId, on === null ? taken : taken.map((part) => ({ ...part, on })));
      rest = left;
    }
    there.set(from, rest);
  }
  return there;
}

function byDay(a: Settled, b: Settled): number {
  return a.on < b.on ? -1 : a.on > b.on ? 1 : 0;
}

function takeOldest(settled: readonly Settled[], amountFen: number): [taken: Settled[], left: Settled[]] {
  const taken: Settled[] = [];
  const left: Settled[] = [];
  let wanted = amountFen;
  for (const { on, amountFen: fen } of settled) {
    const part = Math.min(wanted, fen);
    wanted -= part;
    if (part > 0) taken.push({ on, amountFen: part });
    if (part < fen) left.push({ on, amountFen: fen - part });
  }
  return [taken, left];
}

export interface Debt {
  readonly principalFen: number;
  readonly dueOn: LocalDate;
  readonly settled: readonly Settled[];
  /** Standing late-fee bills of it and of those it replaces, and what is waived. */
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
  const payments = debt.settled;
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
