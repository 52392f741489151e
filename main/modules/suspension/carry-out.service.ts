import type { Actor, Tx } from '../../db/writer.ts';
import type { RelayAction, RelayStatus } from '../../devices/ports.ts';
import { localDate } from '../../shared/dates.ts';
import { isStationError, StationError } from '../../shared/error-codes.ts';
import type { SuspensionOrderId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { caseOf, messageText } from '../dunning/index.ts';
import { channelsReady, contactOf, enqueue, mobileNumber } from '../messages/index.ts';
import { findMeter, type Meter, wireMeterOf } from '../meters/index.ts';
import { hasMeterStill, requireAccount, stopObstacle } from './checks.service.ts';
import { type Move, move, note, notThere, requireOrder } from './orders.service.ts';
import { settleOrders } from './settle.service.ts';
import { judge, stateAfter } from './suspension.domain.ts';
import type { Order, OrderAction, ReportField } from './suspension.schema.ts';
import * as store from './suspension.store.ts';

/** A command that waited longer than this on its wire is not given any more. */
const COMMAND_MS = 5 * 60_000;

/**
 * A named person says yes. Everything is checked again as it stands at this moment; the sheet of a field worker is then
 * out, and a relay gets its command (`carryOut`). Refuses whatever `stopObstacle` says, 'suspension.same-person',
 * 'suspension.wrong-state'.
 */
export function confirmOrder(st: Station, by: Actor, cmd: OrderAction): Order {
  return st.write(by, { action: 'suspension.confirm', requestId: cmd.requestId, input: cmd }, (tx) => {
    const { orderId } = cmd;
    const order = requireOrder(tx.db, orderId);
    if (order.state !== 'proposed') throw notThere(order);
    if (by.userId === null) throw new StationError('suspension.needs-person');
    const { rule } = requireAccount(tx.db, order.accountId);
    if (rule.needsSecondPerson && order.proposedBy === by.userId) throw new StationError('suspension.same-person');
    assertMayGo(st, tx, order);
    const validUntil = tx.now + (order.way === 'relay' ? COMMAND_MS : rule.fieldHours * 3_600_000);
    store.confirmOrder(tx.db, { orderId, now: tx.now, userId: by.userId, userName: by.name, validUntil });
    note(tx, orderId, 'confirmed');
    if (order.way === 'field') {
      store.sendOrder(tx.db, { orderId, now: tx.now });
      note(tx, orderId, 'sent');
    }
    tx.audit({ kind: 'suspension-order', id: orderId, before: { state: 'proposed' }, after: { state: 'confirmed' } });
    tx.announce({ topic: 'suspension', id: orderId });
    return requireOrder(tx.db, orderId);
  });
}

function assertMayGo(st: Station, tx: Tx, order: Order): void {
  const { noticeStepId } = order;
  if (!hasMeterStill(tx.db, order)) throw new StationError('suspension.meter-changed', { meterNo: order.meterNo });
  if (noticeStepId === null) return;
  const obstacle = stopObstacle({ db: tx.db, zone: st.zone, now: tx.now }, { ...order, noticeStepId }, order);
  if (obstacle) throw new StationError(obstacle.code, obstacle.params);
}

/**
 * Gives a confirmed order to its relay and writes down how it ended: done is what the meter's status word says, and
 * nothing else. Right before, in the transaction that marks it sent, the debt is looked at once more: a payment that came
 * in meanwhile cancels it.
 */
export async function carryOut(st: Station, by: Actor, orderId: SuspensionOrderId): Promise<Order> {
  const sent = await st.queue.submit('normal', () => markSent(st, by, orderId));
  if (sent) {
    const end = await command(st, sent);
    await st.queue.submit('normal', () => finish(st, by, orderId, end));
    await st.queue.submit('normal', () => settleOrders(st));
  }
  return requireOrder(st.db, orderId);
}

function markSent(st: Station, by: Actor, orderId: SuspensionOrderId): Order | null {
  return st.write(by, { action: 'suspension.send', input: { orderId } }, (tx) => {
    const order = requireOrder(tx.db, orderId);
    if (order.state !== 'confirmed' || order.way !== 'relay') return null;
    if (tx.now > (order.validUntil ?? 0)) {
      move(tx, order, 'expired');
      return null;
    }
    try {
      assertMayGo(st, tx, order);
    } catch (error) {
      if (!isStationError(error)) throw error;
      move(tx, order, 'cancelled', { code: error.code });
      return null;
    }
    store.sendOrder(tx.db, { orderId, now: tx.now });
    note(tx, orderId, 'sent');
    tx.audit({ kind: 'suspension-order', id: orderId, before: { state: 'confirmed' }, after: { state: 'sent' } });
    tx.announce({ topic: 'suspension', id: orderId });
    return requireOrder(tx.db, orderId);
  });
}

type End = { readonly state: 'done' | 'failed' | 'unknown' } & Move;

async function command(st: Station, order: Order): Promise<End> {
  const { rule } = requireAccount(st.db, order.accountId);
  const action: RelayAction = order.kind === 'suspend' ? 'trip' : rule.restoreBy;
  const bus = order.busId === null ? undefined : st.devices.meterBus(order.busId);
  if (!bus) return { state: 'failed', code: 'suspension.bus-closed' };
  try {
    const status = await bus.control(wireMeterOf(meterOf(st, order)), { action, validUntil: order.validUntil ?? 0 });
    return doneBy(order, status);
  } catch (error) {
    if (!isStationError(error))
      return { state: 'unknown', code: 'device.relay-unknown', note: String(error).slice(0, 200) };
    return { state: stateAfter(error.code), code: error.code };
  }
}

function meterOf(st: Station, { meterId }: Order): Meter {
  const meter = findMeter(st.db, meterId);
  if (!meter) throw new StationError('record.not-found', { kind: 'meter', id: meterId });
  return meter;
}

/** A stop is done when the contact is open. */
function doneBy(order: Order, status: RelayStatus): End {
  const isSo = order.kind === 'suspend' ? status.isOpen : !status.isOrderedOpen;
  if (!isSo) return { state: 'unknown', code: 'device.relay-unmoved', statusWord: status.word };
  // A permitted close leaves the contact open until somebody presses the button.
  const waits = order.kind === 'restore' && status.isOpen;
  return { state: 'done', statusWord: status.word, ...(waits && { note: 'button' }) };
}

function finish(st: Station, by: Actor, orderId: SuspensionOrderId, { state, ...why }: End): void {
  st.write(by, { action: 'suspension.settle', input: { orderId, state, ...why } }, (tx) => {
    const order = requireOrder(tx.db, orderId);
    move(tx, order, state, why);
    if (state === 'done') tellHousehold(st, tx, order);
  });
}

/** One short message of what was done, where a modem and a mobile number are there. */
function tellHousehold(st: Station, tx: Tx, order: Order): void {
  const recipient = mobileNumber(order.phone);
  if (recipient === null || !channelsReady(tx.db).sms) return;
  const found = caseOf(tx.db, localDate(tx.now, st.zone), order.accountId);
  const text = messageText(tx.db, order.kind === 'suspend' ? 'stopped-sms' : 'restored-sms', {
    ...order,
    lang: contactOf(tx.db, order.customerId).lang,
    owedFen: found?.owedFen ?? order.owedFen,
    bills: found?.bills ?? 0,
    daysOverdue: found?.daysOverdue ?? 0,
    oldestDueOn: found?.oldestDueOn ?? '',
  });
  enqueue(tx, {
    channel: 'sms',
    accountId: order.accountId,
    aboutKind: 'suspension-order',
    aboutId: order.orderId,
    recipient,
    ...text,
  });
}

/**
 * Asks the meter how an order ended whose end is not known. Only its status word settles it. Refuses
 * 'suspension.wrong-state', 'suspension.bus-closed' and what the bus says.
 */
export async function recheckOrder(st: Station, by: Actor, orderId: SuspensionOrderId): Promise<Order> {
  const order = requireOrder(st.db, orderId);
  if (order.state !== 'unknown' || order.way !== 'relay') throw notThere(order);
  const bus = order.busId === null ? undefined : st.devices.meterBus(order.busId);
  if (!bus) throw new StationError('suspension.bus-closed');
  const status = await bus.readStatus(wireMeterOf(meterOf(st, order)));
  const { rule } = requireAccount(st.db, order.accountId);
  const end = judge(order.kind, status, rule.restoreBy);
  st.write(by, { action: 'suspension.recheck', input: { orderId, word: status.word } }, (tx) => {
    const now = requireOrder(tx.db, orderId);
    if (now.state !== 'unknown') return;
    if (end === null) note(tx, orderId, 'rechecked', `word ${status.word}`);
    else move(tx, now, end, { statusWord: status.word, ...(end === 'failed' && { code: 'suspension.seen-unmoved' }) });
    if (end === 'done') tellHousehold(st, tx, now);
    tx.announce({ topic: 'suspension', id: orderId });
  });
  settleOrders(st);
  return requireOrder(st.db, orderId);
}

/** What the field worker did, from the sheet that came back. */
export function reportField(st: Station, by: Actor, cmd: ReportField): Order {
  const { orderId, worker } = cmd;
  st.write(by, { action: 'suspension.report', requestId: cmd.requestId, input: cmd }, (tx) => {
    const order = requireOrder(tx.db, orderId);
    if (order.way !== 'field' || (order.state !== 'sent' && order.state !== 'unknown')) throw notThere(order);
    const why = { worker, note: cmd.note };
    if (cmd.isDone) move(tx, order, 'done', why);
    else move(tx, order, 'failed', { ...why, code: 'suspension.not-carried-out' });
    if (cmd.isDone) tellHousehold(st, tx, order);
  });
  settleOrders(st);
  return requireOrder(st.db, orderId);
}
