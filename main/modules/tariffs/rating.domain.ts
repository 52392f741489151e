import { type Fen, fen, sumFen } from '../../shared/money.ts';
import { milli, parseMilli } from '../../shared/quantity.ts';
import {
  type ChargeUsage,
  chargeLine,
  type ExactLine,
  fixedLines,
  installationLines,
  powerFactorLines,
  pricedLine,
  quotaOf,
  vatOf,
} from './charges.domain.ts';
import type { Period, TariffDocument } from './document.schema.ts';
import { energyLines, type Periods, schemeOf, shareOut } from './energy.domain.ts';
import { daysOf, type Exact, exactFen, exactOf, formatExact, toFen } from './exact.domain.ts';
import type { HouseholdPart } from './limits.domain.ts';
import type { RatedBill, RatedLine } from './rated.schema.ts';

/** What was used, in thousandths. With `periods` their sum is the quantity. */
export interface Usage extends Partial<ChargeUsage> {
  readonly quantityMilli: number;
  readonly periods?: Periods | undefined;
  /** Counted in the tariff's cycle before this bill. */
  readonly runningBeforeMilli: number;
  /** 1 … 12, for seasons. */
  readonly monthNumber: number;
  /** Household sizes over the months of the cycle; empty or absent: the tariff's own limits. */
  readonly household?: readonly HouseholdPart[] | undefined;
  readonly isHeating?: boolean | undefined;
  /** Another meter of the account has a bill for the month: what is asked once an account is on that one. */
  readonly isFurther?: boolean | undefined;
  /** Low-income household with a free quantity. */
  readonly hasQuota?: boolean | undefined;
  /** Months of the bill the free quantity is for; absent: all of them. */
  readonly quotaMonths?: number | undefined;
}

/** A part of a bill with a version of its own. */
export interface RatePart {
  readonly document: TariffDocument;
  readonly quantityMilli: number;
  readonly periods?: Periods | undefined;
  readonly runningBeforeMilli: number;
  /** Days of the part, of all days of the bill. */
  readonly days?: readonly [number, number] | undefined;
  /** The part has its share of limits that count by month. */
  readonly isSharingLimits?: boolean;
}

/**
 * Splits a quantity over tiers and periods, adds every charge of the tariff, prices exactly and rounds by the document's
 * policy. Pure and total: the lines always add up to the bill. A negative quantity takes back what was billed last.
 * Throws UnratableError where the tariff asks for something the meter or the account does not tell.
 */
export function rate(document: TariffDocument, usage: Usage): RatedBill {
  const { quantityMilli, periods, runningBeforeMilli } = usage;
  return rateParts([{ document, quantityMilli, periods, runningBeforeMilli }], usage);
}

/** Rates a bill of several parts, the newest version last: it is the one whose fixed charges, rounding and tax count. */
export function rateParts(parts: readonly RatePart[], usage: Usage): RatedBill {
  const document = parts.at(-1)?.document;
  if (!document) throw new Error('a bill has at least one part');
  const months = usage.months ?? 1;
  const rated = parts.map((part) => ratePart(part, usage, months));
  const isEnergyOnly = usage.quantityMilli < 0 || usage.isFurther === true;
  const energy = rated.flatMap((part) => part.energy);
  const installation = isEnergyOnly ? [] : installationLines(document.charges, { ...usage, months });
  const base = sumExact([...energy, ...installation]);
  const lines = [
    ...energy,
    ...rated.flatMap((part) => part.quota),
    ...installation,
    ...(isEnergyOnly
      ? []
      : powerFactorLines(document.powerFactor, {
          base,
          activeMilli: usage.quantityMilli,
          reactiveMilli: usage.reactiveMilli,
        })),
    ...rated.flatMap((part) => part.beside),
    ...(isEnergyOnly ? [] : fixedLines(document.charges, { ...usage, months })),
  ];
  const countedMilli = rated.reduce((sum, part) => sum + part.countedMilli, 0);
  const { quantityMilli, runningBeforeMilli } = usage;
  return {
    ...close(document, lines, isEnergyOnly),
    quantityMilli,
    countedMilli,
    runningBeforeMilli,
    runningAfterMilli: milli(runningBeforeMilli + countedMilli),
  };
}

interface RatedPart {
  readonly energy: readonly ExactLine[];
  readonly quota: readonly ExactLine[];
  /** Outside tiers and power factor: fixed lighting, funds, surcharges. */
  readonly beside: readonly ExactLine[];
  readonly countedMilli: number;
}

