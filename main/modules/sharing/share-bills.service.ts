import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { addDays, localDate, monthSpan } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { formatYuan, sumFen } from '../../shared/money.ts';
import type { Station } from '../../station.types.ts';
import { DAYS_TO_PAY, issueCharges, type NewCharge, reverseCharge } from '../billing/index.ts';
import { type BillShare, type ShareBillsPreview, ShareProof } from './sharing.schema.ts';
import * as store from './sharing.store.ts';

/** What billing the shares of a run would issue. Refuses what billShare refuses. */
export function previewShareBills(st: Station, runId: number): ShareBillsPreview {
  const { proof, charged } = chargedShares(st.db, runId);
  return {
    bills: charged.length,
    amountFen: sumFen(charged.map((line) => line.shareFen)),
    without: proof.lines.length - charged.length,
    dueOn: addDays(localDate(st.clock.now(), st.zone), DAYS_TO_PAY),
  };
}

/**
 * Bills every share of a run, once, in one commit: together they are what was shared. Answers how many bills were issued.
 * Refuses 'sharing.already-reversed', 'sharing.already-billed', 'sharing.credit-not-billed' (a cost below nothing),
 * 'sharing.total-changed', 'billing.due-date-past'.
 */
export function billShare(st: Station, by: Actor, cmd: BillShare): number {
  const { requestId, ...input } = cmd;
  const { runId, dueOn } = cmd;
  return st.write(by, { action: 'sharing.bill', requestId, input }, (tx) => {
    const { row, proof, charged } = chargedShares(tx.db, runId);
    const totalFen = sumFen(charged.map((line) => line.shareFen));
    if (totalFen !== cmd.expectedTotalFen) throw new StationError('sharing.total-changed', { month: row.month });
    if (dueOn < localDate(tx.now, st.zone)) throw new StationError('billing.due-date-past', { dueOn });
    const weightSumE6 = proof.lines.reduce((sum, line) => sum + line.weightE6, 0);
    const whole = { groupName: proof.groupName, method: proof.method, totalFen: row.amountFen, weightSumE6 };
    const basis = { lossMilli: proof.lossMilli, priceE8: proof.priceE8, members: proof.lines.length };
    const charges = charged.map(({ accountId, weightE6, hasExtraFen, shareFen }): NewCharge => {
      const reason = { kind: 'shared' as const, runId: row.runId, ...whole, ...basis, weightE6, hasExtraFen };
      const lines = [{ name: proof.groupName, amountFen: shareFen }];
      return { accountId, dueOn, lines, reason, month: row.month, period: monthSpan(row.month), zone: st.zone };
    });
    const bills = issueCharges(tx, charges);
    for (const { accountId, billId } of bills) store.insertBill(tx.db, { runId, accountId, billId });
    tx.audit({ kind: 'share-run', id: runId, after: { billed: totalFen, billNos: bills.map((bill) => bill.billNo) } });
    tx.announce({ topic: 'sharing', id: row.groupId });
    return bills.length;
  });
}

/** The shares of a run that are of more than nothing, where the run can be billed. */
function chargedShares(db: ReadDb, runId: number) {
  const row = store.findRun(db, { runId });
  if (!row) throw new StationError('record.not-found', { kind: 'share-run', id: runId });
  const { month } = row;
  if (row.reversedAt !== null) throw new StationError('sharing.already-reversed', { month });
  if (store.billsOf(db, { runId }).length > 0) throw new StationError('sharing.already-billed', { month });
  const proof = ShareProof.parse(JSON.parse(row.proofJson));
  if (proof.lines.some((line) => line.shareFen < 0))
    throw new StationError('sharing.credit-not-billed', { month, amount: formatYuan(row.amountFen) });
  return { row, proof, charged: proof.lines.filter((line) => line.shareFen > 0) };
}

/** Takes the bills of a run back with it. Refuses 'sharing.bills-settled' when something of one is paid or discounted. */
export function reverseShareBills(tx: Tx, of: { runId: number; reason: string; zone: string }): void {
  const bills = store.billsOf(tx.db, { runId: of.runId });
  const settled = bills.filter((bill) => bill.paidFen > 0).map((bill) => bill.billNo);
  if (settled.length > 0)
    throw new StationError('sharing.bills-settled', { count: settled.length, billNo: settled[0] ?? '' });
  for (const { billId } of bills) reverseCharge(tx, { billId, reason: of.reason, zone: of.zone });
}
