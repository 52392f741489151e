import { divideHalfUp, type Fen, fen, formatScaled } from '../../shared/money.ts';

/**
 * Amounts before rounding, as integers of 1e-15 yuan: the product of a quantity in thousandths, a price of eight decimals
 * and a percentage of two fits without a remainder. Only a thirtieth of a month has one, and it is far below what could
 * turn a half fen.
 */
export type Exact = bigint;

const ONE_FEN = 10_000_000_000_000n;

/** Thousandths of a unit × price of eight decimals. */
export function exactOf(quantityMilli: number, priceE8: number): Exact {
  return BigInt(quantityMilli) * BigInt(priceE8) * 10_000n;
}

export function exactFen(amountFen: number): Exact {
  return BigInt(amountFen) * ONE_FEN;
}

/** `exact × numerator / denominator`. */
export function exactShare(exact: Exact, numerator: number | bigint, denominator: number | bigint): Exact {
  return divideHalfUp(exact * BigInt(numerator), BigInt(denominator));
}

/** To the fen by the one rounding rule. */
export function toFen(exact: Exact): Fen {
  return fen(Number(divideHalfUp(exact, ONE_FEN)));
}

/** A plain decimal with every digit, at least two decimals. */
export function formatExact(exact: Exact): string {
  return formatScaled(exact, 15, 2);
}

/** So many days of a quantity in thousandths, of all its days. */
export function daysOf(quantityMilli: number, [days, all]: readonly [number, number]): number {
  return Number(divideHalfUp(BigInt(quantityMilli) * BigInt(days), BigInt(all)));
}
