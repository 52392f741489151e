import { sumFen } from '../../shared/money.ts';
import { formatMilli } from '../../shared/quantity.ts';
import type { MonthlyFigures, MonthlyReport, MonthlyRow } from './monthly.schema.ts';

interface ByBuilding {
  readonly building: string;
  readonly fen: number;
}

/** What the queries found, before it is laid side by side. */
export interface MonthlyParts
  extends Pick<MonthlyReport, 'month' | 'service' | 'stationName' | 'at' | 'safety' | 'fillings'> {
  readonly accounts: readonly { readonly building: string; readonly accounts: number }[];
  readonly bills: readonly {
    readonly building: string;
    readonly bills: number;
    readonly quantityMilli: number;
    readonly billedFen: number;
    readonly collectedFen: number;
    readonly adjustedFen: number;
    readonly ledgerFen: number;
  }[];
  readonly receivableNow: readonly ByBuilding[];
  readonly movedSince: readonly ByBuilding[];
  readonly movementIn: readonly { readonly documentKind: string; readonly fen: number }[];
  readonly openOnBillsNowFen: number;
  readonly openOnBillsThenFen: number;
}

const NOTHING: MonthlyFigures = {
  accounts: 0,
  bills: 0,
  quantityMilli: 0,
  billedFen: 0,
  collectedFen: 0,
  adjustedFen: 0,
  openFen: 0,
  closingFen: 0,
  nowFen: 0,
};
const KEYS = Object.keys(NOTHING) as (keyof MonthlyFigures)[];

/** One row a building in the order of door numbers (2号楼 before 10号楼), the totals, and the comparison with the ledger. */
export function assembleMonthly(parts: MonthlyParts): MonthlyReport {
  const buildings = new Map<string, MonthlyFigures>();
  const add = (building: string, figures: Partial<MonthlyFigures>) =>
    buildings.set(building, addFigures(buildings.get(building) ?? NOTHING, { ...NOTHING, ...figures }));
  for (const row of parts.accounts) add(row.building, { accounts: row.accounts });
  for (const { building, ledgerFen: _, ...bills } of parts.bills)
    add(building, { ...bills, openFen: bills.billedFen - bills.collectedFen - bills.adjustedFen });
  for (const row of parts.receivableNow) add(row.building, { nowFen: row.fen, closingFen: row.fen });
  for (const row of parts.movedSince) add(row.building, { closingFen: -row.fen });

  const rows: MonthlyRow[] = [...buildings]
    .filter(([, figures]) => KEYS.some((key) => figures[key] !== 0))
    .sort(([a], [b]) => a.localeCompare(b, 'zh-CN', { numeric: true }))
    .map(([building, figures]) => ({ building, ...figures }));
  const totals = rows.reduce<MonthlyFigures>(addFigures, NOTHING);
  const { month, service, stationName, at, safety, fillings } = parts;
  return {
    month,
    service,
    stationName,
    at,
    rows,
    totals,
    movement: movement(parts, totals.closingFen),
    agreement: [
      { what: 'billed', billsFen: totals.billedFen, ledgerFen: sumFen(parts.bills.map((row) => row.ledgerFen)) },
      { what: 'closing', billsFen: parts.openOnBillsThenFen, ledgerFen: totals.closingFen },
      { what: 'now', billsFen: parts.openOnBillsNowFen, ledgerFen: totals.nowFen },
    ],
    safety,
    fillings,
  };
}

function movement(parts: MonthlyParts, closingFen: number): MonthlyReport['movement'] {
  const of = (kind: string) =>
    sumFen(parts.movementIn.filter((row) => row.documentKind === kind).map((row) => row.fen));
  const chargedFen = of('bill');
  const settledFen = -(of('payment') + of('auto-pay')) + 0;
  const movedFen = sumFen(parts.movementIn.map((row) => row.fen));
  return {
    openingFen: closingFen - movedFen,
    chargedFen,
    settledFen,
    otherFen: movedFen - chargedFen + settledFen,
    closingFen,
  };
}

function addFigures(a: MonthlyFigures, b: MonthlyFigures): MonthlyFigures {
  return Object.fromEntries(KEYS.map((key) => [key, a[key] + b[key]])) as MonthlyFigures;
}

/** 7051780 → "7,051.78": thousands apart, at least two decimals so that the points stand below each other. */
export function formatQuantity(quantityMilli: number): string {
  return formatMilli(quantityMilli, 2).replace(/\B(?=(\d{3})+(?!\d))(?=[^.]*\.)/g, ',');
}

/** Share of the billed money that came in, in tenths of a percent; null when nothing was billed. */
export function collectionPermille(figures: {
  readonly billedFen: number;
  readonly collectedFen: number;
}): number | null {
  return figures.billedFen > 0 ? Math.floor((figures.collectedFen * 1000) / figures.billedFen) : null;
}

/** 987 → "98.7%". Rounded down: 100.0% means all of it. */
export function formatPermille(permille: number | null): string {
  return permille === null ? '—' : `${Math.floor(permille / 10)}.${permille % 10}%`;
}

/** A month without discounts and write-offs has no column for them. */
export function isAdjusted(report: Pick<MonthlyReport, 'totals'>): boolean {
  return report.totals.adjustedFen !== 0;
}

export function isAgreed(report: MonthlyReport): boolean {
  return report.agreement.every((line) => line.billsFen === line.ledgerFen);
}
