import { divideHalfUp, type Fen, fen, formatScaled, type PriceE8, parseScaled } from './money.ts';

/** Meter quantities: integer thousandths of a kWh or m³. */
export type Milli = number & { readonly __brand: 'Milli' };
/** Masses: integer grams. */
export type Grams = number & { readonly __brand: 'Grams' };

export function milli(value: number): Milli {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a quantity in thousandths: ${value}`);
  return (value + 0) as Milli;
}

export function grams(value: number): Grams {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a mass in grams: ${value}`);
  return (value + 0) as Grams;
}

export function parseMilli(text: string): Milli {
  return milli(parseScaled(text.replaceAll(',', ''), 3));
}

/** 1234500 → "1234.5" (at least `minimum` decimals). */
export function formatMilli(value: number, minimum = 0): string {
  return formatScaled(value, 3, minimum);
}

export function parseGrams(kilograms: string): Grams {
  return grams(parseScaled(kilograms, 3));
}

/** Scale weights are shown to the ten grams a filling scale resolves. */
export function formatKilograms(value: number): string {
  return formatScaled(value, 3, 2);
}

/** Exact product of a quantity and a unit price, in 1e-11 yuan. Never rounded: rounding is the tariff's decision. */
export function exactAmount(quantity: Milli, price: PriceE8): bigint {
  return BigInt(quantity) * BigInt(price);
}

/** 1e-11 yuan → fen by the one rounding rule. */
export function roundToFen(exact: bigint): Fen {
  return fen(Number(divideHalfUp(exact, 1_000_000_000n)));
}
