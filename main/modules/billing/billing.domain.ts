import { addDays, addMonths, type Month, monthOf } from '../../shared/dates.ts';
import type { ExceptionReason } from './billing.schema.ts';

/** Days from issue to the last day to pay, where nobody said otherwise. */
export const DAYS_TO_PAY = 20;

/** What a bill needs of a reading. */
export interface BilledReading {
  readonly readingId: number;
  readonly readAt: number;
  readonly totalMilli: number;
  readonly sharpMilli: number | null;
  readonly peakMilli: number | null;
  readonly flatMilli: number | null;
  readonly valleyMilli: number | null;
  readonly state: string;
  readonly doubts: readonly string[];
}

export interface Span<R> {
  readonly previous: R;
  readonly present: R;
  /** From previous to present, both included: accepted readings only. */
  readonly chain: readonly R[];
}

interface SpanFacts {
  readonly lastBilledId: number | null;
  /** The day the account took the meter over. */
  readonly takenOver: { readonly from: number; readonly to: number };
  readonly monthFrom: number;
}

/**
 * Which two readings a bill runs between: from the last billed one (or, for a first bill, where the meter was taken over) to
 * the newest accepted one of the month. A doubtful reading newer than that stops the bill: it is never passed over in silence.
 */
export function chooseSpan<R extends BilledReading & { readonly role: string }>(
  readings: readonly R[],
  at: SpanFacts,
): Span<R> | ExceptionReason {
  const accepted = readings.filter((reading) => reading.state === 'accepted');
  const start =
    at.lastBilledId === null
      ? takenOverWith(accepted, at)
      : accepted.find((reading) => reading.readingId === at.lastBilledId);
  const newest = accepted.at(-1);
  const present = newest && start && newest.readAt > start.readAt && newest.readAt >= at.monthFrom ? newest : undefined;
  const decidedUntil = (present ?? start)?.readAt ?? 0;
  const isDoubted = readings.some((r) => r.state === 'doubtful' && r.readAt > decidedUntil && r.readAt >= at.monthFrom);
  if (isDoubted) return 'doubtful-reading';
  if (!start) return 'no-reading';
  if (!present) return at.lastBilledId === null && start.readAt >= at.monthFrom ? 'baseline-only' : 'no-reading';
  return {
    previous: start,
    present,
    chain: accepted.filter((r) => r.readAt >= start.readAt && r.readAt <= present.readAt),
  };
}

/**
 * The reading a first bill begins at: the meter's baseline where it was put on the wall that day, else the newest at or before
 * that day, else the first. What was read later on the day of a baseline ends a bill and begins none, or what was used before
 * it would be nobody's.
 */
function takenOverWith<R extends BilledReading & { readonly role: string }>(
  accepted: readonly R[],
  { takenOver }: SpanFacts,
): R | undefined {
  const isOfDay = (reading: R) => reading.readAt >= takenOver.from && reading.readAt < takenOver.to;
  return (
    accepted.find((reading) => reading.role === 'baseline' && isOfDay(reading)) ??
    accepted.findLast((reading) => reading.readAt < takenOver.to) ??
    accepted[0]
  );
}

/** How often the register passed zero along the chain; undefined when it ran backwards without a confirmed rollover. */
export function turnsAlong(chain: readonly BilledReading[]): number | undefined {
  let turns = 0;
  for (const [i, present] of chain.entries()) {
    const previous = chain[i - 1];
    if (!previous || present.totalMilli >= previous.totalMilli) continue;
    if (!present.doubts.includes('rollover')) return undefined;
    turns++;
  }
  return turns;
}

const TOU = { sharp: 'sharpMilli', peak: 'peakMilli', flat: 'flatMilli', valley: 'valleyMilli' } as const;
export type PeriodName = keyof typeof TOU;
/** Each register is cut off at both ends, so a difference of two may be off by this much. */
const CUTOFF_MILLI = 100;

/**
 * Quantity of each time-of-use register. The total register decides what is billed: what the cut-off decimals of the
 * others leave over goes to flat (settlement practice: flat = total − sharp − peak − valley), without it to peak.
 */
export function periodQuantities(
  span: Pick<Span<BilledReading>, 'previous' | 'present'>,
  register: { digits: number; multiplier: number },
  quantityMilli: number,
): Partial<Record<PeriodName, number>> | 'no-tou' | 'tou-mismatch' {
  const quantities: Partial<Record<PeriodName, number>> = {};
  let sum = 0;
  for (const period of Object.keys(TOU) as PeriodName[]) {
    const before = span.previous[TOU[period]];
    const now = span.present[TOU[period]];
    if (before === null || now === null) continue;
    const turned = now < before ? 10 ** register.digits * 1000 : 0;
    quantities[period] = (now - before + turned) * register.multiplier;
    sum += quantities[period];
  }
  const restTo = quantities.flat === undefined ? 'peak' : 'flat';
  const rest = quantityMilli - sum;
  if (Object.keys(quantities).length === 0) return 'no-tou';
  const allowed = Math.max(CUTOFF_MILLI * 4 * register.multiplier, Math.floor(quantityMilli / 100));
  const corrected = (quantities[restTo] ?? 0) + rest;
  if (Math.abs(rest) > allowed || corrected < 0) return 'tou-mismatch';
  return { ...quantities, [restTo]: corrected };
}

export const CYCLE_MONTHS = { month: 1, 'two-months': 2, quarter: 3, year: 12 } as const;
export type Cycle = keyof typeof CYCLE_MONTHS;

/** First month of the cycle that tiers count in; shorter cycles are counted from the start of the tariff year. */
export function cycleStart(month: Month, cycle: Cycle, yearStart: number): Month {
  const sinceStart = (Number(month.slice(5)) - yearStart + 12) % 12;
  return addMonths(month, 0 - (sinceStart % CYCLE_MONTHS[cycle]));
}

/**
 * Where the cycle of a bill begins: a month, by the bill's own; or, where the tariff year begins within a month, the day,
 * by the last day of the bill's period (it counts in one cycle, all of it).
 */
export function cycleFromOf(
  of: { cycle: Cycle; yearStart: number; yearStartDay: number },
  bill: { month: Month; periodTo: string },
): string {
  const { cycle, yearStart, yearStartDay } = of;
  if (yearStartDay === 1) return cycleStart(bill.month, cycle, yearStart);
  const last = addDays(bill.periodTo, -1);
  const begun = Number(last.slice(8)) >= yearStartDay ? monthOf(last) : addMonths(monthOf(last), -1);
  return `${cycleStart(begun, cycle, yearStart)}-${String(yearStartDay).padStart(2, '0')}`;
}

/** Whether a bill counts in the cycle that began then. */
export function isSince(cycleFrom: string, bill: { month: Month; periodTo: string }): boolean {
  return cycleFrom.length === 7 ? bill.month >= cycleFrom : bill.periodTo > cycleFrom;
}

/** Months a bill is for: those since the last one. A first bill is for one. */
export function monthsCovered(last: Month | null, month: Month): number {
  if (last === null) return 1;
  const count = (text: Month) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5));
  return Math.max(1, count(month) - count(last));
}

/** "B202611000123": the month and the number of the gapless series, short enough to type and scan. */
export function formatBillNo(month: Month, number: number): string {
  return `B${month.replace('-', '')}${String(number).padStart(6, '0')}`;
}
