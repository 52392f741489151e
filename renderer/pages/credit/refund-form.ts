import { typedFen } from '../../../main/modules/cashier/till.domain.ts';

export type RefundProblem = 'empty' | 'bad-amount' | 'over-credit' | 'over-limit' | 'over-payment';

/** What was typed, in fen, and what speaks against it. The station checks the same again. */
export function refundProblem(of: {
  readonly amountText: string;
  readonly creditFen: number;
  readonly limitFen: number | null;
  readonly returnableFen: number | null;
}): { readonly amountFen: number; readonly problem: RefundProblem | null } {
  if (of.amountText.trim() === '') return { amountFen: 0, problem: 'empty' };
  const amountFen = typedFen(of.amountText) ?? 0;
  if (amountFen <= 0) return { amountFen: 0, problem: 'bad-amount' };
  if (amountFen > of.creditFen) return { amountFen, problem: 'over-credit' };
  if (of.limitFen !== null && amountFen > of.limitFen) return { amountFen, problem: 'over-limit' };
  if (of.returnableFen !== null && amountFen > of.returnableFen) return { amountFen, problem: 'over-payment' };
  return { amountFen, problem: null };
}
