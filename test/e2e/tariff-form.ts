import { expect, type Locator, type Page } from 'playwright/test';

export interface Tier {
  readonly upTo?: string;
  /** The price by the field's word: 单价, 峰, 谷. */
  readonly prices: Readonly<Record<string, string>>;
}
const NAMES = ['第一阶梯', '第二阶梯', '第三阶梯'];

export function tiers(limits: readonly string[], prices: readonly Tier['prices'][]): Tier[] {
  return prices.map((price, i) => ({ ...(limits[i] && { upTo: limits[i] }), prices: price }));
}

export async function fillTiers(within: Locator, rows: readonly Tier[]): Promise<void> {
  for (const [i, { upTo, prices }] of rows.entries()) {
    const field = (label: string) => within.getByLabel(`${NAMES[i]} ${label}`, { exact: true });
    if (upTo) await field('上限（含）').first().fill(upTo);
    for (const [label, price] of Object.entries(prices)) await field(label).first().fill(price);
  }
}

export async function startForm(page: Page, head: { code: string; name: string }): Promise<Locator> {
  await page.getByRole('button', { name: '新建方案' }).first().click();
  const form = page.getByRole('dialog', { name: '新建方案' });
  await form.getByLabel('代码').fill(head.code);
  await form.getByLabel('名称').fill(head.name);
  return form;
}

/** The saved version's drawer, which opens by itself. */
export async function saveForm(page: Page, form: Locator, title: string): Promise<Locator> {
  await form.getByRole('button', { name: '保存草稿' }).click();
  const drawer = page.getByRole('dialog', { name: title });
  await expect(drawer).toBeVisible();
  return drawer;
}

/** A first season with its months ticked; answers its group, for its tiers. */
export async function addSeason(page: Page, form: Locator, months: readonly number[]): Promise<Locator> {
  await form.getByRole('button', { name: '加一个季节' }).click();
  const season = form.getByRole('group', { name: '季节 1', exact: true });
  await season.getByLabel('季节 1 的月份').click();
  for (const month of months)
    await page.locator('.ant-select-dropdown:visible').getByTitle(`${month} 月`, { exact: true }).click();
  await season.getByText('季节 1 的月份').click();
  return season;
}

/** Puts a drafted version in force from its drawer, under a document that was looked up. */
export async function activate(page: Page, drawer: Locator, source: string): Promise<void> {
  await drawer.getByRole('button', { name: '启用', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^启用 / });
  await dialog.getByLabel('依据').fill(source);
  await dialog.getByRole('button', { name: '已核对，启用' }).click();
  await expect(dialog).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
}
