import type { ReadDb } from '../../db/types.ts';
import { StationError } from '../../shared/error-codes.ts';
import { liveReadings } from '../readings/index.ts';
import { needsPeriods, rateAcross, UnratableError } from '../tariffs/index.ts';
import { periodQuantities } from './billing.domain.ts';
import type { BillExplanation } from './billing.schema.ts';
import { explanationOf } from './bills.service.ts';
import { usageOf } from './circumstances.domain.ts';
import { type CountedBill, runningBefore } from './correction.domain.ts';
import * as store from './correction.store.ts';
import { settledOn } from './cycle.store.ts';
import { pricesAsIssued, versionSpans } from './prices.service.ts';
import { scaledTo } from './requantify.domain.ts';

/** A bill that stands, and what it would have cost with another quantity. */
export interface Requantified {
  readonly bill: store.StandingBill;
  readonly explain: BillExplanation;
  readonly beforeMilli: number;
  readonly afterMilli: number;
  readonly beforeFen: number;
  readonly afterFen: number;
}

/** Quantities by bill. */
type Shares = ReadonlyMap<number, number>;

/** What was charged or given back for faulty meters on the bills of an account. */
export function settledShares(db: ReadDb, accountId: number): Shares {
  return new Map(settledOn(db, { accountId }).map((of) => [of.billId, of.differenceMilli]));
}

/**
 * What the bills of an account would have cost had more (or less) been measured for some of them, by the versions and the
 * running total they were issued with; later bills of a cycle count on. `known` was charged or given back before. Answers
 * the bills that `added` changes, in the order of issue; writes nothing. Refuses 'meter-fault.unratable', also where demand or
 * reactive energy is billed: how far those registers were wrong no error of the energy tells.
 */
export function requantify(
  db: ReadDb,
  of: { readonly accountId: number; readonly zone: string; readonly known: Shares; readonly added: Shares },
): Requantified[] {
  const bills = store
    .standingBills(db, { accountId: of.accountId })
    .map((bill) => ({ bill, explain: explanationOf(db, bill) }));
  const share = (shares: Shares, { billId }: store.StandingBill) => shares.get(billId) ?? 0;
  const counted = (shares: Shares) =>
    bills.map(({ bill, explain: { cycleFrom } }) => ({ ...bill, cycleFrom, quantityMilli: share(shares, bill) }));
  const [known, added] = [counted(of.known), counted(of.added)];
  return bills.flatMap(({ bill, explain }) => {
    const at = { ...bill, cycleFrom: explain.cycleFrom };
    const more = share(of.added, bill);
    const moreBefore = runningBefore(at, added);
    if (more === 0 && moreBefore === 0) return [];
    const rate = ratingOf(db, { bill, explain, zone: of.zone });
    if (rate(0, 0) !== bill.amountFen) throw unratable(bill);
    const [before, runBefore] = [share(of.known, bill), notCounted(at, known, explain)];
    const beforeFen = rate(before, runBefore);
    const afterFen = rate(before + more, runBefore + moreBefore);
    if (more === 0 && beforeFen === afterFen) return [];
    const beforeMilli = bill.quantityMilli + before;
    return [{ bill, explain, beforeMilli, afterMilli: beforeMilli + more, beforeFen, afterFen }];
  });
}

/** A bill issued after a settlement counted it already. */
function notCounted(at: CountedBill, known: readonly CountedBill[], explain: BillExplanation): number {
  return runningBefore(at, known) - (explain.settledBeforeMilli ?? 0);
}

/** What the bill costs with so much more measured in it, and before it in its cycle. */
function ratingOf(
  db: ReadDb,
  { bill, explain, zone }: { bill: store.StandingBill; explain: BillExplanation; zone: string },
): (moreMilli: number, moreBeforeMilli: number) => number {
  const { meterId, previousAt, presentAt, quantityMilli } = bill;
  const [live = []] = liveReadings(db, [{ meterId, from: previousAt, to: presentAt + 1 }]);
  const chain = live.filter((reading) => reading.state === 'accepted');
  const [previous, present] = [chain[0], chain.at(-1)];
  if (!previous || !present) throw new Error(`bill ${bill.billNo} has lost its readings`);
  const prices = pricesAsIssued(db, bill, explain);
  const isTimed = prices.versions.some((version) => needsPeriods(version.tariff.document));
  const periods = isTimed ? periodQuantities({ previous, present }, explain.meter, quantityMilli) : undefined;
  if (typeof periods === 'string') throw unratable(bill);
  const spans = versionSpans(prices, chain, {
    ...explain.meter,
    zone,
    isTimed,
    correction: explain.volume?.correction,
  });
  const circumstances = explain.circumstances && usageOf(explain.circumstances);
  return (moreMilli, moreBeforeMilli) => {
    const { spans: versions, ...usage } = scaledTo({ spans, quantityMilli, periods }, quantityMilli + moreMilli);
    const runningBeforeMilli = explain.runningBeforeMilli + moreBeforeMilli;
    const monthNumber = Number(bill.month.slice(5));
    try {
      return rateAcross(versions, { ...circumstances, ...usage, runningBeforeMilli, monthNumber, ...explain.once })
        .totalFen;
    } catch (error) {
      if (error instanceof UnratableError || error instanceof RangeError) throw unratable(bill);
      throw error;
    }
  };
}

function unratable({ billNo, month }: store.StandingBill): StationError {
  return new StationError('meter-fault.unratable', { billNo, month });
}
