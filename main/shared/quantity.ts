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

const FEN_E11 = 1e9;
const YUAN_E11 = 1e11;

/** Quantity × price to the fen. What fits the safe integers is reckoned in them: a billing run does it for every line. */
export function amountOf(quantityMilli: number, priceE8: number): Fen {
  const exact = quantityMilli * priceE8;
  if (!Number.isSafeInteger(exact)) return roundToFen(BigInt(quantityMilli) * BigInt(priceE8));
  const size = Math.abs(exact);
  const rest = size % FEN_E11;
  const rounded = (size - rest) / FEN_E11 + (rest * 2 >= FEN_E11 ? 1 : 0);
  return fen(exact < 0 ? -rounded : rounded);
}

/** Quantity × price as a plain decimal of yuan with every digit, at least two decimals. */
export function exactYuan(quantityMilli: number, priceE8: number): string {
  const exact = quantityMilli * priceE8;
  if (!Number.isSafeInteger(exact)) return formatScaled(BigInt(quantityMilli) * BigInt(priceE8), 11, 2);
  const size = Math.abs(exact);
  const rest = size % YUAN_E11;
  // The digit in front keeps the zeros behind the point.
  const digits = String(YUAN_E11 + rest);
  let end = digits.length;
  while (end > 3 && digits.charCodeAt(end - 1) === 48) end--;
  return `${exact < 0 ? '-' : ''}${(size - rest) / YUAN_E11}.${digits.slice(1, end)}`;
}
