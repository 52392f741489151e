import type { Month } from '../../shared/dates.ts';
import type { Unratable } from './advice.schema.ts';
import type { House, LeftOut, Rehearsal, RehearsedAccount } from './rehearsal.schema.ts';

/** The furthest in each direction that are listed by name. */
const LISTED = 50;
const CHUNK_MS = 12;

/** A bill, and what it would have come to: an amount and the highest tier it reaches, or why there is none. */
export interface RehearsedBill {
  readonly month: Month;
  readonly quantityMilli: number;
  readonly billedFen: number;
  readonly again: { readonly totalFen: number; readonly tier: number | null } | Unratable;
}

type Sums = Omit<Rehearsal, keyof typeof HEAD>;
const HEAD = {
  ...{ tariffId: 0, code: 0, name: 0, effectiveFrom: 0, isActive: 0, service: 0, fromMonth: 0, toMonth: 0 },
} as const;

interface Group {
  accounts: number;
  bills: number;
  quantityMilli: number;
  beforeFen: number;
  afterFen: number;
}
const noGroup = (): Group => ({ accounts: 0, bills: 0, quantityMilli: 0, beforeFen: 0, afterFen: 0 });
type Sided = Group & { winners: number; losers: number };
const noSided = (): Sided => ({ ...noGroup(), winners: 0, losers: 0 });

/** Adds account after account. What each comes to is kept for whoever wants the whole list. */
export interface Tally {
  add(house: House, bills: readonly RehearsedBill[]): void;
  finish(): Sums;
  readonly accounts: readonly RehearsedAccount[];
}

export function createTally(): Tally {
  const total = noGroup();
  const accounts: RehearsedAccount[] = [];
  const leftOut: LeftOut[] = [];
  const months = new Map<Month, Group>();
  const buildings = new Map<string, Sided>();
  const tiers = new Map<number | null, Sided>();

  function leaveOut(house: House, bills: readonly RehearsedBill[], reason: Unratable, month: Month): void {
    const billedFen = bills.reduce((sum, bill) => sum + bill.billedFen, 0);
    leftOut.push({ ...house, bills: bills.length, billedFen, month, reason });
  }

  return {
    accounts,
    add(house, bills) {
      const own = noGroup();
      let reached: number | null = null;
      for (const { month, quantityMilli, billedFen, again } of bills) {
        if (typeof again === 'string') return leaveOut(house, bills, again, month);
        addTo(own, { accounts: 0, bills: 1, quantityMilli, beforeFen: billedFen, afterFen: again.totalFen });
        if (again.tier !== null) reached = Math.max(reached ?? 0, again.tier);
      }
      own.accounts = 1;
      addTo(total, own);
      const { accounts: _, ...figures } = own;
      accounts.push({ ...house, ...figures });
      const change = Math.sign(own.afterFen - own.beforeFen);
      for (const group of [at(buildings, house.building, noSided), at(tiers, reached, noSided)]) {
        addTo(group, own);
        group.winners += Number(change < 0);
        group.losers += Number(change > 0);
      }
      const seen = new Set<Month>();
      for (const { month, quantityMilli, billedFen, again } of bills) {
        const afterFen = typeof again === 'string' ? 0 : again.totalFen;
        const ofMonth = { accounts: Number(!seen.has(month)), bills: 1, quantityMilli, beforeFen: billedFen, afterFen };
        addTo(at(months, month, noGroup), ofMonth);
        seen.add(month);
      }
    },
    finish() {
      const winners = accounts.filter((row) => changeOf(row) < 0).sort((a, b) => changeOf(a) - changeOf(b));
      const losers = accounts.filter((row) => changeOf(row) > 0).sort((a, b) => changeOf(b) - changeOf(a));
      return {
        ...total,
        winners: side(winners),
        losers: side(losers),
        unchanged: accounts.length - winners.length - losers.length,
        months: [...months].map(([month, of]) => ({ month, ...of })).sort((a, b) => (a.month < b.month ? -1 : 1)),
        buildings: [...buildings]
          .map(([building, of]) => ({ building, ...of }))
          .sort((a, b) => a.building.localeCompare(b.building, 'zh-CN', { numeric: true })),
        tiers: [...tiers].map(([tier, of]) => ({ tier, ...of })).sort((a, b) => (a.tier ?? 0) - (b.tier ?? 0)),
        leftOut: {
          accounts: leftOut.length,
          bills: leftOut.reduce((sum, row) => sum + row.bills, 0),
          billedFen: leftOut.reduce((sum, row) => sum + row.billedFen, 0),
          reasons: reasonsOf(leftOut),
          top: leftOut.toSorted((a, b) => b.billedFen - a.billedFen).slice(0, LISTED),
        },
      };
    },
  };
}

export function changeOf(row: { beforeFen: number; afterFen: number }): number {
  return row.afterFen - row.beforeFen;
}

function side(rows: readonly RehearsedAccount[]): Rehearsal['winners'] {
  const sumFen = Math.abs(rows.reduce((sum, row) => sum + changeOf(row), 0));
  return { accounts: rows.length, sumFen, top: rows.slice(0, LISTED) };
}

function reasonsOf(rows: readonly LeftOut[]): Rehearsal['leftOut']['reasons'] {
  const counts = new Map<Unratable, number>();
  for (const { reason } of rows) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, accounts]) => ({ reason, accounts })).sort((a, b) => b.accounts - a.accounts);
}

function addTo(to: Group, of: Group): void {
  to.accounts += of.accounts;
  to.bills += of.bills;
  to.quantityMilli += of.quantityMilli;
  to.beforeFen += of.beforeFen;
  to.afterFen += of.afterFen;
}

function at<K, V>(map: Map<K, V>, key: K, none: () => V): V {
  const known = map.get(key) ?? none();
  map.set(key, known);
  return known;
}

/** The highest tier among the lines of a bill. */
export function tierReached(lines: readonly { readonly tier: number | null }[]): number | null {
  return lines.reduce<number | null>((max, { tier }) => (tier === null ? max : Math.max(max ?? 0, tier)), null);
}

/** Accounts of the next chunk: a year of bills each, so far fewer than a run takes, and a payment waits for one at most. */
export function nextAccounts(accounts: number, tookMs: number): number {
  return Math.max(1, Math.min(Math.floor((accounts * CHUNK_MS) / Math.max(tookMs, 1)), accounts * 2, 200));
}
