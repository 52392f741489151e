import { readFileSync } from 'node:fs';
import { expect, test } from 'playwright/test';
import { createDeviceHost } from '../../main/devices/host.ts';
import { makePtyPair, noSocat, startMeterSim, startScaleSim } from '../support/devices.ts';
import { logIn, startStation, watchConsole } from './support.ts';

const METERS = [
  {
    address: '202611220001',
    registers: {
      totalMilli: 98_765_430,
      sharpMilli: 0,
      peakMilli: 43_210_980,
      flatMilli: 33_333_330,
      valleyMilli: 22_221_120,
    },
  },
  { address: '202611220002', registers: { totalMilli: 500_000 } },
];

test('a meter bus is added, tested and read, and its unplugged cable is told in words', async ({ page }) => {
  await using ann = await startStation({ users: ['manager'], makeDevices: createDeviceHost });
  await using pair = noSocat ? undefined : await makePtyPair();
  test.skip(!pair, noSocat);
  if (!pair) return;
  const link = {
    type: 'serial' as const,
    path: pair.far,
    baud: 9600,
    parity: 'even' as const,
    dataBits: 8 as const,
    stopBits: 1 as const,
  };
  await using meters = startMeterSim({ link, meters: METERS, answerMs: 2 });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/devices`);
  await expect(page.getByText('还没有设备')).toBeVisible();

  await page.getByRole('button', { name: '添加设备' }).first().click();
  await page.getByLabel('名称').fill('1 号楼总线');
  await page.getByLabel('端口').fill(pair.near);
  await page.getByLabel('等待应答（毫秒）').fill('200');
  await page.getByLabel('重试次数').fill('0');
  await page.getByLabel('试读表号').fill('202611220001');
  await page.getByRole('button', { name: '测试连接' }).click();
  await expect(page.getByText('98765.43')).toBeVisible();
  await page.getByRole('button', { name: '保存设备' }).click();
  await expect(page.getByText('已保存设备“1 号楼总线”')).toBeVisible();
  await expect(page.getByRole('row', { name: /1 号楼总线/ })).toContainText('正常');

  await page.getByRole('row', { name: /1 号楼总线/ }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('表号', { exact: true }).fill('202611220002');
  await drawer.getByLabel('表号', { exact: true }).press('Enter');
  await expect(page.getByText('500.00')).toBeVisible();

  await drawer.getByRole('switch', { name: '记录通信' }).click();
  await expect(drawer.getByText('正在记录')).toBeVisible();
  await page.getByRole('button', { name: '读表' }).last().click();
  await expect(drawer.getByText('转换器回显：无')).toBeVisible();
  await expect(drawer.getByRole('row', { name: /202611220002/ })).toContainText('DL/T 645-2007');
  await expect
    .poll(async () => {
      const download = page.waitForEvent('download');
      await drawer.getByRole('button', { name: '下载记录' }).click();
      return readFileSync(await (await download).path(), 'utf8');
    })
    .toMatch(/Z > .*\n.*Z < /);

  await pair.unplug();
  await expect(page.getByRole('dialog').getByText('已断开')).toBeVisible({ timeout: 15_000 });
  await pair.replug();
  await expect(page.getByRole('dialog').getByText('正常')).toBeVisible({ timeout: 15_000 });
  await drawer.getByRole('link', { name: '查找并登记这条总线上的表' }).click();
  await expect(page).toHaveURL(/\/commissioning\?bus=\d/);
  await expect(page.getByRole('button', { name: '开始查找' })).toBeVisible();
  expect(meters.requests.length).toBeGreaterThan(0);
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});

test('a scale shows its live weight, and greys it when it falls silent', async ({ page }) => {
  await using ann = await startStation({ users: ['manager', 'filler'], makeDevices: createDeviceHost });
  const link = { type: 'memory' as const, name: 'e2e-scale' };
  await using sim = startScaleSim({ link, model: 'toledo', weightGrams: 16_480 });
  const { createDevice } = await import('../../main/modules/devices/index.ts');
  const { requestId } = await import('../support/station.ts');
  const by = { userId: null, name: 'e2e', via: 'cli' as const };
  createDevice(ann.station, by, {
    name: '充装秤',
    config: { model: 'toledo', link, profile: { checksum: 'auto', capacityGrams: 150_000 } },
    isEnabled: true,
    requestId: requestId(),
  });
  createDevice(ann.station, by, {
    name: '3 号楼总线',
    config: {
      model: 'meter-bus',
      link: { type: 'serial', path: '/dev/ttyUSB7', baud: 2400, parity: 'even', dataBits: 8, stopBits: 1 },
      profile: { answerMs: 900, retries: 2 },
    },
    isEnabled: true,
    requestId: requestId(),
  });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'filler');
  await page.goto(`${ann.url}/devices`);
  const scale = page.getByRole('region', { name: '秤：充装秤' });
  await expect(scale).toContainText('16.48');
  await expect(scale).toContainText('稳定');
  sim.setWeight(31_200);
  await expect(scale).toContainText('31.20');
  sim.setStable(false);
  await expect(scale).toContainText('晃动');
  sim.setStable(true);
  await expect(page.getByRole('row', { name: /3 号楼总线/ })).toContainText('找不到端口');
  sim.fault = 'silence';
  await expect(scale).toContainText('读数已停止更新', { timeout: 10_000 });
  await sim.unplug();
  await expect(scale).toContainText('没有重量', { timeout: 10_000 });
  await expect(page.getByRole('button', { name: '添加设备' })).toHaveCount(0);
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});
