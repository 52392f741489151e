import type { ReadDb } from '../../db/types.ts';
import type { Actor } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import type { CylinderType, SaveRule, SaveType } from './cylinders.schema.ts';
import * as store from './cylinders.store.ts';

export function cylinderTypes(db: ReadDb): CylinderType[] {
  return store.allTypes(db).map((type) => ({ ...type, rules: store.rulesOf(db, { typeCode: type.code }) }));
}

/** Nominal and tolerance of a type. Saving is confirming: the date and the name of who did it stay with the figures. */
export function saveType(st: Station, by: Actor, cmd: SaveType): void {
  st.write(by, { action: 'cylinders.save-type', input: cmd }, (tx) => {
    const before = store.findType(tx.db, { code: cmd.code });
    if (!before) throw new StationError('record.not-found', { kind: 'cylinder-type', id: cmd.code });
    if (cmd.toleranceGrams >= cmd.nominalGrams || cmd.nominalGrams > before.maxFillGrams)
      throw new StationError('cylinder.nominal-too-large', { code: cmd.code, maxFillGrams: before.maxFillGrams });
    if (store.saveType(tx.db, { ...cmd, today: localDate(tx.now, st.zone), userName: tx.by.name }) === 0)
      throw new StationError('record.changed', { kind: 'cylinder-type', id: cmd.code });
    tx.audit({ kind: 'cylinder-type', id: cmd.code, before, after: cmd });
    tx.announce({ topic: 'cylinders' });
  });
}

export function saveRule(st: Station, by: Actor, cmd: SaveRule): void {
  st.write(by, { action: 'cylinders.save-rule', input: cmd }, (tx) => {
    const before = store.findRule(tx.db, { id: cmd.ruleId });
    if (!before) throw new StationError('record.not-found', { kind: 'cylinder-rule', id: cmd.ruleId });
    const { ruleId, ...columns } = cmd;
    if (
      store.saveRule(tx.db, { ...columns, id: ruleId, today: localDate(tx.now, st.zone), userName: tx.by.name }) === 0
    )
      throw new StationError('record.changed', { kind: 'cylinder-rule', id: ruleId });
    tx.audit({ kind: 'cylinder-rule', id: ruleId, before, after: cmd });
    tx.announce({ topic: 'cylinders' });
  });
}
