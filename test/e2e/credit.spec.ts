import { randomUUID } from 'node:crypto';
import { expect, test } from 'playwright/test';
import { addHousehold } from '../../main/modules/customers/index.ts';
import { addMeter, attachMeter, NewMeter } from '../../main/modules/meters/index.ts';
import { insertBaseline, recordReading } from '../../main/modules/readings/index.ts';
import { activateTariff, createTariff } from '../../main/modules/tariffs/index.ts';
import { startOfLocalDate } from '../../main/shared/dates.ts';
import { RequestId } from '../../main/shared/ids.ts';
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

const BY = { userId: null, name: 'e2e', via: 'cli' } as const;

/** A household on gas at three yuan that used ten cubic metres in October. */
function buildGasHouse({ station }: E2eStation) {
  const opened = '2026-10-01';
  const scheme = { kind: 'flat', price: '3.00' } as const;
  const document = { format: 1, unit: 'm3', rounding: 'per-line', cycle: 'month', scheme } as const;
  const head = { code: 'GAS', name: '燃气', effectiveFrom: '2025-01-01', source: 'e2e', service: 'gas' } as const;
  const tariffId = createTariff(station, BY, { ...head, document });
  activateTariff(station, BY, { tariffId, verifiedOn: opened, verifiedBy: '刘站长', source: 'e2e' });
  const house = station.write(BY, { action: 'e2e.house' }, (tx) => {
    const made = addHousehold(tx, {
      customer: { name: '户1-1', kind: 'person', phone: '13800001234', note: '' },
      premises: { building: '1', unit: '1', room: '1', address: '', areaDm2: null },
      account: { service: 'gas', accountNo: null, tariffCode: 'GAS', householdSize: 3, openedOn: opened },
    });
    const meterId = addMeter(tx, NewMeter.parse({ meterNo: 'G1', service: 'gas', installedOn: opened }));
    attachMeter(tx, { meterId, accountId: made.accountId, fromOn: opened });
    insertBaseline(tx, { meterId, readAt: startOfLocalDate(opened, station.zone), totalMilli: 100_000 });
    return { ...made, meterId };
  });
  const values = { totalMilli: 110_000, isConfirmed: true, note: 'e2e' };
  const requestId = RequestId.parse(randomUUID());
  recordReading(station, BY, { meterId: house.meterId, readOn: '2026-10-28', ...values, requestId });
  return house;
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

test('money paid in advance pays the bill of the next run on its own, and a low balance is listed', async ({
  page,
}) => {
  const now = Date.parse('2026-11-02T09:00:00+08:00');
  await using ann = await startStation({ users: ['manager', 'administrator'], now: () => now });
  await page.clock.setSystemTime(now);
  const house = buildGasHouse(ann);
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'administrator');
  await page.goto(`${ann.url}/settings`);
  await page.getByLabel('余额提醒线').fill('50');
  await page.locator('#credit-policy').getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('已保存')).toBeVisible();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/credit-settings.png`, fullPage: true });

  await page.goto(`${ann.url}/cashier?customer=${house.customerId}`);
  await page.getByLabel(/^预存，不缴账单/).check();
  await page.getByLabel('预存金额').fill('75');
  await expect(page.getByText('预存 75.00，记为余额')).toBeVisible();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/prepay.png` });
  await page.keyboard.press('F4');
  await expect(page.getByText('收款完成')).toBeVisible();

  await page.goto(`${ann.url}/billing?month=2026-10&service=gas`);
  await page.getByRole('button', { name: /^开账 1 张/ }).click();
  await expect(page.getByText(/^已开账单 1 张/)).toBeVisible();
  await page.goto(`${ann.url}/customers/${house.customerId}?tab=credit`);
  const payment = page.getByRole('row').filter({ hasText: 'D2026-000001' });
  await expect(payment).toContainText('开账后');
  await expect(payment).toContainText('30.00');
  const account = page.getByRole('row').filter({ hasText: '随站点（开）' });
  await expect(account).toContainText('45.00');
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/credit-tab.png` });

  await page.goto(`${ann.url}/customers`);
  await page.getByRole('button', { name: '余额不足' }).click();
  await expect(page.getByRole('row').filter({ hasText: '户1-1' })).toContainText('45.00');
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/low.png` });
  await page.getByRole('row').filter({ hasText: '户1-1' }).click();
  await page.getByRole('button', { name: '设置', exact: true }).click();
  const rule = page.getByRole('dialog', { name: /^余额设置/ });
  await rule.getByLabel('余额提醒线').fill('40');
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/rule.png` });
  await rule.getByRole('button', { name: '保存' }).click();
  await expect(rule).toBeHidden();
  await page.goto(`${ann.url}/low-balances`);
  await expect(page.getByText('没有余额低于提醒线的户号')).toBeVisible();
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});

test('the till tells what each bill gets before a part is paid, the one due first before the others', async ({
  page,
}) => {
  await using ann = await startStation({ users: ['cashier'] });
  const world = seedHouseholds(ann);
  const zhang = world.open('张伟', '501');
  world.town.bill(zhang.accountId, 3120, { month: '2026-10' });
  world.town.bill(zhang.accountId, 4550, { month: '2026-09' });
  await logIn(page, ann.url, 'cashier');
  await page.goto(`${ann.url}/cashier?customer=${zhang.customerId}`);
  await page.getByLabel('收款金额').fill('50');
  const row = (month: string) => page.getByRole('row').filter({ hasText: month });
  await expect(row('2026-09').getByRole('cell').last()).toHaveText('45.50');
  await expect(row('2026-10').getByRole('cell').last()).toHaveText('4.50尚欠 26.70');
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/shares.png` });
  await page.keyboard.press('F4');
  await expect(page.getByText('收款完成')).toBeVisible();
  await page.getByRole('button', { name: /^继续收款/ }).click();
  await expect(row('2026-10').first()).toContainText('26.70');
  await expect(row('2026-09')).toHaveCount(0);
});
