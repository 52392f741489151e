import type { ReadDb } from '../../db/types.ts';
import type { Actor } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import type { RuleView, SaveRule } from './dunning.schema.ts';
import * as store from './dunning.store.ts';
import type { Service } from './legal.domain.ts';
import { assertLawful, heldRule, standardRule } from './rule.domain.ts';
import { DunningRule } from './rule.schema.ts';

export const SERVICES: readonly Service[] = ['electricity', 'gas', 'water', 'property'];

/** The rule of a service as it holds. */
export function ruleOf(db: ReadDb, service: Service): DunningRule {
  return ruleView(db, service).rule;
}

export function ruleViews(db: ReadDb): RuleView[] {
  return SERVICES.map((service) => ruleView(db, service));
}

function ruleView(db: ReadDb, service: Service): RuleView {
  const row = store.findRule(db, { service });
  if (!row) return { service, rule: standardRule(service), isOwn: false, version: 0 };
  const rule = heldRule(service, DunningRule.parse(JSON.parse(row.ruleJson)));
  return { service, rule, isOwn: true, version: row.version };
}

/** Refuses a rule below what the law asks for: 'dunning.below-legal', 'dunning.stop-forbidden', 'dunning.window-empty'. */
export function saveRule(st: Station, by: Actor, cmd: SaveRule): void {
  const { service, rule, version } = cmd;
  assertLawful(service, rule);
  st.write(by, { action: 'dunning.save-rule', input: cmd }, (tx) => {
    const before = ruleView(tx.db, service);
    const ruleJson = JSON.stringify(rule);
    if (before.version !== version) throw new StationError('record.changed', { kind: 'dunning-rule', id: service });
    if (version === 0) store.insertRule(tx.db, { service, ruleJson });
    else store.updateRule(tx.db, { service, ruleJson, version });
    tx.audit({ kind: 'dunning-rule', id: service, before: before.rule, after: rule });
    tx.announce({ topic: 'dunning' });
  });
}
