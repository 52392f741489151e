import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { openStation } from '../../main/station.ts';
import { cashierOf, pay, prepareStation, temporaryFolder } from '../durability/payments.ts';
import { median, rateOf, rounded, spread } from './measure.ts';

const ROUNDS = 5;
const ROUND_MS = 1000;
const PAGE = Buffer.alloc(4096, 7);
const PAGES = 1000;

/**
 * Durable payments through the till's service, against what the same disk can do in the same minute: overwriting a
 * 4 KiB page and waiting for it. Both are measured in turns, so that a busy neighbour slows both.
 */
export async function benchPayments() {
  using folder = temporaryFolder();
  await prepareStation(folder.path);
  await using station = openStation({ folder: folder.path });
  const by = cashierOf(station);
  const file = openSync(path.join(folder.path, 'pages'), 'w+');
  for (let page = 0; page < PAGES; page++) writeSync(file, PAGE, 0, PAGE.length, page * PAGE.length);
  fdatasyncSync(file);
  const overwrite = (n: number) => {
    writeSync(file, PAGE, 0, PAGE.length, (n % PAGES) * PAGE.length);
    fdatasyncSync(file);
  };
  const disk: number[] = [];
  const payments: number[] = [];
  const milliseconds: number[] = [];
  let next = 1;
  for (let round = 0; round < ROUNDS; round++) {
    disk.push(rateOf(ROUND_MS, overwrite).perSecond);
    const paid = rateOf(ROUND_MS, (n) => pay(station, by, n), next);
    next += paid.samples.length;
    payments.push(paid.perSecond);
    milliseconds.push(...paid.samples);
  }
  closeSync(file);
  const { p50, p99 } = spread(milliseconds);
  return {
    paymentsPerSecond: rounded(median(payments)),
    fdatasyncPerSecond: rounded(median(disk)),
    ratio: rounded(median(payments) / median(disk)),
    p50Ms: rounded(p50),
    p99Ms: rounded(p99),
  };
}
