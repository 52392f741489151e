import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { verify } from '../../main/modules/ledger/index.ts';
import { startOfLocalDate } from '../../main/shared/dates.ts';
import { openStation } from '../../main/station.ts';
import { temporaryFolder } from './payments.ts';
import { POLL_METERS, POLL_NIGHTS, POLL_NOW, type PollerOptions, registerOf, ZONE } from './polled.ts';

const ROUNDS = Number(process.env.STATIONDESK_POLL_KILL_ROUNDS ?? 12);
const LIFETIME_MS = 120_000;

/** Polls until it is finished, or killed some milliseconds after it stored something; answers whether it finished. */
async function poll(options: PollerOptions, killAfterMs?: number): Promise<boolean> {
  const args = [path.join(import.meta.dirname, 'poller.ts'), JSON.stringify(options)];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: LIFETIME_MS,
    killSignal: 'SIGKILL',
  });
  let isFirst = true;
  createInterface({ input: child.stdout }).on('line', () => {
    if (isFirst && killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    isFirst = false;
  });
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  return code === 0;
}

test(`a poll killed ${ROUNDS} times at random moments leaves no half reading and loses none`, async () => {
  using folder = temporaryFolder();
  let kills = 0;
  for (let round = 0; round < ROUNDS; round++)
    kills += Number(!(await poll({ folder: folder.path, isFirst: round === 0 }, Math.random() * 60)));
  expect(await poll({ folder: folder.path, isFirst: false })).toBe(true);
  console.log(`${kills} of ${ROUNDS} pollers killed at work`);

  await using station = openStation({ folder: folder.path, zone: ZONE, now: () => POLL_NOW });
  const nights = station.db
    .prepare(
      'SELECT meter_id AS meter, day, total_milli AS total, reverse_milli AS reverse FROM daily_reading ORDER BY 1, 2',
    )
    .all();
  const expected = Array.from({ length: POLL_METERS }, (_, i) =>
    POLL_NIGHTS.map((day) => {
      const total = registerOf(i + 1, startOfLocalDate(day, ZONE));
      return { meter: i + 1, day, total, reverse: total + 1 };
    }),
  ).flat();
  expect(nights).toEqual(expected);
  const settled = station.db
    .prepare('SELECT meter_id AS meter, count(*) AS readings FROM reading GROUP BY meter_id')
    .all();
  expect(settled).toEqual(Array.from({ length: POLL_METERS }, (_, i) => ({ meter: i + 1, readings: 1 })));
  const open = station.db.prepare("SELECT count(*) FROM poll_run WHERE state = 'running'").pluck().get();
  const gaps = station.db.prepare('SELECT count(*) FROM poll_gap WHERE filled_at IS NULL').pluck().get();
  expect({ open, gaps }).toEqual({ open: 0, gaps: 0 });
  expect(verify(station.db, station.documentReaders, station.bookChecks).isSound).toBe(true);
  expect(kills).toBeGreaterThan(0);
});
