import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balanceOf, LEDGER_CODES, trialBalance, verify } from '../../../main/modules/ledger/index.ts';
import { addMeter, attachMeter, NewMeter } from '../../../main/modules/meters/index.ts';
import { insertBaseline } from '../../../main/modules/readings/index.ts';
import { rate } from '../../../main/modules/tariffs/index.ts';
import { TariffDocument } from '../../../main/modules/tariffs/tariffs.schema.ts';
import { makeStation, type TestStation } from '../../support/station.ts';
import { addHouse, addTariff, BY_YEAR, type House, newRequest, read } from './fixture.ts';

const refused = (code: string) => ({ cause: { code } });
const MONTHS = ['2026-02', '2026-03', '2026-04'];
const soundness = (ann: TestStation) => verify(ann.station.db, ann.station.documentReaders, ann.station.bookChecks);
const receivable = (ann: TestStation, house: House) =>
  balanceOf(ann.station.db, LEDGER_CODES.receivable, house.accountId);
const creditOf = (ann: TestStation, house: House) =>
  0 - balanceOf(ann.station.db, LEDGER_CODES.customerCredit, house.accountId);
const imbalance = (ann: TestStation) =>
  trialBalance(ann.station.db).reduce((sum, row) => sum + row.debitFen - row.creditFen, 0);

/** A year priced at 0.538 up to 2760 kWh, 0.588 up to 4800: February 2000, March 1000, April 500 kWh. */
async function billed(ann: TestStation, totals = [3000, 4000, 4500]) {
  await addTariff(ann, 'ZJ', BY_YEAR);
  const house = addHouse(ann, '3-501');
  const readings = [];
  for (const [i, month] of MONTHS.entries()) {
    readings.push(await accepted(ann, house, `${month}-20T10:00:00`, totals[i] ?? 0));
    await ann.as('manager').billing.issue({ month, service: 'electricity' });
  }
  ann.setClock('2026-05-02T09:00:00+08:00');
  const bills = await standing(ann, house);
  return { house, readings, bills };
}

/** A reading that a second person accepts when it is doubtful. */
async function accepted(ann: TestStation, house: House, at: string, total: number) {
  const readingId = await read(ann, house, at, total);
  const state = ann.station.db.prepare('SELECT state FROM reading WHERE id = ?').pluck().get(readingId);
  if (state === 'doubtful')
    await ann.as('manager').readings.review({ readingId, decision: 'accept', note: '核对', requestId: newRequest() });
  return readingId;
}

async function standing(ann: TestStation, house: House) {
  const all = await ann.as('manager').billing.ofAccount({ accountId: house.accountId });
  return all.filter((bill) => bill.reversedAt === null).toReversed();
}

async function correct(ann: TestStation, readingId: number, total: number) {
  const of = { readingId: readingId as never, totalMilli: Math.round(total * 1000) };
  const { differenceFen } = await ann.as('manager').billing.previewCorrection(of);
  return ann.as('manager').billing.correct({
    ...of,
    reason: '看错一位数',
    expectedDifferenceFen: differenceFen,
    requestId: newRequest(),
  });
}

async function pay(ann: TestStation, house: House, paidFen: number, billIds: number[]) {
  return ann.as('cashier').cashier.takePayment({
    customerId: house.customerId,
    paidFen,
    tenderedFen: paidFen,
    method: 'cash',
    billIds: billIds as never,
    requestId: newRequest(),
  });
}

describe('the preview of a correction', () => {
  test('lists every bill of the cycle that moves, with what it was and what it becomes', async () => {
    await using ann = makeStation();
    const { readings, bills } = await billed(ann);
    expect(bills.map((bill) => bill.amountFen)).toEqual([107_600, 55_000, 29_400]);
    // February was 1000 kWh, not 2000; March then used the other 1000 as well. April counts on from 3000 as before.
    const preview = await ann
      .as('manager')
      .billing.previewCorrection({ readingId: readings[0] as never, totalMilli: 2_000_000 });
    expect(
      preview.bills.map((b) => [b.billNo, b.month, b.quantityAfterMilli, b.amountBeforeFen, b.amountAfterFen]),
    ).toEqual([
      ['B202602000001', '2026-02', 1_000_000, 107_600, 53_800],
      ['B202603000002', '2026-03', 2_000_000, 55_000, 108_800],
    ]);
    expect(preview).toMatchObject({
      quantityDifferenceMilli: 0,
      differenceFen: 0,
      creditFen: 0,
      owedChangeFen: 0,
    });
  });

  test('writes nothing', async () => {
    await using ann = makeStation();
    const { readings } = await billed(ann);
    const before = ann.station.db.prepare('SELECT count(*) FROM audit').pluck().get();
    await ann.as('manager').billing.previewCorrection({ readingId: readings[2] as never, totalMilli: 4_400_000 });
    expect(ann.station.db.prepare('SELECT count(*) FROM audit').pluck().get()).toBe(before);
    expect(ann.station.db.prepare('SELECT count(*) FROM bill WHERE reversed_at IS NOT NULL').pluck().get()).toBe(0);
  });
});

