import { expect, test } from 'vitest';
import { HazardId } from '../../../main/shared/ids.ts';
import { requestId } from '../../support/station.ts';
import { HOSE, LEAK, makeSite } from './site.ts';

const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]).toString('base64');
const notice = (id: number, lang: 'zh-CN' | 'en' = 'zh-CN') => ({ kind: 'hazard-notice', id, lang }) as const;

test('a notice says what, until when, and where to sign; printing it joins the history, looking at it does not', async () => {
  await using ann = makeSite();
  const photoId = await ann.officer.safety.uploadPhoto({ base64: JPEG });
  await ann.visit({ 9: { result: 'fail', hazard: HOSE, note: '胶管开裂', photoId } });
  const kinds = async () => (await ann.officer.hazards.file({ hazardId: HazardId.parse(1) })).events.map((e) => e.kind);

  const { html } = await ann.officer.print.preview({ document: notice(1) });
  for (const text of [
    '隐患整改通知书',
    'YH000001',
    '东门煤气站',
    '3-2-501 张三',
    '软管老化',
    '胶管开裂',
    '2026-11-29',
    '一般隐患',
    '检查人',
    '用户签收',
    '日期',
    '010-6000',
    JPEG,
  ])
    expect(html).toContain(text);
  expect(html).not.toContain('停止供气');
  expect(await kinds()).toEqual(['found']);

  const cmd = { document: notice(1), requestId: requestId() };
  await ann.officer.print.issue(cmd);
  await ann.officer.print.issue(cmd);
  expect(await kinds()).toEqual(['found', 'notice-printed']);
});

test('the notice of a serious hazard stops the supply, in English as well', async () => {
  await using ann = makeSite();
  await ann.visit({ 1: { result: 'fail', hazard: LEAK } });
  expect((await ann.officer.print.preview({ document: notice(1) })).html).toContain('停止供气');
  expect((await ann.officer.print.preview({ document: notice(1, 'en') })).html).toContain('the supply is stopped');
});
