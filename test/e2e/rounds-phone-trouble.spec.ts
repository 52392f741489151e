import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { planRound } from '../../main/modules/rounds/plan.service.ts';
import { roundFile } from '../../main/modules/rounds/results.service.ts';
import { monthOf } from '../../main/shared/dates.ts';
import type { PremisesId, RequestId, UserId } from '../../main/shared/ids.ts';
import { type E2eOptions, type E2eStation, PASSWORD, startStation } from './support.ts';
import { buildTown } from './town.ts';

const NOW = Date.parse('2026-09-20T09:00:00+08:00');
const BY = { userId: null, name: 'e2e', via: 'cli' } as const;
const ASSETS = path.resolve(import.meta.dirname, '../../out/renderer');

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

async function furnished(options: Partial<E2eOptions> = {}) {
  const ann = await startStation({ users: ['manager', 'reader', 'cashier'], now: () => NOW, ...options });
  buildTown(ann, {
    codes: { YI: { houses: 3, hasTou: false } },
    openedOn: '2026-06-20',
    months: ['2026-07', '2026-08'],
    said: { '1-1-101': [300, 300], '1-1-102': [100, 120], '1-1-103': [200, 200] },
  });
  const user = ann.station.db.prepare("SELECT id FROM user WHERE login_name = 'reader'").get() as { id: UserId };
  const premises = ann.station.db.prepare('SELECT premises_id AS premisesId FROM account ORDER BY id').all();
  const roundId = planRound(ann.station, BY, {
    ...{ name: '1 号楼 9 月抄表', month: monthOf('2026-09-20'), dueOn: '2026-09-25', readerId: user.id, routeId: null },
    ...{ showsLast: true, needsPhoto: false, highPercent: 300, agreePercent: 150, onlyUnread: false },
    places: (premises as { premisesId: PremisesId }[]).map(({ premisesId }) => ({
      premisesId,
      service: 'electricity' as const,
    })),
    requestId: randomUUID() as RequestId,
  });
  return { ann, roundId };
}

async function takeOut(page: Page, ann: E2eStation): Promise<void> {
  page.setDefaultTimeout(10_000);
  await page.clock.setSystemTime(NOW);
  await page.goto(`${ann.url}/phone`);
  await page.getByLabel('登录名').fill('reader');
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('button', { name: '领取任务' }).tap();
  await expect(page.getByRole('button', { name: '开始抄表' })).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready);
}

async function press(page: Page, keys: string): Promise<void> {
  const pad = page.getByRole('group', { name: '数字键盘' });
  for (const key of keys) await pad.getByRole('button', { name: key, exact: true }).tap();
}

const heading = (page: Page, door: string) => expect(page.getByRole('heading', { name: door })).toBeVisible();

test('a phone without room says that nothing was stored and stays at the door', async ({ page }) => {
  const { ann, roundId } = await furnished();
  await using _ = ann;
  await takeOut(page, ann);
  await page.getByRole('button', { name: '开始抄表' }).tap();
  await press(page, '1900');
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    Object.assign(window, { giveRoom: () => Object.assign(IDBObjectStore.prototype, { put }) });
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await page.getByRole('button', { name: '保存读数' }).tap();
  await expect(page.getByRole('alert')).toContainText('没有保存：手机存不下了');
  await heading(page, '1-1-101');
  await page.evaluate(() => (window as unknown as { giveRoom(): void }).giveRoom());
  await page.getByRole('button', { name: '保存读数' }).tap();
  await heading(page, '1-1-102');
  await expect.poll(() => roundFile(ann.station, roundId).read).toBe(1);
});

test('figures that were typed and not saved are not left behind without a word', async ({ page }) => {
  const { ann } = await furnished();
  await using _ = ann;
  await takeOut(page, ann);
  await page.getByRole('button', { name: '开始抄表' }).tap();
  await press(page, '1900');
  await page.getByRole('button', { name: '下一户' }).tap();
  const asked = page.getByRole('dialog', { name: '1-1-101 的读数还没有保存' });
  await asked.getByRole('button', { name: '返回保存' }).tap();
  await expect(page.getByRole('status', { name: '读数' })).toContainText('1900');
  await page.getByRole('button', { name: '下一户' }).tap();
  await asked.getByRole('button', { name: '不保存，离开' }).tap();
  await heading(page, '1-1-102');
});

