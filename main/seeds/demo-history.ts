import type { Actor } from '../db/writer.ts';
import { issueRun, openBills } from '../modules/billing/index.ts';
import { takePayment } from '../modules/cashier/index.ts';
import { insertBaseline, recordReading } from '../modules/readings/index.ts';
import { addMonths, localDate, type Month, monthOf, monthSpan, startOfLocalDate } from '../shared/dates.ts';
import type { CustomerId, MeterId } from '../shared/ids.ts';
import type { Station } from '../station.types.ts';
import { stationAt } from './past.ts';
import { randomFrom, type SeededAccount } from './population.ts';
import { seededRequestId } from './request-ids.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

export interface MeterState {
  readonly meterId: MeterId;
  readonly service: SeededAccount['service'];
  totalMilli: number;
}

export interface History {
  /** Register of every meter after the last month of history. */
  readonly meters: readonly MeterState[];
  readonly bills: number;
  readonly payments: number;
}

/** Baselines for all, then whole past months: read, billed, and mostly paid. The newest month is left to the demo itself. */
export async function seedHistory(
  st: Station,
  people: { system: Actor; cashier: Actor },
  of: { accounts: readonly SeededAccount[]; months: number },
): Promise<History> {
  const random = randomFrom(7);
  const thisMonth = monthOf(localDate(st.clock.now(), st.zone));
  const first = addMonths(thisMonth, -of.months);
  const meters = baselines(st, people.system, of.accounts, startOfLocalDate(`${first}-01`, st.zone), random);
  let bills = 0;
  let payments = 0;
  for (let month = first; month < thisMonth; month = addMonths(month, 1)) {
    const end = startOfLocalDate(monthSpan(month).to, st.zone);
    const readAt = stationAt(st, end - 14 * HOUR_MS);
    for (const meter of meters) readMonth(readAt, people.system, meter, usageOf(meter.service, month, random));
    const billAt = stationAt(st, end - 4 * HOUR_MS);
    for (const service of ['electricity', 'gas'] as const)
      bills += (await issueRun(billAt, people.system, { month, service })).issued;
    payments += payMonth(st, people.cashier, { accounts: of.accounts, from: end + 2 * DAY_MS, share: 0.85 }, random);
  }
  return { meters, bills, payments };
}

function baselines(
  st: Station,
  by: Actor,
  accounts: readonly SeededAccount[],
  at: number,
  random: () => number,
): MeterState[] {
  const meters: MeterState[] = [];
  for (const { meterId, service } of accounts) {
    if (meterId === null) continue;
    meters.push({ meterId, service, totalMilli: Math.floor(random() * (service === 'gas' ? 800 : 5000)) * 1000 });
  }
  stationAt(st, at).write(by, { action: 'seed.baselines', input: { meters: meters.length } }, (tx) => {
    for (const { meterId, totalMilli } of meters) insertBaseline(tx, { meterId, readAt: at, totalMilli });
  });
  return meters;
}

/** Thousandths of a kWh or m³ for one month: a summer and a winter peak, and homes that differ. */
export function usageOf(service: SeededAccount['service'], month: Month, random: () => number): number {
  const season = [1.3, 1.1, 0.9, 0.8, 0.9, 1.2, 1.6, 1.6, 1.1, 0.8, 0.9, 1.2][Number(month.slice(5)) - 1] ?? 1;
  const typical = service === 'gas' ? 18_000 : 190_000;
  return Math.round((typical * season * (0.7 + random() * 0.6)) / 10) * 10;
}

function readMonth(st: Station, by: Actor, meter: MeterState, usageMilli: number): void {
  meter.totalMilli += usageMilli;
  recordReading(st, by, {
    meterId: meter.meterId,
    totalMilli: meter.totalMilli,
    isConfirmed: true,
    note: '演示数据',
    requestId: seededRequestId(),
  });
}

function payMonth(
  st: Station,
  cashier: Actor,
  of: { accounts: readonly SeededAccount[]; from: number; share: number },
  random: () => number,
): number {
  const visits = [...new Set<CustomerId>(of.accounts.map((account) => account.customerId))]
    .filter(() => random() < of.share)
    .map((customerId) => ({
      customerId,
      at: of.from + Math.floor(random() * 12) * DAY_MS + 9 * HOUR_MS + Math.floor(random() * 8 * HOUR_MS),
    }))
    .filter(({ at }) => at <= st.clock.now())
    .sort((a, b) => a.at - b.at);
  let payments = 0;
  for (const { customerId, at } of visits) {
    const owedFen = openBills(st.db, { customerId }).reduce((sum, bill) => sum + bill.owedFen, 0);
    if (owedFen === 0) continue;
    const method = (['cash', 'wechat', 'alipay'] as const)[Math.floor(random() * 3)] ?? 'cash';
    takePayment(stationAt(st, at), cashier, {
      customerId,
      paidFen: owedFen,
      tenderedFen: owedFen,
      method,
      requestId: seededRequestId(),
    });
    payments++;
  }
  return payments;
}
