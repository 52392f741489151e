import { expect, test } from 'vitest';
import { newRequest } from '../billing/fixture.ts';
import { MONTH, makeBuilding, makeGroup, member } from './building.ts';

test('the proof sheet says what was shared, how, every share, the sum and where the last fen went', async () => {
  const { ann, manager, houses } = await makeBuilding();
  await using _ = ann;
  const groupId = await makeGroup(
    { manager },
    houses.map((house) => member(house)),
  );
  const cmd = { groupId, month: MONTH, costFen: null, expectedTotalFen: 36_369, areDoubtsAccepted: false };
  const id = await manager.sharing.issue({ ...cmd, requestId: newRequest() });
  const { html } = await manager.print.preview({ document: { kind: 'sharing-proof', id, lang: 'zh-CN' } });
  for (const text of [
    '公摊公示表',
    '3 栋公用电',
    '2026 年 11 月',
    '665 kWh（占总表 5.17%）',
    '12195 kWh',
    '0.5469 元/kWh',
    '363.69',
    '叁佰陆拾叁元陆角玖分',
    '按各户本月分表用量的比例分摊',
    '665 × 0.5469 ＝ 363.69',
    '93.05',
    '85.74',
    '59.35',
    '125.55',
    '尾差 1 分',
    '3-1-101',
    '户*',
  ])
    expect(html).toContain(text);
  // A name on a public board is cut to what tells neighbours apart.
  expect(html).not.toContain('户3-101');
  const english = await manager.print.preview({ document: { kind: 'sharing-proof', id, lang: 'en' } });
  expect(english.html).toContain('Proof of shared consumption');

  await manager.sharing.reverse({ runId: id, reason: '读数有误', requestId: newRequest() });
  const after = await manager.print.preview({ document: { kind: 'sharing-proof', id, lang: 'zh-CN' } });
  expect(after.html).toContain('已撤销');
  await expect(manager.print.preview({ document: { kind: 'sharing-proof', id: 99, lang: 'en' } })).rejects.toThrow(
    'record.not-found',
  );
});
