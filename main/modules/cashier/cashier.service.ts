import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { type AccountId, type CustomerId, PaymentId } from '../../shared/ids.ts';
import { sumFen } from '../../shared/money.ts';
import type { Station } from '../../station.types.ts';
import { type IssuedCharge, markPaid } from '../billing/index.ts';
import { chargeLateFee, lateFeeOrder, tieLateFees } from '../charges/index.ts';
import { credit, debit, type EntryLine, LEDGER_CODES, post } from '../ledger/index.ts';
import { nextNumber, stationSettings } from '../station/index.ts';
import { type Allocation, allocate, assertTender, feesToBill, owedOn, receiptNo } from './cashier.domain.ts';
import type {
  OwedBill,
  Receipt,
  ReceiptContent,
  ReceiptLine,
  TakePayment,
  TillAccount,
  TillCustomer,
} from './cashier.schema.ts';
import * as store from './cashier.store.ts';
import { chosenBills, type Owed, owedBy } from './owed.service.ts';
import { paymentDocument, receipt } from './receipt.service.ts';

/** Everything the till shows of one customer. Refuses 'record.not-found'. */
export function tillCustomer(st: Station, customerId: CustomerId): TillCustomer {
  const { db } = st;
  const customer = requireCustomer(db, customerId);
  const accounts = store.accountsOf(db, { customerId });
  const today = localDate(st.clock.now(), st.zone);
  const { bills } = owedBy(db, { customerId, today });
  return {
    ...customer,
    accounts,
    bills: [...bills],
    owedFen: sumFen(bills.map(owedOn)),
    lateFeeOrder: lateFeeOrder(db),
    creditFen: sumFen(accounts.map((account) => account.creditFen)),
    today,
    recent: store.recentOf(db, { customerId }).map((row) => ({ ...row, isReversed: row.isReversed === 1 })),
  };
}

/** Whose a scanned account, bill, meter or receipt number is; null when nobody's. */
export function customerByCode(db: ReadDb, code: string): CustomerId | null {
  return store.customerByCode(db, { code })?.customerId ?? null;
}

function requireCustomer(db: ReadDb, customerId: CustomerId) {
  const customer = store.findCustomer(db, { customerId });
  if (!customer) throw new StationError('record.not-found', { kind: 'customer', id: customerId });
  return customer;
}

/**
 * Takes one payment: allocation, bills, late fees, ledger, receipt and audit in one commit. Refuses 'cashier.already-paid' for a
 * ticked bill that somebody else settled, 'cashier.owed-changed' when the figures the cashier saw have changed,
 * 'cashier.tendered-short', 'cashier.change-only-cash', 'cashier.credit-short', 'cashier.nothing-paid',
 * 'cashier.no-account'. A repeated request answers the first receipt again.
 */
export function takePayment(st: Station, by: Actor, cmd: TakePayment): Receipt {
  const { requestId, ...input } = cmd;
  const creditFen = cmd.creditFen ?? 0;
  if (cmd.paidFen + creditFen === 0) throw new StationError('cashier.nothing-paid');
  assertTender(cmd.method, cmd.paidFen, cmd.tenderedFen);
  return st.write(by, { action: 'cashier.take', requestId, input }, (tx) => {
    const customer = requireCustomer(tx.db, cmd.customerId);
    const accounts = store.accountsOf(tx.db, { customerId: cmd.customerId });
    const owed = chosenBills(tx.db, cmd, localDate(tx.now, st.zone));
    const { paidFen } = cmd;
    const order = lateFeeOrder(tx.db);
    const plan = allocate({ paidFen, creditFen, bills: owed.bills, credits: accounts, order });
    const keepOn = plan.keptFen > 0 ? keeper(cmd, plan, accounts) : undefined;
    const newFees = billLateFees(st, tx, owed, plan);
    const lines = receiptLines(plan, { bills: owed.bills, newFees, keepOn });
    const content = receiptContent(st, tx, { cmd, customerName: customer.name, accounts, plan, lines });
    const paymentId = record(tx, content, plan);
    tieLateFees(tx, { billIds: [...newFees.values()].map((fee) => fee.billId), paymentId });
    const entryId = post(tx, {
      kind: 'payment',
      memo: content.receiptNo,
      documentKind: 'payment',
      documentId: paymentId,
      document: paymentDocument(tx.db, paymentId),
      lines: entryLines(content, plan, keepOn?.accountId),
      zone: st.zone,
    });
    store.setEntry(tx.db, { paymentId, entryId });
    tx.audit({ kind: 'payment', id: paymentId, after: { receiptNo: content.receiptNo, lines } });
    tx.announce({ topic: 'payment', id: paymentId });
    return receipt(tx.db, paymentId);
  });
}

function keeper(cmd: TakePayment, plan: Allocation, accounts: readonly TillAccount[]): TillAccount {
  const wanted = cmd.keepOnAccountId ?? plan.bills.at(-1)?.accountId ?? accounts[0]?.accountId;
  const found = accounts.find((account) => account.accountId === wanted);
  if (!found) throw new StationError('cashier.no-account');
  return found;
}

/** Bills the late fees that this payment pays, or that settling their debt brings to an end; by the bill they are of. */
function billLateFees(st: Station, tx: Tx, owed: Owed, plan: Allocation): Map<number, IssuedCharge> {
  const billed = new Map<number, IssuedCharge>();
  for (const billId of feesToBill(owed.bills, plan.bills)) {
    const fee = owed.fees.get(billId);
    if (fee) billed.set(billId, chargeLateFee(tx, fee, st.zone));
  }
  return billed;
}

