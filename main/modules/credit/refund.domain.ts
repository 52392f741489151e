import { StationError } from '../../shared/error-codes.ts';
import { formatYuan } from '../../shared/money.ts';

/** "T2026-000001": gapless within the year of the business date. */
export function refundNo(year: string, number: number): string {
  return `T${year}-${String(number).padStart(6, '0')}`;
}

/** No more goes back than is held, than the person may give back, and than came in the way it goes back. */
export function assertRefund(of: {
  readonly amountFen: number;
  readonly creditFen: number;
  /** null: without a limit. */
  readonly limitFen: number | null;
  /** null: not back the way of a payment. */
  readonly returnableFen: number | null;
}): void {
  const { amountFen, creditFen, limitFen, returnableFen } = of;
  if (amountFen > creditFen)
    throw new StationError('refund.credit-short', {
      wanted: formatYuan(amountFen),
      held: formatYuan(Math.max(0, creditFen)),
    });
  if (limitFen !== null && amountFen > limitFen)
    throw new StationError('refund.over-limit', { left: formatYuan(Math.max(0, limitFen)) });
  if (returnableFen !== null && amountFen > returnableFen)
    throw new StationError('refund.over-payment', { left: formatYuan(Math.max(0, returnableFen)) });
}
