import type { Tx } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { markPaid } from './bills.service.ts';
import * as store from './correction.store.ts';

/**
 * Takes the money of a reversed payment off a bill. Where a correction reversed that bill meanwhile the money is followed
 * to where it counts now: first the bill issued in its place, then credit. Answers how much credit it takes; the caller
 * posts that.
 */
export function takeBack(
  tx: Tx,
  of: { billId: number; amountFen: number; paymentId: number; zone: string },
): { creditFen: number } {
  const { billId, amountFen, paymentId } = of;
  const replaced = store.replacementOf(tx.db, { billId });
  if (!replaced) {
    markPaid(tx, billId, -amountFen);
    return { creditFen: 0 };
  }
  const { accountId } = store.billAccount(tx.db, { billId });
  const into = {
    correctionId: null,
    paymentId,
    accountId,
    toBillId: billId,
    movedAt: tx.now,
    movedOn: localDate(tx.now, of.zone),
  };
  const fromBillFen = Math.min(amountFen, replaced.movedFen);
  const fromCreditFen = amountFen - fromBillFen;
  if (fromCreditFen > 0) store.insertTransfer(tx.db, { ...into, fromBillId: null, amountFen: fromCreditFen });
  if (fromBillFen === 0) return { creditFen: fromCreditFen };
  const deeper = takeBack(tx, { ...of, billId: replaced.newBillId, amountFen: fromBillFen });
  store.insertTransfer(tx.db, { ...into, fromBillId: replaced.newBillId, amountFen: fromBillFen });
  return { creditFen: fromCreditFen + deeper.creditFen };
}
