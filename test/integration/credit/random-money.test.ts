import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isStationError } from '../../../main/shared/error-codes.ts';
import type { AutoPaymentId, PaymentId, RefundId } from '../../../main/shared/ids.ts';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';
import { correct, presentOf } from '../billing/correction-fixture.ts';
import { addHouse, addTariff, FLAT, type House, read } from '../billing/fixture.ts';
import { ledgerTotal } from '../cashier/households.ts';

const step = fc.oneof(
  fc.record({
    kind: fc.constant('pay' as const),
    house: fc.nat(1),
    fen: fc.integer({ min: 1, max: 9000 }),
    isPrepay: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('use-credit' as const), house: fc.nat(1) }),
  fc.record({
    kind: fc.constant('refund' as const),
    house: fc.nat(1),
    fen: fc.integer({ min: 1, max: 9000 }),
    isOriginal: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('run' as const),
    used: fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 })),
  }),
  fc.record({ kind: fc.constant('correct' as const), house: fc.nat(1), by: fc.integer({ min: -4, max: 4 }) }),
  fc.record({
    kind: fc.constantFrom('reverse-payment', 'reverse-refund', 'reverse-auto' as const),
    which: fc.nat({ max: 5 }),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

interface Town {
  readonly ann: TestStation;
  readonly houses: readonly House[];
  readonly totals: number[];
  month: number;
}

const ids = (ann: TestStation, table: string) =>
  ann.station.db.prepare(`SELECT id FROM ${table} WHERE reversed_at IS NULL ORDER BY id`).pluck().all() as number[];

async function play(town: Town, one: Step): Promise<void> {
  const { ann, houses } = town;
  const manager = ann.as('manager');
  const house = 'house' in one ? (houses[one.house] as House) : undefined;
  if (one.kind === 'pay' && house)
    await manager.cashier.takePayment({
      customerId: house.customerId,
      paidFen: one.fen,
      tenderedFen: one.fen,
      method: one.isPrepay ? 'wechat' : 'cash',
      ...(one.isPrepay && { billIds: [] }),
      keepOnAccountId: house.accountId,
      requestId: requestId(),
    });
  if (one.kind === 'use-credit' && house) {
    const { creditFen, owedFen } = await manager.cashier.customer({ customerId: house.customerId });
    await manager.cashier.takePayment({
      customerId: house.customerId,
      paidFen: 0,
      tenderedFen: 0,
      creditFen: Math.min(creditFen, owedFen),
      method: 'cash',
      requestId: requestId(),
    });
  }
  if (one.kind === 'refund' && house) {
    const { payments } = await manager.credit.refundable({ customerId: house.customerId });
    const original = one.isOriginal ? payments[0]?.paymentId : undefined;
    await manager.credit.refund({
      accountId: house.accountId,
      amountFen: one.fen,
      way: original ? 'original' : 'cash',
      ...(original && { paymentId: original }),
      reason: '退余额',
      requestId: requestId(),
    });
  }
  if (one.kind === 'run') {
    if (town.month > 9) return;
    const month = `2026-0${town.month}`;
    for (const [i, of] of houses.entries()) {
      town.totals[i] = (town.totals[i] ?? 0) + (one.used[i] ?? 1);
      const readingId = await read(ann, of, `${month}-25T10:00:00`, town.totals[i] ?? 0);
      ann.station.db.prepare("UPDATE reading SET state = 'accepted' WHERE id = ?").run(readingId);
    }
    await manager.billing.issue({ month, service: 'gas' });
    town.month++;
  }
  if (one.kind === 'correct' && house) {
    const place = town.month - 3;
    const present = place < 0 ? null : await presentOf(ann, house, place);
    const total = (town.totals[one.house] ?? 0) + one.by;
    if (present === null || present === undefined) return;
    await correct(ann, present, total);
    town.totals[one.house] = total;
  }
  if (one.kind === 'reverse-payment' || one.kind === 'reverse-refund' || one.kind === 'reverse-auto') {
    const undo = { reason: '录错了', requestId: requestId() };
    const table = { 'reverse-payment': 'payment', 'reverse-refund': 'refund', 'reverse-auto': 'auto_payment' }[
      one.kind
    ];
    const open = ids(ann, table);
    const id = open[one.which % Math.max(1, open.length)];
    if (id === undefined) return;
    if (one.kind === 'reverse-payment') await manager.cashier.reversePayment({ paymentId: id as PaymentId, ...undo });
    if (one.kind === 'reverse-refund') await manager.credit.reverseRefund({ refundId: id as RefundId, ...undo });
    if (one.kind === 'reverse-auto') await manager.autoPay.reverse({ autoPaymentId: id as AutoPaymentId, ...undo });
  }
}

/** A refusal is an answer; anything else is a bug. */
async function playOrBeRefused(town: Town, one: Step): Promise<void> {
  try {
    await play(town, one);
  } catch (error) {
    if (!isStationError((error as { cause?: unknown }).cause)) throw error;
  }
}

function money(ann: TestStation): { inFen: number; outFen: number; drawnFen: number } {
  const sum = (sql: string) => ann.station.db.prepare(sql).pluck().get() as number;
  return {
    inFen: sum('SELECT coalesce(sum(amount_fen), 0) FROM payment WHERE reversed_at IS NULL'),
    outFen: sum('SELECT coalesce(sum(amount_fen), 0) FROM refund WHERE reversed_at IS NULL'),
    drawnFen: sum('SELECT coalesce(sum(paid_fen), 0) FROM bill WHERE reversed_at IS NULL'),
  };
}

test('after whatever was paid, prepaid, paid from credit, refunded, corrected and reversed, each fen is accounted for', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 22 }), async (steps) => {
      await using ann = makeStation({ at: '2026-02-26T09:00:00+08:00' });
      await addTariff(ann, 'GAS', FLAT, { service: 'gas' });
      const houses = ['1-1', '1-2'].map((door) => addHouse(ann, door, { service: 'gas', baseline: 100 }));
      const town: Town = { ann, houses, totals: [100, 100], month: 2 };
      for (const one of steps) {
        await playOrBeRefused(town, one);
        const held = ann.station.db
          .prepare("SELECT max(balance_fen) FROM ledger_balance WHERE ledger_code = '2203'")
          .pluck();
        expect((held.get() as number | null) ?? 0).toBeLessThanOrEqual(0);
      }
      expect(ann.bugs).toEqual([]);
      const { inFen, outFen, drawnFen } = money(ann);
      expect(ledgerTotal(ann, '1001') + ledgerTotal(ann, '1012')).toBe(inFen - outFen);
      expect(0 - ledgerTotal(ann, '2203')).toBe(inFen - outFen - drawnFen);
      expect(await ann.as('manager').ledger.verify()).toMatchObject({ isSound: true, findings: [] });
    }),
    { numRuns: 40 },
  );
}, 60_000);
