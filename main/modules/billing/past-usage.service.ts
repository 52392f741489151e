import type { ReadDb } from '../../db/types.ts';
import { addMonths, daysBetween, type Month } from '../../shared/dates.ts';
import { type LiveReading, liveReadings } from '../readings/index.ts';
import type { RatedBill, TariffVersion } from '../tariffs/index.ts';
import { liveTraitsOf } from '../traits/index.ts';
import { cycleFromOf, monthsCovered, type Span } from './billing.domain.ts';
import type { BillExplanation, ExceptionReason } from './billing.schema.ts';
import { explanationOf } from './bills.service.ts';
import { asksTraits, type CircumstancesOf, circumstancesOf } from './circumstances.domain.ts';
import { type CountedBill, runningBefore } from './correction.domain.ts';
import { atStandard } from './measure.domain.ts';
import { type PastRow, pastBills } from './past-usage.store.ts';
import { asksOnce, rateSpan } from './rate-span.service.ts';

/** A cycle is a year at most, and may begin within a month. */
const MONTHS_COUNTED_BEFORE = 13;

/** Why what was used cannot be priced by a tariff: as a run would say, or the tariff counts in another unit. */
export type Unratable = ExceptionReason | 'other-unit';

/** A bill that stands, with all that rating it again takes. */
export interface PastBill
  extends Pick<
    PastRow,
    'billId' | 'billNo' | 'accountId' | 'month' | 'tariffId' | 'quantityMilli' | 'amountFen' | 'periodFrom' | 'periodTo'
  > {
  readonly explain: BillExplanation;
  /** Nothing where its readings are not those of its meter any more. */
  readonly span: Span<LiveReading> | undefined;
  readonly lastMonth: Month | null;
  readonly place: number;
}

type Counted = Omit<CountedBill, 'cycleFrom' | 'quantityMilli'> & {
  readonly quantityMilli: number;
  /** Before gas was brought to standard conditions. */
  readonly meteredMilli: number;
};

export interface PastUsage {
  readonly accountId: number;
  /** Usage bills that stand in the months asked for, in the order they were issued. */
  readonly bills: readonly PastBill[];
  /** Those and the ones before, as far as a tier may count back; `place` of a bill points into it. */
  readonly counted: readonly Counted[];
  readonly traits: Pick<CircumstancesOf, 'openedOn' | 'traits'> | undefined;
}

/** What accounts used and were billed in a span of months, both included, in a form that can be rated again. Only reads. */
export function pastUsage(
  db: ReadDb,
  of: { accountIds: readonly number[]; fromMonth: Month; toMonth: Month },
): PastUsage[] {
  const fromMonth = addMonths(of.fromMonth, 0 - MONTHS_COUNTED_BEFORE);
  const rows = pastBills(db, { accounts: JSON.stringify(of.accountIds), fromMonth, toMonth: of.toMonth });
  const asked = rows.filter((row) => row.month >= of.fromMonth);
  const spans = asked.map(({ meterId, previousAt, presentAt }) => ({ meterId, from: previousAt, to: presentAt + 1 }));
  const readings = new Map(liveReadings(db, spans).map((list, i) => [asked[i]?.billId, list]));
  const traits = liveTraitsOf(db, of.accountIds);
  return of.accountIds.map((accountId) => {
    const own = rows.filter((row) => row.accountId === accountId);
    const bills: PastBill[] = [];
    const counted = own.map((row, place) => {
      const live = readings.get(row.billId);
      // Only gas is billed in another quantity than was metered, which its explanation tells.
      const explain = live || row.service === 'gas' ? explanationOf(db, row) : undefined;
      if (live && explain) bills.push({ ...row, explain, place, span: spanOf(row, live) });
      const { firstBillId, month, periodTo, quantityMilli } = row;
      const meteredMilli = explain?.volume?.meteredMilli ?? quantityMilli;
      return { firstBillId, month, periodTo, quantityMilli, meteredMilli };
    });
    return { accountId, bills, counted, traits: traits.get(accountId) };
  });
}

function spanOf(row: PastRow, live: readonly LiveReading[]): PastBill['span'] {
  const chain = live.filter((reading) => reading.state === 'accepted');
  const [previous, present] = [chain[0], chain.at(-1)];
  if (previous?.readingId !== row.previousReadingId || present?.readingId !== row.presentReadingId) return undefined;
  return { previous, present, chain };
}

/**
 * What a bill would have come to, had the whole cycle been priced by one version of a tariff: tiers count on over the
 * candidate's own cycle. By the version it was issued with it is what was billed.
 */
export function rateUnder(
  usage: PastUsage,
  bill: PastBill,
  of: { tariff: TariffVersion; zone: string },
): RatedBill | Unratable {
  const { tariff, zone } = of;
  const { document } = tariff;
  const { explain, month, periodFrom, periodTo } = bill;
  if (document.unit !== explain.unit) return 'other-unit';
  const cycleFrom = cycleFromOf(document, bill);
  const counted = usage.counted.map((row) => ({
    ...row,
    cycleFrom,
    quantityMilli: atStandard({ turns: 0, registerMilli: 0, quantityMilli: row.meteredMilli }, document.volume)
      .quantityMilli,
  }));
  const isAsIssued = bill.tariffId === tariff.tariffId && explain.versions === undefined;
  const months = monthsCovered(bill.lastMonth, month);
  const isFurther = usage.counted.slice(0, bill.place).some((other) => other.month === month);
  const days = daysBetween(periodFrom, periodTo);
  const asked = asksTraits(document) ? usage.traits : undefined;
  const circumstances = () =>
    asked &&
    circumstancesOf({
      ...{ documents: [document], month, months, periodFrom, periodTo, cycleFrom, ...asked },
      isFirst: bill.lastMonth === null,
    });
  const { span } = bill;
  if (!span) return 'no-reading';
  const { turns, registerMilli, meter } = explain;
  const meteredMilli = explain.volume?.meteredMilli ?? bill.quantityMilli;
  return rateSpan({
    ...{ span, meter, month, zone },
    measured: atStandard({ turns, registerMilli, quantityMilli: meteredMilli }, document.volume),
    prices: { head: tariff, versions: [{ tariff, from: periodFrom, days }] },
    runningBeforeMilli: runningBefore(counted[bill.place] as CountedBill, counted) + settledBefore(bill, cycleFrom),
    circumstances: isAsIssued ? explain.circumstances : circumstances(),
    once: isAsIssued ? explain.once : asksOnce(tariff) ? { months, isFurther } : undefined,
  });
}

/** What the bill counted as settled for a faulty meter; how much of it lies in the cycle of another tariff is not known. */
function settledBefore({ explain }: PastBill, cycleFrom: string): number {
  return explain.cycleFrom === cycleFrom ? (explain.settledBeforeMilli ?? 0) : 0;
}
