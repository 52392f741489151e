import { expect, test } from 'playwright/test';
import type { DeviceConfig } from '../../main/devices/config.schema.ts';
import { createDeviceHost } from '../../main/devices/host.ts';
import { PrinterProfile } from '../../main/devices/printer-escpos/profile.schema.ts';
import { ScannerProfile } from '../../main/devices/scanner-serial/profile.schema.ts';
import { startPrinterSim, startScannerSim } from '../../main/devices/simulators.ts';
import { createDevice } from '../../main/modules/devices/index.ts';
import { makePtyPair, noSocat, serialLink, until } from '../support/devices.ts';
import { newRequest, seedHouseholds } from './cashier-world.ts';
import { type E2eStation, logIn, startStation, watchConsole } from './support.ts';

const BY = { userId: null, name: 'e2e', via: 'cli' } as const;

async function addDevice({ station }: E2eStation, name: string, config: DeviceConfig): Promise<void> {
  const deviceId = createDevice(station, BY, { name, config, isEnabled: true, requestId: newRequest() });
  await until(
    () => station.devices.statuses().get(deviceId)?.state,
    (state) => state === 'open',
    name,
  );
}

test('a cash payment is printed on the receipt printer, the drawer opens, and missing paper loses nothing', async ({
  page,
}) => {
  await using ann = await startStation({ users: ['cashier'], makeDevices: createDeviceHost });
  const link = { type: 'memory', name: 'e2e-receipts' } as const;
  await using sim = startPrinterSim({ link });
  await addDevice(ann, '收费台小票机', { model: 'escpos', link, profile: PrinterProfile.parse({}) });
  const world = seedHouseholds(ann);
  const zhang = world.open('张伟', '501');
  world.town.bill(zhang.accountId, 4550, { month: '2026-10' });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'cashier');
  await page.goto(`${ann.url}/cashier?customer=${zhang.customerId}`);
  await expect(page.getByTestId('to-pay')).toHaveText('45.50');
  await page.getByLabel('收到现金').fill('50');
  await page.keyboard.press('F4');
  await expect(page.getByTestId('change-given')).toHaveText('4.50');
  expect(world.payments()).toBe(1);

  await page.keyboard.press('F6');
  sim.fault = 'no-paper';
  await page.getByRole('button', { name: '打到小票机' }).click();
  await expect(page.getByText(/小票机没有纸，没有打印；已记的账不受影响/)).toBeVisible();
  expect(sim.events).toEqual([]);
  expect(world.payments()).toBe(1);

  sim.fault = undefined;
  await page.getByRole('button', { name: '打到小票机' }).click();
  await expect(page.getByText('已由“收费台小票机”打印')).toBeVisible();
  await expect(page.getByText(/小票机没有纸/)).toHaveCount(0);
  expect(sim.events[0]).toMatchObject({ kind: 'drawer', pin: 2 });
  const paper = sim.lines().join('\n');
  expect(paper).toMatch(/^实收金额 +￥45\.50$/m);
  expect(paper).toContain('肆拾伍元伍角整');
  expect(paper).not.toContain('补打');
  expect(ann.bugs).toEqual([]);
  // A refusal is an answer with an error status, which browsers put on the console.
  expect(complaints.filter((line) => !line.includes('503'))).toEqual([]);
});

test('a scanned code goes into the focused field, followed by Enter', async ({ page }) => {
  await using ann = await startStation({ users: ['cashier'], makeDevices: createDeviceHost });
  const link = { type: 'memory', name: 'e2e-scanner' } as const;
  await using sim = startScannerSim({ link });
  await addDevice(ann, '扫码枪', { model: 'serial-scanner', link, profile: ScannerProfile.parse({}) });
  const world = seedHouseholds(ann);
  const li = world.open('李娜', '502');
  world.town.bill(li.accountId, 3120, { month: '2026-10' });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'cashier');
  await page.getByRole('link', { name: /收费$/ }).click();
  await expect(page.getByRole('combobox').first()).toBeFocused();
  sim.scan(li.accountNo, { prefix: ']C0', ending: '\r\n' });
  await expect(page.getByTestId('to-pay')).toHaveText('31.20');

  // At the till a code opens its customer wherever the cursor stands, and no amount is changed by it.
  await page.getByLabel('收款金额').fill('20');
  sim.scan('X99999999');
  await expect(page.getByRole('alert').filter({ hasText: 'X99999999' })).toBeVisible();
  await expect(page.getByLabel('收款金额')).toHaveValue('20');
  expect(ann.bugs).toEqual([]);
  expect(complaints).toEqual([]);
});

test('a printer and a scanner are added and tried', async ({ page }) => {
  await using ann = await startStation({ users: ['manager'], makeDevices: createDeviceHost });
  await using pair = noSocat ? undefined : await makePtyPair();
  await using other = noSocat ? undefined : await makePtyPair();
  test.skip(!pair, noSocat);
  if (!pair || !other) return;
  await using printer = startPrinterSim({ link: serialLink(pair.far), columns: 32 });
  await using scanner = startScannerSim({ link: serialLink(other.far) });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/devices?form=new`);
  await page.getByLabel('名称').fill('小票机');
  await page.getByLabel('型号').click();
  await page.getByTitle('小票打印机（ESC/POS）').click();
  await page.getByLabel('端口').fill(pair.near);
  await page.getByLabel('纸宽').click();
  await page.getByTitle('58 毫米（32 列）').click();
  await page.getByRole('button', { name: '打印测试页' }).click();
  await expect(page.getByText('测试页已打印')).toBeVisible({ timeout: 15_000 });
  expect(printer.lines()).toContain('电费 2026-11            ￥128.50');
  await page.getByRole('button', { name: '保存设备' }).click();
  await expect(page.getByText('已保存设备“小票机”')).toBeVisible();
  await expect(page.getByRole('row', { name: /小票机/ })).toContainText('正常', { timeout: 15_000 });

  await page.goto(`${ann.url}/devices?form=new`);
  await page.getByLabel('名称').fill('扫码枪');
  await page.getByLabel('型号').click();
  await page.getByTitle('串口扫码枪').click();
  await page.getByLabel('端口').fill(other.near);
  await page.getByRole('button', { name: '测试扫码' }).click();
  let shown = 0;
  const showing = setInterval(() => scanner.scan(`LPG-${shown++}`, { prefix: ']C0' }), 50);
  await expect(page.getByText(/扫到 LPG-\d+/)).toBeVisible({ timeout: 15_000 });
  clearInterval(showing);
  await expect(page.getByText('码制：Code 128')).toBeVisible();
  await page.getByRole('button', { name: '保存设备' }).click();
  await expect(page.getByText('已保存设备“扫码枪”')).toBeVisible();
  await expect(page.getByRole('row', { name: /扫码枪/ })).toContainText('正常', { timeout: 15_000 });
  await page.getByRole('button', { name: '添加设备' }).click();
  await page.getByLabel('名称').fill('A-');
  scanner.scan('6901234567892');
  await expect(page.getByLabel('名称')).toHaveValue('A-6901234567892');
  expect(ann.bugs).toEqual([]);
  expect(complaints).toEqual([]);
});
