import { formatScaled, parseScaled } from '../../shared/money.ts';

/** "-10.00", "33.3333": as it is written on paper, without the sign of percent. */
export function percentText({ errorE4, rateE6 }: { errorE4: number | null; rateE6: number | null }): string {
  return rateE6 === null ? formatScaled(errorE4 ?? 0, 2, 2) : formatScaled(rateE6, 4, 2);
}

/** How the difference follows from what was recorded: −10 % found is "× 10.00% ÷ 90.00%". */
export function faultFactor(of: { cause: 'error' | 'wiring'; percent: string; isHalf: boolean }): string {
  if (of.cause === 'wiring') return `× ${of.percent}%`;
  const errorE4 = parseScaled(of.percent, 2);
  const text = `× ${formatScaled(0 - errorE4, 2, 2)}% ÷ ${formatScaled(10_000 + errorE4, 2, 2)}%`;
  return of.isHalf ? `${text} ÷ 2` : text;
}
