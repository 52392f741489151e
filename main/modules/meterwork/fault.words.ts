import { formatScaled } from '../../shared/money.ts';

/** "-10.00", "33.3333": as it is written on paper, without the sign of percent. */
export function percentText({ errorE4, rateE6 }: { errorE4: number | null; rateE6: number | null }): string {
  return rateE6 === null ? formatScaled(errorE4 ?? 0, 2, 2) : formatScaled(rateE6, 4, 2);
}
