import { expect, type Page, test } from 'playwright/test';
import { createUser } from '../../main/modules/users/index.ts';
import { RequestId } from '../../main/shared/ids.ts';
import { logIn, PASSWORD, startStation, watchConsole } from './support.ts';

const rail = (page: Page) => page.getByRole('navigation', { name: '主菜单' });

async function typeLogin(page: Page, loginName: string, password: string): Promise<void> {
  await page.getByLabel('登录名').fill(loginName);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

async function unlock(page: Page, password = PASSWORD): Promise<void> {
  const cover = page.locator('.cover');
  await cover.getByLabel('密码', { exact: true }).fill(password);
  await cover.getByRole('button', { name: '解锁' }).click();
}

test('an empty station is set up and its administrator is inside', async ({ page }) => {
  await using ann = await startStation();
  const complaints = watchConsole(page);
  await page.goto(ann.url);
  await expect(page.getByText('开站设置')).toBeVisible();
  await expect(page.getByRole('button', { name: '打开演示站点' })).toBeHidden();

  await page.getByRole('button', { name: '开站', exact: true }).click();
  await expect(page.getByText('请填写站点名称')).toBeVisible();

  await page.getByLabel('站点名称').fill('城北液化气站');
  await page.getByLabel('管理员姓名').fill('刘站长');
  await page.getByLabel('登录名').fill('liu');
  await page.getByLabel('新密码').fill('12345678');
  await page.getByRole('button', { name: '开站', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('太容易被猜到');
  // The refusal itself is the one thing the browser may have logged: it was asked for.
  expect(complaints.every((text) => text.includes('400'))).toBe(true);
  const before = complaints.length;

  await page.getByLabel('新密码').fill(PASSWORD);
  await page.getByRole('button', { name: '开站', exact: true }).click();
  await expect(rail(page)).toBeVisible();
  await expect(page.getByText('城北液化气站')).toBeVisible();
  expect(complaints.slice(before)).toEqual([]);
  expect(ann.bugs).toEqual([]);
});

test('the demo station is one click away, and its login page tells its logins', async ({ page }) => {
  test.setTimeout(90_000);
  await using ann = await startStation({ demo: 'offered' });
  await page.goto(ann.url);
  await page.getByRole('button', { name: '打开演示站点' }).click();
  await expect(page.getByText('演示站点的登录名和密码')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: '进入 cashier' }).click();
  await expect(rail(page)).toBeVisible();
  await expect(page.getByText('演示', { exact: true })).toBeVisible();
  expect(ann.bugs).toEqual([]);
});

test('wrong passwords are answered in words, and after the fourth with the time to wait', async ({ page }) => {
  await using ann = await startStation({ users: ['cashier'] });
  await page.goto(ann.url);
  await typeLogin(page, 'cashier', 'not-the-password');
  await expect(page.getByRole('alert')).toContainText('登录名或密码不对');
  for (let i = 0; i < 3; i++) {
    const answered = page.waitForResponse((response) => response.url().includes('session.login'));
    await typeLogin(page, 'cashier', 'not-the-password');
    await answered;
  }
  await typeLogin(page, 'cashier', PASSWORD);
  await expect(page.getByRole('alert')).toContainText(/密码多次输错，请等 \d+ 秒后再试/);
  expect(ann.bugs).toEqual([]);
});

test('a login opens the frame, and a reload stays inside', async ({ page }) => {
  await using ann = await startStation({ users: ['cashier'] });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'cashier');
  await expect(page.getByText('已连接')).toBeVisible();
  await page.reload();
  await expect(rail(page)).toBeVisible();
  expect(complaints).toEqual([]);
});

test('a first password must be changed before anything else', async ({ page }) => {
  await using ann = await startStation({ users: [] });
  await createUser(
    ann.station,
    { userId: null, name: 'e2e', via: 'cli' },
    {
      loginName: 'wang',
      displayName: '王芳',
      roles: ['cashier'],
      password: PASSWORD,
      requestId: RequestId.parse(crypto.randomUUID()),
    },
  );
  await page.goto(ann.url);
  await typeLogin(page, 'wang', PASSWORD);
  await expect(page.getByText('王芳，请先修改密码')).toBeVisible();
  await expect(rail(page)).toBeHidden();
  await page.getByLabel('当前密码').fill(PASSWORD);
  await page.getByLabel('新密码', { exact: true }).fill('my-own-2026-word');
  await page.getByLabel('再输入一次新密码').fill('my-own-2026-wird');
  await page.getByRole('button', { name: '修改密码' }).click();
  await expect(page.getByText('两次输入的新密码不一致')).toBeVisible();
  await page.getByLabel('再输入一次新密码').fill('my-own-2026-word');
  await page.getByRole('button', { name: '修改密码' }).click();
  await expect(rail(page)).toBeVisible();
});

test('a locked screen hides the page, keeps what was typed and gives the focus back', async ({ page }) => {
  await using ann = await startStation({ users: ['administrator'] });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'administrator');
  await page.goto(`${ann.url}/users`);
  await page.getByRole('button', { name: '添加用户' }).click();
  const name = page.getByLabel('姓名');
  await name.fill('赵敏');
  await page.keyboard.press('Control+l');
  await expect(page.getByText('刘站长 的屏幕已锁定')).toBeVisible();
  await expect(page.locator('.cover').getByLabel('密码', { exact: true })).toBeFocused();
  // Neither a click nor the keyboard reaches the page or its drawer.
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('[inert]') ?? null)).toBeNull();
  }
  const refused = page.waitForResponse((response) => response.url().includes('session.unlock'));
  await unlock(page, 'not-the-password');
  expect((await refused).status()).toBe(401);
  await expect(page.getByRole('alert')).toContainText('登录名或密码不对');
  const before = complaints.length;
  await unlock(page);
  await expect(page.getByText('屏幕已锁定')).toBeHidden();
  await expect(name).toHaveValue('赵敏');
  await expect(name).toBeFocused();
  expect(complaints.slice(before)).toEqual([]);
});

