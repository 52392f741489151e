import type { ReadDb } from '../../db/types.ts';
import type { Tx } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { BillId } from '../../shared/ids.ts';
import type { FeeReturn, Station } from '../../station.types.ts';
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

/** Bills that are issued again, the late fees that come back with them, and how the money on both moves. */
export interface Reissue {
  readonly rerated: readonly Rerated[];
  readonly fees: readonly FeeReturn[];
  /** The places are those of the bills, then those of the late fees. */
  readonly moves: readonly Move[];
}

/** Writes nothing. A fee is reckoned with the money where it counts after the correction, and its own money moves last. */
export function planReissue(st: Station, db: ReadDb, of: { rerated: readonly Rerated[]; now: number }): Reissue {
  const { rerated, now } = of;
  const bills = rerated.map(({ bill: { accountId, paidFen }, draft }) => ({
    ...{ accountId, paidFen },
    newAmountFen: draft.rated.totalFen,
  }));
  const debts = rerated.map(({ bill: { billId, accountId, month }, draft, dueOn }) => ({
    ...{ billId, accountId, month, dueOn },
    newAmountFen: draft.rated.totalFen,
    tariffId: draft.tariff.tariffId,
  }));
  const when = { asOf: localDate(now, st.zone), zone: st.zone };
  const fees = st.lateFeeReturns(db, { debts, moves: resettle(bills), ...when });
  const owed = fees.map(({ bill, remainsFen }) => ({ ...bill, newAmountFen: remainsFen }));
  return { rerated, fees, moves: resettle([...bills, ...owed]) };
}

/** Reverses the late fees that are of too much, issues again what remains of them, and moves the money of all that is replaced. */
export function settleReissue(
  st: Station,
  tx: Tx,
  of: {
    readonly correctionId: number;
    readonly reason: string;
    readonly reissue: Reissue;
    readonly replaced: CorrectionResult['bills'];
  },
): CorrectionResult['lateFees'] {
  const { correctionId, reason, reissue, replaced } = of;
  const fees = reissue.fees.map((fee) => {
    const { billId, billNo, firstBillId } = fee.bill;
    reverseBill(st, tx, fee.bill, reason);
    if (fee.remainsFen === 0) return { billId, billNo, newBillId: null, newBillNo: null };
    const debt = replaced[fee.place] as CorrectionResult['bills'][number];
    const again = fee.issueAgain(tx, { billId: debt.newBillId, billNo: debt.newBillNo });
    store.insertReplacement(tx.db, { billId, newBillId: again.billId, firstBillId, correctionId });
    return { billId, billNo, newBillId: again.billId, newBillNo: again.billNo };
  });
  const memo = `${replaced.map((b) => b.newBillNo).join(' ')} ${reason}`;
  moveMoney(st, tx, { correctionId, memo, reissue, newBillIds: [...replaced, ...fees].map((b) => b.newBillId) });
  return fees;
}

/**
 * Counts what was paid on the old bills where it belongs now. What becomes credit is the receivable that the payments
 * have overpaid since the reversal, posted to the credit of its account.
 */
function moveMoney(
  st: Station,
  tx: Tx,
  of: {
    readonly correctionId: number;
    readonly memo: string;
    readonly reissue: Reissue;
    readonly newBillIds: readonly (BillId | null)[];
  },
): void {
  const { correctionId, reissue, newBillIds } = of;
  const old = [...reissue.rerated, ...reissue.fees].map(({ bill }) => bill);
  const credits = new Map<number, number>();
  const moved = { correctionId, paymentId: null, movedAt: tx.now, movedOn: localDate(tx.now, st.zone) };
  for (const { from, to, amountFen } of reissue.moves) {
    const { billId: fromBillId, accountId } = old[from] as (typeof old)[number];
    const toBillId = to === null ? null : (newBillIds[to] as BillId);
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
