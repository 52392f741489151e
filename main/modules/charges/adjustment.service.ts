import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { formatYuan } from '../../shared/money.ts';
import type { Station } from '../../station.types.ts';
import { markPaid } from '../billing/index.ts';
import { credit, debit, LEDGER_CODES, post, reverse } from '../ledger/index.ts';
import { percentOf } from './adjustment.domain.ts';
import * as store from './adjustment.store.ts';
import type { AdjustBill, AdjustmentKind, BillCharges, ReverseAdjustment } from './charges.schema.ts';
import { billCharges, waiveRest } from './waiver.service.ts';

/**
 * Takes an amount off what is open on a bill, by a discount (减免) or by writing it off (坏账核销). It settles like money
 * and is none: debit revenue or the provision, credit receivable. Where it settles the bill, the late fee ends with it.
 * Refuses 'bill.reversed', 'bill.owed-changed' when another amount is open than the person saw, 'bill.adjusted-too-much',
 * 'bill.nothing-to-adjust'.
 */
export function adjustBill(st: Station, by: Actor, cmd: AdjustBill): BillCharges {
  const { requestId, ...input } = cmd;
  const { billId, kind, reason } = cmd;
  st.write(by, { action: 'charges.adjust', requestId, input }, (tx) => {
    const bill = store.adjustedBill(tx.db, { billId });
    if (!bill) throw new StationError('record.not-found', { kind: 'bill', id: billId });
    const { billNo, owedFen, accountId } = bill;
    if (bill.reversedAt !== null) throw new StationError('bill.reversed', { billNo });
    if (owedFen !== cmd.expectedOwedFen)
      throw new StationError('bill.owed-changed', { billNo, owed: formatYuan(owedFen) });
    const amountFen = cmd.percent === undefined ? (cmd.amountFen ?? 0) : percentOf(owedFen, cmd.percent);
    if (amountFen > owedFen) throw new StationError('bill.adjusted-too-much', { billNo, owed: formatYuan(owedFen) });
    if (amountFen === 0) throw new StationError('bill.nothing-to-adjust', { billNo });
    const adjustmentId = record(st, tx, { billId, accountId, kind, amountFen, reason });
    const entryId = post(tx, {
      kind: 'adjustment',
      memo: `${billNo} ${reason}`,
      documentKind: 'adjustment',
      documentId: adjustmentId,
      document: adjustmentDocument(tx.db, adjustmentId),
      lines: [debit(expenseOf(kind, bill.kind), amountFen), credit(LEDGER_CODES.receivable, amountFen, accountId)],
      zone: st.zone,
    });
    store.setEntry(tx.db, { adjustmentId, entryId });
    if (amountFen === owedFen) waiveRest(st, tx, { billId, adjustmentId, reason });
    markPaid(tx, billId, amountFen);
    tx.audit({ kind: 'adjustment', id: adjustmentId, after: { billNo, kind, amountFen, reason } });
  });
  return billCharges(st, billId);
}

/** A discount takes back the income that the bill made; a bad debt comes out of its provision. */
function expenseOf(kind: AdjustmentKind, billKind: string) {
  if (kind === 'write-off') return LEDGER_CODES.badDebts;
  return billKind === 'late-fee' ? LEDGER_CODES.lateFees : LEDGER_CODES.discounts;
}

function record(
  st: Station,
  tx: Tx,
  of: { billId: number; accountId: number; kind: AdjustmentKind; amountFen: number; reason: string },
): number {
  const when = { adjustedAt: tx.now, adjustedOn: localDate(tx.now, st.zone) };
  return store.insertAdjustment(tx.db, { ...of, ...when, userId: tx.by.userId, userName: tx.by.name });
}

/** Undoes a discount or write-off (红冲): the amount is owed again, and so is the late fee that ended with it. */
export function reverseAdjustment(st: Station, by: Actor, cmd: ReverseAdjustment): BillCharges {
  const { requestId, ...input } = cmd;
  const { adjustmentId, reason } = cmd;
  const billId = st.write(by, { action: 'charges.reverse-adjustment', requestId, input }, (tx) => {
    const adjustment = store.findAdjustment(tx.db, { adjustmentId });
    if (!adjustment) throw new StationError('record.not-found', { kind: 'adjustment', id: adjustmentId });
    const { billId, amountFen, entryId } = adjustment;
    if (adjustment.reversedAt !== null) throw new StationError('bill.adjustment-reversed');
    if (entryId === null) throw new Error(`adjustment ${adjustmentId} is not in the ledger`);
    reverse(tx, entryId, reason, st.zone);
    const by = { now: tx.now, userName: tx.by.name, reason };
    store.markReversed(tx.db, { adjustmentId, on: localDate(tx.now, st.zone), ...by });
    store.revokeWaiversOf(tx.db, { adjustmentId, ...by });
    markPaid(tx, billId, -amountFen);
    tx.audit({ kind: 'adjustment', id: adjustmentId, before: { billId, amountFen }, after: { reversed: reason } });
    return billId;
  });
  return billCharges(st, billId);
}

/** The frozen content of a discount or write-off; its hash joins the ledger chain. */
export function adjustmentDocument(db: ReadDb, adjustmentId: number): unknown {
  return store.findFrozen(db, { adjustmentId });
}
