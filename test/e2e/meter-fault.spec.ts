import { expect, type Page, test } from 'playwright/test';
import { issueRun } from '../../main/modules/billing/index.ts';
import { activateTariff, createTariff } from '../../main/modules/tariffs/index.ts';
import { type E2eStation, logIn, startStation, watchConsole } from './support.ts';
import { buildTown } from './town.ts';

const NOW = Date.parse('2026-10-05T09:00:00+08:00');
const BY = { userId: null, name: 'e2e', via: 'cli' } as const;
const SHOTS = process.env.SHOTS;

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/meter-fault-${name}.png` });
}

/** Two homes at one yuan a kWh, 300 kWh each in July and in August. */
async function furnish(ann: E2eStation) {
  const { station } = ann;
  const head = { code: 'YI', name: '单一价', effectiveFrom: '2025-01-01', source: 'e2e' };
  const scheme = { kind: 'flat', price: '1.00' } as const;
  const document = { format: 1, unit: 'kWh', rounding: 'per-bill', cycle: 'month', scheme } as const;
  const tariffId = createTariff(station, BY, { ...head, service: 'electricity', document });
  activateTariff(station, BY, { tariffId, verifiedOn: '2026-01-01', verifiedBy: '刘站长', source: 'e2e' });
  buildTown(ann, {
    codes: { YI: { houses: 2, hasTou: false } },
    openedOn: '2026-06-20',
    months: ['2026-07', '2026-08'],
    said: { '1-1-101': [300, 300], '1-1-102': [300, 300] },
  });
  for (const month of ['2026-07', '2026-08']) await issueRun(station, BY, { month, service: 'electricity' });
  const [billedTo] = station.db.prepare('SELECT max(period_to) FROM bill').pluck().all() as string[];
  return { billedTo: billedTo ?? '' };
}

async function ask(page: Page, percent: string, days: { from: string; to: string }) {
  await page.getByRole('button', { name: '差错退补' }).click();
  const dialog = page.getByRole('dialog', { name: /计量差错退补/ });
  await dialog.getByLabel('检定误差（%）').fill(percent);
  await dialog.getByLabel('上次检定合格（或装表）日期').fill(days.from);
  await dialog.getByLabel('发现并更正日期').fill(days.to);
  await dialog.getByRole('button', { name: /预\s?览/ }).click();
  return dialog;
}

test('a slow meter is charged on a bill that shows how, a fast one gives credit, and either is reversed', async ({
  page,
}) => {
  test.setTimeout(120_000);
  page.setDefaultTimeout(10_000);
  await using ann = await startStation({ users: ['manager'], now: () => NOW });
  await page.clock.setSystemTime(NOW);
  const { billedTo } = await furnish(ann);
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');

  // 600 recorded, 10 % slow, since when unknown: 600 × 10 ÷ 90 ÷ 2 = 33.333 kWh at one yuan, 316.67 for each bill.
  await page.goto(`${ann.url}/meters/1`);
  const days = { from: '2026-06-20', to: billedTo };
  const slow = await ask(page, '-10', days);
  await expect(slow.getByText('起始不明：从上次合格之日起，按差额的一半。')).toBeVisible();
  await expect(slow.getByRole('row', { name: /合计 600 33.333 600.00 633.34 33.34/ })).toBeVisible();
  await expect(slow.getByText('补收 33.34 元，开一张账单，20 天内缴。')).toBeVisible();
  const submit = slow.getByRole('button', { name: '开补收账单' });
  await expect(submit).toBeDisabled();
  await slow.getByLabel('检定证书号').fill('JD-118');
  await slow.getByLabel('原因').fill('用户申请校验，偏慢');
  await shot(page, 'preview');
  await submit.click();
  await expect(slow).toBeHidden();
  const row = page.getByRole('row', { name: /JD-118/ });
  await expect(row).toContainText('-10.00%');
  await shot(page, 'meter');
  await row.getByRole('link').click();
  await expect(page.getByRole('heading', { name: '计量差错补收' })).toBeVisible();
  await expect(page.getByRole('row', { name: /合计 600 33.333 600.00 633.34 33.34/ })).toBeVisible();
  await expect(page.getByText(/检定证书 JD-118/)).toBeVisible();
  await shot(page, 'bill');

  await page.goto(`${ann.url}/meters/1`);
  await row.getByRole('button', { name: /红\s?冲/ }).click();
  const reverse = page.getByRole('dialog', { name: '红冲差错退补 33.34 元' });
  await reverse.getByLabel('原因').fill('证书作废');
  await reverse.getByRole('button', { name: /红\s?冲/ }).click();
  await expect(row).toContainText('2026-10-05 红冲');

  // 600 × 20 ÷ 120 ÷ 2 = 50 too much.
  await page.goto(`${ann.url}/meters/2`);
  const fast = await ask(page, '20', days);
  await expect(fast.getByRole('row', { name: /合计 600 -50 600.00 550.00 -50.00/ })).toBeVisible();
  await fast.getByLabel('检定证书号').fill('JD-119');
  await fast.getByLabel('原因').fill('偏快');
  await shot(page, 'fast');
  await fast.getByRole('button', { name: '退到余额' }).click();
  await expect(page.getByRole('row', { name: /JD-119/ })).toContainText('退到余额');
  expect(complaints).toEqual([]);

  // The same days again: refused by a 409, which the browser itself complains of.
  const again = await ask(page, '20', days);
  await expect(again.getByText(/已按检定证书 JD-119 退补过/)).toBeVisible();
});
