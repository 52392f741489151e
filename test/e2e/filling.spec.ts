import { expect, type Page, test } from 'playwright/test';
import type { Actor } from '../../main/db/writer.ts';
import { DeviceConfig } from '../../main/devices/config.schema.ts';
import { createDeviceHost } from '../../main/devices/host.ts';
import { createCylinder } from '../../main/modules/cylinders/index.ts';
import { createDevice } from '../../main/modules/devices/index.ts';
import { addDays, addYears, localDate } from '../../main/shared/dates.ts';
import { startScaleSim } from '../support/devices.ts';
import { requestId } from '../support/station.ts';
import { type E2eStation, logIn, startStation, watchConsole } from './support.ts';

const BY: Actor = { userId: null, name: 'e2e', via: 'cli' };

function register({ station }: E2eStation, code: string, change: { overdueDays?: number } = {}) {
  const today = localDate(Date.now(), station.zone);
  return createCylinder(station, BY, {
    code,
    serialNo: `S${code}`,
    typeCode: 'YSP35.5',
    maker: '华东气瓶厂',
    madeOn: addYears(today, -4),
    volumeMl: 35_500,
    tareGrams: 16_450,
    nextInspectionOn: addDays(today, change.overdueDays ? -change.overdueDays : 400),
    scrapOn: addYears(today, 4),
    isLifeExtended: false,
    isOwn: true,
    requestId: requestId(),
  });
}

