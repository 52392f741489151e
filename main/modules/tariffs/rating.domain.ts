import { type Fen, fen, formatScaled, priceE8, sumFen } from '../../shared/money.ts';
import { exactAmount, formatMilli, type Milli, milli, parseMilli, roundToFen } from '../../shared/quantity.ts';
import {
  PERIODS,
  type Period,
  type Price,
  type RateAnswer,
  type RatedBill,
  type RatedLine,
  RateRequest,
  type Scheme,
  type TariffDocument,
} from './tariffs.schema.ts';

/** What was used, in thousandths. With `periods` their sum is the quantity. */
export interface Usage {
  readonly quantityMilli: number;
  readonly periods?: Readonly<Partial<Record<Period, number>>>;
  /** Used in the tariff's cycle (month or year) before this bill. */
  readonly runningBeforeMilli: number;
  /** 1 … 12, for seasons. */
  readonly monthNumber: number;
}

/** The tariff says no price for a register that counted, or wants registers the meter has not. */
export class UnratableError extends Error {
  override readonly name = 'UnratableError';
  readonly reason: 'no-tou' | 'unpriced-period';
  constructor(reason: 'no-tou' | 'unpriced-period') {
    super(reason);
    this.reason = reason;
  }
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

export function needsPeriods(document: TariffDocument): boolean {
  const prices = [document.scheme, ...document.seasons.map((s) => s.scheme)].flatMap((s) =>
    s.kind === 'flat' ? [s.price] : s.tiers.map((t) => t.price),
  );
  return prices.some((price) => typeof price !== 'string');
}

/**
 * Splits a quantity over tiers and periods, prices it exactly and rounds by the document's policy. Pure and total: the
 * lines always add up to the bill. A negative quantity takes back what was billed last: it is the mirror, line by line,
 * of the bill that carried the running total from `runningBefore + quantity` to `runningBefore`.
 */
export function rate(document: TariffDocument, usage: Usage): RatedBill {
  const { quantityMilli, runningBeforeMilli } = usage;
  const isNegative = quantityMilli < 0;
  const size = Math.abs(quantityMilli);
  const from = isNegative ? Math.max(runningBeforeMilli - size, 0) : runningBeforeMilli;
  const slices = slicesOf(schemeOf(document, usage.monthNumber), from, from + size);
  const lines = lineUp(slices, size, usage, isNegative ? -1 : 1);
  const exact = lines.reduce((sum, line) => sum + exactAmount(line.quantityMilli as Milli, line.priceE8 as never), 0n);
  const perLine = sumFen(lines.map((line) => line.amountFen));
  const totalFen = document.rounding === 'per-line' ? perLine : roundToFen(exact);
  if (totalFen !== perLine) lines.push(roundingLine(fen(totalFen - perLine), exact, lines));
  return {
    lines,
    quantityMilli,
    totalFen,
    exactYuan: formatExact(exact),
    rounding: document.rounding,
    runningBeforeMilli,
    runningAfterMilli: milli(runningBeforeMilli + quantityMilli),
  };
}

/** The parts of (from, to] by tier. The limit itself belongs to the lower tier. */
function slicesOf(scheme: Scheme, from: number, to: number): Slice[] {
  if (scheme.kind === 'flat')
    return [{ tier: null, price: scheme.price, aboveMilli: null, upToMilli: null, fromMilli: from, toMilli: to }];
  const slices: Slice[] = [];
  let above = 0;
  for (const [i, tier] of scheme.tiers.entries()) {
    const upTo = tier.upTo === null ? null : parseMilli(tier.upTo);
    const begin = Math.max(from, above);
    const end = upTo === null ? to : Math.min(to, upTo);
    if (end > begin)
      slices.push({
        tier: i + 1,
        price: tier.price,
        aboveMilli: above,
        upToMilli: upTo,
        fromMilli: begin,
        toMilli: end,
      });
    if (upTo === null) break;
    above = upTo;
  }
  return slices.length > 0 ? slices : [firstEmptySlice(scheme, from)];
}

/** A bill of nothing still shows the tier it stands in. */
function firstEmptySlice(scheme: Extract<Scheme, { kind: 'tiered' }>, at: number): Slice {
  let above = 0;
  for (const [i, tier] of scheme.tiers.entries()) {
    const upTo = tier.upTo === null ? null : parseMilli(tier.upTo);
    if (upTo === null || at <= upTo)
      return { tier: i + 1, price: tier.price, aboveMilli: above, upToMilli: upTo, fromMilli: at, toMilli: at };
    above = upTo;
  }
  throw new Error('the last tier is open-ended');
}

function lineUp(slices: readonly Slice[], size: number, usage: Usage, sign: 1 | -1): RatedLine[] {
  const isApportioned = slices.length > 1;
  const left = new Map<Period, number>();
  for (const period of PERIODS) {
    const quantity = usage.periods?.[period];
    if (quantity !== undefined) left.set(period, quantity * sign);
  }
  const lines: RatedLine[] = [];
  for (const slice of slices) {
    const part = slice.toMilli - slice.fromMilli;
    if (typeof slice.price === 'string') {
      lines.push(line(slice, '', part * sign, slice.price, false));
      continue;
    }
    if (!usage.periods) throw new UnratableError('no-tou');
    for (const [period, quantity] of apportion(part, left, size)) {
      const price = slice.price[period];
      if (quantity !== 0 && price === undefined) throw new UnratableError('unpriced-period');
      if (price === undefined || (quantity === 0 && size > 0)) continue;
      lines.push(line(slice, period, quantity * sign, price, isApportioned));
    }
  }
  return lines;
}

/**
 * A tier's part of each period, in the proportion of the whole bill (how a bill that crosses a limit is shared where
 * surcharges differ by period, as in Shanghai). To the thousandth by largest remainder out of what is left, so that
 * neither a tier nor a period gains or loses anything. Takes its parts out of `left`.
 */
function apportion(part: number, left: Map<Period, number>, size: number): [Period, number][] {
  const total = [...left.values()].reduce((sum, quantity) => sum + quantity, 0);
  if (size === 0 || total === 0) return [...left.keys()].map((period) => [period, 0]);
  const shares = [...left].map(([period, quantity]) => {
    const product = BigInt(part) * BigInt(quantity);
    return { period, quantity: Number(product / BigInt(total)), rest: product % BigInt(total) };
  });
  let missing = part - shares.reduce((sum, share) => sum + share.quantity, 0);
  for (const share of shares.toSorted((a, b) => (a.rest === b.rest ? 0 : a.rest > b.rest ? -1 : 1))) {
    if (missing === 0) break;
    share.quantity++;
    missing--;
  }
  for (const share of shares) left.set(share.period, (left.get(share.period) ?? 0) - share.quantity);
  return shares.map((share) => [share.period, share.quantity]);
}

function line(
  slice: Slice,
  period: Period | '',
  quantity: number,
  priceText: string,
  isApportioned: boolean,
): RatedLine {
  const quantityMilli = milli(quantity);
  const price = priceE8(priceText);
  const exact = exactAmount(quantityMilli, price);
  const { tier, aboveMilli, upToMilli, fromMilli, toMilli } = slice;
  return {
    kind: tier === null ? 'flat' : 'tier',
    period,
    tier,
    quantityMilli,
    priceE8: price,
    exactYuan: formatExact(exact),
    amountFen: roundToFen(exact),
    why: { aboveMilli, upToMilli, fromMilli, toMilli, isApportioned },
  };
}

function roundingLine(amountFen: Fen, exact: bigint, lines: readonly RatedLine[]): RatedLine {
  const shown = BigInt(sumFen(lines.map((l) => l.amountFen))) * 1_000_000_000n;
  return {
    kind: 'rounding',
    period: '',
    tier: null,
    quantityMilli: 0,
    priceE8: 0,
    exactYuan: formatExact(exact - shown),
    amountFen,
    why: { aboveMilli: null, upToMilli: null, fromMilli: null, toMilli: null, isApportioned: false },
  };
}

/** 1e-11 yuan as a plain decimal with every digit, at least two decimals. */
function formatExact(exact: bigint): string {
  return formatScaled(exact, 11, 2);
}

/** Rates a request made of decimals. Throws a ZodError for a malformed request, UnratableError where a price is missing. */
export function rateRequest(request: RateRequest): RateAnswer {
  const { tariff, usage } = RateRequest.parse(request);
  const periods =
    'periods' in usage
      ? Object.fromEntries(Object.entries(usage.periods).map(([period, text]) => [period, parseMilli(text)]))
      : undefined;
  const quantityMilli =
    'periods' in usage
      ? Object.values(periods ?? {}).reduce((sum, quantity) => sum + quantity, 0)
      : parseMilli(usage.quantity);
  const bill = rate(tariff, {
    quantityMilli,
    periods,
    runningBeforeMilli: parseMilli(usage.runningTotal),
    monthNumber: usage.month,
  });
  const shown = (value: number | null) => (value === null ? null : formatMilli(value));
  return {
    total: formatScaled(bill.totalFen, 2, 2),
    exact: bill.exactYuan,
    rounding: bill.rounding,
    quantity: formatMilli(bill.quantityMilli),
    runningTotalBefore: formatMilli(bill.runningBeforeMilli),
    runningTotalAfter: formatMilli(bill.runningAfterMilli),
    lines: bill.lines.map((l) => ({
      kind: l.kind,
      period: l.period,
      tier: l.tier,
      quantity: formatMilli(l.quantityMilli),
      price: formatScaled(l.priceE8, 8, 2),
      exact: l.exactYuan,
      amount: formatScaled(l.amountFen, 2, 2),
      from: shown(l.why.fromMilli),
      to: shown(l.why.toMilli),
    })),
  };
}
