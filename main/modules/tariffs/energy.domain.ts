import { priceE8 } from '../../shared/money.ts';
import { amountOf, exactYuan, type Milli, milli } from '../../shared/quantity.ts';
import {
  PERIODS,
  type Period,
  type Price,
  type Scheme,
  type TariffDocument,
  type TieredScheme,
} from './document.schema.ts';
import { type LimitsFor, limitsOf } from './limits.domain.ts';
import type { RatedLine } from './rated.schema.ts';

/** The tariff says no price for a register that counted, or wants registers the meter has not. */
export class UnratableError extends Error {
  override readonly name = 'UnratableError';
  readonly reason: UnratableReason;
  constructor(reason: UnratableReason) {
    super(reason);
    this.reason = reason;
  }
}
export type UnratableReason = 'no-tou' | 'unpriced-period' | 'no-capacity' | 'no-demand' | 'no-reactive';

export type Periods = Readonly<Partial<Record<Period, number>>>;

export interface Energy {
  /** Thousandths; with `periods` their sum. Negative: takes back what was billed last. */
  readonly quantityMilli: number;
  readonly periods?: Periods | undefined;
  readonly runningBeforeMilli: number;
  readonly limits: LimitsFor;
}

interface Slice {
  readonly tier: number | null;
  readonly price: Price;
  readonly aboveMilli: number | null;
  readonly upToMilli: number | null;
  readonly fromMilli: number;
  readonly toMilli: number;
}

export function schemeOf(document: TariffDocument, monthNumber: number): Scheme {
  return document.seasons.find((season) => season.months.includes(monthNumber))?.scheme ?? document.scheme;
}

const timed = new WeakMap<TariffDocument, boolean>();

export function needsPeriods(document: TariffDocument): boolean {
  const known = timed.get(document);
  if (known !== undefined) return known;
  const prices = [document.scheme, ...document.seasons.map((s) => s.scheme)].flatMap((s) =>
    s.kind === 'flat' ? [s.price] : s.tiers.map((t) => t.price),
  );
  const isTimed = prices.some((price) => typeof price !== 'string');
  timed.set(document, isTimed);
  return isTimed;
}

/**
 * Splits a quantity over tiers and periods. A negative quantity is the mirror, line by line, of the bill that carried the
 * running total from `runningBefore + quantity` to `runningBefore`.
 */
export function energyLines(scheme: Scheme, crossing: TariffDocument['crossing'], of: Energy): RatedLine[] {
  const sign = of.quantityMilli < 0 ? -1 : 1;
  const size = Math.abs(of.quantityMilli);
  const from = sign < 0 ? Math.max(of.runningBeforeMilli - size, 0) : of.runningBeforeMilli;
  const slices = slicesOf(scheme, of.limits, from, from + size);
  const left = new Map<Period, number>();
  for (const period of PERIODS) {
    const quantity = of.periods?.[period];
    if (quantity !== undefined) left.set(period, quantity * sign);
  }
  const lines: RatedLine[] = [];
  for (const slice of slices) {
    const part = slice.toMilli - slice.fromMilli;
    if (typeof slice.price === 'string') {
      lines.push(energyLine(slice, '', part * sign, slice.price, false));
      continue;
    }
    if (!of.periods) throw new UnratableError('no-tou');
    for (const [period, quantity] of shareOut(crossing, part, left)) {
      const price = slice.price[period];
      if (quantity !== 0 && price === undefined) throw new UnratableError('unpriced-period');
      if (price === undefined || (quantity === 0 && size > 0)) continue;
      lines.push(energyLine(slice, period, quantity * sign, price, slices.length > 1));
    }
  }
  return lines;
}

type Tier = Omit<Slice, 'fromMilli' | 'toMilli'> & { readonly aboveMilli: number };
const ownTiers = new WeakMap<TieredScheme, Tier[]>();

/** The tiers with their limits; those of the tariff itself, which most households have, are read from their texts once. */
function tiersFor(scheme: TieredScheme, of: LimitsFor): readonly Tier[] {
  const isOwn = of.household.length === 0 && !of.isHeating && !of.share;
  const known = isOwn ? ownTiers.get(scheme) : undefined;
  if (known) return known;
  const limits: (Milli | null)[] = [...limitsOf(scheme, of), null];
  const tiers = scheme.tiers.map((tier, i) => ({
    tier: i + 1,
    price: tier.price,
    aboveMilli: i === 0 ? 0 : (limits[i - 1] ?? 0),
    upToMilli: limits[i] ?? null,
  }));
  if (isOwn) ownTiers.set(scheme, tiers);
  return tiers;
}

