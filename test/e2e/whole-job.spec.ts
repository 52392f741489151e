import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { createDeviceHost } from '../../main/devices/host.ts';
import {
  type RunningMeterSim,
  type RunningScaleSim,
  startMeterSim,
  startScaleSim,
} from '../../main/devices/simulators.ts';
import { createBrowserPdf } from '../../main/server/pdf.ts';
import { makePtyPair, noSocat, type PtyPair } from '../support/socat.ts';
import { type E2eStation, logIn, startStation } from './support.ts';

/**
 * The three people's day, through the pages, on real serial ports: a meter is found and read, the month is billed, a
 * customer pays; a cylinder is filled; an inspection finds a hazard that is closed by somebody else.
 */
test.describe.configure({ mode: 'serial' });
test.skip(noSocat !== undefined, noSocat ?? '');

const ADDRESS = '330100004217';
const downloads = mkdtempSync(path.join(tmpdir(), 'stationdesk-downloads-'));
/** The station's and the browser's clocks run on from wherever they are set. */
let offset = 0;
const now = () => Date.now() + offset;
let bus: PtyPair;
let platform: PtyPair;
let meters: RunningMeterSim;
let scale: RunningScaleSim;
let station: E2eStation;
let page: Page;

test.beforeAll(async ({ browser }) => {
  bus = await makePtyPair();
  platform = await makePtyPair();
  meters = startMeterSim({
    link: { type: 'serial', path: bus.far, baud: 2400, parity: 'even', dataBits: 8, stopBits: 1 },
    meters: [{ address: ADDRESS, registers: { totalMilli: 1_234_560 } }],
  });
  scale = startScaleSim({
    model: 'toledo',
    link: { type: 'serial', path: platform.far, baud: 9600, parity: 'none', dataBits: 8, stopBits: 1 },
  });
  station = await startStation({
    users: ['manager', 'cashier', 'filler', 'safety-officer'],
    now,
    makeDevices: createDeviceHost,
    pdf: createBrowserPdf(),
  });
  page = await browser.newPage({ acceptDownloads: true });
  page.setDefaultTimeout(10_000);
  await setClock('2026-11-01T09:00:00+08:00');
});

test.afterAll(async () => {
  await page.close();
  await station.dispose();
  await meters[Symbol.asyncDispose]();
  await scale[Symbol.asyncDispose]();
  await bus[Symbol.asyncDispose]();
  await platform[Symbol.asyncDispose]();
  rmSync(downloads, { recursive: true, force: true });
});

async function setClock(at: string): Promise<void> {
  offset = Date.parse(at) - Date.now();
  await page.clock.setSystemTime(now());
}

/** Ends whoever's session there is and begins another's. */
async function as(loginName: string): Promise<void> {
  await page.context().clearCookies();
  await logIn(page, station.url, loginName);
}

async function open(pageName: string): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('link', { name: new RegExp(`(^| )${pageName}$`) })
    .click();
}

async function choose(label: string, option: string | RegExp): Promise<void> {
  // A drawer's field stands after the filter of the same name behind it.
  await page.getByLabel(label, { exact: true }).last().click();
  await page.locator('.ant-select-dropdown:visible').getByText(option).first().click();
}

/** A form's text field; its accessible name ends in the colon that is drawn after the label. */
function field(label: string) {
  return page.getByRole('textbox', { name: new RegExp(`^${label}`) });
}

async function pdfText(start: () => Promise<void>): Promise<string> {
  const downloading = page.waitForEvent('download');
  await start();
  const download = await downloading;
  const file = path.join(downloads, download.suggestedFilename());
  await download.saveAs(file);
  const result = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
  if (result.error) throw new Error('pdftotext (poppler-utils) is needed to read PDFs');
  return result.stdout;
}

