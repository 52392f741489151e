import { expect, test } from 'playwright/test';
import { createDeviceHost } from '../../main/devices/host.ts';
import { createSimRelay, makePtyPair, noSocat, startMeterSim, startModemSim } from '../support/devices.ts';
import { logIn, startStation, watchConsole } from './support.ts';

const serial = (path: string, baud: number) => ({
  type: 'serial' as const,
  path,
  baud,
  parity: 'none' as const,
  dataBits: 8 as const,
  stopBits: 1 as const,
});

test('a modem is added, its signal is shown, and a test message reaches its receiver', async ({ page }) => {
  await using ann = await startStation({ users: ['manager'], makeDevices: createDeviceHost });
  await using pair = noSocat ? undefined : await makePtyPair();
  test.skip(!pair, noSocat);
  if (!pair) return;
  await using sim = startModemSim({ link: serial(pair.far, 115_200) });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/devices`);
  await page.getByRole('button', { name: '添加设备' }).first().click();
  await page.getByLabel('名称').fill('短信猫');
  await page.getByLabel('型号').click();
  await page.getByTitle('GSM 短信猫').click();
  await page.getByLabel('端口').fill(pair.near);
  await page.getByRole('button', { name: '测试连接' }).click();
  await expect(page.getByText('连接正常')).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText('-71 dBm（好）')).toBeVisible();

  await page.getByLabel('手机号').fill('139 0243 3649');
  await page.getByRole('button', { name: '发送测试短信' }).click();
  await expect(page.getByText('已发出（1 条）')).toBeVisible({ timeout: 15_000 });
  expect(sim.messages).toEqual([{ to: '13902433649', text: '站务台测试短信，收到请忽略。', parts: 1 }]);

  await page.getByRole('button', { name: '保存设备' }).click();
  await expect(page.getByText('已保存设备“短信猫”')).toBeVisible();
  const row = page.getByRole('row', { name: /短信猫/ });
  await expect(row).toContainText('正常', { timeout: 15_000 });
  await expect(row).toContainText('-71 dBm');

  sim.cmsError = 38;
  await row.click();
  await page.getByLabel('手机号').fill('13902433649');
  await page.getByRole('button', { name: '发送测试短信' }).click();
  await expect(page.getByText(/网络拒收短信（错误 38）/)).toBeVisible({ timeout: 15_000 });
  sim.sim = 'missing';
  await page.getByRole('button', { name: '发送测试短信' }).click();
  await expect(page.getByText(/没有 SIM 卡或卡未插好/)).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('dialog').getByText('异常')).toBeVisible({ timeout: 15_000 });
  expect(sim.messages).toHaveLength(1);
  expect(ann.bugs).toEqual([]);
  // A refusal is an answer with an error status, which browsers put on the console.
  expect(complaints.filter((line) => !line.includes('503'))).toEqual([]);
});

test('the operating password of a bus is set and never shown, and a relay is looked at', async ({ page }) => {
  await using ann = await startStation({ users: ['manager'], makeDevices: createDeviceHost });
  const link = { type: 'memory' as const, name: 'e2e-relay' };
  const relay = createSimRelay({ isOpen: true, isOrderedOpen: true });
  await using _ = startMeterSim({
    link,
    meters: [{ address: '202611220001', registers: { totalMilli: 0 }, relay }],
    answerMs: 2,
  });
  const { createDevice } = await import('../../main/modules/devices/index.ts');
  const { requestId } = await import('../support/station.ts');
  createDevice(
    ann.station,
    { userId: null, name: 'e2e', via: 'cli' },
    {
      name: '1 号楼总线',
      config: { model: 'meter-bus', link, profile: { answerMs: 500, retries: 0 } },
      isEnabled: true,
      requestId: requestId(),
    },
  );
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/devices`);
  await page.getByRole('row', { name: /1 号楼总线/ }).click();
  await expect(page.getByText(/没有设置操作密码/)).toBeVisible();
  await page.getByRole('button', { name: '设置操作密码' }).click();
  await page.getByLabel('密码（6 位数字）').fill('12345');
  await page.getByRole('button', { name: '保存密码' }).click();
  await expect(page.getByText('应为 6 位数字')).toBeVisible();
  await page.getByLabel('密码（6 位数字）').fill('123456');
  await page.getByRole('button', { name: '保存密码' }).click();
  await expect(page.getByText('操作密码已保存')).toBeVisible();
  await expect(page.getByText('已设置操作密码（级别 02，操作者 00000000）。')).toBeVisible();
  await expect(page.getByText('123456')).toHaveCount(0);

  await page.getByRole('dialog').getByLabel('表号').fill('202611220001');
  await page.getByRole('button', { name: '读继电器' }).click();
  await expect(page.getByText('继电器断开（已停电）')).toBeVisible();
  await expect(page.getByText('状态字 0050')).toBeVisible();
  await page.getByRole('button', { name: '清除' }).click();
  await page.getByRole('button', { name: '清除' }).last().click();
  await expect(page.getByText('操作密码已清除')).toBeVisible();
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});
