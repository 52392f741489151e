import { expect, type Page, test } from 'playwright/test';
import { issueRun } from '../../main/modules/billing/index.ts';
import { addHousehold } from '../../main/modules/customers/index.ts';
import { addMeter, attachMeter, NewMeter } from '../../main/modules/meters/index.ts';
import { insertBaseline, recordReading } from '../../main/modules/readings/index.ts';
import { activateTariff, createTariff } from '../../main/modules/tariffs/index.ts';
import { addMonths, localDate, monthOf, startOfLocalDate } from '../../main/shared/dates.ts';
import { type MeterId, RequestId } from '../../main/shared/ids.ts';
import { type E2eStation, logIn, startStation, watchConsole } from './support.ts';

const BY = { userId: null, name: 'e2e', via: 'cli' } as const;
const SHOTS = process.env.SHOTS;
const NAMES = ['王建国', '李秀英', '张伟', '刘洋', '陈静', '杨帆', '赵磊', '黄丽', '周强', '吴敏', '徐芳', '孙杰'];

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

/** Twelve flats of building 3 billed for last month, and the master meter before them. */
async function furnish({ station }: E2eStation): Promise<string> {
  const month = addMonths(monthOf(localDate(Date.now(), station.zone)), -1);
  const opened = `${addMonths(month, -1)}-01`;
  const read = (meterId: MeterId, total: number) =>
    recordReading(station, BY, {
      meterId,
      readOn: `${month}-28`,
      totalMilli: total * 1000,
      isConfirmed: true,
      note: 'e2e',
      requestId: RequestId.parse(crypto.randomUUID()),
    });
  const newMeter = (meterNo: string, accountId: Parameters<typeof attachMeter>[1]['accountId'] | null) =>
    station.write(BY, { action: 'e2e.meter' }, (tx) => {
      const meter = NewMeter.parse({ meterNo, service: 'electricity', installedOn: opened });
      const meterId = addMeter(tx, meter);
      if (accountId !== null) attachMeter(tx, { meterId, accountId, fromOn: opened });
      insertBaseline(tx, { meterId, readAt: startOfLocalDate(opened, station.zone), totalMilli: 1_000_000 });
      return meterId;
    });
  const tariffId = createTariff(station, BY, {
    code: 'JM',
    name: '居民生活',
    service: 'electricity',
    effectiveFrom: '2025-01-01',
    source: 'e2e',
    document: {
      format: 1,
      unit: 'kWh',
      rounding: 'per-bill',
      cycle: 'month',
      scheme: { kind: 'flat', price: '0.5469' },
    },
  });
  activateTariff(station, BY, { tariffId, verifiedOn: '2025-01-01', verifiedBy: '刘站长', source: 'e2e' });
  for (const [i, name] of NAMES.entries()) {
    const room = `${Math.floor(i / 2) + 1}0${(i % 2) + 1}`;
    const { accountId } = station.write(BY, { action: 'e2e.house' }, (tx) =>
      addHousehold(tx, {
        customer: { name, kind: 'person', phone: '', note: '' },
        premises: { building: '3', unit: '1', room, address: '', areaDm2: 8950 + i * 310 },
        account: { service: 'electricity', accountNo: null, tariffCode: 'JM', householdSize: 3, openedOn: opened },
      }),
    );
    read(newMeter(`2026${String(i + 1).padStart(6, '0')}`, accountId), 1000 + 150 + i * 10);
  }
  newMeter('ZB-3', null);
  await issueRun(station, BY, { month, service: 'electricity' });
  return month;
}

test('a building is made a group, its month is shared to the fen and its proof sheet hangs out', async ({ page }) => {
  await using ann = await startStation({ users: ['manager'] });
  const month = await furnish(ann);
  const complaints = watchConsole(page);
  await page.setViewportSize({ width: 1366, height: 768 });
  await logIn(page, ann.url, 'manager');
  await page.getByRole('link', { name: '公摊' }).click();
  await expect(page.getByText('还没有公摊组')).toBeVisible();
  await shot(page, 'sharing-empty');

  await page.getByRole('button', { name: '新建公摊组' }).first().click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('名称').fill('3 栋公用电');
  await drawer.getByLabel('总表表号').fill('ZB-3');
  await drawer.getByText('按面积', { exact: true }).click();
  await drawer.getByLabel('单价', { exact: true }).fill('0.5469');
  await drawer.getByRole('combobox', { name: '查找并加入一户' }).fill('wangjianguo');
  await page.getByRole('option').first().click();
  await expect(drawer.getByText('成员（1 户）')).toBeVisible();
  await drawer.getByRole('combobox', { name: '楼栋' }).click();
  await page.locator('.ant-select-item-option', { hasText: '3' }).click();
  await drawer.getByRole('button', { name: '加入整栋' }).click();
  await expect(drawer.getByText('成员（12 户）')).toBeVisible();
  await drawer.getByRole('checkbox', { name: '3-1-602 空置' }).check();
  await drawer.getByRole('textbox', { name: '3-1-602 空置承担（%）' }).fill('30');
  await shot(page, 'sharing-form');
  await drawer.getByRole('button', { name: '保存公摊组' }).click();

  await page.getByRole('combobox', { name: '月份' }).click();
  await page.locator('.ant-select-item-option', { hasText: month }).click();
  await expect(page.getByText('总表本月没有读数', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: '录入总表读数' }).click();
  await page.getByLabel('抄表日期').fill(`${month}-28`);
  await page.getByLabel('总表示数').fill('3610');
  await shot(page, 'sharing-master');
  await page.getByRole('button', { name: '保存读数' }).click();
  await expect(page.getByText('占总表 5.75%')).toBeVisible();
  await shot(page, 'sharing-month');
  await page.getByRole('button', { name: '确认分摊 82.04 元' }).click();
  await expect(page.getByText(`${month} 已分摊 82.04 元`)).toBeVisible();

  await page.getByRole('button', { name: '开公摊账单' }).click();
  const billing = page.getByRole('dialog', { name: `${month} 公摊开账` });
  await expect(billing.getByText('共 12 张，合计 82.04 元', { exact: false })).toBeVisible();
  await shot(page, 'sharing-bill');
  await billing.getByRole('button', { name: '开账 12 张，合计 ¥82.04' }).click();
  await expect(page.getByText('已开账单 12 张，合计 82.04 元，已缴 0.00 元')).toBeVisible();
  await shot(page, 'sharing-billed');
  await page
    .getByRole('row', { name: /王建国/ })
    .getByRole('link')
    .click();
  await expect(page.getByText('按面积分摊：本户', { exact: false })).toBeVisible();
  await shot(page, 'sharing-share-bill');
  await page.goBack();
  await page.getByRole('button', { name: '打印公摊公示表' }).click();
  const sheet = page.frameLocator('iframe');
  await expect(sheet.getByText('公摊公示表')).toBeVisible();
  await expect(sheet.getByText('空置，按 30%')).toBeVisible();
  await shot(page, 'sharing-sheet');
  await sheet.getByText('审核').scrollIntoViewIfNeeded();
  await shot(page, 'sharing-sheet-foot');
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});
