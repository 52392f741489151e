import type { ReadDb } from '../../db/types.ts';
import type { Tx } from '../../db/writer.ts';
import type { LocalDate } from '../../shared/dates.ts';
import type { AccountId, BillId } from '../../shared/ids.ts';
import type { Move } from './correction.domain.ts';

/** A bill that is issued again, as its late fee is reckoned: the bill that stood, and what the new one says. */
export interface CorrectedDebt {
  readonly billId: number;
  readonly accountId: AccountId;
  readonly month: string;
  readonly newAmountFen: number;
  readonly dueOn: LocalDate;
  readonly tariffId: number;
}

/** A late-fee bill of more than is right since its debt was corrected, and how much of it stays. */
export interface FeeReturn {
  /** Of the debt in the list asked about. */
  readonly place: number;
  readonly bill: {
    readonly billId: BillId;
    readonly billNo: string;
    readonly firstBillId: number;
    readonly accountId: AccountId;
    readonly amountFen: number;
    readonly paidFen: number;
    readonly entryId: number | null;
  };
  readonly remainsFen: number;
  /** Bills what remains, as the fee of the bill that was issued anew. */
  issueAgain(tx: Tx, of: { billId: BillId; billNo: string }): { readonly billId: BillId; readonly billNo: string };
}

/**
 * What a correction gives back of late fees. Bills know nothing of the fees on them; the module that charges them does and
 * stands on this one, so the station is composed with it. `moves` is how the money on the debts moves, by place. Writes
 * nothing.
 */
export type LateFeeReturns = (
  db: ReadDb,
  of: {
    readonly debts: readonly CorrectedDebt[];
    readonly moves: readonly Move[];
    readonly asOf: LocalDate;
    readonly zone: string;
  },
) => FeeReturn[];
