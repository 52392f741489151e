import { expect, type Page, test } from 'playwright/test';
import { seedHouseholds } from './cashier-world.ts';
import { logIn, startStation, watchConsole } from './support.ts';

const toPay = (page: Page) => page.getByTestId('to-pay');
const amount = (page: Page) => page.getByLabel('收款金额');
const tendered = (page: Page) => page.getByLabel('收到现金');
const search = (page: Page) => page.getByRole('combobox').first();

async function openTill(page: Page, url: string): Promise<void> {
  await logIn(page, url, 'cashier');
  await page.getByRole('link', { name: /收费$/ }).click();
  await expect(search(page)).toBeFocused();
}

/** Keys as fast as a scanner sends them, and Enter: all of them on their way before the first is answered. */
async function scan(page: Page, code: string): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const enter = { key: 'Enter', code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 };
  const keys = [...[...code].map((key) => ({ key, text: key })), enter];
  await Promise.all(
    keys.flatMap((key) => [
      browser.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key }),
      browser.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }),
    ]),
  );
}

test('a walk-in is served by keyboard alone: found, paid in cash with change, receipt, next', async ({ page }) => {
  await using ann = await startStation({ users: ['cashier'] });
  const world = seedHouseholds(ann);
  const zhang = world.open('张伟', '501');
  world.town.bill(zhang.accountId, 4550, { month: '2026-09' });
  world.town.bill(zhang.accountId, 3120, { month: '2026-10' });
  const complaints = watchConsole(page);
  await openTill(page, ann.url);

  await page.keyboard.type('zw');
  await expect(page.getByRole('option').first()).toContainText('张伟');
  await page.keyboard.press('Enter');
  await expect(toPay(page)).toHaveText('76.70');
  await expect(amount(page)).toBeFocused();
  await expect(page).toHaveURL(new RegExp(`customer=${zhang.customerId}`));

  await page.keyboard.type('50');
  await expect(page.getByText('本次未缴清，尚欠 26.70')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(tendered(page)).toBeFocused();
  await page.keyboard.type('100');
  await expect(page.getByTestId('change')).toHaveText('50.00');

  await page.keyboard.press('Escape');
  await expect(amount(page)).toBeFocused();
  await expect(tendered(page)).toHaveValue('100');
  await page.keyboard.press('Escape');
  await expect(search(page)).toBeFocused();
  await expect(amount(page)).toHaveValue('50');

  await page.keyboard.press('F4');
  await expect(page.getByTestId('change-given')).toHaveText('50.00');
  await expect(page.getByRole('button', { name: /打印收据/ })).toBeFocused();

  await page.keyboard.press('F6');
  const paper = page.frameLocator('iframe');
  await expect(paper.getByText('收费收据')).toBeVisible();
  await expect(paper.getByText('伍拾元整')).toBeVisible();
  await page.keyboard.press('F6');
  await expect(page.getByText('已送打印')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('iframe')).toHaveCount(0);

  await page.keyboard.press('F8');
  await expect(search(page)).toBeFocused();
  await expect(page).not.toHaveURL(/customer=/);
  expect(world.payments()).toBe(1);
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});

test('letters choose the method, unticked bills stay open, digits go to the amount from anywhere', async ({ page }) => {
  await using ann = await startStation({ users: ['cashier'] });
  const world = seedHouseholds(ann);
  const zhang = world.open('张伟', '501');
  world.town.bill(zhang.accountId, 4550, { month: '2026-09' });
  world.town.bill(zhang.accountId, 3120, { month: '2026-10' });
  await logIn(page, ann.url, 'cashier');
  await page.goto(`${ann.url}/cashier?customer=${zhang.customerId}`);
  await expect(amount(page)).toBeFocused();

  await page.keyboard.press('w');
  await expect(tendered(page)).toHaveCount(0);
  await expect(amount(page)).toHaveValue('76.70');
  await page.keyboard.press('ArrowUp');
  await expect(tendered(page)).toBeVisible();
  await page.keyboard.press('ArrowDown');

  await page
    .getByRole('checkbox', { name: /选择账单/ })
    .first()
    .uncheck();
  await expect(toPay(page)).toHaveText('31.20');
  await page.keyboard.type('31.2');
  await expect(amount(page)).toHaveValue('31.2');
  await page.keyboard.press('F4');
  await expect(page.getByTestId('change-given')).toHaveText('31.20');
  await page.keyboard.press('Escape');
  await expect(toPay(page)).toHaveText('45.50');
});

test('what is typed while the customer is still being fetched counts, and dialogs keep the keys to themselves', async ({
  page,
}) => {
  await using ann = await startStation({ users: ['cashier'] });
  const world = seedHouseholds(ann);
  const zhang = world.open('张伟', '501');
  world.town.bill(zhang.accountId, 4550);
  await openTill(page, ann.url);
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/trpc/cashier.customer**', async (route) => {
    await held;
    await route.continue();
  });
  await page.keyboard.type('zw');
  await expect(page.getByRole('option').first()).toContainText('张伟');
  await page.keyboard.press('Enter');
  await page.keyboard.type('13');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('2.5');
  await page.keyboard.press('F4');
  release();
  await expect(amount(page)).toHaveValue('12.5');
  expect(world.payments()).toBe(0);
  await page.keyboard.type('0');
  await expect(amount(page)).toHaveValue('12.50');

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('F4');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(world.payments()).toBe(0);
  await expect(amount(page)).toHaveValue('12.50');
});

