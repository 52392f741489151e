import { describe, expect, test } from 'vitest';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';
import { accepted, creditOf, pay, receivable, refused, soundness, standing } from '../billing/correction-fixture.ts';
import { addHouse, addTariff, FLAT, type House, read } from '../billing/fixture.ts';

const service = 'electricity';
const PER_KWH = { ...FLAT, unit: 'kWh', scheme: { kind: 'flat', price: '1.00' } } as const;
const BY_MONTH = {
  ...PER_KWH,
  scheme: {
    kind: 'tiered',
    tiers: [
      { upTo: '200', price: '1.00' },
      { upTo: null, price: '2.00' },
    ],
  },
} satisfies Parameters<typeof addTariff>[2];

/** Read on the first of January and the twentieth of February: 300 kWh in fifty days. */
async function readOnce(ann: TestStation, document: Parameters<typeof addTariff>[2] = PER_KWH) {
  await addTariff(ann, 'YI', document);
  const house = addHouse(ann, '3-501');
  await read(ann, house, '2026-02-20T09:00:00', 1300);
  await ann.as('manager').billing.issue({ month: '2026-02', service });
  return house;
}

async function estimated(ann: TestStation, house: House, readOn: string) {
  ann.setClock(`${readOn}T15:00:00+08:00`);
  const month = readOn.slice(0, 7);
  const of = { month, readOn, method: 'average' as const };
  await ann
    .as('manager')
    .readings.estimate({ ...of, meterIds: [house.meterId], note: '家中无人', requestId: requestId() });
  await ann.as('manager').billing.issue({ month, service });
}

describe('an estimate', () => {
  test('is previewed for every meter not read, stored for those chosen, and billed as one', async () => {
    await using ann = makeStation();
    const house = await readOnce(ann);
    addHouse(ann, '3-502', { openedOn: '2026-03-01', baseline: null });
    ann.setClock('2026-03-20T15:00:00+08:00');
    const of = { month: '2026-03', readOn: '2026-03-20', method: 'average' as const };
    const rows = await ann.as('manager').readings.previewEstimates({ ...of, service });
    // 300 kWh in 50 days is 6 a day, for 28 days and a quarter.
    expect(rows.map((row) => [row.doorNo, row.usageMilli, row.estimatesBefore])).toEqual([
      ['3-1-501', 169_500, 0],
      ['3-1-502', null, 0],
    ]);
    await estimated(ann, house, '2026-03-20');
    const [reading] = await ann.as('manager').readings.ofMeter({ meterId: house.meterId });
    expect(reading).toMatchObject({ source: 'estimated', state: 'accepted', totalMilli: 1_470_000 });
    const bill = (await standing(ann, house)).at(-1);
    expect(bill).toMatchObject({ quantityMilli: 170_000, amountFen: 17_000 });
    const again = { ...of, meterIds: [house.meterId], note: '家中无人', requestId: requestId() };
    await expect(ann.as('manager').readings.estimate(again)).rejects.toMatchObject(
      refused('reading.changed-meanwhile'),
    );
    await expect(ann.as('reader').readings.estimate({ ...again, requestId: requestId() })).rejects.toMatchObject(
      refused('permission.denied'),
    );
  });

  test('by the same days of the year before follows the season, and says so where there is no year', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'YI', PER_KWH);
    const house = addHouse(ann, '3-501', { openedOn: '2025-01-01' });
    const shown = [
      1100, 1200, 1300, 1400, 1500, 1600, 2100, 2600, 2700, 2800, 2900, 3000, 3100, 3200, 3300, 3400, 3500, 3600,
    ];
    for (const [i, total] of shown.entries()) {
      const month = `${2025 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`;
      await accepted(ann, house, `${month}-20T12:00:00`, total);
    }
    ann.setClock('2026-07-20T12:00:00+08:00');
    const of = { month: '2026-07', readOn: '2026-07-20', service } as const;
    const rows = await ann.as('manager').readings.previewEstimates({ ...of, method: 'last-year' });
    expect(rows.map((row) => row.usageMilli)).toEqual([500_000]);
    const average = await ann.as('manager').readings.previewEstimates({ ...of, method: 'average' });
    expect(average[0]?.usageMilli).toBeLessThan(110_000);
    addHouse(ann, '3-502', { openedOn: '2026-05-01' });
    const both = await ann.as('manager').readings.previewEstimates({ ...of, method: 'last-year' });
    expect(both.map((row) => row.usageMilli)).toEqual([500_000, null]);
  });

  test('that was too low is made up for by the next real reading', async () => {
    await using ann = makeStation();
    const house = await readOnce(ann);
    await estimated(ann, house, '2026-03-20');
    await read(ann, house, '2026-04-20T09:00:00', 1700);
    await ann.as('manager').billing.issue({ month: '2026-04', service });
    expect((await standing(ann, house)).map((b) => b.quantityMilli)).toEqual([300_000, 170_000, 230_000]);
  });

  test('that was too high is put right by time when the meter is read, the bill issued again and the rest given back', async () => {
    await using ann = makeStation();
    const house = await readOnce(ann, BY_MONTH);
    await estimated(ann, house, '2026-03-20');
    await estimated(ann, house, '2026-04-20');
    const bills = await standing(ann, house);
    await pay(
      ann,
      house,
      bills.reduce((sum, bill) => sum + bill.amountFen, 0),
      bills.map((bill) => bill.billId),
    );
    // Really only 100 kWh since the twentieth of February, where 170 and then more were billed.
    const readingId = (await read(ann, house, '2026-05-20T09:00:00', 1400)) as never;
    const manager = ann.as('manager');
    await expect(
      manager.readings.review({ readingId, decision: 'accept', note: '核对', requestId: requestId() }),
    ).rejects.toMatchObject(refused('reading.unacceptable'));
    const preview = await manager.meterwork.previewTrueUp({ readingId });
    // 89 days between the real readings: 28.25 of them to the first estimate, 59.25 to the second.
    expect(preview.estimates.map((e) => e.afterMilli)).toEqual([1_331_740, 1_366_570]);
    expect(preview.before).toMatchObject([{ month: '2026-05', reason: 'doubtful-reading' }]);
    expect(preview.after).toMatchObject([{ month: '2026-05', reason: null }]);
    const { differenceFen } = preview;
    const command = { readingId, reason: '实抄冲正', expectedDifferenceFen: differenceFen, requestId: requestId() };
    await manager.meterwork.confirmTrueUp(command);
    await manager.meterwork.confirmTrueUp(command);
    await manager.billing.issue({ month: '2026-05', service });
    const after = await standing(ann, house);
    const used = after.reduce((sum, bill) => sum + (bill.quantityMilli ?? 0), 0);
    expect(used).toBe(400_000);
    expect(receivable(ann, house) - creditOf(ann, house)).toBe(
      after.reduce((sum, bill) => sum + bill.amountFen, 0) - bills.reduce((sum, bill) => sum + bill.amountFen, 0),
    );
    expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
    const history = await manager.readings.ofMeter({ meterId: house.meterId });
    expect(history.filter((r) => r.source === 'estimated').map((r) => r.state)).toEqual([
      'accepted',
      'rejected',
      'accepted',
      'rejected',
    ]);
  });

  test('is not what a reading that is low for another reason is blamed on', async () => {
    await using ann = makeStation();
    const house = await readOnce(ann);
    const readingId = (await read(ann, house, '2026-03-20T09:00:00', 1200)) as never;
    await expect(ann.as('manager').meterwork.previewTrueUp({ readingId })).rejects.toMatchObject(
      refused('meterwork.no-estimate'),
    );
  });
});
