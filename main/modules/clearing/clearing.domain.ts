import { StationError } from '../../shared/error-codes.ts';
import { formatYuan, sumFen } from '../../shared/money.ts';

interface DayAmount {
  readonly day: string;
  readonly amountFen: number;
}

/** "Q2026-000001": gapless within the year of the business date. */
export function settlementNo(year: string, number: number): string {
  return `Q${year}-${String(number).padStart(6, '0')}`;
}

/**
 * Which days an amount settles: days below zero wholly, since the bank took them off, then the oldest first. Refuses
 * 'clearing.over-open' when the days have less open.
 */
export function spread(amountFen: number, open: readonly DayAmount[]): DayAmount[] {
  const openFen = sumFen(open.map((one) => one.amountFen));
  if (amountFen > openFen)
    throw new StationError('clearing.over-open', { wanted: formatYuan(amountFen), open: formatYuan(openFen) });
  let left = amountFen - sumFen(open.map((one) => Math.min(0, one.amountFen)));
  return [...open]
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .map(({ day, amountFen: fen }) => {
      if (fen <= 0) return { day, amountFen: fen };
      const taken = Math.min(fen, left);
      left -= taken;
      return { day, amountFen: taken };
    })
    .filter((one) => one.amountFen !== 0);
}
