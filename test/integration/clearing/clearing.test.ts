import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Settle } from '../../../main/modules/clearing/clearing.schema.ts';
import { isStationError } from '../../../main/shared/error-codes.ts';
import type { DepositId, DepositReturnId, PaymentId, SettlementId } from '../../../main/shared/ids.ts';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';
import { households, ledgerTotal } from '../cashier/households.ts';

const refused = (code: string) => ({ cause: { code } });
const SPAN = { from: '2026-11-20', to: '2026-11-30' };
const undo = () => ({ reason: '录错了', requestId: requestId() });

function world(ann: TestStation) {
  const house = households(ann).household([]);
  const prepay = (paidFen: number, method: 'wechat' | 'card' | 'cash' = 'wechat') =>
    ann.as('cashier').cashier.takePayment({
      ...{ customerId: house.customerId, method, paidFen, tenderedFen: paidFen, billIds: [] },
      ...{ keepOnAccountId: house.accountId, requestId: requestId() },
    });
  const settlement = (of: Partial<Settle>) => ({
    method: 'wechat' as const,
    ...{ days: ['2026-11-21'], amountFen: 1, feeFen: 0, expectedOpenFen: 1, bankReference: '流水 88', ...of },
    requestId: requestId(),
  });
  return { house, prepay, settlement, boss: ann.as('manager').clearing };
}

const openDays = async (ann: TestStation) =>
  (await ann.as('manager').clearing.open(SPAN)).days.map((row) => [row.method, row.day, row.openFen]);

describe('tender clearing', () => {
  test('shows by method and day what came in, went out and is open; together the balance of 1012', async () => {
    await using ann = makeStation({ at: '2026-11-21T10:00:00+08:00' });
    const { house, prepay, boss } = world(ann);
    const first = await prepay(10_000);
    await prepay(700, 'cash');
    await prepay(3000, 'card');
    ann.setClock('2026-11-22T10:00:00+08:00');
    await ann.as('manager').cashier.reversePayment({ paymentId: first.paymentId, ...undo() });
    await ann.as('cashier').deposits.take({
      ...{ customerId: house.customerId, purpose: 'cylinder', method: 'wechat', amountFen: 6000, note: '' },
      requestId: requestId(),
    });
    const { days, methods, openFen, ledgerFen } = await boss.open(SPAN);
    expect(days.map((row) => [row.method, row.day, row.inFen, row.outFen, row.openFen]).sort()).toEqual([
      ['card', '2026-11-21', 3000, 0, 3000],
      ['wechat', '2026-11-21', 10_000, 0, 10_000],
      ['wechat', '2026-11-22', 6000, 10_000, -4000],
    ]);
    expect(methods).toMatchObject([
      { method: 'wechat', openFen: 6000 },
      { method: 'alipay', openFen: 0 },
      { method: 'card', openFen: 3000 },
      { method: 'transfer', openFen: 0 },
    ]);
    expect([openFen, ledgerFen, ledgerTotal(ann, '1012')]).toEqual([9000, 9000, 9000]);
  });

  test('settled, the bank has the amount less the fee; the oldest day first, days below zero wholly', async () => {
    await using ann = makeStation({ at: '2026-11-21T10:00:00+08:00' });
    const { prepay, settlement, boss } = world(ann);
    const first = await prepay(10_000);
    ann.setClock('2026-11-22T10:00:00+08:00');
    await ann.as('manager').cashier.reversePayment({ paymentId: first.paymentId, ...undo() });
    ann.setClock('2026-11-23T10:00:00+08:00');
    await prepay(8000);
    const days = ['2026-11-21', '2026-11-22', '2026-11-23'];
    const cmd = settlement({ days, amountFen: 5000, feeFen: 30, expectedOpenFen: 8000 });
    const made = await boss.settle(cmd);
    expect(await boss.settle(cmd)).toEqual(made);
    expect(made).toMatchObject({ settlementNo: 'Q2026-000001', amountFen: 5000, feeFen: 30, bankReference: '流水 88' });
    expect(made.days).toEqual([
      { day: '2026-11-21', amountFen: 10_000 },
      { day: '2026-11-22', amountFen: -10_000 },
      { day: '2026-11-23', amountFen: 5000 },
    ]);
    expect(['1002', '6603', '1012'].map((code) => ledgerTotal(ann, code))).toEqual([4970, 30, 3000]);
    expect((await openDays(ann)).filter(([, , open]) => open !== 0)).toEqual([['wechat', '2026-11-23', 3000]]);
    const { settlementId } = made;
    expect(await boss.reverse({ settlementId, ...undo() })).toMatchObject({ reversal: { on: '2026-11-23' } });
    await expect(boss.reverse({ settlementId, ...undo() })).rejects.toMatchObject(refused('clearing.already-reversed'));
    expect(['1002', '6603', '1012'].map((code) => ledgerTotal(ann, code))).toEqual([0, 0, 8000]);
    expect(await ann.as('manager').ledger.verify()).toMatchObject({ isSound: true, findings: [] });
  });

  test('refuses more than is open, what changed meanwhile, a fee above the amount, and a cashier', async () => {
    await using ann = makeStation({ at: '2026-11-21T10:00:00+08:00' });
    const { prepay, settlement, boss } = world(ann);
    await prepay(5000);
    const over = settlement({ amountFen: 5001, expectedOpenFen: 5000 });
    await expect(boss.settle(over)).rejects.toMatchObject(refused('clearing.over-open'));
    const stale = settlement({ amountFen: 4000, expectedOpenFen: 4000 });
    await expect(boss.settle(stale)).rejects.toMatchObject(refused('clearing.open-changed'));
    const fee = settlement({ amountFen: 5000, feeFen: 5001, expectedOpenFen: 5000 });
    await expect(boss.settle(fee)).rejects.toThrow();
    const right = settlement({ amountFen: 5000, expectedOpenFen: 5000 });
    await expect(ann.as('cashier').clearing.settle(right)).rejects.toMatchObject(refused('permission.denied'));
    await boss.settle(right);
    expect(ledgerTotal(ann, '1012')).toBe(0);
  });
});

