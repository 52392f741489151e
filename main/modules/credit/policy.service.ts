import type { ReadDb } from '../../db/types.ts';
import type { Actor } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import type { CreditPolicy } from './policy.schema.ts';
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
