import { divideHalfUp, type Fen, fen, parseScaled } from '../../shared/money.ts';

/** "12.5" percent of what is open, to the fen by the one rounding rule. */
export function percentOf(openFen: number, percent: string): Fen {
  return fen(Number(divideHalfUp(BigInt(openFen) * BigInt(parseScaled(percent, 2)), 10_000n)));
}
