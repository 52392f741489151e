import iconv from 'iconv-lite';
import { expect, type Page, test } from 'playwright/test';
import { readSheet } from 'read-excel-file/node';
import { createDeviceHost } from '../../main/devices/host.ts';
import { systemTimers as timers } from '../../main/devices/link/timers.ts';
import { MODBUS_PRESETS } from '../../main/devices/meter-modbus/presets.schema.ts';
import { createModbusSim } from '../../main/devices/meter-modbus/sim.ts';
import { createMeterSim, startMixedWire } from '../../main/devices/simulators.ts';
import { createDevice } from '../../main/modules/devices/index.ts';
import { requestId } from '../support/station.ts';
import { type E2eStation, logIn, startStation, watchConsole } from './support.ts';

const BY = { userId: null, name: 'e2e', via: 'cli' } as const;
/** A meter whose map nobody can guess answers to one model only. */
const OWN_MAP = MODBUS_PRESETS.find(({ id }) => id === 'dtsu666')?.registers ?? [];

function startWire(name: string) {
  const meters = ['000012345678', '202600010007'].map((address) => ({
    address,
    registers: () => ({ totalMilli: 1_234_560 }),
  }));
  const modbus = createModbusSim({
    meters: [{ unit: 4, registers: OWN_MAP, values: () => ({ total: '8745.12' }) }],
    timers,
    answerMs: 2,
  });
  const electricity = createMeterSim({ meters, timers, now: Date.now, answerMs: 2 });
  return startMixedWire({ link: { type: 'memory', name }, devices: [electricity, modbus] });
}

function addBus({ station }: E2eStation, name: string): void {
  createDevice(station, BY, {
    ...{ name: '1 号楼', isEnabled: true, requestId: requestId() },
    config: { model: 'meter-bus', link: { type: 'memory', name }, profile: { answerMs: 200, retries: 0 } },
  });
  station.devices.reload();
}

async function find(page: Page, protocols: readonly string[], found: number): Promise<void> {
  await page.getByLabel('规约', { exact: true }).click();
  for (const title of protocols)
    await page.locator('.ant-select-dropdown:visible').getByTitle(title, { exact: true }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '开始查找' }).click();
  await expect(page.getByRole('status').filter({ hasText: `找到 ${found} 块` })).toBeVisible({ timeout: 60_000 });
  const stop = page.getByRole('button', { name: '停止' });
  if (await stop.isVisible()) await stop.click();
}

const importFile = (page: Page, name: string, buffer: Buffer) =>
  page.getByLabel('导入设备表').last().setInputFiles({ name, mimeType: 'text/csv', buffer });

