import type { ReadDb } from '../../db/types.ts';
import type { Tx } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { BillId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { credit, debit, LEDGER_CODES, post, reverse } from '../ledger/index.ts';
import { addPaid } from './billing.store.ts';
import { carryOver } from './correction.domain.ts';
import type { CorrectionResult } from './correction.schema.ts';
import * as store from './correction.store.ts';
import { issueBill } from './issue.service.ts';
import type { Rerated } from './rerate.service.ts';

/** A bill of nothing has no entry to mirror. */
export function reverseBill(st: Station, tx: Tx, bill: store.StandingBill, reason: string): void {
  if (bill.entryId !== null) reverse(tx, bill.entryId, `${bill.billNo} ${reason}`, st.zone);
  store.markReversed(tx.db, { billId: bill.billId, now: tx.now });
  tx.announce({ topic: 'bills', id: bill.billId });
}

export function replaceBill(st: Station, tx: Tx, of: Rerated, correctionId: number): CorrectionResult['bills'][number] {
  const { bill, draft, dueOn } = of;
  const { billId, billNo, accountId, firstBillId, month, runId } = bill;
  const issued = issueBill(tx, draft, { month, dueOn, runId, zone: st.zone });
  store.insertReplacement(tx.db, { billId, newBillId: issued.billId, firstBillId, correctionId });
  const { movedFen, creditFen } = carryOver(bill.paidFen, draft.rated.totalFen);
  const from = {
    correctionId,
    paymentId: null,
    accountId,
    fromBillId: billId,
    movedAt: tx.now,
    movedOn: localDate(tx.now, st.zone),
  };
  if (movedFen > 0) {
    store.insertTransfer(tx.db, { ...from, toBillId: issued.billId, amountFen: movedFen });
    addPaid(tx.db, { billId: issued.billId, addFen: movedFen });
  }
  if (creditFen > 0) store.insertTransfer(tx.db, { ...from, toBillId: null, amountFen: creditFen });
  return { billId: BillId.parse(billId), billNo, newBillId: issued.billId, newBillNo: issued.billNo };
}

/** The receivable that the payments have overpaid since the reversal becomes credit of its account. */
export function keepCredit(
  st: Station,
  tx: Tx,
  rerated: readonly Rerated[],
  of: { correctionId: number; memo: string },
): void {
  const byAccount = new Map<number, number>();
  for (const { bill, draft } of rerated) {
    const { creditFen } = carryOver(bill.paidFen, draft.rated.totalFen);
    if (creditFen > 0) byAccount.set(bill.accountId, (byAccount.get(bill.accountId) ?? 0) + creditFen);
  }
  if (byAccount.size === 0) return;
  post(tx, {
    kind: 'correction',
    memo: of.memo,
    documentKind: 'correction',
    documentId: of.correctionId,
    document: correctionDocument(tx.db, of.correctionId),
    lines: [...byAccount].flatMap(([accountId, amountFen]) => [
      debit(LEDGER_CODES.receivable, amountFen, accountId),
      credit(LEDGER_CODES.customerCredit, amountFen, accountId),
    ]),
    zone: st.zone,
  });
}

/** The frozen content of a correction; its hash joins the ledger chain and must be rebuilt identically for ever. */
export function correctionDocument(db: ReadDb, correctionId: number): unknown {
  const correction = store.findCorrection(db, { correctionId });
  if (!correction) return undefined;
  return {
    ...correction,
    bills: store.replacementsOf(db, { correctionId }),
    transfers: store.transfersOf(db, { correctionId }),
  };
}