function ratePart(part: RatePart, usage: Usage, months: number): RatedPart {
  const { document } = part;
  const left = { quantityMilli: part.quantityMilli, periods: part.periods };
  const beside: ExactLine[] = [];
  const quota: ExactLine[] = [];
  const isUsing = part.quantityMilli > 0 && !usage.isFurther;
  for (const charge of isUsing ? document.charges : []) {
    if (charge.kind !== 'fixed-quantity') continue;
    const whole = parseMilli(charge.quantity) * months;
    const quantity = Math.min(left.quantityMilli, part.days ? daysOf(whole, part.days) : whole);
    takeOut(left, quantity, true);
    beside.push(pricedLine(charge, quantity));
  }
  const share = part.days;
  const granted = quotaOf(document, { months: usage.quotaMonths ?? months, share });
  const free = usage.hasQuota && isUsing ? Math.min(granted, left.quantityMilli) : 0;
  const scheme = schemeOf(document, usage.monthNumber);
  if (free > 0 && document.quota?.mode === 'refund') quota.push(...refund(document, scheme, free, left.periods));
  if (free > 0 && document.quota?.mode === 'deduct') {
    takeOut(left, free, false);
    quota.push(chargeLine('quota', 0n, { quantityMilli: free, figures: { mode: 'deduct' } }));
  }
  const energy = energyLines(scheme, document.crossing, {
    ...left,
    runningBeforeMilli: part.runningBeforeMilli,
    limits: {
      household: usage.household ?? [],
      isHeating: usage.isHeating ?? false,
      share: part.isSharingLimits ? part.days : undefined,
    },
  });
  const charged = part.quantityMilli - (document.quota?.mode === 'deduct' ? free : 0);
  for (const charge of document.charges) if (charge.kind === 'surcharge') beside.push(pricedLine(charge, charged));
  return {
    energy: energy.map((line) => withExact(part.days ? { ...line, why: { ...line.why, days: [...part.days] } } : line)),
    quota,
    beside,
    countedMilli: left.quantityMilli,
  };
}

function withExact(line: RatedLine): ExactLine {
  return { line, exact: exactOf(line.quantityMilli, line.priceE8) };
}

/** Takes a quantity out of the flat period as far as it goes (定量 is taken from 平), then of all in proportion. */
function takeOut(
  left: { quantityMilli: number; periods?: Periods | undefined },
  quantity: number,
  isFromFlat: boolean,
) {
  left.quantityMilli -= quantity;
  if (!left.periods) return;
  const periods = new Map(Object.entries(left.periods) as [Period, number][]);
  const fromFlat = isFromFlat ? Math.min(quantity, periods.get('flat') ?? 0) : 0;
  if (fromFlat > 0) periods.set('flat', (periods.get('flat') ?? 0) - fromFlat);
  if (quantity > fromFlat) shareOut('proportional', quantity - fromFlat, periods);
  left.periods = Object.fromEntries(periods);
}

/** Gives the quota back at the price of the first tier; of periods, in the proportion of the bill. */
function refund(
  document: TariffDocument,
  scheme: TariffDocument['scheme'],
  free: number,
  periods: Periods | undefined,
): ExactLine[] {
  const firstTier = scheme.kind === 'flat' ? scheme.price : (scheme.tiers[0]?.price ?? '0');
  const back = energyLines({ kind: 'flat', price: firstTier }, document.crossing, {
    quantityMilli: free,
    periods:
      periods &&
      Object.fromEntries(shareOut('proportional', free, new Map(Object.entries(periods) as [Period, number][]))),
    runningBeforeMilli: 0,
    limits: { household: [], isHeating: false },
  });
  return back.map(({ period, quantityMilli, priceE8 }) => {
    const made = chargeLine('quota', exactOf(0 - quantityMilli, priceE8), {
      quantityMilli: 0 - quantityMilli,
      priceE8,
      figures: { mode: 'refund' },
    });
    return { ...made, line: { ...made.line, period } };
  });
}

/** Sum, rounding, minimum and tax. */
function close(document: TariffDocument, exactLines: readonly ExactLine[], isEnergyOnly: boolean) {
  const lines = exactLines.map(({ line }) => line);
  const exact = sumExact(exactLines);
  const perLine = sumFen(lines.map((line) => line.amountFen));
  let totalFen: Fen = document.rounding === 'per-line' ? perLine : toFen(exact);
  const add = (
    kind: 'rounding' | 'minimum' | 'vat',
    amountFen: number,
    exactly: Exact,
    figures?: Record<string, string>,
  ) => lines.push({ ...chargeLine(kind, exactly, figures && { figures }).line, amountFen });
  if (totalFen !== perLine) add('rounding', totalFen - perLine, exact - exactFen(perLine));
  const least =
    document.minimum && !isEnergyOnly ? toFen(exactOf(1000, parseMilli(document.minimum.amount) * 100_000)) : 0;
  if (totalFen < least && (totalFen > 0 || document.minimum?.whenUnused)) {
    add('minimum', least - totalFen, exactFen(least - totalFen), { minimum: document.minimum?.amount ?? '' });
    totalFen = fen(least);
  }
  const vat = document.vat ? { rate: document.vat.rate, ...vatOf(document.vat, totalFen) } : null;
  if (vat && document.vat?.mode === 'on-top') {
    add('vat', vat.taxFen, exactFen(vat.taxFen), { rate: vat.rate });
    totalFen = fen(totalFen + vat.taxFen);
  }
  return { lines, totalFen, exactYuan: formatExact(exact), rounding: document.rounding, vat };
}

function sumExact(lines: readonly ExactLine[]): Exact {
  return lines.reduce((sum, { exact }) => sum + exact, 0n);
}
