import type { ReadDb } from '../../db/types.ts';
import { addMonths, type Month } from '../../shared/dates.ts';
import {
  added,
  type BilledMonth,
  type ComparedAccount,
  compared,
  furthest,
  sumUp,
  toMover,
} from './comparison.domain.ts';
import type { Comparison } from './comparison.schema.ts';
import * as store from './comparison.store.ts';
import type { BillDraft } from './plan.service.ts';

/** How many movers a preview lists; above which difference none is missing it says itself. */
const MOVERS = 2000;

/** Puts a month beside the ones before it while its accounts are planned, chunk by chunk. */
export interface Comparer {
  /** Accounts of a chunk and the bills they would get. An account may come in two chunks. */
  add(accountIds: readonly number[], drafts: readonly BillDraft[]): void;
  finish(): Comparison;
}

export function createComparer(db: ReadDb, month: Month): Comparer {
  const lastYearMonth = addMonths(month, -12);
  const accounts = new Map<number, ComparedAccount>();
  const meet = (ids: readonly number[]) => {
    if (ids.length === 0) return;
    const asked = JSON.stringify(ids);
    const billed = Map.groupBy(
      store.billedMonths(db, { accounts: asked, month, lastYear: lastYearMonth }),
      (row: BilledMonth) => row.accountId,
    );
    for (const row of store.buildingsOf(db, { accounts: asked }))
      accounts.set(row.accountId, compared(row, billed.get(row.accountId) ?? [], month));
  };
  return {
    add(accountIds, drafts) {
      meet([...new Set(accountIds)].filter((id) => !accounts.has(id)));
      for (const { candidate, rated } of drafts) {
        const account = accounts.get(candidate.accountId);
        if (!account) throw new Error(`account ${candidate.accountId} is not in its chunk`);
        account.now = added(account.now, {
          bills: 1,
          quantityMilli: rated.quantityMilli,
          amountFen: rated.totalFen,
        });
      }
    },
    finish() {
      const { kept, completeAboveFen } = furthest(accounts.values(), MOVERS);
      const names = store.namesOf(db, { accounts: JSON.stringify(kept.map((account) => account.accountId)) });
      const byId = new Map(names.map((row) => [row.accountId as number, row]));
      const movers = kept.flatMap((account) => {
        const name = byId.get(account.accountId);
        return name ? [{ accountId: name.accountId, ...toMover(account, name) }] : [];
      });
      return { lastYearMonth, ...sumUp(accounts.values()), movers, moversCompleteAboveFen: completeAboveFen };
    },
  };
}
