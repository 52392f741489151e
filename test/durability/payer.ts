import { once } from 'node:events';
import { rmSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { isStationError } from '../../main/shared/error-codes.ts';
import { openStation } from '../../main/station.ts';
import { cashierOf, inspect, pay } from './payments.ts';

/**
 * The process that is killed, cut off and starved: opens the station in a folder as the product does and takes
 * payments, acknowledging each with "ack <n>" only after takePayment returned. A refusal is printed as
 * "refused <code>"; then it waits for a line on its input: "go on" tries the same payment again, "inspect" prints what
 * the ledger holds and ends.
 */
export interface PayerOptions {
  readonly folder: string;
  /** Number of the first payment. */
  readonly first: number;
  readonly count?: number;
  /** Planted mistake: tells the customer first and commits afterwards. */
  readonly acknowledgesTooEarly?: boolean;
  /** Planted mistake: a connection that does not wait for the disk. */
  readonly synchronous?: 'NORMAL';
  /** Becomes another user of the system before the folder is opened. */
  readonly uid?: number;
  /** Removed on "go on": frees space on a full disk. */
  readonly ballast?: string;
}

/** Every so many payments the request is sent again, as a second click or a retry after a lost answer does. */
const REPEAT_EVERY = 20;

const options = JSON.parse(process.argv[2] ?? '') as PayerOptions;
const orders = createInterface({ input: process.stdin });

function say(line: string): void {
  // Not process.stdout: the line must be on its way before the next payment starts.
  writeSync(1, `${line}\n`);
}

async function order(): Promise<string> {
  const [line] = (await once(orders, 'line')) as [string];
  return line;
}

async function payAll(): Promise<void> {
  await using station = openStation({ folder: options.folder });
  if (options.synchronous) station.db.pragma(`synchronous = ${options.synchronous}`);
  const by = cashierOf(station);
  const acknowledged = new Set<number>();
  const last = options.first + (options.count ?? Number.POSITIVE_INFINITY);
  for (let n = options.first; n < last; n++) {
    try {
      if (options.acknowledgesTooEarly) say(`ack ${n}`);
      const receiptNo = pay(station, by, n);
      if (n % REPEAT_EVERY === 0 && pay(station, by, n) !== receiptNo) throw new Error(`payment ${n} was taken twice`);
      acknowledged.add(n);
      if (!options.acknowledgesTooEarly) say(`ack ${n}`);
    } catch (error) {
      if (!isStationError(error)) throw error;
      say(`refused ${error.code}`);
      if ((await order()) === 'inspect') break;
      if (options.ballast) rmSync(options.ballast, { force: true });
      n--;
    }
  }
  say(`inspected ${JSON.stringify(inspect(station, acknowledged))}`);
}

if (options.uid !== undefined) {
  // Native code is loaded while it may still be read.
  await openStation({ folder: ':memory:' })[Symbol.asyncDispose]();
  process.setuid?.(options.uid);
}
try {
  await payAll();
} catch (error) {
  if (!isStationError(error)) throw error;
  say(`refused ${error.code}`);
}
orders.close();
