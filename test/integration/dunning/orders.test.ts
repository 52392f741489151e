import { describe, expect, test } from 'vitest';
import {
  carryOut,
  confirmOrder,
  settleInterruptedOrders,
  settleOrders,
} from '../../../main/modules/suspension/index.ts';
import { StationError } from '../../../main/shared/error-codes.ts';
import { requestId } from '../../support/station.ts';
import { debtors, statusOf } from './debtors.ts';

const code = (wanted: string) => expect.objectContaining({ cause: expect.objectContaining({ code: wanted }) });
const propose = (world: ReturnType<typeof debtors>, accountId: number) =>
  world.office.suspension.propose({ accountIds: [accountId as never], requestId: requestId() });

describe('an order to stop a supply', () => {
  test('is proposed, confirmed by another person, and done when the meter says so', async () => {
    await using world = debtors();
    const { accountId, customerId } = world.debtor({});
    await world.warn(accountId);
    const order = await world.proposed(accountId);
    expect(order).toMatchObject({ state: 'proposed', kind: 'suspend', way: 'relay', orderNo: 'S2026-000001' });
    const done = await world.confirm(order.orderId);
    expect(done).toMatchObject({ state: 'done', statusWord: 80, confirmer: 'manager', proposer: 'cashier' });
    expect(world.wires.commands).toMatchObject([{ action: 'trip', validUntil: world.ann.now() + 300_000 }]);
    expect(await world.caseOf(accountId)).toMatchObject({ isStopped: true, wait: 'stopped' });
    const { events } = await world.office.suspension.get({ orderId: order.orderId });
    expect(events.map((e) => [e.kind, e.userName])).toEqual([
      ['proposed', 'cashier'],
      ['final-call', 'cashier'],
      ['confirmed', 'manager'],
      ['sent', 'manager'],
      ['done', 'manager'],
    ]);
    expect(await world.office.messages.list({})).toMatchObject([{ aboutKind: 'suspension-order' }, {}]);

    await world.pay(customerId, 10_000);
    settleOrders(world.ann.station);
    settleOrders(world.ann.station);
    const [restore] = await world.office.suspension.list({});
    expect(restore).toMatchObject({ kind: 'restore', state: 'proposed', reason: 'paid', proposer: 'system' });
    expect(restore?.dueAt).toBe(world.ann.now() + 24 * 3_600_000);
    const back = await world.confirm(restore?.orderId ?? 0);
    expect(back).toMatchObject({ state: 'done', kind: 'restore' });
    expect(world.wires.commands.at(-1)).toMatchObject({ action: 'allow-close' });
    expect(await world.office.suspension.list({})).toEqual([]);
  });

  test('is not confirmed by its proposer, nor twice', async () => {
    await using world = debtors();
    const { accountId } = world.debtor({});
    await world.warn(accountId);
    await world.manager.suspension.propose({ accountIds: [accountId], requestId: requestId() });
    const [order] = await world.manager.suspension.list({});
    if (!order) throw new Error('no order');
    await expect(world.confirm(order.orderId)).rejects.toThrow(code('suspension.same-person'));
    const same = { orderId: order.orderId, requestId: requestId() };
    await expect(world.office.suspension.confirm(same)).rejects.toThrow(code('permission.denied'));
  });

  test.each([
    ['not served', async (w, a) => void (await w.take('reminder', a)), 'suspension.not-served'],
    ['served too short ago', (w, a) => w.warn(a, '2026-11-30T11:00:00+08:00'), 'suspension.notice-running'],
    [
      'paid by credit in hand',
      async (w, a, c) => {
        await w.warn(a);
        await w.pay(c, 10_000);
        await w.pay(c, 5_000);
      },
      'suspension.nothing-owed',
    ],
    [
      'below the amount',
      async (w, a, c) => {
        await w.warn(a);
        await w.pay(c, 6_000);
      },
      'suspension.below-amount',
    ],
    [
      'protected',
      async (w, a) => {
        await w.warn(a);
        await w.mark(a, 'protected');
      },
      'suspension.protected',
    ],
    [
      'disputed',
      async (w, a) => {
        await w.warn(a);
        await w.mark(a, 'disputed');
      },
      'suspension.paused',
    ],
  ] as const satisfies readonly [
    string,
    (w: ReturnType<typeof debtors>, a: never, c: never) => Promise<unknown>,
    string,
  ][])('is refused where it is %s', async (_, arrange, wanted) => {
    await using world = debtors();
    const { accountId, customerId } = world.debtor({});
    await arrange(world, accountId as never, customerId as never);
    expect(await propose(world, accountId)).toEqual({ proposed: 0, refused: [{ accountId, code: wanted }] });
  });

  test('a company is warned for three days, a person for seven', async () => {
    await using world = debtors();
    const { accountId } = world.debtor({ kind: 'company' });
    await world.warn(accountId, '2026-11-26T11:00:00+08:00');
    expect((await propose(world, accountId)).refused).toMatchObject([{ code: 'suspension.notice-running' }]);
    world.ann.setClock('2026-11-27T11:00:00+08:00');
    expect(await propose(world, accountId)).toMatchObject({ proposed: 1 });
  });

  test('is not carried out at night, on a free day, or without the last call long enough before', async () => {
    await using world = debtors();
    const { accountId } = world.debtor({});
    await world.warn(accountId);
    await propose(world, accountId);
    const [order] = await world.office.suspension.list({});
    const orderId = order?.orderId ?? (0 as never);
    await expect(world.confirm(orderId)).rejects.toThrow(code('suspension.no-call'));
    await world.office.suspension.finalCall({ orderId, how: '电话', requestId: requestId() });
    await expect(world.confirm(orderId)).rejects.toThrow(code('suspension.call-recent'));
    for (const at of ['2026-12-02T16:00:00', '2026-12-03T08:59:59', '2026-12-04T11:00:00', '2027-05-03T23:00:00']) {
      world.ann.setClock(`${at}+08:00`);
      await expect(world.confirm(orderId)).rejects.toThrow(code('suspension.outside-window'));
    }
    world.ann.setClock('2026-12-03T09:00:00+08:00');
    expect(await world.confirm(orderId)).toMatchObject({ state: 'done' });
  });

  test('is not given to a meter that is another household’s by now', async () => {
    await using world = debtors();
    const { accountId } = world.debtor({});
    const other = world.debtor({ dueOn: '2026-11-20' });
    await world.warn(accountId);
    const order = await world.proposed(accountId);
    const { db } = world.ann.station;
    const meterOf = (id: number) =>
      (
        db.prepare('SELECT meter_id AS id FROM account_meter WHERE account_id = ? AND to_on IS NULL').get(id) as {
          id: number;
        }
      ).id;
    const [own, theirs] = [meterOf(accountId), meterOf(other.accountId)];
    db.exec("UPDATE account_meter SET to_on = '2026-12-01'");
    const assign = db.prepare("INSERT INTO account_meter (account_id, meter_id, from_on) VALUES (?, ?, '2026-12-01')");
    assign.run(accountId, theirs);
    assign.run(other.accountId, own);
    await expect(world.confirm(order.orderId)).rejects.toThrow(code('suspension.meter-changed'));
    settleOrders(world.ann.station);
    expect(await world.office.suspension.list({ state: 'all' })).toMatchObject([
      { state: 'cancelled', errorCode: 'suspension.meter-changed' },
    ]);
    expect(world.wires.commands).toEqual([]);
  });

  test('protection set after the proposal ends it, and the database itself refuses', async () => {
    await using world = debtors();
    const { accountId } = world.debtor({});
    await world.warn(accountId);
    const order = await world.proposed(accountId);
    await world.mark(accountId, 'protected');
    await expect(world.confirm(order.orderId)).rejects.toThrow(code('suspension.protected'));
    const force = () =>
      world.ann.station.db
        .prepare("UPDATE suspension_order SET state = 'confirmed', confirmed_by = 1 WHERE id = ?")
        .run(order.orderId);
    expect(force).toThrow('not cut off');
    settleOrders(world.ann.station);
    const { order: ended } = await world.office.suspension.get({ orderId: order.orderId });
    expect(ended).toMatchObject({ state: 'cancelled', errorCode: 'suspension.protected' });
    expect(world.wires.commands).toEqual([]);
  });
});

