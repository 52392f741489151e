import { StationError } from '../../shared/error-codes.ts';
import { formatYuan } from '../../shared/money.ts';

const numbered = (letters: string) => (year: string, number: number) =>
  `${letters}${year}-${String(number).padStart(6, '0')}`;

/** "Y2026-000001": gapless within the year of the business date. */
export const depositNo = numbered('Y');
/** "YT2026-000001": the same for what is given back. */
export const returnNo = numbered('YT');

/** No more goes back than is still held. */
export function assertHeld(amountFen: number, heldFen: number): void {
  if (amountFen > heldFen)
    throw new StationError('deposit.over-held', { wanted: formatYuan(amountFen), held: formatYuan(heldFen) });
}
