import type { TakingsItem, TakingsRow } from './takings.schema.ts';

export interface TakingsTotal {
  readonly key: string;
  readonly payments: number;
  readonly takenFen: number;
  readonly reversals: number;
  readonly reversedFen: number;
  /** Taken less reversed. */
  readonly netFen: number;
}

/** Adds rows up by whatever `keyOf` says, in the order the keys first appear. */
export function totalsBy(rows: readonly TakingsRow[], keyOf: (row: TakingsRow) => string): TakingsTotal[] {
  const totals = new Map<string, TakingsTotal>();
  for (const row of rows) {
    const key = keyOf(row);
    const before = totals.get(key) ?? { key, payments: 0, takenFen: 0, reversals: 0, reversedFen: 0, netFen: 0 };
    totals.set(key, {
      key,
      payments: before.payments + row.payments,
      takenFen: before.takenFen + row.takenFen,
      reversals: before.reversals + row.reversals,
      reversedFen: before.reversedFen + row.reversedFen,
      netFen: before.netFen + row.takenFen - row.reversedFen,
    });
  }
  return [...totals.values()];
}

/** The items as rows of a table: the key is kind and service. */
export function itemTotals(items: readonly TakingsItem[]): TakingsTotal[] {
  return items.map(({ kind, service, ...figures }) => ({
    key: `${kind} ${service}`,
    ...figures,
    netFen: figures.takenFen - figures.reversedFen,
  }));
}
