import type { ReadDb } from '../../db/types.ts';
import type { Actor } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { PaymentId, RequestId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { type Receipt, ReceiptContent } from './cashier.schema.ts';
import * as store from './cashier.store.ts';

/** The receipt as it was handed over, with what happened to it since. Refuses 'record.not-found'. */
export function receipt(db: ReadDb, paymentId: PaymentId): Receipt {
  const row = requirePayment(db, paymentId);
  return {
    ...ReceiptContent.parse(JSON.parse(row.receiptJson)),
    paymentId: row.paymentId,
    copies: row.copies,
    reversal:
      row.reversedAt === null
        ? null
        : { at: row.reversedAt, on: row.reversedOn ?? '', by: row.reversedByName ?? '', reason: row.reversalReason },
  };
}

export function requirePayment(db: ReadDb, paymentId: PaymentId): store.PaymentRow {
  const row = store.findPayment(db, { paymentId });
  if (!row) throw new StationError('record.not-found', { kind: 'payment', id: paymentId });
  return row;
}

/**
 * The frozen content of a payment: its hash joins the ledger chain. What may still happen to a payment (its entry's
 * number, a reversal, prints) is not part of it.
 */
export function paymentDocument(db: ReadDb, documentId: number): unknown {
  const paymentId = documentId as PaymentId;
  const row = store.findPayment(db, { paymentId });
  if (!row) return undefined;
  const {
    receiptNo,
    customerId,
    paidAt,
    businessDate,
    method,
    paidFen,
    creditUsedFen,
    tenderedFen,
    reference,
    receiptJson,
    userId,
  } = row;
  return {
    receiptNo,
    customerId,
    paidAt,
    businessDate,
    method,
    paidFen,
    creditUsedFen,
    tenderedFen,
    reference,
    userId,
    lines: store.linesOf(db, { paymentId }),
    credits: store.creditsOf(db, { paymentId }),
    receiptJson,
  };
}

/** Counts one more copy on paper or as a file and answers its number: the first is the receipt, later ones are reprints. */
export function countCopy(st: Station, by: Actor, cmd: { paymentId: PaymentId; requestId: RequestId }): number {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'cashier.print-receipt', requestId, input }, (tx) => {
    requirePayment(tx.db, cmd.paymentId);
    const { copyNo } = store.nextCopy(tx.db, { paymentId: cmd.paymentId });
    store.insertPrint(tx.db, { paymentId: cmd.paymentId, copyNo, now: tx.now, userId: by.userId ?? 0 });
    tx.audit({ kind: 'payment', id: cmd.paymentId, after: { copyNo } });
    tx.announce({ topic: 'payment', id: cmd.paymentId });
    return copyNo;
  });
}
