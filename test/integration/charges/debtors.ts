import type { BillId, CustomerId } from '../../../main/shared/ids.ts';
import { requestId, type TestStation } from '../../support/station.ts';
import { type BillOptions, households, ledgerTotal } from '../cashier/households.ts';

export const PERMILLE = { perDay: '0.001' } as const;

/** One customer with one account and one bill of 100 yuan, due on 1 October 2026, at one permil a day. */
export function debtor(ann: TestStation, amountFen = 10_000, options: BillOptions = {}) {
  const town = households(ann);
  const customerId = town.customer();
  const accountId = town.account(customerId);
  const billId = town.bill(accountId, amountFen, {
    month: '2026-09',
    dueOn: '2026-10-01',
    lateFee: PERMILLE,
    ...options,
  });
  return { town, customerId, accountId, billId };
}

export function onDay(ann: TestStation, day: string): void {
  ann.setClock(`${day}T10:00:00+08:00`);
}

export function till(ann: TestStation, customerId: CustomerId) {
  return ann.as('cashier').cashier.customer({ customerId });
}

export function pay(
  ann: TestStation,
  customerId: CustomerId,
  paidFen: number,
  more: { expectedOwedFen?: number } = {},
) {
  return ann.as('cashier').cashier.takePayment({
    customerId,
    paidFen,
    tenderedFen: paidFen,
    method: 'cash',
    requestId: requestId(),
    ...more,
  });
}

export function reversePayment(ann: TestStation, paymentId: number) {
  return ann.as('manager').cashier.reversePayment({
    paymentId: paymentId as never,
    reason: '收错户',
    requestId: requestId(),
  });
}

export async function feeOf(ann: TestStation, billId: BillId) {
  return (await ann.as('manager').charges.ofBill({ billId })).lateFee;
}

export async function waive(ann: TestStation, billId: BillId, amountFen: number | null = null) {
  const expectedDueFen = (await feeOf(ann, billId))?.dueFen ?? 0;
  const reason = '系统停机，无法按期缴费';
  return ann.as('manager').charges.waiveLateFee({ billId, amountFen, expectedDueFen, reason, requestId: requestId() });
}

export async function postAll(ann: TestStation) {
  const { asOf, feeFen } = await ann.as('manager').charges.previewLateFees();
  return ann.as('manager').charges.postLateFees({ asOf, expectedFeeFen: feeFen });
}

/** Late fees that stand, and what the ledger says of them. */
export function charged(ann: TestStation): { bills: number; ledger: number } {
  const bills = ann.station.db
    .prepare("SELECT coalesce(sum(amount_fen), 0) FROM bill WHERE kind = 'late-fee' AND reversed_at IS NULL")
    .pluck()
    .get() as number;
  return { bills, ledger: 0 - ledgerTotal(ann, '6301') };
}
