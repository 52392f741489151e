import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planAutoPayments } from '../../../main/modules/billing/auto-pay.domain.ts';
import { issueRun } from '../../../main/modules/billing/index.ts';
import type { AccountId, CustomerId } from '../../../main/shared/ids.ts';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';
import { billed, correct, standing, stopAutoPay } from '../billing/correction-fixture.ts';
import { addHouse, addTariff, FLAT, type House, read } from '../billing/fixture.ts';
import { households, ledgerTotal } from '../cashier/households.ts';

const refused = (code: string) => ({ cause: { code } });

async function prepay(ann: TestStation, of: { customerId: CustomerId; accountId: AccountId }, paidFen: number) {
  return ann.as('cashier').cashier.takePayment({
    customerId: of.customerId,
    paidFen,
    tenderedFen: paidFen,
    method: 'cash',
    billIds: [],
    keepOnAccountId: of.accountId,
    requestId: requestId(),
  });
}

/** Gas at 3.00 a cubic metre; each house uses 10 in October: a bill of 30.00. */
async function village(ann: TestStation, count: number): Promise<House[]> {
  await addTariff(ann, 'GAS', FLAT, { service: 'gas' });
  const houses = Array.from({ length: count }, (_, i) =>
    addHouse(ann, `1-${i + 1}`, { service: 'gas', openedOn: '2026-10-01', baseline: 100 }),
  );
  for (const house of houses) await read(ann, house, '2026-10-28T10:00:00', 110);
  ann.setClock('2026-11-02T09:00:00+08:00');
  return houses;
}

const issue = (ann: TestStation) => ann.as('manager').billing.issue({ month: '2026-10', service: 'gas' });
const paid = (ann: TestStation, house: House) => ann.as('cashier').autoPay.list({ customerId: house.customerId });
const creditOf = async (ann: TestStation, house: House) =>
  (await ann.as('cashier').cashier.customer({ customerId: house.customerId })).creditFen;

async function expectSound(ann: TestStation): Promise<void> {
  expect(await ann.as('manager').ledger.verify()).toMatchObject({ isSound: true, findings: [] });
}

describe('credit paid in advance', () => {
  test('pays the new bill when a run issues it, wholly or as far as it goes, and no other account’s', async () => {
    await using ann = makeStation();
    const [rich, poor, none] = (await village(ann, 3)) as [House, House, House];
    await prepay(ann, rich, 5000);
    await prepay(ann, poor, 1200);
    await issue(ann);
    expect(await paid(ann, rich)).toMatchObject([
      {
        autoNo: 'D2026-000001',
        cause: 'run',
        amountFen: 3000,
        bills: [{ month: '2026-10', amountFen: 3000 }],
        reversal: null,
      },
    ]);
    expect(await paid(ann, poor)).toMatchObject([{ autoNo: 'D2026-000002', amountFen: 1200 }]);
    expect(await paid(ann, none)).toEqual([]);
    expect([await creditOf(ann, rich), await creditOf(ann, poor)]).toEqual([2000, 0]);
    expect((await standing(ann, poor))[0]).toMatchObject({ amountFen: 3000, paidFen: 1200 });
    expect(['1001', '1122', '2203'].map((code) => ledgerTotal(ann, code))).toEqual([6200, 4800, -2000]);
    const takings = await ann.as('cashier').reports.takings({});
    expect(takings.rows).toMatchObject([{ method: 'cash', takenFen: 6200, payments: 2 }]);
    const statement = await ann.as('manager').ledger.statement({ accountId: rich.accountId });
    expect(statement.lines.at(-1)).toMatchObject({
      kind: 'auto-pay',
      memo: 'D2026-000001',
      receivableFen: 0,
      creditFen: 2000,
    });
    await expectSound(ann);
  });

  test('is used once, however often the run is asked for', async () => {
    await using ann = makeStation();
    const [house] = (await village(ann, 1)) as [House];
    await prepay(ann, house, 5000);
    await issue(ann);
    await issue(ann);
    expect(await paid(ann, house)).toHaveLength(1);
    expect(await creditOf(ann, house)).toBe(2000);
  });

  test('is used when an interrupted run is finished, in chunks', async () => {
    await using ann = makeStation();
    const houses = await village(ann, 120);
    for (const house of houses) await prepay(ann, house, 4000);
    const stop = new AbortController();
    const by = ann.actor('manager');
    const run = { month: '2026-10', service: 'gas' as const };
    const first = await issueRun(ann.station, by, run, {
      signal: stop.signal,
      chunkSize: 50,
      onProgress: () => stop.abort(),
    });
    expect(first).toMatchObject({ issued: 50, isCancelled: true });
    expect(ledgerTotal(ann, '2203')).toBe(-120 * 4000);
    await issueRun(ann.station, by, run);
    expect([ledgerTotal(ann, '2203'), ledgerTotal(ann, '1122')]).toEqual([-120 * 1000, 0]);
    const numbers = ann.station.db.prepare('SELECT auto_no FROM auto_payment ORDER BY id').pluck().all();
    expect([numbers.length, numbers.at(-1)]).toEqual([120, 'D2026-000120']);
    await expectSound(ann);
  });

  test('stays where the station or the account says so', async () => {
    await using ann = makeStation();
    const [own, station] = (await village(ann, 2)) as [House, House];
    for (const house of [own, station]) await prepay(ann, house, 5000);
    const rule = { accountId: own.accountId, isAutoPay: true, lowBalanceFen: null };
    await ann.as('cashier').credit.saveAccountRule(rule);
    stopAutoPay(ann);
    await issue(ann);
    expect([await creditOf(ann, own), await creditOf(ann, station)]).toEqual([2000, 5000]);
  });

  test('pays the oldest open bill of the account first', async () => {
    await using ann = makeStation();
    const [house] = (await village(ann, 1)) as [House];
    const old = households(ann).bill(house.accountId, 1500, { month: '2026-08' });
    await prepay(ann, house, 2000);
    await issue(ann);
    const [payment] = await paid(ann, house);
    expect(payment?.bills.map((bill) => [bill.billId === old, bill.amountFen])).toEqual([
      [true, 1500],
      [false, 500],
    ]);
  });
});

