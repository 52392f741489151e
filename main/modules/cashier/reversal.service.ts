import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { formatYuan } from '../../shared/money.ts';
import type { Station } from '../../station.types.ts';
import { takeBack } from '../billing/index.ts';
import { reverseLateFees } from '../charges/index.ts';
import { balanceOf, credit, debit, LEDGER_CODES, post, reverse } from '../ledger/index.ts';
import type { Receipt, ReversePayment } from './cashier.schema.ts';
import * as store from './cashier.store.ts';
import { paymentDocument, receipt, requirePayment } from './receipt.service.ts';

/**
 * Undoes a payment (红冲): mirrors its entry, opens its bills again, takes back the late fees it was charged with and marks
 * the receipt. The receipt number stays. Refuses 'cashier.already-reversed', 'cashier.refunded' when its money went back
 * already, and 'cashier.credit-spent' when credit kept from it has been used meanwhile.
 */
export function reversePayment(st: Station, by: Actor, cmd: ReversePayment): Receipt {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'cashier.reverse', requestId, input }, (tx) => {
    const payment = requirePayment(tx.db, cmd.paymentId);
    const { paymentId, receiptNo } = payment;
    if (payment.reversedAt !== null)
      throw new StationError('cashier.already-reversed', { receiptNo, on: payment.reversedOn ?? '' });
    if (payment.entryId === null) throw new Error(`payment ${paymentId} is not in the ledger`);
    const refund = store.refundTo(tx.db, { paymentId });
    if (refund) throw new StationError('cashier.refunded', { receiptNo, ...refund });
    assertCreditThere(tx.db, payment);
    reverse(tx, payment.entryId, `${receiptNo} ${cmd.reason}`, st.zone);
    takeOffBills(st, tx, payment);
    reverseLateFees(tx, { paymentId, reason: cmd.reason, zone: st.zone });
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

/**
 * Opens the bills again. What a correction of a bill turned into credit meanwhile goes back to the receivable, which the
 * mirrored entry has opened in full. Refuses 'cashier.credit-spent' when that credit has been used.
 */
function takeOffBills(st: Station, tx: Tx, payment: store.PaymentRow): void {
  const { paymentId, receiptNo } = payment;
  const fromCredit = new Map<number, number>();
  for (const { billId, accountId, amountFen } of store.linesOf(tx.db, { paymentId })) {
    if (billId === null) continue;
    const { creditFen } = takeBack(tx, { billId, amountFen, paymentId, zone: st.zone });
    if (creditFen > 0) fromCredit.set(accountId, (fromCredit.get(accountId) ?? 0) + creditFen);
  }
  if (fromCredit.size === 0) return;
  for (const [accountId, takenFen] of fromCredit) {
    const missing = takenFen + balanceOf(tx.db, LEDGER_CODES.customerCredit, accountId);
    if (missing > 0) throw new StationError('cashier.credit-spent', { receiptNo, missing: formatYuan(missing) });
  }
  post(tx, {
    kind: 'correction',
    memo: receiptNo,
    documentKind: 'payment',
    documentId: paymentId,
    document: paymentDocument(tx.db, paymentId),
    lines: [...fromCredit].flatMap(([accountId, takenFen]) => [
      debit(LEDGER_CODES.customerCredit, takenFen, accountId),
      credit(LEDGER_CODES.receivable, takenFen, accountId),
    ]),
    zone: st.zone,
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
