import { describe, expect, test } from 'vitest';
import type { TariffDocumentInput } from '../../../main/modules/tariffs/document.schema.ts';
import { makeStation, type TestStation } from '../../support/station.ts';
import { accepted, addSecondMeter, correct, standing } from '../billing/correction-fixture.ts';
import { addHouse, addTariff, BY_YEAR, FLAT, type House, read } from '../billing/fixture.ts';
import { BEIJING_GAS, INDUSTRY, SHANGHAI } from '../traits/fixture.ts';

const TOU: TariffDocumentInput = {
  format: 1,
  unit: 'kWh',
  rounding: 'per-line',
  cycle: 'month',
  scheme: { kind: 'flat', price: { peak: '0.568', valley: '0.288' } },
};
const BY_MONTH: TariffDocumentInput = {
  format: 1,
  unit: 'kWh',
  rounding: 'per-bill',
  cycle: 'month',
  scheme: {
    kind: 'tiered',
    tiers: [
      { upTo: '1000', price: '0.50' },
      { upTo: null, price: '0.80' },
    ],
  },
};

const advise = (ann: TestStation, house: House, more: { alsoTariffId?: number; toMonth?: string } = {}) =>
  ann.as('cashier').advice.ofAccount({ accountId: house.accountId, ...more } as never);
const bill = (ann: TestStation, month: string, service: 'electricity' | 'gas' = 'electricity') =>
  ann.as('manager').billing.issue({ month, service });
const brief = (advice: Awaited<ReturnType<typeof advise>>) =>
  advice.candidates.map(({ code, totalFen, differenceFen, reason }) => [code, totalFen, differenceFen, reason]);

/** February 2000 kWh, 400 of them at peak hours, March 1000 kWh, 300 at peak hours: Zhejiang's year. */
async function nightHouse(ann: TestStation): Promise<House> {
  await addTariff(ann, 'ZJ', BY_YEAR);
  const house = addHouse(ann, '3-501', { baseline: null, meter: { hasTou: true } });
  const registers = (peak: number, valley: number) => ({ peakMilli: peak * 1000, valleyMilli: valley * 1000 });
  await read(ann, house, '2026-01-01T09:00:00', 1000, registers(500, 500));
  await read(ann, house, '2026-02-20T10:00:00', 3000, registers(900, 2100));
  const doubtful = ann.station.db.prepare("SELECT id FROM reading WHERE state = 'doubtful'").pluck().all();
  for (const readingId of doubtful)
    await ann.as('manager').readings.review({
      readingId: readingId as never,
      decision: 'accept',
      note: '核对',
      requestId: crypto.randomUUID() as never,
    });
  await bill(ann, '2026-02');
  await read(ann, house, '2026-03-20T10:00:00', 4000, registers(1200, 2800));
  await bill(ann, '2026-03');
  return house;
}

