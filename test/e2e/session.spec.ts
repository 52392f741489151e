import { expect, test } from 'playwright/test';
import { logIn, startStation, watchConsole } from './support.ts';

test('a login opens the frame', async ({ page }) => {
  await using ann = await startStation({ users: ['cashier'] });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'cashier');
  await page.screenshot({ path: '/tmp/shot-login.png' });
  expect(complaints).toEqual([]);
});
