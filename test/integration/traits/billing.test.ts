import { describe, expect, test } from 'vitest';
import type { TariffDocumentInput } from '../../../main/modules/tariffs/document.schema.ts';
import { makeStation } from '../../support/station.ts';
import { accepted, correct, soundness, standing } from '../billing/correction-fixture.ts';
import { addHouse, addTariff, newRequest, read, usageBill } from '../billing/fixture.ts';
import { BEIJING_GAS, billOf, figures, INDUSTRY, SHANGHAI, setTrait } from './fixture.ts';

describe('a household in Shanghai', () => {
  test('of seven people has the limits of seven, its neighbour of three the common ones', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'SH', SHANGHAI);
    const seven = addHouse(ann, '1-101', { householdSize: 7 });
    const three = addHouse(ann, '1-102');
    for (const house of [seven, three]) await accepted(ann, house, '2026-02-20T10:00:00', 5000);
    const bill = await billOf(ann, seven, '2026-02');
    // 4000 × 0.617; the neighbour 3120 × 0.617 + 880 × 0.667.
    expect(figures(bill)).toEqual([['tier', 1, 4000, 246_800]]);
    expect(bill.explain.circumstances).toEqual({ household: [{ people: 7, months: 12 }] });
    expect((await standing(ann, three))[0]?.amountFen).toBe(192_504 + 58_696);
  });

  test('that grows in the year has each size for its months, from the next bill on', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'SH', SHANGHAI);
    const house = addHouse(ann, '1-101');
    await accepted(ann, house, '2026-06-20T10:00:00', 4000);
    await billOf(ann, house, '2026-06');
    await expect(
      setTrait(ann, house, { kind: 'household', fromOn: '2026-06-10', value: 5, reason: '老人同住' }),
    ).rejects.toMatchObject({ cause: { code: 'trait.already-billed', params: { billedTo: '2026-06-20' } } });
    await setTrait(ann, house, { kind: 'household', fromOn: '2026-06-10', value: 5, countsFromNextBill: true });
    await accepted(ann, house, '2026-07-20T10:00:00', 5000);
    const bill = await billOf(ann, house, '2026-07');
    // 3120 for January to June, 4320 from July: 3720. 3000 were used before: 720 + 280.
    expect(bill.explain.circumstances?.household).toEqual([
      { people: 3, months: 6 },
      { people: 5, months: 6 },
    ]);
    expect(figures(bill)).toEqual([
      ['tier', 1, 720, 44_424],
      ['tier', 2, 280, 18_676],
    ]);
  });

  test('whose tariff says next-month has the state on the first of the month', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'SH', { ...SHANGHAI, householdChange: 'next-month' });
    const house = addHouse(ann, '1-101');
    await setTrait(ann, house, { kind: 'household', fromOn: '2026-06-01', value: 5 });
    await accepted(ann, house, '2026-06-20T10:00:00', 4000);
    const bill = await billOf(ann, house, '2026-06');
    expect(bill.explain.circumstances?.household).toEqual([
      { people: 3, months: 5 },
      { people: 5, months: 7 },
    ]);
  });

  test('is billed again with the size its bill was issued with', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'SH', SHANGHAI);
    const house = addHouse(ann, '1-101', { householdSize: 7 });
    const readingId = await accepted(ann, house, '2026-02-20T10:00:00', 5000);
    await billOf(ann, house, '2026-02');
    const [file] = await ann.as('cashier').traits.ofCustomer({ customerId: house.customerId });
    await ann.as('cashier').traits.correct({
      traitId: file?.history[0]?.traitId as never,
      instead: null,
      reason: '登记错误',
      countsFromNextBill: true,
      requestId: newRequest(),
    });
    await correct(ann, readingId, 5500);
    const bill = (await standing(ann, house)).at(-1);
    const again = usageBill(await ann.as('manager').billing.bill({ billId: bill?.billId as never }));
    expect(figures(again)).toEqual([['tier', 1, 4500, 277_650]]);
    expect(again.explain.circumstances).toEqual({ household: [{ people: 7, months: 12 }] });
    expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
  });
});

test('a low-income household has its free quantity for the months its certificate is good', async () => {
  await using ann = makeStation();
  const quota = { quantity: '15', mode: 'deduct' } as const;
  await addTariff(ann, 'DB', { ...SHANGHAI, cycle: 'month', scheme: { kind: 'flat', price: '0.50' }, quota });
  const house = addHouse(ann, '1-101');
  const paper = { untilOn: '2026-02-28', evidence: '低保证 0571-123' };
  await expect(setTrait(ann, house, { kind: 'quota', fromOn: '2026-01-01', value: 1 })).rejects.toMatchObject({
    cause: { code: 'trait.needs-evidence' },
  });
  await setTrait(ann, house, { kind: 'quota', fromOn: '2026-01-01', value: 1, ...paper });
  await read(ann, house, '2026-02-20T10:00:00', 1100);
  expect(figures(await billOf(ann, house, '2026-02'))).toEqual([
    ['flat', null, 85, 4250],
    ['quota', null, 15, 0],
  ]);
  await read(ann, house, '2026-03-20T10:00:00', 1200);
  expect(figures(await billOf(ann, house, '2026-03'))).toEqual([['flat', null, 100, 5000]]);
});

