import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, type Page, test } from 'playwright/test';
import { latestReadings, recordReading } from '../../main/modules/readings/index.ts';
import { downloadRound } from '../../main/modules/rounds/handover.service.ts';
import { roundFile } from '../../main/modules/rounds/results.service.ts';
import { uploadCaptures } from '../../main/modules/rounds/upload.service.ts';
import { MeterId, type RequestId, type UserId } from '../../main/shared/ids.ts';
import { photoBytes, returnFile, sha256 } from '../integration/rounds/fixture.ts';
import { type E2eStation, logIn, startStation, watchConsole } from './support.ts';
import { buildTown } from './town.ts';

const NOW = Date.parse('2026-09-20T09:00:00+08:00');
const BY = { userId: null, name: 'e2e', via: 'cli' } as const;
const SHOTS = process.env.SHOTS;

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/rounds-${name}.png` });
}

function reader(ann: E2eStation) {
  const row = ann.station.db.prepare("SELECT id FROM user WHERE login_name = 'reader'").get() as { id: UserId };
  return { userId: row.id, name: '李抄表', via: 'lan' } as const;
}

const look = (meterId: number, kwh: number, more: object = {}) => ({
  uid: randomUUID(),
  meterId: MeterId.parse(meterId),
  takenAt: NOW - 60_000,
  values: { totalMilli: kwh * 1000 },
  noAccess: null,
  ...more,
});

test('the office plans a round along a route, sees its conflicts, takes the rest from a stick and ends it', async ({
  page,
}) => {
  test.setTimeout(90_000);
  page.setDefaultTimeout(10_000);
  await using ann = await startStation({ users: ['manager', 'reader'], now: () => NOW });
  await page.clock.setSystemTime(NOW);
  buildTown(ann, {
    codes: { YI: { houses: 6, hasTou: false }, ER: { houses: 4, hasTou: false } },
    openedOn: '2026-06-20',
    months: ['2026-07', '2026-08'],
  });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');
  await page.getByRole('link', { name: '抄表任务' }).click();
  await expect(page.getByText('没有抄表任务')).toBeVisible();
  await shot(page, '1-empty');

  await page.getByRole('button', { name: '新建任务' }).first().click();
  const drawer = page.getByRole('dialog', { name: '新建任务' });
  await drawer.getByLabel('名称').fill('1 号楼 9 月');
  await drawer.getByLabel('抄表员').click();
  await page
    .getByRole('option', { name: '李抄表' })
    .click({ force: true })
    .catch(() => undefined);
  await page.getByTitle('李抄表').last().click();
  await drawer.getByLabel('楼栋').click();
  await page.getByTitle('1', { exact: true }).last().click();
  await drawer.getByRole('button', { name: '加入 6 户' }).click();
  await drawer.getByRole('button', { name: '1-1-102 上移' }).click();
  await drawer.getByRole('button', { name: '去掉 1-1-104' }).click();
  await drawer.getByLabel('记住为新路线').fill('1 号楼走法');
  await shot(page, '2-plan');
  await drawer.getByRole('button', { name: '派出任务' }).click();

  await expect(page.getByRole('heading', { name: '1 号楼 9 月' })).toBeVisible();
  const doors = page.getByRole('row').filter({ hasText: '1-1-' });
  await expect(doors).toHaveCount(5);
  await expect(doors.first()).toContainText('1-1-102');

  // A phone takes it out; the office reads one door itself; a second phone disagrees about another.
  const round = roundFile(ann.station, 1);
  const by = reader(ann);
  const [a, b] = [randomUUID(), randomUUID()].map((deviceId) => {
    const out = downloadRound(ann.station, by, { roundUid: round.roundUid, deviceId, downloadUid: randomUUID() });
    return { deviceId, out };
  });
  if (!a || !b) throw new Error('two phones');
  const stops = a.out.stops;
  const last = (i: number) => (stops[i]?.history[0]?.totalMilli ?? 0) / 1000;
  const id = (i: number) => stops[i]?.meterId ?? 0;
  const request = () => randomUUID() as RequestId;
  recordReading(ann.station, BY, {
    meterId: MeterId.parse(id(0)),
    totalMilli: (last(0) + 150) * 1000,
    isConfirmed: true,
    note: '住户报数',
    requestId: request(),
  });
  const send = (from: typeof a, captures: Parameters<typeof uploadCaptures>[2]['captures']) =>
    uploadCaptures(ann.station, by, {
      roundUid: round.roundUid,
      downloadUid: from.out.downloadUid,
      deviceId: from.deviceId,
      sentAt: NOW,
      captures,
    });
  send(a, [
    look(id(0), last(0) + 150),
    look(id(1), last(1) + 160),
    look(id(2), 0, { values: null, noAccess: 'locked' }),
  ]);
  send(b, [look(id(1), last(1) + 140, { takenAt: NOW - 30_000 })]);

  await page.getByText('冲突', { exact: true }).first().click();
  await expect(page.getByText('本月已经有读数')).toBeVisible();
  await expect(page.getByText('两部手机都抄了这户')).toHaveCount(2);
  await expect(page.getByText('冲突 3，待复核 2')).toBeVisible();
  await shot(page, '3-conflicts');
  await page.getByText('全部', { exact: true }).click();
  await shot(page, '4-round');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出到 U 盘' }).click();
  const file = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
  const out = JSON.parse(file.body);
  const bytes = photoBytes('表盘');
  const photo = { uid: randomUUID(), sha256: sha256(bytes), takenAt: NOW };
  const whole = { isConfirmed: false, note: '', photo };
  const captured = { ...look(id(3), last(3) + 100), ...whole } as Parameters<typeof returnFile>[2][number];
  const back = returnFile(out, randomUUID(), [captured], NOW);
  const text = JSON.stringify({ ...back, photos: { [photo.uid]: bytes.toString('base64') } });

  await page.getByRole('button', { name: '返回任务' }).click();
  const input = page.getByLabel('导入任务文件').first();
  const altered = {
    name: 'a.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text.replace('noAccess', 'noAcces')),
  };
  await input.setInputFiles(altered);
  await expect(page.getByText('文件的签名不符')).toBeVisible();
  await page
    .getByRole('dialog', { name: '没有导入' })
    .getByRole('button', { name: /Close|关闭/ })
    .click();
  for (const figures of ['新读数 1 条，已有 0 条', '新读数 0 条，已有 1 条']) {
    await input.setInputFiles({ name: 'r.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await expect(page.getByText(figures)).toBeVisible();
    await page.getByRole('button', { name: '查看任务' }).click();
    await expect(page.getByRole('heading', { name: '1 号楼 9 月' })).toBeVisible();
    await expect(page.getByRole('img', { name: '照片' })).toBeVisible();
    await page.getByRole('button', { name: '返回任务' }).click();
  }
  expect(latestReadings(ann.station.db, id(3), 1)).toMatchObject([{ source: 'round', state: 'accepted' }]);
  await shot(page, '5-list');

  await page.getByRole('button', { name: '抄表路线' }).click();
  await page.getByText('1 号楼走法').click();
  await expect(page.getByRole('dialog', { name: '路线 1 号楼走法' }).getByText('1-1-102')).toBeVisible();
  await shot(page, '6-route');
  await page
    .getByRole('button', { name: '取 消' })
    .or(page.getByRole('button', { name: '取消' }))
    .first()
    .click();

  await page.goto(`${ann.url}/rounds/1`);
  await page.getByRole('button', { name: '结束任务' }).click();
  const closing = page.getByRole('dialog', { name: '结束任务 1 号楼 9 月' });
  await expect(closing.getByText('未抄 1 户，无法抄表 1 户，待复核 2 条。')).toBeVisible();
  await closing.getByRole('button', { name: '结束任务' }).click();
  await expect(page.getByText('已结束')).toBeVisible();
  await page.getByRole('button', { name: '恢复任务' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: '恢复任务' }).click();
  await expect(page.getByText('已交回')).toBeVisible();

  await page.getByRole('button', { name: '打印抄表清单' }).click();
  const paper = page.getByRole('dialog').frameLocator('iframe');
  await expect(paper.getByRole('heading', { name: '抄表清单' })).toBeVisible();
  await expect(paper.getByRole('row').filter({ hasText: '1-1-102' })).toBeVisible();
  expect(complaints.filter((words) => !/403|about:srcdoc/.test(words))).toEqual([]);
  expect(ann.bugs).toEqual([]);
});
