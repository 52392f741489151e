import type { Actor, Tx } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import type { Station } from '../../station.types.ts';
import { marksInForce } from '../dunning/index.ts';
import { hasMeterStill, owedOn, stopObstacle } from './checks.service.ts';
import { insertOrder, move, restorationOf } from './orders.service.ts';
import { ENDING } from './suspension.domain.ts';
import type { Order } from './suspension.schema.ts';
import * as store from './suspension.store.ts';

/** The program's own name on what it does by itself; no person's, so that a person confirms it. */
const BY: Actor = { userId: null, name: 'system', via: 'job' };

/**
 * Brings orders in line with what is owed now: one that stands on nothing any more is cancelled, a sheet already with a
 * worker is called back, and a supply whose debt is paid, or for which a plan was agreed, gets its restoration proposed.
 * Doing it twice changes nothing. Writes only where there is something to do.
 */
export function settleOrders(st: Station): void {
  const now = st.clock.now();
  const place = { db: st.db, zone: st.zone, now };
  const today = localDate(now, st.zone);
  const endings = store.openOrders(st.db).flatMap((order) => endingOf(order) ?? []);
  const restorable = store
    .standingStops(st.db, { accountId: null })
    .flatMap((stop) => (reasonOf(stop) === null ? [] : { stop, reason: reasonOf(stop) ?? '' }));
  if (endings.length === 0 && restorable.length === 0) return;
  st.write(BY, { action: 'suspension.align' }, (tx) => {
    for (const end of endings) apply(tx, end);
    for (const { stop, reason } of restorable) insertOrder(st, tx, restorationOf(stop, reason));
    tx.announce({ topic: 'suspension' });
  });

  function endingOf(order: Order): Ending | null {
    const isLate = order.way === 'field' && order.state === 'sent' && now > (order.validUntil ?? 0);
    if (isLate) return { order, state: 'unknown', code: 'suspension.no-report' };
    const isWaiting = order.state === 'proposed' || order.state === 'confirmed';
    if (isWaiting && !hasMeterStill(st.db, order))
      return { order, state: 'cancelled', code: 'suspension.meter-changed' };
    if (order.noticeStepId === null || order.state === 'unknown') return null;
    if (order.way === 'relay' && order.state === 'sent') return null;
    const refusal = stopObstacle(place, { ...order, noticeStepId: order.noticeStepId });
    if (!refusal || !ENDING.has(refusal.code)) return null;
    // The worker may have been there already: what was done is reported, not assumed.
    if (order.state === 'sent') return { order, state: 'unknown', code: 'suspension.recall' };
    return { order, state: 'cancelled', code: refusal.code };
  }

  function reasonOf(stop: Order): string | null {
    const { accountId, noticeStepId } = stop;
    // Without a meter there is nothing to restore; with the next one there is.
    if (store.metersOf(st.db, { accountId }).length === 0) return null;
    if (noticeStepId !== null && owedOn(place, { accountId, noticeStepId }) <= 0) return 'paid';
    const marks = marksInForce(st.db, today, accountId);
    return marks.find((mark) => mark.kind === 'protected' || mark.kind === 'plan')?.kind ?? null;
  }
}

interface Ending {
  readonly order: Order;
  readonly state: 'cancelled' | 'unknown';
  readonly code: string;
}

function apply(tx: Tx, { order, state, code }: Ending): void {
  move(tx, order, state, { code });
}

/**
 * After a start: a command that was confirmed but not given is not given late, and one that was being given may have
 * moved the relay.
 */
export function settleInterruptedOrders(st: Station): void {
  const left = store
    .openOrders(st.db)
    .filter((order) => order.way === 'relay' && (order.state === 'confirmed' || order.state === 'sent'));
  if (left.length === 0) return;
  st.write(BY, { action: 'suspension.interrupted' }, (tx) => {
    for (const order of left)
      move(tx, order, order.state === 'confirmed' ? 'expired' : 'unknown', { code: 'suspension.interrupted' });
  });
}