describe('a correction', () => {
  test('that asks for more is paid from credit at once', async () => {
    await using ann = makeStation();
    const { house, readings } = await billed(ann);
    await ann.as('cashier').cashier.takePayment({
      customerId: house.customerId,
      paidFen: 200_000,
      tenderedFen: 200_000,
      method: 'cash',
      requestId: requestId(),
    });
    expect(await creditOf(ann, house)).toBe(8000);
    await correct(ann, readings[2] as number, 4600);
    expect(await paid(ann, house)).toMatchObject([{ cause: 'correction', amountFen: 5880 }]);
    expect(await creditOf(ann, house)).toBe(2120);
    await expectSound(ann);
  });
});

describe('an automatic payment', () => {
  test('is reversed once: the bill is open and the credit is there again', async () => {
    await using ann = makeStation();
    const [house] = (await village(ann, 1)) as [House];
    const payment = await prepay(ann, house, 5000);
    await issue(ann);
    const manager = ann.as('manager');
    const undo = { paymentId: payment.paymentId, reason: '退票', requestId: requestId() };
    await expect(manager.cashier.reversePayment(undo)).rejects.toMatchObject(refused('cashier.credit-spent'));
    const [made] = await paid(ann, house);
    const cmd = { autoPaymentId: made?.autoPaymentId as never, reason: '客户要求', requestId: requestId() };
    expect(await manager.autoPay.reverse(cmd)).toMatchObject({ reversal: { on: '2026-11-02', reason: '客户要求' } });
    await manager.autoPay.reverse(cmd);
    await expect(manager.autoPay.reverse({ ...cmd, requestId: requestId() })).rejects.toMatchObject(
      refused('auto-pay.already-reversed'),
    );
    expect(await creditOf(ann, house)).toBe(5000);
    expect((await standing(ann, house))[0]).toMatchObject({ paidFen: 0 });
    await manager.cashier.reversePayment(undo);
    expect(await creditOf(ann, house)).toBe(0);
    await expectSound(ann);
  });

  test('of a bill that was corrected since is not reversed any more, and the book stays sound', async () => {
    await using ann = makeStation();
    const [house] = (await village(ann, 1)) as [House];
    await prepay(ann, house, 5000);
    await issue(ann);
    const present = ann.station.db.prepare('SELECT present_reading_id FROM bill').pluck().get() as number;
    await correct(ann, present, 105);
    expect(await creditOf(ann, house)).toBe(3500);
    const [made] = await paid(ann, house);
    await expect(
      ann
        .as('manager')
        .autoPay.reverse({ autoPaymentId: made?.autoPaymentId as never, reason: '退票', requestId: requestId() }),
    ).rejects.toMatchObject(refused('auto-pay.bill-corrected'));
    await expectSound(ann);
  });
});

test('spreads credit over an account’s own bills: each fen once, none beyond what is held or owed', () => {
  const bill = fc.record({
    accountId: fc.integer({ min: 1, max: 4 }),
    leftFen: fc.integer({ min: 1, max: 10_000 }),
    kind: fc.constantFrom('usage', 'late-fee'),
    dueOn: fc.constantFrom('2026-09-01', '2026-10-01', '2026-11-01'),
  });
  fc.assert(
    fc.property(
      fc.array(bill, { maxLength: 20 }),
      fc.array(fc.nat(20_000), { minLength: 4, maxLength: 4 }),
      (some, held) => {
        const bills = some.map((one, i) => ({ ...one, billId: i + 1 }));
        const credits = held.map((creditFen, i) => ({ accountId: i + 1, creditFen }));
        const plans = planAutoPayments(credits, bills, 'principal-first');
        for (const { accountId, creditFen } of credits) {
          const plan = plans.find((one) => one.accountId === accountId);
          const own = bills.filter((one) => one.accountId === accountId);
          const owed = own.reduce((sum, one) => sum + one.leftFen, 0);
          const lines = plan?.lines ?? [];
          const sum = lines.reduce((total, line) => total + line.amountFen, 0);
          expect(sum).toBe(Math.min(creditFen, owed));
          expect(plan?.amountFen ?? 0).toBe(sum);
          for (const line of lines) {
            const target = own.find((one) => one.billId === line.billId);
            expect(line.amountFen).toBeGreaterThan(0);
            expect(line.amountFen).toBeLessThanOrEqual(target?.leftFen ?? 0);
          }
          // Only the last bill met is paid in part: an older one is never left behind a newer.
          for (const line of lines.slice(0, -1))
            expect(line.amountFen).toBe(own.find((one) => one.billId === line.billId)?.leftFen);
        }
      },
    ),
  );
});
