import { readFileSync } from 'node:fs';
import { expect, type Page, test } from 'playwright/test';
import type { Actor } from '../../main/db/writer.ts';
import { openAccount } from '../../main/modules/customers/index.ts';
import { requestId } from '../support/station.ts';
import { type E2eStation, logIn, startStation, watchConsole } from './support.ts';

const BY: Actor = { userId: null, name: 'e2e', via: 'cli' };
/** The browser's own line about an answer that refuses; the page tells it in words. */
const REFUSED = 'the server responded with a status of 4';
const PHONE = { width: 390, height: 844 };

function household({ station }: E2eStation): void {
  openAccount(station, BY, {
    customer: { name: '张三', phone: '13800001234' },
    premises: { building: '3', unit: '2', room: '501' },
    account: { service: 'gas', openedOn: '2025-01-01' },
    requestId: requestId(),
  });
}

/** A photo as a phone takes it, far larger than the station wants it. */
async function largePhoto(page: Page): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 3000;
    canvas.height = 4000;
    const context = canvas.getContext('2d');
    context?.fillRect(0, 0, 3000, 2000);
    return canvas.toDataURL('image/png');
  });
  return Buffer.from(url.split(',')[1] ?? '', 'base64');
}

test('a patrol by keyboard: a number above its limit and a failed item become hazards', async ({ page }) => {
  await using ann = await startStation({ users: ['safety-officer'] });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'safety-officer');
  await page.goto(`${ann.url}/safety/patrol`);
  const level = page.getByLabel('储罐液位 %');
  await level.fill('85.1');
  await expect(page.getByText('≤ 85 %')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('patrol-start.png') });
  await page.keyboard.press('Enter');
  await page.keyboard.type('液位计显示 85.1');
  await page.keyboard.press('Enter');
  for (let i = 0; i < 4; i++) await page.keyboard.press('1');
  await page.keyboard.press('2');
  await page.keyboard.type('3 号灭火器压力不足');
  await page.keyboard.press('Enter');
  await page.keyboard.type('6.5');
  await page.keyboard.press('Enter');
  await page.screenshot({ path: test.info().outputPath('patrol-half.png') });
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert').filter({ hasText: '还有 5 项没有检查' })).toBeVisible();
  await page.reload();
  await expect(page.getByText('已检 7/12 项')).toBeVisible();
  await page
    .getByRole('listitem')
    .filter({ hasText: '充装秤在检定有效期内' })
    .getByRole('button', { name: '合格', exact: true })
    .click();
  for (let i = 0; i < 4; i++) await page.keyboard.press('1');
  await expect(page.getByText('已检 12/12 项')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('登记隐患 2 项')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('patrol-submitted.png') });
  await page.getByRole('button', { name: 'YH000001' }).click();
  await expect(page.getByRole('dialog')).toContainText('液位计显示 85.1');
  await expect(page.getByRole('dialog')).toContainText('严重');
  await page.screenshot({ path: test.info().outputPath('hazard.png') });
  expect(complaints.filter((text) => !text.includes(REFUSED))).toEqual([]);
  expect(ann.bugs).toEqual([]);
});

