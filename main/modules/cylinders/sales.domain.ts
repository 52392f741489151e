import { divideHalfUp, type Fen, fen } from '../../shared/money.ts';
import { type Grams, grams } from '../../shared/quantity.ts';

/**
 * Gas sold with a cylinder that came back not quite empty: net mass of the full one less what is still in the returned one,
 * which the customer has paid for before (residual credit, required in Luoyang and Zhumadian).
 */
export function soldGrams(of: { fullGross: number; tare: number; returnedGross: number }): Grams {
  const residual = of.returnedGross - of.tare;
  if (residual < 0) throw new RangeError('a returned cylinder weighs at least its tare');
  return grams(of.fullGross - of.tare - residual);
}

/** Back to the customer for a cylinder filled short of its nominal mass, of what was paid for it. Nothing for a full one. */
export function shortFillRefund(paidFen: number, of: { nominalGrams: number; netGrams: number }): Fen {
  const short = Math.max(0, of.nominalGrams - of.netGrams);
  return fen(Number(divideHalfUp(BigInt(paidFen) * BigInt(short), BigInt(of.nominalGrams))));
}
