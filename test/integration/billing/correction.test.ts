import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TariffDocument } from '../../../main/modules/tariffs/document.schema.ts';
import { rate } from '../../../main/modules/tariffs/rating.domain.ts';
import { makeStation } from '../../support/station.ts';
import {
  accepted,
  addSecondMeter,
  billed,
  correct,
  creditOf,
  handOver,
  imbalance,
  pay,
  presentOf,
  receivable,
  refused,
  soundness,
  standing,
} from './correction-fixture.ts';
import { addHouse, addTariff, BY_YEAR, newRequest, read, usageBill } from './fixture.ts';

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

  test('keeps the place a bill had in the running total of its month', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'ZJ', BY_YEAR);
    const house = addHouse(ann, '3-501');
    const misread = await accepted(ann, house, '2026-09-20T10:00:00', 3000);
    await accepted(ann, addSecondMeter(ann, house), '2026-09-20T10:00:00', 1500);
    await ann.as('manager').billing.issue({ month: '2026-09', service: 'electricity' });
    const amounts = async () => Object.fromEntries((await standing(ann, house)).map((b) => [b.billNo, b.amountFen]));
    expect(await amounts()).toEqual({ B202609000001: 107_600, B202609000002: 26_900 });
    // 500 more reach the second tier only with the bill that counts second, which is issued again as well.
    const { bills } = await correct(ann, misread, 3500);
    expect(await amounts()).toEqual({ B202609000003: 134_500, B202609000004: 26_900 + 240 * 5 });
    const first = bills[0]?.newBillId as never;
    const { presentReadingId } = usageBill(await ann.as('manager').billing.bill({ billId: first }));
    await correct(ann, presentReadingId, 3000);
    expect(await amounts()).toEqual({ B202609000005: 107_600, B202609000006: 26_900 });
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
