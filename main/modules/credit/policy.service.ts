import type { ReadDb } from '../../db/types.ts';
import type { Actor } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { CustomerId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import type { AccountCredit, AccountRule, CreditPolicy, LowBalancePage, LowBalanceQuery } from './policy.schema.ts';
import * as store from './policy.store.ts';

export function policyOf(db: ReadDb): CreditPolicy {
  const row = store.policy(db);
  return { ...row, isAutoPay: row.isAutoPay === 1 };
}

/** Refuses 'record.changed'. */
export function savePolicy(st: Station, by: Actor, cmd: CreditPolicy): void {
  st.write(by, { action: 'credit.policy', input: cmd }, (tx) => {
    const before = policyOf(tx.db);
    if (store.savePolicy(tx.db, { ...cmd, isAutoPay: Number(cmd.isAutoPay) }) === 0)
      throw new StationError('record.changed', { kind: 'credit-policy', id: 1 });
    tx.audit({ kind: 'credit-policy', id: 1, before, after: cmd });
    tx.announce({ topic: 'station' });
  });
}

/** The accounts of a customer with their credit and what they say about it. */
export function accountCredits(db: ReadDb, customerId: CustomerId): AccountCredit[] {
  return store.creditsOf(db, { customerId }).map((row) => ({ ...row, isAutoPay: toSwitch(row.isAutoPay) }));
}

const toSwitch = (value: number | null) => (value === null ? null : value === 1);

/** Refuses 'record.not-found'. */
export function saveAccountRule(st: Station, by: Actor, cmd: AccountRule): void {
  st.write(by, { action: 'credit.account-rule', input: cmd }, (tx) => {
    const { accountId, isAutoPay, lowBalanceFen } = cmd;
    if (!store.accountExists(tx.db, { accountId }))
      throw new StationError('record.not-found', { kind: 'account', id: accountId });
    const before = store.findRule(tx.db, { accountId });
    store.saveRule(tx.db, { accountId, isAutoPay: isAutoPay === null ? null : Number(isAutoPay), lowBalanceFen });
    tx.audit({
      kind: 'account',
      id: accountId,
      before: { isAutoPay: toSwitch(before?.isAutoPay ?? null), lowBalanceFen: before?.lowBalanceFen ?? null },
      after: { isAutoPay, lowBalanceFen },
    });
    tx.announce({ topic: 'payment' });
  });
}

/** Accounts whose balance is below their threshold, the lowest first: who is reminded to pay in advance. */
export function lowBalances(db: ReadDb, query: LowBalanceQuery): LowBalancePage {
  const { text = '', offset = 0, limit = 50 } = query;
  return { rows: store.lowBalances(db, { text, offset, limit }), total: store.countLow(db, { text }).total };
}
