import { randomUUID } from 'node:crypto';
import { expect, type Page, test } from 'playwright/test';
import { issueRun } from '../../main/modules/billing/index.ts';
import { takePayment } from '../../main/modules/cashier/index.ts';
import { RequestId, type UserId } from '../../main/shared/ids.ts';
import { type E2eStation, logIn, startStation, watchConsole } from './support.ts';
import { activate, addSeason, fillTiers, saveForm, startForm, tiers } from './tariff-form.ts';
import { buildTown, type TownHouse } from './town.ts';

/** The morning of the fifth of October, when September is billed. */
const NOW = Date.parse('2026-10-05T09:00:00+08:00');
const MONTHS = ['2026-06', '2026-07', '2026-08', '2026-09'];
const SHOTS = process.env.SHOTS;
const BY = { userId: null, name: 'e2e', via: 'cli' } as const;

/** Read 700 kWh in June where 300 were used: July came out 400 too small. */
const MISREAD = '3-1-203';

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/money-${name}.png` });
}

/** The three places as their price bureaus printed them, and Zhejiang again at a higher price from the 11th of September. */
async function writeTariffs(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/tariffs`);
  const from = { on: '2026-01-01' };
  const shanghai = await startForm(page, { code: 'SH', name: '上海居民（峰谷）' });
  await shanghai.getByLabel('执行日期').fill(from.on);
  await shanghai.getByText('峰', { exact: true }).click();
  await shanghai.getByText('谷', { exact: true }).click();
  await fillTiers(
    shanghai,
    tiers(
      ['3120', '4800'],
      [
        { 峰: '0.617', 谷: '0.307' },
        { 峰: '0.677', 谷: '0.337' },
        { 峰: '0.977', 谷: '0.487' },
      ],
    ),
  );
  await activate(page, await saveForm(page, shanghai, 'SH 上海居民（峰谷）'), '沪价管〔2012〕007号');

  for (const { on, prices } of [
    { on: from.on, prices: ['0.538', '0.588', '0.838'] },
    { on: '2026-09-11', prices: ['0.558', '0.608', '0.858'] },
  ]) {
    const zhejiang = await startForm(page, { code: 'ZJ', name: `浙江居民 ${on}` });
    await zhejiang.getByLabel('执行日期').fill(on);
    await fillTiers(
      zhejiang,
      tiers(
        ['2760', '4800'],
        prices.map((price) => ({ 单价: price })),
      ),
    );
    await activate(page, await saveForm(page, zhejiang, `ZJ 浙江居民 ${on}`), '浙价资〔2012〕169号');
  }

  const guangzhou = await startForm(page, { code: 'GZ', name: '广州居民' });
  await guangzhou.getByLabel('执行日期').fill(from.on);
  const prices = [{ 单价: '0.589' }, { 单价: '0.639' }, { 单价: '0.889' }];
  await guangzhou.getByText('按月', { exact: true }).click();
  await fillTiers(guangzhou, tiers(['200', '400'], prices));
  await fillTiers(await addSeason(page, guangzhou, [5, 6, 7, 8, 9, 10]), tiers(['260', '600'], prices));
  await activate(page, await saveForm(page, guangzhou, 'GZ 广州居民'), '粤价〔2012〕135号');
}

function payAll(ann: E2eStation, house: TownHouse, paidFen: number): void {
  const userId = ann.station.db.prepare("SELECT id FROM user WHERE login_name = 'manager'").pluck().get() as UserId;
  takePayment(
    ann.station,
    { ...BY, userId },
    {
      customerId: house.customerId,
      paidFen,
      tenderedFen: paidFen,
      method: 'cash',
      requestId: RequestId.parse(randomUUID()),
    },
  );
}

/** Yuan of kWh in the year's tiers of Zhejiang, counted on from what was used before, at what the tiers cost. */
function zhejiang(beforeKwh: number, kwh: number, prices: readonly [number, number, number]): number {
  const upTo = (total: number) => {
    const second = Math.min(Math.max(total - 2760, 0), 4800 - 2760);
    return Math.min(total, 2760) * prices[0] + second * prices[1] + Math.max(total - 4800, 0) * prices[2];
  };
  return upTo(beforeKwh + kwh) - upTo(beforeKwh);
}

