import { randomUUID } from 'node:crypto';
import { expect, test } from 'playwright/test';
import { downloadRound } from '../../main/modules/rounds/handover.service.ts';
import { takePhotoPart } from '../../main/modules/rounds/photos.service.ts';
import { planRound } from '../../main/modules/rounds/plan.service.ts';
import { roundFile } from '../../main/modules/rounds/results.service.ts';
import { uploadCaptures } from '../../main/modules/rounds/upload.service.ts';
import { MeterId, type RequestId, type UserId } from '../../main/shared/ids.ts';
import { sha256 } from '../integration/rounds/fixture.ts';
import { logIn, startStation, watchConsole } from './support.ts';
import { buildTown } from './town.ts';

const NOW = Date.parse('2026-09-20T09:00:00+08:00');
const BY = { userId: null, name: 'e2e', via: 'cli' } as const;
const SHOTS = process.env.SHOTS;
/** One grey pixel. */
const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
  'base64',
);

test('a reading of a round is reviewed with its photo, sent back, and its meter goes into the next round', async ({
  page,
}) => {
  await using ann = await startStation({ users: ['manager', 'reader'], now: () => NOW });
  const { station } = ann;
  await page.clock.setSystemTime(NOW);
  buildTown(ann, {
    codes: { YI: { houses: 4, hasTou: false } },
    openedOn: '2026-06-20',
    months: ['2026-07', '2026-08'],
  });
  const { id } = station.db.prepare("SELECT id FROM user WHERE login_name = 'reader'").get() as { id: UserId };
  const places = station.db
    .prepare("SELECT premises_id AS premisesId, service FROM account WHERE service = 'electricity' ORDER BY id")
    .all();
  const roundId = planRound(station, BY, {
    ...{ name: '1 号楼 9 月', month: '2026-09', dueOn: '2026-09-25', readerId: id, routeId: null },
    places: places as Parameters<typeof planRound>[2]['places'],
    ...{ showsLast: true, needsPhoto: false, highPercent: 300, agreePercent: 150, onlyUnread: false },
    requestId: randomUUID() as RequestId,
  });
  const { roundUid } = roundFile(station, roundId);
  const by = { userId: id, name: '李抄表', via: 'lan' } as const;
  const device = { roundUid, deviceId: randomUUID(), downloadUid: randomUUID() };
  const [stop] = downloadRound(station, by, device).stops;
  const photo = { uid: randomUUID(), sha256: sha256(JPEG), takenAt: NOW };
  uploadCaptures(station, by, {
    ...{ ...device, sentAt: NOW },
    captures: [
      {
        ...{ uid: randomUUID(), meterId: MeterId.parse(stop?.meterId), takenAt: NOW - 60_000, noAccess: null },
        values: { totalMilli: (stop?.history[0]?.totalMilli ?? 0) - 5000 },
        photo,
      },
    ],
  });
  takePhotoPart(station, by, {
    ...{ photoUid: photo.uid, offset: 0, totalBytes: JPEG.length, base64: JPEG.toString('base64') },
  });
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/rounds/${roundId}`);
  await page.getByRole('button', { name: '去复核' }).click();
  const row = page.getByRole('row').filter({ hasText: '1-1-101' });
  await expect(row).toContainText('小于上次读数');
  await expect(page.getByTitle('1 号楼 9 月')).toBeVisible();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/round-queue.png` });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('img', { name: '照片' })).toBeVisible();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/round-history.png` });
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '退回重抄 S' }).click();
  const decide = page.getByRole('dialog', { name: '退回重抄 1 条读数' });
  await decide.getByLabel('处理说明').fill('读数偏小，重新去抄');
  await decide.getByRole('button', { name: '退回重抄' }).click();
  await expect(page.getByText('没有符合条件的读数')).toBeVisible();

  await page.goto(`${ann.url}/rounds`);
  await page.getByRole('button', { name: '新建任务' }).first().click();
  const drawer = page.getByRole('dialog', { name: '新建任务' });
  await drawer.getByRole('button', { name: '加入要重抄的表（1）' }).click();
  await expect(drawer.getByRole('row').filter({ hasText: '1-1-101' })).toBeVisible();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/round-rereads.png` });
  await expect(drawer.getByRole('button', { name: '加入要重抄的表（1）' })).toBeDisabled();
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});
