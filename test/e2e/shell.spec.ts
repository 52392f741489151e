import { expect, type Page, test } from 'playwright/test';
import { logIn, PASSWORD, startStation, watchConsole } from './support.ts';

const rail = (page: Page) => page.getByRole('navigation', { name: '主菜单' });

test('the language changes in place and stays', async ({ page }) => {
  await using ann = await startStation({ users: ['cashier'] });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'cashier');
  await page.getByRole('button', { name: '王芳 的菜单' }).click();
  await page.getByText('English').click();
  await expect(page.getByRole('navigation', { name: 'Main menu' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.reload();
  await expect(page.getByRole('navigation', { name: 'Main menu' })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('the colours change in place and stay, before the login as well', async ({ page }) => {
  await using ann = await startStation({ users: ['cashier'] });
  await page.goto(ann.url);
  const brightness = () =>
    page.locator('.centred, .shell').evaluate((element) => {
      const parts = getComputedStyle(element).backgroundColor.match(/\d+/g) ?? [];
      return parts.slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
    });
  expect(await brightness()).toBeGreaterThan(600);
  await page.getByRole('button', { name: '深色' }).click();
  await expect.poll(brightness).toBeLessThan(100);
  await logIn(page, ann.url, 'cashier');
  expect(await brightness()).toBeLessThan(100);
});

test('Ctrl+K goes to a page by its initials, without the mouse', async ({ page }) => {
  await using ann = await startStation({ users: ['administrator'] });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'administrator');
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox', { name: '查找' });
  await expect(box).toBeFocused();
  await page.keyboard.type('zdsz');
  await expect(page.getByRole('option', { name: '站点设置' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${ann.url}/settings`);
  await expect(page.getByRole('heading', { name: '站点设置' })).toBeVisible();

  // What was chosen comes first the next time; arrows move on, Esc leaves.
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('option').first()).toContainText('最近');
  await page.keyboard.type('yonghu');
  await expect(page.getByRole('option')).toHaveText([/用户档案/, /用户/]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${ann.url}/users`);
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Escape');
  await expect(box).toBeHidden();
  expect(complaints).toEqual([]);
});

test('Ctrl+K finds pages that stand behind others, by their names in either language', async ({ page }) => {
  await using ann = await startStation({ users: ['administrator'] });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'administrator');
  const find = async (name: string, text: string) => {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name })).toBeFocused();
    await page.keyboard.type(text);
  };
  const wanted = [
    ['bjjr', '表计接入', '/commissioning', '表计'],
    ['tamper', '计量与防窃', '/accuracy', '表计'],
    ['批量导入', '批量导入', '/import', '用户档案'],
    ['load curve', '负荷曲线', '/load', '自动抄表'],
    ['bjgj', '表计告警', '/alerts', '自动抄表'],
    ['review', '读数复核', '/readings/review', '抄表'],
    ['cblx', '抄表路线', '/rounds/routes', '抄表任务'],
    ['催缴规则', '催缴规则', '/dunning/rules', '催缴'],
    ['kaihu', '开户', '/customers/new', '用户档案'],
  ] as const;
  for (const [text, label, path, entry] of wanted) {
    await find('查找', text);
    await expect(page.getByRole('option').first()).toContainText(label);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(ann.url + path);
    // The rail keeps marking the entry that the page stands behind.
    await expect(rail(page).locator('[aria-current="page"]')).toHaveText(entry);
  }
  await page.getByRole('button', { name: '刘站长 的菜单' }).click();
  await page.getByText('English').click();
  await find('Find', '表计接入');
  await expect(page.getByRole('option').first()).toContainText('Commissioning');
  expect(complaints).toEqual([]);
});

test('Ctrl+K finds a customer as the counter does, and Enter waits for the answer', async ({ page }) => {
  test.setTimeout(60_000);
  await using ann = await startStation({ demo: true });
  await logIn(page, ann.url, 'manager', 'demo-manager-2026');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: '查找' })).toBeFocused();
  await page.keyboard.type('1-1-101');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/customers\/\d+$/);
  await expect(page.getByText('1-1-101').first()).toBeVisible();
  expect(ann.bugs).toEqual([]);
});

test('the list of keys opens with ? but not while typing', async ({ page }) => {
  await using ann = await startStation({ users: ['administrator'] });
  await logIn(page, ann.url, 'administrator');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: '快捷键' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.goto(`${ann.url}/users`);
  await page.getByRole('button', { name: '添加用户' }).click();
  await page.getByLabel('姓名').fill('');
  await page.getByLabel('姓名').press('?');
  await expect(page.getByLabel('姓名')).toHaveValue('?');
  await expect(page.getByRole('dialog', { name: '快捷键' })).toBeHidden();
});

test('a user sees only the pages of their roles, also by address and by Ctrl+K', async ({ page }) => {
  await using ann = await startStation({ users: ['filler'] });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'filler');
  await expect(rail(page).getByRole('link', { name: '充装', exact: true })).toBeVisible();
  for (const name of ['收费', '用户', '审计', '站点设置'])
    await expect(rail(page).getByRole('link', { name, exact: true })).toBeHidden();
  await page.goto(`${ann.url}/users`);
  await expect(page.getByText('没有这个页面，或当前用户无权打开')).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: '查找' })).toBeFocused();
  for (const text of ['shenji', 'bjjr', '批量导入']) {
    await page.getByRole('combobox', { name: '查找' }).fill(text);
    await expect(page.getByText('没有找到')).toBeVisible();
  }
  expect(complaints).toEqual([]);
});

