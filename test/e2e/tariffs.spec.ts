import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page, test } from 'playwright/test';
import { logIn, startStation } from './support.ts';
import { addSeason, fillTiers, saveForm, startForm, tiers } from './tariff-form.ts';

async function expectTrial(drawer: Locator, texts: Readonly<Record<string, string>>, total: string): Promise<void> {
  for (const [label, text] of Object.entries(texts)) await drawer.getByLabel(label, { exact: true }).fill(text);
  await expect(drawer.getByRole('row', { name: `合计 ${total}` })).toBeVisible();
}

async function shot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `test-results/tariffs-${name}.png` });
}

test('three places are written in the form and bill their worked examples', async ({ page }) => {
  test.setTimeout(90_000);
  page.setDefaultTimeout(8000);
  await using ann = await startStation({ users: ['manager'] });
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/tariffs`);

  const shanghai = await startForm(page, { code: 'SH', name: '上海分时' });
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
  await shot(page, 'tou');
  const drawer = await saveForm(page, shanghai, 'SH 上海分时');
  await expectTrial(drawer, { 峰: '200', 谷: '100', 本期前累计: '2820' }, '154.10');
  await shot(page, 'drawer');
  await page.keyboard.press('Escape');

  const zhejiang = await startForm(page, { code: 'ZJ', name: '浙江不分时' });
  await fillTiers(zhejiang, tiers(['2760', '4800'], [{ 单价: '0.538' }, { 单价: '0.588' }, { 单价: '0.838' }]));
  await expectTrial(await saveForm(page, zhejiang, 'ZJ 浙江不分时'), { 用量: '210', 本期前累计: '2965' }, '123.48');
  await page.keyboard.press('Escape');

  const guangzhou = await startForm(page, { code: 'GZ', name: '广州分季' });
  const prices = [{ 单价: '0.589' }, { 单价: '0.639' }, { 单价: '0.889' }];
  await guangzhou.getByText('按月', { exact: true }).click();
  await fillTiers(guangzhou, tiers(['200', '400'], prices));
  const summer = await addSeason(page, guangzhou, [5, 6, 7, 8, 9, 10]);
  await fillTiers(summer, tiers(['260', '600'], prices));
  await shot(page, 'seasons');
  const saved = await saveForm(page, guangzhou, 'GZ 广州分季');
  await expectTrial(saved, { 用量: '600', 月份: '7' }, '370.40');
  await expectTrial(saved, { 用量: '186', 月份: '11' }, '109.55');
  expect(ann.bugs).toEqual([]);
});

test('a template opens the form with a warning; the file of a version is read back, a faulty one opens nothing', async ({
  page,
}) => {
  page.setDefaultTimeout(8000);
  await using ann = await startStation({ users: ['manager'] });
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/tariffs`);
  await page.getByRole('button', { name: '从城市模板' }).click();
  await page.getByLabel('城市、代码或业务').fill('浙江');
  await shot(page, 'templates');
  await page.getByRole('button', { name: '选用 浙江居民电价（分时，年阶梯）' }).click();
  const form = page.getByRole('dialog', { name: '新建方案' });
  await expect(form.getByText('未核实模板，启用前请对照文件核对')).toBeVisible();
  await form.getByRole('button', { name: '时段 (1)' }).click();
  await expect(form.getByRole('group', { name: '时段表 1' }).locator('.ant-select', { hasText: '22:00' })).toHaveCount(
    2,
  );
  await shot(page, 'template-form');
  const drawer = await saveForm(page, form, 'ZJ-TOU 浙江居民电价（分时，年阶梯）');
  await expectTrial(drawer, { 峰: '60', 谷: '40', 本期前累计: '2700' }, '47.60');

  const downloading = page.waitForEvent('download');
  await drawer.getByRole('button', { name: '导出文件' }).click();
  const file = await (await downloading).path();
  const version = JSON.parse(readFileSync(file, 'utf8'));
  await drawer.getByRole('button', { name: '启用', exact: true }).click();
  await expect(page.getByText('这份方案来自未核实模板。请写明实际核对的文件。')).toBeVisible();
  await page.getByRole('button', { name: '已核对，启用' }).click();
  await expect(page.getByText('请填写').first()).toBeVisible();
  await page.goto(`${ann.url}/tariffs`);

  const chooser = page.locator('input[type=file]');
  const asFile = (content: string) => ({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(content) });
  version.document.scheme.tiers[1].upTo = '9';
  await chooser.setInputFiles(asFile(JSON.stringify(version)));
  await expect(page.getByText('document.scheme.tiers.1.upTo：上限须逐档递增')).toBeVisible();
  await shot(page, 'import-refused');
  await expect(form).toBeHidden();
  await page.getByRole('button', { name: '关闭' }).last().click();

  version.code = 'ZJ-2';
  version.document.scheme.tiers[1].upTo = '4800';
  await chooser.setInputFiles(asFile(JSON.stringify(version)));
  await expect(form.getByLabel('第二阶梯 上限（含）')).toHaveValue('4800');
  await saveForm(page, form, 'ZJ-2 浙江居民电价（分时，年阶梯）');
  expect(ann.bugs).toEqual([]);
});

