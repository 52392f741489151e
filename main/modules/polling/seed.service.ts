import type { Actor } from '../../db/writer.ts';
import type { LocalDate } from '../../shared/dates.ts';
import type { Station } from '../../station.types.ts';
import type { Finding } from './alerts.domain.ts';
import { observe } from './alerts.service.ts';
import * as store from './daily.store.ts';
import { insertQuarter, type NewQuarter, scopesOf } from './intervals.service.ts';
import { policyOf } from './policy.service.ts';
import { wiredTargets } from './targets.store.ts';

/** History of a station that did not poll before: nights and quarters as another program or the demo has them. */
export function seedDaily(
  st: Station,
  by: Actor,
  nights: readonly { meterId: number; day: LocalDate; readAt: number; totalMilli: number }[],
): void {
  const none = { sharpMilli: null, peakMilli: null, flatMilli: null, valleyMilli: null };
  const rest = { ...none, reverseMilli: null, demandMilli: null, demandAt: null, isFrozen: 1 };
  st.write(by, { action: 'polling.store', input: { values: nights.length } }, (tx) => {
    for (const night of nights) store.insertDaily(tx.db, { ...night, ...rest, storedAt: tx.now });
  });
}

/** Quarters, oldest first for each meter. */
export function seedQuarters(
  st: Station,
  by: Actor,
  quarters: readonly Omit<NewQuarter, 'multiplier' | 'scopes'>[],
): void {
  const targets = new Map(wiredTargets(st.db).map((target) => [target.meterId as number, target]));
  st.write(by, { action: 'polling.quarter', input: { values: quarters.length } }, (tx) => {
    for (const quarter of quarters) {
      const target = targets.get(quarter.meterId);
      if (target) insertQuarter(tx, { ...quarter, multiplier: target.multiplier, scopes: scopesOf(target) });
    }
  });
}

/** Alerts as a night's poll would have raised them. */
export function seedAlerts(
  st: Station,
  by: Actor,
  alerts: readonly (Omit<Finding, 'isOn'> & { readonly meterId: number })[],
): void {
  st.write(by, { action: 'polling.alerts', input: { alerts: alerts.length } }, (tx) => {
    const policy = policyOf(tx.db);
    for (const { meterId, ...finding } of alerts) observe(tx, meterId, [{ ...finding, isOn: true }], policy);
  });
}
