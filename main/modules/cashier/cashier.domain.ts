import { StationError } from '../../shared/error-codes.ts';
import { type Fen, fen, formatYuan, sumFen } from '../../shared/money.ts';

export interface OpenBill {
  readonly billId: number;
  readonly accountId: number;
  readonly kind: string;
  readonly dueOn: string;
  readonly leftFen: number;
  /** Late fee that accrued on it and has no bill yet. */
  readonly lateFee: { readonly feeFen: number } | null;
}

/** Which is paid first where not all is paid: see LateFeeOrder of charges. */
type PayingOrder = 'principal-first' | 'fee-first';

export interface AccountCredit {
  readonly accountId: number;
  readonly creditFen: number;
}

export interface PayingIn {
  readonly paidFen: number;
  /** Credit to use as well, at most what the bills owe. */
  readonly creditFen: number;
  readonly bills: readonly OpenBill[];
  readonly credits: readonly AccountCredit[];
  readonly order: PayingOrder;
}

/** What a part of the money pays: a bill, or the late fee of a bill that gets a bill of its own with this payment. */
export interface Paid {
  readonly billId: number;
  readonly accountId: number;
  readonly amountFen: Fen;
  readonly isNewFee: boolean;
}

export interface Allocation {
  readonly bills: readonly Paid[];
  readonly creditUsed: readonly { readonly accountId: number; readonly amountFen: Fen }[];
  /** Paid too much: becomes credit. */
  readonly keptFen: Fen;
}

/** Oldest first: by due date, and on one due date in the order of issue. */
export function oldestFirst<B extends { readonly dueOn: string; readonly billId: number }>(bills: readonly B[]): B[] {
  return [...bills].sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.billId - b.billId));
}

/** What a bill takes to be settled today: the rest of it and its late fee. */
export function owedOn(bill: Pick<OpenBill, 'leftFen' | 'lateFee'>): number {
  return bill.leftFen + (bill.lateFee?.feeFen ?? 0);
}

type Item = Omit<Paid, 'amountFen'> & { readonly leftFen: number };

/**
 * In which order money pays. principal-first: every debt, oldest first, then late fees, those that have a bill before
 * those that accrued. fee-first: oldest first, each debt behind its late fee. (民法典 561 puts interest before the debt
 * where nothing else is agreed and is silent on late fees, so that this is a setting.)
 */
export function payingOrder(bills: readonly OpenBill[], order: PayingOrder): Item[] {
  const sorted = oldestFirst(bills);
  const debt = ({ billId, accountId, leftFen }: OpenBill): Item => ({ billId, accountId, leftFen, isNewFee: false });
  const fee = ({ billId, accountId, lateFee }: OpenBill): Item[] =>
    lateFee && lateFee.feeFen > 0 ? [{ billId, accountId, leftFen: lateFee.feeFen, isNewFee: true }] : [];
  if (order === 'fee-first') return sorted.flatMap((bill) => [...fee(bill), debt(bill)]);
  const isFee = (bill: OpenBill) => bill.kind === 'late-fee';
  return [
    ...sorted.filter((bill) => !isFee(bill)).map(debt),
    ...sorted.filter(isFee).map(debt),
    ...sorted.flatMap(fee),
  ];
}

/**
 * Spreads money and credit over open bills and their late fees in the order set; the rest of the money is kept as credit. Credit is taken
 * first from the accounts whose bills it pays, then from the customer's other accounts in the order given.
 * Refuses credit that is not there or that no bill needs.
 */
export function allocate(paying: PayingIn): Allocation {
  const owed = sumFen(paying.bills.map(owedOn));
  const available = sumFen(paying.credits.map((c) => c.creditFen));
  const usable = Math.min(available, owed);
  if (paying.creditFen > usable)
    throw new StationError('cashier.credit-short', {
      wanted: formatYuan(paying.creditFen),
      usable: formatYuan(usable),
    });
  let rest = fen(paying.paidFen + paying.creditFen);
  const bills: Paid[] = [];
  for (const { leftFen, ...item } of payingOrder(paying.bills, paying.order)) {
    const amountFen = fen(Math.min(rest, leftFen));
    if (amountFen <= 0) continue;
    bills.push({ ...item, amountFen });
    rest = fen(rest - amountFen);
  }
  return { bills, creditUsed: drawCredit(paying, bills), keptFen: rest };
}

function drawCredit(paying: PayingIn, paid: Allocation['bills']): Allocation['creditUsed'] {
  const drawn = new Map<number, number>();
  let wanted = paying.creditFen;
  const draw = (accountId: number, atMost: number) => {
    const amount = Math.min(wanted, atMost);
    if (amount <= 0) return;
    drawn.set(accountId, (drawn.get(accountId) ?? 0) + amount);
    wanted -= amount;
  };
  for (const { accountId, creditFen } of paying.credits) {
    const ownBills = sumFen(paid.filter((bill) => bill.accountId === accountId).map((bill) => bill.amountFen));
    draw(accountId, Math.min(creditFen, ownBills));
  }
  for (const { accountId, creditFen } of paying.credits) draw(accountId, creditFen - (drawn.get(accountId) ?? 0));
  return [...drawn].map(([accountId, amountFen]) => ({ accountId, amountFen: fen(amountFen) }));
}

/**
 * The bills whose late fee gets a bill with this payment: money pays some of it, or settles the debt, so that the fee
 * stops growing and is all that stays owed.
 */
export function feesToBill(bills: readonly OpenBill[], paid: readonly Paid[]): number[] {
  const onDebt = new Map(paid.filter((part) => !part.isNewFee).map((part) => [part.billId, part.amountFen]));
  const onFee = new Set(paid.filter((part) => part.isNewFee).map((part) => part.billId));
  return bills
    .filter((bill) => bill.lateFee && bill.lateFee.feeFen > 0)
    .filter((bill) => onFee.has(bill.billId) || onDebt.get(bill.billId) === bill.leftFen)
    .map((bill) => bill.billId);
}

/** Change is given in cash only: every other method pays exactly what it pays. */
export function assertTender(method: string, paidFen: number, tenderedFen: number): void {
  if (tenderedFen < paidFen)
    throw new StationError('cashier.tendered-short', { paid: formatYuan(paidFen), tendered: formatYuan(tenderedFen) });
  if (method !== 'cash' && tenderedFen !== paidFen) throw new StationError('cashier.change-only-cash');
}

/** "R2026-000123": gapless within the year of the business date. */
export function receiptNo(year: string, number: number): string {
  return `R${year}-${String(number).padStart(6, '0')}`;
}
