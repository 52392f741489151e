import type { ReadDb } from '../../db/types.ts';
import { addDays, localDate, type Month, monthSpan, startOfLocalDate } from '../../shared/dates.ts';
import { liveReadings, type Reading } from '../readings/index.ts';
import {
  needsPeriods,
  type RatedBill,
  rate,
  type TariffVersion,
  tariffInForce,
  UnratableError,
} from '../tariffs/index.ts';
import { chooseSpan, cycleStart, periodQuantities, type Span, turnsAlong } from './billing.domain.ts';
import type { BillExplanation, ExceptionReason } from './billing.schema.ts';
import * as store from './billing.store.ts';

/** A bill as it would be issued now. */
export interface BillDraft {
  readonly candidate: store.CandidateRow & { meterId: NonNullable<store.CandidateRow['meterId']> };
  readonly span: Span<Reading>;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly tariff: TariffVersion;
  readonly rated: RatedBill;
  readonly explain: BillExplanation;
  /** The tariff has another version inside the period; the version of the reading day prices all of it. */
  readonly isPriceChanged: boolean;
}

export type Plan = { readonly candidate: store.CandidateRow; readonly reason: ExceptionReason } | BillDraft;

export interface PlanContext {
  readonly db: ReadDb;
  readonly zone: string;
  readonly month: Month;
  readonly dueOn: string;
  readonly monthFrom: number;
  readonly monthTo: number;
  /** Drafts of this pass not yet stored, by account: the second meter of an account counts on from the first. */
  readonly pending: Map<number, number>;
}

export function planContext(db: ReadDb, of: { zone: string; month: Month; dueOn: string }): PlanContext {
  const span = monthSpan(of.month);
  return {
    db,
    ...of,
    monthFrom: startOfLocalDate(span.from, of.zone),
    monthTo: startOfLocalDate(span.to, of.zone),
    pending: new Map(),
  };
}

/** Decides what one account's meter is billed for the month, or why it is not. Writes nothing. */
export function planBill(ctx: PlanContext, target: { accountId: number; assignmentId: number | null }): Plan {
  const { db, zone, month } = ctx;
  const candidate = store.findCandidate(db, target);
  const no = (reason: ExceptionReason): Plan => ({ candidate, reason });
  const { accountId, meterId } = candidate;
  if (meterId === null) return no('no-meter');
  const last = store.lastBilled(db, { accountId, meterId });
  if (last && last.month >= month) return no('already-billed');

  const leftBefore =
    candidate.toOn === null ? ctx.monthTo : Math.min(ctx.monthTo, startOfLocalDate(addDays(candidate.toOn, 1), zone));
  const span = chooseSpan(liveReadings(db, meterId, { from: last?.readAt ?? 0, to: leftBefore }), {
    lastBilledId: last?.readingId ?? null,
    takenOverBefore: startOfLocalDate(addDays(candidate.fromOn, 1), zone),
    monthFrom: ctx.monthFrom,
  });
  if (typeof span === 'string') return no(span);
  // Read last while it still measured for somebody else: this bill would hold what that customer used.
  const handedOver = last ? undefined : store.leftAccountBefore(db, { accountId, meterId, fromOn: candidate.fromOn });
  if (handedOver && span.previous.readAt < startOfLocalDate(handedOver.toOn, zone)) return no('no-handover-reading');
  const measured = measure(span, candidate);
  if (typeof measured === 'string') return no(measured);

  const periodFrom = localDate(span.previous.readAt, zone);
  const periodTo = localDate(span.present.readAt, zone);
  const tariff = tariffInForce(db, { code: candidate.tariffCode, service: candidate.service, on: periodTo });
  if (!tariff) return no('no-tariff');
  const before = tariffInForce(db, { code: candidate.tariffCode, service: candidate.service, on: periodFrom });
  const cycleFrom = cycleStart(month, tariff.document.cycle, tariff.document.yearStart);
  const { quantityMilli: billed } = store.quantityBetween(db, { accountId, fromMonth: cycleFrom, toMonth: month });
  const draft = draftBill({
    candidate: { ...candidate, meterId },
    span,
    periodFrom,
    periodTo,
    tariff,
    measured,
    month,
    cycleFrom,
    runningBeforeMilli: billed + (ctx.pending.get(accountId) ?? 0),
    dueOn: ctx.dueOn,
  });
  if (typeof draft === 'string') return no(draft);
  ctx.pending.set(accountId, (ctx.pending.get(accountId) ?? 0) + measured.quantityMilli);
  return { ...draft, isPriceChanged: before !== undefined && before.tariffId !== tariff.tariffId };
}

