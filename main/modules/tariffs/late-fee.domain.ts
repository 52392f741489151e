import { addDays, daysBetween, type LocalDate } from '../../shared/dates.ts';
import { type Fen, fen, parseScaled, parseYuan } from '../../shared/money.ts';
import type { LateFeeRule } from './charges.schema.ts';
import { type Exact, exactFen, exactShare, formatExact, toFen } from './exact.domain.ts';

export interface LateDebt {
  readonly principalFen: number;
  readonly dueOn: LocalDate;
  /** What was paid of it, by day. The day of a payment still counts in full. */
  readonly payments: readonly { readonly on: LocalDate; readonly amountFen: number }[];
}

/** Days of one rate on one sum. */
export interface LateFeePart {
  /** First and last day counted. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly days: number;
  readonly owedFen: number;
  readonly perDay: string;
  readonly exactYuan: string;
}

export interface LateFee {
  readonly feeFen: Fen;
  readonly parts: readonly LateFeePart[];
  /** What stopped the sum of the parts: the debt itself, or the least fee. */
  readonly bound: 'cap' | 'floor' | null;
}

/**
 * Late fee of a debt as of a day: every day from the one after the due day to that day, on what is owed on it. Split at
 * 31 December of the year of the due day where the rule has a second rate. Rounded once.
 */
export function lateFee(rule: LateFeeRule, debt: LateDebt, asOf: LocalDate): LateFee {
  const parts: LateFeePart[] = [];
  let sum: Exact = 0n;
  for (const span of spansOf(debt, addDays(debt.dueOn, 1 + rule.graceDays), asOf)) {
    const yearEnd = `${debt.dueOn.slice(0, 4)}-12-31`;
    for (const part of splitAfter(span, rule.perDayAfterYearEnd === undefined ? null : yearEnd)) {
      const days = daysBetween(part.from, part.to) + 1;
      const perDay = part.from > yearEnd ? (rule.perDayAfterYearEnd ?? rule.perDay) : rule.perDay;
      const exact = exactShare(exactFen(part.owedFen), BigInt(parseScaled(perDay, 8)) * BigInt(days), 100_000_000n);
      sum += exact;
      parts.push({ ...part, days, perDay, exactYuan: formatExact(exact) });
    }
  }
  const raw = toFen(sum);
  const floor = parseYuan(rule.floor);
  if (rule.isCapped && raw > debt.principalFen) return { feeFen: fen(debt.principalFen), parts, bound: 'cap' };
  if (raw > 0 && raw < floor) return { feeFen: floor, parts, bound: 'floor' };
  return { feeFen: raw, parts, bound: null };
}

interface Span {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly owedFen: number;
}

/** Days with the same debt. A payment lowers it from the next day on. */
function spansOf(debt: LateDebt, first: LocalDate, asOf: LocalDate): Span[] {
  const spans: Span[] = [];
  let owedFen = debt.principalFen;
  let from = first;
  for (const payment of debt.payments.toSorted((a, b) => (a.on < b.on ? -1 : 1))) {
    if (payment.on > asOf) break;
    if (payment.on >= from) {
      if (owedFen > 0) spans.push({ from, to: payment.on, owedFen });
      from = addDays(payment.on, 1);
    }
    owedFen -= payment.amountFen;
  }
  if (owedFen > 0 && from <= asOf) spans.push({ from, to: asOf, owedFen });
  return spans;
}

function splitAfter(span: Span, last: LocalDate | null): Span[] {
  if (last === null || span.from > last || span.to <= last) return [span];
  return [
    { ...span, to: last },
    { ...span, from: addDays(last, 1) },
  ];
}
