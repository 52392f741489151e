export interface PayableBill {
  readonly billId: number;
  readonly accountId: number;
  readonly kind: string;
  readonly dueOn: string;
  readonly leftFen: number;
}

export interface AutoPlan {
  readonly accountId: number;
  readonly amountFen: number;
  readonly lines: readonly { readonly billId: number; readonly amountFen: number }[];
}

/**
 * Spreads the credit of each account over its own open bills, oldest first, late fees behind every debt unless the station
 * says otherwise: as at the till. What no bill needs stays.
 */
export function planAutoPayments(
  credits: readonly { readonly accountId: number; readonly creditFen: number }[],
  bills: readonly PayableBill[],
  order: 'principal-first' | 'fee-first',
): AutoPlan[] {
  const isBehind = (bill: PayableBill) => Number(order === 'principal-first' && bill.kind === 'late-fee');
  const byAccount = Map.groupBy(bills, (bill) => bill.accountId);
  return credits.flatMap(({ accountId, creditFen }) => {
    const inOrder = (byAccount.get(accountId) ?? []).toSorted(
      (a, b) => isBehind(a) - isBehind(b) || (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.billId - b.billId),
    );
    let restFen = Math.max(0, creditFen);
    const lines: { billId: number; amountFen: number }[] = [];
    for (const { billId, leftFen } of inOrder) {
      const amountFen = Math.min(restFen, leftFen);
      if (amountFen <= 0) continue;
      lines.push({ billId, amountFen });
      restFen -= amountFen;
    }
    return lines.length > 0 ? [{ accountId, amountFen: creditFen - restFen, lines }] : [];
  });
}

/** "D2026-000001": gapless within the year of the business date. */
export function autoNo(year: string, number: number): string {
  return `D${year}-${String(number).padStart(6, '0')}`;
}