describe('a correction', () => {
  test('of one meter re-rates the later month of another, and the refund is exact to the fen', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'ZJ', BY_YEAR);
    const house = addHouse(ann, '3-501');
    const workshop = addSecondMeter(ann, house);
    const september = { month: '2026-09', service: 'electricity' } as const;
    await accepted(ann, house, '2026-09-20T10:00:00', 3000);
    const misread = await accepted(ann, workshop, '2026-09-20T10:00:00', 1900);
    await ann.as('manager').billing.issue(september);
    await accepted(ann, house, '2026-10-20T10:00:00', 4000);
    await ann.as('manager').billing.issue({ ...september, month: '2026-10' });
    ann.setClock('2026-11-02T09:00:00+08:00');
    // 1000 kWh over 2760: September 900 = 760 × 0.538 + 140 × 0.588; October 1000 × 0.588.
    expect((await standing(ann, house)).map((b) => b.amountFen).toSorted()).toEqual(
      [107_600, 49_120, 58_800].toSorted(),
    );
    // It showed 1100: September 100 × 0.538 = 53.80; October 660 × 0.538 + 340 × 0.588 = 555.00.
    const result = await correct(ann, misread, 1100);
    expect(result.differenceFen).toBe(5_380 - 49_120 + 55_500 - 58_800);
    expect(result.bills.map((b) => [b.billNo, b.newBillNo])).toEqual([
      ['B202609000002', 'B202609000004'],
      ['B202610000003', 'B202610000005'],
    ]);
    expect(receivable(ann, house)).toBe(107_600 + 5_380 + 55_500);
    expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
    expect(imbalance(ann)).toBe(0);
  });

  test('leaves the first bill of the next cycle alone', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'ZJ', BY_YEAR);
    const house = addHouse(ann, '3-501', { openedOn: '2025-11-01' });
    const readings = [];
    for (const [month, total] of [
      ['2025-12', 4000],
      ['2026-01', 4100],
      ['2026-02', 4300],
    ] as const) {
      readings.push(await accepted(ann, house, `${month}-28T10:00:00`, total));
      await ann.as('manager').billing.issue({ month, service: 'electricity' });
    }
    const before = await standing(ann, house);
    await correct(ann, readings[0] as number, 3900);
    const after = await standing(ann, house);
    // January begins at the corrected reading, so it is issued again; it counts from zero as before.
    const january = await ann.as('manager').billing.bill({ billId: after[1]?.billId as never });
    expect(january.explain).toMatchObject({ runningBeforeMilli: 0, previous: { totalMilli: 3_900_000 } });
    expect(after[2]).toEqual(before[2]);
  });

  test('of a paid bill moves what was paid to the new bill and keeps the rest as credit', async () => {
    await using ann = makeStation();
    const { house, readings, bills } = await billed(ann);
    await pay(
      ann,
      house,
      192_000,
      bills.map((bill) => bill.billId),
    );
    await correct(ann, readings[2] as number, 4400);
    const [, , april] = await standing(ann, house);
    expect(april).toMatchObject({ amountFen: 23_520, paidFen: 23_520 });
    expect([receivable(ann, house), creditOf(ann, house)]).toEqual([0, 5_880]);
    const old = await ann.as('manager').billing.bill({ billId: bills[2]?.billId as never });
    expect(old).toMatchObject({ paidFen: 0, owedFen: 0, replacedByNo: april?.billNo, correctionReason: '看错一位数' });
    const made = await ann.as('manager').billing.bill({ billId: april?.billId as never });
    expect(made).toMatchObject({ replacesNo: old.billNo, explain: { corrects: old.billNo } });
    expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
    expect(imbalance(ann)).toBe(0);
  });

  test('of a bill paid in part moves that part, and only what is over becomes credit', async () => {
    await using ann = makeStation();
    const { house, readings, bills } = await billed(ann);
    await pay(ann, house, 20_000, [bills[2]?.billId as number]);
    await correct(ann, readings[2] as number, 4400);
    expect((await standing(ann, house))[2]).toMatchObject({ amountFen: 23_520, paidFen: 20_000 });
    expect(creditOf(ann, house)).toBe(0);
    await correct(ann, (await presentOf(ann, house, 2)) as number, 4300);
    expect((await standing(ann, house))[2]).toMatchObject({ amountFen: 17_640, paidFen: 17_640 });
    expect(creditOf(ann, house)).toBe(2_360);
    expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
  });

  test('upwards leaves more owed, with time to pay it', async () => {
    await using ann = makeStation();
    const { house, readings, bills } = await billed(ann);
    await pay(
      ann,
      house,
      192_000,
      bills.map((bill) => bill.billId),
    );
    ann.setClock('2026-06-30T09:00:00+08:00');
    await correct(ann, readings[2] as number, 4600);
    expect((await standing(ann, house))[2]).toMatchObject({
      amountFen: 35_280,
      paidFen: 29_400,
      dueOn: '2026-07-20',
    });
    expect([receivable(ann, house), creditOf(ann, house)]).toEqual([5_880, 0]);
    expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
  });

  test('asked for twice is done once', async () => {
    await using ann = makeStation();
    const { house, readings } = await billed(ann);
    const ask = {
      readingId: readings[2] as never,
      totalMilli: 4_400_000,
      reason: '看错一位数',
      expectedDifferenceFen: -5_880,
      requestId: newRequest(),
    };
    const first = await ann.as('manager').billing.correct(ask);
    expect(await ann.as('manager').billing.correct(ask)).toEqual(first);
    expect(await standing(ann, house)).toHaveLength(3);
    await expect(ann.as('manager').billing.correct({ ...ask, requestId: newRequest() })).rejects.toMatchObject(
      refused('correction.already-replaced'),
    );
  });

  test('is refused when the preview is no longer true, and changes nothing', async () => {
    await using ann = makeStation();
    const { house, readings, bills } = await billed(ann);
    const ask = { readingId: readings[2] as never, totalMilli: 4_400_000, reason: '看错一位数' };
    await pay(ann, house, 29_400, [bills[2]?.billId as number]);
    for (const stale of [{ expectedDifferenceFen: -5_881 }, { expectedDifferenceFen: -5_880, expectedCreditFen: 0 }])
      await expect(
        ann.as('manager').billing.correct({ ...ask, ...stale, requestId: newRequest() }),
      ).rejects.toMatchObject(refused('correction.changed'));
    expect(await standing(ann, house)).toMatchObject([{}, {}, { billId: bills[2]?.billId, paidFen: 29_400 }]);
  });

  test('is refused below the reading before it, above the one after it, unbilled, unchanged and to a cashier', async () => {
    await using ann = makeStation();
    const { house, readings } = await billed(ann);
    const ask = (index: number, total: number) =>
      ann.as('manager').billing.previewCorrection({ readingId: readings[index] as never, totalMilli: total * 1000 });
    await expect(ask(1, 2999)).rejects.toMatchObject(refused('correction.below-previous'));
    await expect(ask(1, 4501)).rejects.toMatchObject(refused('correction.above-next'));
    await expect(ask(1, 4000)).rejects.toMatchObject(refused('correction.unchanged'));
    await expect(ask(2, 1_000_000)).rejects.toMatchObject(refused('reading.exceeds-register'));
    const unbilled = await accepted(ann, house, '2026-05-20T10:00:00', 4700);
    await expect(
      ann.as('manager').billing.previewCorrection({ readingId: unbilled, totalMilli: 4_600_000 }),
    ).rejects.toMatchObject(refused('correction.not-billed'));
    await expect(
      ann.as('cashier').billing.previewCorrection({ readingId: unbilled, totalMilli: 4_600_000 }),
    ).rejects.toMatchObject(refused('permission.denied'));
  });

  test('lets a payment of the old bill be reversed afterwards, and not once its credit is spent', async () => {
    await using ann = makeStation();
    const { house, readings, bills } = await billed(ann);
    const { paymentId } = await pay(ann, house, 29_400, [bills[2]?.billId as number]);
    await correct(ann, readings[2] as number, 4400);
    await correct(ann, (await presentOf(ann, house, 2)) as number, 4300);
    expect(creditOf(ann, house)).toBe(11_760);
    await ann.as('manager').cashier.reversePayment({ paymentId, reason: '退票', requestId: newRequest() });
    expect((await standing(ann, house))[2]).toMatchObject({ amountFen: 17_640, paidFen: 0 });
    expect([receivable(ann, house), creditOf(ann, house)]).toEqual([107_600 + 55_000 + 17_640, 0]);
    expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
    const again = await pay(ann, house, 17_640, [(await standing(ann, house))[2]?.billId as number]);
    await correct(ann, (await presentOf(ann, house, 2)) as number, 4200);
    await ann.as('cashier').cashier.takePayment({
      customerId: house.customerId,
      paidFen: 0,
      tenderedFen: 0,
      creditFen: 5_880,
      method: 'cash',
      requestId: newRequest(),
    });
    await expect(
      ann.as('manager').cashier.reversePayment({ paymentId: again.paymentId, reason: '退票', requestId: newRequest() }),
    ).rejects.toMatchObject(refused('cashier.credit-spent'));
    expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
  });

  test('is what the next run goes on from, and the monthly report agrees before and after it', async () => {
    await using ann = makeStation();
    const { house, readings, bills } = await billed(ann);
    await pay(
      ann,
      house,
      192_000,
      bills.map((bill) => bill.billId),
    );
    await correct(ann, readings[2] as number, 4400);
    await accepted(ann, house, '2026-05-20T10:00:00', 4700);
    await ann.as('manager').billing.issue({ month: '2026-05', service: 'electricity' });
    const may = (await standing(ann, house))[3];
    expect(may).toMatchObject({ quantityMilli: 300_000, amountFen: 17_640 });
    const { explain } = await ann.as('manager').billing.bill({ billId: may?.billId as never });
    expect(explain).toMatchObject({ runningBeforeMilli: 3_400_000, previous: { totalMilli: 4_400_000 } });
    ann.setClock('2026-06-02T09:00:00+08:00');
    for (const month of ['2026-03', '2026-04', '2026-05']) {
      const report = await ann.as('manager').reports.monthly({ month, service: 'electricity' });
      for (const { what, billsFen, ledgerFen } of report.agreement)
        expect([month, what, billsFen]).toEqual([month, what, ledgerFen]);
    }
  });

  test('of a total alone is refused where the time-of-use registers then contradict it', async () => {
    await using ann = makeStation();
    const price = { peak: '0.568', valley: '0.288' };
    await addTariff(ann, 'TOU', { ...BY_YEAR, scheme: { kind: 'flat', price } });
    const house = addHouse(ann, '3-501', { baseline: null, meter: { hasTou: true } });
    const start = await read(ann, house, '2026-01-31T10:00:00', 1000, { peakMilli: 600_000, valleyMilli: 400_000 });
    const end = await read(ann, house, '2026-02-20T10:00:00', 1300, { peakMilli: 800_000, valleyMilli: 500_000 });
    await ann.as('manager').billing.issue({ month: '2026-02', service: 'electricity' });
    expect((await standing(ann, house)).map((b) => b.amountFen)).toEqual([14_240]);
    const manager = ann.as('manager').billing;
    await expect(manager.previewCorrection({ readingId: end, totalMilli: 1_400_000 })).rejects.toMatchObject(
      refused('correction.registers-differ'),
    );
    const whole = { readingId: end, totalMilli: 1_400_000, valleyMilli: 600_000 };
    expect(await manager.previewCorrection(whole)).toMatchObject({ differenceFen: 2_880, owedChangeFen: 2_880 });
    const first = { readingId: start, totalMilli: 900_000, valleyMilli: 300_000 };
    expect(await manager.previewCorrection(first)).toMatchObject({ differenceFen: 2_880 });
  });

  test('whose record of moved money was tampered with is found by verification', async () => {
    await using ann = makeStation();
    const { house, readings, bills } = await billed(ann);
    await pay(ann, house, 29_400, [bills[2]?.billId as number]);
    await correct(ann, readings[2] as number, 4400);
    ann.station.db.exec('DROP TRIGGER bill_transfer_kept; DELETE FROM bill_transfer');
    expect(
      soundness(ann)
        .findings.map((f) => f.code)
        .toSorted(),
    ).toEqual(['credit-differs', 'document-altered', 'paid-differs', 'paid-differs']);
  });

  test('of the reading at which a meter changed hands corrects the bills of both accounts', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'ZJ', BY_YEAR);
    const left = addHouse(ann, '3-501');
    const handover = await accepted(ann, left, '2026-03-10T10:00:00', 1500);
    await ann.as('manager').billing.issue({ month: '2026-03', service: 'electricity' });
    const came = handOver(ann, left, '2026-03-10');
    await accepted(ann, came, '2026-04-20T10:00:00', 1700);
    await ann.as('manager').billing.issue({ month: '2026-04', service: 'electricity' });
    await pay(ann, left, 26_900, [(await standing(ann, left))[0]?.billId as number]);
    const result = await correct(ann, handover, 1400);
    expect(result).toMatchObject({ differenceFen: 0, creditFen: 5_380, bills: [{}, {}] });
    expect((await standing(ann, left)).map((b) => [b.amountFen, b.paidFen])).toEqual([[21_520, 21_520]]);
    expect((await standing(ann, came)).map((b) => [b.amountFen, b.paidFen])).toEqual([[16_140, 0]]);
    expect([creditOf(ann, left), receivable(ann, came)]).toEqual([5_380, 16_140]);
    expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
  });

  test('never loses a fen: the bills that stand are the year rated with the true readings, and back is as before', async () => {
    const run = fc.record({
      used: fc.array(fc.integer({ min: 0, max: 2_500_000 }), { minLength: 3, maxLength: 3 }),
      at: fc.integer({ min: 0, max: 2 }),
      share: fc.integer({ min: 0, max: 1000 }),
      paidPermille: fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 3, maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(run, async ({ used, at, share, paidPermille }) => {
        await using ann = makeStation();
        const totals = used.map((_, i) => 1_000_000 + used.slice(0, i + 1).reduce((a, b) => a + b, 0));
        const { house, readings, bills } = await billed(
          ann,
          totals.map((milli) => milli / 1000),
        );
        for (const [i, bill] of bills.entries()) {
          const part = Math.floor((bill.amountFen * (paidPermille[i] ?? 0)) / 1000);
          if (part > 0) await pay(ann, house, part, [bill.billId]);
        }
        const owed = () => receivable(ann, house) - creditOf(ann, house);
        const before = owed();
        const low = totals[at - 1] ?? 1_000_000;
        const high = totals[at + 1] ?? low + 3_000_000;
        const truth = low + Math.floor(((high - low) * share) / 1000);
        if (truth === totals[at]) return;
        await correct(ann, readings[at] as number, truth / 1000);
        const live = await standing(ann, house);
        expect(live.map((bill) => bill.amountFen)).toEqual(rated(totals.with(at, truth)));
        expect(owed() - before).toBe(sum(live) - sum(bills));
        await correct(ann, (await presentOf(ann, house, at)) as number, (totals[at] ?? 0) / 1000);
        expect(owed()).toBe(before);
        expect((await standing(ann, house)).map((bill) => bill.amountFen)).toEqual(bills.map((b) => b.amountFen));
        expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
        expect(imbalance(ann)).toBe(0);
      }),
      { numRuns: 15 },
    );
  });
});

