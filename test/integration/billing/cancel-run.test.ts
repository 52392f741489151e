import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LEDGER_CHECKS, LEDGER_READERS } from '../../../main/ledger-readers.ts';
import { cancelRun, issueCharge, openBills } from '../../../main/modules/billing/index.ts';
import { balanceOf, LEDGER_CODES, trialBalance, verify } from '../../../main/modules/ledger/index.ts';
import type { BillingRunId } from '../../../main/shared/ids.ts';
import { makeStation, type TestStation } from '../../support/station.ts';
import { addHouse, addTariff, BY_YEAR, type House, newRequest, read, usageBill } from './fixture.ts';

const FEBRUARY = { month: '2026-02', service: 'electricity' } as const;
const MARCH = { month: '2026-03', service: 'electricity' } as const;
const refused = (code: string) => ({ cause: { code } });
const findings = (ann: TestStation) => verify(ann.station.db, LEDGER_READERS, LEDGER_CHECKS).findings;
const receivable = (ann: TestStation, house: House) =>
  balanceOf(ann.station.db, LEDGER_CODES.receivable, house.accountId);
const creditOf = (ann: TestStation, house: House) =>
  0 - balanceOf(ann.station.db, LEDGER_CODES.customerCredit, house.accountId);

async function billedTown(ann: TestStation, totals: readonly number[] = [1310, 1200, 1100]) {
  await addTariff(ann, 'ZJ', BY_YEAR);
  const houses: House[] = [];
  for (const [i, total] of totals.entries()) {
    const house = addHouse(ann, `1-${101 + i}`);
    await read(ann, house, '2026-02-20T10:00:00', total);
    houses.push(house);
  }
  ann.setClock('2026-02-21T09:00:00+08:00');
  const { runId } = await ann.as('manager').billing.issue(FEBRUARY);
  return { houses, runId: runId as BillingRunId };
}

/** Cancels with the total that stands, as a person would read it off the preview. */
async function cancelAll(ann: TestStation, runId: BillingRunId, money: 'refuse' | 'credit' = 'refuse') {
  const { billing } = ann.as('manager');
  const { amountFen, begun } = await billing.previewCancellation({ runId });
  const expectedAmountFen = begun?.amountFen ?? amountFen;
  return billing.cancelRun({ runId, reason: '价格录错', expectedAmountFen, money, requestId: newRequest() });
}

const pay = (ann: TestStation, house: House, paidFen: number) =>
  ann.as('cashier').cashier.takePayment({
    customerId: house.customerId,
    ...{ paidFen, tenderedFen: paidFen, method: 'cash', requestId: newRequest() },
  });