test('a home that heats itself has the heating limits, from its months on', async () => {
  await using ann = makeStation();
  await addTariff(ann, 'BJ', BEIJING_GAS, { service: 'gas' });
  const [heating, later] = ['1-101', '1-102'].map((door) => addHouse(ann, door, { service: 'gas' }));
  if (!heating || !later) throw new Error('two houses');
  await setTrait(ann, heating, { kind: 'heating', fromOn: '2026-01-01', value: 1 });
  await setTrait(ann, later, { kind: 'heating', fromOn: '2026-07-01', value: 1 });
  for (const house of [heating, later]) await accepted(ann, house, '2026-06-30T10:00:00', 1300);
  expect(figures(await billOf(ann, heating, '2026-06', 'gas'))).toEqual([['tier', 1, 300, 78_300]]);
  for (const house of [heating, later]) await accepted(ann, house, '2026-12-20T10:00:00', 2300);
  expect(figures(await billOf(ann, heating, '2026-12', 'gas'))).toEqual([['tier', 1, 1000, 261_000]]);
  const bill = usageBill(
    await ann.as('manager').billing.bill({ billId: (await standing(ann, later)).at(-1)?.billId as never }),
  );
  // Its period began on 30 June, a day before the heating: this bill has the state of its first day.
  expect(bill.explain.circumstances).toBeUndefined();
  expect(figures(bill)).toEqual([
    ['tier', 1, 50, 13_050],
    ['tier', 2, 150, 42_450],
    ['tier', 3, 800, 338_400],
  ]);
});

describe('a large industrial account', () => {
  const registers = (peak: number, flat: number, valley: number, reactive: number) => ({
    peakMilli: peak * 1000,
    flatMilli: flat * 1000,
    valleyMilli: valley * 1000,
    reactiveMilli: reactive * 1000,
  });

  async function factory(ann: ReturnType<typeof makeStation>) {
    await addTariff(ann, 'GY', INDUSTRY);
    const meter = { digits: 8, hasTou: true, hasReactive: true };
    const house = addHouse(ann, '9-1', { baseline: null, meter });
    await read(ann, house, '2026-01-01T09:00:00', 0, registers(0, 0, 0, 0));
    await accepted2(ann, house, '2026-01-31T09:00:00', 511_800, registers(107_700, 323_700, 80_400, 110_100));
    return house;
  }
  async function accepted2(
    ann: ReturnType<typeof makeStation>,
    ...of: [Parameters<typeof read>[1], string, number, object]
  ) {
    const readingId = await read(ann, ...(of as [never, never, never, never]));
    const state = ann.station.db.prepare('SELECT state FROM reading WHERE id = ?').pluck().get(readingId);
    if (state === 'doubtful')
      await ann.as('manager').readings.review({ readingId, decision: 'accept', note: '核对', requestId: newRequest() });
    return readingId;
  }

  test('is left out with the reason until its capacity is known, then billed to the fen', async () => {
    await using ann = makeStation();
    const house = await factory(ann);
    const preview = await ann.as('manager').billing.preview({ month: '2026-01', service: 'electricity' });
    expect(preview.exceptions).toMatchObject([{ reason: 'no-capacity', customerId: house.customerId }]);
    await setTrait(ann, house, { kind: 'capacity', fromOn: '2026-01-01', value: 5_000_000 });
    const bill = await billOf(ann, house, '2026-01');
    expect(bill.amountFen).toBe(32_702_456);
    expect(bill.explain.circumstances).toEqual({ capacity: [{ capacityMilli: 5_000_000, thirtieths: 30 }] });
    expect(bill.explain.further).toEqual({ reactiveMilli: [0, 110_100_000] });
    expect(bill.lines.find((line) => line.kind === 'power-factor')?.note.figures).toMatchObject({
      powerFactor: '0.98',
    });
    expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
  });

  test('that takes a second transformer pays each capacity for its days', async () => {
    await using ann = makeStation();
    const house = await factory(ann);
    await setTrait(ann, house, { kind: 'capacity', fromOn: '2026-01-01', value: 5_000_000 });
    await billOf(ann, house, '2026-01');
    await setTrait(ann, house, { kind: 'capacity', fromOn: '2026-02-10', value: 8_000_000 });
    await accepted2(ann, house, '2026-02-28T09:00:00', 600_000, registers(120_000, 380_000, 100_000, 130_000));
    const bill = await billOf(ann, house, '2026-02');
    // 31 January to 9 February are ten days; the others make the month whole.
    const capacity = bill.lines.filter((line) => line.kind === 'capacity');
    expect(capacity.map((line) => [line.quantityMilli, line.amountFen])).toEqual([
      [5_000_000, 2_500_000],
      [8_000_000, 8_000_000],
    ]);
  });

  test('is left out where the meter was read without the reactive register', async () => {
    await using ann = makeStation();
    const house = await factory(ann);
    await setTrait(ann, house, { kind: 'capacity', fromOn: '2026-01-01', value: 5_000_000 });
    await billOf(ann, house, '2026-01');
    const { reactiveMilli: _, ...without } = registers(120_000, 380_000, 100_000, 0);
    await accepted2(ann, house, '2026-02-28T09:00:00', 600_000, without);
    const preview = await ann.as('manager').billing.preview({ month: '2026-02', service: 'electricity' });
    expect(preview.exceptions.map((exception) => exception.reason)).toEqual(['no-reactive']);
  });

  test('billed by demand pays the highest demand read, what exceeds the agreed one twice', async () => {
    await using ann = makeStation();
    const charges: TariffDocumentInput['charges'] = [{ kind: 'demand', name: '需量电费', price: '40' }];
    await addTariff(ann, 'XL', {
      ...SHANGHAI,
      cycle: 'month',
      scheme: { kind: 'flat', price: '0.5' },
      charges,
    });
    const house = addHouse(ann, '9-1', { meter: { multiplier: 10, hasDemand: true } });
    await setTrait(ann, house, { kind: 'demand', fromOn: '2026-01-01', value: 100_000 });
    await read(ann, house, '2026-01-31T09:00:00', 1010, { demandMilli: 12_000 });
    const bill = await billOf(ann, house, '2026-01');
    // 120 kW, 15 of them above 105 % of 100: 135 × 40.
    expect(figures(bill)).toEqual([
      ['flat', null, 100, 5000],
      ['demand', null, 135, 540_000],
    ]);
    await expect(read(ann, house, '2026-02-28T09:00:00', 1020, { reactiveMilli: 1 })).rejects.toMatchObject({
      cause: { code: 'reading.no-such-register' },
    });
  });
});

