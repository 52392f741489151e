import type { TakingsItem, TakingsRow } from './takings.schema.ts';

export interface TakingsTotal {
  readonly key: string;
  readonly payments: number;
  readonly takenFen: number;
  readonly reversals: number;
  readonly reversedFen: number;
  readonly refunds: number;
  readonly refundedFen: number;
  /** Taken less reversed and refunded. */
  readonly netFen: number;
}

const NOTHING = {
  payments: 0,
  takenFen: 0,
  reversals: 0,
  reversedFen: 0,
  refunds: 0,
  refundedFen: 0,
  netFen: 0,
};

/** Adds rows up by whatever `keyOf` says, in the order the keys first appear. */
export function totalsBy(rows: readonly TakingsRow[], keyOf: (row: TakingsRow) => string): TakingsTotal[] {
  const totals = new Map<string, TakingsTotal>();
  for (const row of rows) {
    const key = keyOf(row);
    const before = totals.get(key) ?? { key, ...NOTHING };
    totals.set(key, {
      key,
      payments: before.payments + row.payments,
      takenFen: before.takenFen + row.takenFen,
      reversals: before.reversals + row.reversals,
      reversedFen: before.reversedFen + row.reversedFen,
      refunds: before.refunds + row.refunds,
      refundedFen: before.refundedFen + row.refundedFen,
      netFen: before.netFen + row.takenFen - row.reversedFen - row.refundedFen,
    });
  }
  return [...totals.values()];
}

/** The items as rows of a table: the key is kind and service. A refund is of credit, not of an item. */
export function itemTotals(items: readonly TakingsItem[]): TakingsTotal[] {
  return items.map(({ kind, service, ...figures }) => ({
    key: `${kind} ${service}`,
    ...figures,
    refunds: 0,
    refundedFen: 0,
    netFen: figures.takenFen - figures.reversedFen,
  }));
}
