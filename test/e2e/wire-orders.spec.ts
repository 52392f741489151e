import { randomUUID } from 'node:crypto';
import { expect, test } from 'playwright/test';
import { BusProfile } from '../../main/devices/config.schema.ts';
import { createDeviceHost } from '../../main/devices/host.ts';
import { registerMeters } from '../../main/modules/commissioning/register.service.ts';
import { createDevice } from '../../main/modules/devices/devices.service.ts';
import { setRelayAccess } from '../../main/modules/devices/relay-access.service.ts';
import { startMeterSim } from '../support/devices.ts';
import { requestId } from '../support/station.ts';
import { logIn, startStation, watchConsole } from './support.ts';

const TURNED = '000012345678';
const RIGHT = '202611220001';
const BY = { userId: null, name: '安装', via: 'cli' } as const;
const NOON = Date.parse('2026-11-26T12:00:00+08:00');

test('a clock that no broadcast helps is set alone, and all meters of a bus are frozen at one moment', async ({
  page,
}) => {
  const started = Date.now();
  const now = () => NOON + Date.now() - started;
  const link = { type: 'memory' as const, name: `orders-${randomUUID()}` };
  await using ann = await startStation({ users: ['manager'], makeDevices: createDeviceHost, now });
  await using sim = startMeterSim({
    ...{ link, now },
    meters: [
      { address: TURNED, registers: { totalMilli: 1_234_560 }, driftMs: -3_600_000, password: '123456' },
      { address: RIGHT, registers: { totalMilli: 500_000 } },
    ],
  });
  const config = { model: 'meter-bus' as const, link, profile: BusProfile.parse({ answerMs: 300, retries: 0 }) };
  const busId = createDevice(ann.station, BY, { name: '1 号楼', config, isEnabled: true, requestId: requestId() });
  const access = { level: 2, operatorCode: '00000007', password: '123456' };
  setRelayAccess(ann.station, BY, { deviceId: busId, access });
  const plain = { service: 'electricity', protocol: 'dlt645-2007', line: null, digits: 6, decimals: 2 } as const;
  registerMeters(ann.station, BY, {
    ...{ busId, fromOn: '2026-11-26', requestId: requestId() },
    meters: [TURNED, RIGHT].map((address) => ({
      ...{ ...plain, meterNo: address, address, accountId: null, baseline: null },
    })),
  });

  const complaints = watchConsole(page);
  await page.clock.setSystemTime(NOON);
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/commissioning?tab=clocks`);
  await page.getByRole('button', { name: '核对时钟' }).click();
  const turned = page.getByRole('row', { name: new RegExp(TURNED) });
  await expect(turned).toContainText('差五分钟以上，广播无效');
  await expect(page.getByRole('button', { name: `对这块表 ${RIGHT}` })).toHaveCount(0);
  await turned.getByRole('button', { name: `对这块表 ${TURNED}` }).click();
  const setting = page.getByRole('dialog', { name: `给表 ${TURNED} 单独对时？` });
  await expect(setting).toContainText('用本总线的操作密码');
  await setting.getByRole('button', { name: '对这块表' }).click();
  await expect(page.getByText(`表 ${TURNED} 已对时`)).toBeVisible();
  await expect(turned).toContainText('准确');
  expect(Math.abs(sim.meter(TURNED).driftMs ?? 0)).toBeLessThan(30_000);

  await page.getByRole('tab', { name: '瞬时冻结' }).click();
  await expect(page.getByText('还没有冻结过')).toBeVisible();
  await page.getByRole('button', { name: '瞬时冻结' }).click();
  const freezing = page.getByRole('dialog', { name: '现在冻结这条总线上的所有电表？' });
  await freezing.getByRole('button', { name: '瞬时冻结' }).click();
  await expect(page.getByText('已读取 2 块')).toBeVisible();
  await expect(page.getByRole('columnheader', { name: '总示数（kWh）' })).toBeVisible();
  await expect(turned).toContainText('1234.56');
  await expect(turned).toContainText('已冻结');
  await expect(page.getByRole('row', { name: new RegExp(RIGHT) })).toContainText('500.00');
  expect(complaints).toEqual([]);
});
