import type { Actor, Tx } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { ENDS_BY_ITSELF, type Finding } from './alerts.domain.ts';
import type { AlertCounts, AlertPage, DecideAlerts } from './alerts.schema.ts';
import { AlertQuery } from './alerts.schema.ts';
import * as store from './alerts.store.ts';
import { countAllOpen } from './daily.store.ts';
import type { PolicyFields } from './policy.schema.ts';

/**
 * Opens, repeats or ends the alerts of a meter. A meter has one live alert of a kind, however often it is found; a kind
 * that is switched off is not opened, and ends where it was open.
 */
export function observe(tx: Tx, meterId: number, findings: readonly Finding[], policy: PolicyFields): void {
  for (const { kind, isOn, valueMilli, limitMilli } of oneOfAKind(findings)) {
    const isOff = policy.off.includes(kind);
    const live = store.liveAlert(tx.db, { meterId, kind });
    if (isOn && !isOff) {
      if (live) store.seeAgain(tx.db, { alertId: live.alertId, valueMilli, limitMilli, at: tx.now });
      else {
        const alertId = store.openAlert(tx.db, { meterId, kind, valueMilli, limitMilli, at: tx.now });
        tx.audit({ kind: 'meter-alert', id: alertId, after: { meterId, kind, valueMilli, limitMilli } });
        tx.announce({ topic: 'alerts', id: meterId });
      }
    } else if (live && (isOff || ENDS_BY_ITSELF.has(kind))) {
      end(tx, { meterId, ...live });
    }
  }
}

function end(tx: Tx, { meterId, alertId, state }: { meterId: number; alertId: number; state: string }): void {
  store.close(tx.db, { alertId, note: null, by: '', at: tx.now });
  tx.audit({ kind: 'meter-alert', id: alertId, before: { state }, after: { state: 'closed' } });
  tx.announce({ topic: 'alerts', id: meterId });
}

/** A meter that was taken down is not looked at again: what would end by itself ends with it. Events still wait for a person. */
export function endOfRemoved(st: Station, by: Actor): void {
  const alerts = store.liveOfRemoved(st.db, { kinds: JSON.stringify([...ENDS_BY_ITSELF]) });
  if (alerts.length === 0) return;
  st.write(by, { action: 'polling.alerts' }, (tx) => {
    for (const alert of alerts) end(tx, alert);
  });
}

/** One look may find a kind twice, as power and as energy flowing back: what is on is told, and once. */
function oneOfAKind(findings: readonly Finding[]): Finding[] {
  const byKind = Map.groupBy(findings, ({ kind }) => kind);
  return [...byKind.values()].flatMap((same) => same.find(({ isOn }) => isOn) ?? same.slice(0, 1));
}

/** A person takes notice of alerts, or closes them. One closed by somebody else meanwhile is refused. */
export function decideAlerts(st: Station, by: Actor, cmd: DecideAlerts): void {
  const { requestId, ...input } = cmd;
  st.write(by, { action: 'polling.alerts', requestId, input }, (tx) => {
    const { note, decision } = input;
    for (const alertId of new Set(input.alertIds)) {
      const alert = store.findAlert(tx.db, { alertId });
      if (!alert) throw new StationError('record.not-found', { kind: 'meter-alert', id: alertId });
      if (alert.state === 'closed') throw new StationError('polling.alert-closed', { meterNo: alert.meterNo });
      const row = { alertId, note, by: tx.by.name, at: tx.now };
      if (decision === 'close') store.close(tx.db, row);
      else store.acknowledge(tx.db, row);
      const state = decision === 'close' ? 'closed' : 'acknowledged';
      tx.audit({ kind: 'meter-alert', id: alertId, before: { state: alert.state }, after: { state, note } });
    }
    tx.announce({ topic: 'alerts' });
  });
}

export function listAlerts(st: Station, query: AlertQuery): AlertPage {
  const { offset, limit, ...where } = AlertQuery.parse(query);
  return {
    total: store.countAlerts(st.db, where).total,
    rows: store.listAlerts(st.db, { ...where, limit, offset }),
  };
}

/** For the first page: what waits for somebody. */
export function alertCounts(st: Station): AlertCounts {
  return { ...store.countLive(st.db), gaps: countAllOpen(st.db).open };
}
