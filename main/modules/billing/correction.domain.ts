/** A bill that stands, as far as its place in the running total goes. */
export interface CountedBill {
  /** Where it stands in the order of issue: the id of the bill its chain of replacements began with. */
  readonly firstBillId: number;
  readonly month: string;
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
    if (other.firstBillId < bill.firstBillId && other.month >= bill.cycleFrom && other.month <= bill.month)
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

/** Money on a bill counts on its replacement up to what that costs; the rest becomes credit of the account. */
export function carryOver(paidFen: number, newAmountFen: number): { movedFen: number; creditFen: number } {
  const movedFen = Math.min(paidFen, newAmountFen);
  return { movedFen, creditFen: paidFen - movedFen };
}

/** A bill that grew gets time to be paid; one that did not keeps its day. */
export function correctedDueOn(
  old: { dueOn: string; amountFen: number },
  newAmountFen: number,
  earliestOn: string,
): string {
  return newAmountFen > old.amountFen && old.dueOn < earliestOn ? earliestOn : old.dueOn;
}
