import type { ReadDb } from '../../db/types.ts';
import type { Tx } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { BillId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { credit, debit, LEDGER_CODES, post, reverse } from '../ledger/index.ts';
import { addPaid } from './billing.store.ts';
import { type Move, resettle } from './correction.domain.ts';
import type { CorrectionResult } from './correction.schema.ts';
import * as store from './correction.store.ts';
import { issueBill } from './issue.service.ts';
import type { Rerated } from './rerate.service.ts';

/** A bill of nothing has no entry to mirror. */
export function reverseBill(
  st: Station,
  tx: Tx,
  bill: Pick<store.StandingBill, 'billId' | 'billNo' | 'entryId'>,
  reason: string,
): void {
  if (bill.entryId !== null) reverse(tx, bill.entryId, `${bill.billNo} ${reason}`, st.zone);
  store.markReversed(tx.db, { billId: bill.billId, now: tx.now });
  tx.announce({ topic: 'bills', id: bill.billId });
}

export function replaceBill(st: Station, tx: Tx, of: Rerated, correctionId: number): CorrectionResult['bills'][number] {
  const { bill, draft, dueOn } = of;
  const { billId, billNo, firstBillId, month, runId } = bill;
  const issued = issueBill(tx, draft, { month, dueOn, runId, zone: st.zone });
  store.insertReplacement(tx.db, { billId, newBillId: issued.billId, firstBillId, correctionId });
  return { billId: BillId.parse(billId), billNo, newBillId: issued.billId, newBillNo: issued.billNo };
}

/** How the money on bills that are issued again moves; the places are those of the list. */
export function movesOf(rerated: readonly Rerated[]): Move[] {
  return resettle(
    rerated.map(({ bill, draft }) => ({
      accountId: bill.accountId,
      paidFen: bill.paidFen,
      newAmountFen: draft.rated.totalFen,
    })),
  );
}

/**
 * Counts what was paid on the old bills where it belongs now. What becomes credit is the receivable that the payments
 * have overpaid since the reversal, posted to the credit of its account.
 */
export function moveMoney(
  st: Station,
  tx: Tx,
  of: {
    correctionId: number;
    memo: string;
    rerated: readonly Rerated[];
    replaced: readonly CorrectionResult['bills'][number][];
  },
): void {
  const { correctionId, rerated, replaced } = of;
  const credits = new Map<number, number>();
  const moved = { correctionId, paymentId: null, movedAt: tx.now, movedOn: localDate(tx.now, st.zone) };
  for (const { from, to, amountFen } of movesOf(rerated)) {
    const { billId: fromBillId, accountId } = (rerated[from] as Rerated).bill;
    const toBillId = to === null ? null : (replaced[to]?.newBillId as BillId);
    store.insertTransfer(tx.db, { ...moved, accountId, fromBillId, toBillId, amountFen });
    if (toBillId === null) credits.set(accountId, (credits.get(accountId) ?? 0) + amountFen);
    else addPaid(tx.db, { billId: toBillId, addFen: amountFen });
  }
  if (credits.size === 0) return;
  post(tx, {
    kind: 'correction',
    memo: of.memo,
    documentKind: 'correction',
    documentId: correctionId,
    document: correctionDocument(tx.db, correctionId),
    lines: [...credits].flatMap(([accountId, amountFen]) => [
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