describe('a payment', () => {
  test('before the confirmation cancels the order', async () => {
    await using world = debtors();
    const { accountId, customerId } = world.debtor({});
    await world.warn(accountId);
    const order = await world.proposed(accountId);
    await world.pay(customerId, 10_000);
    await expect(world.confirm(order.orderId)).rejects.toThrow(code('suspension.nothing-owed'));
    settleOrders(world.ann.station);
    const { order: ended } = await world.office.suspension.get({ orderId: order.orderId });
    expect(ended).toMatchObject({ state: 'cancelled', errorCode: 'suspension.nothing-owed' });
  });

  test('between the confirmation and the command keeps the supply on', async () => {
    await using world = debtors();
    const { accountId, customerId } = world.debtor({});
    await world.warn(accountId);
    const { orderId } = await world.proposed(accountId);
    const { station } = world.ann;
    const by = world.ann.actor('manager');
    confirmOrder(station, by, { orderId, requestId: requestId() });
    await world.pay(customerId, 10_000);
    expect(await carryOut(station, by, orderId)).toMatchObject({
      state: 'cancelled',
      errorCode: 'suspension.nothing-owed',
    });
    expect(world.wires.commands).toEqual([]);
  });

  test('while the command is on the wire brings the restoration at once', async () => {
    await using world = debtors();
    const { accountId, customerId } = world.debtor({});
    await world.warn(accountId);
    const { orderId } = await world.proposed(accountId);
    world.wires.control = async () => {
      await world.pay(customerId, 10_000);
      return statusOf(true);
    };
    expect(await world.confirm(orderId)).toMatchObject({ state: 'done' });
    expect(await world.office.suspension.list({})).toMatchObject([{ kind: 'restore', state: 'proposed' }]);
  });

  test('of a part of the warned debt does not bring the supply back; a plan does', async () => {
    await using world = debtors();
    const { accountId, customerId } = world.debtor({});
    await world.warn(accountId);
    const { orderId } = await world.proposed(accountId);
    await world.confirm(orderId);
    await world.pay(customerId, 4_000);
    settleOrders(world.ann.station);
    expect(await world.office.suspension.list({})).toEqual([]);
    await world.mark(accountId, 'plan', '2027-03-31');
    settleOrders(world.ann.station);
    expect(await world.office.suspension.list({})).toMatchObject([{ kind: 'restore', reason: 'plan' }]);
  });
});

