import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { LEDGER_CHECKS, LEDGER_READERS } from '../../main/ledger-readers.ts';
import { issueRun } from '../../main/modules/billing/index.ts';
import { verify } from '../../main/modules/ledger/index.ts';
import { openStation } from '../../main/station.ts';
import { cityClock, cityMonth, SYSTEM, seedCity } from '../support/city.ts';
import { billed } from './bills.ts';
import type { CancellerOptions } from './canceller.ts';
import { temporaryFolder } from './payments.ts';

const ROUNDS = 12;
const CITY = { accounts: 600, months: 2 };
const LIFETIME_MS = 120_000;

/** Cancels until nothing stands, or killed some milliseconds after the first chunk; answers whether it finished. */
async function cancel(options: CancellerOptions, killAfterMs?: number): Promise<boolean> {
  const args = [path.join(import.meta.dirname, 'canceller.ts'), JSON.stringify(options)];
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
  if (killAfterMs === undefined) expect(code).toBe(0);
  return code === 0;
}

test(`a run whose cancellation is killed up to ${ROUNDS} times is reversed once and billed again to the same fen`, async () => {
  using folder = temporaryFolder();
  const month = { month: cityMonth(CITY.months), service: 'electricity' } as const;
  const figures = (rows: unknown[]) => rows.map((row) => (row as unknown[]).filter((_, column) => column !== 2));
  let options: CancellerOptions;
  let before: unknown[];
  {
    await using station = openStation({ folder: folder.path, ...cityClock });
    seedCity(station, CITY);
    for (let i = 1; i < CITY.months; i++)
      await issueRun(station, SYSTEM, { month: cityMonth(i), service: 'electricity' }, { chunkSize: 100 });
    const { runId, amountFen } = await issueRun(station, SYSTEM, month, { chunkSize: 100 });
    options = { folder: folder.path, runId: runId as number, amountFen, chunkSize: 5 };
    before = figures(billed(station.db));
  }
  let kills = 0;
  for (let round = 0; round < ROUNDS; round++) kills += Number(!(await cancel(options, Math.random() * 60)));
  await cancel(options);
  console.log(`${kills} of ${ROUNDS} cancellers killed at work`);

  await using station = openStation({ folder: folder.path, ...cityClock });
  const one = (sql: string) => station.db.prepare(sql).pluck().get(options.runId);
  expect(one('SELECT count(*) FROM bill WHERE run_id = ? AND reversed_at IS NULL')).toBe(0);
  expect(one('SELECT count(*) FROM run_cancellation WHERE run_id = ? AND finished_at IS NOT NULL')).toBe(1);
  expect(
    one(`SELECT count(*) FROM bill b WHERE b.run_id = ? AND b.entry_id IS NOT NULL
      AND (SELECT count(*) FROM entry e WHERE e.reverses_id = b.entry_id) <> 1`),
  ).toBe(0);
  expect(verify(station.db, LEDGER_READERS, LEDGER_CHECKS).findings).toEqual([]);
  await issueRun(station, SYSTEM, month, { chunkSize: 100 });
  const standing = `SELECT b.account_id, b.month, b.bill_no, b.quantity_milli, b.amount_fen,
      group_concat(l.kind || l.quantity_milli || '=' || l.amount_fen)
    FROM bill b JOIN bill_line l ON l.bill_id = b.id WHERE b.reversed_at IS NULL GROUP BY b.id ORDER BY b.account_id, b.month`;
  expect(figures(station.db.prepare(standing).raw().all())).toEqual(before);
  expect(verify(station.db, LEDGER_READERS, LEDGER_CHECKS).findings).toEqual([]);
  expect(kills).toBeGreaterThan(0);
});
