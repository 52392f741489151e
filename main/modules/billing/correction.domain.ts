import { isSince } from './billing.domain.ts';

/** A bill that stands, as far as its place in the running total goes. */
export interface CountedBill {
  /** Where it stands in the order of issue: the id of the bill its chain of replacements began with. */
  readonly firstBillId: number;
  readonly month: string;
  readonly periodTo: string;
  readonly cycleFrom: string;
  readonly quantityMilli: number;
}

/**
 * What was used in a bill's cycle before it, counted as the billing run counted: bills of the cycle up to its month that
 * were issued before it.
 */
export function runningBefore(bill: CountedBill, all: readonly CountedBill[]): number {
  let sum = 0;
  for (const other of all)
    if (other.firstBillId < bill.firstBillId && isSince(bill.cycleFrom, other) && other.month <= bill.month)
      sum += other.quantityMilli;
  return sum;
}

interface LineFigures {
  readonly kind: string;
  readonly period: string;
  readonly tier: number | null;
  readonly quantityMilli: number;
  readonly priceE8: number;
  readonly amountFen: number;
}

/** Whether two bills say the same to the one who pays: every line with its quantity, price and amount. */
export function isSameFigures(a: readonly LineFigures[], b: readonly LineFigures[]): boolean {
  return JSON.stringify(a.map(figures)) === JSON.stringify(b.map(figures));
}

function figures(line: LineFigures) {
  return [line.kind, line.period, line.tier, line.quantityMilli, line.priceE8, line.amountFen];
}

/** A bill that is issued again: what was paid on it, and what its replacement costs. */
export interface Resettled {
  readonly accountId: number;
  readonly paidFen: number;
  readonly newAmountFen: number;
}

/** Money of the old bill at `from` that counts on the new bill at `to`; null is the credit of the account. */
export interface Move {
  readonly from: number;
  readonly to: number | null;
  readonly amountFen: number;
}

/**
 * Where the money on bills that are issued again counts: first on each bill's own replacement, then on what the other
 * replacements of the account still cost, in their order, and only then as credit. Nobody is asked for money on one bill
 * that the same correction gives back on another.
 */
export function resettle(bills: readonly Resettled[]): Move[] {
  const moves: Move[] = [];
  const over = bills.map((bill) => bill.paidFen);
  const short = bills.map((bill) => bill.newAmountFen);
  const move = (from: number, to: number | null, limitFen: number) => {
    const amountFen = Math.min(over[from] as number, limitFen);
    if (amountFen === 0) return;
    moves.push({ from, to, amountFen });
    over[from] = (over[from] as number) - amountFen;
    if (to !== null) short[to] = (short[to] as number) - amountFen;
  };
  for (const i of bills.keys()) move(i, i, short[i] as number);
  for (const [i, { accountId }] of bills.entries()) {
    for (const [j, other] of bills.entries()) if (other.accountId === accountId) move(i, j, short[j] as number);
    move(i, null, Number.POSITIVE_INFINITY);
  }
  return moves;
}

/** A bill that grew gets time to be paid; one that did not keeps its day. */
export function correctedDueOn(
  old: { dueOn: string; amountFen: number },
  newAmountFen: number,
  earliestOn: string,
): string {
  return newAmountFen > old.amountFen && old.dueOn < earliestOn ? earliestOn : old.dueOn;
}
