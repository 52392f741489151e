import { randomUUID } from 'node:crypto';
import { expect, type Page, test } from 'playwright/test';
import { issueRun } from '../../main/modules/billing/index.ts';
import { recordReading } from '../../main/modules/readings/index.ts';
import { activateTariff, createTariff } from '../../main/modules/tariffs/index.ts';
import type { MeterId, RequestId } from '../../main/shared/ids.ts';
import { type E2eStation, logIn, startStation, watchConsole } from './support.ts';
import { buildTown } from './town.ts';

const NOW = Date.parse('2026-10-05T09:00:00+08:00');
const BY = { userId: null, name: 'e2e', via: 'cli' } as const;
const SHOTS = process.env.SHOTS;

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/meterwork-${name}.png` });
}

/** Four homes at one yuan a kWh, read and billed for July and August; nobody has read September yet. */
async function furnish(ann: E2eStation) {
  const { station } = ann;
  const head = { code: 'YI', name: '单一价', effectiveFrom: '2025-01-01', source: 'e2e' };
  const scheme = { kind: 'flat', price: '1.00' } as const;
  const document = { format: 1, unit: 'kWh', rounding: 'per-bill', cycle: 'month', scheme } as const;
  const tariffId = createTariff(station, BY, { ...head, service: 'electricity', document });
  activateTariff(station, BY, { tariffId, verifiedOn: '2026-01-01', verifiedBy: '刘站长', source: 'e2e' });
  const houses = buildTown(ann, {
    codes: { YI: { houses: 4, hasTou: false } },
    openedOn: '2026-06-20',
    months: ['2026-07', '2026-08'],
    said: { '1-1-101': [300, 300], '1-1-102': [100, 120], '1-1-103': [200, 200], '1-1-104': [150, 150] },
  });
  for (const month of ['2026-07', '2026-08']) await issueRun(station, BY, { month, service: 'electricity' });
  return houses;
}

function read(ann: E2eStation, meterId: number, readOn: string, total: number): void {
  const values = { totalMilli: total * 1000, isConfirmed: true, note: '现场核对' };
  const requestId = randomUUID() as RequestId;
  recordReading(ann.station, BY, { meterId: meterId as MeterId, readOn, ...values, requestId });
}

test('a meter is replaced, another estimated and put right, a misreading is no rollover, two swapped meters are exchanged', async ({
  page,
}) => {
  test.setTimeout(120_000);
  page.setDefaultTimeout(10_000);
  await using ann = await startStation({ users: ['manager'], now: () => NOW });
  await page.clock.setSystemTime(NOW);
  await furnish(ann);
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');

  // 101: last read 1600, taken down at 1655 on the twentieth of September.
  await page.goto(`${ann.url}/meters/1`);
  await page.getByRole('button', { name: '换表', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: '更换表计 331000001' });
  await drawer.getByLabel('换表日期').fill('2026-09-20');
  await drawer.getByLabel('旧表止码 总').fill('1655');
  await drawer.getByLabel('表号').fill('NEW-1');
  await drawer.getByLabel('新表起码 总').fill('3');
  await drawer.getByLabel('原因').fill('到检定期');
  await drawer.getByRole('button', { name: '预览' }).click();
  await expect(drawer.getByRole('row', { name: /之前 2026-09 331000001 不开账：本月没有读数/ })).toBeVisible();
  await expect(drawer.getByRole('row', { name: /之后 2026-09 331000001 55 55.00/ })).toBeVisible();
  await shot(page, 'replace');
  await drawer.getByRole('button', { name: '拆旧装新' }).click();
  await expect(page.getByRole('heading', { name: /NEW-1/ })).toBeVisible();

  // 104 cannot be read: 150 in 31 days, the same a day until the twentieth of September.
  await page.goto(`${ann.url}/readings?month=2026-09&service=electricity`);
  await page.getByLabel('抄表日期').fill('2026-09-20');
  await page.getByRole('button', { name: '估抄', exact: true }).click();
  const estimates = page.getByRole('dialog', { name: '2026-09 未抄到的表估抄' });
  await expect(estimates.getByRole('row', { name: /1-1-104/ })).toBeVisible();
  for (const door of ['1-1-102', '1-1-103'])
    await estimates
      .getByRole('row', { name: new RegExp(door) })
      .getByRole('checkbox')
      .uncheck();
  await estimates.getByLabel('原因').fill('家中无人');
  await shot(page, 'estimate');
  await estimates.getByRole('button', { name: /^估抄 \d+ 块$/ }).click();
  await expect(page.getByText(/^已估抄 \d+ 块表/)).toBeVisible();
  await issueRun(ann.station, BY, { month: '2026-09', service: 'electricity' });

  // Really 104 used 30 kWh only.
  read(ann, 4, '2026-10-04', 1330);
  await page.goto(`${ann.url}/readings/review`);
  await page.getByRole('row').filter({ hasText: '1-1-104' }).getByRole('button', { name: '冲正估抄' }).click();
  const trueUp = page.getByRole('dialog', { name: '1-1-104 按实抄冲正估抄' });
  await expect(trueUp.getByText(/^已开账单差额 ¥-/)).toBeVisible();
  await trueUp.getByLabel('原因').fill('实抄冲正');
  await shot(page, 'true-up');
  await trueUp.getByRole('button', { name: '冲正并接受实抄' }).click();
  await expect(page.getByText('没有待复核的读数')).toBeVisible();

  // 103 cannot have gone round from 1400: somebody misread it.
  read(ann, 3, '2026-10-04', 20);
  await page.goto(`${ann.url}/readings/review`);
  await page.getByRole('row').filter({ hasText: '1-1-103' }).getByRole('button', { name: '翻转' }).click();
  const rollover = page.getByRole('dialog', { name: '1-1-103 计度器翻转' });
  await expect(rollover.getByText(/超过半个量程/)).toBeVisible();
  await shot(page, 'rollover');
  await rollover.getByRole('button', { name: '取消' }).click();

  // 102 and 103 were connected crosswise from the start.
  await page.goto(`${ann.url}/meters/2`);
  await page.getByRole('button', { name: '两表装反' }).click();
  const swap = page.getByRole('dialog', { name: '表 331000002 与另一块表装反' });
  await swap.getByLabel('另一块表').fill('331000003');
  await page.locator('.ant-select-dropdown:visible').getByText('331000003').click();
  await swap.getByLabel('从哪天起').fill('2026-06-20');
  await swap.getByRole('button', { name: '预览' }).click();
  await expect(swap.getByRole('row', { name: /2026-07 331000002 100 200 100.00 200.00 \+100.00/ })).toBeVisible();
  await expect(swap.getByRole('row', { name: /2026-08 331000003 200 120 200.00 120.00 -80.00/ })).toBeVisible();
  await expect(swap.getByTestId('correction-difference')).toHaveText('0.00');
  await swap.getByLabel('原因').fill('装表时接反');
  await swap.getByLabel(/^输入另一块表的表号/).fill('331000003');
  await shot(page, 'swap');
  await swap.getByRole('button', { name: '对换并重开账单' }).click();
  await expect(page.getByText('两块表已对换，重开账单 4 张')).toBeVisible();
  expect(complaints.filter((text) => !text.includes('409'))).toEqual([]);
  expect(ann.bugs).toEqual([]);
});
