import { expect, test } from 'vitest';
import { localDate } from '../../../main/shared/dates.ts';
import { debtors } from './debtors.ts';

const code = (wanted: string) => expect.objectContaining({ cause: expect.objectContaining({ code: wanted }) });

/** What stands on the paper, without its marks. */
function words(html: string): string {
  return html
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

test('one file holds a sheet a household, with every bill, what is left on it, the term and the law', async () => {
  await using world = debtors();
  const zhang = world.debtor({ amounts: [12_345, 6_055] });
  const li = world.debtor({ amounts: [5_000] });
  await world.pay(zhang.customerId, 2_345);
  for (const stage of ['reminder', 'demand'] as const) await world.take(stage, zhang.accountId, li.accountId);
  const { batchId } = await world.take('notice', zhang.accountId, li.accountId);
  if (batchId === null) throw new Error('no batch');
  const preview = (lang: 'zh-CN' | 'en') =>
    world.office.print.preview({ document: { kind: 'dunning-notices', id: batchId, lang } });
  const { html } = await preview('zh-CN');
  const text = words(html);
  expect(html.match(/class="next"/g)).toHaveLength(1);
  expect(text.match(/欠费停供通知书/g)?.length).toBeGreaterThanOrEqual(2);
  expect(text).toContain('123.45 100.00');
  expect(text).toContain('合计 160.55');
  expect(text).toContain('壹佰陆拾元伍角伍分');
  expect(text).toContain('自本通知书送达之日起满 7 日仍未缴清的，本站将依据《电力供应与使用条例》第三十九条');
  expect(text).toContain('违约金按价格方案自逾期之日起另计');
  expect(text).toContain('签收人');
  expect(words((await preview('en')).html)).toContain('Notice of suspension');

  // A later payment changes nothing of what was written.
  await world.pay(li.customerId, 5_000);
  expect(words((await preview('zh-CN')).html)).toContain('合计 50.00');
});

test('a work order is printed after its confirmation only, and says until when it holds', async () => {
  await using world = debtors();
  const { accountId } = world.debtor({ isWired: false });
  await world.warn(accountId);
  const { orderId, orderNo } = await world.proposed(accountId);
  const preview = () =>
    world.office.print.preview({ document: { kind: 'suspension-work', id: orderId, lang: 'zh-CN' } });
  await expect(preview()).rejects.toThrow(code('suspension.wrong-state'));
  await world.confirm(orderId);
  const text = words((await preview()).html);
  expect(text).toContain(orderNo);
  expect(text).toContain('批准人 manager');
  expect(text).toContain(`有效至 ${localDate(world.ann.now() + 8 * 3_600_000, 'Asia/Shanghai')} 20:01`);
  expect(text).toContain('不停供，回站报告');
});
