import { addMonths, type LocalDate, type Month } from '../../shared/dates.ts';
import type { Tariff } from '../tariffs/tariffs.schema.ts';
import type { Candidate, CandidateMonth, Unratable } from './advice.schema.ts';

const MONTHS = 12;

/** The twelve months that end with one. */
export function yearTo(toMonth: Month): { readonly fromMonth: Month; readonly toMonth: Month } {
  return { fromMonth: addMonths(toMonth, 1 - MONTHS), toMonth };
}

/**
 * The versions worth comparing: of every code the one in force and those that are to follow, and one more that was asked
 * for. Prices that were replaced are nobody's choice any more.
 */
export function candidatesOf(
  tariffs: readonly Tariff[],
  of: { service: string; today: LocalDate; alsoTariffId: number | undefined },
): Tariff[] {
  const ofService = tariffs.filter((tariff) => tariff.service === of.service);
  const inForce = new Map<string, Tariff>();
  for (const tariff of ofService) {
    const known = inForce.get(tariff.code);
    if (!tariff.isActive || tariff.effectiveFrom > of.today) continue;
    if (!known || known.effectiveFrom < tariff.effectiveFrom) inForce.set(tariff.code, tariff);
  }
  return ofService.filter(
    (tariff) =>
      tariff.tariffId === of.alsoTariffId ||
      (tariff.isActive && (tariff.effectiveFrom > of.today || inForce.get(tariff.code) === tariff)),
  );
}

/** A bill and what it would have come to. */
export interface RatedAgain {
  readonly month: Month;
  readonly amount: number | Unratable;
}

/** By month, which may have bills of several meters; a month with one that cannot be rated has no amount. */
export function candidateMonths(rated: readonly RatedAgain[]): CandidateMonth[] {
  const months = new Map<Month, CandidateMonth>();
  for (const { month, amount } of rated) {
    const { amountFen, reason } = months.get(month) ?? { amountFen: 0, reason: null };
    if (typeof amount === 'string') months.set(month, { month, amountFen: null, reason: reason ?? amount });
    else months.set(month, { month, amountFen: amountFen === null ? null : amountFen + amount, reason });
  }
  return [...months.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
}

/** The months added up, beside what was billed in them. */
export function totalsOf(
  months: readonly CandidateMonth[],
  billedFen: number,
): Pick<Candidate, 'totalFen' | 'differenceFen' | 'reason'> {
  const reason = months.find((month) => month.reason !== null)?.reason ?? null;
  if (reason !== null) return { totalFen: null, differenceFen: null, reason };
  const totalFen = months.reduce((sum, month) => sum + (month.amountFen ?? 0), 0);
  return { totalFen, differenceFen: totalFen - billedFen, reason };
}

/** Cheapest first; at one price the account's own before others; what cannot be rated last. */
export function byPrice(a: Candidate, b: Candidate): number {
  const [left, right] = [a.totalFen ?? Number.POSITIVE_INFINITY, b.totalFen ?? Number.POSITIVE_INFINITY];
  if (left !== right) return left < right ? -1 : 1;
  if (a.isOwn !== b.isOwn) return a.isOwn ? -1 : 1;
  return a.code === b.code ? (a.effectiveFrom < b.effectiveFrom ? -1 : 1) : a.code < b.code ? -1 : 1;
}
