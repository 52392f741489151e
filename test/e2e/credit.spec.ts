import { expect, test } from 'playwright/test';
import { seedHouseholds } from './cashier-world.ts';
import { type E2eStation, logIn, startStation, watchConsole } from './support.ts';

const SHOTS = process.env.SHOTS;

/** A household that paid 50.00 too much in cash. */
function overpaid(ann: E2eStation) {
  const world = seedHouseholds(ann);
  const zhang = world.open('张伟', '501');
  world.town.bill(zhang.accountId, 4550, { month: '2026-09' });
  world.payElsewhere(zhang.customerId, 9550);
  return { world, zhang };
}

test('a manager gives credit back, the slip is printed to be signed, and the day and the customer show it', async ({
  page,
}) => {
  await using ann = await startStation({ users: ['manager', 'cashier'] });
  const { zhang } = overpaid(ann);
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/cashier?customer=${zhang.customerId}`);
  await page.getByRole('button', { name: '退款' }).click();
  const dialog = page.getByRole('dialog', { name: '退还余额（张伟）' });
  await expect(dialog.getByLabel('退款金额')).toHaveValue('50.00');
  await dialog.getByLabel('退款金额').fill('50.01');
  await expect(dialog.getByText('超过该户号的余额。')).toBeVisible();
  await dialog.getByLabel('退款金额').fill('20');
  await dialog.getByLabel('退款原因').fill('客户搬家');
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/refund-dialog.png` });
  await dialog.getByRole('button', { name: '退款 ¥20.00' }).click();
  await expect(page.getByText(/已退款 20.00 元，退款单 T\d{4}-000001/)).toBeVisible();

  const paper = page.frameLocator('iframe');
  for (const text of ['退款单', '贰拾元整', '领款人签字', '客户搬家'])
    await expect(paper.getByText(text).first()).toBeVisible();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/refund-slip.png` });
  await page.keyboard.press('F6');
  await expect(page.getByText('已送打印')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.goto(`${ann.url}/customers/${zhang.customerId}?tab=payments`);
  const refund = page.getByRole('row').filter({ hasText: 'T2' });
  await expect(refund).toContainText('20.00');
  await expect(refund.getByRole('button', { name: '补打' })).toBeVisible();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/customer-refunds.png` });

  await page.goto(`${ann.url}/takings`);
  await expect(page.getByText('期初 0.00 + 收现 95.50 − 退现 20.00')).toBeVisible();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/takings-refund.png`, fullPage: true });
  const row = page.getByRole('row').filter({ hasText: 'T2' });
  await row.getByRole('button', { name: '红冲' }).click();
  const undo = page.getByRole('dialog', { name: /^红冲退款单/ });
  await undo.getByLabel('原因').fill('客户没有领');
  await undo.getByLabel(/后四位/).fill('0001');
  await undo.getByRole('button', { name: '红冲' }).click();
  await expect(row).toContainText('作废');
  await expect(page.getByText('期初 0.00 + 收现 95.50 − 退现 0.00')).toBeVisible();
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});

test('a cashier is told what is left of the day’s limit', async ({ page }) => {
  await using ann = await startStation({ users: ['manager', 'cashier'] });
  const { zhang } = overpaid(ann);
  ann.station.db.exec('UPDATE credit_policy SET cashier_refund_fen = 3000');
  await logIn(page, ann.url, 'cashier');
  await page.goto(`${ann.url}/cashier?customer=${zhang.customerId}`);
  await page.getByRole('button', { name: '退款' }).click();
  const dialog = page.getByRole('dialog', { name: '退还余额（张伟）' });
  await expect(dialog.getByText('超过今天还可退的金额，请由经理办理。')).toBeVisible();
  await expect(dialog.getByText('今天还可退 30.00 元')).toBeVisible();
  expect(ann.bugs).toEqual([]);
});
