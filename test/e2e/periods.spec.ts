import { expect, test } from 'playwright/test';
import { seedHouseholds } from './cashier-world.ts';
import { logIn, startStation, watchConsole } from './support.ts';

const SHOTS = process.env.SHOTS;

test('a manager closes a month after seeing what is open in it, nothing posts into it, and it is reopened with a reason', async ({
  page,
}) => {
  let now = Date.parse('2026-09-10T09:00:00+08:00');
  await using ann = await startStation({ users: ['manager', 'cashier'], now: () => now });
  const world = seedHouseholds(ann);
  const zhang = world.open('张伟', '501');
  world.town.bill(zhang.accountId, 4550, { month: '2026-08' });
  world.payElsewhere(zhang.customerId, 3000);
  now = Date.parse('2026-10-02T09:00:00+08:00');
  await page.clock.setSystemTime(now);
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');
  await page.getByRole('link', { name: /结账$/ }).click();
  const september = page.getByRole('row').filter({ hasText: '2026-09' });
  await expect(september).toContainText('未结账');
  await expect(page.getByRole('row').filter({ hasText: '2026-10' })).toContainText('本月');

  await september.getByRole('button', { name: '结账' }).click();
  const dialog = page.getByRole('dialog', { name: '结账 2026-09' });
  await expect(dialog.getByText('没有未了事项')).toBeVisible();
  await expect(dialog.getByRole('row').filter({ hasText: '1122' })).toContainText('15.50');
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/close.png` });
  await dialog.getByRole('button', { name: '结账 2026-09' }).click();
  await expect(september).toContainText('已结账');
  await expect(september).toContainText('陈经理 结账');

  // The clock of the computer goes back into the closed month: the till is refused.
  now = Date.parse('2026-09-30T09:00:00+08:00');
  expect(() => world.payElsewhere(zhang.customerId, 1000)).toThrow('ledger.period-closed');
  now = Date.parse('2026-10-02T09:01:00+08:00');

  await september.getByRole('button', { name: '反结账' }).click();
  const reopen = page.getByRole('dialog', { name: '反结账 2026-09' });
  await expect(reopen.getByLabel('原因')).toBeFocused();
  await reopen.getByLabel('原因').fill('漏记一笔收款');
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/reopen.png` });
  await reopen.getByRole('button', { name: '反结账 2026-09' }).click();
  await expect(september).toContainText('未结账');
  await expect(september).toContainText('反结账，原因：漏记一笔收款');
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/periods.png` });
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});