interface Measured {
  readonly turns: number;
  readonly registerMilli: number;
  readonly quantityMilli: number;
}

/** What was used along a span, before and after the multiplier. */
export function measure(
  span: Span<Reading>,
  meter: { digits: number; multiplier: number },
): Measured | ExceptionReason {
  const turns = turnsAlong(span.chain);
  if (turns === undefined) return 'negative';
  const registerMilli = span.present.totalMilli - span.previous.totalMilli + turns * 10 ** meter.digits * 1000;
  const quantityMilli = registerMilli * meter.multiplier;
  if (!Number.isSafeInteger(quantityMilli)) return 'out-of-range';
  return { turns, registerMilli, quantityMilli };
}

interface DraftInput extends Omit<BillDraft, 'rated' | 'explain' | 'isPriceChanged'> {
  readonly measured: Measured;
  readonly month: Month;
  readonly cycleFrom: Month;
  readonly runningBeforeMilli: number;
  readonly dueOn: string;
}

/** Rates a measured span by one tariff version from a given running total, or says why it cannot be rated. */
export function draftBill(of: DraftInput): Omit<BillDraft, 'isPriceChanged'> | ExceptionReason {
  const { candidate, span, periodFrom, periodTo, tariff, measured, month, cycleFrom, runningBeforeMilli, dueOn } = of;
  const { turns, registerMilli, quantityMilli } = measured;
  const periods = needsPeriods(tariff.document) ? periodQuantities(span, candidate, quantityMilli) : undefined;
  if (typeof periods === 'string') return periods;
  const rated = tryRate(tariff, { quantityMilli, periods, runningBeforeMilli, monthNumber: Number(month.slice(5)) });
  if (typeof rated === 'string') return rated;
  const draft = { candidate, span, periodFrom, periodTo, tariff, rated };
  return { ...draft, explain: explainBill({ ...draft, turns, registerMilli, cycleFrom, dueOn }) };
}

function tryRate(tariff: TariffVersion, usage: Parameters<typeof rate>[1]): RatedBill | ExceptionReason {
  try {
    return rate(tariff.document, usage);
  } catch (error) {
    if (error instanceof UnratableError) return error.reason;
    // An absurd multiplier or price: that account waits for a correction, the others are billed.
    if (error instanceof RangeError) return 'out-of-range';
    throw error;
  }
}

function explainBill(
  of: Omit<BillDraft, 'explain' | 'isPriceChanged'> & {
    turns: number;
    registerMilli: number;
    cycleFrom: string;
    dueOn: string;
  },
): BillExplanation {
  const { accountNo, service, customerName, doorNo, address, meterNo, digits, decimals, multiplier } = of.candidate;
  const { code, name, effectiveFrom, source, document } = of.tariff;
  return {
    format: 1,
    account: { accountNo, service, customerName, doorNo, address },
    meter: { meterNo, digits, decimals, multiplier },
    previous: explainReading(of.span.previous, of.periodFrom),
    present: explainReading(of.span.present, of.periodTo),
    turns: of.turns,
    registerMilli: of.registerMilli,
    unit: document.unit,
    tariff: { code, name, effectiveFrom, source, rounding: document.rounding, cycle: document.cycle },
    cycleFrom: of.cycleFrom,
    runningBeforeMilli: of.rated.runningBeforeMilli,
    runningAfterMilli: of.rated.runningAfterMilli,
    dueOn: of.dueOn,
  };
}

function explainReading(reading: Reading, on: string): BillExplanation['previous'] {
  const { readingId, readAt: at, source, role, totalMilli, sharpMilli, peakMilli, flatMilli, valleyMilli } = reading;
  return { readingId, on, at, source, role, totalMilli, sharpMilli, peakMilli, flatMilli, valleyMilli };
}