describe('tariff documents', () => {
  test('a tariff year from 15 July counts a bill across that day in the cycle of its last day', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'QX', { ...SHANGHAI, yearStart: 7, yearStartDay: 15 });
    const house = addHouse(ann, '1-101');
    await accepted(ann, house, '2026-06-28T10:00:00', 4000);
    const before = await billOf(ann, house, '2026-06');
    expect(before.explain).toMatchObject({ cycleFrom: '2025-07-15', runningAfterMilli: 3_000_000 });
    const readingId = await accepted(ann, house, '2026-07-28T10:00:00', 4300);
    const across = await billOf(ann, house, '2026-07');
    expect(across.explain).toMatchObject({ cycleFrom: '2026-07-15', runningBeforeMilli: 0 });
    await accepted(ann, house, '2026-08-28T10:00:00', 4500);
    expect((await billOf(ann, house, '2026-08')).explain.runningBeforeMilli).toBe(300_000);
    await correct(ann, readingId, 4400);
    expect((await standing(ann, house)).map((bill) => bill.quantityMilli)).toEqual([3_000_000, 400_000, 100_000]);
    expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
  });

  test('gas is billed at standard conditions where its tariff says so, and corrected by the same figures', async () => {
    await using ann = makeStation();
    const volume = { gaugeKpa: '50', temperatureC: '15' };
    const scheme = { kind: 'flat', price: '3.60' } as const;
    await addTariff(
      ann,
      'BK',
      { format: 1, unit: 'm3', rounding: 'per-bill', cycle: 'month', scheme, volume } as never,
      {
        service: 'gas',
      },
    );
    const house = addHouse(ann, '1-101', { service: 'gas' });
    const readingId = await accepted(ann, house, '2026-02-20T10:00:00', 2000);
    const bill = await billOf(ann, house, '2026-02', 'gas');
    expect([bill.quantityMilli, bill.amountFen]).toEqual([1_519_380, 546_977]);
    expect(bill.explain.volume).toMatchObject({ meteredMilli: 1_000_000, correction: { referenceC: '20' } });
    await correct(ann, readingId, 1900);
    expect((await standing(ann, house))[0]?.quantityMilli).toBe(1_367_440);
  });
});