describe('what an account would have paid on another tariff', () => {
  test('is cheapest first, month by month, with what it saves', async () => {
    await using ann = makeStation();
    const house = await nightHouse(ann);
    await addTariff(ann, 'TOU', TOU);
    await addTariff(ann, 'MONTH', BY_MONTH);
    const advice = await advise(ann, house);
    // Billed: 2000 × 0.538; then 760 × 0.538 + 240 × 0.588.
    expect(advice.months.map((m) => [m.month, m.quantityMilli, m.billedFen, m.tariffCodes])).toEqual([
      ['2026-02', 2_000_000, 107_600, ['ZJ']],
      ['2026-03', 1_000_000, 40_888 + 14_112, ['ZJ']],
    ]);
    expect(advice).toMatchObject({
      fromMonth: '2025-04',
      toMonth: '2026-03',
      billedFen: 162_600,
      quantityMilli: 3_000_000,
    });
    // By periods 400 × 0.568 + 1600 × 0.288, then 300 × 0.568 + 700 × 0.288. Tiers by month begin anew: 1000 and 1000, then 1000.
    expect(brief(advice)).toEqual([
      ['TOU', 22_720 + 46_080 + 17_040 + 20_160, 106_000 - 162_600, null],
      ['ZJ', 162_600, 0, null],
      ['MONTH', 50_000 + 80_000 + 50_000, 180_000 - 162_600, null],
    ]);
    expect(advice.candidates[2]?.months.map((m) => m.amountFen)).toEqual([130_000, 50_000]);
    expect(advice.candidates.map((c) => c.isOwn)).toEqual([false, true, false]);
  });

  test('says why a tariff cannot be compared, and compares the others', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'ZJ', BY_YEAR);
    await addTariff(ann, 'TOU', TOU);
    await addTariff(ann, 'INDUSTRY', {
      ...INDUSTRY,
      scheme: { kind: 'flat', price: '0.45' },
      charges: INDUSTRY.charges?.slice(0, 1),
    });
    const house = addHouse(ann, '3-501', { tariffCode: 'ZJ' });
    await accepted(ann, house, '2026-02-20T10:00:00', 3000);
    await bill(ann, '2026-02');
    expect(brief(await advise(ann, house))).toEqual([
      ['ZJ', 107_600, 0, null],
      ['INDUSTRY', null, null, 'no-capacity'],
      ['TOU', null, null, 'no-tou'],
    ]);
  });

  test('takes the version in force and those to come, of the same service, and one draft that was chosen', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'ZJ', BY_YEAR);
    await addTariff(ann, 'OLD', BY_YEAR, { from: '2024-01-01' });
    await addTariff(ann, 'OLD', BY_MONTH, { from: '2025-06-01' });
    await addTariff(ann, 'OLD', BY_MONTH, { from: '2027-01-01' });
    await addTariff(ann, 'GAS', FLAT, { service: 'gas' });
    const house = addHouse(ann, '3-501', { tariffCode: 'ZJ' });
    await accepted(ann, house, '2026-02-20T10:00:00', 3000);
    await bill(ann, '2026-02');
    const draft = await ann.as('manager').tariffs.create({
      ...{ code: 'ZJ', name: '新价', service: 'electricity', effectiveFrom: '2026-07-01', source: '' },
      document: { ...BY_YEAR, scheme: { kind: 'flat', price: '0.60' } },
    });
    const heads = async (more = {}) =>
      (await advise(ann, house, more)).candidates.map((c) => `${c.code} ${c.effectiveFrom} ${c.isActive}`);
    expect(await heads()).toEqual(['ZJ 2025-01-01 true', 'OLD 2025-06-01 true', 'OLD 2027-01-01 true']);
    expect((await heads({ alsoTariffId: draft }))[1]).toBe('ZJ 2026-07-01 false');
    expect((await advise(ann, house, { alsoTariffId: draft })).candidates[1]?.totalFen).toBe(120_000);
  });

  test('counts tiers from the months before the twelve, over all meters, and by the household as it was', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'FLAT', { ...BY_YEAR, scheme: { kind: 'flat', price: '1' } });
    const house = addHouse(ann, '3-501', { tariffCode: 'FLAT', householdSize: 5 });
    const second = addSecondMeter(ann, house);
    await accepted(ann, house, '2026-01-20T10:00:00', 4000);
    await accepted(ann, second, '2026-01-20T10:00:00', 2000);
    await bill(ann, '2026-01');
    await accepted(ann, house, '2026-02-20T10:00:00', 5000);
    await bill(ann, '2026-02');
    await addTariff(ann, 'SH', SHANGHAI);
    // 4000 in January on two meters; five people have 4320 at the first price: 320, then 680 at the second.
    const advice = await advise(ann, house, { toMonth: '2027-01' });
    expect(advice.months.map((m) => m.month)).toEqual(['2026-02']);
    expect(advice.candidates.find((c) => c.code === 'SH')?.totalFen).toBe(19_744 + 45_356);
    const all = await advise(ann, house, { toMonth: '2026-02' });
    expect(all.months.map((m) => m.quantityMilli)).toEqual([4_000_000, 1_000_000]);
    expect(all.candidates.find((c) => c.code === 'SH')?.totalFen).toBe(246_800 + 19_744 + 45_356);
  });

  test('asks a fixed charge once a month whatever the meters, and for each month a bill is for', async () => {
    await using ann = makeStation();
    const flat = { ...BY_YEAR, scheme: { kind: 'flat' as const, price: '1' } };
    await addTariff(ann, 'FLAT', flat);
    await addTariff(ann, 'FIXED', { ...flat, charges: [{ kind: 'fixed', name: '容量费', price: '10' }] });
    const house = addHouse(ann, '3-501', { tariffCode: 'FLAT' });
    const second = addSecondMeter(ann, house);
    for (const [at, first, other] of [
      ['2026-01', 1100, 1050],
      ['2026-03', 1200, 1150],
    ] as const) {
      await accepted(ann, house, `${at}-20T10:00:00`, first);
      await accepted(ann, second, `${at}-20T10:00:00`, other);
      await bill(ann, at);
    }
    const fixed = (await advise(ann, house)).candidates.find((c) => c.code === 'FIXED');
    // 150 + 10; then 200 + 2 months of 10.
    expect(fixed?.months.map((m) => m.amountFen)).toEqual([16_000, 22_000]);
  });

  test('follows a corrected reading', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'GAS', FLAT, { service: 'gas' });
    await addTariff(ann, 'BJ', BEIJING_GAS, { service: 'gas' });
    const house = addHouse(ann, '2-101', { service: 'gas', tariffCode: 'GAS' });
    const readingId = await accepted(ann, house, '2026-02-20T10:00:00', 1400);
    await bill(ann, '2026-02', 'gas');
    await correct(ann, readingId, 1450);
    expect((await standing(ann, house)).map((b) => b.amountFen)).toEqual([135_000]);
    // 350 × 2.61 + 100 × 2.83.
    expect(brief(await advise(ann, house))).toEqual([
      ['BJ', 91_350 + 28_300, 119_650 - 135_000, null],
      ['GAS', 135_000, 0, null],
    ]);
  });

  test('has nothing to say of an account without bills, and writes nothing', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'ZJ', BY_YEAR);
    const house = addHouse(ann, '3-501');
    const rows = () => ann.station.db.prepare('SELECT count(*) FROM audit').pluck().get();
    const before = rows();
    expect(await advise(ann, house)).toMatchObject({ months: [], candidates: [], billedFen: 0 });
    expect(rows()).toBe(before);
    await expect(advise(ann, { ...house, accountId: 999 as never })).rejects.toMatchObject({
      cause: { code: 'record.not-found' },
    });
  });
});
