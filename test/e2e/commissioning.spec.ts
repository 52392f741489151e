import { expect, type Page, test } from 'playwright/test';
import { createDeviceHost } from '../../main/devices/host.ts';
import { createSchedule } from '../../main/modules/polling/index.ts';
import { makePtyPair, noSocat } from '../support/devices.ts';
import { requestId } from '../support/station.ts';
import {
  FALLEN,
  FIRST_WIRE,
  type Flat,
  furnishBuilding,
  SECOND_WIRE,
  startFirstWire,
  startOf,
  startSecondWire,
} from './commissioning-building.ts';
import { logIn, startStation, watchConsole } from './support.ts';

const BEGAN = Date.parse('2026-11-29T20:00:00+08:00');
const NIGHT = Date.parse('2026-12-01T00:31:00+08:00');
const BY = { userId: null, name: 'e2e', via: 'cli' } as const;
const SHOTS = process.env.SHOTS;

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/commissioning-${name}.png` });
}

async function choose(page: Page, label: string, titles: readonly string[]): Promise<void> {
  await page.getByLabel(label, { exact: true }).click();
  for (const title of titles)
    await page.locator('.ant-select-dropdown:visible').getByTitle(title, { exact: true }).click();
  await page.keyboard.press('Escape');
}

/** Addresses are tried one by one; once all meters are there nobody waits for the rest. */
async function findAll(page: Page, flats: readonly Flat[]): Promise<void> {
  await page.getByRole('button', { name: '开始查找' }).click();
  await expect(page.getByRole('status').filter({ hasText: `找到 ${flats.length} 块` })).toBeVisible({
    timeout: 150_000,
  });
  await page.getByRole('button', { name: '停止' }).click();
  await expect(page.getByText(`已停止，找到 ${flats.length} 块表`)).toBeVisible();
}

/** Scans every meter of a wire and names its account, as an installer walks from door to door. */
async function matchAll(page: Page, flats: readonly Flat[]): Promise<void> {
  for (const { address, accountNo, protocol } of flats) {
    const barcode = protocol === 'modbus' ? address : `CN${address}`;
    await page.getByLabel('扫描或输入表上条码').fill(barcode);
    await page.getByLabel('扫描或输入表上条码').press('Enter');
    await page.getByLabel('户号、门牌或姓名').fill(accountNo);
    await expect(page.getByRole('option')).toHaveCount(1);
    await page.getByLabel('户号、门牌或姓名').press('Enter');
    await expect(page.getByLabel('扫描或输入表上条码')).toBeFocused();
  }
}

async function tryAndRegister(page: Page, flats: readonly Flat[]): Promise<void> {
  const n = flats.length;
  await matchAll(page, flats);
  await page.getByRole('button', { name: `试读 ${n} 块` }).click();
  await expect(page.getByRole('button', { name: `试读 ${n} 块` })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('cell', { name: /^[\d.]+ (kWh|m³)$/ })).toHaveCount(n);
  await page.getByRole('button', { name: `登记 ${n} 块表` }).click();
  const dialog = page.getByRole('dialog', { name: `登记 ${n} 块表` });
  await expect(dialog).toContainText(`${n} 块已对应户号，0 块尚未对应`);
  await expect(dialog).toContainText('每块表的试读读数作为底数');
  await dialog.getByRole('button', { name: '登记', exact: true }).click();
  await expect(page.getByText(`新登记 ${n} 块，接线 0 块`)).toBeVisible();
  await expect(page.getByText('已登记', { exact: true })).toHaveCount(n);
}

test('forty meters of four protocols on two wires are found, matched and registered, read in the night, reviewed and billed', async ({
  page,
}) => {
  test.setTimeout(360_000);
  page.setDefaultTimeout(20_000);
  test.skip(noSocat !== undefined, noSocat);
  await using first = await makePtyPair();
  await using second = await makePtyPair();
  let started = { at: Date.now(), shown: BEGAN };
  const now = () => started.shown + Date.now() - started.at;
  await using ann = await startStation({ users: ['manager'], makeDevices: createDeviceHost, now });
  await using _first = startFirstWire({ path: first.far, now, began: BEGAN });
  await using _second = startSecondWire({ path: second.far, now, began: BEGAN });
  furnishBuilding(ann, { first: first.near, second: second.near });
  const complaints = watchConsole(page);
  await page.clock.setSystemTime(BEGAN);
  await logIn(page, ann.url, 'manager');

  await page.goto(`${ann.url}/commissioning`);
  await choose(page, '规约', ['CJ/T 188']);
  await findAll(page, FIRST_WIRE);
  await shot(page, 'found');
  await tryAndRegister(page, FIRST_WIRE);
  await shot(page, 'registered');

  await page.getByLabel('总线').click();
  await page.locator('.ant-select-dropdown:visible').getByTitle('西单元').click();
  await choose(page, '规约', ['DL/T 645-2007', 'CJ/T 188', 'DL/T 645-1997', 'Modbus RTU']);
  await findAll(page, SECOND_WIRE);
  await tryAndRegister(page, SECOND_WIRE);

  await page.getByRole('tab', { name: '时钟' }).click();
  await page.getByRole('button', { name: '核对时钟' }).click();
  await expect(page.getByText('已核对', { exact: false })).toBeVisible({ timeout: 60_000 });
  await shot(page, 'clocks');

  createSchedule(ann.station, BY, {
    ...{ name: '月末结算', kind: 'settlement', scope: {}, atMinute: 30, monthDay: 1, requestId: requestId() },
  });
  started = { at: Date.now(), shown: NIGHT };
  await page.clock.setSystemTime(NIGHT);
  // A session does not last until the next day.
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/polling`);
  const schedule = page.getByRole('row', { name: /月末结算/ });
  await expect(schedule).toContainText('40 块表');
  await schedule.getByRole('button', { name: '立即抄表' }).click();
  await expect(page.getByRole('row', { name: /手动.*完成.*40 \/ 40/ })).toBeVisible({ timeout: 120_000 });
  await shot(page, 'night');

  await page.goto(`${ann.url}/readings/review`);
  await expect(page.getByText('待复核 2 条')).toBeVisible();
  await shot(page, 'review');
  await page.goto(`${ann.url}/billing?tab=run&month=2026-11&service=electricity`);
  await expect(page.getByText('读数待复核').first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^开账 30 张/ })).toBeVisible();
  await shot(page, 'billing-before');
  for (const fallen of FALLEN) {
    await page.goto(`${ann.url}/readings/review`);
    const row = page.getByRole('row').filter({ hasText: `CN${fallen.address}` });
    await expect(row).toContainText('小于上次读数');
    await row.getByRole('checkbox').check();
    await page.keyboard.press('c');
    const correct = page.getByRole('dialog', { name: /更正/ });
    await correct.getByLabel('总').fill(String(startOf(fallen) / 1000 + 57));
    await correct.getByLabel('处理说明').fill('换过电路板，现场核对');
    await correct.getByRole('button', { name: '保存更正' }).click();
    await expect(page.getByText('已更正 1 条')).toBeVisible();
  }
  await expect(page.getByText('没有待复核的读数')).toBeVisible();

  // Modbus meters freeze nothing: what they show in the night after the month's end stands for the settlement.
  for (const [month, service, bills] of [
    ['2026-11', 'electricity', 32],
    ['2026-11', 'gas', 8],
  ] as const) {
    await page.goto(`${ann.url}/billing?tab=run&month=${month}&service=${service}`);
    await page.getByRole('button', { name: new RegExp(`^开账 ${bills} 张`) }).click();
    await expect(page.getByText(new RegExp(`^已开账单 ${bills} 张`))).toBeVisible();
  }
  await shot(page, 'billed');
  expect(ann.bugs).toEqual([]);
  expect(complaints).toEqual([]);
});
