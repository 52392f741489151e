import type { ReadDb } from '../../db/types.ts';
import { StationError } from '../../shared/error-codes.ts';
import { EntryId } from '../../shared/ids.ts';
import { fen, sumFen } from '../../shared/money.ts';
import {
  type AccountBook,
  type AccountBookLine,
  type AccountBookQuery,
  BOOK_PAGE,
  type PeriodQuery,
  type Statement,
  type StatementLine,
  type StatementQuery,
  type TrialBalance,
} from './books.schema.ts';
import * as store from './books.store.ts';

/** Later than any business date, so that "up to" may be left open. */
const NO_END = '9999-12-31';

/** Every entry of a 户号 in a span of dates with what was owed and held after it. Refuses 'record.not-found'. */
export function statement(db: ReadDb, query: StatementQuery): Statement {
  const { accountId, from, to, page } = query;
  const account = store.findAccount(db, { accountId });
  if (!account) throw new StationError('record.not-found', { kind: 'account', id: accountId });
  const all = store.statementRows(db, { accountId, to: to ?? NO_END });
  // A clock put back posts an earlier date after a later one: the date decides what is before, the order posted the rest.
  const isBefore = (row: { businessDate: string }) => from !== undefined && row.businessDate < from;
  const opening = standingAfter({ receivableFen: 0, creditFen: 0 }, all.filter(isBefore));
  let standing = opening;
  const lines = all
    .filter((row) => !isBefore(row))
    .map((row): StatementLine => {
      standing = standingAfter(standing, [row]);
      return { ...row, entryId: EntryId.parse(row.entryId), ...standing };
    });
  const sum = (key: keyof Statement['sums']) => sumFen(lines.map((line) => line[key]));
  return {
    ...account,
    from: from ?? null,
    to: to ?? null,
    opening,
    closing: standing,
    sums: {
      chargedFen: sum('chargedFen'),
      settledFen: sum('settledFen'),
      creditKeptFen: sum('creditKeptFen'),
      creditUsedFen: sum('creditUsedFen'),
    },
    total: lines.length,
    lines: page === undefined ? lines : lines.toReversed().slice((page - 1) * BOOK_PAGE, page * BOOK_PAGE),
  };
}

function standingAfter(
  start: Statement['opening'],
  rows: ReturnType<typeof store.statementRows>,
): Statement['opening'] {
  let { receivableFen, creditFen } = start;
  for (const row of rows) {
    receivableFen += row.chargedFen - row.settledFen;
    creditFen += row.creditKeptFen - row.creditUsedFen;
  }
  return { receivableFen, creditFen };
}

/** Opening, movement and closing of every ledger account over whole business dates. */
export function trialBalanceOf(db: ReadDb, { from, to }: PeriodQuery): TrialBalance {
  const rows = store
    .trialSums(db, { from, to })
    .map((row) => ({ ...row, closingFen: fen(row.openingFen + row.debitFen - row.creditFen) }));
  const split = (balances: readonly number[]) => ({
    debitFen: sumFen(balances.filter((balance) => balance > 0)),
    creditFen: sumFen(balances.filter((balance) => balance < 0).map((balance) => -balance)),
  });
  const totals = {
    opening: split(rows.map((row) => row.openingFen)),
    period: { debitFen: sumFen(rows.map((row) => row.debitFen)), creditFen: sumFen(rows.map((row) => row.creditFen)) },
    closing: split(rows.map((row) => row.closingFen)),
  };
  const isBalanced = Object.values(totals).every((sides) => sides.debitFen === sides.creditFen);
  return { from, to, rows, totals, isBalanced };
}

/** The balance of every ledger account over all dates, each on its side. */
export function trialBalance(db: ReadDb): { ledgerCode: string; debitFen: number; creditFen: number }[] {
  return trialBalanceOf(db, { from: NO_END, to: NO_END }).rows.map(({ ledgerCode, closingFen }) => ({
    ledgerCode,
    debitFen: Math.max(closingFen, 0),
    creditFen: Math.max(-closingFen, 0),
  }));
}

/**
 * One page of the lines of a ledger account, oldest first, with the balance after each. The kept sums say which day a
 * page begins in, so that only the lines of that day and the page are read. Refuses 'record.not-found'.
 */
export function accountBook(db: ReadDb, query: AccountBookQuery): AccountBook {
  const { ledgerCode, from, to } = query;
  const account = store.findLedgerAccount(db, { ledgerCode });
  if (!account) throw new StationError('record.not-found', { kind: 'ledger-account', id: ledgerCode });
  const openingFen = store.openingOf(db, { ledgerCode, from }).fen;
  const days = store.daysOf(db, { ledgerCode, from, to });
  const debitFen = sumFen(days.map((day) => day.debitFen));
  const creditFen = sumFen(days.map((day) => day.creditFen));
  return {
    ...account,
    openingFen,
    debitFen,
    creditFen,
    closingFen: fen(openingFen + debitFen - creditFen),
    total: days.reduce((total, day) => total + day.lines, 0),
    lines: pageOf(db, ledgerCode, { days, openingFen, skip: (query.page - 1) * BOOK_PAGE }),
  };
}

interface PageStart {
  readonly days: ReturnType<typeof store.daysOf>;
  readonly openingFen: number;
  readonly skip: number;
}

function pageOf(db: ReadDb, ledgerCode: string, start: PageStart): AccountBookLine[] {
  let { skip, openingFen: balanceFen } = start;
  const lines: AccountBookLine[] = [];
  for (const { day, debitFen, creditFen, lines: count } of start.days) {
    if (skip >= count) {
      skip -= count;
      balanceFen += debitFen - creditFen;
      continue;
    }
    if (skip > 0) balanceFen += store.sumOfFirst(db, { ledgerCode, day, count: skip }).fen;
    for (const row of store.linesOfDay(db, { ledgerCode, day, skip, count: BOOK_PAGE - lines.length })) {
      const { accountId, ...line } = row;
      balanceFen += row.debitFen - row.creditFen;
      const whose = accountId > 0 ? store.findAccount(db, { accountId }) : undefined;
      lines.push({
        ...line,
        entryId: EntryId.parse(row.entryId),
        accountNo: whose?.accountNo ?? null,
        customerName: whose?.customerName ?? null,
        balanceFen,
      });
    }
    skip = 0;
    if (lines.length >= BOOK_PAGE) break;
  }
  return lines;
}