test('on a phone: a household inspection with a photo; the loop of its hazard closes with another person', async ({
  page,
  browser,
}) => {
  await using ann = await startStation({ users: ['safety-officer', 'manager'] });
  household(ann);
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'safety-officer');
  await page.setViewportSize(PHONE);
  await page.goto(`${ann.url}/safety/inspection`);
  await expect(page.getByText('先找到用户')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('visit-phone-empty.png') });
  await page.getByRole('combobox').fill('zs');
  await page.getByRole('option').first().click();
  await expect(page.getByText('没有安检记录，这是第一次。')).toBeVisible();

  const hose = page.getByRole('listitem').filter({ hasText: '软管无老化' });
  await hose.getByRole('button', { name: '不合格' }).click();
  await hose.getByLabel('备注').fill('胶管开裂');
  await expect(hose.getByLabel('责任人')).toHaveValue('张三');
  const photo = { name: 'IMG_1.png', mimeType: 'image/png', buffer: await largePhoto(page) };
  await hose.locator('input[type=file]').setInputFiles(photo);
  await expect(hose.getByRole('img', { name: '现场照片' })).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('visit-phone-hazard.png') });
  for (const row of await page.getByRole('list', { name: '检查项目' }).getByRole('listitem').all())
    if (!(await row.textContent())?.includes('软管无老化'))
      await row.getByRole('button', { name: '合格', exact: true }).click();
  await expect(page.getByText('已检 14/14 项')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('visit-phone-full.png'), fullPage: true });
  await page.getByRole('button', { name: '提交安检' }).click();
  await expect(page.getByText('登记隐患 1 项')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('visit-phone-submitted.png') });
  const kept = ann.station.db.prepare('SELECT mime_type AS type, length(bytes) AS size FROM photo').all();
  expect(kept).toMatchObject([{ type: 'image/jpeg' }]);
  expect((kept[0] as { size: number }).size).toBeLessThan(500_000);

  await page.setViewportSize({ width: 1366, height: 768 });
  await page.getByRole('button', { name: 'YH000001' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('button', { name: '整改通知书' }).click();
  const paper = page.frameLocator('iframe');
  await expect(paper.getByText('隐患整改通知书')).toBeVisible();
  await expect(paper.getByText('用户签收')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('notice.png') });
  await page.keyboard.press('Escape');
  await drawer.getByLabel('怎样整改的').fill('已换不锈钢波纹管');
  await drawer.getByRole('button', { name: '提交整改' }).click();
  await expect(drawer.getByText('整改由您登记，复查须由另一人进行。')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('hazard-own-work.png') });

  const other = await browser.newPage();
  await logIn(other, ann.url, 'manager');
  await other.goto(`${ann.url}/safety/hazards?show=rectified`);
  await other.getByRole('row', { name: /YH000001/ }).click();
  await other.getByRole('dialog').getByRole('button', { name: '复查合格' }).click();
  await expect(other.getByRole('dialog').getByText('复查合格，关闭')).toBeVisible();
  await other.close();
  await expect(drawer.getByText('复查合格，关闭')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('hazard-closed.png') });
  await page.goto(`${ann.url}/safety/hazards`);
  await expect(page.getByText('没有未关闭的隐患')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('hazards-empty.png') });
  expect(complaints.filter((text) => !text.includes(REFUSED))).toEqual([]);
  expect(ann.bugs).toEqual([]);
});

test('no one home needs a note; the due date moves once; a file that is no picture is told in words', async ({
  page,
}) => {
  await using ann = await startStation({ users: ['safety-officer'] });
  household(ann);
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'safety-officer');
  await page.goto(`${ann.url}/safety/inspection`);
  await page.getByRole('combobox').fill('zs');
  await page.getByRole('option').first().click();
  await page.getByText('无人在家').click();
  await page.getByRole('button', { name: '提交安检' }).click();
  await expect(page.getByRole('alert')).toContainText('须写明情况');
  await page.getByLabel('备注').fill('敲门无人，已贴通知');
  const notAPicture = { name: 'x.jpg', mimeType: 'image/jpeg', buffer: readFileSync(import.meta.filename) };
  await page.locator('input[type=file]').setInputFiles(notAPicture);
  await expect(page.getByText('这个文件不是图片')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('visit-no-one.png') });
  await page.getByRole('button', { name: '提交安检' }).click();
  await expect(page.getByText('未能检查，已记录')).toBeVisible();

  await page.goto(`${ann.url}/safety/hazards`);
  await page.getByRole('button', { name: '登记隐患' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('地点').fill('北门卸车口');
  await form.getByLabel('隐患', { exact: true }).fill('围栏缺损');
  await form.getByLabel('责任人').fill('王站长');
  await page.screenshot({ path: test.info().outputPath('report.png') });
  await form.getByRole('button', { name: '登记隐患' }).click();
  const drawer = page.getByRole('dialog').filter({ hasText: 'YH000001' });
  await drawer.getByRole('button', { name: '更改期限' }).click();
  await drawer.getByLabel('整改期限').fill('2030-12-31');
  await drawer.getByLabel('更改原因').fill('等待材料');
  await drawer.getByRole('button', { name: '更改期限' }).click();
  await expect(drawer.getByText('新期限 2030-12-31')).toBeVisible();
  await expect(drawer.getByRole('button', { name: /更改期限/ })).toHaveCount(0);
  await page.goto(`${ann.url}/safety/inspections`);
  await page.getByRole('row', { name: /无人在家/ }).click();
  await expect(page.getByRole('dialog')).toContainText('敲门无人');
  await page.screenshot({ path: test.info().outputPath('inspections.png') });
  expect(complaints.filter((text) => !text.includes(REFUSED))).toEqual([]);
  expect(ann.bugs).toEqual([]);
});