test('a scanner opens the customer from anywhere and what was being typed is not changed by it', async ({ page }) => {
  await using ann = await startStation({ users: ['cashier'] });
  const world = seedHouseholds(ann);
  const zhang = world.open('张伟', '501');
  const li = world.open('李娜', '502');
  world.town.bill(zhang.accountId, 4550);
  const bill = world.town.bill(li.accountId, 900);
  const { billNo } = ann.station.db.prepare('SELECT bill_no AS billNo FROM bill WHERE id = ?').get(bill) as {
    billNo: string;
  };
  await openTill(page, ann.url);

  await scan(page, zhang.accountNo);
  await expect(toPay(page)).toHaveText('45.50');
  await expect(search(page)).toHaveValue('');
  await amount(page).fill('20');
  await scan(page, 'X99999999');
  await expect(page.getByRole('alert').filter({ hasText: 'X99999999' })).toBeVisible();
  await expect(amount(page)).toHaveValue('20');
  await amount(page).focus();
  await scan(page, billNo);
  await expect(page.getByText('李娜')).toBeVisible();
  await expect(toPay(page)).toHaveText('9.00');
  await expect(amount(page)).toHaveValue('9.00');
});

test('a double click and a lost answer are one payment', async ({ page }) => {
  await using ann = await startStation({ users: ['cashier'] });
  const world = seedHouseholds(ann);
  const zhang = world.open('张伟', '501');
  world.town.bill(zhang.accountId, 4550);
  await logIn(page, ann.url, 'cashier');
  await page.goto(`${ann.url}/cashier?customer=${zhang.customerId}`);
  await amount(page).fill('10');

  // The station takes the payment; the answer is lost on the way.
  let isLost = false;
  await page.route('**/trpc/cashier.takePayment**', async (route) => {
    if (isLost) return route.continue();
    isLost = true;
    await route.fetch();
    await route.abort();
  });
  await page.getByRole('button', { name: /^收款 ¥/ }).click();
  await expect(page.getByRole('alert').filter({ hasText: '没有得到站点答复' })).toBeVisible();
  expect(world.payments()).toBe(1);
  await page.getByRole('button', { name: /^重试/ }).dblclick();
  await expect(page.getByTestId('change-given')).toBeVisible();
  expect(world.payments()).toBe(1);
  await page.keyboard.press('Escape');
  await expect(toPay(page)).toHaveText('35.50');
  await amount(page).fill('5');
  await page.getByRole('button', { name: /^收款 ¥/ }).dblclick();
  await expect(page.getByTestId('change-given')).toBeVisible();
  expect(world.payments()).toBe(2);
});

test('when another counter was faster nothing is taken and the figures are new', async ({ page }) => {
  await using ann = await startStation({ users: ['cashier'] });
  const world = seedHouseholds(ann);
  const zhang = world.open('张伟', '501');
  world.town.bill(zhang.accountId, 4550);
  await logIn(page, ann.url, 'cashier');
  await page.goto(`${ann.url}/cashier?customer=${zhang.customerId}`);
  await expect(toPay(page)).toHaveText('45.50');
  await page.route('**/trpc/cashier.customer**', (route) => route.abort(), { times: 3 });
  world.payElsewhere(zhang.customerId, 4550);
  await page.keyboard.press('F4');
  await expect(page.getByRole('alert').filter({ hasText: '已在别处缴清' })).toBeVisible();
  expect(world.payments()).toBe(1);
});

