import type { ReadDb } from '../../db/types.ts';
import type { LocalDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { formatYuan, sumFen } from '../../shared/money.ts';
import { type BillLateFee, lateFeesOf } from '../charges/index.ts';
import { owedOn } from './cashier.domain.ts';
import type { OwedBill, TakePayment } from './cashier.schema.ts';
import * as store from './cashier.store.ts';

export interface Owed {
  readonly bills: readonly OwedBill[];
  /** The arithmetic behind the late fee of a bill, by the bill. */
  readonly fees: ReadonlyMap<number, BillLateFee>;
}

/** What a customer owes today: open bills, and what paying them late has cost so far. */
export function owedBy(db: ReadDb, of: { customerId: number; today: LocalDate }): Owed {
  const open = store.openBillsOf(db, { customerId: of.customerId });
  const late = open.filter((bill) => bill.dueOn < of.today).map((bill) => bill.billId);
  const fees = lateFeesOf(db, late, of.today);
  const bills = open.map((bill): OwedBill => {
    const fee = fees.get(bill.billId);
    const lateFee =
      fee && fee.accruedFen > fee.chargedFen ? { feeFen: fee.dueFen, days: fee.days, waivedFen: fee.waivedFen } : null;
    return { ...bill, lateFee };
  });
  return { bills, fees };
}

/** The bills a payment is for, as they stand today, checked against what the cashier saw. */
export function chosenBills(db: ReadDb, cmd: TakePayment, today: LocalDate): Owed {
  const { bills: open, fees } = owedBy(db, { customerId: cmd.customerId, today });
  const ticked = cmd.billIds && new Set(cmd.billIds);
  for (const billId of ticked ?? []) {
    if (open.some((bill) => bill.billId === billId)) continue;
    const state = store.billState(db, { billId });
    if (!state || state.customerId !== cmd.customerId)
      throw new StationError('record.not-found', { kind: 'bill', id: billId });
    if (!state.isReversed && state.leftFen === 0)
      throw new StationError('cashier.already-paid', { billNo: state.billNo });
    throw new StationError('cashier.owed-changed', { seen: formatYuan(cmd.expectedOwedFen ?? 0), owed: formatYuan(0) });
  }
  const bills = ticked ? open.filter((bill) => ticked.has(bill.billId)) : open;
  const owedFen = sumFen(bills.map(owedOn));
  if (cmd.expectedOwedFen !== undefined && cmd.expectedOwedFen !== owedFen)
    throw new StationError('cashier.owed-changed', {
      seen: formatYuan(cmd.expectedOwedFen),
      owed: formatYuan(owedFen),
    });
  return { bills, fees };
}
