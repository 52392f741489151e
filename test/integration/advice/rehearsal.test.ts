import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TariffDocumentInput } from '../../../main/modules/tariffs/document.schema.ts';
import { TariffId } from '../../../main/shared/ids.ts';
import { makeStation, type TestStation } from '../../support/station.ts';
import { accepted, standing } from '../billing/correction-fixture.ts';
import { addHouse, addTariff, BY_YEAR, type House } from '../billing/fixture.ts';

const BY_MONTH: TariffDocumentInput = {
  format: 1,
  unit: 'kWh',
  rounding: 'per-bill',
  cycle: 'month',
  scheme: {
    kind: 'tiered',
    tiers: [
      { upTo: '200', price: '0.50' },
      { upTo: '400', price: '0.60' },
      { upTo: null, price: '0.90' },
    ],
  },
};

const draft = (ann: TestStation, code: string, document: TariffDocumentInput) =>
  ann.as('manager').tariffs.create({
    ...{ code, name: '新价', service: 'electricity', effectiveFrom: '2026-07-01', source: '' },
    document,
  });
const rehearse = (ann: TestStation, tariffId: number) =>
  ann.as('manager').advice.rehearse({ tariffId: TariffId.parse(tariffId) });

/** Reads every house and bills, month after month from February on; what each used is given by month. */
async function billMonths(ann: TestStation, houses: readonly { house: House; used: readonly number[] }[]) {
  const count = houses[0]?.used.length ?? 0;
  for (let m = 0; m < count; m++) {
    const month = `2026-${String(m + 2).padStart(2, '0')}`;
    for (const { house, used } of houses) {
      const total = 1000 + used.slice(0, m + 1).reduce((sum, kwh) => sum + kwh, 0);
      await accepted(ann, house, `${month}-20T10:00:00`, total);
    }
    await ann.as('manager').billing.issue({ month, service: 'electricity' });
  }
}