/** The parts of (from, to] by tier. The limit itself belongs to the lower tier. */
function slicesOf(scheme: Scheme, of: LimitsFor, from: number, to: number): Slice[] {
  if (scheme.kind === 'flat')
    return [{ tier: null, price: scheme.price, aboveMilli: null, upToMilli: null, fromMilli: from, toMilli: to }];
  const tiers = tiersFor(scheme, of);
  const slices: Slice[] = [];
  for (const tier of tiers) {
    const fromMilli = Math.max(from, tier.aboveMilli);
    const toMilli = tier.upToMilli === null ? to : Math.min(to, tier.upToMilli);
    if (toMilli > fromMilli) slices.push({ ...tier, fromMilli, toMilli });
  }
  if (slices.length > 0) return slices;
  // A bill of nothing still shows the tier it stands in.
  const at = tiers.find((tier) => tier.upToMilli === null || from <= tier.upToMilli);
  if (!at) throw new Error('the last tier is open-ended');
  return [{ ...at, fromMilli: from, toMilli: from }];
}

const CHEAP_FIRST: readonly Period[] = ['valley', 'flat', 'peak', 'sharp'];

/** A tier's part of each period. Takes the parts out of `left`, so that neither a tier nor a period gains or loses anything. */
export function shareOut(
  crossing: TariffDocument['crossing'],
  part: number,
  left: Map<Period, number>,
): [Period, number][] {
  const shares = crossing === 'proportional' ? inProportion(part, left) : inOrder(crossing, part, left);
  for (const [period, quantity] of shares) left.set(period, (left.get(period) ?? 0) - quantity);
  return shares;
}

function inOrder(
  crossing: 'valley-first' | 'peak-first',
  part: number,
  left: ReadonlyMap<Period, number>,
): [Period, number][] {
  const order = crossing === 'valley-first' ? CHEAP_FIRST : CHEAP_FIRST.toReversed();
  let missing = part;
  const taken = new Map<Period, number>();
  for (const period of order) {
    const quantity = Math.min(missing, left.get(period) ?? 0);
    taken.set(period, quantity);
    missing -= quantity;
  }
  return [...left.keys()].map((period) => [period, taken.get(period) ?? 0]);
}

/**
 * In the proportion of what is left, to the thousandth by largest remainder (how a bill that crosses a limit is shared
 * where surcharges differ by period, as in Shanghai).
 */
function inProportion(part: number, left: ReadonlyMap<Period, number>): [Period, number][] {
  const total = [...left.values()].reduce((sum, quantity) => sum + quantity, 0);
  if (part === 0 || total === 0) return [...left.keys()].map((period) => [period, 0]);
  const shares = [...left].map(([period, quantity]) => ({ period, ...divided(part, quantity, total) }));
  let missing = part - shares.reduce((sum, share) => sum + share.quantity, 0);
  for (const share of shares.toSorted((a, b) => (a.rest === b.rest ? 0 : a.rest > b.rest ? -1 : 1))) {
    if (missing === 0) break;
    share.quantity++;
    missing--;
  }
  return shares.map((share) => [share.period, share.quantity]);
}

/** `part × quantity / total` and what is left over; in safe integers where the product is one. */
function divided(part: number, quantity: number, total: number): { quantity: number; rest: number | bigint } {
  const product = part * quantity;
  if (Number.isSafeInteger(product)) {
    const rest = product % total;
    return { quantity: (product - rest) / total, rest };
  }
  const exact = BigInt(part) * BigInt(quantity);
  return { quantity: Number(exact / BigInt(total)), rest: exact % BigInt(total) };
}

function energyLine(
  slice: Slice,
  period: Period | '',
  quantity: number,
  priceText: string,
  isApportioned: boolean,
): RatedLine {
  const quantityMilli = milli(quantity);
  const price = priceE8(priceText);
  const { tier, aboveMilli, upToMilli, fromMilli, toMilli } = slice;
  return {
    kind: tier === null ? 'flat' : 'tier',
    name: '',
    period,
    tier,
    quantityMilli,
    priceE8: price,
    exactYuan: exactYuan(quantityMilli, price),
    amountFen: amountOf(quantityMilli, price),
    why: { aboveMilli, upToMilli, fromMilli, toMilli, isApportioned },
  };
}