test('two hundred households are billed under three tariffs, a price changes in the month, and a misreading of June is put right', async ({
  page,
}) => {
  test.setTimeout(180_000);
  page.setDefaultTimeout(15_000);
  await using ann = await startStation({ users: ['manager'], now: () => NOW });
  await page.clock.setSystemTime(NOW);
  const houses = buildTown(ann, {
    codes: { SH: { houses: 70, hasTou: true }, ZJ: { houses: 70, hasTou: false }, GZ: { houses: 60, hasTou: false } },
    openedOn: '2026-05-20',
    months: MONTHS,
    said: { [MISREAD]: [700, 100, 250, 250], '2-1-101': [1000, 1000, 700, 310] },
  });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');
  await writeTariffs(page, ann.url);
  for (const month of MONTHS.slice(0, 3)) await issueRun(ann.station, BY, { month, service: 'electricity' });

  // September: the preview counts the households whose price changed within it, and issues them all.
  await page.goto(`${ann.url}/billing?month=2026-09&service=electricity`);
  await expect(page.getByText(/^其中 70 张账单的账期内调过价/)).toBeVisible();
  await shot(page, 'preview');
  await page.getByRole('button', { name: /^开账 200 张/ }).click();
  await expect(page.getByText(/^已开账单 200 张/)).toBeVisible();

  // 20 August to 20 September: 22 of 31 days at the old price, 9 at the new; 2760 of the year are passed by it.
  const [changed, misread] = ['2-1-101', MISREAD].map((door) => houses.find((house) => house.door === door));
  if (!changed || !misread) throw new Error('the town has lost a house');
  await openBill(page, ann.url, { door: changed.door, month: '2026-09' });
  await expect(page.getByText('调价：2026-08-20 – 2026-09-10', { exact: false })).toBeVisible();
  const before = 2700;
  const old = (310 * 22) / 31;
  const yuan = zhejiang(before, old, [0.538, 0.588, 0.838]) + zhejiang(before + old, 310 - old, [0.558, 0.608, 0.858]);
  await expect(due(page)).toContainText(yuan.toFixed(2));
  await shot(page, 'price-change');

  // What the misread household was asked for, paid in full: June and July as read, August and September.
  // 700 = 260 × 0.589 + 340 × 0.639 + 100 × 0.889; 100 × 0.589; 250 × 0.589 twice.
  payAll(ann, misread, 45_930 + 5_890 + 14_725 + 14_725);
  await openBill(page, ann.url, { door: MISREAD, month: '2026-06' });
  const billNo = ((await page.getByRole('heading', { name: /^账单 B/ }).textContent()) ?? '').replace('账单 ', '');
  await page.getByRole('button', { name: '更正读数' }).click();
  const dialog = page.getByRole('dialog', { name: `更正读数（账单 ${billNo}）` });
  await dialog.getByLabel(/^总（原读数 1700/).fill('1300');
  await dialog.getByRole('button', { name: '预览更正' }).click();
  // June 300 = 260 × 0.589 + 40 × 0.639; July 500 = 260 × 0.589 + 240 × 0.639.
  const row = (month: string) => dialog.getByRole('row').filter({ hasText: month });
  for (const text of ['700', '300', '459.30', '178.70', '-280.60']) await expect(row('2026-06')).toContainText(text);
  for (const text of ['100', '500', '58.90', '306.50', '+247.60']) await expect(row('2026-07')).toContainText(text);
  await expect(row('2026-08')).toHaveCount(0);
  await expect(dialog.getByTestId('correction-difference')).toHaveText('-33.00');
  await expect(dialog).toContainText('退入余额 ¥33.00');
  await shot(page, 'correction');
  await dialog.getByLabel('更正原因').fill('把 3 看成 7');
  await dialog.getByLabel(/^输入账单号/).fill(billNo);
  await dialog.getByRole('button', { name: '红冲并重开' }).click();
  await expect(page.getByText('已更正，重开账单 2 张')).toBeVisible();
  await expect(due(page)).toContainText('178.70');
  await shot(page, 'corrected');
  await openBill(page, ann.url, { door: MISREAD, month: '2026-07' });
  await expect(page.getByText('已缴清')).toBeVisible();

  // The 33.00 are given back over the counter.
  await page.goto(`${ann.url}/cashier?customer=${misread.customerId}`);
  await page.getByRole('button', { name: '退款' }).click();
  const refund = page.getByRole('dialog', { name: /^退还余额/ });
  await expect(refund.getByLabel('退款金额')).toHaveValue('33.00');
  await refund.getByLabel('退款原因').fill('抄表更正，退还多收');
  await refund.getByRole('button', { name: '退款 ¥33.00' }).click();
  await expect(page.getByText(/已退款 33.00 元，退款单 T2026-000001/)).toBeVisible();
  await expect(page.frameLocator('iframe').getByText('叁拾叁元整').first()).toBeVisible();
  await shot(page, 'refund');
  // The clock of the test puts a script into every frame; the paper's frame lets none run.
  expect(complaints.filter((text) => !text.includes('about:srcdoc'))).toEqual([]);
  expect(ann.bugs).toEqual([]);
});

async function openBill(page: Page, url: string, of: { door: string; month: string }): Promise<void> {
  await page.goto(`${url}/billing?${new URLSearchParams({ tab: 'bills', text: of.door, in: of.month })}`);
  await page.getByRole('row').filter({ hasText: of.door }).first().click();
  await expect(page.getByRole('heading', { name: /^账单 B/ })).toBeVisible();
}

const due = (page: Page) => page.locator('section').filter({ hasText: '应缴金额' }).last();
