import type { ReadDb } from '../../db/types.ts';
import { addDays, type LocalDate, localDate, type Month, monthSpan, startOfLocalDate } from '../../shared/dates.ts';
import { type LiveReading, liveReadings } from '../readings/index.ts';
import type { RatedBill, TariffVersion } from '../tariffs/index.ts';
import { liveTraitsOf } from '../traits/index.ts';
import { chooseSpan, cycleFromOf, monthsCovered, type Span } from './billing.domain.ts';
import type { BillExplanation, ExceptionReason } from './billing.schema.ts';
import * as store from './billing.store.ts';
import { asksTraits, type CircumstancesOf, circumstancesOf } from './circumstances.domain.ts';
import { quantitiesAfter, quantitiesBetween } from './cycle.store.ts';
import { explainBill } from './explain.service.ts';
import { atStandard, measure } from './measure.domain.ts';
import { type PeriodPrices, pricesOf } from './prices.service.ts';
import { asksOnce, type RateSpan, rateSpan } from './rate-span.service.ts';

type AccountTraits = Pick<CircumstancesOf, 'openedOn' | 'traits'>;

/** A bill as it would be issued now. */
export interface BillDraft {
  readonly candidate: store.CandidateRow & { meterId: NonNullable<store.CandidateRow['meterId']> };
  readonly span: Span<LiveReading>;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly tariff: TariffVersion;
  readonly rated: RatedBill;
  readonly explain: BillExplanation;
  /** More than one version of the tariff prices the period, each its part. */
  readonly isPriceChanged: boolean;
}

export type Plan = { readonly candidate: store.CandidateRow; readonly reason: ExceptionReason } | BillDraft;

export interface PlanContext {
  readonly db: ReadDb;
  readonly zone: string;
  readonly month: Month;
  readonly dueOn: string;
  readonly firstDay: LocalDate;
  readonly monthFrom: number;
  readonly monthTo: number;
  /** Drafts of this pass not yet stored, by account: the second meter of an account counts on from the first. */
  readonly pending: Map<number, number>;
  /** Meters that have a draft, by account: one that left and came back within the month gets one bill of it. */
  readonly drafted: Set<string>;
}

export function planContext(db: ReadDb, of: { zone: string; month: Month; dueOn: string }): PlanContext {
  const span = monthSpan(of.month);
  return {
    db,
    ...of,
    firstDay: span.from,
    monthFrom: startOfLocalDate(span.from, of.zone),
    monthTo: startOfLocalDate(span.to, of.zone),
    pending: new Map(),
    drafted: new Set(),
  };
}

export interface Target {
  readonly accountId: number;
  readonly assignmentId: number | null;
}

/** Decides what one account's meter is billed for the month, or why it is not. Writes nothing. */
export function planBill(ctx: PlanContext, target: Target): Plan {
  return planBills(ctx, [target])[0] as Plan;
}

/** The same for many, in their order: what the database knows of them is asked for together. */
export function planBills(ctx: PlanContext, targets: readonly Target[]): Plan[] {
  const facts = store.factsOf(ctx.db, { targets: JSON.stringify(targets.map((t) => [t.accountId, t.assignmentId])) });
  if (facts.length !== targets.length) throw new Error('an account to bill is gone');
  const metered = facts.toSorted((a, b) => a.place - b.place).map((fact) => ({ fact, span: spanToRead(ctx, fact) }));
  const lists = liveReadings(
    ctx.db,
    metered.flatMap(({ span }) => (span ? [span] : [])),
  ).values();
  const known = knownOf(ctx, targets);
  return metered.map(({ fact, span }) => decide(ctx, known, fact, span ? (lists.next().value ?? []) : []));
}

/** Readings that may belong to the next bill; nothing where there is no meter or the month is billed. */
function spanToRead(ctx: PlanContext, { meterId, toOn, billedMonth, lastReadAt }: store.FactsRow) {
  if (meterId === null || (billedMonth !== null && billedMonth >= ctx.month)) return undefined;
  const leftBefore = toOn === null ? ctx.monthTo : Math.min(ctx.monthTo, startOfLocalDate(addDays(toOn, 1), ctx.zone));
  return { meterId, from: lastReadAt ?? 0, to: leftBefore };
}

/** What was used in a cycle so far: billed, and settled since for a faulty meter. */
interface Counted {
  readonly quantityMilli: number;
  readonly settledMilli: number;
}
const NOTHING: Counted = { quantityMilli: 0, settledMilli: 0 };

/** What many bills of one pass have in common, looked up once. */
interface Known {
  /** The first instant after a local date. */
  endOf(date: string): number;
  prices(candidate: store.CandidateRow, period: { from: string; to: string }): PeriodPrices | undefined;
  /** The account has a bill for the month, of another meter. */
  hasBill(accountId: number): boolean;
  /** What the bills that stand have billed in the tariff's cycle, and the month that cycle began. */
  cycle(accountId: number, tariff: TariffVersion, periodTo: string): Counted & { readonly cycleFrom: string };
  /** What is known of the account; nothing where no tariff of the pass has asked. */
  traits(accountId: number): AccountTraits | undefined;
}

