import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { openStation } from '../../main/station.ts';
import { cityClock, seedCity } from '../support/city.ts';
import type { BillerOptions } from './biller.ts';
import { type BillFindings, billed, billedAtOnce, inspectBills } from './bills.ts';
import { temporaryFolder } from './payments.ts';

const ROUNDS = Number(process.env.STATIONDESK_BILLING_KILL_ROUNDS ?? 25);
const CITY = { accounts: 2000, months: 8 };
const CHUNK = 25;
/** A biller that hangs is ended, so that its test fails instead of waiting. */
const LIFETIME_MS = 120_000;

/** Bills until it is finished, or killed some milliseconds after its first chunk; answers whether it finished. */
async function bill(options: BillerOptions, killAfterMs?: number): Promise<boolean> {
  const args = [path.join(import.meta.dirname, 'biller.ts'), JSON.stringify(options)];
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

/** Kills billers one after the other, always in the same station, and lets the last one finish. */
async function killRounds(folder: string, rounds: number, mistake: Pick<BillerOptions, 'commitsPiecemeal'> = {}) {
  const city = openStation({ folder, ...cityClock });
  seedCity(city, CITY);
  await city[Symbol.asyncDispose]();
  let kills = 0;
  for (let round = 0; round < rounds; round++) {
    const isFinished = await bill({ folder, ...CITY, chunkSize: CHUNK, ...mistake }, Math.random() * 80);
    kills += Number(!isFinished);
  }
  const isFinished = await bill({ folder, ...CITY, chunkSize: CHUNK, ...mistake, fromStart: true });
  return { kills, isFinished };
}

async function judge(folder: string): Promise<BillFindings & { bills: unknown[] }> {
  await using station = openStation({ folder, ...cityClock });
  return { ...inspectBills(station, CITY.months), bills: billed(station.db) };
}

test(`a billing run killed ${ROUNDS} times at random moments bills everybody once and to the fen`, async () => {
  using folder = temporaryFolder();
  const { kills, isFinished } = await killRounds(folder.path, ROUNDS);
  expect(isFinished).toBe(true);
  console.log(`${kills} of ${ROUNDS} billers killed at work`);
  const { bills, ...findings } = await judge(folder.path);
  expect(findings).toEqual({ missing: [], twice: [], unequal: [], gaps: [], verification: [] });
  expect(bills).toEqual(await billedAtOnce(CITY, CHUNK));
  expect(kills).toBeGreaterThan(ROUNDS / 2);
});

test('the same kills leave half a bill when a chunk is not one transaction', async () => {
  using folder = temporaryFolder();
  const { kills, isFinished } = await killRounds(folder.path, 5, { commitsPiecemeal: true });
  const { unequal, verification } = await judge(folder.path);
  console.log(
    `planted mistake: ${unequal.length} sums differ, ${verification.length} findings after ${kills} kills${isFinished ? '' : ', and no biller can go on'}`,
  );
  expect(unequal.length + verification.length + Number(!isFinished)).toBeGreaterThan(0);
});

test('the judge sees a bill that stands twice and one that is missing', async () => {
  await using station = openStation({ folder: ':memory:', ...cityClock });
  seedCity(station, { accounts: 3, months: 1 });
  const columns = `account_id, meter_id, month, period_from, period_to, previous_reading_id, present_reading_id, quantity_milli,
    tariff_id, amount_fen, explain_json, due_on, issued_at`;
  station.db.exec(`DROP INDEX bill_once; DROP INDEX bill_reading_once;
    INSERT INTO billing_run (month, service, state, due_on, started_at) VALUES ('2025-01', 'electricity', 'issued', '', 0)`);
  for (const [billNo, account] of [
    ['B202501000001', 1],
    ['B202501000002', 1],
    ['B202501000003', 2],
  ])
    station.db
      .prepare(
        `INSERT INTO bill (bill_no, run_id, ${columns}) VALUES (?, 1, :account, 1, '2025-01', '', '', 1, 2, 1, 1, 1, '{}', '', 0)`,
      )
      .run(billNo, { account });
  const { missing, twice } = inspectBills(station, 1);
  expect({ missing, twice }).toEqual({
    missing: [{ accountId: 3, month: '2025-01' }],
    twice: [{ accountId: 1, month: '2025-01', bills: 2 }],
  });
});