describe('what a new price would have meant for everybody', () => {
  test('lists totals, winners and losers, by month, building and tier', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'STEP', BY_MONTH);
    await addTariff(ann, 'OTHER', { ...BY_MONTH, scheme: { kind: 'flat', price: '1' } });
    const small = addHouse(ann, '1-101', { tariffCode: 'STEP' });
    const large = addHouse(ann, '2-101', { tariffCode: 'STEP' });
    const middle = addHouse(ann, '2-102', { tariffCode: 'STEP' });
    const other = addHouse(ann, '2-103', { tariffCode: 'OTHER' });
    await billMonths(ann, [
      { house: small, used: [100, 150] },
      { house: large, used: [500, 300] },
      { house: middle, used: [250, 0] },
      { house: other, used: [100, 100] },
    ]);
    // The second limit falls to 300, the first price to 0.45, the last rises to 1.00.
    const tariffId = await draft(ann, 'STEP', {
      ...BY_MONTH,
      scheme: {
        kind: 'tiered',
        tiers: [
          { upTo: '200', price: '0.45' },
          { upTo: '300', price: '0.70' },
          { upTo: null, price: '1.00' },
        ],
      },
    });
    const rows = () =>
      ann.station.db.prepare('SELECT (SELECT count(*) FROM bill) + (SELECT count(*) FROM audit)').pluck().get();
    const before = rows();
    const answer = await rehearse(ann, tariffId);
    expect(rows()).toBe(before);
    // small: 50.00 + 75.00 → 45.00 + 67.50. large: 100 + 120 + 90 = 310.00, 100 + 60 = 160.00 → 90 + 70 + 200 = 360.00,
    // 90 + 70 = 160.00. middle: 100 + 30 = 130.00, 0 → 90 + 35 = 125.00, 0.
    expect(answer).toMatchObject({
      ...{ accounts: 3, bills: 6, quantityMilli: 1_300_000, fromMonth: '2025-04', toMonth: '2026-03' },
      ...{ beforeFen: 12_500 + 47_000 + 13_000, afterFen: 11_250 + 52_000 + 12_500, unchanged: 0 },
    });
    expect(answer.winners).toMatchObject({ accounts: 2, sumFen: 1_250 + 500 });
    expect(answer.winners.top.map((row) => row.doorNo)).toEqual(['1-1-101', '2-1-102']);
    expect(answer.losers).toMatchObject({ accounts: 1, sumFen: 5_000 });
    expect(answer.losers.top[0]).toMatchObject({ accountNo: large.accountNo, customerName: '户2-101', bills: 2 });
    expect(answer.months.map((m) => [m.month, m.accounts, m.beforeFen, m.afterFen])).toEqual([
      ['2026-02', 3, 5_000 + 31_000 + 13_000, 4_500 + 36_000 + 12_500],
      ['2026-03', 3, 7_500 + 16_000, 6_750 + 16_000],
    ]);
    expect(
      answer.buildings.map((b) => [b.building, b.accounts, b.winners, b.losers, b.afterFen - b.beforeFen]),
    ).toEqual([
      ['1', 1, 1, 0, -1_250],
      ['2', 2, 1, 1, 4_500],
    ]);
    expect(answer.tiers.map((row) => [row.tier, row.accounts, row.winners, row.losers])).toEqual([
      [1, 1, 1, 0],
      [2, 1, 1, 0],
      [3, 1, 0, 1],
    ]);
  });

  test('leaves out whom it cannot rate, says why, and keeps them from the sums', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'STEP', BY_MONTH);
    const house = addHouse(ann, '1-101');
    await billMonths(ann, [{ house, used: [100] }]);
    const scheme = { kind: 'flat' as const, price: { peak: '0.5', valley: '0.3' } };
    const answer = await rehearse(ann, await draft(ann, 'STEP', { ...BY_MONTH, scheme }));
    expect(answer).toMatchObject({ accounts: 0, bills: 0, beforeFen: 0, afterFen: 0, months: [] });
    expect(answer.leftOut).toMatchObject({
      ...{ accounts: 1, bills: 1, billedFen: 5_000, reasons: [{ reason: 'no-tou', accounts: 1 }] },
      top: [{ doorNo: '1-1-101', month: '2026-02', reason: 'no-tou' }],
    });
  });

  test('of those who changed tariff takes only the bills under the code', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'STEP', BY_MONTH);
    await addTariff(ann, 'YEAR', BY_YEAR);
    const house = addHouse(ann, '1-101', { tariffCode: 'STEP' });
    await accepted(ann, house, '2026-02-20T10:00:00', 1100);
    await ann.as('manager').billing.issue({ month: '2026-02', service: 'electricity' });
    ann.station.db.prepare("UPDATE account SET tariff_code = 'YEAR' WHERE id = ?").run(house.accountId);
    await accepted(ann, house, '2026-03-20T10:00:00', 1200);
    await ann.as('manager').billing.issue({ month: '2026-03', service: 'electricity' });
    const answer = await rehearse(ann, await draft(ann, 'YEAR', BY_YEAR));
    expect(answer).toMatchObject({ accounts: 1, bills: 1, beforeFen: 5_380, afterFen: 5_380, unchanged: 1 });
  });

  test('may be stopped, and then has no result', async () => {
    await using ann = makeStation();
    const tariffId = await addTariff(ann, 'STEP', BY_MONTH);
    // More than the first chunk holds.
    for (let i = 1; i <= 50; i++) addHouse(ann, `1-${100 + i}`);
    const running = rehearse(ann, tariffId);
    const stopped = expect(running).rejects.toMatchObject({ cause: { code: 'advice.stopped' } });
    await ann.as('manager').advice.stopRehearsal({ tariffId });
    await stopped;
    expect(await rehearse(ann, tariffId)).toMatchObject({ accounts: 0, bills: 0 });
  });

  test('is not for a cashier', async () => {
    await using ann = makeStation();
    const tariffId = await addTariff(ann, 'STEP', BY_MONTH);
    await expect(ann.as('cashier').advice.rehearse({ tariffId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

const Quantity = fc.integer({ min: 0, max: 2000 });
const Cents = fc.integer({ min: 1, max: 200 }).map((cents) => (cents / 100).toFixed(2));
const Tariff = fc
  .record({
    cycle: fc.constantFrom('month', 'two-months', 'quarter', 'year'),
    yearStart: fc.integer({ min: 1, max: 12 }),
    yearStartDay: fc.constantFrom(1, 15),
    rounding: fc.constantFrom('per-line', 'per-bill'),
    prices: fc.tuple(Cents, Cents, Cents),
    fixed: fc.option(Cents),
  })
  .map(
    ({ prices: [a, b, c], fixed, yearStartDay, ...head }): TariffDocumentInput => ({
      ...{ format: 1, unit: 'kWh', ...head, yearStartDay: head.cycle === 'month' ? 1 : yearStartDay },
      scheme: {
        kind: 'tiered',
        tiers: [
          { upTo: '500', price: a },
          { upTo: '1500', price: b },
          { upTo: null, price: c },
        ],
      },
      ...(fixed && { charges: [{ kind: 'fixed', name: '服务费', price: fixed }] }),
    }),
  );

test('the tariff a bill was issued with gives the bill, and a rehearsal the sum of what each account is told', async () => {
  await fc.assert(
    fc.asyncProperty(
      Tariff,
      Tariff,
      fc.array(fc.tuple(Quantity, Quantity, Quantity), { minLength: 1, maxLength: 3 }),
      async (now, next, used) => {
        await using ann = makeStation();
        const own = await addTariff(ann, 'A', now);
        const houses = used.map((months, i) => ({ house: addHouse(ann, `1-10${i}`), used: months }));
        await billMonths(ann, houses);
        const tariffId = await draft(ann, 'A', next);
        const same = await rehearse(ann, own);
        expect(same.afterFen).toBe(same.beforeFen);
        expect(same.unchanged).toBe(houses.length);
        const rehearsed = await rehearse(ann, tariffId);
        let told = 0;
        for (const { house } of houses) {
          const advice = await ann
            .as('manager')
            .advice.ofAccount({ accountId: house.accountId, alsoTariffId: tariffId });
          const bills = await standing(ann, house);
          const asIssued = advice.candidates.find((candidate) => candidate.tariffId === own);
          expect(asIssued?.months.map((month) => month.amountFen)).toEqual(bills.map((bill) => bill.amountFen));
          told += advice.candidates.find((candidate) => candidate.tariffId === tariffId)?.totalFen ?? Number.NaN;
        }
        expect(rehearsed.afterFen).toBe(told);
      },
    ),
    { numRuns: 15 },
  );
});
