import { expect, test } from 'playwright/test';
import { seedHouseholds } from './cashier-world.ts';
import { logIn, startStation, watchConsole } from './support.ts';

const SHOTS = process.env.SHOTS;
test.use({ viewport: { width: 1366, height: 768 } });

test('a deposit is taken, given back in part against a signed slip, and stands in the books and on the takings', async ({
  page,
}) => {
  await using ann = await startStation({ users: ['manager', 'cashier'] });
  const zhang = seedHouseholds(ann).open('张伟', '501');
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/customers/${zhang.customerId}?tab=deposits`);
  await expect(page.getByText('没有押金')).toBeVisible();
  await page.getByRole('button', { name: '收押金' }).first().click();
  const taking = page.getByRole('dialog', { name: '收押金' });
  await taking.getByLabel('押金（元）').fill('60');
  await taking.getByLabel('备注').fill('15 公斤钢瓶一只');
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/deposit-take.png` });
  await taking.getByRole('button', { name: '收押金 ¥60.00' }).click();
  await expect(page.getByText(/已收押金 60.00 元，收据 Y\d{4}-000001/)).toBeVisible();
  const paper = page.frameLocator('iframe');
  for (const text of ['押金收据', '陆拾元整', '气瓶押金']) await expect(paper.getByText(text).first()).toBeVisible();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/deposit-receipt.png` });
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: '退押金' }).click();
  const giving = page.getByRole('dialog', { name: /^退押金（收据 Y/ });
  await expect(giving.getByLabel('退押金（元）')).toHaveValue('60.00');
  await giving.getByLabel('退押金（元）').fill('60.01');
  await expect(giving.getByText('超过这笔押金的现押金额。')).toBeVisible();
  await giving.getByLabel('退押金（元）').fill('40');
  await giving.getByLabel('备注').fill('扣 20 元：瓶阀损坏');
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/deposit-return.png` });
  await giving.getByRole('button', { name: '退押金 ¥40.00' }).click();
  await expect(page.getByText(/已退押金 40.00 元，退押金单 YT\d{4}-000001/)).toBeVisible();
  for (const text of ['退押金单', '持据人签字', '退后押金余额'])
    await expect(paper.getByText(text).first()).toBeVisible();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/deposit-slip.png` });
  await page.keyboard.press('Escape');
  const row = page.getByRole('row').filter({ hasText: /Y\d{4}-000001/ });
  await expect(row.first()).toContainText('20.00');

  await page.getByRole('navigation', { name: '主菜单' }).getByText('总账').click();
  await page.getByLabel('账册').getByText('押金').click();
  await expect(page.getByText('与总账 2241 余额 20.00 元相符')).toBeVisible();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/deposits-held.png` });
  await page.getByRole('row', { name: /张伟/ }).click();
  await expect(page).toHaveURL(/tab=deposits/);
  await page.getByRole('button', { name: /展开/ }).click();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/deposit-tab.png` });
  const given = page.getByRole('row').filter({ hasText: 'YT' }).last();
  await given.getByRole('button', { name: '红冲' }).click();
  const undo = page.getByRole('dialog', { name: /^红冲 YT/ });
  await undo.getByLabel('原因').fill('客户没有领');
  await undo.getByRole('button', { name: '红冲' }).click();
  await expect(given).toContainText('作废');
  await expect(page.getByText('现押 60.00')).toBeVisible();

  await page.goto(`${ann.url}/takings`);
  await expect(page.getByText('期初 0.00 + 收现 0.00 − 退现 0.00 + 收押金 60.00 − 退押金 0.00')).toBeVisible();
  await expect(page.getByText('押金（不计入收费）：收 60.00，退 0.00')).toBeVisible();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/takings-deposits.png`, fullPage: true });
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});
