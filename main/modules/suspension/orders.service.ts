import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { canSwitch } from '../../devices/config.schema.ts';
import { localDate } from '../../shared/dates.ts';
import { isStationError, StationError } from '../../shared/error-codes.ts';
import { type AccountId, SuspensionOrderId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { caseOf, LEGAL_MINIMUM } from '../dunning/index.ts';
import { findMeter } from '../meters/index.ts';
import { nextNumber } from '../station/index.ts';
import { requireAccount, stopObstacle } from './checks.service.ts';
import { orderNo } from './suspension.domain.ts';
import type {
  CancelOrder,
  FinalCall,
  Order,
  OrderFile,
  OrderState,
  OrdersQuery,
  OrderWay,
  Proposed,
  ProposeRestore,
  ProposeStops,
} from './suspension.schema.ts';
import * as store from './suspension.store.ts';

export function listOrders(db: ReadDb, { state, accountId }: OrdersQuery): Order[] {
  return store.listOrders(db, { state, accountId: accountId ?? null });
}

export function orderFile(st: Station, orderId: SuspensionOrderId): OrderFile {
  const order = requireOrder(st.db, orderId);
  const { account, rule } = requireAccount(st.db, order.accountId);
  const place = { db: st.db, zone: st.zone, now: st.clock.now() };
  const obstacle =
    order.state === 'proposed' && order.noticeStepId !== null
      ? stopObstacle(place, { ...order, noticeStepId: order.noticeStepId }, order)
      : null;
  return {
    order,
    events: store.eventsOf(st.db, { orderId }),
    obstacle: obstacle && { code: obstacle.code, params: { ...obstacle.params } },
    restoreSource: LEGAL_MINIMUM[account.service].sources.find((source) => source.about === 'restore')?.text ?? '',
    callMinutes: rule.finalCallMinutes[account.customerKind],
  };
}

export function requireOrder(db: ReadDb, orderId: SuspensionOrderId): Order {
  const order = store.findOrder(db, { orderId });
  if (!order) throw new StationError('record.not-found', { kind: 'suspension-order', id: orderId });
  return order;
}

/**
 * Proposes to stop the supply of accounts whose term has passed. Nothing moves yet: a named person confirms each order.
 * Accounts for which it is refused are named with the reason; the others get their order.
 */
export function proposeStops(st: Station, by: Actor, cmd: ProposeStops): Proposed {
  return st.write(by, { action: 'suspension.propose', requestId: cmd.requestId, input: cmd }, (tx) => {
    const refused: Proposed['refused'] = [];
    let proposed = 0;
    for (const accountId of new Set(cmd.accountIds)) {
      try {
        proposeStop(st, tx, accountId);
        proposed++;
      } catch (error) {
        // Each refusal comes before anything is written for its account.
        if (!isStationError(error)) throw error;
        refused.push({ accountId, code: error.code });
      }
    }
    tx.announce({ topic: 'suspension' });
    return { proposed, refused };
  });
}

function proposeStop(st: Station, tx: Tx, accountId: AccountId): void {
  const found = caseOf(tx.db, localDate(tx.now, st.zone), accountId);
  if (!found) throw new StationError('suspension.nothing-owed');
  if (found.isStopped || found.hasOpenOrder) throw new StationError('suspension.order-open');
  if (!found.notice) throw new StationError('suspension.not-served');
  const noticeStepId = found.notice.stepId;
  const obstacle = stopObstacle({ db: tx.db, zone: st.zone, now: tx.now }, { accountId, noticeStepId });
  if (obstacle) throw new StationError(obstacle.code, obstacle.params);
  insertOrder(st, tx, { accountId, kind: 'suspend', noticeStepId, undoesId: null, owedFen: found.owedFen, reason: '' });
}

export interface NewOrder {
  readonly accountId: AccountId;
  readonly kind: Order['kind'];
  readonly noticeStepId: Order['noticeStepId'];
  readonly undoesId: Order['undoesId'];
  readonly owedFen: number;
  readonly reason: string;
}

/** Refuses 'suspension.no-meter'. */
export function insertOrder(st: Station, tx: Tx, of: NewOrder): SuspensionOrderId {
  const meters = store.metersOf(tx.db, { accountId: of.accountId });
  const [meter] = meters;
  if (!meter) throw new StationError('suspension.no-meter');
  const year = localDate(tx.now, st.zone).slice(0, 4);
  const { rule } = requireAccount(tx.db, of.accountId);
  // One command moves one relay: where several meters feed a household, somebody goes there.
  const { profile = null } = findMeter(tx.db, meter.meterId) ?? {};
  const isWired = meters.length === 1 && canSwitch(profile) && meter.busId !== null && meter.address !== '';
  const way: OrderWay = isWired ? 'relay' : 'field';
  const orderId = SuspensionOrderId.parse(
    store.insertOrder(tx.db, {
      ...of,
      orderNo: orderNo(year, nextNumber(tx, `suspension-${year}`)),
      meterId: meter.meterId,
      way,
      now: tx.now,
      userId: tx.by.userId,
      userName: tx.by.name,
      dueAt: of.kind === 'restore' ? tx.now + rule.restoreHours * 3_600_000 : null,
    }),
  );
  note(tx, orderId, 'proposed', of.reason);
  tx.audit({ kind: 'suspension-order', id: orderId, after: { ...of, way, state: 'proposed' } });
  return orderId;
}

/** A restoration before the debt is paid, with the reason; one after it is proposed by the program. */
export function proposeRestore(st: Station, by: Actor, cmd: ProposeRestore): SuspensionOrderId {
  return st.write(by, { action: 'suspension.propose', requestId: cmd.requestId, input: cmd }, (tx) => {
    const { accountId, reason } = cmd;
    const stop = store.standingStops(tx.db, { accountId })[0];
    if (!stop) throw new StationError('suspension.not-stopped');
    const orderId = insertOrder(st, tx, restorationOf(stop, reason));
    tx.announce({ topic: 'suspension', id: orderId });
    return orderId;
  });
}

export function restorationOf(stop: Order, reason: string): NewOrder {
  return {
    accountId: stop.accountId,
    kind: 'restore',
    noticeStepId: null,
    undoesId: stop.orderId,
    owedFen: 0,
    reason,
  };
}

/** The household is told once more before the supply is stopped: when, by whom and how. */
export function recordFinalCall(st: Station, by: Actor, cmd: FinalCall): void {
  st.write(by, { action: 'suspension.final-call', requestId: cmd.requestId, input: cmd }, (tx) => {
    const { orderId } = cmd;
    const order = requireOrder(tx.db, orderId);
    if (order.state !== 'proposed' || order.kind !== 'suspend') throw notThere(order);
    store.setFinalCall(tx.db, { orderId, now: tx.now });
    note(tx, orderId, 'final-call', cmd.how);
    tx.audit({ kind: 'suspension-order', id: orderId, after: { finalCallAt: tx.now, how: cmd.how } });
    tx.announce({ topic: 'suspension', id: orderId });
  });
}

export function cancelOrder(st: Station, by: Actor, cmd: CancelOrder): void {
  st.write(by, { action: 'suspension.cancel', requestId: cmd.requestId, input: cmd }, (tx) => {
    const order = requireOrder(tx.db, cmd.orderId);
    if (order.state !== 'proposed') throw notThere(order);
    move(tx, order, 'cancelled', { note: cmd.reason });
  });
}

export function notThere(order: Order): StationError {
  return new StationError('suspension.wrong-state', { orderNo: order.orderNo, state: order.state });
}

export interface Move {
  readonly code?: string;
  readonly note?: string;
  readonly statusWord?: number;
  readonly worker?: string;
}

/** One step of an order to its end, with its event and its audit row. */
export function move(tx: Tx, order: Order, state: OrderState, why: Move = {}): void {
  const { orderId } = order;
  const changed = store.settleOrder(tx.db, {
    orderId,
    from: order.state,
    state,
    now: tx.now,
    errorCode: why.code ?? '',
    statusWord: why.statusWord ?? null,
    worker: why.worker ?? order.worker,
  });
  if (changed === 0) throw new StationError('record.changed', { kind: 'suspension-order', id: orderId });
  note(tx, orderId, state, [why.code, why.note].filter(Boolean).join(' '));
  tx.audit({ kind: 'suspension-order', id: orderId, before: { state: order.state }, after: { state, ...why } });
  tx.announce({ topic: 'suspension', id: orderId });
}

export function note(tx: Tx, orderId: SuspensionOrderId, kind: string, text = ''): void {
  store.insertEvent(tx.db, { orderId, at: tx.now, kind, note: text, userName: tx.by.name });
}