interface Settling {
  readonly bills: readonly OwedBill[];
  readonly newFees: ReadonlyMap<number, IssuedCharge>;
  readonly keepOn: TillAccount | undefined;
}

function receiptLines(plan: Allocation, { bills, newFees, keepOn }: Settling): ReceiptLine[] {
  const byId = new Map<number, OwedBill>(bills.map((bill) => [bill.billId, bill]));
  const lines = plan.bills.map(({ billId, amountFen, isNewFee }): ReceiptLine => {
    const bill = byId.get(billId);
    const fee = isNewFee ? newFees.get(billId) : undefined;
    if (!bill || (isNewFee && !fee)) throw new Error('allocated to a bill that was not offered');
    const { accountId, accountNo, service, doorNo, month } = bill;
    const whose = { accountId, accountNo, service, doorNo, month, amountFen };
    if (!fee)
      return { ...whose, billId: bill.billId, billNo: bill.billNo, kind: bill.kind, leftFen: bill.leftFen - amountFen };
    return { ...whose, billId: fee.billId, billNo: fee.billNo, kind: 'late-fee', leftFen: fee.amountFen - amountFen };
  });
  if (!keepOn) return lines;
  const { accountId, accountNo, service, doorNo } = keepOn;
  const whose = { accountId, accountNo, service, doorNo };
  return [
    ...lines,
    { ...whose, billId: null, billNo: '', kind: 'usage', month: '', amountFen: plan.keptFen, leftFen: 0 },
  ];
}

interface Taken {
  readonly cmd: TakePayment;
  readonly customerName: string;
  readonly accounts: readonly TillAccount[];
  readonly plan: Allocation;
  readonly lines: ReceiptLine[];
}

function receiptContent(st: Station, tx: Tx, taken: Taken): ReceiptContent {
  const { cmd, plan } = taken;
  const station = stationSettings(tx.db);
  const businessDate = localDate(tx.now, st.zone);
  const year = businessDate.slice(0, 4);
  const creditBeforeFen = sumFen(taken.accounts.map((account) => account.creditFen));
  const creditUsedFen = sumFen(plan.creditUsed.map((used) => used.amountFen));
  return {
    receiptNo: receiptNo(year, nextNumber(tx, `receipt-${year}`)),
    stationName: station?.name ?? '',
    stationPhone: station?.phone ?? '',
    stationAddress: station?.address ?? '',
    customerId: cmd.customerId,
    customerName: taken.customerName,
    paidAt: tx.now,
    businessDate,
    method: cmd.paidFen === 0 ? 'credit' : cmd.method,
    paidFen: cmd.paidFen,
    tenderedFen: cmd.paidFen === 0 ? 0 : cmd.tenderedFen,
    changeFen: cmd.paidFen === 0 ? 0 : cmd.tenderedFen - cmd.paidFen,
    reference: cmd.reference ?? '',
    creditUsedFen,
    creditKeptFen: plan.keptFen,
    creditBeforeFen,
    creditAfterFen: creditBeforeFen - creditUsedFen + plan.keptFen,
    cashierName: tx.by.name,
    lines: taken.lines,
  };
}

function record(tx: Tx, content: ReceiptContent, plan: Allocation): PaymentId {
  const { receiptNo, customerId, paidAt, businessDate, method, paidFen, creditUsedFen, tenderedFen, reference } =
    content;
  if (tx.by.userId === null) throw new StationError('permission.denied', { permission: 'cashier.take' });
  const paymentId = PaymentId.parse(
    store.insertPayment(tx.db, {
      receiptNo,
      customerId,
      paidAt,
      businessDate,
      method,
      paidFen,
      creditUsedFen,
      tenderedFen,
      reference,
      receiptJson: JSON.stringify(content),
      userId: tx.by.userId,
    }),
  );
  for (const [i, line] of content.lines.entries()) {
    store.insertLine(tx.db, {
      paymentId,
      lineNo: i + 1,
      accountId: line.accountId,
      billId: line.billId,
      amountFen: line.amountFen,
    });
    if (line.billId !== null) markPaid(tx, line.billId, line.amountFen);
  }
  for (const used of plan.creditUsed) store.insertCredit(tx.db, { paymentId, ...used });
  return paymentId;
}

/** Money in and credit used against receivables settled and credit kept. */
function entryLines(content: ReceiptContent, plan: Allocation, keepOn: AccountId | undefined): EntryLine[] {
  const till = content.method === 'cash' ? LEDGER_CODES.cash : LEDGER_CODES.tenderClearing;
  const settled = new Map<number, number>();
  for (const { accountId, amountFen } of plan.bills) settled.set(accountId, (settled.get(accountId) ?? 0) + amountFen);
  return [
    ...(content.paidFen > 0 ? [debit(till, content.paidFen)] : []),
    ...plan.creditUsed.map((used) => debit(LEDGER_CODES.customerCredit, used.amountFen, used.accountId)),
    ...[...settled].map(([accountId, amountFen]) => credit(LEDGER_CODES.receivable, amountFen, accountId)),
    ...(keepOn ? [credit(LEDGER_CODES.customerCredit, plan.keptFen, keepOn)] : []),
  ];
}
