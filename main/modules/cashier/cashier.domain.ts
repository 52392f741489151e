import { StationError } from '../../shared/error-codes.ts';
import { type Fen, fen, formatYuan, sumFen } from '../../shared/money.ts';

export interface OpenBill {
  readonly billId: number;
  readonly accountId: number;
  readonly dueOn: string;
  readonly leftFen: number;
}

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
}

export interface Allocation {
  readonly bills: readonly { readonly billId: number; readonly accountId: number; readonly amountFen: Fen }[];
  readonly creditUsed: readonly { readonly accountId: number; readonly amountFen: Fen }[];
  /** Paid too much: becomes credit. */
  readonly keptFen: Fen;
}

/** Oldest first: by due date, and on one due date in the order of issue. */
export function oldestFirst<B extends { readonly dueOn: string; readonly billId: number }>(bills: readonly B[]): B[] {
  return [...bills].sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.billId - b.billId));
}

/**
 * Spreads money and credit over open bills, oldest first; the rest of the money is kept as credit. Credit is taken
 * first from the accounts whose bills it pays, then from the customer's other accounts in the order given.
 * Refuses credit that is not there or that no bill needs.
 */
export function allocate(paying: PayingIn): Allocation {
  const owed = sumFen(paying.bills.map((bill) => bill.leftFen));
  const available = sumFen(paying.credits.map((c) => c.creditFen));
  const usable = Math.min(available, owed);
  if (paying.creditFen > usable)
    throw new StationError('cashier.credit-short', {
      wanted: formatYuan(paying.creditFen),
      usable: formatYuan(usable),
    });
  let rest = fen(paying.paidFen + paying.creditFen);
  const bills: { billId: number; accountId: number; amountFen: Fen }[] = [];
  for (const bill of oldestFirst(paying.bills)) {
    const amountFen = fen(Math.min(rest, bill.leftFen));
    if (amountFen <= 0) continue;
    bills.push({ billId: bill.billId, accountId: bill.accountId, amountFen });
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
