import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, type Page, test } from 'playwright/test';
import { findMeterByNumber, retireMeter } from '../../main/modules/meters/index.ts';
import { latestReadings, recordReading } from '../../main/modules/readings/index.ts';
import { exportRound, importRound } from '../../main/modules/rounds/file.service.ts';
import { planRound } from '../../main/modules/rounds/plan.service.ts';
import { roundFile } from '../../main/modules/rounds/results.service.ts';
import { monthOf } from '../../main/shared/dates.ts';
import type { MeterId, RequestId, UserId } from '../../main/shared/ids.ts';
import { type E2eStation, PASSWORD, startStation, watchConsole } from './support.ts';
import { buildTown } from './town.ts';

const NOW = Date.parse('2026-09-20T09:00:00+08:00');
const BY = { userId: null, name: 'e2e', via: 'cli' } as const;
const SHOTS = process.env.SHOTS;

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

const request = () => randomUUID() as RequestId;

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/phone-${name}.png` });
}

/** Four doors with two months behind them, and a round of September for the reader. */
function furnish(ann: E2eStation, options: { needsPhoto?: boolean; hasTou?: boolean } = {}) {
  const houses = buildTown(ann, {
    codes: { YI: { houses: 4, hasTou: options.hasTou ?? false } },
    openedOn: '2026-06-20',
    months: ['2026-07', '2026-08'],
    said: { '1-1-101': [300, 300], '1-1-102': [100, 120], '1-1-103': [200, 200], '1-1-104': [150, 150] },
  });
  const { db } = ann.station;
  const reader = db.prepare("SELECT id FROM user WHERE login_name = 'reader'").get() as { id: UserId };
  const premises = db.prepare('SELECT premises_id AS premisesId FROM account ORDER BY id').all() as {
    premisesId: never;
  }[];
  const roundId = planRound(ann.station, BY, {
    name: '1 号楼 9 月抄表',
    month: monthOf('2026-09-20'),
    dueOn: '2026-09-25',
    readerId: reader.id,
    routeId: null,
    places: premises.map(({ premisesId }) => ({ premisesId, service: 'electricity' as const })),
    showsLast: true,
    needsPhoto: options.needsPhoto ?? false,
    highPercent: 300,
    agreePercent: 150,
    onlyUnread: false,
    requestId: request(),
  });
  return { houses, roundId };
}

const meterIdOf = (ann: E2eStation, meterNo: string): MeterId => {
  const meter = findMeterByNumber(ann.station.db, meterNo);
  if (!meter) throw new Error(`no meter ${meterNo}`);
  return meter.meterId;
};

async function logInOnPhone(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/phone`);
  await page.getByLabel('登录名').fill('reader');
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByText('抄表员 李抄表')).toBeVisible();
}

async function press(page: Page, keys: string): Promise<void> {
  const pad = page.getByRole('group', { name: '数字键盘' });
  for (const key of keys) await pad.getByRole('button', { name: key === '.' ? '小数点' : key, exact: true }).tap();
}

/** A picture as a camera gives it, drawn by the page itself. */
async function picture(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 2400;
    canvas.height = 1800;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    for (let i = 0; i < 400; i++) {
      context.fillStyle = `hsl(${(i * 47) % 360} 80% 50%)`;
      context.fillRect((i * 131) % 2400, (i * 71) % 1800, 160, 120);
    }
    return canvas.toDataURL('image/png').split(',')[1] ?? '';
  });
  return Buffer.from(base64, 'base64');
}

