import { type Fen, fen, parseYuan, sumFen } from '../../shared/money.ts';
import { allocate, owedOn, type Paid } from './cashier.domain.ts';
import type { PaymentMethod } from './cashier.schema.ts';

/** What stands on the till and has not been taken yet. An amount not typed is empty: the proposal counts. */
export interface TillDraft {
  readonly method: PaymentMethod;
  /** Bills are ticked unless they are named here. */
  readonly untickedIds: readonly number[];
  readonly amountText: string;
  readonly tenderedText: string;
  readonly usesCredit: boolean;
  readonly reference: string;
  /** Paying in advance: no bill is paid, all of it becomes credit. */
  readonly isPrepay: boolean;
  /** Account that keeps what becomes credit; null: the one proposed. */
  readonly keepOnAccountId: number | null;
}

export const EMPTY_DRAFT: TillDraft = {
  method: 'cash',
  untickedIds: [],
  amountText: '',
  tenderedText: '',
  usesCredit: false,
  reference: '',
  isPrepay: false,
  keepOnAccountId: null,
};

export type TillProblem = 'bad-amount' | 'nothing' | 'tendered-short' | 'no-account';

export interface TillFigures {
  readonly tickedIds: readonly number[];
  readonly owedFen: Fen;
  /** Credit that will be used. */
  readonly creditFen: Fen;
  /** Owed less credit: what the customer is asked for. */
  readonly dueFen: Fen;
  readonly paidFen: Fen;
  readonly tenderedFen: Fen;
  readonly changeFen: Fen;
  /** Stays open on the ticked bills. */
  readonly leftFen: Fen;
  /** Paid too much: becomes credit. */
  readonly keptFen: Fen;
  /** What each ticked bill gets with its late fee, in the order of paying; a bill that gets nothing is not among them. */
  readonly shares: readonly { readonly billId: number; readonly amountFen: Fen; readonly feeFen: Fen }[];
  /** Account that keeps what becomes credit; null where the customer has none. */
  readonly keepOnAccountId: number | null;
  readonly problem: TillProblem | null;
}

interface TillState {
  readonly bills: readonly {
    readonly billId: number;
    readonly accountId: number;
    readonly kind: string;
    readonly dueOn: string;
    readonly leftFen: number;
    readonly lateFee: { readonly feeFen: number } | null;
  }[];
  readonly accounts: readonly { readonly accountId: number }[];
  readonly lateFeeOrder: 'principal-first' | 'fee-first';
  readonly creditFen: number;
}

/** What somebody typed, in fen; null when it is no amount of money. A Chinese keyboard types full-width figures. */
export function typedFen(text: string): Fen | null {
  try {
    const amount = parseYuan(text.normalize('NFKC').replace('。', '.'));
    return amount < 0 ? null : amount;
  } catch {
    return null;
  }
}

/** Every figure the till shows, from what is owed and what was typed. */
export function tillFigures(customer: TillState, draft: TillDraft): TillFigures {
  const ticked = draft.isPrepay ? [] : customer.bills.filter((bill) => !draft.untickedIds.includes(bill.billId));
  const owedFen = sumFen(ticked.map(owedOn));
  const creditFen = fen(draft.usesCredit ? Math.max(0, Math.min(customer.creditFen, owedFen)) : 0);
  const dueFen = fen(owedFen - creditFen);
  const amount = draft.amountText.trim() === '' ? dueFen : typedFen(draft.amountText);
  const paidFen = amount ?? fen(0);
  const isCash = draft.method === 'cash' && paidFen > 0;
  const tendered = isCash && draft.tenderedText.trim() !== '' ? typedFen(draft.tenderedText) : paidFen;
  const tenderedFen = tendered ?? paidFen;
  const isReadable = amount !== null && tendered !== null;
  const order = customer.lateFeeOrder;
  const plan = allocate({ paidFen, creditFen, bills: ticked, credits: [{ accountId: 0, creditFen }], order });
  const figures = {
    tickedIds: ticked.map((bill) => bill.billId),
    owedFen,
    creditFen,
    dueFen,
    paidFen,
    tenderedFen,
    changeFen: fen(Math.max(0, tenderedFen - paidFen)),
    leftFen: fen(Math.max(0, dueFen - paidFen)),
    keptFen: fen(Math.max(0, paidFen - dueFen)),
    shares: sharesOf(plan.bills),
    keepOnAccountId: draft.keepOnAccountId ?? plan.bills.at(-1)?.accountId ?? customer.accounts[0]?.accountId ?? null,
  };
  return { ...figures, problem: isReadable ? problemOf(figures, customer) : 'bad-amount' };
}

/** Debt and late fee of a bill are paid apart and shown as one. */
function sharesOf(paid: readonly Paid[]): TillFigures['shares'] {
  return [...Map.groupBy(paid, (part) => part.billId)].map(([billId, parts]) => ({
    billId,
    amountFen: sumFen(parts.map((part) => part.amountFen)),
    feeFen: sumFen(parts.filter((part) => part.isNewFee).map((part) => part.amountFen)),
  }));
}

function problemOf(figures: Omit<TillFigures, 'problem'>, customer: TillState): TillProblem | null {
  if (figures.paidFen + figures.creditFen <= 0) return 'nothing';
  if (figures.tenderedFen < figures.paidFen) return 'tendered-short';
  if (figures.keptFen > 0 && customer.accounts.length === 0) return 'no-account';
  return null;
}
