import { randomUUID } from 'node:crypto';
import { expect, test } from 'playwright/test';
import { createDeviceHost } from '../../main/devices/host.ts';
import type { PortInfo } from '../../main/devices/ports.ts';
import { addHousehold } from '../../main/modules/customers/index.ts';
import { createDevice } from '../../main/modules/devices/index.ts';
import { addMeter, attachMeter, NewMeter } from '../../main/modules/meters/index.ts';
import type { Station } from '../../main/station.types.ts';
import { makePtyPair, noSocat, serialLink, startMeterSim } from '../support/devices.ts';
import { requestId } from '../support/station.ts';
import { logIn, startStation, watchConsole } from './support.ts';

const BY = { userId: null, name: 'e2e', via: 'cli' } as const;
const METERS = ['202611220001', '202611220002'].map((address) => ({ address, registers: { totalMilli: 500_000 } }));
const PROFILE = { answerMs: 200, retries: 0 };

/** The real devices, on a computer whose ports are these. */
const withPorts = (ports: () => readonly PortInfo[]) => (station: Station) => {
  const host = createDeviceHost(station);
  return { ...host, ...(host.workshop && { workshop: { ...host.workshop, ports: async () => ports() } }) };
};

test('in the morning the manager sees whose meter fell silent, what to look at, and asks it again', async ({
  page,
}) => {
  await using ann = await startStation({ users: ['manager'], makeDevices: createDeviceHost });
  const link = { type: 'memory' as const, name: `silent-${randomUUID()}` };
  await using sim = startMeterSim({ link, meters: METERS, answerMs: 2 });
  const busId = createDevice(ann.station, BY, {
    ...{ name: '1 号楼总线', config: { model: 'meter-bus', link, profile: PROFILE }, isEnabled: true },
    requestId: requestId(),
  });
  ann.station.write(BY, { action: 'e2e.house' }, (tx) => {
    const { accountId } = addHousehold(tx, {
      customer: { name: '王秀英', kind: 'person', phone: '', note: '' },
      premises: { building: '3', unit: '2', room: '501', address: '', areaDm2: null },
      account: { service: 'electricity', accountNo: null, tariffCode: null, householdSize: 3, openedOn: '2026-11-01' },
    });
    const address = '202611220001';
    const meter = { protocol: 'dlt645-2007', address, busId, installedOn: '2026-11-01' };
    const meterId = addMeter(tx, NewMeter.parse({ meterNo: 'D-0001', service: 'electricity', ...meter }));
    attachMeter(tx, { meterId, accountId, fromOn: '2026-11-01' });
  });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/devices`);
  const row = page.getByRole('row', { name: /1 号楼总线/ });
  await expect(row).toContainText('正常');

  sim.meter('202611220001').fault = 'silent';
  const bus = ann.station.devices.meterBus(busId);
  const asked = { protocol: 'dlt645-2007', address: '202611220001', line: null } as const;
  const profile = { protocol: 'dlt645-2007', preamble: 4, readsReverse: false } as const;
  for (let i = 0; i < 2; i++)
    await expect(bus?.readMeter({ ...asked, profile }, { withTou: false })).rejects.toThrow('device.no-answer');

  await expect(row).toContainText('1 块表没有应答，已暂停轮询', { timeout: 10_000 });
  await page.getByRole('link', { name: '首页' }).click();
  await expect(page.getByRole('link', { name: /设备.*1 块表没有应答/ })).toBeVisible();
  await page.goBack();
  await row.click();
  const drawer = page.getByRole('dialog');
  await expect(drawer).toContainText('3-2-501 王秀英');
  await expect(drawer.getByText('先看那一户是否停电或拉闸', { exact: false })).toBeVisible();
  sim.meter('202611220001').fault = undefined;
  await drawer.getByRole('button', { name: '立即恢复' }).click();
  await expect(drawer.getByText('先看那一户是否停电或拉闸', { exact: false })).toBeHidden();
  await drawer.getByRole('link', { name: 'D-0001' }).click();
  await expect(page.getByRole('heading', { name: /D-0001/ })).toBeVisible();
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});

test('ports are named by their adapter and their user; an adapter in another socket is taken over with one click', async ({
  page,
}) => {
  test.skip(noSocat !== undefined, noSocat);
  await using pair = await makePtyPair();
  let ports: PortInfo[] = [{ path: '/dev/ttyUSB9', label: 'CH340', usb: null }];
  await using ann = await startStation({ users: ['manager'], makeDevices: withPorts(() => ports) });
  await using _sim = startMeterSim({ link: serialLink(pair.far), meters: METERS, answerMs: 2 });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/commissioning`);
  await page.getByRole('button', { name: '添加总线' }).click();
  await page.getByLabel('名称').fill('1 号楼总线');
  await page.getByLabel('端口').click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('名称')).toHaveValue('1 号楼总线');
  await page.getByLabel('端口').click();
  await page.getByTitle('/dev/ttyUSB9 (CH340)').click();
  await page.getByRole('button', { name: '保存设备' }).click();
  await expect(page.getByRole('row', { name: /1 号楼总线/ })).toContainText('找不到端口');
  await expect(page.getByRole('row', { name: /1 号楼总线/ })).toContainText('起于');

  await page.getByRole('button', { name: '添加设备' }).click();
  await page.getByLabel('端口').click();
  await expect(page.getByTitle('/dev/ttyUSB9 (CH340)，1 号楼总线 在用')).toBeVisible();
  await page.getByRole('button', { name: '取消' }).click();

  ports = [{ path: pair.near, label: 'CH340', usb: null }];
  await page.getByRole('row', { name: /1 号楼总线/ }).click();
  await page.getByRole('button', { name: `改用 ${pair.near} (CH340)` }).click();
  await expect(page.getByRole('dialog').getByText('正常')).toBeVisible({ timeout: 15_000 });
  await page.getByRole('button', { name: '关闭' }).click();
  await page.getByRole('button', { name: '查找并登记这条总线上的表' }).click();
  await expect(page.getByRole('heading', { name: '表计接入' })).toBeVisible();
  await expect(page.getByText('1 号楼总线').first()).toBeVisible();
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});