test('a Modbus meter of unknown model says so, is given its map, and is kept while somebody looks elsewhere', async ({
  page,
}) => {
  test.setTimeout(90_000);
  await using ann = await startStation({ users: ['manager'], makeDevices: createDeviceHost });
  await using _wire = startWire('sheet-modbus');
  addBus(ann, 'sheet-modbus');
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/commissioning`);
  await find(page, ['DL/T 645-2007', 'Modbus RTU'], 1);
  await page.getByRole('button', { name: '试读 1 块' }).click();
  await expect(page.getByText('还没有寄存器表：点“选型号”，再试读')).toBeVisible();
  await expect(page.getByText('勾选要登记的表，或扫描条码')).toBeVisible();

  await page.getByRole('button', { name: '参数 4' }).click();
  await page.getByRole('button', { name: '寄存器表' }).click();
  const editor = page.getByRole('dialog', { name: 'Modbus 寄存器表' });
  await editor.getByLabel('常用型号').click();
  await page.locator('.ant-select-dropdown:visible').getByTitle('Chint DTSU666 (101E)').click();
  await editor.getByRole('button', { name: '试读' }).click();
  await expect(editor.getByText('8745.12 kWh')).toBeVisible();
  await editor.getByRole('button', { name: '确定' }).click();
  await page.getByRole('dialog', { name: '参数 4' }).getByRole('button', { name: '确定' }).click();
  await page.getByLabel('表号 4').fill('DTSU-0004');

  await page.getByRole('link', { name: '用户档案' }).click();
  await page.goBack();
  await expect(page.getByLabel('表号 4')).toHaveValue('DTSU-0004');
  await page.getByRole('button', { name: '试读 1 块' }).click();
  await expect(page.getByRole('cell', { name: '8745.12 kWh' })).toBeVisible();
  await page.getByLabel('选择 4').check();
  await page.getByRole('button', { name: '登记 1 块表' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click();
  await expect(page.getByText('已登记', { exact: true })).toBeVisible();

  await page.getByLabel('扫描或输入表上条码').fill('4');
  await page.getByLabel('扫描或输入表上条码').press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: '表 DTSU-0004 已登记' })).toBeVisible();
  await page.getByLabel('扫描或输入表上条码').fill('99999999');
  await page.getByLabel('扫描或输入表上条码').press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: '没有找到与 99999999 相符的表' })).toBeVisible();
  expect(ann.bugs).toEqual([]);
});

test('the meters go out as a workbook and come back as Excel left them, each change and each zero shown before', async ({
  page,
}) => {
  test.setTimeout(90_000);
  await using ann = await startStation({ users: ['manager'], makeDevices: createDeviceHost });
  await using _wire = startWire('sheet-excel');
  addBus(ann, 'sheet-excel');
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/commissioning`);
  await find(page, [], 2);
  await page.getByLabel('选择 000012345678').check();
  await page.getByLabel('选择 202600010007').check();
  await page.getByRole('button', { name: '登记 2 块表' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click();
  await expect(page.getByText('已登记', { exact: true })).toHaveCount(2);

  const complaints = watchConsole(page);
  await page.getByRole('tab', { name: '设备表' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 Excel' }).click();
  const rows = await readSheet(await (await download).path());
  expect(rows.map((row) => row[0])).toEqual(['表号', '000012345678', '202600010007']);

  const lost = '表号,通信地址,速率,倍率\r\n12345678,12345678,9600 8E1,40\r\n2.026E+11,2.026E+11,,\r\n';
  await importFile(page, '表计.csv', iconv.encode(lost, 'gb18030'));
  await expect(page.getByText(/第 3 行 表号：2\.026E\+11 是科学计数，号码已丢失/)).toBeVisible();
  await expect(page.getByText('文件不能导入，没有写入任何内容')).toBeVisible();

  const mended = lost.replace('2.026E+11,2.026E+11', '2.02600010007E+11,');
  await importFile(page, '表计.csv', iconv.encode(mended, 'gb18030'));
  const dialog = page.getByRole('dialog', { name: '导入设备表' });
  await expect(dialog).toContainText('表：新增 0，更改 1，不变 1');
  await expect(dialog).toContainText('第 2 行 通信地址：12345678 → 000012345678');
  await expect(dialog).toContainText('000012345678：速率、倍率');
  await dialog.getByRole('button', { name: '导入', exact: true }).click();
  await expect(page.getByText('已导入')).toBeVisible();
  expect(complaints).toEqual([]);

  await importFile(page, 'devices.json', Buffer.from('{"format":"stationdesk-devices-1","devices":[],"meters":[{}]}'));
  await expect(page.getByText('meters 1：meterNo 缺少，或类型不对')).toBeVisible();

  await page.evaluate(() => localStorage.setItem('stationdesk.preferences', JSON.stringify({ lang: 'en' })));
  await page.reload();
  await page
    .getByLabel('Import a device table')
    .last()
    .setInputFiles({
      name: 'm.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('Meter no,Service\n000012345678,steam\n'),
    });
  await expect(page.getByText('"steam" is not known. electricity, gas, water')).toBeVisible();
  expect(ann.bugs).toEqual([]);
});
