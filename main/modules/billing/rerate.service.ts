import type { ReadDb } from '../../db/types.ts';
import { StationError } from '../../shared/error-codes.ts';
import { type Correction, type LiveReading, liveReadings } from '../readings/index.ts';
import type { Span } from './billing.domain.ts';
import type { BillExplanation, ExceptionReason } from './billing.schema.ts';
import { factsOf, linesOf } from './billing.store.ts';
import { explanationOf } from './bills.service.ts';
import { correctedDueOn, isSameFigures, runningBefore } from './correction.domain.ts';
import * as store from './correction.store.ts';
import { settledOn } from './cycle.store.ts';
import { atStandard, measure } from './measure.domain.ts';
import { type BillDraft, draftBill } from './plan.service.ts';
import { pricesAsIssued } from './prices.service.ts';

/** A bill that stands and what takes its place. */
export interface Rerated {
  readonly bill: store.StandingBill;
  readonly explain: BillExplanation;
  readonly draft: Omit<BillDraft, 'isPriceChanged'>;
  readonly dueOn: string;
}

interface Context {
  readonly db: ReadDb;
  readonly zone: string;
  readonly correction: Correction;
  /** The earliest day to pay a bill that grew. */
  readonly dueOn: string;
}

/**
 * The bills a corrected reading changes, in the order in which they were issued: those that begin or end at it, and later
 * ones of the cycle whose figures move with the running total. Each is rated by the tariff version, the multiplier and
 * the names it was issued with. Writes nothing; holds before and after the reading itself is replaced.
 */
export function rerate(ctx: Context): Rerated[] {
  const { readingId, meterId } = ctx.correction.old;
  return store
    .accountsBilledAt(ctx.db, { readingId, meterId })
    .flatMap(({ accountId }) => rerateAccount(ctx, accountId));
}

function rerateAccount(ctx: Context, accountId: number): Rerated[] {
  const { readingId } = ctx.correction.old;
  const bills = store.standingBills(ctx.db, { accountId });
  const shares = new Map(settledOn(ctx.db, { accountId }).map((of) => [of.billId, of.differenceMilli]));
  const counted = bills.map((bill) => {
    const explain = explanationOf(ctx.db, bill);
    const isDirect = bill.previousReadingId === readingId || bill.presentReadingId === readingId;
    const { firstBillId, month, quantityMilli } = bill;
    const used = isDirect ? measured(bill, explain, spanOf(ctx, bill)).quantityMilli : quantityMilli;
    const { cycleFrom } = explain;
    return { bill, explain, isDirect, firstBillId, month, periodTo: bill.periodTo, cycleFrom, quantityMilli: used };
  });
  const asIssued = counted.map((of) => ({ ...of, quantityMilli: of.bill.quantityMilli }));
  const settled = counted.map((of) => ({ ...of, quantityMilli: shares.get(of.bill.billId) ?? 0 }));
  return counted.flatMap((of) => {
    const { bill, explain, isDirect } = of;
    const runningBeforeMilli = runningBefore(of, counted);
    if (!isDirect && runningBeforeMilli === runningBefore(of, asIssued)) return [];
    const settledBeforeMilli = runningBefore(of, settled);
    const running = { runningBeforeMilli: runningBeforeMilli + settledBeforeMilli, settledBeforeMilli };
    const draft = draftAgain(ctx, { bill, explain, running });
    if (!isDirect && isSameFigures(draft.rated.lines, linesOf(ctx.db, bill))) return [];
    return [{ bill, explain, draft, dueOn: draft.explain.dueOn }];
  });
}

function draftAgain(
  ctx: Context,
  of: {
    bill: store.StandingBill;
    explain: BillExplanation;
    running: { runningBeforeMilli: number; settledBeforeMilli: number };
  },
): Rerated['draft'] {
  const { bill, explain, running } = of;
  const { accountId, meterId, month, periodFrom, periodTo } = bill;
  const span = spanOf(ctx, bill);
  const [now] = factsOf(ctx.db, { targets: JSON.stringify([[accountId, null]]) });
  if (!now) throw new Error(`the account of bill ${bill.billNo} is gone`);
  const draft = draftBill({
    candidate: { ...now, ...explain.account, ...explain.meter, service: now.service, meterId },
    span,
    periodFrom,
    periodTo,
    prices: pricesAsIssued(ctx.db, bill, explain),
    measured: measured(bill, explain, span),
    zone: ctx.zone,
    month,
    once: explain.once,
    circumstances: explain.circumstances,
    cycleFrom: explain.cycleFrom,
    ...running,
    dueOn: bill.dueOn,
  });
  if (typeof draft === 'string') throw refusal(draft, bill, explain);
  const dueOn = correctedDueOn(bill, draft.rated.totalFen, ctx.dueOn);
  return { ...draft, explain: { ...draft.explain, dueOn, corrects: bill.billNo } };
}

/** The readings a bill was computed from, with the corrected one in its place. */
function spanOf(ctx: Context, bill: store.StandingBill): Span<LiveReading> {
  const { old, corrected } = ctx.correction;
  const { meterId, previousAt, presentAt } = bill;
  const [live = []] = liveReadings(ctx.db, [{ meterId, from: previousAt, to: presentAt + 1 }]);
  const chain = live
    .filter((reading) => reading.state === 'accepted')
    .map((reading) => (reading.meterId === old.meterId && reading.readAt === old.readAt ? corrected : reading));
  const [previous, present] = [chain[0], chain.at(-1)];
  if (!previous || !present) throw new Error(`bill ${bill.billNo} has lost its readings`);
  return { previous, present, chain };
}

function measured(bill: store.StandingBill, explain: BillExplanation, span: Span<LiveReading>) {
  const used = measure(span, explain.meter);
  if (typeof used === 'string') throw refusal(used, bill, explain);
  return atStandard(used, explain.volume?.correction);
}

function refusal(reason: ExceptionReason, bill: store.StandingBill, explain: BillExplanation): StationError {
  const { billNo, month } = bill;
  if (reason === 'tou-mismatch' || reason === 'no-tou')
    return new StationError('correction.registers-differ', { billNo, month });
  return new StationError('correction.unratable', { billNo, month, tariff: explain.tariff.name });
}
