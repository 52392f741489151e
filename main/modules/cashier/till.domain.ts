import { type Fen, fen, parseYuan, sumFen } from '../../shared/money.ts';
import { owedOn } from './cashier.domain.ts';
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
}

export const EMPTY_DRAFT: TillDraft = {
  method: 'cash',
  untickedIds: [],
  amountText: '',
  tenderedText: '',
  usesCredit: false,
  reference: '',
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
  readonly problem: TillProblem | null;
}

interface TillState {
  readonly bills: readonly {
    readonly billId: number;
    readonly leftFen: number;
    readonly lateFee: { readonly feeFen: number } | null;
  }[];
  readonly accounts: readonly unknown[];
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
  const ticked = customer.bills.filter((bill) => !draft.untickedIds.includes(bill.billId));
  const owedFen = sumFen(ticked.map(owedOn));
  const creditFen = fen(draft.usesCredit ? Math.max(0, Math.min(customer.creditFen, owedFen)) : 0);
  const dueFen = fen(owedFen - creditFen);
  const amount = draft.amountText.trim() === '' ? dueFen : typedFen(draft.amountText);
  const paidFen = amount ?? fen(0);
  const isCash = draft.method === 'cash' && paidFen > 0;
  const tendered = isCash && draft.tenderedText.trim() !== '' ? typedFen(draft.tenderedText) : paidFen;
  const tenderedFen = tendered ?? paidFen;
  const isReadable = amount !== null && tendered !== null;
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
  };
  return { ...figures, problem: isReadable ? problemOf(figures, customer) : 'bad-amount' };
}

function problemOf(figures: Omit<TillFigures, 'problem'>, customer: TillState): TillProblem | null {
  if (figures.paidFen + figures.creditFen <= 0) return 'nothing';
  if (figures.tenderedFen < figures.paidFen) return 'tendered-short';
  if (figures.keptFen > 0 && customer.accounts.length === 0) return 'no-account';
  return null;
}
