import { issueRun } from '../../main/modules/billing/index.ts';
import { takePayment } from '../../main/modules/cashier/index.ts';
import { tariffInForce } from '../../main/modules/tariffs/index.ts';
import { randomFrom } from '../../main/seeds/population.ts';
import { monthSpan, startOfLocalDate } from '../../main/shared/dates.ts';
import { CustomerId } from '../../main/shared/ids.ts';
import { type OpenStation, openStation } from '../../main/station.ts';
import { requestIdOf } from '../durability/payments.ts';
import { cityCashier, cityClock, cityMonth, SYSTEM, seedCity } from '../support/city.ts';
import { runByHand } from './billing-by-hand.ts';
import { leastRun, leastTariff, prepareLeast } from './billing-prototype.ts';

/** One part of the billing bench in a process of its own, so that its memory and CPU time are its own. */
export interface Order {
  readonly part: 'seed' | 'program' | 'prototype' | 'by-hand' | 'payments';
  readonly folder: string;
  readonly accounts: number;
  readonly months: number;
}

export interface Answer {
  readonly amountFen: number;
  /** Of every month, in the order billed. */
  readonly seconds: readonly number[];
  readonly cpuSeconds: readonly number[];
  readonly peakRssMb: number;
  /** Of every payment taken meanwhile. */
  readonly paymentMs: readonly number[];
}

/** Payments come in at random, this many milliseconds apart on average. */
const PAYMENT_EVERY_MS = 20;

/**
 * Takes payments at counter priority until it is stopped. A payment's time counts from the moment the customer would
 * have pressed the key, not from when the busy program looked.
 */
function payMeanwhile(station: OpenStation, accounts: number) {
  const random = randomFrom(7);
  const samples: number[] = [];
  const taken: Promise<unknown>[] = [];
  let n = 1;
  let dueAt = performance.now();
  const pay = (number: number, since: number) => {
    const customerId = CustomerId.parse(1 + Math.floor(random() * accounts));
    const payment = { customerId, paidFen: 100, tenderedFen: 100, method: 'cash' as const };
    const take = () => takePayment(station, cityCashier(), { ...payment, requestId: requestIdOf(number) });
    taken.push(station.queue.submit('counter', take).then(() => samples.push(performance.now() - since)));
  };
  const timer = setInterval(() => {
    for (; dueAt <= performance.now(); dueAt += -Math.log(1 - random()) * PAYMENT_EVERY_MS) pay(n++, dueAt);
  }, 1);
  return async () => {
    clearInterval(timer);
    await Promise.all(taken);
    return samples;
  };
}

function monthByHand(
  station: OpenStation,
  part: 'prototype' | 'by-hand',
  { number, accounts }: { number: number; accounts: number },
): number {
  const month = cityMonth(number);
  const { from, to } = monthSpan(month);
  const on = from;
  const tariffs = new Map(
    ['CITY', 'CITY-TOU'].map((code) => {
      const version = tariffInForce(station.db, { code, service: 'electricity', on });
      if (!version) throw new Error(`no tariff ${code}`);
      return [code, leastTariff(version.document)];
    }),
  );
  const at = (date: string) => startOfLocalDate(date, station.zone);
  const run = part === 'prototype' ? leastRun : runByHand;
  return run(station.db, { month, from: at(from), to: at(to), accounts, tariffs });
}

async function billMonth(station: OpenStation, part: Order['part'], number: number, accounts: number): Promise<number> {
  if (part === 'prototype' || part === 'by-hand') return monthByHand(station, part, { number, accounts });
  const run = { month: cityMonth(number), service: 'electricity' } as const;
  const { issued, amountFen } = await issueRun(station, SYSTEM, run);
  if (issued !== accounts) throw new Error(`${issued} bills of ${accounts} accounts`);
  return amountFen;
}

async function answer({ part, folder, accounts, months }: Order): Promise<Answer> {
  await using station = openStation({ folder, ...cityClock });
  const seconds: number[] = [];
  const cpuSeconds: number[] = [];
  let amountFen = 0;
  if (part === 'seed') seedCity(station, { accounts, months });
  if (part === 'prototype') prepareLeast(station.db);
  const stop = part === 'payments' ? payMeanwhile(station, accounts) : async () => [];
  for (let number = 1; part !== 'seed' && number <= months; number++) {
    const cpu = process.cpuUsage();
    const started = performance.now();
    amountFen += await billMonth(station, part, number, accounts);
    seconds.push((performance.now() - started) / 1000);
    const { user, system } = process.cpuUsage(cpu);
    cpuSeconds.push((user + system) / 1e6);
  }
  const paymentMs = await stop();
  return { amountFen, seconds, cpuSeconds, paymentMs, peakRssMb: process.resourceUsage().maxRSS / 1024 };
}

console.log(JSON.stringify(await answer(JSON.parse(process.argv[2] ?? '') as Order)));
