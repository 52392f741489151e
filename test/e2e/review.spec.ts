import { randomUUID } from 'node:crypto';
import { expect, type Page, test } from 'playwright/test';
import { recordReading } from '../../main/modules/readings/index.ts';
import type { MeterId, RequestId } from '../../main/shared/ids.ts';
import { type E2eStation, logIn, startStation, watchConsole } from './support.ts';
import { buildTown } from './town.ts';

const NOW = Date.parse('2026-10-05T09:00:00+08:00');
const BY = { userId: null, name: 'e2e', via: 'cli' } as const;
const SHOTS = process.env.SHOTS;

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/review-${name}.png` });
}

/** Six homes read from May to September; in October four used far too much, one nothing, one ran backwards. */
function furnish(ann: E2eStation): void {
  buildTown(ann, {
    codes: { YI: { houses: 6, hasTou: false } },
    openedOn: '2026-04-20',
    months: ['2026-05', '2026-06', '2026-07', '2026-08', '2026-09'],
    said: Object.fromEntries(
      ['101', '102', '103', '104', '201', '202'].map((room) => [`1-1-${room}`, [100, 100, 100, 100, 100]]),
    ),
  });
  const says = [2500, 2600, 2700, 2800, 1500, 1400];
  for (const [i, total] of says.entries())
    recordReading(ann.station, BY, {
      meterId: (i + 1) as MeterId,
      readOn: '2026-10-04',
      totalMilli: total * 1000,
      isConfirmed: true,
      note: '现场核对',
      requestId: randomUUID() as RequestId,
    });
}

test('the queue is filtered, decided by keys and in bulk, corrected, taken back, and remembered in the address', async ({
  page,
}) => {
  test.setTimeout(90_000);
  page.setDefaultTimeout(10_000);
  await page.setViewportSize({ width: 1366, height: 768 });
  await using ann = await startStation({ users: ['manager'], now: () => NOW });
  await page.clock.setSystemTime(NOW);
  furnish(ann);
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/readings/review`);
  await expect(page.getByText('待复核 6 条')).toBeVisible();
  const row = (door: string) => page.getByRole('row').filter({ hasText: door });
  await expect(row('1-1-101')).toContainText(/用量 1000\.00，是通常约 \d+ 的 [\d.]+ 倍/);
  await expect(row('1-1-202')).toContainText('比上次 1500.00 少 100.00');
  await shot(page, 'queue');

  // By keys: down to the second, a look at its history, back, and it is corrected.
  await page.keyboard.press('j');
  await expect(row('1-1-102')).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: '表 331000002 的读数历史' });
  await expect(drawer.getByText('用量超过通常的三倍')).toBeVisible();
  await shot(page, 'history');
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await page.keyboard.press('c');
  const correct = page.getByRole('dialog', { name: '更正 1-1-102 的读数 2600.00' });
  await correct.getByLabel('总').fill('1600');
  await correct.getByLabel('处理说明').fill('照片上看清是 1600');
  await expect(correct.getByRole('status')).toContainText('用量 100.00');
  await shot(page, 'correct');
  await correct.getByRole('button', { name: '保存更正' }).click();
  await expect(page.getByText('已更正 1 条')).toBeVisible();
  await expect(page.getByText('待复核 5 条')).toBeVisible();

  // In bulk: of all that are left one ran backwards and is told so; the others are accepted.
  await page.getByRole('checkbox', { name: 'Select all' }).check();
  await expect(page.getByText('已选 5 条')).toBeVisible();
  await page.getByRole('button', { name: '通过 A' }).click();
  const accept = page.getByRole('dialog', { name: '通过 5 条读数' });
  await expect(accept.getByText('可以处理 4 条；1 条不能处理，会原样留在队列里。')).toBeVisible();
  await accept.getByLabel('处理说明').fill('逐户电话核实');
  await shot(page, 'accept-many');
  await accept.getByRole('button', { name: '通过', exact: true }).click();
  await expect(accept.getByText('已处理 4 条；1 条没有处理，仍在队列里。')).toBeVisible();
  await accept.getByRole('button', { name: '关闭' }).last().click();
  await expect(page.getByText('待复核 1 条')).toBeVisible();

  // All four are taken back; a filter by reason stays in the address.
  await page.getByRole('button', { name: '撤销 U' }).click();
  const undo = page.getByRole('dialog', { name: '撤销对 4 条读数的处理' });
  await undo.getByLabel('原因').fill('还要再核');
  await undo.getByLabel('原因').press('Enter');
  await expect(page.getByText('待复核 5 条')).toBeVisible();
  await page.getByText('一直有用量，这次为零 1').click();
  await expect(page).toHaveURL(/reason=zero/);
  await page.reload();
  await expect(page.getByText('待复核 5 条，符合条件 1 条')).toBeVisible();

  // Sent back it waits to be read again; the last ones are estimated.
  await page.keyboard.press('s');
  const back = page.getByRole('dialog', { name: '退回重抄 1 条读数' });
  await back.getByLabel('重抄期限（可不填）').fill('2026-10-08');
  await back.getByLabel('处理说明').fill('去现场再抄一次');
  await shot(page, 'send-back');
  await back.getByRole('button', { name: '退回重抄' }).click();
  await expect(page.getByText('没有符合条件的读数')).toBeVisible();
  await page.getByRole('button', { name: '清除筛选' }).click();
  await page.getByRole('checkbox', { name: 'Select all' }).check();
  await page.keyboard.press('e');
  const estimate = page.getByRole('dialog', { name: '4 条读数改用估抄' });
  await expect(estimate.getByText('换成估抄值').first()).toBeVisible();
  await estimate.getByLabel('处理说明').fill('住户不在家');
  await shot(page, 'estimate');
  await estimate.getByRole('button', { name: '改用估抄' }).click();
  await expect(page.getByText('没有待复核的读数')).toBeVisible();
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});
