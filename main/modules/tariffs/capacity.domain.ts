import { addDays, addMonths, daysBetween, type LocalDate, monthOf, monthSpan } from '../../shared/dates.ts';
import type { Fen } from '../../shared/money.ts';
import { capacityAmount } from './charges.domain.ts';
import { toFen } from './exact.domain.ts';

/**
 * Thirtieths of a month in a span of days, both included: a whole month is thirty, a part of one its days (供电营业规则:
 * a started day is a day).
 */
export function thirtiethsOf(from: LocalDate, to: LocalDate): number {
  let sum = 0;
  for (let month = monthOf(from); month <= monthOf(to); month = addMonths(month, 1)) {
    const span = monthSpan(month);
    const first = from > span.from ? from : span.from;
    const end = addDays(to, 1) < span.to ? addDays(to, 1) : span.to;
    sum += first === span.from && end === span.to ? 30 : daysBetween(first, end);
  }
  return sum;
}

/** Capacity charge of so many thirtieths of a month, as a back charge for capacity used without leave. */
export function capacityCharge(capacityMilli: number, price: number, thirtieths: number): Fen {
  return toFen(capacityAmount(capacityMilli, price, thirtieths));
}