test('a round is walked without a network, kept through a reload, and sent with its conflicts when there is one again', async ({
  page,
  context,
}) => {
  test.setTimeout(90_000);
  page.setDefaultTimeout(10_000);
  await using ann = await startStation({ users: ['manager', 'reader'], now: () => NOW });
  await page.clock.setSystemTime(NOW);
  const { roundId } = furnish(ann);
  const complaints = watchConsole(page);
  await logInOnPhone(page, ann.url);
  await shot(page, '1-rounds');
  await page.getByRole('button', { name: '领取任务' }).tap();
  await expect(page.getByRole('button', { name: '开始抄表' })).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready);

  await context.setOffline(true);
  await page.getByRole('button', { name: '开始抄表' }).tap();
  await expect(page.getByRole('heading', { name: '1-1-101' })).toBeVisible();
  await expect(page.getByText('上次 1600.00（08-20）')).toBeVisible();
  await shot(page, '2-door');
  await press(page, '1903.5');
  await expect(page.getByText('用量 303.50')).toBeVisible();
  await shot(page, '3-typed');
  await page.getByRole('button', { name: '保存读数' }).tap();

  // Below the last value: the phone says so before it is stored, and the person goes back.
  await expect(page.getByRole('heading', { name: '1-1-102' })).toBeVisible();
  await expect(page.getByText('1-1-101 已保存在手机里')).toBeVisible();
  await press(page, '1219');
  await page.getByRole('button', { name: '保存读数' }).tap();
  const confirm = page.getByRole('dialog', { name: '请再看一眼表盘' });
  await expect(confirm.getByText('小于上次读数')).toBeVisible();
  await shot(page, '4-confirm');
  await confirm.getByRole('button', { name: '返回改正' }).tap();
  for (const _ of '19') await page.getByRole('button', { name: '退格' }).tap();
  await press(page, '45');
  await page.getByRole('button', { name: '保存读数' }).tap();

  // 103: a photo, then a figure far above the usual, which the person stands by.
  await expect(page.getByRole('heading', { name: '1-1-103' })).toBeVisible();
  await page.getByLabel('拍照').setInputFiles({ name: 'p.png', mimeType: 'image/png', buffer: await picture(page) });
  await expect(page.getByRole('button', { name: '已拍照' })).toBeVisible();
  await press(page, '2300');
  await page.getByRole('button', { name: '保存读数' }).tap();
  await confirm.getByLabel('备注').fill('家里装修');
  await confirm.getByRole('button', { name: '确实如此，保存' }).tap();

  await expect(page.getByRole('heading', { name: '1-1-104' })).toBeVisible();
  await page.getByRole('button', { name: '无法抄表' }).tap();
  await shot(page, '5-no-access');
  await page.getByRole('button', { name: '上锁' }).tap();
  await expect(page.getByText('4 条等待发送')).toBeVisible();

  // The page is closed and opened again in the cellar: nothing is lost.
  await page.reload();
  await expect(page.getByText('4 条等待发送')).toBeVisible();
  await expect(page.getByText('连不上站点，读数存在手机里')).toBeVisible();
  await shot(page, '6-offline');
  expect(roundFile(ann.station, roundId)).toMatchObject({ read: 0 });

  // Meanwhile the office reads 101 itself and takes the meter of 102 down.
  const first = meterIdOf(ann, '331000001');
  recordReading(ann.station, BY, { meterId: first, totalMilli: 1_903_500, requestId: request() });
  const second = findMeterByNumber(ann.station.db, '331000002');
  if (!second) throw new Error('no meter');
  ann.station.write(BY, { action: 'e2e.retire' }, (tx) =>
    retireMeter(tx, { meterId: second.meterId, version: second.version, removedOn: '2026-09-20' }),
  );

  await context.setOffline(false);
  await page.getByRole('button', { name: '立即发送' }).tap();
  await expect(page.getByText('全部已发送')).toBeVisible();
  await page.getByRole('button', { name: '处理结果（冲突 2）' }).tap();
  await expect(page.getByText('本月已经有读数')).toBeVisible();
  await expect(page.getByText('这块表在抄表当天或之前已换下')).toBeVisible();
  await shot(page, '7-results');

  const file = roundFile(ann.station, roundId);
  expect(file).toMatchObject({ stops: 4, read: 3, noAccess: 1, conflicts: 2, waits: 1 });
  const states = (meterId: MeterId) =>
    latestReadings(ann.station.db, meterId, 2).map(({ source, state, totalMilli }) => [source, state, totalMilli]);
  expect(states(first)).toEqual([
    ['manual', 'accepted', 1_903_500],
    ['round', 'rejected', 1_903_500],
  ]);
  expect(states(second.meterId)[0]).toEqual(['round', 'rejected', 1_245_000]);
  expect(latestReadings(ann.station.db, meterIdOf(ann, '331000003'), 1)).toMatchObject([
    { source: 'round', state: 'doubtful', totalMilli: 2_300_000, doubts: ['high'], note: '家里装修' },
  ]);
  expect(file.list[2]?.looks).toMatchObject([{ isPhotoMissing: false }]);

  await page.getByRole('button', { name: '返回' }).tap();
  await page.getByRole('button', { name: '交回任务' }).tap();
  await expect(page.getByRole('button', { name: '从手机移除' })).toBeVisible();
  expect(roundFile(ann.station, roundId)).toMatchObject({ state: 'returned' });
  // Requests that failed while there was no network are what was meant to happen.
  expect(complaints.filter((text) => !text.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  expect(ann.bugs).toEqual([]);
});

test('a door is found by its number or its meter, and a round goes by file without a network', async ({
  page,
  context,
}) => {
  test.setTimeout(60_000);
  page.setDefaultTimeout(10_000);
  await using ann = await startStation({ users: ['manager', 'reader'], now: () => NOW });
  await page.clock.setSystemTime(NOW);
  const { roundId } = furnish(ann);
  const { roundUid } = roundFile(ann.station, roundId);
  const out = exportRound(ann.station, BY, { roundUid, downloadUid: randomUUID() });
  await page.goto(`${ann.url}/phone`);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);

  const input = page.getByLabel('打开任务文件');
  const altered = out.text.replace('1 号楼 9 月抄表', '2 号楼 9 月抄表');
  await input.setInputFiles({ name: 'r.json', mimeType: 'application/json', buffer: Buffer.from(altered) });
  await expect(page.getByText('文件被改动过，签名不符，没有采用。')).toBeVisible();
  await input.setInputFiles({ name: 'r.json', mimeType: 'application/json', buffer: Buffer.from(out.text) });
  await expect(page.getByText('任务已放到手机上')).toBeVisible();

  await page.getByRole('button', { name: '开始抄表' }).tap();
  await page.getByRole('button', { name: '查找' }).tap();
  await page.getByLabel('门牌或表号').fill('331000003');
  await shot(page, '8-find');
  await page.getByLabel('门牌或表号').press('Enter');
  await expect(page.getByRole('heading', { name: '1-1-103' })).toBeVisible();
  await page.keyboard.type('1605');
  await page.getByRole('button', { name: '保存读数' }).tap();
  await page.getByRole('button', { name: '返回' }).tap();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出到文件' }).tap();
  const back = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
  const signed = { body: back.body, key: back.key, signature: back.signature };
  expect(importRound(ann.station, BY, signed)).toMatchObject({ fresh: 1, known: 0 });
  expect(importRound(ann.station, BY, signed)).toMatchObject({ fresh: 0, known: 1 });
  expect(latestReadings(ann.station.db, meterIdOf(ann, '331000003'), 1)).toMatchObject([
    { source: 'round', state: 'accepted', totalMilli: 1_605_000 },
  ]);
});

