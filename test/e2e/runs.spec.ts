import { randomUUID } from 'node:crypto';
import { type Browser, expect, type Page, test } from 'playwright/test';
import { addHousehold } from '../../main/modules/customers/index.ts';
import { addMeter, attachMeter, NewMeter } from '../../main/modules/meters/index.ts';
import { insertBaseline, recordReading } from '../../main/modules/readings/index.ts';
import { activateTariff, createTariff } from '../../main/modules/tariffs/index.ts';
import { localDate, startOfLocalDate } from '../../main/shared/dates.ts';
import type { RequestId } from '../../main/shared/ids.ts';
import { type E2eStation, logIn, startStation, watchConsole } from './support.ts';

const BY = { userId: null, name: 'e2e', via: 'cli' } as const;
const DAY = 86_400_000;
const SHOTS = process.env.SHOTS;

/** Buildings 3 and 5 with two flats each, read today: 100, 150, 200 and 250 kWh at 0.50. */
function furnish({ station }: E2eStation): void {
  const opened = localDate(Date.now() - 60 * DAY, station.zone);
  const document = {
    ...({ format: 1, unit: 'kWh', rounding: 'per-bill', cycle: 'month' } as const),
    scheme: { kind: 'flat', price: '0.50' } as const,
  };
  const tariff = {
    code: 'DJ',
    name: '单一价',
    service: 'electricity',
    effectiveFrom: '2025-01-01',
    source: 'e2e',
  } as const;
  const tariffId = createTariff(station, BY, { ...tariff, document });
  activateTariff(station, BY, { tariffId, verifiedOn: opened, verifiedBy: '刘站长', source: 'e2e' });
  for (const [i, name] of ['王建国', '李秀英', '张伟', '刘洋'].entries()) {
    const meterId = station.write(BY, { action: 'e2e.house' }, (tx) => {
      const { accountId } = addHousehold(tx, {
        customer: { name, kind: 'person', phone: '', note: '' },
        premises: { building: i < 2 ? '3' : '5', unit: '1', room: `10${(i % 2) + 1}`, address: '', areaDm2: null },
        account: { service: 'electricity', accountNo: null, tariffCode: null, householdSize: 3, openedOn: opened },
      });
      const id = addMeter(tx, NewMeter.parse({ meterNo: `E${i}`, service: 'electricity', installedOn: opened }));
      attachMeter(tx, { meterId: id, accountId, fromOn: opened });
      insertBaseline(tx, { meterId: id, readAt: startOfLocalDate(opened, station.zone), totalMilli: 1_000_000 });
      return id;
    });
    const readOn = localDate(Date.now(), station.zone);
    const read = { meterId, readOn, totalMilli: (1100 + i * 50) * 1000, isConfirmed: true, note: 'e2e' };
    recordReading(station, BY, { ...read, requestId: randomUUID() as RequestId });
  }
}

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

async function openAs(browser: Browser, url: string, login: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
  await logIn(page, url, login);
  return page;
}

