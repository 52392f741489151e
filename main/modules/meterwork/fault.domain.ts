import { daysBetween, type LocalDate } from '../../shared/dates.ts';
import { divideHalfUp } from '../../shared/money.ts';
import { spread } from '../../shared/spread.ts';
import { correctedBy, halfPeriodDifference } from '../readings/faults.domain.ts';
import type { FaultFound } from './fault.schema.ts';

/** The local dates [from, to). */
export interface Days {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export interface BilledSpan {
  readonly billId: number;
  readonly periodFrom: LocalDate;
  readonly periodTo: LocalDate;
  readonly quantityMilli: number;
}

interface Share {
  readonly billId: number;
  readonly days: number;
  readonly ofDays: number;
  readonly recordedMilli: number;
  readonly differenceMilli: number;
}

/** A wrong wiring counts over the whole time since it was last right, an error of unknown start over half of it. */
export function isHalfCounted(fault: FaultFound, isStartKnown: boolean): boolean {
  return fault.kind === 'error' && !isStartKnown;
}

/** What is missing from a recorded quantity, or, negative, too much in it; a meter is held to no error at all. */
export function differenceOf(fault: FaultFound, isHalf: boolean, recordedMilli: number): number {
  if (fault.kind === 'wiring') return correctedBy(recordedMilli, [fault.rateE6, 1_000_000]);
  if (isHalf) return halfPeriodDifference(recordedMilli, fault.errorE4);
  return correctedBy(recordedMilli, [0 - fault.errorE4, 10_000 + fault.errorE4]);
}

/** The first days of a span that no bill is for; undefined where bills cover all of it. */
export function uncovered(span: Days, bills: readonly BilledSpan[]): Days | undefined {
  let from = span.from;
  for (const bill of bills.toSorted((a, b) => a.periodFrom.localeCompare(b.periodFrom))) {
    if (bill.periodFrom > from) return { from, to: bill.periodFrom < span.to ? bill.periodFrom : span.to };
    if (bill.periodTo > from) from = bill.periodTo;
  }
  return from < span.to ? { from, to: span.to } : undefined;
}

/** What each bill recorded in the span: one that is partly inside counts by its days. */
export function recordedIn(span: Days, bills: readonly BilledSpan[]): Omit<Share, 'differenceMilli'>[] {
  return bills.map(({ billId, periodFrom, periodTo, quantityMilli }) => {
    const ofDays = daysBetween(periodFrom, periodTo);
    const from = periodFrom > span.from ? periodFrom : span.from;
    const to = periodTo < span.to ? periodTo : span.to;
    const days = daysBetween(from, to);
    const part = ofDays === 0 ? quantityMilli : divideHalfUp(BigInt(quantityMilli) * BigInt(days), BigInt(ofDays));
    return { billId, days, ofDays, recordedMilli: Number(part) };
  });
}

/** The difference of the span, shared by the bills in proportion to what they recorded. */
export function sharesOf(
  recorded: readonly Omit<Share, 'differenceMilli'>[],
  differenceMilli: number,
): readonly Share[] {
  const shares = spread(
    differenceMilli,
    recorded.map((of) => of.recordedMilli),
  );
  return recorded.map((of, i) => ({ ...of, differenceMilli: shares[i] ?? 0 }));
}
