import type { ReadDb } from '../../db/types.ts';
import { addDays, daysBetween, startOfLocalDate } from '../../shared/dates.ts';
import type { TariffId } from '../../shared/ids.ts';
import type { LiveReading } from '../readings/index.ts';
import {
  findTariff,
  findTariffVersion,
  standardQuantity,
  type TariffDocument,
  type TariffVersion,
  tariffInForce,
  tariffsInForce,
  type VersionSpan,
} from '../tariffs/index.ts';
import { periodQuantities, type Span, turnsAlong } from './billing.domain.ts';
import type { BillExplanation } from './billing.schema.ts';
import type { CandidateRow } from './billing.store.ts';

/** The versions that price a period of local dates [from, to), oldest first. */
export interface PeriodPrices {
  /** The newest: its cycle, rounding, charges and tax count for the whole bill. */
  readonly head: TariffVersion;
  readonly versions: readonly { readonly tariff: TariffVersion; readonly from: string; readonly days: number }[];
}

/** Readings close a period: what was used up to the day of a reading is priced by the versions of the days before it. */
export function pricesOf(
  db: ReadDb,
  of: Pick<CandidateRow, 'tariffCode' | 'service'>,
  period: { from: string; to: string },
): PeriodPrices | undefined {
  const { tariffCode: code, service } = of;
  const lastDay = period.to > period.from ? addDays(period.to, -1) : period.to;
  const found = tariffsInForce(db, { code, service, from: period.from, to: lastDay });
  const onReading = tariffInForce(db, { code, service, on: period.to });
  const newest = found.at(-1) ?? onReading;
  if (!newest) return undefined;
  if (found.length < 2 || newest.document.priceChange.split === 'reading-day') {
    const head = newest.document.priceChange.split === 'reading-day' ? (onReading ?? newest) : newest;
    return { head, versions: [{ tariff: head, from: period.from, days: daysBetween(period.from, period.to) }] };
  }
  return {
    head: newest,
    versions: found.map((tariff, i) => {
      const from = i === 0 ? period.from : tariff.effectiveFrom;
      return { tariff, from, days: daysBetween(from, found[i + 1]?.effectiveFrom ?? period.to) };
    }),
  };
}

/** The versions an issued bill was priced by, whatever has been put in force since. */
export function pricesAsIssued(
  db: ReadDb,
  bill: { tariffId: TariffId; periodFrom: string; periodTo: string },
  explain: BillExplanation,
): PeriodPrices {
  const head = findTariff(db, bill.tariffId);
  const whole = { tariff: head, from: bill.periodFrom, days: daysBetween(bill.periodFrom, bill.periodTo) };
  const versions = explain.versions?.map(({ effectiveFrom, from, days }) => ({
    tariff: findTariffVersion(db, { code: head.code, effectiveFrom }),
    from,
    days,
  }));
  return { head, versions: versions ?? [whole] };
}

interface MeasureAs {
  readonly digits: number;
  readonly multiplier: number;
  readonly isTimed: boolean;
  /** Of the whole bill, whichever version prices the part. */
  readonly correction: TariffDocument['volume'];
}

/**
 * What each version prices: measured, where the meter was read on every day of a change, otherwise shared by days. Throws
 * nothing; a part the registers contradict is shared by days as well.
 */
export function versionSpans(
  prices: PeriodPrices,
  chain: Span<LiveReading>['chain'],
  of: MeasureAs & { zone: string },
): VersionSpan[] {
  const spans = prices.versions.map(({ tariff, days }) => ({ document: tariff.document, days }));
  const changes = prices.versions.slice(1).map(({ from }) => readingOn(chain, from, of.zone));
  if (changes.length === 0 || changes.includes(undefined)) return spans;
  const ends = [chain[0], ...changes] as LiveReading[];
  const measured = changes.map((_, i) => measure(chain, [ends[i] as LiveReading, ends[i + 1] as LiveReading], of));
  if (measured.includes(undefined)) return spans;
  return spans.map((span, i) => ({ ...span, measured: measured[i] }));
}

function readingOn(chain: readonly LiveReading[], date: string, zone: string): LiveReading | undefined {
  const [from, to] = [startOfLocalDate(date, zone), startOfLocalDate(addDays(date, 1), zone)];
  return chain.find((reading) => reading.readAt >= from && reading.readAt < to);
}

function measure(
  chain: readonly LiveReading[],
  [previous, present]: readonly [LiveReading, LiveReading],
  of: MeasureAs,
): VersionSpan['measured'] {
  const turns = turnsAlong(chain.filter((r) => r.readAt >= previous.readAt && r.readAt <= present.readAt));
  if (turns === undefined) return undefined;
  const registerMilli = present.totalMilli - previous.totalMilli + turns * 10 ** of.digits * 1000;
  const quantityMilli = standardQuantity(of.correction, registerMilli * of.multiplier);
  if (!of.isTimed) return { quantityMilli };
  const periods = periodQuantities({ previous, present }, of, quantityMilli);
  return typeof periods === 'string' ? undefined : { quantityMilli, periods };
}

const explained = new WeakMap<PeriodPrices, BillExplanation['versions'] & {}>();

/** For the bill: each version's days, where there was more than one. One list for all bills that the prices are for. */
export function explainPrices(prices: PeriodPrices, periodTo: string): BillExplanation['versions'] {
  const { versions } = prices;
  if (versions.length < 2) return undefined;
  const known = explained.get(prices);
  if (known) return known;
  const list = versions.map(({ tariff, from, days }, i) => ({
    name: tariff.name,
    effectiveFrom: tariff.effectiveFrom,
    source: tariff.source,
    from,
    to: versions[i + 1]?.from ?? periodTo,
    days,
  }));
  explained.set(prices, list);
  return list;
}
