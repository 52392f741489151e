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
  await expect(form.getByText('峰 08:00–22:00，谷 22:00–08:00')).toBeVisible();
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
