import { expect, test } from 'vitest';
import { findBill, openBills } from '../../../main/modules/billing/index.ts';
import { layoutBill } from '../../../main/reports/bill/layout.ts';
import { stationHead, usageHistory } from '../../../main/reports/bill/rows.ts';
import { makeStation, type TestStation } from '../../support/station.ts';
import { addHouse, addTariff, BY_YEAR, FLAT, newRequest, read, usageBill } from './fixture.ts';

function billPaper(ann: TestStation, billId: number) {
  const { db } = ann.station;
  const bill = usageBill(findBill(db, billId));
  return { ...stationHead(db), bill, history: usageHistory(db, bill) };
}

async function stationWithBill() {
  const ann = makeStation();
  await addTariff(ann, 'ZJ', BY_YEAR);
  const house = addHouse(ann, '3-501');
  const readingId = await read(ann, house, '2026-02-20T10:00:00', 3600.5);
  const manager = ann.as('manager');
  await manager.billing.issue({ month: '2026-02', service: 'electricity' });
  await read(ann, house, '2026-03-20T10:00:00', 3970.5);
  await manager.billing.issue({ month: '2026-03', service: 'electricity' });
  const bill = openBills(ann.station.db, house).at(-1);
  if (!bill) throw new Error('no bill');
  return { ann, bill, readingId };
}

test('a printed bill shows both readings, every tier with quantity × price = amount, the running total and the rounding', async () => {
  const { ann, bill } = await stationWithBill();
  await using _ = ann;
  const paper = layoutBill({
    ...billPaper(ann, bill.billId),
    lang: 'zh-CN',
    zone: ann.station.zone,
    printedBy: '王芳',
    printedAt: '2026-03-21 09:00:00',
  });
  expect(paper).toMatchObject({ size: 'A5', title: '电费账单', subtitle: '账单号 B202603000002　账期 2026-03' });
  const tables = paper.blocks.filter((b) => b.kind === 'table');
  expect(tables[0]?.rows).toEqual([['总', '3600.50', '3970.50', '370.00']]);
  expect(tables[1]?.rows).toEqual([
    ['第一阶梯', '2600.5 – 2760', '159.5', '0.538', '85.81'],
    ['第二阶梯', '2760 – 2970.5', '210.5', '0.588', '123.77'],
    ['分位舍入', '', '', '', '0.01'],
  ]);
  expect(tables[1]?.totals).toEqual(['合计', '', '370', '', '209.59']);
  const texts = paper.blocks.flatMap((b) => (b.kind === 'text' ? [b.text] : []));
  expect(texts).toEqual([
    '用量  (3970.50 − 3600.50) × 1 = 370 kWh',
    '自 2026-01 起累计用量：本期前 2600.5 kWh，本期后 2970.5 kWh',
    '舍入：各行精确相加，合计四舍五入到分一次。',
  ]);
  expect(paper.blocks.find((b) => b.kind === 'amount')).toMatchObject({
    amount: '¥209.59',
    capitals: '贰佰零玖元伍角玖分',
  });
  expect(paper.blocks.find((b) => b.kind === 'bars')).toMatchObject({
    bars: [
      { label: '2026-02', text: '2600.5' },
      { label: '2026-03', text: '370' },
    ],
  });
});

test('a bill is previewed in either language by those who may see bills', async () => {
  const { ann, bill } = await stationWithBill();
  await using _ = ann;
  const page = (lang: 'zh-CN' | 'en') =>
    ann.as('cashier').print.preview({ document: { kind: 'bill', id: bill.billId, lang } });
  expect((await page('zh-CN')).html).toContain('应缴金额');
  expect(await page('en')).toMatchObject({
    fileName: 'Electricity bill B202603000002',
    html: expect.stringContaining('Amount due'),
  });
  await expect(
    ann.as('cashier').print.issue({ document: { kind: 'bill', id: 9999, lang: 'en' }, requestId: newRequest() }),
  ).rejects.toMatchObject({ cause: { code: 'record.not-found' } });
});

test('a printed bill tells the figures behind its charges and the tax inside', async () => {
  await using ann = makeStation();
  await addTariff(
    ann,
    'G',
    {
      ...FLAT,
      charges: [{ kind: 'fixed', name: '表租', price: '2' }],
      minimum: { amount: '20' },
      vat: { rate: '0.09', mode: 'inside' },
    },
    { service: 'gas' },
  );
  const house = addHouse(ann, '3-501', { service: 'gas' });
  await read(ann, house, '2026-02-20T10:00:00', 1005);
  await ann.as('manager').billing.issue({ month: '2026-02', service: 'gas' });
  const bill = openBills(ann.station.db, house).at(-1);
  if (!bill) throw new Error('no bill');
  const paper = layoutBill({
    ...billPaper(ann, bill.billId),
    lang: 'zh-CN',
    zone: ann.station.zone,
    printedBy: '王芳',
    printedAt: '2026-03-21 09:00:00',
  });
  const [, lines] = paper.blocks.filter((block) => block.kind === 'table');
  expect(lines?.rows).toEqual([
    ['单一价', '', '5', '3.00', '15.00'],
    ['表租', '', '1', '2.00', '2.00'],
    ['最低收费补足', '', '', '', '3.00'],
  ]);
  const texts = paper.blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : []));
  expect(texts).toContain('不足 20 元按 20 元收取。');
  expect(texts).toContain('不含税 18.35 元，税率 9%，税额 1.65 元。');
});

test('a printed bill says where the quantity of a fixed charge was taken from', async () => {
  await using ann = makeStation();
  await addTariff(ann, 'GY', {
    ...FLAT,
    unit: 'kWh',
    scheme: { kind: 'flat', price: '0.50' },
    charges: [{ kind: 'fixed-quantity', name: '照明', price: '0.70', quantity: '10' }],
  });
  const house = addHouse(ann, '9-101');
  await read(ann, house, '2026-02-20T10:00:00', 1100);
  await ann.as('manager').billing.issue({ month: '2026-02', service: 'electricity' });
  const bill = openBills(ann.station.db, house).at(-1);
  if (!bill) throw new Error('no bill');
  const printed = { zone: ann.station.zone, printedBy: '王芳', printedAt: '2026-03-21 09:00:00' };
  const zh = layoutBill({ ...billPaper(ann, bill.billId), ...printed, lang: 'zh-CN' });
  expect(zh.blocks.filter((block) => block.kind === 'table')[1]?.rows).toEqual([
    ['单一价', '', '90', '0.50', '45.00'],
    ['照明', '', '10', '0.70', '7.00'],
  ]);
  const texts = (paper: typeof zh) => paper.blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : []));
  expect(texts(zh)).toContain('照明：定量 10 kWh 按此价计，先从平段（无分时的从总用量）中扣除。');
  const en = layoutBill({ ...billPaper(ann, bill.billId), ...printed, lang: 'en' });
  expect(texts(en)).toContain(
    '照明: a fixed 10 kWh has this price; it is taken out of the flat period, or of the total without periods.',
  );
});
