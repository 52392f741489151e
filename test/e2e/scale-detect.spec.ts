import { expect, test } from 'playwright/test';
import { createDeviceHost } from '../../main/devices/host.ts';
import { makePtyPair, noSocat, serialLink, startScaleSim } from '../support/devices.ts';
import { logIn, startStation, watchConsole } from './support.ts';

test('an unknown scale is found out on its port, its weight is shown, and one click takes it over', async ({
  page,
}) => {
  await using ann = await startStation({ users: ['manager'], makeDevices: createDeviceHost });
  await using pair = noSocat ? undefined : await makePtyPair();
  test.skip(!pair, noSocat);
  if (!pair) return;
  await using sim = startScaleSim({
    link: serialLink(pair.far),
    model: 'scale-text',
    grammar: 'cas22',
    weightGrams: 16_480,
  });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/devices`);
  await page.getByRole('button', { name: '添加设备' }).first().click();
  await page.getByLabel('名称').fill('充装秤');
  await page.getByLabel('型号').click();
  await page.getByText('耀华 XK3190 秤', { exact: true }).click();
  const detect = page.getByRole('region', { name: '自动识别' });
  await detect.getByRole('button', { name: '自动识别' }).click();
  await expect(page.getByText('请填写')).toBeVisible();

  await page.getByLabel('端口').fill(pair.near);
  await detect.getByRole('button', { name: '自动识别' }).click();
  await expect(detect.getByText(/正在听 9600 8N1/)).toBeVisible();
  await expect(detect).toContainText('CAS 22 字节', { timeout: 10_000 });
  await expect(detect).toContainText('16.48 kg');
  await expect(detect).toContainText('稳定');
  await detect.getByRole('button', { name: '采用' }).click();
  await expect(detect.getByRole('button', { name: '已采用' })).toBeVisible();
  await expect(page.getByRole('combobox', { name: '预设' })).toBeVisible();
  await page.getByRole('button', { name: '保存设备' }).click();
  await expect(page.getByText('已保存设备“充装秤”')).toBeVisible();
  const scale = page.getByRole('region', { name: '秤：充装秤' });
  await expect(scale).toContainText('16.48', { timeout: 10_000 });
  await expect(scale).toContainText('稳定');
  sim.setWeight(31_200);
  await expect(scale).toContainText('31.20');

  // The scale that is in use gives its port for a new search and has it back afterwards.
  await page.getByRole('row', { name: /充装秤/ }).click();
  await page.getByRole('button', { name: '修改' }).click();
  await sim.unplug();
  await detect.getByRole('button', { name: '自动识别' }).click();
  await detect.getByRole('button', { name: '停止识别' }).click();
  await expect(detect).toContainText('识别已停止');
  sim.plug();
  await expect(scale).toContainText('31.20', { timeout: 15_000 });
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});

test('a text scale is set up from the preset of its maker', async ({ page }) => {
  await using ann = await startStation({ users: ['manager'], makeDevices: createDeviceHost });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/devices`);
  await page.getByRole('button', { name: '添加设备' }).first().click();
  await page.getByLabel('名称').fill('台秤');
  await page.getByLabel('型号').click();
  await page.getByText('文本输出秤（MT-SICS、CAS 等）').click();
  await page.getByLabel('端口').fill('/dev/ttyUSB9');
  await page.getByRole('combobox', { name: '预设' }).click();
  await page.getByText('METTLER TOLEDO MT-SICS (SI)', { exact: true }).click();
  await expect(page.getByLabel('询问命令')).toHaveValue('SI\\r\\n');
  await page.getByRole('button', { name: '保存设备' }).click();
  await expect(page.getByText('已保存设备“台秤”')).toBeVisible();
  const [saved] = (await import('../../main/modules/devices/index.ts')).listDevices(ann.station);
  expect(saved?.config).toMatchObject({
    model: 'scale-text',
    link: { path: '/dev/ttyUSB9', baud: 9600 },
    profile: { grammar: 'sics', ask: 'SI\\r\\n', stableFrames: 2, capacityGrams: null },
  });
  expect(complaints).toEqual([]);
});
