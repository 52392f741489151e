import { execFile } from 'node:child_process';
import { cpSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '../durability/payments.ts';
import type { Answer, Order } from './billing-child.ts';
import { median, rounded, spread } from './measure.ts';

const CHILD = path.join(import.meta.dirname, 'billing-child.ts');
const ROUNDS = 3;
const HISTORY = { accounts: 3000, months: 24 };
const LARGE = 1_000_000;
const run = promisify(execFile);

/** What Node needs to read TypeScript is no part of the program, which is compiled when it is packaged: kept between children. */
const NODE_COMPILE_CACHE = path.join(tmpdir(), 'stationdesk-bench-compiled');

async function child(order: Order): Promise<Answer> {
  const env = { ...process.env, NODE_COMPILE_CACHE };
  const { stdout } = await run(process.execPath, [CHILD, JSON.stringify(order)], { env, maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as Answer;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/**
 * A month's billing run of the program beside the least such a run can be (billing-prototype.ts) and beside the same rows
 * written into the program's own tables by hand (billing-by-hand.ts), all over copies of one station, in turns and in
 * processes of their own. They must agree on the sum to the fen.
 */
export async function benchBilling(accounts: number, { isLarge }: { isLarge: boolean }) {
  const { programs, prototypes, byHand, paid } = await sideBySide(accounts);
  const seconds = median(programs.map((a) => sum(a.seconds)));
  const payments = spread(paid.paymentMs);
  const grown = await history();
  return {
    accounts,
    seconds: rounded(seconds),
    billsPerSecond: Math.round(accounts / seconds),
    prototypeSeconds: rounded(median(prototypes.map((a) => sum(a.seconds)))),
    ...ratios(programs, prototypes),
    byHand: { seconds: rounded(median(byHand.map((a) => sum(a.seconds)))), ...ratios(programs, byHand) },
    peakRssMb: Math.round(Math.max(...programs.map((a) => a.peakRssMb))),
    prototypeRssMb: Math.round(Math.max(...prototypes.map((a) => a.peakRssMb))),
    payments: paid.paymentMs.length,
    paymentP50Ms: rounded(payments.p50),
    paymentP99Ms: rounded(payments.p99),
    paymentMaxMs: rounded(payments.max),
    ...grown,
    large: isLarge ? await large(seconds / accounts) : undefined,
  };
}

/** The middle of the rounds, so that a neighbour's burst in one of them does not decide. */
function ratios(programs: readonly Answer[], others: readonly Answer[]) {
  const of = (pick: (answer: Answer) => number) => rounded(median(programs.map(pick)) / median(others.map(pick)));
  return {
    ratio: of((a) => sum(a.seconds)),
    cpuRatio: of((a) => sum(a.cpuSeconds)),
  };
}

async function sideBySide(accounts: number) {
  using seeded = temporaryFolder();
  await child({ part: 'seed', folder: seeded.path, accounts, months: 1 });
  const fresh = async (part: Order['part']) => {
    using folder = temporaryFolder();
    cpSync(seeded.path, folder.path, { recursive: true });
    return await child({ part, folder: folder.path, accounts, months: 1 });
  };
  const programs: Answer[] = [];
  const prototypes: Answer[] = [];
  const byHand: Answer[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    prototypes.push(await fresh('prototype'));
    programs.push(await fresh('program'));
    byHand.push(await fresh('by-hand'));
  }
  const sums = new Set([...programs, ...prototypes, ...byHand].map((a) => a.amountFen));
  if (sums.size !== 1) throw new Error(`program and prototypes bill different sums: ${[...sums].join(', ')}`);
  return { programs, prototypes, byHand, paid: await fresh('payments') };
}

/** Two years of bills behind a run must not slow it. The first month warms the program and is not compared. */
async function history() {
  using folder = temporaryFolder();
  await child({ part: 'seed', folder: folder.path, ...HISTORY });
  const { seconds, cpuSeconds } = await child({ part: 'program', folder: folder.path, ...HISTORY });
  const grown = (of: readonly number[]) => rounded(median(of.slice(-3)) / median(of.slice(1, 4)));
  return { historyAccounts: HISTORY.accounts, month24: grown(seconds), month24Cpu: grown(cpuSeconds) };
}

async function large(secondsPerBill: number) {
  using folder = temporaryFolder();
  const order = { folder: folder.path, accounts: LARGE, months: 1 };
  await child({ part: 'seed', ...order });
  const { seconds, peakRssMb } = await child({ part: 'program', ...order });
  return {
    accounts: LARGE,
    seconds: rounded(sum(seconds)),
    peakRssMb: Math.round(peakRssMb),
    /** Time of a bill in the large run over the time of one in the other: 1 is linear. */
    scaling: rounded(sum(seconds) / LARGE / secondsPerBill),
  };
}
