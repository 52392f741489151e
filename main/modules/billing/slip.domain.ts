import type { SlipMonth, SlipPart } from './slip.schema.ts';

/** A line of a bill, as far as a comparison needs it. */
export interface SlipLine {
  readonly kind: string;
  readonly name: string;
  readonly period: string;
  readonly tier: number | null;
  readonly quantityMilli: number;
  readonly priceE8: number;
}

/** What an account was billed in a month, over all its usage bills. */
export interface SlipSide extends Pick<SlipMonth, 'days' | 'quantityMilli' | 'amountFen'> {
  readonly multiplier: number;
  readonly lines: readonly SlipLine[];
}

export const SLIP_PARTS = ['days', 'use', 'meter', 'tier', 'time', 'price', 'fixed'] as const;

/** What is used × a price; everything else (fixed, capacity, minimum, tax, rounding) is not for what was used. */
const PRICED = new Set(['flat', 'tier', 'surcharge', 'fixed-quantity']);

interface Cell {
  readonly tier: string;
  quantity: number;
  fen: number;
}
interface Component {
  readonly cells: Map<string, Cell>;
  quantity: number;
  fen: number;
}

/** Lines with a price, by what they are for and then by tier and period, in exact fen. */
function components(side: SlipSide): Map<string, Component> {
  const found = new Map<string, Component>();
  for (const { kind, name, period, tier, quantityMilli: quantity, priceE8 } of side.lines) {
    if (!PRICED.has(kind)) continue;
    const isEnergy = kind === 'flat' || kind === 'tier';
    const of = isEnergy ? 'energy' : `${kind} ${name}`;
    const component = found.get(of) ?? { cells: new Map<string, Cell>(), quantity: 0, fen: 0 };
    found.set(of, component);
    // A flat price is the first tier: where a tariff got tiers, what lies above the first is their effect.
    const tierName = String(tier ?? 1);
    const key = `${tierName} ${period}`;
    const cell = component.cells.get(key) ?? { tier: tierName, quantity: 0, fen: 0 };
    component.cells.set(key, cell);
    const fen = (quantity * priceE8) / 1e9;
    cell.quantity += quantity;
    cell.fen += fen;
    component.quantity += quantity;
    component.fen += fen;
  }
  return found;
}

type Effects = Record<SlipPart['part'], number>;
const none = (): Effects => ({ days: 0, use: 0, meter: 0, tier: 0, time: 0, price: 0, fixed: 0 });

/** Average price of each tier, in fen a thousandth. */
function tierPrices({ cells }: Component): Map<string, number> {
  const sums = new Map<string, { quantity: number; fen: number }>();
  for (const { tier, quantity, fen } of cells.values()) {
    const sum = sums.get(tier) ?? { quantity: 0, fen: 0 };
    sums.set(tier, { quantity: sum.quantity + quantity, fen: sum.fen + fen });
  }
  return new Map([...sums].flatMap(([tier, { quantity, fen }]) => (quantity === 0 ? [] : [[tier, fen / quantity]])));
}

/**
 * Splits what one component changed by: the quantity at the average price of before (for the days, for the multiplier of
 * the meter, for the use a day), then where it fell at the prices of before (tiers, then times of day), then the prices.
 * Each step begins where the one before it ended, so that they sum to the difference.
 */
function effectsOf(before: Component, now: Component, of: { daysRatio: number; multiplierPart: number }): Effects {
  const effects = none();
  if (before.quantity === 0) return { ...effects, use: now.fen - before.fen };
  const average = before.fen / before.quantity;
  effects.days = before.fen * (of.daysRatio - 1);
  effects.meter = now.quantity * of.multiplierPart * average;
  effects.use = now.quantity * average - before.fen - effects.days - effects.meter;
  const oldTiers = tierPrices(before);
  const newTiers = tierPrices(now);
  let byTier = 0;
  let byCell = 0;
  for (const [key, { tier, quantity, fen }] of now.cells) {
    if (quantity === 0) continue;
    // Where the bill before did not reach a tier or a time of day, its price of then cannot be read from it.
    const tierPrice = oldTiers.get(tier) ?? newTiers.get(tier) ?? average;
    const old = before.cells.get(key);
    const cellPrice =
      old && old.quantity > 0 ? old.fen / old.quantity : oldTiers.has(tier) ? tierPrice : fen / quantity;
    byTier += quantity * tierPrice;
    byCell += quantity * cellPrice;
  }
  effects.tier = byTier - now.quantity * average;
  effects.time = byCell - byTier;
  effects.price = now.fen - byCell;
  return effects;
}

/** Whole fen that sum to the whole, each less than one fen from its exact value: the largest remainders are rounded up. */
function toFen(effects: Effects, totalFen: number): SlipPart[] {
  const parts = SLIP_PARTS.map((part) => ({ part, exact: effects[part], amountFen: Math.floor(effects[part]) }));
  let left = totalFen - parts.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const order = parts.toSorted((a, b) => b.exact - b.amountFen - (a.exact - a.amountFen));
  for (const part of order) {
    if (left <= 0) break;
    part.amountFen++;
    left--;
  }
  // Floating sums of large bills may be a fen off; what is left belongs to rounding.
  const fixed = parts.at(-1);
  if (fixed) fixed.amountFen += left;
  return parts.map(({ part, amountFen }) => ({ part, amountFen: amountFen + 0 }));
}

/** Why a month cost more or less than another: parts that sum to the difference to the fen. */
export function splitDifference(before: SlipSide, now: SlipSide): SlipPart[] {
  const totalFen = now.amountFen - before.amountFen;
  const [old, recent] = [components(before), components(now)];
  const daysRatio = before.days > 0 ? now.days / before.days : 1;
  const multiplierPart = (now.multiplier - before.multiplier) / now.multiplier;
  const sum = none();
  for (const name of new Set([...old.keys(), ...recent.keys()])) {
    const [a, b] = [old.get(name), recent.get(name)];
    // A charge by quantity that came or went is a change of price.
    const effects =
      a && b ? effectsOf(a, b, { daysRatio, multiplierPart }) : { ...none(), price: (b?.fen ?? 0) - (a?.fen ?? 0) };
    for (const part of SLIP_PARTS) sum[part] += effects[part];
  }
  const priced = SLIP_PARTS.reduce((all, part) => all + sum[part], 0);
  return toFen({ ...sum, fixed: totalFen - priced }, totalFen);
}
