import { expect, test } from 'playwright/test';
import { createDeviceHost } from '../../main/devices/host.ts';
import { createSimLoad } from '../../main/devices/simulators.ts';
import { createDevice } from '../../main/modules/devices/index.ts';
import { addMeter, NewMeter } from '../../main/modules/meters/index.ts';
import { runDue, seedQuarters } from '../../main/modules/polling/index.ts';
import { localDate, startOfLocalDate } from '../../main/shared/dates.ts';
import { startMeterSim } from '../support/devices.ts';
import { requestId } from '../support/station.ts';
import { logIn, startStation, watchConsole } from './support.ts';

const BY = { userId: null, name: 'e2e', via: 'cli' as const };
const ADDRESSES = ['202611260001', '202611260002'];
const QUARTER_MS = 900_000;

test('a night schedule is made and run, a gap is filled, an alert is closed, the curve is looked at and printed', async ({
  page,
}) => {
  await using ann = await startStation({ users: ['manager'], makeDevices: createDeviceHost });
  const link = { type: 'memory' as const, name: 'e2e-polling' };
  const meters = ADDRESSES.map((address, i) => {
    const load = createSimLoad({ seed: address });
    return { address, load, registers: (at: number) => load.registersAt(at), isBatteryLow: i === 0 };
  });
  await using sim = startMeterSim({ link, meters, answerMs: 2 });
  const { station } = ann;
  const busId = createDevice(station, BY, {
    ...{ name: '1 号楼总线', isEnabled: true, requestId: requestId() },
    config: { model: 'meter-bus', link, profile: { answerMs: 300, retries: 0 } },
  });
  station.devices.reload();
  const meterIds = station.write(BY, { action: 'test.meters' }, (tx) =>
    ADDRESSES.map((address) =>
      addMeter(
        tx,
        NewMeter.parse({
          ...{ meterNo: address, service: 'electricity', installedOn: '2026-01-01' },
          ...{ protocol: 'dlt645-2007', busId, address },
        }),
      ),
    ),
  );
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');

  await page.goto(`${ann.url}/polling`);
  await expect(page.getByText('还没有抄表计划')).toBeVisible();
  await page.getByRole('button', { name: '新建计划' }).click();
  await page.getByLabel('名称').fill('夜间冻结');
  await page.getByLabel('开始时间').fill('25:00');
  await page
    .getByRole('button', { name: '保 存' })
    .or(page.getByRole('button', { name: '保存' }))
    .click();
  await expect(page.getByText('请按 00:30 的样子填写时间')).toBeVisible();
  await page.getByLabel('开始时间').fill('00:30');
  await page
    .getByRole('button', { name: '保 存' })
    .or(page.getByRole('button', { name: '保存' }))
    .click();
  const row = page.getByRole('row', { name: /夜间冻结/ });
  await expect(row).toContainText('每天 00:30');
  await expect(row).toContainText('2 块表');

  sim.meter(ADDRESSES[1] ?? '').fault = 'silent';
  await row.getByRole('button', { name: '立即抄表' }).click();
  await expect(page.getByRole('row', { name: /手动.*完成.*1 \/ 2/ })).toBeVisible();

  await page.getByText('缺抄', { exact: true }).click();
  const gap = page.getByRole('row', { name: new RegExp(ADDRESSES[1] ?? '') });
  await expect(gap).toContainText('没有应答');
  await gap.getByRole('checkbox').check();
  await page.getByRole('button', { name: '了结所选（1）' }).click();
  const settling = page.getByRole('dialog', { name: '了结 1 项缺抄' });
  await expect(settling.getByRole('button', { name: /^了\s?结$/ })).toBeDisabled();
  await settling.getByLabel('原因').fill('表已烧毁');
  await settling.getByLabel('原因').press('Enter');
  await expect(page.getByText('没有缺抄')).toBeVisible();
  await page.getByText('已了结', { exact: true }).click();
  await expect(gap).toContainText('表已烧毁');
  await gap.getByRole('checkbox').check();
  await page.getByRole('button', { name: '撤销了结（1）' }).click();
  await expect(page.getByText('没有缺抄')).toBeVisible();
  await page.getByText('未补齐', { exact: true }).click();
  sim.meter(ADDRESSES[1] ?? '').fault = undefined;
  await gap.getByRole('checkbox').check();
  await page.getByRole('button', { name: '补抄所选（1）' }).click();
  await expect(page.getByText('已补抄 1 项，读到 1 项')).toBeVisible();
  await expect(page.getByText('没有缺抄')).toBeVisible();

  await page.getByText('表计告警', { exact: true }).click();
  const alert = page.getByRole('row', { name: /电池欠压/ });
  await expect(alert).toContainText('未处理');
  await alert.getByRole('checkbox').check();
  await page.getByRole('button', { name: '关闭（1）' }).click();
  await page.getByLabel('说明').fill('已换电池');
  await page.getByRole('button', { name: '关闭告警' }).click();
  await expect(page.getByText('没有告警')).toBeVisible();
  await page.getByText('已关闭', { exact: true }).click();
  await expect(page.getByRole('row', { name: /电池欠压/ })).toContainText('已换电池');

  const now = station.clock.now();
  const from = startOfLocalDate(localDate(now - 86_400_000, station.zone), station.zone) / QUARTER_MS;
  const quarters = Array.from({ length: Math.floor(now / QUARTER_MS) - from }, (_, i) => from + i);
  for (const [i, meterId] of meterIds.entries())
    seedQuarters(
      station,
      BY,
      quarters.map((slot) => ({
        ...{ meterId, slot, offsetS: 10 },
        totalMilli: Math.floor((meters[i]?.load.registersAt(slot * QUARTER_MS + 10_000).totalMilli ?? 0) / 10) * 10,
      })),
    );
  await page.getByText('负荷曲线', { exact: true }).click();
  await page.getByText('周', { exact: true }).click();
  await expect(page.getByText('十五分钟平均功率（kW）')).toBeVisible();
  await page.getByRole('combobox', { name: '看谁的曲线' }).click();
  await page.getByTitle(ADDRESSES[0] ?? '').click();
  await page.getByRole('button', { name: '需量限值' }).click();
  await page.getByRole('spinbutton', { name: '需量限值' }).fill('0.2');
  await page.getByRole('spinbutton', { name: '需量限值' }).press('Enter');
  await expect(page.getByText(/超出 [\d.]+ kW/)).toBeVisible();
  await page.getByRole('switch', { name: '实时功率' }).click();
  await expect(page.getByLabel('实时功率').getByText(/A 2\d\d\.\d V/)).toBeVisible();
  await page.getByRole('button', { name: '打印' }).click();
  const paper = page.frameLocator('iframe');
  await expect(paper.getByRole('heading', { name: '负荷曲线' })).toBeVisible();
  await expect(paper.getByText('虚线为限值')).toBeVisible();

  await runDue(station);
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});
