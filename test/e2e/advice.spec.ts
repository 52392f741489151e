import { expect, test } from 'playwright/test';
import { issueRun } from '../../main/modules/billing/index.ts';
import type { TariffDocumentInput } from '../../main/modules/tariffs/document.schema.ts';
import { activateTariff, createTariff } from '../../main/modules/tariffs/index.ts';
import { addMonths, localDate, monthOf } from '../../main/shared/dates.ts';
import { type E2eStation, logIn, startStation, watchConsole } from './support.ts';
import { buildTown } from './town.ts';

const BY = { userId: null, name: 'e2e', via: 'cli' } as const;
const SHOTS = process.env.SHOTS;

const BY_MONTH: TariffDocumentInput = {
  format: 1,
  unit: 'kWh',
  rounding: 'per-bill',
  cycle: 'month',
  scheme: {
    kind: 'tiered',
    tiers: [
      { upTo: '200', price: '0.50' },
      { upTo: null, price: '0.80' },
    ],
  },
};
const TOU: TariffDocumentInput = { ...BY_MONTH, scheme: { kind: 'flat', price: { peak: '0.56', valley: '0.28' } } };

function addTariff({ station }: E2eStation, code: string, document: TariffDocumentInput, isActive = true) {
  const head = { code, name: `${code} 电价`, effectiveFrom: isActive ? '2025-01-01' : '2026-01-01', source: 'e2e' };
  const tariffId = createTariff(station, BY, { ...head, service: 'electricity', document });
  if (isActive)
    activateTariff(station, BY, { tariffId, verifiedOn: '2025-01-01', verifiedBy: '刘站长', source: 'e2e' });
  return tariffId;
}

/** Two months of two houses by months and two by time of use; the first of each used 300 and 100 kWh. */
async function furnish(ann: E2eStation) {
  const last = addMonths(monthOf(localDate(Date.now(), ann.station.zone)), -1);
  const months = [addMonths(last, -1), last];
  addTariff(ann, 'STEP', BY_MONTH);
  addTariff(ann, 'TOU', TOU);
  const houses = buildTown(ann, {
    codes: { STEP: { houses: 2, hasTou: false }, TOU: { houses: 2, hasTou: true } },
    openedOn: `${addMonths(last, -1)}-01`,
    months,
    said: { '1-1-101': [300, 100], '1-1-102': [150, 150], '2-1-101': [300, 100], '2-1-102': [600, 300] },
  });
  for (const month of months) await issueRun(ann.station, BY, { month, service: 'electricity' });
  return { houses, months };
}

test('a household sees which tariff would have been cheaper, and why one cannot be compared', async ({ page }) => {
  await using ann = await startStation({ users: ['cashier'] });
  const { houses, months } = await furnish(ann);
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'cashier');
  // By time of use: 200 × 0.56 + 100 × 0.28, and 67 × 0.56 + 33 × 0.28; by months 100 + 80, and 50.
  await page.goto(`${ann.url}/customers/${houses[2]?.customerId}`);
  await page.getByRole('tab', { name: '换价试算' }).click();
  await expect(page.getByText(/用量 400(\.0+)? kWh，实际开账 ¥186\.76/)).toBeVisible();
  await expect(page.getByRole('row', { name: /TOU 电价/ })).toContainText('186.76');
  await expect(page.getByRole('row', { name: /TOU 电价/ })).toContainText('现用');
  const step = page.getByRole('row', { name: /STEP 电价/ });
  await expect(step).toContainText('230.00');
  await expect(step).toContainText('+43.24');
  await step.getByRole('button').click();
  const month = page.getByRole('row', { name: new RegExp(`^${months[0]}`) });
  await expect(month).toContainText('140.00');
  await expect(month).toContainText('180.00');
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/advice-tab.png` });

  await page.goto(`${ann.url}/customers/${houses[0]?.customerId}?tab=advice`);
  await expect(page.getByRole('row', { name: /TOU 电价/ })).toContainText('缺分时读数（2 个月）');
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/advice-unratable.png` });
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});

test('before a new price is put in force, what it would have meant last year is looked at and exported', async ({
  page,
}) => {
  await using ann = await startStation({ users: ['manager'] });
  await furnish(ann);
  const scheme = {
    ...BY_MONTH.scheme,
    tiers: [
      { upTo: '200', price: '0.45' },
      { upTo: null, price: '1.00' },
    ],
  };
  const tariffId = addTariff(ann, 'STEP', { ...BY_MONTH, scheme } as TariffDocumentInput, false);
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/tariffs?tariff=${tariffId}`);
  await page.getByRole('button', { name: /^启\s?用$/ }).click();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/rehearsal-activate.png` });
  await page.getByRole('link', { name: /启用前先试算/ }).click();
  await page.getByRole('button', { name: '开始试算' }).click();
  // 180 + 50 + 75 + 75 = 380.00 → (90 + 100) + 45 + 67.50 + 67.50 = 370.00.
  const result = page.getByRole('table').first();
  await expect(result).toContainText('380.00');
  await expect(result).toContainText('370.00');
  await expect(result).toContainText('-10.00');
  await expect(result).toContainText('1 户，合计 ¥15.00');
  await expect(result).toContainText('1 户，合计 ¥5.00');
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/rehearsal.png` });
  await page.getByRole('tab', { name: '按阶梯' }).click();
  await expect(page.getByRole('row', { name: /^第 2 档/ })).toContainText('+5.00');
  await page.getByRole('tab', { name: '少缴最多的户' }).click();
  await expect(page.getByRole('row', { name: /1-1-102/ })).toContainText('-15.00');
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/rehearsal-winners.png` });
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /导出|Excel/ }).click();
  expect((await download).suggestedFilename()).toMatch(/^调价试算 STEP.*\.xlsx$/);
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});
