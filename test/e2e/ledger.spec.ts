import { readFileSync } from 'node:fs';
import { expect, test } from 'playwright/test';
import { takePayment } from '../../main/modules/cashier/index.ts';
import { reversePayment } from '../../main/modules/cashier/reversal.service.ts';
import { newRequest, seedHouseholds } from './cashier-world.ts';
import { type E2eStation, logIn, startStation, watchConsole } from './support.ts';

const SHOTS = process.env.SHOTS;
let world: E2eStation;

test.beforeAll(async () => {
  world = await startStation({ users: ['manager', 'cashier'] });
  const { by, town, open } = seedHouseholds(world);
  const { customerId, accountId } = open('周小燕', '501');
  town.bill(accountId, 12_345, { month: '2026-01' });
  town.bill(accountId, 6655, { month: '2026-02' });
  const pay = (paidFen: number, method: 'cash' | 'wechat') =>
    takePayment(world.station, by, { customerId, paidFen, tenderedFen: paidFen, method, requestId: newRequest() });
  pay(20_000, 'cash');
  const wrong = pay(5000, 'wechat');
  reversePayment(world.station, by, { paymentId: wrong.paymentId, reason: '重复收款', requestId: newRequest() });
});
test.afterAll(async () => {
  expect(world.bugs).toEqual([]);
  await world.dispose();
});
test.use({ viewport: { width: 1366, height: 768 } });

test('a manager follows a figure from the trial balance to the entry and its reversal', async ({ page }) => {
  const complaints = watchConsole(page);
  await logIn(page, world.url, 'manager');
  await page.getByRole('navigation', { name: '主菜单' }).getByText('总账').click();
  await expect(page.getByText('借贷平衡')).toBeVisible();
  const receivables = page.getByRole('row', { name: /1122 应收账款/ });
  await expect(receivables).toContainText('190.00');
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/trial.png` });
  await page.getByRole('row', { name: /1012 待清算收款/ }).click();
  const book = page.getByRole('dialog', { name: /1012 待清算收款/ });
  await expect(book.getByText('共 2 笔')).toBeVisible();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/book.png` });
  await book.getByRole('row', { name: /红冲/ }).click();
  const entry = page.getByRole('dialog', { name: '凭证 5' });
  await expect(entry.getByText('红冲的凭证')).toBeVisible();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/entry.png` });
  await entry.getByRole('button', { name: '凭证 4' }).click();
  await expect(page.getByRole('dialog', { name: '凭证 4' }).getByText('已被红冲')).toBeVisible();
  expect(complaints).toEqual([]);
});

test('the journal is narrowed and printed', async ({ page }) => {
  const complaints = watchConsole(page);
  await logIn(page, world.url, 'manager');
  await page.goto(`${world.url}/ledger?book=journal`);
  await expect(page.getByText('共 5 笔')).toBeVisible();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/journal.png` });
  await page.getByLabel('最低金额').fill('100');
  await expect(page.getByText('共 2 笔')).toBeVisible();
  await page.getByRole('button', { name: '清除条件' }).click();
  await page.getByRole('button', { name: /打印/ }).click();
  const paper = page.frameLocator('iframe[title="打印预览"]');
  await expect(paper.getByText('日记账', { exact: true })).toBeVisible();
  await expect(paper.getByRole('cell', { name: '红冲' }).first()).toBeVisible();
  expect(complaints).toEqual([]);
});

test('the vouchers are exported for the accountant, under the codes of the accountant', async ({ page }) => {
  const complaints = watchConsole(page);
  await logIn(page, world.url, 'manager');
  await page.goto(`${world.url}/ledger`);
  await page.getByRole('button', { name: '导出凭证' }).click();
  const dialog = page.getByRole('dialog', { name: /导出凭证/ });
  await dialog.getByLabel('对方科目代码 1001').fill('100101');
  await dialog.getByRole('button', { name: '保存科目对照' }).click();
  await expect(page.getByText('科目对照已保存')).toBeVisible();
  await dialog.getByText('UTF-8', { exact: true }).click();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: '导出 CSV' }).click();
  await expect(dialog.getByRole('status')).toContainText('已保存 3 张凭证，借方合计 490.00，贷方合计 490.00');
  const text = readFileSync(await (await download).path(), 'utf8');
  expect(text).toContain('收款汇总 2 笔,100101,');
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/voucher.png` });
  expect(complaints).toEqual([]);
});

test('the statement of an account stands on the customer page, on paper and in a workbook', async ({ page }) => {
  const complaints = watchConsole(page);
  await logIn(page, world.url, 'cashier');
  await page.goto(`${world.url}/customers/1?tab=statement`);
  const standing = page.getByRole('region', { name: '期初与期末' });
  await expect(standing).toContainText('期末预存 10.00');
  await expect(page.getByRole('row', { name: /收款/ }).first()).toBeVisible();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/statement.png` });
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 Excel' }).click();
  expect((await download).suggestedFilename()).toMatch(/往来明细账.*\.xlsx$/);
  await page.getByRole('button', { name: /打印/ }).click();
  const paper = page.frameLocator('iframe[title="打印预览"]');
  await expect(paper.getByText('往来明细账', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: '关闭' }).first().click();
  await page.getByLabel('结束日期').fill('2020-01-01');
  await expect(page.getByText('还没有账目')).toBeVisible();
  await expect(page).toHaveURL(/to=2020-01-01/);
  expect(complaints).toEqual([]);
});