describe('how a command ends', () => {
  test.each([
    ['device.relay-refused', 'failed'],
    ['device.relay-wrong-password', 'failed'],
    ['device.no-answer', 'failed'],
    ['device.relay-unknown', 'unknown'],
    ['device.relay-unmoved', 'unknown'],
  ] as const)('%s leaves the order %s', async (refusal, state) => {
    await using world = debtors();
    const { accountId } = world.debtor({});
    await world.warn(accountId);
    const { orderId } = await world.proposed(accountId);
    world.wires.control = () => Promise.reject(new StationError(refusal));
    expect(await world.confirm(orderId)).toMatchObject({ state, errorCode: refusal });
    expect(await world.caseOf(accountId)).toMatchObject({ isStopped: false, hasOpenOrder: state === 'unknown' });
  });

  test('a yes without an open contact is not done', async () => {
    await using world = debtors();
    const { accountId } = world.debtor({});
    await world.warn(accountId);
    const { orderId } = await world.proposed(accountId);
    world.wires.control = async () => statusOf(false);
    expect(await world.confirm(orderId)).toMatchObject({ state: 'unknown', errorCode: 'device.relay-unmoved' });
  });

  test('what is not known is settled by the status word alone', async () => {
    await using world = debtors();
    const { accountId } = world.debtor({});
    await world.warn(accountId);
    const { orderId } = await world.proposed(accountId);
    world.wires.control = () => Promise.reject(new StationError('device.relay-unknown'));
    await world.confirm(orderId);
    expect((await propose(world, accountId)).refused).toMatchObject([{ code: 'suspension.order-open' }]);
    world.wires.readStatus = async () => statusOf(false, true);
    expect(await world.manager.suspension.recheck({ orderId })).toMatchObject({ state: 'unknown' });
    world.wires.readStatus = async () => statusOf(true);
    expect(await world.manager.suspension.recheck({ orderId })).toMatchObject({ state: 'done', statusWord: 80 });
  });

  test('a start of the program gives nothing late', async () => {
    await using world = debtors();
    const { accountId } = world.debtor({});
    await world.warn(accountId);
    const first = await world.proposed(accountId);
    const { station } = world.ann;
    const by = world.ann.actor('manager');
    confirmOrder(station, by, { orderId: first.orderId, requestId: requestId() });
    settleInterruptedOrders(station);
    expect(await carryOut(station, by, first.orderId)).toMatchObject({ state: 'expired' });
    expect(world.wires.commands).toEqual([]);
  });

  test('a command older than its term is not given', async () => {
    await using world = debtors();
    const { accountId } = world.debtor({});
    await world.warn(accountId);
    const { orderId } = await world.proposed(accountId);
    const by = world.ann.actor('manager');
    confirmOrder(world.ann.station, by, { orderId, requestId: requestId() });
    world.ann.advance(300_001);
    expect(await carryOut(world.ann.station, by, orderId)).toMatchObject({ state: 'expired' });
  });
});