test('the station refuses a locked session even when the cover is taken away', async ({ page }) => {
  await using ann = await startStation({ users: ['administrator'] });
  await logIn(page, ann.url, 'administrator');
  await page.keyboard.press('Control+l');
  await expect(page.getByText('屏幕已锁定')).toBeVisible();
  const status = await page.evaluate(async () => (await fetch('/trpc/users.list')).status);
  expect(status).toBe(401);
});

test('fifteen minutes without a hand lock the screen', async ({ page }) => {
  await using ann = await startStation({ users: ['cashier'] });
  await page.clock.install();
  await logIn(page, ann.url, 'cashier');
  await page.clock.runFor('14:30');
  await expect(page.getByText('屏幕已锁定')).toBeHidden();
  await page.keyboard.press('Shift');
  await page.clock.runFor('14:30');
  await expect(page.getByText('屏幕已锁定')).toBeHidden();
  await page.clock.runFor('01:00');
  await expect(page.getByText('王芳 的屏幕已锁定')).toBeVisible();
  await unlock(page);
  await expect(page.getByText('屏幕已锁定')).toBeHidden();
});

test('a session that ended lets its owner go on with what was typed', async ({ page }) => {
  await using ann = await startStation({ users: ['administrator'] });
  await logIn(page, ann.url, 'administrator');
  await page.goto(`${ann.url}/users`);
  await page.getByRole('button', { name: '添加用户' }).click();
  await page.getByLabel('姓名').fill('赵敏');
  ann.station.db.exec('UPDATE session SET ended_at = 1');
  await page.getByLabel('登录名').fill('zhao');
  await page.getByRole('button', { name: '添加用户' }).last().click();
  await expect(page.getByText('请重新登录', { exact: true })).toBeVisible();
  const cover = page.locator('.cover');
  await expect(cover.getByLabel('登录名')).toHaveValue('administrator');
  await cover.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await cover.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByText('请重新登录', { exact: true })).toBeHidden();
  await expect(page.getByLabel('姓名')).toHaveValue('赵敏');
  await page.getByRole('button', { name: '添加用户' }).last().click();
  await expect(page.getByText('已添加用户 赵敏')).toBeVisible();
});

test('everybody changes their own password from the menu', async ({ page }) => {
  await using ann = await startStation({ users: ['cashier'] });
  await logIn(page, ann.url, 'cashier');
  await page.getByRole('button', { name: '王芳 的菜单' }).click();
  await page.getByText('修改密码').click();
  const dialog = page.getByRole('dialog', { name: '修改密码' });
  await dialog.getByLabel('当前密码').fill('not-the-password');
  await dialog.getByLabel('新密码', { exact: true }).fill('my-own-2026-word');
  await dialog.getByLabel('再输入一次新密码').fill('my-own-2026-word');
  await dialog.getByRole('button', { name: '修改密码' }).click();
  await expect(dialog.getByRole('alert')).toContainText('当前密码不对');
  await dialog.getByLabel('当前密码').fill(PASSWORD);
  await dialog.getByRole('button', { name: '修改密码' }).click();
  await expect(dialog).toBeHidden();
  await page.keyboard.press('Control+l');
  await unlock(page, 'my-own-2026-word');
  await expect(page.getByText('屏幕已锁定')).toBeHidden();
});

test('logging out ends the session and shows the login', async ({ page }) => {
  await using ann = await startStation({ users: ['cashier'] });
  await logIn(page, ann.url, 'cashier');
  await page.getByRole('button', { name: '王芳 的菜单' }).click();
  await page.getByText('退出登录').click();
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('登录名')).toBeVisible();
});

test('the login fits a phone', async ({ page }) => {
  await using ann = await startStation({ users: ['reader'] });
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto(ann.url);
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeInViewport();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});
