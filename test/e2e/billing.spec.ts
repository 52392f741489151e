import { randomUUID } from 'node:crypto';
import { expect, type Page, test } from 'playwright/test';
import { addHousehold } from '../../main/modules/customers/index.ts';
import { addMeter, attachMeter, NewMeter } from '../../main/modules/meters/index.ts';
import { insertBaseline, recordReading } from '../../main/modules/readings/index.ts';
import { activateTariff, createTariff } from '../../main/modules/tariffs/index.ts';
import { addMonths, localDate, monthOf, startOfLocalDate } from '../../main/shared/dates.ts';
import type { MeterId, RequestId } from '../../main/shared/ids.ts';
import { type E2eStation, logIn, startStation, watchConsole } from './support.ts';

const BY = { userId: null, name: 'e2e', via: 'cli' } as const;
const DAY = 86_400_000;
const SHOTS = process.env.SHOTS;

/** Twelve doors of building 3 with a year of readings behind them, and prices by the year. */
function furnish({ station }: E2eStation): void {
  const now = Date.now();
  const opened = localDate(now - 200 * DAY, station.zone);
  const tariffId = createTariff(station, BY, {
    code: 'ZJ-JM',
    name: '居民生活（阶梯）',
    service: 'electricity',
    effectiveFrom: '2025-01-01',
    source: '浙价商〔2012〕169号',
    document: {
      format: 1,
      unit: 'kWh',
      rounding: 'per-bill',
      cycle: 'year',
      scheme: {
        kind: 'tiered',
        tiers: [
          { upTo: '2760', price: '0.538' },
          { upTo: '4800', price: '0.588' },
          { upTo: null, price: '0.838' },
        ],
      },
    },
  });
  activateTariff(station, BY, { tariffId, verifiedOn: opened, verifiedBy: '刘站长', source: '浙价商〔2012〕169号' });
  const names = ['王建国', '李秀英', '张伟', '刘洋', '陈静', '杨帆', '赵磊', '黄丽', '周强', '吴敏', '徐芳', '孙杰'];
  for (const [i, name] of names.entries()) {
    const room = `${Math.floor(i / 2) + 1}0${(i % 2) + 1}`;
    const meterId = station.write(BY, { action: 'e2e.house' }, (tx) => {
      const { accountId } = addHousehold(tx, {
        customer: { name, kind: 'person', phone: '', note: '' },
        premises: { building: '3', unit: '1', room, address: '', areaDm2: null },
        account: { service: 'electricity', accountNo: null, tariffCode: null, householdSize: 3, openedOn: opened },
      });
      const meter = NewMeter.parse({
        meterNo: `2026${String(i + 1).padStart(6, '0')}`,
        service: 'electricity',
        installedOn: opened,
      });
      const id = addMeter(tx, meter);
      attachMeter(tx, { meterId: id, accountId, fromOn: opened });
      insertBaseline(tx, { meterId: id, readAt: startOfLocalDate(opened, station.zone), totalMilli: 1_000_000 });
      return id;
    });
    for (let m = 5; m >= 1; m--) readAgo(station, meterId, m * 30 + 15, 1000 + (6 - m) * (150 + i * 10));
  }
}

function readAgo(station: E2eStation['station'], meterId: MeterId, days: number, total: number): void {
  recordReading(station, BY, {
    meterId,
    readOn: localDate(Date.now() - days * DAY, station.zone),
    totalMilli: total * 1000,
    isConfirmed: true,
    note: 'e2e',
    requestId: randomUUID() as RequestId,
  });
}

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

