import { expect, test } from 'vitest';
import { requestId } from '../../support/station.ts';
import { makeBench, PASSED, SCALE } from './bench.ts';

test('the day’s sheet has every filling, every refusal and the sum by type', async () => {
  await using ann = makeBench();
  const id = await ann.cylinder('A1');
  const fill = (grossGrams: number) => {
    ann.weigh(grossGrams);
    return ann.as('filler').filling.record({
      cylinderId: id,
      checks: PASSED,
      weight: { source: 'scale', deviceId: SCALE },
      isRefillConfirmed: true,
      requestId: requestId(),
    });
  };
  await fill(31_400);
  await fill(30_950);
  await ann.scan('STRANGER');
  const { html } = await ann
    .as('manager')
    .print.preview({ document: { kind: 'filling-day', date: '2026-11-22', lang: 'zh-CN' } });
  for (const text of [
    '气瓶充装记录',
    '2026-11-22',
    'A1',
    '31.40',
    '14.95',
    '14.50',
    '超装',
    '合格',
    'STRANGER',
    '未登记',
    '充装人',
  ])
    expect(html).toContain(text);
  const empty = await ann
    .as('manager')
    .print.preview({ document: { kind: 'filling-day', date: '2026-11-21', lang: 'zh-CN' } });
  expect(empty.html).toContain('当日没有充装记录');
});

test('the list of due cylinders prints what must be done with each', async () => {
  await using ann = makeBench();
  const due = () => ann.as('filler').print.preview({ document: { kind: 'cylinders-due', lang: 'zh-CN' } });
  expect((await due()).html).toContain('没有到期的气瓶');
  await ann.cylinder('OVERDUE', { nextInspectionOn: '2026-11-20' });
  const { html } = await due();
  for (const text of ['气瓶到期清单', 'OVERDUE', 'S-OVERDUE', '检验超期', '2026-11-20', '-2'])
    expect(html).toContain(text);
});
