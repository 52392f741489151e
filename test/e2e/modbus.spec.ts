import { readFileSync } from 'node:fs';
import { expect, test } from 'playwright/test';
import { createDeviceHost } from '../../main/devices/host.ts';
import { presetNamed } from '../../main/devices/meter-modbus/presets.schema.ts';
import { startModbusSim } from '../../main/devices/simulators.ts';
import { createDevice } from '../../main/modules/devices/index.ts';
import { requestId } from '../support/station.ts';
import { logIn, startStation, watchConsole } from './support.ts';

const BY = { userId: null, name: 'e2e', via: 'cli' as const };

test('a Modbus meter gets its register map, is read before it is saved, and others get the same settings', async ({
  page,
}) => {
  test.setTimeout(90_000);
  const link = { type: 'memory' as const, name: 'e2e-modbus' };
  const meter = (unit: number, total: string) => ({
    unit,
    registers: presetNamed('sdm630')?.registers ?? [],
    values: { total, voltageA: '230.2', voltageB: '229.8', voltageC: '231', power: '-1150', frequency: '50.02' },
  });
  await using _ = startModbusSim({ link, meters: [meter(7, '12345.67'), meter(8, '99.5')], answerMs: 2 });
  await using ann = await startStation({ users: ['manager'], makeDevices: createDeviceHost });
  createDevice(ann.station, BY, {
    name: '2 号楼总线',
    config: { model: 'meter-bus', link, profile: { answerMs: 300, retries: 0 } },
    isEnabled: true,
    requestId: requestId(),
  });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');

  await page.goto(`${ann.url}/meters/new`);
  await page.getByLabel('表号', { exact: true }).fill('SDM-7');
  await page.getByLabel('抄表方式').click();
  await page.getByTitle('Modbus RTU').click();
  await page.getByLabel('总线', { exact: true }).click();
  await page.getByTitle('2 号楼总线', { exact: true }).click();
  await page.getByLabel('通信地址').fill('7');
  await expect(page.getByText('还没有寄存器表，不能读表')).toBeVisible();
  await page.getByRole('switch', { name: '单独设置' }).click();
  await page.getByLabel('波特率').click();
  await page.getByTitle('19200').click();

  await page.getByRole('button', { name: '寄存器表', exact: true }).click();
  const editor = page.getByRole('dialog', { name: 'Modbus 寄存器表' });
  await editor.getByLabel('常用型号').click();
  await page.getByTitle('Eastron SDM630').click();
  await editor.getByRole('button', { name: '试读' }).click();
  await expect(editor.getByText('12345.67 kWh')).toBeVisible();
  await expect(editor.getByText('230.20 V')).toBeVisible();
  await expect(editor.getByText('-1.15 kW')).toBeVisible();

  await editor.getByLabel('总电量（总量） 地址').fill('0x');
  await expect(editor.getByRole('alert')).toContainText('第 1 行：地址应为 0 至 65535');
  await expect(editor.getByRole('button', { name: '确定' })).toBeDisabled();
  await editor.getByLabel('总电量（总量） 地址').fill('72');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    editor.getByRole('button', { name: '导出 JSON' }).click(),
  ]);
  expect(JSON.parse(readFileSync(await file.path(), 'utf8'))).toMatchObject({ preset: 'sdm630', maxRegisters: 80 });
  await editor.getByRole('button', { name: '确定' }).click();
  await expect(page.getByText('Eastron SDM630，16 个寄存器')).toBeVisible();
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('heading', { name: /SDM-7/ })).toBeVisible();

  await page.getByRole('button', { name: '修改' }).click();
  await expect(page.getByText('Eastron SDM630，16 个寄存器')).toBeVisible();
  await expect(page.getByText('19200')).toBeVisible();
  await page.getByRole('button', { name: '取消' }).click();

  const { createMeter } = await import('../../main/modules/meters/meters.service.ts');
  const { DeviceId } = await import('../../main/shared/ids.ts');
  createMeter(ann.station, BY, {
    meterNo: 'SDM-8',
    service: 'electricity',
    protocol: 'modbus',
    address: '8',
    busId: DeviceId.parse(1),
    installedOn: '2026-01-01',
  });
  await page.goto(`${ann.url}/meters`);
  await page.getByRole('row', { name: /SDM-7/ }).getByRole('checkbox').check();
  await page.getByRole('row', { name: /SDM-8/ }).getByRole('checkbox').check();
  await page.getByRole('button', { name: '批量设置（2）' }).click();
  await page.getByLabel('协议参数').check();
  await expect(page.getByText('Eastron SDM630，16 个寄存器')).toBeVisible();
  await page.getByRole('button', { name: '设置 2 块' }).click();
  await expect(page.getByText('已设置 2 块表')).toBeVisible();
  await page.getByRole('row', { name: /SDM-8/ }).click();
  await page.getByRole('button', { name: '修改' }).click();
  await expect(page.getByText('Eastron SDM630，16 个寄存器')).toBeVisible();
  await expect(page.getByText('与总线相同')).toBeVisible();
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});
