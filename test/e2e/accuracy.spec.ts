import { randomUUID } from 'node:crypto';
import { expect, type Page, test } from 'playwright/test';
import { recordMeterEvent } from '../../main/modules/accuracy/index.ts';
import { issueRun } from '../../main/modules/billing/index.ts';
import { activateTariff, createTariff } from '../../main/modules/tariffs/index.ts';
import type { MeterId } from '../../main/shared/ids.ts';
import { logIn, startStation, watchConsole } from './support.ts';
import { buildTown } from './town.ts';

const NOW = Date.parse('2026-10-05T09:00:00+08:00');
const BY = { userId: null, name: 'e2e', via: 'cli' } as const;
const SHOTS = process.env.SHOTS;

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/accuracy-${name}.png` });
}

test('seals, an event, calibration days and an error test are kept, and a failed test leads to its back-billing', async ({
  page,
}) => {
  test.setTimeout(90_000);
  page.setDefaultTimeout(10_000);
  await page.setViewportSize({ width: 1366, height: 768 });
  await using ann = await startStation({ users: ['manager'], now: () => NOW });
  await page.clock.setSystemTime(NOW);
  const { station } = ann;
  const head = {
    code: 'YI',
    name: '单一价',
    effectiveFrom: '2025-01-01',
    source: 'e2e',
    service: 'electricity',
  } as const;
  const scheme = { kind: 'flat', price: '1.00' } as const;
  const document = { format: 1, unit: 'kWh', rounding: 'per-bill', cycle: 'month', scheme } as const;
  const tariffId = createTariff(station, BY, { ...head, document });
  activateTariff(station, BY, { tariffId, verifiedOn: '2026-01-01', verifiedBy: '刘站长', source: 'e2e' });
  buildTown(ann, {
    codes: { YI: { houses: 6, hasTou: false } },
    openedOn: '2026-06-20',
    months: ['2026-07', '2026-08'],
    said: { '1-1-101': [300, 300] },
  });
  for (const month of ['2026-07', '2026-08']) await issueRun(station, BY, { month, service: 'electricity' });
  station.write(BY, { action: 'accuracy.event', requestId: randomUUID() as never }, (tx) => {
    const event = { meterId: 2 as MeterId, kind: 'cover-open', source: 'poll', occurredAt: NOW - 86_400_000 } as const;
    return recordMeterEvent(tx, { ...event, sourceKey: '2 cover 1', note: '开盖次数 0 变为 1' });
  });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');

  // Calibration: two without a day get theirs by the period of their kind.
  await page.goto(`${ann.url}/meters`);
  await page.getByRole('button', { name: '计量与防窃' }).click();
  await expect(page.getByText('没有到期的表')).toBeVisible();
  await page.getByText('未定日期 6').click();
  await page.getByRole('checkbox', { name: '331000001' }).check();
  await page.getByRole('checkbox', { name: '331000002' }).check();
  await page.getByRole('button', { name: '设定检定日期（2）' }).click();
  const due = page.getByRole('dialog', { name: '设定 2 块表的下次检定日期' });
  await due.getByRole('combobox', { name: '检定周期' }).click();
  await page.getByTitle('电能表 1、2 级：8 年，到期检定（JJG 596）').click();
  await expect(due.getByText('2034-06-20')).toHaveCount(2);
  await shot(page, 'due');
  await due.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('未定日期 4')).toBeVisible();
  await page.getByText('全部 6').click();
  await expect(page.getByRole('row').filter({ hasText: '331000001' })).toContainText('2034-06-20');
  await shot(page, 'calibration');

  // The event of the second meter is settled.
  await page.getByText('表计事件', { exact: true }).click();
  await page.getByRole('row').filter({ hasText: '331000002' }).click();
  const second = page.getByRole('dialog', { name: '表 331000002 的计量记录' });
  await second.getByRole('button', { name: '处理' }).click();
  await page.getByLabel('处理结果').fill('检修时开盖，已核实');
  await page.getByLabel('处理结果').press('Enter');
  await expect(second.getByText('陈经理 已处理：检修时开盖，已核实')).toBeVisible();

  // A seal is put on, then found broken.
  const seal = page.getByRole('dialog', { name: '登记表 331000002 的封印' });
  await second.getByRole('button', { name: '登记封印' }).click();
  await seal.getByLabel('封印号').fill('F-1001');
  await seal.getByLabel('经办人').fill('王师傅');
  await seal.getByRole('button', { name: '保存' }).click();
  await expect(seal).toBeHidden();
  await second.getByRole('button', { name: '登记封印' }).click();
  await seal.getByText('发现破损', { exact: true }).click();
  await seal.getByRole('combobox', { name: '封印号' }).click();
  await page.getByTitle('F-1001').click();
  await seal.getByLabel('经办人').fill('王师傅');
  await seal.getByLabel('备注').fill('封线被剪断');
  await shot(page, 'seal');
  await seal.getByRole('button', { name: '保存' }).click();
  await expect(second.getByText('封线被剪断')).toBeVisible();
  await shot(page, 'drawer');
  await second.getByRole('button', { name: '关闭' }).click();
  await page.getByText('封印', { exact: true }).click();
  await expect(page.getByText('破损未补 1')).toBeVisible();
  await shot(page, 'seals');

  // The first meter is found 10 % slow.
  await page.getByText('误差检定', { exact: true }).click();
  await page.goto(`${ann.url}/accuracy?tab=tests&meter=1`);
  const first = page.getByRole('dialog', { name: '表 331000001 的计量记录' });
  await first.getByRole('button', { name: '登记检定' }).click();
  const record = page.getByRole('dialog', { name: '登记表 331000001 的误差检定' });
  for (const [i, error] of ['-10.10', '-10.00', '-9.90'].entries())
    await record.getByLabel(`误差 ${i + 1}`).fill(error);
  await expect(record.getByLabel('结论误差')).toHaveValue('-10.00');
  await expect(record.getByRole('status')).toHaveText('不合格');
  await record.getByLabel('证书号').fill('JD-2026-7');
  await record.getByLabel('检定单位或人员').fill('市计量院');
  await shot(page, 'test');
  await record.getByRole('button', { name: '保存' }).click();
  await expect(first.getByText('JD-2026-7')).toBeVisible();
  await first.getByRole('button', { name: '办理退补' }).click();
  const fault = page.getByRole('dialog', { name: /331000001/ });
  await expect(fault.getByLabel('检定误差（%）')).toHaveValue('-10.00');
  await shot(page, 'fault');
  await fault.getByRole('button', { name: '取消' }).click();
  await expect(page).toHaveURL(/\/meters\/1$/);

  expect(complaints).toEqual([]);
  await page.goto(`${ann.url}/accuracy?due=all`);
  await page.getByRole('button', { name: '打印' }).click();
  await expect(page.frameLocator('iframe').getByText('表计检定清单')).toBeVisible();
  await shot(page, 'print');
  expect(ann.bugs).toEqual([]);
});
