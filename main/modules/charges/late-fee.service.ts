import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { type LocalDate, localDate } from '../../shared/dates.ts';
import type { Station } from '../../station.types.ts';
import { type IssuedCharge, issueCharge, type LateFeeReason, reverseCharge } from '../billing/index.ts';
import { LateFeeRule } from '../tariffs/index.ts';
import { type BillLateFee, LateFeeOrder } from './charges.schema.ts';
import { feePeriod, feeState, settledByDay } from './late-fee.domain.ts';
import * as store from './late-fee.store.ts';

/** The late fee of each of these bills that bears one as of a day, in the order of their due days. */
export function lateFeesOf(db: ReadDb, billIds: readonly number[], asOf: LocalDate): Map<number, BillLateFee> {
  const late = billIds.length === 0 ? [] : store.lateBills(db, { bills: JSON.stringify(billIds), asOf });
  if (late.length === 0) return new Map();
  const bills = JSON.stringify(late.map((bill) => bill.billId));
  const settled = settledByDay(store.moneyOn(db, { bills }), store.movedFrom(db, { bills }));
  const before = new Map(store.chainCharged(db, { bills }).map((row) => [row.billId, row]));
  return new Map(
    late.map(({ ruleJson, ...bill }): [number, BillLateFee] => {
      const rule = LateFeeRule.parse(JSON.parse(ruleJson));
      const { billId, dueOn, principalFen } = bill;
      const debt = {
        principalFen,
        dueOn,
        settled: settled.get(billId) ?? [],
        chargedFen: before.get(billId)?.chargedFen ?? 0,
        waivedFen: before.get(billId)?.waivedFen ?? 0,
      };
      return [billId, { ...bill, asOf, rule, ...feeState(rule, debt, asOf) }];
    }),
  );
}

/** The late fees of what a customer owes, as of today: only where something is left to charge or was charged. */
export function lateFeesOfCustomer(st: Station, customerId: number): BillLateFee[] {
  const asOf = localDate(st.clock.now(), st.zone);
  const bills = store.lateOfCustomer(st.db, { customerId, asOf }).map((row) => row.billId);
  return [...lateFeesOf(st.db, bills, asOf).values()].filter((fee) => fee.accruedFen > 0);
}

/** Bills what is left to charge of a late fee, in the caller's transaction. It is owed at once. */
export function chargeLateFee(tx: Tx, fee: BillLateFee, zone: string): IssuedCharge {
  const { parts, bound, accruedFen, chargedFen, waivedFen, principalFen, asOf, rule } = fee;
  const of = { ofBillId: fee.billId, ofBillNo: fee.billNo, ofMonth: fee.month, ofDueOn: fee.dueOn };
  const how = { principalFen, asOf, rule, parts: [...parts], bound, accruedFen, chargedFen, waivedFen };
  const charge = issueCharge(tx, {
    accountId: fee.accountId,
    dueOn: localDate(tx.now, zone),
    lines: [{ amountFen: fee.dueFen }],
    reason: { kind: 'late-fee', ...of, ...how } satisfies LateFeeReason,
    period: feePeriod(fee.dueOn, asOf),
    zone,
  });
  store.insertLateFee(tx.db, { billId: charge.billId, ofBillId: fee.billId, asOf });
  return charge;
}

/** Says which payment fees were issued with. */
export function tieLateFees(tx: Tx, of: { billIds: readonly number[]; paymentId: number }): void {
  for (const billId of of.billIds) store.setPayment(tx.db, { billId, paymentId: of.paymentId });
}

/**
 * Takes back the fees that were issued with a payment that is reversed; they accrue again with the debt. One that was
 * settled otherwise meanwhile stays: it counts as charged.
 */
export function reverseLateFees(tx: Tx, of: { paymentId: number; reason: string; zone: string }): void {
  const { paymentId, reason, zone } = of;
  for (const { billId } of store.unsettledOfPayment(tx.db, { paymentId })) reverseCharge(tx, { billId, reason, zone });
}

/** Which is paid first where not all is paid. Without a setting the debt itself: its fee then stops growing. */
export function lateFeeOrder(db: ReadDb): LateFeeOrder {
  const row = store.findOrder(db, {});
  return row ? LateFeeOrder.parse(JSON.parse(row.valueJson)) : 'principal-first';
}

export function saveLateFeeOrder(st: Station, by: Actor, order: LateFeeOrder): void {
  st.write(by, { action: 'charges.late-fee-order', input: { order } }, (tx) => {
    const before = lateFeeOrder(tx.db);
    store.saveOrder(tx.db, { valueJson: JSON.stringify(order) });
    tx.audit({ kind: 'setting', id: 'late-fee-order', before, after: order });
    tx.announce({ topic: 'charges' });
  });
}
