import type { ReadDb } from '../../db/types.ts';
import { addMonths, daysBetween } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { divideHalfUp } from '../../shared/money.ts';
import type { UsageBill } from './billing.schema.ts';
import { billsOfAccount, findBill } from './bills.service.ts';
import { type SlipSide, splitDifference } from './slip.domain.ts';
import type { Slip, SlipComparison, SlipMonth } from './slip.schema.ts';

/** Why a bill is as high as it is: its month beside the account's last billed one and the same a year before. */
export function slipOf(db: ReadDb, billId: number): Slip {
  const bill = findBill(db, billId);
  if (bill.kind !== 'usage') throw new StationError('record.not-found', { kind: 'bill', id: billId });
  const standing = billsOfAccount(db, bill.accountId).filter((b) => b.kind === 'usage' && b.reversedAt === null);
  const billsIn = (month: string | undefined) =>
    standing.flatMap((row) => {
      const found = row.month === month ? findBill(db, row.billId) : undefined;
      return found?.kind === 'usage' ? [found] : [];
    });
  // A reversed bill is explained by itself: what stands in its place has a slip of its own.
  const now = bill.reversedAt === null ? billsIn(bill.month) : [bill];
  const lastMonth = standing
    .map((row) => row.month)
    .filter((month) => month < bill.month)
    .sort()
    .at(-1);
  const { account, unit } = bill.explain;
  return {
    account,
    unit,
    now: monthOfBills(now) as SlipMonth,
    last: comparison(billsIn(lastMonth), now),
    lastYear: comparison(billsIn(addMonths(bill.month, -12)), now),
  };
}

function comparison(before: readonly UsageBill[], now: readonly UsageBill[]): SlipComparison | null {
  const month = monthOfBills(before);
  if (!month) return null;
  const [old, recent] = [sideOf(before), sideOf(now)];
  return {
    before: month,
    differenceFen: recent.amountFen - old.amountFen,
    parts: splitDifference(old, recent),
    isOtherMeter: metersOf(before) !== metersOf(now),
  };
}

function metersOf(bills: readonly UsageBill[]): string {
  return [...new Set(bills.map((bill) => bill.explain.meter.meterNo))].sort().join(' ');
}

function monthOfBills(bills: readonly UsageBill[]): SlipMonth | null {
  const [first] = bills;
  if (!first) return null;
  const periodFrom = bills.map((bill) => bill.periodFrom).sort()[0] as string;
  const periodTo = bills
    .map((bill) => bill.periodTo)
    .sort()
    .at(-1) as string;
  const days = daysBetween(periodFrom, periodTo);
  const quantityMilli = bills.reduce((sum, bill) => sum + bill.quantityMilli, 0);
  return {
    month: first.month,
    bills: bills.length,
    ...{ periodFrom, periodTo, days, quantityMilli },
    perDayMilli: days > 0 ? Number(divideHalfUp(BigInt(quantityMilli), BigInt(days))) : null,
    amountFen: bills.reduce((sum, bill) => sum + bill.amountFen, 0),
    meterNo: metersOf(bills),
  };
}

function sideOf(bills: readonly UsageBill[]): SlipSide {
  const month = monthOfBills(bills) as SlipMonth;
  const multipliers = new Set(bills.map((bill) => bill.explain.meter.multiplier));
  return {
    days: month.days,
    quantityMilli: month.quantityMilli,
    amountFen: month.amountFen,
    // Meters with different multipliers in one month: their use cannot be told apart by it.
    multiplier: multipliers.size === 1 ? ([...multipliers][0] as number) : 1,
    lines: bills.flatMap((bill) =>
      bill.lines.map(({ note, ...line }) => ({ ...line, name: typeof note.name === 'string' ? note.name : '' })),
    ),
  };
}
