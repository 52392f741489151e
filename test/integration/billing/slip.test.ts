import { expect, test } from 'vitest';
import { slipOf } from '../../../main/modules/billing/index.ts';
import { layoutSlip } from '../../../main/reports/why-high/layout.ts';
import { makeStation } from '../../support/station.ts';
import { addHouse, addTariff, BY_YEAR, read } from './fixture.ts';

test('the slip puts a bill beside the last one and tells what the difference is made of', async () => {
  await using ann = makeStation();
  await addTariff(ann, 'ZJ', {
    ...BY_YEAR,
    cycle: 'month',
    scheme: {
      kind: 'tiered',
      tiers: [
        { upTo: '200', price: '0.5' },
        { upTo: null, price: '0.8' },
      ],
    },
  });
  const house = addHouse(ann, '1-101');
  const { billing } = ann.as('manager');
  await read(ann, house, '2026-01-31T10:00:00', 1150);
  await billing.issue({ month: '2026-01', service: 'electricity' });
  await read(ann, house, '2026-03-02T10:00:00', 1450);
  await billing.issue({ month: '2026-03', service: 'electricity' });
  const [bill] = await billing.ofAccount({ accountId: house.accountId });
  const slip = slipOf(ann.station.db, bill?.billId as number);
  expect(slip).toMatchObject({
    now: { month: '2026-03', days: 30, quantityMilli: 300_000, perDayMilli: 10_000, amountFen: 18_000 },
    last: { before: { month: '2026-01', days: 30, amountFen: 7500 }, differenceFen: 10_500, isOtherMeter: false },
    lastYear: null,
  });
  expect(slip.last?.parts.filter((part) => part.amountFen !== 0)).toEqual([
    { part: 'use', amountFen: 7500 },
    { part: 'tier', amountFen: 3000 },
  ]);
  const head = { stationName: '城北站', stationPhone: '', stationAddress: '', printedBy: '王芳', printedAt: '' };
  const paper = layoutSlip({ ...head, slip, size: 'A5', lang: 'zh-CN' });
  expect(paper.title).toBe('电费高了为什么');
  expect(paper.blocks.flatMap((b) => (b.kind === 'table' ? [b.rows] : []))[1]).toEqual([
    ['每天用量', '75.00'],
    ['阶梯', '30.00'],
  ]);
  expect(paper.blocks).toContainEqual({
    kind: 'text',
    text: '本月比上期多 105.00 元：每天用得多了，多 75.00 元。更多用量落在高阶梯，多 30.00 元。',
  });
  const english = layoutSlip({ ...head, slip, size: 'A4', lang: 'en' });
  expect(JSON.stringify(english.blocks)).toContain('More of the use fell into higher tiers: 30.00 yuan more.');
});