test('a banknote typed as the amount is not kept as credit before it is asked for twice', async ({ page }) => {
  await using ann = await startStation({ users: ['cashier'] });
  const world = seedHouseholds(ann);
  const zhang = world.open('张伟', '501');
  world.town.bill(zhang.accountId, 4550);
  await logIn(page, ann.url, 'cashier');
  await page.goto(`${ann.url}/cashier?customer=${zhang.customerId}`);
  await expect(amount(page)).toBeFocused();
  await page.keyboard.type('100');
  await page.keyboard.press('F4');
  await expect(page.getByRole('alert').filter({ hasText: '再按一次 F4' })).toBeVisible();
  expect(world.payments()).toBe(0);
  await page.keyboard.press('F4');
  await expect(page.getByTestId('change-given')).toBeVisible();
  expect(world.payments()).toBe(1);
});

test('takings, day slip and the month are there for who may see them', async ({ page }) => {
  await using ann = await startStation({ users: ['cashier', 'manager'] });
  const world = seedHouseholds(ann);
  const zhang = world.open('张伟', '501');
  world.town.bill(zhang.accountId, 4550, { month: new Date().toISOString().slice(0, 7) });
  world.payElsewhere(zhang.customerId, 5000);
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/takings`);
  await expect(page.getByText('应有现金')).toBeVisible();
  await expect(page.getByRole('row', { name: /张伟/ })).toContainText('50.00');
  await page.getByRole('button', { name: '打印日结单' }).click();
  await expect(page.frameLocator('iframe').getByText('收费日结单')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('row', { name: /张伟/ }).getByRole('button', { name: '红冲' }).click();
  await page.getByLabel('原因').fill('金额录错');
  await page.getByLabel(/后四位/).fill('0001');
  await page.getByRole('dialog').getByRole('button', { name: '红冲' }).click();
  await expect(page.getByRole('row', { name: /张伟/ })).toContainText('作废');

  await page.goto(`${ann.url}/reports/monthly?service=gas`);
  await expect(page.getByText('与总账一致')).toBeVisible();
  await expect(page.locator('.recharts-bar-rectangle').first()).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 Excel' }).click();
  expect((await download).suggestedFilename()).toMatch(/^燃气费收费月报 \d{4}-\d{2}\.xlsx$/);
  expect(complaints).toEqual([]);
});

test('on the screen of a counter nothing is cut off: the search hint, the last building above the totals', async ({
  page,
}) => {
  await using ann = await startStation({ demo: true });
  await page.goto(ann.url);
  await page
    .getByRole('row', { name: /manager/ })
    .getByRole('button', { name: '进入' })
    .click();
  await page.getByRole('link', { name: /收费$/ }).click();
  for (const lang of ['zh-CN', 'en']) {
    await page.evaluate((wanted) => localStorage.setItem('stationdesk.preferences', `{"lang":"${wanted}"}`), lang);
    await page.goto(`${ann.url}/cashier`);
    await expect(search(page)).toBeFocused();
    const { hint, box } = await search(page).evaluate((input: HTMLInputElement) => {
      const context = document.createElement('canvas').getContext('2d');
      if (!context) throw new Error('no canvas');
      context.font = getComputedStyle(input).font;
      return { hint: context.measureText(input.placeholder).width, box: input.clientWidth };
    });
    expect(hint).toBeGreaterThan(50);
    expect(hint).toBeLessThanOrEqual(box);
  }

  await page.goto(`${ann.url}/reports/monthly?service=gas`);
  await expect(page.locator('.recharts-bar-rectangle').first()).toBeVisible();
  const last = await page.locator('tbody tr').filter({ hasText: /^4/ }).boundingBox();
  const totals = await page.locator('tfoot tr, .ant-table-summary tr').first().boundingBox();
  if (!last || !totals) throw new Error('the report of the demo has four buildings and their totals');
  expect(last.y + last.height).toBeLessThanOrEqual(totals.y + 1);
});
