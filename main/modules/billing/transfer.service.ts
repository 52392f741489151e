import type { Tx } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { markPaid } from './bills.service.ts';
import * as store from './correction.store.ts';

/**
 * Takes the money of a reversed payment off a bill. Where that bill was reversed meanwhile, by a correction, with the late fee of
 * a corrected bill or with its run, the money is followed to where it counts now: first the bill issued in its place, then
 * the other bills of the correction, then credit.
 * Answers how much credit it takes; the caller posts that.
 */
export function takeBack(
  tx: Tx,
  of: { billId: number; amountFen: number; paymentId: number; zone: string },
): { creditFen: number } {
  const { billId, amountFen, paymentId } = of;
  const { accountId, reversedAt } = store.whoseBill(tx.db, { billId });
  if (reversedAt === null) {
    markPaid(tx, billId, -amountFen);
    return { creditFen: 0 };
  }
  const back = (fromBillId: number | null, fen: number) =>
    store.insertTransfer(tx.db, {
      correctionId: null,
      paymentId,
      accountId,
      fromBillId,
      toBillId: billId,
      amountFen: fen,
      movedAt: tx.now,
      movedOn: localDate(tx.now, of.zone),
    });
  let restFen = amountFen;
  let creditFen = 0;
  for (const { toBillId, movedFen } of store.movedFrom(tx.db, { billId })) {
    const fen = Math.min(restFen, movedFen);
    if (fen === 0) continue;
    creditFen += takeBack(tx, { ...of, billId: toBillId, amountFen: fen }).creditFen;
    back(toBillId, fen);
    restFen -= fen;
  }
  if (restFen > 0) back(null, restFen);
  return { creditFen: creditFen + restFen };
}
