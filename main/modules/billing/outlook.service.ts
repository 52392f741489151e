import type { ReadDb } from '../../db/types.ts';
import { addMonths, type Month, monthSpan } from '../../shared/dates.ts';
import type { BillOutlook } from './outlook.schema.ts';
import * as store from './outlook.store.ts';
import { planBills, planContext } from './plan.service.ts';

/** Why a meter that left long ago gets no bill is nobody's question. */
const SILENT: readonly string[] = ['no-reading', 'already-billed'];

/** The bills of an account for a month as they stand, and those the next run would add, one a meter. Writes nothing. */
export function outlook(
  db: ReadDb,
  of: { readonly accountId: number; readonly month: Month; readonly zone: string },
): BillOutlook[] {
  const { accountId, month, zone } = of;
  const { from, to } = monthSpan(month);
  const standing = new Map(store.standingOfMonth(db, { accountId, month }).map((bill) => [bill.meterId, bill]));
  const targets = store.targetsOfAccount(db, { accountId, to });
  return planBills(planContext(db, { zone, month, dueOn: to }), targets).flatMap((plan): BillOutlook[] => {
    const { meterId, meterNo, toOn } = plan.candidate;
    if (meterId === null) return [];
    const bill = standing.get(meterId);
    const line = { month, meterNo, quantityMilli: null, amountFen: null, reason: null };
    if (bill) return [{ ...line, quantityMilli: bill.quantityMilli, amountFen: bill.amountFen, isIssued: true }];
    if (!('reason' in plan))
      return [{ ...line, quantityMilli: plan.rated.quantityMilli, amountFen: plan.rated.totalFen, isIssued: false }];
    const isGone = toOn !== null && toOn < from;
    return isGone && SILENT.includes(plan.reason) ? [] : [{ ...line, reason: plan.reason, isIssued: false }];
  });
}

/** The month in which a meter's use from a month on is billed: that one, or the one after its newest bill. */
export function nextMonth(db: ReadDb, of: { accountId: number; meterId: number; month: Month }): Month {
  const { month } = of;
  const last = store.lastMonthOf(db, of)?.month;
  return last !== undefined && last >= month ? addMonths(last, 1) : month;
}