test('a round is read by keyboard, billed, and the bill explains itself', async ({ page }) => {
  await using ann = await startStation({ users: ['manager'] });
  furnish(ann);
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');

  await page.getByRole('link', { name: '抄表', exact: true }).click();
  const first = page.getByLabel('3-1-101 本次读数');
  await first.fill('1920');
  await first.press('Enter');
  const second = page.getByLabel('3-1-102 本次读数');
  await expect(second).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: '3-1-101 已保存' })).toBeVisible();

  await second.fill('9999');
  await second.press('Enter');
  const dialog = page.getByRole('dialog', { name: '请核对 3-1-102 的读数' });
  await expect(dialog).toContainText('用量超过通常的三倍');
  await shot(page, 'readings-confirm');
  await dialog.getByLabel('原因').fill('家里装修');
  await dialog.getByLabel('原因').press('Enter');
  await expect(page.getByLabel('3-1-201 本次读数')).toBeFocused();
  for (const [i, door] of ['3-1-201', '3-1-202', '3-1-301'].entries()) {
    const total = 1000 + 5 * (170 + i * 10) + 180;
    await page.getByLabel(`${door} 本次读数`).fill(String(total));
    await page.getByLabel(`${door} 本次读数`).press('Enter');
    await expect(page.getByRole('status').filter({ hasText: `${door} 已保存` })).toBeVisible();
  }
  await expect(page.getByText('已抄 5 / 12，疑点 1')).toBeVisible();
  await shot(page, 'readings');
  await page.getByRole('button', { name: '集中抄表' }).click();
  await expect(page.getByText('没有接线的表')).toBeVisible();

  await page.getByRole('button', { name: '读数复核（1）' }).click();
  await expect(page.getByRole('row').filter({ hasText: '3-1-102' })).toContainText('家里装修');
  await shot(page, 'review');
  await page.getByRole('button', { name: '退回', exact: true }).click();
  await page.getByLabel('处理说明').fill('重新抄表');
  await page.getByLabel('处理说明').press('Enter');
  await expect(page.getByText('没有待复核的读数')).toBeVisible();

  await page.getByRole('link', { name: /价格方案$/ }).click();
  await page.getByRole('row').filter({ hasText: 'ZJ-JM' }).click();
  await page.getByLabel('用量').fill('370');
  await page.getByLabel('本期前累计').fill('2600');
  await expect(page.getByText('209.56')).toBeVisible();
  await shot(page, 'tariff');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '新建方案' }).click();
  await shot(page, 'tariff-form');
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: /开账$/ }).click();
  await page.getByRole('button', { name: /^开账 4 张/ }).waitFor();
  await shot(page, 'billing-preview');
  await page.getByRole('button', { name: /^开账 4 张/ }).click();
  await expect(page.getByText(/^已开账单 4 张/)).toBeVisible();
  await shot(page, 'billing-issued');
  await page.getByText('账单', { exact: true }).click();
  await shot(page, 'bills');
  await page.getByRole('row').filter({ hasText: '3-1-101' }).click();
  await expect(page.getByRole('heading', { name: /^账单 B/ })).toBeVisible();
  await expect(
    page.getByText(`自 ${monthOf(localDate(Date.now(), ann.station.zone)).slice(0, 4)}-01 起累计`),
  ).toBeVisible();
  await expect(page.locator('.recharts-surface').first()).toBeVisible();
  await shot(page, 'bill');
  await page.getByRole('button', { name: '打印账单' }).click();
  await expect(page.frameLocator('iframe').getByText('应缴金额')).toBeVisible();
  await shot(page, 'bill-print');
  // The doubtful reading was refused once: that is what the dialog is for.
  expect(complaints.filter((text) => !text.includes('409'))).toEqual([]);
  expect(ann.bugs).toEqual([]);
});

test('the month before is offered and an empty month says what to do next', async ({ page }) => {
  await using ann = await startStation({ users: ['manager'] });
  await logIn(page, ann.url, 'manager');
  const last = addMonths(monthOf(localDate(Date.now(), ann.station.zone)), -1);
  await page.goto(`${ann.url}/readings?month=${last}`);
  await expect(page.getByText('本月没有需要抄的表')).toBeVisible();
  await page.goto(`${ann.url}/billing`);
  await expect(page.getByText('这个业务还没有户号')).toBeVisible();
  await page.goto(`${ann.url}/tariffs`);
  await expect(page.getByText('还没有价格方案')).toBeVisible();
  await shot(page, 'tariffs-empty');
});