test('a round given to somebody else while its reader is out says so, is sent all the same, and leaves the phone', async ({
  page,
  context,
}) => {
  const { ann, roundId } = await furnished();
  await using _ = ann;
  await takeOut(page, ann);
  await context.setOffline(true);
  await page.getByRole('button', { name: '开始抄表' }).tap();
  await press(page, '1900');
  await page.getByRole('button', { name: '保存读数' }).tap();
  await heading(page, '1-1-102');
  ann.station.write(BY, { action: 'e2e.reassign' }, (tx) =>
    tx.db.prepare("UPDATE reading_round SET user_id = (SELECT id FROM user WHERE login_name = 'cashier')").run(),
  );
  await context.setOffline(false);
  await page.getByRole('button', { name: '返回' }).tap();
  await page.getByRole('button', { name: /立即发送|刷新/ }).tap();
  await expect(page.getByText('站里已结束或改派这个任务')).toBeVisible();
  await expect(page.getByText('全部已发送')).toBeVisible();
  expect(roundFile(ann.station, roundId)).toMatchObject({ read: 1, conflicts: 1, waits: 1 });
  await page.getByRole('button', { name: '从手机移除' }).tap();
  await expect(page.getByText('没有派给您的任务')).toBeVisible();
});

test('a station restored from an older backup is told again what it took before', async ({ page }) => {
  const { ann, roundId } = await furnished();
  await using _ = ann;
  await takeOut(page, ann);
  await page.getByRole('button', { name: '开始抄表' }).tap();
  await press(page, '1900');
  await page.getByRole('button', { name: '保存读数' }).tap();
  await expect.poll(() => roundFile(ann.station, roundId).read).toBe(1);
  // As in the backup: without the look and its reading.
  const { db } = ann.station;
  db.exec(`DROP TRIGGER round_capture_kept; DELETE FROM round_capture`);
  await page.getByRole('button', { name: '返回' }).tap();
  await expect(async () => {
    await page.getByRole('button', { name: /刷新|立即发送/ }).tap();
    expect(roundFile(ann.station, roundId).read).toBe(1);
  }).toPass();
  await expect(page.getByText('全部已发送')).toBeVisible();
});

test('a new version of the page comes while readings wait: they are sent, and the page is the new one', async ({
  page,
  context,
}) => {
  test.setTimeout(60_000);
  const assets = mkdtempSync(path.join(tmpdir(), 'phone-version-'));
  cpSync(ASSETS, assets, { recursive: true });
  const { ann, roundId } = await furnished({ assets });
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rmSync(assets, { recursive: true, force: true }));
  stack.use(ann);
  await takeOut(page, ann);
  await context.setOffline(true);
  await page.getByRole('button', { name: '开始抄表' }).tap();
  await press(page, '1900');
  await page.getByRole('button', { name: '保存读数' }).tap();
  await expect(page.getByText('1 条等待发送')).toBeVisible();
  await page.close();

  for (const [file, from, to] of [
    ['phone.html', '<title>抄表</title>', '<title>抄表二</title>'],
    ['phone-sw.js', 'phone-', 'phone-2-'],
  ] as const) {
    const whole = path.join(assets, file);
    writeFileSync(whole, readFileSync(whole, 'utf8').replace(from, to));
  }
  await context.setOffline(false);
  const later = await context.newPage();
  await later.clock.setSystemTime(NOW);
  await later.goto(`${ann.url}/phone`);
  await expect.poll(() => roundFile(ann.station, roundId).read).toBe(1);
  await expect(later).toHaveTitle('抄表二');
  await expect(later.getByText('全部已发送')).toBeVisible();
});