const METHODS = ['cash', 'wechat', 'card'] as const;
const fen = fc.integer({ min: 1, max: 9000 });
const step = fc.oneof(
  fc.record({ kind: fc.constant('take' as const), fen, method: fc.nat(2) }),
  fc.record({ kind: fc.constant('return' as const), fen, method: fc.nat(2), which: fc.nat(5) }),
  fc.record({ kind: fc.constant('pay' as const), fen, method: fc.nat(2) }),
  fc.record({ kind: fc.constant('settle' as const), fen, method: fc.integer({ min: 1, max: 2 }), isAll: fc.boolean() }),
  fc.record({
    kind: fc.constantFrom('payment', 'deposit', 'deposit_return', 'settlement'),
    which: fc.nat(5),
  }),
  fc.record({ kind: fc.constant('tomorrow' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

async function play(ann: TestStation, { house, prepay, settlement, boss }: ReturnType<typeof world>, one: Step) {
  const manager = ann.as('manager');
  const pick = (table: string, which: number): number | undefined => {
    const sql = `SELECT id FROM ${table} WHERE reversed_at IS NULL ORDER BY id`;
    const ids = ann.station.db.prepare(sql).pluck().all() as number[];
    return ids[which % Math.max(1, ids.length)];
  };
  if (one.kind === 'tomorrow') ann.advance(86_400_000);
  if (one.kind === 'pay') await prepay(one.fen, METHODS[one.method]);
  if (one.kind === 'take')
    await manager.deposits.take({
      ...{
        customerId: house.customerId,
        ...(one.fen % 2 === 0 && { accountId: house.accountId }),
        purpose: 'cylinder',
      },
      ...{ method: METHODS[one.method] ?? 'cash', amountFen: one.fen, note: '', requestId: requestId() },
    });
  if (one.kind === 'return') {
    const depositId = pick('deposit', one.which) as DepositId | undefined;
    const money = { method: METHODS[one.method] ?? 'cash', amountFen: one.fen, note: '', requestId: requestId() };
    if (depositId !== undefined) await manager.deposits.giveBack({ depositId, ...money });
  }
  if (one.kind === 'settle') {
    const method = one.method === 1 ? 'wechat' : 'card';
    const open = (await boss.open({ from: '2026-01-01', to: '2026-01-01' })).days.filter((d) => d.method === method);
    if (open.length === 0) return;
    const expectedOpenFen = open.reduce((sum, row) => sum + row.openFen, 0);
    const amountFen = one.isAll ? Math.max(1, expectedOpenFen) : one.fen;
    const days = open.map((row) => row.day);
    await boss.settle(settlement({ method, days, amountFen, feeFen: amountFen % 7, expectedOpenFen }));
  }
  if (!['payment', 'deposit', 'deposit_return', 'settlement'].includes(one.kind) || !('which' in one)) return;
  const id = one.kind === 'return' ? undefined : pick(one.kind, one.which);
  if (id === undefined) return;
  if (one.kind === 'payment') await manager.cashier.reversePayment({ paymentId: id as PaymentId, ...undo() });
  if (one.kind === 'deposit') await manager.deposits.reverse({ depositId: id as DepositId, ...undo() });
  if (one.kind === 'deposit_return')
    await manager.deposits.reverseReturn({ returnId: id as DepositReturnId, ...undo() });
  if (one.kind === 'settlement') await boss.reverse({ settlementId: id as SettlementId, ...undo() });
}

test('after whatever was taken, returned, settled and reversed, deposits and clearing equal the ledger', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
      await using ann = makeStation({ at: '2026-11-02T09:00:00+08:00' });
      const town = world(ann);
      for (const one of steps)
        try {
          await play(ann, town, one);
        } catch (error) {
          // A refusal is an answer; anything else is a bug.
          if (!isStationError((error as { cause?: unknown }).cause)) throw error;
        }
      expect(ann.bugs).toEqual([]);
      const held = await ann.as('manager').deposits.held({ offset: 0, limit: 200 });
      expect([held.heldFen, held.allHeldFen]).toEqual([0 - ledgerTotal(ann, '2241'), held.ledgerFen]);
      expect(held.rows.reduce((sum, row) => sum + row.heldFen, 0)).toBe(held.ledgerFen);
      const open = await town.boss.open({ from: '2026-11-01', to: '2026-12-31' });
      expect([open.openFen, open.ledgerFen]).toEqual([ledgerTotal(ann, '1012'), ledgerTotal(ann, '1012')]);
      const day = await ann.as('manager').reports.takings({});
      expect([day.drawer.closingFen, day.drawer.otherFen]).toEqual([ledgerTotal(ann, '1001'), 0]);
      expect(await ann.as('manager').ledger.verify()).toMatchObject({ isSound: true, findings: [] });
    }),
    { numRuns: 40 },
  );
}, 60_000);
