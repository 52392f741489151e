import type { ReadDb } from '../../db/types.ts';
import type { Actor } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import type { SaveLimit } from './load.schema.ts';
import { type Policy, PolicyFields } from './policy.schema.ts';
import * as store from './policy.store.ts';

/** What is stored, with the usual value for whatever it does not say. */
export function policyOf(db: ReadDb): Policy {
  const { bodyJson, version } = store.policy(db);
  return { ...PolicyFields.parse(JSON.parse(bodyJson)), version };
}

export function savePolicy(st: Station, by: Actor, cmd: Policy): void {
  st.write(by, { action: 'polling.policy', input: cmd }, (tx) => {
    const before = policyOf(tx.db);
    const { version, ...fields } = cmd;
    if (store.savePolicy(tx.db, { bodyJson: JSON.stringify(fields), version }) === 0)
      throw new StationError('record.changed', { kind: 'polling-policy', id: 1 });
    tx.audit({ kind: 'polling-policy', id: 1, before, after: fields });
    tx.announce({ topic: 'polling' });
  });
}

export function demandLimitOf(db: ReadDb, meterId: number): number | null {
  return store.limitOf(db, { meterId })?.demandMilli ?? null;
}

export function saveLimit(st: Station, by: Actor, cmd: SaveLimit): void {
  st.write(by, { action: 'polling.limit', input: cmd }, (tx) => {
    const { meterId, demandMilli } = cmd;
    const before = demandLimitOf(tx.db, meterId);
    if (demandMilli === null) store.removeLimit(tx.db, { meterId });
    else store.setLimit(tx.db, { meterId, demandMilli });
    tx.audit({ kind: 'meter', id: meterId, before: { demandMilli: before }, after: { demandMilli } });
    tx.announce({ topic: 'polling' });
  });
}