describe('a run is cancelled as a whole', () => {
  test('by reversing every bill of it; then the month is billed again to the same fen', async () => {
    await using ann = makeStation();
    const { houses, runId } = await billedTown(ann);
    const before = trialBalance(ann.station.db).map((row) => [row.ledgerCode, row.debitFen - row.creditFen]);
    expect(await ann.as('manager').billing.previewCancellation({ runId })).toMatchObject({
      ...{ bills: 3, amountFen: 32_818, paidBills: 0, correctedBills: 0, obstacleCount: 0, begun: null },
    });
    expect(await cancelAll(ann, runId)).toEqual({ cancelled: 3, amountFen: 32_818, creditFen: 0, isStopped: false });
    expect(trialBalance(ann.station.db).every((row) => row.debitFen === row.creditFen)).toBe(true);
    expect(await ann.as('manager').billing.runs()).toMatchObject([
      { state: 'cancelled', cancelReason: '价格录错', cancelledBy: 'manager' },
    ]);
    for (const house of houses) expect(openBills(ann.station.db, house)).toEqual([]);
    expect(findings(ann)).toEqual([]);

    const again = await ann.as('manager').billing.issue(FEBRUARY);
    expect(again).toMatchObject({ issued: 3, amountFen: 32_818 });
    expect(again.runId).not.toBe(runId);
    expect(trialBalance(ann.station.db).map((row) => [row.ledgerCode, row.debitFen - row.creditFen])).toEqual(before);
    expect(findings(ann)).toEqual([]);
  });

  test('each entry is mirrored line by line, whatever was billed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1000, max: 1500 }), { minLength: 1, maxLength: 5 }),
        async (totals) => {
          await using ann = makeStation();
          const { houses, runId } = await billedTown(ann, totals);
          await cancelAll(ann, runId);
          const lines = ann.station.db.prepare(
            'SELECT ledger_code, account_id, debit_fen, credit_fen FROM entry_line WHERE entry_id = ? ORDER BY line_no',
          );
          const pairs = ann.station.db
            .prepare('SELECT id, reverses_id FROM entry WHERE reverses_id IS NOT NULL')
            .all() as { id: number; reverses_id: number }[];
          expect(pairs).toHaveLength(totals.filter((total) => total > 1000).length);
          for (const { id, reverses_id } of pairs) {
            const swapped = (lines.all(reverses_id) as Record<string, number>[]).map(
              ({ debit_fen, credit_fen, ...line }) => ({ ...line, debit_fen: credit_fen, credit_fen: debit_fen }),
            );
            expect(lines.all(id)).toEqual(swapped);
          }
          for (const house of houses) expect(receivable(ann, house)).toBe(0);
          expect(findings(ann)).toEqual([]);
        },
      ),
      { numRuns: 12 },
    );
  });

  test('only with the total typed right, and not by everybody', async () => {
    await using ann = makeStation();
    const { runId } = await billedTown(ann);
    const cmd = {
      runId,
      reason: '价格录错',
      expectedAmountFen: 32_817,
      money: 'refuse',
      requestId: newRequest(),
    } as const;
    await expect(ann.as('manager').billing.cancelRun(cmd)).rejects.toMatchObject(refused('billing.run-total-differs'));
    await expect(ann.as('cashier').billing.cancelRun(cmd)).rejects.toMatchObject(refused('permission.denied'));
    expect(await ann.as('manager').billing.runs()).toMatchObject([{ state: 'issued' }]);
  });

  test('twice adds nothing', async () => {
    await using ann = makeStation();
    const { runId } = await billedTown(ann);
    await cancelAll(ann, runId);
    const count = (table: string) => ann.station.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    const before = ['entry', 'bill_cancellation', 'audit'].map(count);
    expect(await cancelAll(ann, runId)).toEqual({ cancelled: 0, amountFen: 0, creditFen: 0, isStopped: false });
    expect(['entry', 'bill_cancellation', 'audit'].map(count)).toEqual(before);
  });

  test('stopped between two chunks it stays begun, cannot be issued on, and goes on', async () => {
    await using ann = makeStation();
    const { runId } = await billedTown(ann);
    const stop = new AbortController();
    const cmd = {
      runId,
      reason: '价格录错',
      expectedAmountFen: 32_818,
      money: 'refuse',
      requestId: newRequest(),
    } as const;
    const options = { chunkSize: 1, signal: stop.signal, onChunk: () => stop.abort() };
    expect(await cancelRun(ann.station, ann.actor('manager'), cmd, options)).toMatchObject({
      ...{ cancelled: 1, isStopped: true },
    });
    expect(await ann.as('manager').billing.runs()).toMatchObject([{ state: 'cancelling' }]);
    expect(await ann.as('manager').billing.previewCancellation({ runId })).toMatchObject({
      ...{ bills: 2, begun: { bills: 3, amountFen: 32_818, reason: '价格录错' } },
    });
    expect(await cancelAll(ann, runId)).toMatchObject({ cancelled: 2, isStopped: false });
    expect(await ann.as('manager').billing.runs()).toMatchObject([{ state: 'cancelled' }]);
    expect(findings(ann)).toEqual([]);
  });

  test('a run that stopped half way is not gone on with after its cancellation', async () => {
    await using ann = makeStation();
    const { runId } = await billedTown(ann);
    ann.station.db.prepare("UPDATE billing_run SET state = 'issuing', finished_at = NULL WHERE id = ?").run(runId);
    await cancelAll(ann, runId);
    const again = await ann.as('manager').billing.issue(FEBRUARY);
    expect(again).toMatchObject({ issued: 3 });
    expect(again.runId).not.toBe(runId);
  });
});

describe('money on a cancelled run', () => {
  test('is refused unless it may become credit; then it pays the next bill', async () => {
    await using ann = makeStation();
    const { houses, runId } = await billedTown(ann);
    const [paid, , partly] = houses as [House, House, House];
    await pay(ann, paid, 16_678);
    await pay(ann, partly, 1000);
    await expect(cancelAll(ann, runId)).rejects.toMatchObject({
      cause: { code: 'billing.run-paid', params: { bills: 2, amount: '176.78' } },
    });
    expect(await ann.as('manager').billing.runs()).toMatchObject([{ state: 'issued' }]);
    expect(await cancelAll(ann, runId, 'credit')).toMatchObject({ cancelled: 3, creditFen: 17_678 });
    expect([creditOf(ann, paid), creditOf(ann, partly)]).toEqual([16_678, 1000]);
    expect([receivable(ann, paid), receivable(ann, partly)]).toEqual([0, 0]);
    expect(findings(ann)).toEqual([]);
  });

  test('a payment reversed afterwards takes its credit back', async () => {
    await using ann = makeStation();
    const { houses, runId } = await billedTown(ann);
    const [paid] = houses as [House];
    const { paymentId } = await pay(ann, paid, 16_678);
    await cancelAll(ann, runId, 'credit');
    await ann.as('manager').cashier.reversePayment({ paymentId, reason: '收错了', requestId: newRequest() });
    expect([creditOf(ann, paid), receivable(ann, paid)]).toEqual([0, 0]);
    expect(findings(ann)).toEqual([]);
  });

  test('a tampered amount of credit is found', async () => {
    await using ann = makeStation();
    const { houses, runId } = await billedTown(ann);
    await pay(ann, houses[0] as House, 16_678);
    await cancelAll(ann, runId, 'credit');
    ann.station.db.exec(
      'DROP TRIGGER bill_cancellation_frozen; UPDATE bill_cancellation SET credit_fen = 1 WHERE credit_fen > 0',
    );
    expect(findings(ann).map((finding) => finding.code)).toEqual(['document-altered', 'credit-differs']);
  });
});