test('a time-of-use meter is asked for every register, and a round that needs photos says so', async ({ page }) => {
  page.setDefaultTimeout(10_000);
  await using ann = await startStation({ users: ['manager', 'reader'], now: () => NOW });
  await page.clock.setSystemTime(NOW);
  const { roundId } = furnish(ann, { hasTou: true, needsPhoto: true });
  await logInOnPhone(page, ann.url);
  await page.getByRole('button', { name: '领取任务' }).tap();
  await page.getByRole('button', { name: '开始抄表' }).tap();
  await expect(page.getByText('本任务要求拍照')).toBeVisible();
  await press(page, '1900');
  for (const [register, figures] of [
    ['尖', '0'],
    ['峰', '1300'],
    ['平', '0'],
    ['谷', '600'],
  ] as const) {
    await page.getByRole('button', { name: `下一项：${register}` }).tap();
    await press(page, figures);
  }
  await shot(page, '9-registers');
  await page.getByRole('button', { name: '保存读数' }).tap();
  await expect(page.getByRole('heading', { name: '1-1-102' })).toBeVisible();
  await expect.poll(() => roundFile(ann.station, roundId).read).toBe(1);
  expect(latestReadings(ann.station.db, meterIdOf(ann, '331000001'), 1)).toMatchObject([
    { totalMilli: 1_900_000, peakMilli: 1_300_000, valleyMilli: 600_000, state: 'doubtful', doubts: ['photo-missing'] },
  ]);
});