test('every page of the rail opens without a complaint, and the rail does not scroll', async ({ page }) => {
  test.setTimeout(120_000);
  await using ann = await startStation({ demo: true });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'admin', 'demo-admin-2026');
  const links = await rail(page)
    .getByRole('link')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  expect(links.length).toBeGreaterThan(15);
  expect(await rail(page).evaluate((element) => element.scrollHeight <= element.clientHeight)).toBe(true);
  for (const link of links) {
    await rail(page).locator(`a[href="${link}"]`).click();
    await expect(page.locator('main h1, main [role="heading"]').first(), link).toBeVisible();
    await expect(page.locator('main .ant-skeleton'), link).toHaveCount(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), link).toBeLessThanOrEqual(1366);
  }
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});

test('on a phone the rail is behind a button', async ({ page }) => {
  await using ann = await startStation({ users: ['reader'] });
  await page.setViewportSize({ width: 390, height: 780 });
  await page.goto(ann.url);
  await page.getByLabel('登录名').fill('reader');
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('button', { name: '主菜单' })).toBeVisible();
  await expect(rail(page)).toBeHidden();
  await page.getByRole('button', { name: '主菜单' }).click();
  await rail(page).getByRole('link', { name: '抄表', exact: true }).click();
  await expect(page).toHaveURL(`${ann.url}/readings`);
  await expect(rail(page)).toBeHidden();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test('a page that breaks leaves the frame, a report and a way on', async ({ page }) => {
  await using ann = await startStation({ users: ['administrator'] });
  await page.route('**/assets/AuditPage-*.js', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: 'export function AuditPage() { throw new Error("broken on purpose"); }\nexport { AuditPage as t, AuditPage as n };',
    }),
  );
  await logIn(page, ann.url, 'administrator');
  await rail(page).getByRole('link', { name: '审计' }).click();
  await expect(page.getByText('这个页面出错了')).toBeVisible();
  await expect(page.getByLabel('故障报告')).toHaveValue(/broken on purpose/);
  await page.getByRole('button', { name: '回到首页' }).click();
  await expect(page.getByRole('heading', { name: '首页' })).toBeVisible();
});

test('users are added, changed, switched off and given a new password', async ({ page }) => {
  await using ann = await startStation({ users: ['administrator', 'cashier'] });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'administrator');
  await page.goto(`${ann.url}/users`);
  await page.getByRole('button', { name: '添加用户' }).click();
  await expect(page.getByLabel('姓名')).toBeFocused();
  await page.getByLabel('姓名').fill('赵敏');
  await page.getByLabel('登录名').fill('zhao');
  await page.getByRole('checkbox', { name: /安全员/ }).check();
  await page.getByRole('button', { name: '添加用户' }).last().click();
  await expect(page.getByRole('row', { name: /赵敏 zhao 收费员 ?安全员 — 待改密码/ })).toBeVisible();

  await page.getByRole('row', { name: /王芳/ }).click();
  await page.getByRole('button', { name: '停用用户' }).click();
  await page
    .getByRole('dialog', { name: /停用 王芳/ })
    .getByRole('button', { name: '停用用户' })
    .click();
  await expect(page.getByRole('row', { name: /王芳 cashier 收费员 — 停用/ })).toBeVisible();

  await page.getByRole('row', { name: /赵敏/ }).click();
  await page.getByRole('button', { name: '重设密码' }).click();
  await page
    .getByRole('dialog', { name: /重设 赵敏 的密码/ })
    .getByRole('button', { name: '重设密码' })
    .click();
  await expect(page.getByText('已重设 赵敏 的密码')).toBeVisible();
  expect(complaints).toEqual([]);
});

test('the audit trail tells what was done, keeps its filters in the address, and the ledger is verified', async ({
  page,
}) => {
  await using ann = await startStation({ users: ['administrator'] });
  await logIn(page, ann.url, 'administrator');
  await page.goto(`${ann.url}/audit?action=station.set-up`);
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.getByRole('row', { name: /开站/ }).press('Enter');
  await expect(page.getByText(/刘站长 .*“开站”/)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '清除筛选' }).click();
  await expect(page).toHaveURL(`${ann.url}/audit`);
  await expect(page.getByRole('row', { name: /登录/ })).toBeVisible();
  await page.getByRole('button', { name: '核验账簿' }).click();
  await expect(page.getByText('账簿完好')).toBeVisible();
});

test('settings are saved and shown in every window, and a backup is made and listed', async ({ page, context }) => {
  await using ann = await startStation({ users: ['administrator'] });
  await logIn(page, ann.url, 'administrator');
  const other = await context.newPage();
  await other.goto(ann.url);
  await expect(other.getByText('已连接')).toBeVisible();
  await page.goto(`${ann.url}/settings`);
  await page.getByLabel('站点名称').fill('城南液化气站');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByText('站点设置已保存')).toBeVisible();
  await expect(other.getByText('城南液化气站')).toBeVisible();
  await page.getByRole('button', { name: '立即备份' }).first().click();
  await expect(page.getByRole('cell', { name: /^station-\d{8}-\d{6}\.db$/ })).toBeVisible();
});
