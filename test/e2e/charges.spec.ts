import { expect, type Page, test } from 'playwright/test';
import { addDays, localDate } from '../../main/shared/dates.ts';
import { households } from '../integration/cashier/households.ts';
import { seedHouseholds } from './cashier-world.ts';
import { type E2eStation, logIn, startStation, watchConsole } from './support.ts';

const toPay = (page: Page) => page.getByTestId('to-pay');
/** The station's clock runs, so that days are counted back from today. */
const daysAgo = (ann: E2eStation, days: number) =>
  addDays(localDate(ann.station.clock.now(), ann.station.zone), 0 - days);

test('a late fee is asked for at the till, waived in part with a reason, collected and told on the receipt', async ({
  page,
}) => {
  await using ann = await startStation({ users: ['manager'] });
  const world = seedHouseholds(ann, 'manager');
  const zhang = world.open('张伟', '501');
  const dueOn = daysAgo(ann, 20);
  world.town.bill(zhang.accountId, 10_000, { month: dueOn.slice(0, 7), dueOn, lateFee: { perDay: '0.001' } });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/cashier?customer=${zhang.customerId}`);

  await expect(toPay(page)).toHaveText('102.00');
  await expect(page.getByText('违约金 +2.00（20 天）')).toBeVisible();
  await page.getByRole('button', { name: /减免账单 .* 的违约金/ }).click();
  const dialog = page.getByRole('dialog', { name: /减免违约金/ });
  await dialog.getByLabel('减免金额').fill('0.50');
  await dialog.getByLabel('原因').fill('系统停机，无法按期缴费');
  await dialog.getByRole('button', { name: '减免违约金' }).click();
  await expect(toPay(page)).toHaveText('101.50');
  await expect(page.getByText('已减免 0.50')).toBeVisible();

  await page.keyboard.press('F4');
  const settled = page.getByRole('table', { name: '本次收费明细' });
  await expect(settled.getByRole('row', { name: /违约金（燃气费）/ })).toContainText('1.50');
  await expect(settled.getByRole('row', { name: /^.*\s燃气费/ })).toContainText('100.00');
  await page.keyboard.press('F6');
  await expect(page.frameLocator('iframe').getByText('违约金（燃气费）')).toBeVisible();
  expect(ann.bugs).toEqual([]);
  expect(complaints).toEqual([]);
});

test('late fees are posted at the close of a period, and one bill is discounted and then written off', async ({
  page,
}) => {
  await using ann = await startStation({ users: ['manager'] });
  const world = seedHouseholds(ann, 'manager');
  const dueOn = daysAgo(ann, 30);
  const late = { month: dueOn.slice(0, 7), dueOn, lateFee: { perDay: '0.001' } };
  const zhang = world.open('张伟', '501');
  world.town.bill(zhang.accountId, 10_000, late);
  world.town.bill(world.open('李四', '502').accountId, 20_000, late);
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/billing?tab=late-fees`);

  await expect(page.getByRole('row', { name: /李四/ })).toContainText('6.00');
  await page.getByRole('button', { name: '计收违约金 2 笔，合计 ¥9.00' }).click();
  await page
    .getByRole('tooltip')
    .getByRole('button', { name: /^计\s?收$/ })
    .click();
  await expect(page.getByText('已开违约金账单 2 张，合计 ¥9.00')).toBeVisible();
  await expect(page.getByText('没有待计收的违约金')).toBeVisible();

  await page.goto(`${ann.url}/billing?tab=bills&kind=late-fee`);
  await page.getByRole('row', { name: /张伟/ }).click();
  await expect(page.getByRole('heading', { name: '违约金计算' })).toBeVisible();
  await expect(page.getByRole('cell', { name: '1‰' })).toBeVisible();

  await page.getByRole('button', { name: '账单减免' }).click();
  const discount = page.getByRole('dialog', { name: /减免账单/ });
  await discount.getByText('按比例').click();
  await discount.getByLabel('金额', { exact: true }).fill('50');
  await expect(discount.getByText('减 1.50 元，仍欠 1.50 元。')).toBeVisible();
  await discount.getByLabel('原因').fill('协商减半');
  await discount.getByRole('button', { name: '账单减免' }).click();
  await expect(page.getByText('已减免 1.50 元')).toBeVisible();

  await page.getByRole('button', { name: '坏账核销' }).click();
  const writeOff = page.getByRole('dialog', { name: /核销账单/ });
  await writeOff.getByLabel('原因').fill('住户已失联');
  await writeOff.getByRole('button', { name: '坏账核销' }).click();
  await expect(page.getByText('已缴清')).toBeVisible();

  await page.getByRole('button', { name: '红冲' }).last().click();
  const undo = page.getByRole('dialog', { name: '红冲坏账核销' });
  await undo.getByLabel('原因').fill('住户回来了');
  await undo.getByRole('button', { name: '红冲' }).click();
  await expect(page.getByText('已撤销：住户回来了', { exact: false })).toBeVisible();

  await page.goto(`${ann.url}/customers/${zhang.customerId}?tab=statement`);
  await expect(page.getByRole('row', { name: /减免核销/ }).first()).toBeVisible();
  expect(households({ station: ann.station, actor: () => world.by }).leftOn(3 as never)).toBe(150);
  expect(ann.bugs).toEqual([]);
  expect(complaints).toEqual([]);
});