describe('what happened since the run', () => {
  test('a corrected bill is cancelled as it stands, with the money that moved to it', async () => {
    await using ann = makeStation();
    const { houses, runId } = await billedTown(ann);
    const [house] = houses as [House];
    await pay(ann, house, 16_678);
    const [bill] = await ann.as('manager').billing.ofAccount({ accountId: house.accountId });
    const { presentReadingId: readingId } = usageBill(
      await ann.as('manager').billing.bill({ billId: bill?.billId as never }),
    );
    const values = { readingId, totalMilli: 1_300_000 };
    const { differenceFen } = await ann.as('manager').billing.previewCorrection(values);
    const yes = { reason: '抄错', expectedDifferenceFen: differenceFen, requestId: newRequest() };
    await ann.as('manager').billing.correct({ ...values, ...yes });
    expect(await ann.as('manager').billing.previewCancellation({ runId })).toMatchObject({
      ...{ bills: 3, correctedBills: 1, amountFen: 32_818 + differenceFen, paidFen: 16_140 },
    });
    await cancelAll(ann, runId, 'credit');
    expect([creditOf(ann, house), receivable(ann, house)]).toEqual([16_678, 0]);
    expect(findings(ann)).toEqual([]);
    expect(await ann.as('manager').billing.issue(FEBRUARY)).toMatchObject({ issued: 3 });
  });

  test('a later bill that counts on stands in the way; taken back in reverse order both go', async () => {
    await using ann = makeStation();
    const { houses, runId } = await billedTown(ann);
    await read(ann, houses[1] as House, '2026-03-20T10:00:00', 1300);
    const march = await ann.as('manager').billing.issue(MARCH);
    expect(await ann.as('manager').billing.previewCancellation({ runId })).toMatchObject({
      obstacleCount: 1,
      obstacles: [{ kind: 'later', doorNo: '1-1-102', month: '2026-03' }],
    });
    await expect(cancelAll(ann, runId)).rejects.toMatchObject(refused('billing.run-followed'));
    expect(await cancelAll(ann, march.runId as BillingRunId)).toMatchObject({ cancelled: 1 });
    expect(await cancelAll(ann, runId)).toMatchObject({ cancelled: 3 });
    expect(findings(ann)).toEqual([]);
  });

  test('a discount and a late fee stand in the way until they are taken back', async () => {
    await using ann = makeStation();
    const { houses, runId } = await billedTown(ann);
    const [house] = houses as [House];
    const [open] = openBills(ann.station.db, house);
    const billId = open?.billId as NonNullable<typeof open>['billId'];
    const manager = ann.as('manager');
    const { adjustments } = await manager.charges.adjust({
      ...{ billId, kind: 'discount', amountFen: 678, expectedOwedFen: 16_678 },
      ...{ reason: '管道漏损', requestId: newRequest() },
    });
    // A late fee as it is charged: a bill of its own that names the one it is for.
    const { billId: feeId } = ann.station.write(ann.actor('manager'), { action: 'test.fee' }, (tx) => {
      const late = { ofBillId: billId, ofBillNo: '', ofMonth: '2026-02', ofDueOn: '2026-03-13', principalFen: 16_678 };
      const rule = { perDay: '0.001', graceDays: 0, isCapped: true, floor: '0' };
      const sums = { asOf: '2026-03-20', parts: [], bound: null, accruedFen: 100, chargedFen: 0, waivedFen: 0 };
      const fee = issueCharge(tx, {
        ...{ accountId: house.accountId, dueOn: '2026-03-20', lines: [{ amountFen: 100 }], zone: ann.station.zone },
        reason: { kind: 'late-fee', ...late, rule, ...sums },
      });
      tx.db
        .prepare("INSERT INTO late_fee (bill_id, of_bill_id, as_of) VALUES (?, ?, '2026-03-20')")
        .run(fee.billId, billId);
      return fee;
    });
    const obstacles = async () =>
      (await manager.billing.previewCancellation({ runId })).obstacles.map((found) => [found.kind, found.billId]);
    expect(await obstacles()).toEqual([
      ['adjusted', billId],
      ['late-fee', feeId],
    ]);
    await expect(cancelAll(ann, runId, 'credit')).rejects.toMatchObject(refused('billing.run-followed'));
    await manager.charges.reverseAdjustment({
      adjustmentId: adjustments[0]?.adjustmentId as never,
      ...{ reason: '批错了', requestId: newRequest() },
    });
    await manager.charges.adjust({
      ...{ billId: feeId, kind: 'discount', amountFen: 100, expectedOwedFen: 100 },
      ...{ reason: '账单取消', requestId: newRequest() },
    });
    expect(await obstacles()).toEqual([]);
    expect(await cancelAll(ann, runId)).toMatchObject({ cancelled: 3 });
    expect(findings(ann)).toEqual([]);
  });
});
