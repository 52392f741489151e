import { expect, test } from 'playwright/test';
import { seedPopulation } from '../../main/seeds/population.ts';
import { type E2eStation, logIn, startStation, watchConsole } from './support.ts';

let ann: E2eStation;
test.beforeAll(async () => {
  ann = await startStation({ users: ['manager', 'cashier'] });
  seedPopulation(ann.station, { userId: null, name: 'e2e', via: 'cli' }, { households: 300, seed: 5 });
});
test.afterAll(() => ann.dispose());
test.afterEach(() => expect(ann.bugs).toEqual([]));

test('an account is opened with the keyboard, and found at once by its initials', async ({ page }) => {
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/customers/new`);
  await expect(page.getByRole('textbox', { name: '户主' })).toBeFocused();
  await page.keyboard.type('诸葛小雨');
  await page.getByRole('textbox', { name: '电话' }).fill('13912345678');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: '楼栋' })).toBeFocused();
  await page.keyboard.type('A座');
  await page.getByRole('textbox', { name: '房号' }).fill('1201室');
  await expect(page.getByText('门牌：A-1201')).toBeVisible();
  await page.keyboard.press('Enter');
  await page.getByText('新表', { exact: true }).click();
  await page.getByRole('textbox', { name: '表号' }).fill('G20268899');
  await page.getByRole('textbox', { name: '初始读数' }).fill('12.5');
  await page.getByRole('button', { name: '下一步' }).click();
  await expect(page.getByText('A-1201（新）')).toBeVisible();
  await expect(page.getByRole('button', { name: '开户' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('已开户，户号 00000301')).toBeVisible();
  await expect(page.getByRole('row', { name: /00000301.*A-1201.*G20268899/ })).toBeVisible();

  for (const typed of ['zgxy', '5678', 'a1201', '68899']) {
    await page.goto(`${ann.url}/customers`);
    await page.getByLabel('查找用户').fill(typed);
    await expect(page.getByRole('row', { name: /诸葛小雨/ })).toBeVisible();
  }
  await expect(page).toHaveURL(/text=68899/);
  expect(complaints).toEqual([]);
});

test('Enter typed faster than the answer still takes the right customer', async ({ page }) => {
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/customers/new`);
  await page.getByText('已有户主').click();
  const box = page.getByRole('combobox', { name: '查找用户' });
  await box.pressSequentially('w', { delay: 200 });
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.route('**/trpc/**', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await route.continue();
  });
  await box.fill('00000150');
  await page.keyboard.press('Enter');
  const [row] = ann.station.db
    .prepare("SELECT c.name FROM account a JOIN customer c ON c.id = a.customer_id WHERE a.account_no = '00000150'")
    .all() as { name: string }[];
  await expect(page.locator('strong', { hasText: row?.name ?? '?' })).toBeVisible();
  await page.unroute('**/trpc/**');
  await box.fill('查无此人');
  await expect(page.getByText('没有找到“查无此人”')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('没有找到“查无此人”')).toBeHidden();
  await expect(box).toHaveValue('查无此人');
});

test('closing asks for the number, and the account stays findable as closed', async ({ page }) => {
  await logIn(page, ann.url, 'cashier');
  await page.goto(`${ann.url}/customers/20`);
  await page.getByRole('button', { name: '销户' }).click();
  const dialog = page.getByRole('dialog', { name: /销户 00000020/ });
  await dialog.getByRole('textbox', { name: '户号' }).fill('20');
  await dialog.getByRole('button', { name: '销户' }).click();
  await expect(dialog.getByText('请输入户号 00000020 以确认')).toBeVisible();
  await dialog.getByRole('textbox', { name: '户号' }).fill('00000020');
  await dialog.getByRole('button', { name: '销户' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading').getByText(/销户/)).toBeVisible();
  await page.goto(`${ann.url}/customers?text=00000020`);
  await expect(page.getByText('没有符合条件的用户')).toBeVisible();
  await page.getByText('已销户', { exact: true }).click();
  await expect(page.getByRole('row', { name: /00000020/ })).toBeVisible();
});

test('a meter with an address of its own is registered and assigned', async ({ page }) => {
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/meters/new`);
  await page.getByRole('textbox', { name: '表号' }).fill('000330012345');
  await page.getByLabel('抄表方式').click();
  await page.getByTitle('DL/T 645-2007').click();
  await page.getByRole('textbox', { name: '通信地址' }).fill('12345');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('地址不符合所选抄表方式的格式')).toBeVisible();
  await page.getByRole('textbox', { name: '通信地址' }).fill('000330012345');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('表 000330012345')).toBeVisible();
  await page.getByRole('button', { name: '分配到户' }).click();
  await page.getByRole('combobox', { name: '查找用户' }).fill('00000077');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '分配', exact: true }).click();
  await expect(page.getByRole('row', { name: /00000077.*在用/ }).last()).toBeVisible();
});

test('a file with faults is shown row by row and imports nothing; the corrected one goes in whole', async ({
  page,
}) => {
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/import`);
  const heads = '户名,手机,楼号,单元,房号,类别,表号,底数,抄表日期,规约,通信地址';
  const good = '王秀英,13800138000,903,2,501,电,E9001,1234.56,2026-11-01';
  const upload = (...rows: string[]) =>
    page
      .getByLabel('选择文件')
      .first()
      .setInputFiles({ name: '用户.csv', mimeType: 'text/csv', buffer: Buffer.from([heads, ...rows].join('\n')) });
  await upload(good, '李军,1.38E+10,903,2,502,电话,E9002,5,2026-11-01');
  await expect(page.getByText('1 行共有 2 处错误')).toBeVisible();
  await expect(page.getByText('服务类别“电话”无法识别')).toBeVisible();
  await expect(page.getByRole('button', { name: /^导入/ })).toBeDisabled();

  await page.getByRole('button', { name: '换一个文件' }).click();
  await upload(good, '李军,13800138001,903,2,502,电,E9002,5,2026-11-01,DL/T 645-2007,330012345');
  await expect(page.getByText('表格软件改动了 1 处号码')).toBeVisible();
  await expect(page.getByText('通信地址：330012345 → 000330012345')).toBeVisible();
  await page.getByRole('button', { name: '导入 2 户' }).click();
  await expect(page.getByText('已导入 2 户')).toBeVisible();
  await page.getByRole('button', { name: '查看用户档案' }).click();
  await page.getByLabel('查找用户').fill('wxy 903');
  await expect(page.getByRole('row', { name: /王秀英.*903-2-501/ })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('the template is downloaded as a workbook', async ({ page }) => {
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/import`);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载模板' }).click();
  expect((await download).suggestedFilename()).toBe('用户导入模板.xlsx');
});