describe('a manual meter', () => {
  test('takes a worker with a sheet; what was done is what the worker reports', async () => {
    await using world = debtors();
    const { accountId } = world.debtor({ isWired: false });
    await world.warn(accountId);
    const order = await world.proposed(accountId);
    expect(order).toMatchObject({ way: 'field' });
    expect(await world.confirm(order.orderId)).toMatchObject({ state: 'sent' });
    const report = { orderId: order.orderId, isDone: true, worker: '孙师傅', note: '已关阀加封' };
    const done = await world.ann.as('reader').suspension.report({ ...report, requestId: requestId() });
    expect(done).toMatchObject({ state: 'done', worker: '孙师傅' });
    expect(world.wires.commands).toEqual([]);
  });

  test('a payment calls the worker back, who says what was done', async () => {
    await using world = debtors();
    const { accountId, customerId } = world.debtor({ isWired: false });
    await world.warn(accountId);
    const { orderId } = await world.proposed(accountId);
    await world.confirm(orderId);
    await world.pay(customerId, 10_000);
    settleOrders(world.ann.station);
    expect(await world.office.suspension.list({})).toMatchObject([
      { state: 'unknown', errorCode: 'suspension.recall' },
    ]);
    const report = { orderId, isDone: true, worker: '孙师傅', note: '接到电话时已停' };
    await world.manager.suspension.report({ ...report, requestId: requestId() });
    expect(await world.office.suspension.list({})).toMatchObject([
      { kind: 'restore', way: 'field', state: 'proposed' },
    ]);
  });

  test('a sheet that did not come back in time is asked for', async () => {
    await using world = debtors();
    const { accountId } = world.debtor({ isWired: false });
    await world.warn(accountId);
    const { orderId } = await world.proposed(accountId);
    await world.confirm(orderId);
    world.ann.advance(9 * 3_600_000);
    settleOrders(world.ann.station);
    expect(await world.office.suspension.list({})).toMatchObject([
      { orderId, state: 'unknown', errorCode: 'suspension.no-report' },
    ]);
  });
});
