import type { ReadDb } from '../../db/types.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { FeeReturn, LateFeeReturns } from '../../station.types.ts';
import { LateFeeRule } from '../tariffs/index.ts';
import { type FeeOnDebt, feeToKeep, takeNewest } from './fee-return.domain.ts';
import * as store from './fee-return.store.ts';
import { settledByDay } from './late-fee.domain.ts';
import { chargeLateFee } from './late-fee.service.ts';
import { chainCharged, moneyOn, movedFrom, setPayment } from './late-fee.store.ts';

type Corrected = Parameters<LateFeeReturns>[1];

/**
 * The late-fee bills that are of more than is right since their debt was corrected, the newest of a debt first. Refuses
 * 'correction.adjusted' where one of them has a discount, which as money would become credit that nobody paid.
 */
export const lateFeeReturns: LateFeeReturns = (db, of) => {
  const bills = JSON.stringify(of.debts.map((debt) => debt.billId));
  const standing = store.standingFees(db, { bills });
  if (standing.length === 0) return [];
  const keep = keptOf(db, of, bills);
  return of.debts.flatMap((debt, place) => {
    const fees = standing.filter((fee) => fee.ofBillId === debt.billId);
    const { keepFen, fee } = keep(place);
    return takeNewest(fees, keepFen).map(({ fee: { paymentId, isAdjusted, ...bill }, remainsFen }): FeeReturn => {
      if (isAdjusted) throw new StationError('correction.adjusted', { billNo: bill.billNo });
      const { accountId, month } = debt;
      return {
        place,
        bill: { ...bill, accountId },
        remainsFen,
        issueAgain: (tx, anew) => {
          if (!fee) throw new Error(`nothing is kept of the late fee ${bill.billNo}`);
          // What older fees charged is what the whole fee is more than this one and what is waived.
          const chargedFen = fee.accruedFen - fee.waivedFen - remainsFen;
          const again = { ...fee, ...anew, accountId, month, chargedFen, dueFen: remainsFen };
          const issued = chargeLateFee(tx, again, of.zone);
          if (paymentId !== null) setPayment(tx.db, { billId: issued.billId, paymentId });
          return issued;
        },
      };
    });
  });
};

/** What stays charged of each debt, with the arithmetic: the money on it is where the correction is about to move it. */
function keptOf(db: ReadDb, of: Corrected, bills: string) {
  const { debts, moves, asOf } = of;
  // Bills that are not issued yet go by numbers that no bill has.
  const anew = (place: number) => -1 - place;
  const moved = moves.flatMap(({ from, to, amountFen }) => {
    const fromBillId = debts[from]?.billId;
    return to === null || fromBillId === undefined ? [] : [{ fromBillId, toBillId: anew(to), amountFen, on: null }];
  });
  const settled = settledByDay(moneyOn(db, { bills }), [...movedFrom(db, { bills }), ...moved]);
  const waived = new Map(chainCharged(db, { bills }).map((row) => [row.billId as number, row.waivedFen]));
  const tariffs = JSON.stringify([...new Set(debts.map((debt) => debt.tariffId))]);
  const rules = new Map(
    store.rulesOf(db, { tariffs }).map((row) => [row.tariffId, LateFeeRule.parse(JSON.parse(row.ruleJson))]),
  );
  const terms = store.termsOf(db, { bills });
  return (place: number): FeeOnDebt => {
    const debt = debts[place];
    const rule = debt && rules.get(debt.tariffId);
    if (!debt || !rule) return { keepFen: 0, fee: null };
    return feeToKeep({
      rule,
      asOf,
      terms: [
        ...terms.filter((term) => term.ofBillId === debt.billId),
        { dueOn: debt.dueOn, amountFen: debt.newAmountFen },
      ],
      settled: settled.get(anew(place)) ?? [],
      waivedFen: waived.get(debt.billId) ?? 0,
    });
  };
}