test('a building is billed alone, compared, and its run taken back and billed again', async ({ page }) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  await using ann = await startStation({ users: ['manager'] });
  furnish(ann);
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');
  await page.getByRole('link', { name: '开账', exact: true }).click();
  await expect(page.getByRole('button', { name: '开账 4 张，合计 ¥350.00' })).toBeVisible();

  await page.getByLabel('楼栋').click();
  await page.getByTitle('5', { exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: '开账 2 张，合计 ¥225.00' })).toBeVisible();
  await page.getByText('与往期对比').click();
  await expect(page.getByRole('row').filter({ hasText: '合计' })).toContainText('225.00');
  await shot(page, 'runs-comparison');
  await page.getByRole('button', { name: '开账 2 张，合计 ¥225.00' }).click();
  await expect(page.getByText('已开账单 2 张，合计 ¥225.00')).toBeVisible();

  await page.getByText('开账记录', { exact: true }).click();
  await expect(page.getByRole('row').filter({ hasText: '5 栋' })).toContainText('已完成');
  await page.getByRole('button', { name: '取消开账' }).click();
  const dialog = page.getByRole('dialog', { name: /^取消开账/ });
  await expect(dialog).toContainText('将红冲 2 张账单，合计 ¥225.00');
  await dialog.getByLabel('取消原因').fill('价格录错');
  await dialog.getByLabel('输入合计 225.00 确认').fill('224.00');
  await expect(dialog.getByRole('button', { name: '红冲全部账单' })).toBeDisabled();
  await dialog.getByLabel('输入合计 225.00 确认').fill('225.00');
  await shot(page, 'runs-cancel');
  await dialog.getByRole('button', { name: '红冲全部账单' }).click();
  await expect(page.getByText('已取消，红冲账单 2 张')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: '5 栋' })).toContainText('已取消');
  await shot(page, 'runs-list');
  await page.getByRole('row').filter({ hasText: '5 栋' }).click();
  await page.getByRole('row').filter({ hasText: '5-1-101' }).click();
  await expect(page.getByText('开账被取消：价格录错')).toBeVisible();

  await page.getByRole('link', { name: '开账', exact: true }).click();
  await page.getByRole('button', { name: '开账 4 张，合计 ¥350.00' }).click();
  await expect(page.getByText('已开账单 4 张，合计 ¥350.00')).toBeVisible();
  await page.getByText('账单', { exact: true }).click();
  await page.getByRole('row').filter({ hasText: '3-1-101' }).click();
  await page.getByRole('button', { name: '为什么高' }).click();
  await expect(page.frameLocator('iframe').getByText('电费高了为什么')).toBeVisible();
  await expect(page.frameLocator('iframe').getByText('没有可以对比的账单。')).toBeVisible();
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});

test('where the station asks for it, a run is issued after another person approved it', async ({ browser }) => {
  await using ann = await startStation({ users: ['manager'] });
  furnish(ann);
  const chief = await openAs(browser, ann.url, 'administrator');
  await chief.getByRole('link', { name: /站点设置$/ }).click();
  await chief.getByRole('switch', { name: '开账须由他人批准' }).click();
  await chief.locator('#settings').getByRole('button', { name: '保存' }).click();
  await expect(chief.getByText('站点设置已保存')).toBeVisible();

  const manager = await openAs(browser, ann.url, 'manager');
  await manager.getByRole('link', { name: '开账', exact: true }).click();
  await shot(manager, 'runs-submit');
  await manager.getByRole('button', { name: '提交审批 4 张，合计 ¥350.00' }).click();
  await expect(manager.getByText(/^陈经理 于 .* 提交：4 张，合计 ¥350.00/)).toBeVisible();
  await expect(manager.getByRole('button', { name: '批准' })).toHaveCount(0);
  await expect(manager.getByRole('button', { name: /^开账 4 张/ })).toHaveCount(0);

  await chief.getByRole('link', { name: '开账', exact: true }).click();
  await shot(chief, 'runs-approve');
  await chief.getByRole('button', { name: '退回' }).click();
  const dialog = chief.getByRole('dialog', { name: '退回' });
  await dialog.getByLabel('退回原因').fill('5 栋的读数再核一遍');
  await dialog.getByRole('button', { name: '退回' }).click();
  await expect(manager.getByText('刘站长 已退回：5 栋的读数再核一遍')).toBeVisible();
  await manager.getByRole('button', { name: '提交审批 4 张，合计 ¥350.00' }).click();
  await chief.getByRole('button', { name: '批准', exact: true }).click();
  await expect(manager.getByText(/^刘站长 于 .* 批准：4 张/)).toBeVisible();
  await shot(manager, 'runs-approved');
  await manager.getByRole('button', { name: '开账 4 张，合计 ¥350.00' }).click();
  await expect(manager.getByText('已开账单 4 张，合计 ¥350.00')).toBeVisible();
  await manager.getByText('开账记录', { exact: true }).click();
  await expect(manager.getByRole('row').filter({ hasText: '350.00' })).toContainText('刘站长');
  expect(ann.bugs).toEqual([]);
});
