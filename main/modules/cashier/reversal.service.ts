import type { ReadDb } from '../../db/types.ts';
import type { Actor } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { formatYuan } from '../../shared/money.ts';
import type { Station } from '../../station.types.ts';
import { markPaid } from '../billing/index.ts';
import { balanceOf, LEDGER_CODES, reverse } from '../ledger/index.ts';
import type { Receipt, ReversePayment } from './cashier.schema.ts';
import * as store from './cashier.store.ts';
import { receipt, requirePayment } from './receipt.service.ts';

/**
 * Undoes a payment (红冲): mirrors its entry, opens its bills again and marks the receipt. The receipt number stays.
 * Refuses 'cashier.already-reversed', and 'cashier.credit-spent' when credit kept from it has been used meanwhile.
 */
export function reversePayment(st: Station, by: Actor, cmd: ReversePayment): Receipt {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'cashier.reverse', requestId, input }, (tx) => {
    const payment = requirePayment(tx.db, cmd.paymentId);
    const { paymentId, receiptNo } = payment;
    if (payment.reversedAt !== null)
      throw new StationError('cashier.already-reversed', { receiptNo, on: payment.reversedOn ?? '' });
    if (payment.entryId === null) throw new Error(`payment ${paymentId} is not in the ledger`);
    assertCreditThere(tx.db, payment);
    reverse(tx, payment.entryId, `${receiptNo} ${cmd.reason}`, st.zone);
    for (const line of store.linesOf(tx.db, { paymentId }))
      if (line.billId !== null) markPaid(tx, line.billId, -line.amountFen);
    store.markReversed(tx.db, {
      paymentId,
      now: tx.now,
      reversedOn: localDate(tx.now, st.zone),
      userId: by.userId,
      reason: cmd.reason,
    });
    tx.audit({ kind: 'payment', id: paymentId, before: { receiptNo }, after: { reversed: cmd.reason } });
    tx.announce({ topic: 'payment', id: paymentId });
    return receipt(tx.db, paymentId);
  });
}

/** No account's credit may fall below zero through the reversal. */
function assertCreditThere(db: ReadDb, payment: store.PaymentRow): void {
  const { paymentId, receiptNo } = payment;
  const changes = new Map<number, number>();
  for (const line of store.linesOf(db, { paymentId }))
    if (line.billId === null) changes.set(line.accountId, (changes.get(line.accountId) ?? 0) - line.amountFen);
  for (const used of store.creditsOf(db, { paymentId }))
    changes.set(used.accountId, (changes.get(used.accountId) ?? 0) + used.amountFen);
  for (const [accountId, change] of changes) {
    const creditFen = -balanceOf(db, LEDGER_CODES.customerCredit, accountId);
    if (creditFen + change < 0)
      throw new StationError('cashier.credit-spent', { receiptNo, missing: formatYuan(-(creditFen + change)) });
  }
}
