import { divideHalfUp, formatScaled, parseScaled, priceE8 } from '../../shared/money.ts';
import { formatMilli, parseMilli } from '../../shared/quantity.ts';
import type { Charge } from './charges.schema.ts';
import type { TariffDocument } from './document.schema.ts';
import { UnratableError } from './energy.domain.ts';
import { daysOf, type Exact, exactOf, exactShare, formatExact, toFen } from './exact.domain.ts';
import { adjustmentOf, powerFactorOf } from './power-factor.domain.ts';
import type { LineKind, RatedLine } from './rated.schema.ts';

/** What charges beside the energy are reckoned from. Thousandths of a kVA, kW, kvarh. */
export interface ChargeUsage {
  readonly months: number;
  readonly capacityMilli?: number | undefined;
  readonly capacityDays?: number | undefined;
  /** Where the capacity changed in the period, or was not there for all of it: each with its thirtieths of a month. */
  readonly capacityParts?: readonly CapacityPart[] | undefined;
  readonly demandMilli?: number | undefined;
  readonly agreedDemandMilli?: number | undefined;
  readonly reactiveMilli?: number | undefined;
}

export interface CapacityPart {
  readonly capacityMilli: number;
  readonly thirtieths: number;
}

/** A line and its amount before rounding. */
export interface ExactLine {
  readonly line: RatedLine;
  readonly exact: Exact;
}

export function chargeLine(
  kind: LineKind,
  exact: Exact,
  of: { name?: string; quantityMilli?: number; priceE8?: number; figures?: Record<string, string> } = {},
): ExactLine {
  return {
    exact,
    line: {
      kind,
      name: of.name ?? '',
      period: '',
      tier: null,
      quantityMilli: of.quantityMilli ?? 0,
      priceE8: of.priceE8 ?? 0,
      exactYuan: formatExact(exact),
      amountFen: toFen(exact),
      why: {
        aboveMilli: null,
        upToMilli: null,
        fromMilli: null,
        toMilli: null,
        isApportioned: false,
        ...(of.figures && { figures: of.figures }),
      },
    },
  };
}

/** Price × quantity under a charge's own name. */
export function pricedLine(charge: { kind: LineKind; name: string; price: string }, quantityMilli: number): ExactLine {
  const price = priceE8(charge.price);
  return chargeLine(charge.kind, exactOf(quantityMilli, price), { name: charge.name, quantityMilli, priceE8: price });
}

/** Capacity and demand charges: what the power factor adjusts beside the energy. */
export function installationLines(charges: readonly Charge[], usage: ChargeUsage): ExactLine[] {
  return charges.flatMap((charge) => {
    if (charge.kind === 'capacity') return capacityLines(charge, usage);
    return charge.kind === 'demand' ? [demandLine(charge, usage)] : [];
  });
}

export function fixedLines(charges: readonly Charge[], usage: ChargeUsage): ExactLine[] {
  return charges.flatMap((charge) =>
    charge.kind === 'fixed' ? [pricedLine(charge, charge.per === 'month' ? usage.months * 1000 : 1000)] : [],
  );
}

function capacityLines(charge: Extract<Charge, { kind: 'capacity' }>, usage: ChargeUsage): ExactLine[] {
  const { capacityMilli, capacityDays } = usage;
  const whole = usage.months * 30;
  const one = capacityMilli === undefined ? [] : [{ capacityMilli, thirtieths: capacityDays ?? whole }];
  const parts = usage.capacityParts ?? one;
  if (parts.length === 0) throw new UnratableError('no-capacity');
  const price = priceE8(charge.price);
  return parts.map((part) => {
    const figures = {
      kva: formatMilli(part.capacityMilli),
      ...(part.thirtieths !== whole && { days: String(part.thirtieths) }),
    };
    const of = { name: charge.name, quantityMilli: part.capacityMilli, priceE8: price, figures };
    return chargeLine('capacity', capacityAmount(part.capacityMilli, price, part.thirtieths), of);
  });
}

/** A kVA and month cost the price; a day one thirtieth of it, whatever the month (供电营业规则). */
export function capacityAmount(capacityMilli: number, price: number, thirtieths: number): Exact {
  return exactShare(exactOf(capacityMilli, price), thirtieths, 30);
}

function demandLine(charge: Extract<Charge, { kind: 'demand' }>, usage: ChargeUsage): ExactLine {
  const { demandMilli, agreedDemandMilli: agreed } = usage;
  if (demandMilli === undefined) throw new UnratableError('no-demand');
  const percent = (share: number) => Number(divideHalfUp(BigInt(agreed ?? 0) * BigInt(share), 100n));
  const floor = agreed === undefined ? 0 : percent(charge.floorPercent);
  const above = agreed === undefined ? 0 : Math.max(0, demandMilli - percent(charge.freePercent));
  const paidMilli = Math.max(demandMilli, floor) + above;
  const price = priceE8(charge.price);
  return chargeLine('demand', exactOf(paidMilli, price) * BigInt(usage.months), {
    name: charge.name,
    quantityMilli: paidMilli,
    priceE8: price,
    figures: {
      demand: formatMilli(demandMilli),
      ...(agreed !== undefined && { agreed: formatMilli(agreed), above: formatMilli(above) }),
    },
  });
}

/** The adjustment of the base by the month's power factor; nothing without energy. */
export function powerFactorLines(
  standard: TariffDocument['powerFactor'],
  of: { base: Exact; activeMilli: number; reactiveMilli: number | undefined },
): ExactLine[] {
  if (!standard) return [];
  if (of.reactiveMilli === undefined) throw new UnratableError('no-reactive');
  const powerFactor = powerFactorOf(of.activeMilli, of.reactiveMilli);
  if (powerFactor === null) return [];
  const percent = adjustmentOf(standard, powerFactor);
  const exact = exactShare(of.base, percent, 10_000);
  const figures = {
    standard,
    powerFactor: formatScaled(powerFactor, 2, 2),
    percent: formatScaled(percent, 2, 2),
    base: formatExact(of.base),
    active: formatMilli(of.activeMilli),
    reactive: formatMilli(of.reactiveMilli),
  };
  return [chargeLine('power-factor', exact, { figures })];
}

/** Tax in a total that holds it, or on top of one that does not; by difference, so that net and tax make the total. */
export function vatOf(vat: NonNullable<TariffDocument['vat']>, amountFen: number): { netFen: number; taxFen: number } {
  const rate = BigInt(parseScaled(vat.rate, 8));
  const one = 100_000_000n;
  if (vat.mode === 'on-top') return { netFen: amountFen, taxFen: Number(divideHalfUp(BigInt(amountFen) * rate, one)) };
  const netFen = Number(divideHalfUp(BigInt(amountFen) * one, one + rate));
  return { netFen, taxFen: amountFen - netFen };
}

/** The free quantity of so many months, never more than was used. */
export function quotaOf(
  document: TariffDocument,
  of: { months: number; share?: readonly [number, number] | undefined },
) {
  if (!document.quota) return 0;
  return daysOf(parseMilli(document.quota.quantity) * of.months, of.share ?? [1, 1]);
}