test('the manager registers the wires and finds the meter', async () => {
  await as('manager');
  await open('设备');
  await page.getByRole('button', { name: '添加设备' }).first().click();
  await page.getByLabel('名称').fill('1 号楼总线');
  await page.getByLabel('端口', { exact: true }).fill(bus.near);
  await page.getByRole('button', { name: '测试连接' }).click();
  await expect(page.getByText(ADDRESS).first()).toBeVisible();
  await page.getByRole('button', { name: '保存设备' }).click();
  await expect(page.getByText('已保存设备“1 号楼总线”')).toBeVisible();

  await page.getByRole('button', { name: '添加设备' }).first().click();
  await page.getByLabel('名称').fill('充装台秤');
  await choose('型号', '托利多连续输出秤');
  await page.getByLabel('端口', { exact: true }).fill(platform.near);
  await page.getByRole('button', { name: '保存设备' }).click();
  await expect(page.getByText('已保存设备“充装台秤”')).toBeVisible();

  await page.getByText('1 号楼总线', { exact: true }).last().click();
  await page.getByRole('link', { name: '查找并登记这条总线上的表' }).click();
  await page.getByRole('button', { name: '开始查找' }).click();
  await page.getByLabel(`选择 ${ADDRESS}`).check();
  await page.getByRole('button', { name: '登记 1 块表' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click();
  await expect(page.getByText('已登记', { exact: true })).toBeVisible();
  // What is registered is not offered again.
  await page.getByRole('link', { name: ADDRESS }).click();
  await expect(page.getByText(`表 ${ADDRESS}`).first()).toBeVisible();
});

test('the manager opens an account on the found meter', async () => {
  await open('用户档案');
  await page.getByRole('button', { name: '开户' }).first().click();
  await field('户主').fill('单晓梅');
  await field('电话').fill('13812345678');
  await page.getByRole('button', { name: '下一步' }).click();
  await field('楼栋').fill('3');
  await field('单元').fill('2');
  await field('房号').fill('501');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('电', { exact: true }).click();
  await page.getByText('未分配的表').click();
  await page.getByRole('combobox', { name: '表号' }).click();
  await page.locator('.ant-select-dropdown:visible').getByText(ADDRESS).click();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('button', { name: '开户', exact: true }).click();
  await expect(page.getByText('单晓梅').first()).toBeVisible();
});

test('the manager writes a tiered price, checks it against its source and puts it in force', async () => {
  await open('价格方案');
  await page.getByRole('button', { name: '新建方案' }).first().click();
  await page.getByLabel('代码').fill('JM-1');
  await page.getByLabel('名称').fill('居民阶梯电价');
  await page.getByLabel('执行日期').fill('2026-01-01');
  await page.getByText('按月', { exact: true }).click();
  const tiers = [
    { name: '第一阶梯', upTo: '240', price: '0.4883' },
    { name: '第二阶梯', upTo: '400', price: '0.5383' },
    { name: '第三阶梯', price: '0.7883' },
  ];
  for (const { name, upTo, price } of tiers) {
    if (upTo) await page.getByLabel(`${name} 上限（含）`).fill(upTo);
    await page.getByLabel(`${name} 单价`).fill(price);
  }
  await page.getByLabel('依据').fill('发改价格〔2026〕1 号');
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.getByRole('button', { name: '启用', exact: true }).click();
  await page.getByRole('button', { name: '已核对，启用' }).click();
  await expect(page.getByRole('button', { name: '已核对，启用' })).toBeHidden();
});

test('the meter is polled: the first reading is its baseline, the next month is billed', async () => {
  await page.keyboard.press('Escape');
  await pollMeter();
  await expect(page.getByText('无底数')).toBeHidden();

  await setClock('2026-11-29T10:00:00+08:00');
  meters.meter(ADDRESS).registers = { totalMilli: 1_684_560 };
  await as('manager');
  await pollMeter();
  await expect(page.getByText('450', { exact: false }).first()).toBeVisible();

  await open('开账');
  await expect(page.getByRole('button', { name: '开账 1 张，合计 ¥242.74' })).toBeVisible();
  await page.getByRole('button', { name: '开账 1 张，合计 ¥242.74' }).click();
  await expect(page.getByText('已开账单 1 张，合计 ¥242.74')).toBeVisible();
});

async function pollMeter(): Promise<void> {
  await open('抄表');
  await page.getByRole('button', { name: '集中抄表' }).click();
  await expect(page.getByText('集中抄表完成：共 1 块，抄到 1 块')).toBeVisible();
}

test('the cashier finds the customer by pinyin, takes cash and hands over a receipt', async () => {
  await as('cashier');
  await open('收费');
  await expect(page.getByPlaceholder(/拼音/)).toBeFocused();
  await page.keyboard.type('sxm');
  await expect(page.getByRole('option', { name: /单晓梅/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('to-pay')).toHaveText('242.74');
  await page.keyboard.press('Enter');
  await page.getByLabel('收到现金').fill('300');
  await page.keyboard.press('F4');
  await expect(page.getByText('收款完成')).toBeVisible();
  await expect(page.getByText('57.26').first()).toBeVisible();

  await page.keyboard.press('F6');
  const text = await pdfText(() => page.getByRole('button', { name: '保存 PDF' }).click());
  expect(text).toContain('单晓梅');
  expect(text).toContain('242.74');
  expect(text).toContain('贰佰肆拾贰元柒角肆分');
});

test('the manager sees the month: billed, collected, nothing outstanding', async () => {
  await as('manager');
  await open('月报');
  await page.getByText('电费', { exact: true }).click();
  await expect(page.getByText('与总账一致')).toBeVisible();
  await expect(page.getByRole('row', { name: /合计.*242\.74.*242\.74.*0\.00/ })).toBeVisible();
  await page.getByRole('button', { name: '打印月报' }).click();
  const text = await pdfText(() => page.getByRole('button', { name: '保存 PDF' }).click());
  expect(text).toContain('收费月报');
  expect(text).toContain('2026-11');
  expect(text).toContain('242.74');
});

test('the filler registers two cylinders and fills one; an over-fill and an overdue cylinder are refused', async () => {
  await as('filler');
  for (const cylinder of [
    { code: 'CB350001', madeOn: '2024-03-01', next: '2028-03-01', scrap: '2032-03-01' },
    { code: 'CB350002', madeOn: '2021-03-01', next: '2025-03-01', scrap: '2029-03-01' },
  ]) {
    await open('气瓶档案');
    await page.getByRole('button', { name: '登记气瓶' }).first().click();
    await page.getByLabel('气瓶编号').last().fill(cylinder.code);
    await choose('型号', 'YSP35.5');
    await page.getByLabel('皮重（钢印）').fill('16.45');
    await page.getByLabel('制造日期').fill(cylinder.madeOn);
    await page.getByLabel('下次检验').fill(cylinder.next);
    await page.getByLabel('报废日期').fill(cylinder.scrap);
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await expect(page.getByText(cylinder.code).first()).toBeVisible();
  }

  await open('充装');
  const scan = page.getByPlaceholder('扫描或输入气瓶编号');
  await scan.fill('CB350002');
  await scan.press('Enter');
  await expect(page.getByText('不得充装', { exact: true })).toBeVisible();
  await page.keyboard.press('F8');

  await scan.fill('CB350001');
  await scan.press('Enter');
  await expect(page.getByText('可以充装', { exact: true })).toBeVisible();
  await page.keyboard.press('F3');
  // A weight that is shown is not yet a stable one.
  const record = page.getByRole('button', { name: /记录充装|复秤并记录/ });
  scale.setWeight(31_500);
  await expect(page.getByText('31.50').first()).toBeVisible();
  await expect(record).toBeEnabled();
  await page.keyboard.press('F4');
  await expect(page.getByText('CB350001 超装，净重 15.05 kg，不得出站')).toBeVisible();

  scale.setWeight(30_950);
  await expect(page.getByText('30.95').first()).toBeVisible();
  await expect(record).toBeEnabled();
  await page.keyboard.press('F4');
  await expect(page.getByText('CB350001 充装合格，净重 14.50 kg')).toBeVisible();

  await open('充装记录');
  await expect(page.getByRole('row', { name: /CB350001.*15\.05.*超装/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /CB350001.*14\.50.*合格/ })).toBeVisible();
  await page.getByText('拒充', { exact: true }).click();
  await expect(page.getByRole('row', { name: /CB350002/ })).toBeVisible();
});

test('the safety officer finds a hazard at the household, and it stays until somebody else re-checked it', async () => {
  await as('safety-officer');
  await open('入户安检');
  await expect(page.getByPlaceholder(/拼音/)).toBeFocused();
  await page.keyboard.type('3-2-501');
  await expect(page.getByRole('option', { name: /单晓梅/ })).toBeVisible();
  await page.keyboard.press('Enter');
  const rows = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: '不合格', exact: true }) });
  await expect(rows.first()).toBeVisible();
  const count = await rows.count();
  for (let i = 0; i < count; i++)
    await rows
      .nth(i)
      .getByRole('button', { name: i === 0 ? '不合格' : '合格', exact: true })
      .click();
  await page.getByRole('button', { name: '提交安检' }).click();
  await expect(page.getByText('登记隐患 1 项')).toBeVisible();

  await open('隐患');
  await page.getByRole('row', { name: /单晓梅|3-2-501/ }).click();
  await page.getByRole('button', { name: '整改通知书' }).click();
  const notice = await pdfText(() => page.getByRole('button', { name: '保存 PDF' }).click());
  expect(notice).toContain('整改通知书');
  expect(notice).toContain('单晓梅');
  await page.getByRole('button', { name: '关闭' }).last().click();
  await page.getByLabel('怎样整改的').fill('更换胶管，检漏合格');
  await page.getByRole('button', { name: '提交整改' }).click();
  await expect(page.getByText('整改由您登记，复查须由另一人进行。')).toBeVisible();
  await expect(page.getByRole('button', { name: '复查合格' })).toBeHidden();

  await as('manager');
  await open('首页');
  await expect(page.getByRole('row', { name: /单晓梅.*|3-2-501.*/ }).filter({ hasText: '待复查' })).toBeVisible();
  await open('隐患');
  await page.getByRole('row', { name: /单晓梅|3-2-501/ }).click();
  await page.getByRole('button', { name: '复查合格' }).click();
  await expect(page.getByText('复查合格，关闭').first()).toBeVisible();

  await page
    .getByRole('button', { name: /close|关闭|Close/ })
    .first()
    .click();
  await open('月报');
  await page.getByText('电费', { exact: true }).click();
  await expect(page.getByText('隐患：本月发现 1 处，销号 1 处，月末未销 0 处')).toBeVisible();
  await expect(page.getByText('充装：2 瓶次，合格 1 瓶次，共 14.50 kg')).toBeVisible();
  await page.getByRole('button', { name: '打印月报' }).click();
  const month = await pdfText(() => page.getByRole('button', { name: '保存 PDF' }).click());
  expect(month).toContain('隐患：本月发现 1 处，销号 1 处，月末未销 0 处');
});

test('the ledger of that day verifies', async () => {
  expect(station.bugs).toEqual([]);
  const result = spawnSync(process.execPath, ['main/cli.ts', 'verify', '--data', station.folder], { encoding: 'utf8' });
  expect(result.stdout).toContain('sound');
  expect(result.status).toBe(0);
});