function knownOf({ db, month, zone }: PlanContext, targets: readonly Target[]): Known {
  const prices = new Map<string, PeriodPrices | undefined>();
  let billed: ReadonlySet<number> | undefined;
  const ends = new Map<string, number>();
  let traits: ReturnType<typeof liveTraitsOf> | undefined;
  const starts = new Map<number, string>();
  const sums = new Map<string, ReadonlyMap<number, Counted>>();
  const sumsFrom = (cycleFrom: string) => {
    const of = { accounts: accountsOf(targets), toMonth: month };
    const isMonth = cycleFrom.length === month.length;
    const rows = isMonth
      ? quantitiesBetween(db, { ...of, fromMonth: cycleFrom })
      : quantitiesAfter(db, { ...of, cycleFrom });
    return new Map(rows.map((row) => [row.accountId, row]));
  };
  return {
    endOf(date) {
      const end = ends.get(date) ?? startOfLocalDate(addDays(date, 1), zone);
      ends.set(date, end);
      return end;
    },
    prices(candidate, period) {
      const key = `${candidate.service} ${period.from} ${period.to} ${candidate.tariffCode ?? ''}`;
      if (!prices.has(key)) prices.set(key, pricesOf(db, candidate, period));
      return prices.get(key);
    },
    hasBill(accountId) {
      billed ??= new Set(
        store.accountsBilled(db, { accounts: accountsOf(targets), month }).map((row) => row.accountId),
      );
      return billed.has(accountId);
    },
    cycle(accountId, { tariffId, document }, periodTo) {
      const isShared = document.yearStartDay === 1;
      const cycleFrom = (isShared && starts.get(tariffId)) || cycleFromOf(document, { month, periodTo });
      if (isShared) starts.set(tariffId, cycleFrom);
      const found = sums.get(cycleFrom) ?? sumsFrom(cycleFrom);
      sums.set(cycleFrom, found);
      const { quantityMilli, settledMilli } = found.get(accountId) ?? NOTHING;
      return { cycleFrom, quantityMilli, settledMilli };
    },
    traits(accountId) {
      traits ??= liveTraitsOf(
        db,
        targets.map((target) => target.accountId),
      );
      return traits.get(accountId);
    },
  };
}

function accountsOf(targets: readonly Target[]): string {
  return JSON.stringify([...new Set(targets.map((t) => t.accountId))]);
}

function decide(ctx: PlanContext, known: Known, candidate: store.FactsRow, readings: readonly LiveReading[]): Plan {
  const { zone, month, dueOn } = ctx;
  const no = (reason: ExceptionReason): Plan => ({ candidate, reason });
  const { accountId, meterId, fromOn, lastMonth, billedMonth, leftOn } = candidate;
  if (meterId === null) return no('no-meter');
  const meterOfAccount = `${accountId} ${meterId}`;
  if ((billedMonth !== null && billedMonth >= month) || ctx.drafted.has(meterOfAccount)) return no('already-billed');

  const span = chooseSpan(readings, {
    lastBilledId: candidate.lastReadingId,
    takenOver: { from: known.endOf(addDays(fromOn, -1)), to: known.endOf(fromOn) },
    // A meter that left before the month is billed to its last reading, whenever that was.
    monthFrom: candidate.toOn !== null && candidate.toOn < ctx.firstDay ? 0 : ctx.monthFrom,
  });
  if (typeof span === 'string') return no(span);
  // Read last while it still measured for somebody else: this bill would hold what that customer used. A settlement frozen
  // at the midnight of the handover stands in the last millisecond before it.
  if (leftOn !== null && span.previous.readAt < startOfLocalDate(leftOn, zone) - 1) return no('no-handover-reading');
  const metered = measure(span, candidate);
  if (typeof metered === 'string') return no(metered);

  const periodFrom = localDate(span.previous.readAt, zone);
  const periodTo = localDate(span.present.readAt, zone);
  const prices = known.prices(candidate, { from: periodFrom, to: periodTo });
  if (!prices) return no('no-tariff');
  const measured = atStandard(metered, prices.head.document.volume);
  const { cycleFrom, quantityMilli, settledMilli } = known.cycle(accountId, prices.head, periodTo);
  const documents = prices.versions.map((version) => version.tariff.document);
  const account = documents.some(asksTraits) ? known.traits(accountId) : undefined;
  const months = monthsCovered(lastMonth, month);
  const once = asksOnce(prices.head)
    ? { months, isFurther: ctx.pending.has(accountId) || known.hasBill(accountId) }
    : undefined;
  const of = {
    documents,
    month,
    months,
    isFirst: lastMonth === null,
    periodFrom,
    periodTo,
    cycleFrom,
  };
  const draft = draftBill({
    candidate: candidate as BillDraft['candidate'],
    span,
    periodFrom,
    periodTo,
    prices,
    measured,
    zone,
    month,
    cycleFrom,
    once,
    dueOn,
    circumstances: account && circumstancesOf({ ...of, ...account }),
    runningBeforeMilli: quantityMilli + settledMilli + (ctx.pending.get(accountId) ?? 0),
    settledBeforeMilli: settledMilli,
  });
  if (typeof draft === 'string') return no(draft);
  ctx.drafted.add(meterOfAccount);
  ctx.pending.set(accountId, (ctx.pending.get(accountId) ?? 0) + measured.quantityMilli);
  return draft;
}

interface DraftInput
  extends Omit<BillDraft, 'rated' | 'explain' | 'isPriceChanged' | 'tariff'>,
    Omit<RateSpan, 'meter'> {
  readonly cycleFrom: string;
  readonly dueOn: string;
  /** How much of the running total was settled for a faulty meter and is on no bill's quantity. */
  readonly settledBeforeMilli: number;
}

/** Rates a measured span by the versions that price it from a given running total, or says why it cannot be rated. */
export function draftBill(of: DraftInput): BillDraft | ExceptionReason {
  const { candidate, span, periodFrom, periodTo, prices } = of;
  const rated = rateSpan({ ...of, meter: candidate });
  if (typeof rated === 'string') return rated;
  const explain = explainBill(of, rated);
  const isPriceChanged = prices.versions.length > 1;
  return { candidate, span, periodFrom, periodTo, tariff: prices.head, rated, explain, isPriceChanged };
}