/** A station with one filling scale on a simulated wire, and a filler at the page. */
async function atTheScale(page: Page) {
  const ann = await startStation({ users: ['filler', 'manager'], makeDevices: createDeviceHost });
  const link = { type: 'memory' as const, name: `filling-${crypto.randomUUID()}` };
  const sim = startScaleSim({ link, model: 'toledo', weightGrams: 0 });
  const config = { model: 'toledo' as const, link, profile: { checksum: 'auto' as const, capacityGrams: 150_000 } };
  createDevice(ann.station, BY, { name: '1 号充装秤', config, isEnabled: true, requestId: requestId() });
  const stack = new AsyncDisposableStack();
  stack.use(ann);
  stack.use(sim);
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'filler');
  return { ann, sim, complaints, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

async function openFilling(page: Page, ann: E2eStation) {
  await page.goto(`${ann.url}/filling`);
  await expect(page.getByLabel('扫描或输入气瓶编号')).toBeFocused();
}

/** Fast keys and an Enter, wherever the focus is. */
async function scan(page: Page, text: string) {
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

test('a filling from scan to record with the keyboard alone: over-filled first, good after the second weighing', async ({
  page,
}) => {
  await using bench = await atTheScale(page);
  const { ann, sim, complaints } = bench;
  register(ann, 'DM350001');
  await openFilling(page, ann);
  const scale = page.getByRole('region', { name: '秤' });
  await expect(scale).toContainText('稳定');
  await expect(page.getByText('今天还没有充装。')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('filling-empty.png') });

  await scan(page, 'https://gas.example.cn/b/dm350001');
  await expect(page.getByRole('region', { name: '核对结果' })).toContainText('可以充装');
  const record = page.getByRole('button', { name: /记录充装/ });
  sim.setWeight(31_400);
  await expect(scale).toContainText('14.95');
  await expect(scale).toContainText('超出 0.05 kg');
  await expect(record).toBeDisabled();
  await page.keyboard.press('F3');
  await expect(record).toBeEnabled();
  await page.screenshot({ path: test.info().outputPath('filling-over.png') });
  await page.keyboard.press('F4');
  await expect(page.getByRole('status', { name: '本次记录' })).toContainText('至少倒出 50 g');
  await page.screenshot({ path: test.info().outputPath('filling-over-recorded.png') });

  sim.setStable(false);
  await expect(scale).toContainText('未稳定');
  const again = page.getByRole('button', { name: /复秤并记录/ });
  await expect(again).toBeDisabled();
  sim.setStable(true);
  sim.setWeight(30_950);
  await expect(scale).toContainText('在合格范围内');
  await expect(again).toBeEnabled();
  await page.keyboard.press('F4');
  await expect(page.getByRole('status', { name: '本次记录' })).toContainText('充装合格，净重 14.50 kg');
  await expect(page.getByRole('region', { name: '今日记录' })).toContainText('今日记录 2 条');
  await page.screenshot({ path: test.info().outputPath('filling-good.png') });

  await scan(page, 'DM350001');
  await expect(page.getByText(/分钟前刚充装合格/)).toBeVisible();
  await page.keyboard.press('F3');
  await expect(record).toBeDisabled();
  await page.getByLabel('已确认是空瓶').check();
  await expect(record).toBeEnabled();
  await page.screenshot({ path: test.info().outputPath('filling-possibly-full.png') });
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});

test('refusals are told in words and kept; the scanner works while a button has the focus', async ({ page }) => {
  await using bench = await atTheScale(page);
  const { ann, complaints } = bench;
  register(ann, 'DM350001');
  register(ann, 'DM359001', { overdueDays: 40 });
  await openFilling(page, ann);
  await scan(page, 'DM359001');
  await expect(page.getByRole('alert')).toContainText('已过 40 天，不得充装');
  await page.screenshot({ path: test.info().outputPath('filling-refused.png') });
  await scan(page, 'ZZ77');
  await expect(page.getByRole('alert')).toContainText('没有登记编号为 ZZ77 的气瓶');
  await scan(page, 'DM350001');
  await expect(page.getByRole('region', { name: '充装前检查' })).toBeVisible();
  await page.getByRole('group', { name: '瓶阀' }).getByRole('button', { name: '不合格' }).click();
  await scan(page, 'DM350001');
  await page.getByRole('group', { name: '瓶阀' }).getByRole('button', { name: '不合格' }).click();
  await page.getByLabel('不合格说明').fill('阀口漏气');
  await page.getByRole('button', { name: '拒绝充装' }).click();
  await expect(page.getByRole('alert')).toContainText('充装前检查不合格');
  await page.goto(`${ann.url}/fillings?view=refusals`);
  await expect(page.getByRole('row')).toHaveCount(4);
  await expect(page.getByRole('row', { name: /DM350001/ })).toContainText('瓶阀 阀口漏气');
  await page.screenshot({ path: test.info().outputPath('refusals.png') });
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});

test('a scale that falls silent greys out and lets the weight be entered by hand, with a reason', async ({ page }) => {
  await using bench = await atTheScale(page);
  const { ann, sim, complaints } = bench;
  register(ann, 'DM350001');
  await openFilling(page, ann);
  await scan(page, 'DM350001');
  await expect(page.getByRole('region', { name: '核对结果' })).toBeVisible();
  await page.keyboard.press('F3');
  sim.setWeight(30_950);
  await expect(page.getByRole('button', { name: /记录充装/ })).toBeEnabled();
  await expect(page.getByRole('button', { name: '手工录入' })).toHaveCount(0);
  sim.fault = 'silence';
  await expect(page.getByRole('region', { name: '秤' })).toContainText(/读数过时|没有读数/, { timeout: 8_000 });
  await expect(page.getByRole('button', { name: /记录充装/ })).toBeDisabled();
  await page.getByRole('button', { name: '手工录入' }).click();
  await page.getByLabel('毛重').fill('30.9');
  await page.getByLabel(/原因/).fill('秤通讯中断');
  await page.screenshot({ path: test.info().outputPath('filling-by-hand.png') });
  await page.getByRole('button', { name: '按手工重量记录' }).click();
  await expect(page.getByRole('status', { name: '本次记录' })).toContainText('净重 14.45 kg');
  await page.goto(`${ann.url}/fillings`);
  await expect(page.getByRole('row', { name: /DM350001/ })).toContainText('手工');
  await page.screenshot({ path: test.info().outputPath('fillings.png') });
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});

test('a cylinder is registered with proposed dates, inspected, and scrapped by its code', async ({ page }) => {
  await using ann = await startStation({ users: ['manager'] });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/cylinders`);
  await expect(page.getByText('还没有登记气瓶')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('cylinders-empty.png') });
  await page.getByRole('button', { name: '登记气瓶' }).first().click();
  const form = page.getByRole('dialog');
  await form.getByLabel('气瓶编号').fill('dm 350100');
  await form.getByLabel('型号').click();
  await page.getByTitle('YSP35.5').click();
  await expect(form).toContainText('最大充装量 14.90 kg');
  await form.getByLabel('皮重（钢印）').fill('16.45');
  await form.getByLabel('制造日期').fill('2024-03-01');
  await expect(form.getByLabel('下次检验')).toHaveValue('2028-03-01');
  await expect(form.getByLabel('报废日期')).toHaveValue('2032-03-01');
  await form.getByLabel('下次检验').fill('2027-11-30');
  await page.screenshot({ path: test.info().outputPath('cylinder-form.png') });
  await form.getByRole('button', { name: '保存' }).click();

  await expect(page.getByRole('heading', { name: /气瓶 DM350100/ })).toBeVisible();
  await page.getByRole('button', { name: '登记检验' }).click();
  await page.getByRole('dialog').getByLabel('检验机构').fill('市特检院');
  await page.getByRole('dialog').getByLabel('下次检验').fill('2029-11-30');
  await page.screenshot({ path: test.info().outputPath('cylinder-inspect.png') });
  await page.getByRole('button', { name: '保存检验' }).click();
  await expect(page.getByText('2029-11-30')).toBeVisible();
  await page.getByRole('tab', { name: '变更历史' }).click();
  await expect(page.getByText('下次检验: 2027-11-30 → 2029-11-30')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('cylinder-history.png') });

  await page.getByRole('button', { name: '报废气瓶' }).click();
  await page.getByRole('dialog').getByLabel('报废原因').fill('瓶体凹陷');
  await page.getByRole('dialog').getByLabel('气瓶编号').fill('DM350101');
  await page.getByRole('dialog').getByRole('button', { name: '报废气瓶' }).click();
  await expect(page.getByText('请扫描或输入 DM350100 以确认')).toBeVisible();
  await page.getByRole('dialog').getByLabel('气瓶编号').fill('dm350100');
  await page.getByRole('dialog').getByRole('button', { name: '报废气瓶' }).click();
  await expect(page.getByRole('heading', { name: /已报废/ })).toBeVisible();
  await expect(page.getByRole('button', { name: '修改资料' })).toHaveCount(0);
  await page.screenshot({ path: test.info().outputPath('cylinder-scrapped.png') });

  await page.goto(`${ann.url}/cylinder-types`);
  await page.getByRole('row', { name: /YSP35.5 35.5 L/ }).click();
  await page.getByRole('dialog').getByLabel('允差').fill('0.3');
  await page.getByRole('button', { name: '核实并保存' }).click();
  await expect(page.getByRole('row', { name: /YSP35.5 35.5 L/ })).toContainText('陈经理');
  await page.screenshot({ path: test.info().outputPath('types.png') });
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});

test('the zero of a scale that takes the order is set from the page, and refused with a cylinder on it', async ({
  page,
}) => {
  await using ann = await startStation({ users: ['filler', 'manager'], makeDevices: createDeviceHost });
  const link = { type: 'memory' as const, name: `filling-${crypto.randomUUID()}` };
  await using sim = startScaleSim({ link, model: 'scale-text', grammar: 'sics', weightGrams: 16_500 });
  const config = DeviceConfig.parse({ model: 'scale-text', link, profile: { grammar: 'sics', ask: 'SI\\r\\n' } });
  createDevice(ann.station, BY, { name: '2 号充装秤', config, isEnabled: true, requestId: requestId() });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'filler');
  await openFilling(page, ann);
  const scale = page.getByRole('region', { name: '秤' });
  await expect(scale).toContainText('稳定');
  const setZero = async () => {
    await scale.getByRole('button', { name: '清零' }).click();
    await expect(page.getByText('秤台已经清空？')).toBeVisible();
    await page.getByRole('tooltip').getByRole('button', { name: '清零' }).click();
  };
  await setZero();
  await expect(scale).toContainText('秤上有 16.50 kg，没有清零');
  sim.setWeight(120);
  await expect(scale).toContainText('0.12');
  await expect(scale.getByText('稳定', { exact: true })).toBeVisible();
  await setZero();
  await expect(page.getByText('已清零')).toBeVisible();
  await expect(scale).toContainText('0.00');
  // The refusal is the answer 409, which a browser writes down.
  expect(complaints.filter((line) => !line.includes('409'))).toEqual([]);
});