test('household limits, charges, rules, late fee and volume correction are written in the form and kept', async ({
  page,
}) => {
  page.setDefaultTimeout(8000);
  await using ann = await startStation({ users: ['manager'] });
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/tariffs`);
  const form = await startForm(page, { code: 'QD', name: '企业中压气' });
  const pick = async (field: Locator, choice: string) => {
    await field.click();
    await page.locator('.ant-select-dropdown:visible').getByTitle(choice, { exact: true }).click();
  };
  await pick(form.getByLabel('业务'), '燃气');
  await expect(form.getByLabel('计价单位')).toBeVisible();
  await form.getByLabel('年度起始日').fill('15');
  await fillTiers(form, tiers(['350', '500'], [{ 单价: '2.61' }, { 单价: '2.83' }, { 单价: '4.23' }]));
  await form.getByRole('button', { name: '加多人口上限' }).click();
  await form.getByLabel('第 1 档人口', { exact: true }).fill('5');
  await form.getByLabel('第 1 档人口 第一阶梯 上限（含）').fill('450');
  await form.getByLabel('第 1 档人口 第二阶梯 上限（含）').fill('600');
  await form.getByRole('button', { name: '附加收费' }).click();
  await form.getByRole('button', { name: '加一项收费' }).click();
  await form.getByLabel('收费 1 账单上的名称').fill('表租');
  await form.getByLabel('收费 1 单价').fill('2');
  await shot(page, 'form-charges');
  await form.getByRole('button', { name: /^最低收费、税/ }).click();
  await form.getByLabel('最低收费', { exact: true }).fill('10');
  await form.getByLabel('增值税', { exact: true }).fill('9');
  await shot(page, 'form-rules');
  await form.getByRole('button', { name: '违约金' }).click();
  await form.getByLabel('每天', { exact: true }).fill('0.5');
  await form.getByRole('button', { name: '标准体积折算' }).click();
  await form.getByLabel('表压').fill('50');
  await form.getByLabel('气体温度').fill('十五');
  await shot(page, 'form-volume');
  await form.getByRole('button', { name: '保存草稿' }).click();
  await expect(form.getByText('document.volume.temperatureC：格式不对')).toBeVisible();
  await form.getByLabel('气体温度').fill('15');
  const drawer = await saveForm(page, form, 'QD 企业中压气');
  for (const text of ['5 人起：450 / 600', '每月 2 元', '10 元，没有用量不收', '9%，价内', '每天 0.5‰'])
    await expect(drawer.getByText(text)).toBeVisible();
  await expect(drawer.getByText('表压 50 kPa，大气压 101.325 kPa，15 ℃，参比 20 ℃')).toBeVisible();
  await shot(page, 'drawer-parts');
  expect(ann.bugs).toEqual([]);
});
