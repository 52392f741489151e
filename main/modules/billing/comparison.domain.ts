import { addMonths } from '../../shared/dates.ts';
import type { ComparedBuilding, Comparison, Mover, MoverRule, PeriodFigures } from './comparison.schema.ts';

/** What one account was billed in a month. */
export interface BilledMonth extends PeriodFigures {
  readonly accountId: number;
  readonly month: string;
}

/** One account beside itself: in the month, in the month it was billed last before that, a year before. */
export interface ComparedAccount {
  readonly accountId: number;
  readonly building: string;
  now: PeriodFigures;
  readonly lastMonth: string | null;
  readonly last: PeriodFigures | null;
  readonly lastYear: PeriodFigures | null;
}

const NOTHING: PeriodFigures = { bills: 0, quantityMilli: 0, amountFen: 0 };

export function added(a: PeriodFigures, b: PeriodFigures | null): PeriodFigures {
  if (b === null) return a;
  return {
    bills: a.bills + b.bills,
    quantityMilli: a.quantityMilli + b.quantityMilli,
    amountFen: a.amountFen + b.amountFen,
  };
}

/** `billed` holds the account's months so far: the month of the run, the last one before it, the same a year before. */
export function compared(
  account: { accountId: number; building: string },
  billed: readonly BilledMonth[],
  month: string,
): ComparedAccount {
  const figures = (of: string | null) => {
    const found = billed.find((row) => row.month === of);
    return found ? added(NOTHING, found) : null;
  };
  const before = billed.map((row) => row.month).filter((other) => other < month);
  const lastMonth = before.sort().at(-1) ?? null;
  return {
    accountId: account.accountId,
    building: account.building,
    now: figures(month) ?? NOTHING,
    lastMonth,
    last: figures(lastMonth),
    lastYear: figures(addMonths(month, -12)),
  };
}

/** Difference of an account's bill; undefined where one side is missing. */
export function changeOf(
  of: { readonly nowFen: number; readonly lastFen: number | null; readonly lastYearFen: number | null },
  against: MoverRule['against'],
): number | undefined {
  const before = against === 'last' ? of.lastFen : of.lastYearFen;
  return before === null ? undefined : of.nowFen - before;
}

/** Whether a bill is further away than both limits. From nothing, any amount is more than any part of it. */
export function isMover(of: Parameters<typeof changeOf>[0], rule: MoverRule): boolean {
  const change = changeOf(of, rule.against);
  if (change === undefined || Math.abs(change) <= rule.aboveFen) return false;
  const before = of.nowFen - change;
  return Math.abs(change) * 100 > Math.abs(before) * rule.abovePercent;
}

/** The largest difference an account has, whatever it is compared with. */
export function largestChange({ now, last, lastYear }: ComparedAccount): number {
  const away = (before: PeriodFigures | null) => (before === null ? 0 : Math.abs(now.amountFen - before.amountFen));
  return now.bills === 0 ? 0 : Math.max(away(last), away(lastYear));
}

/** The accounts that moved furthest, and above which difference none is left out. */
export function furthest(
  accounts: Iterable<ComparedAccount>,
  limit: number,
): { readonly kept: readonly ComparedAccount[]; readonly completeAboveFen: number } {
  const moved = [...accounts].filter((account) => largestChange(account) > 0);
  moved.sort((a, b) => largestChange(b) - largestChange(a) || a.accountId - b.accountId);
  const next = moved[limit];
  return { kept: moved.slice(0, limit), completeAboveFen: next ? largestChange(next) : 0 };
}

/** Sums by building, in the order of their names as people count: building 10 after building 9. */
export function sumUp(
  accounts: Iterable<ComparedAccount>,
): Pick<Comparison, 'now' | 'last' | 'lastYear' | 'buildings'> {
  const byName = new Map<string, ComparedBuilding>();
  for (const { building, now, last, lastYear } of accounts) {
    const sum = byName.get(building) ?? { building, accounts: 0, now: NOTHING, last: NOTHING, lastYear: NOTHING };
    byName.set(building, {
      building,
      accounts: sum.accounts + 1,
      now: added(sum.now, now),
      last: added(sum.last, last),
      lastYear: added(sum.lastYear, lastYear),
    });
  }
  const order = new Intl.Collator('zh-CN', { numeric: true });
  const buildings = [...byName.values()].sort((a, b) => order.compare(a.building, b.building));
  const total = (side: 'now' | 'last' | 'lastYear') => buildings.reduce((sum, b) => added(sum, b[side]), NOTHING);
  return { now: total('now'), last: total('last'), lastYear: total('lastYear'), buildings };
}

export function toMover(
  account: ComparedAccount,
  name: Pick<Mover, 'accountNo' | 'customerName' | 'doorNo'>,
): Omit<Mover, 'accountId'> {
  const { building, lastMonth, now, last, lastYear } = account;
  return {
    ...name,
    building,
    lastMonth,
    nowMilli: now.quantityMilli,
    lastMilli: last?.quantityMilli ?? null,
    lastYearMilli: lastYear?.quantityMilli ?? null,
    nowFen: now.amountFen,
    lastFen: last?.amountFen ?? null,
    lastYearFen: lastYear?.amountFen ?? null,
  };
}