const sum = (bills: readonly { amountFen: number }[]) => bills.reduce((total, bill) => total + bill.amountFen, 0);

function rated(totals: readonly number[]): number[] {
  const tariff = TariffDocument.parse(BY_YEAR);
  return totals.map((total, i) => {
    const previous = totals[i - 1] ?? 1_000_000;
    const usage = { quantityMilli: total - previous, runningBeforeMilli: previous - 1_000_000, monthNumber: i + 2 };
    return rate(tariff, usage).totalFen;
  });
}

async function presentOf(ann: TestStation, house: House, index: number) {
  const bill = (await standing(ann, house))[index];
  return (await ann.as('manager').billing.bill({ billId: bill?.billId as never })).presentReadingId;
}

function addSecondMeter(ann: TestStation, house: House): House {
  const meterNo = `${house.meterNo}-2`;
  return ann.station.write(ann.actor('manager'), { action: 'test.meter' }, (tx) => {
    const installedOn = '2026-01-01';
    const meterId = addMeter(tx, NewMeter.parse({ meterNo, service: 'electricity', installedOn }));
    attachMeter(tx, { meterId, accountId: house.accountId, fromOn: installedOn });
    insertBaseline(tx, { meterId, readAt: Date.parse('2026-01-01T09:00:00+08:00'), totalMilli: 1_000_000 });
    return { ...house, meterId, meterNo };
  });
}

/** The meter goes on measuring for a new account. */
function handOver(ann: TestStation, house: House, on: string): House {
  const next = addHouse(ann, '3-502', { openedOn: on, baseline: null, meter: { meterNo: 'SPARE' } });
  ann.station.db
    .prepare('UPDATE account_meter SET to_on = ? WHERE meter_id IN (?, ?)')
    .run(on, house.meterId, next.meterId);
  return ann.station.write(ann.actor('manager'), { action: 'test.hand-over' }, (tx) => {
    attachMeter(tx, { meterId: house.meterId, accountId: next.accountId, fromOn: on });
    return { ...next, meterId: house.meterId, meterNo: house.meterNo };
  });
}
