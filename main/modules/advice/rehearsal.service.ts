import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { joinJob, type PastUsage, pastUsage, rateUnder, reportJob, stopJob } from '../billing/index.ts';
import { findTariff, type TariffVersion } from '../tariffs/index.ts';
import { yearTo } from './advice.domain.ts';
import { newestMonth } from './advice.service.ts';
import * as store from './advice.store.ts';
import { createTally, nextAccounts, type RehearsedBill, tierReached } from './rehearsal.domain.ts';
import { type Rehearsal, RehearsalQuery, type RehearsedAccount } from './rehearsal.schema.ts';

const FIRST_CHUNK = 20;

/** The sums, and what every account comes to. */
export interface WholeRehearsal {
  readonly rehearsal: Rehearsal;
  readonly accounts: readonly RehearsedAccount[];
}
/** The last one of a station: of a large one it is long to make and much to keep. */
const kept = new WeakMap<Station, { readonly key: string; readonly whole: WholeRehearsal }>();

/**
 * What a version would have meant for everybody who was billed under its code in twelve months, had it been in force all
 * the time. In chunks at batch priority, with progress; asked for twice at once it runs once. Writes nothing. Refuses
 * 'advice.stopped' when it was stopped.
 */
export async function rehearse(st: Station, query: RehearsalQuery): Promise<Rehearsal> {
  const cmd = RehearsalQuery.parse(query);
  return (await joinJob(st, jobOf(cmd), (signal) => run(st, cmd, signal))).rehearsal;
}

/** The whole of the last rehearsal where it was of this, else made anew. */
export async function wholeRehearsal(st: Station, query: RehearsalQuery): Promise<WholeRehearsal> {
  const cmd = RehearsalQuery.parse(query);
  const last = kept.get(st);
  if (last?.key === jobOf(cmd)) return last.whole;
  return joinJob(st, jobOf(cmd), (signal) => run(st, cmd, signal));
}

export function stopRehearsal(st: Station, query: RehearsalQuery): void {
  stopJob(st, jobOf(RehearsalQuery.parse(query)));
}

function jobOf({ tariffId, toMonth }: RehearsalQuery): string {
  return `advice.rehearse ${tariffId} ${toMonth ?? ''}`;
}

async function run(st: Station, cmd: RehearsalQuery, signal: AbortSignal): Promise<WholeRehearsal> {
  const tariff = findTariff(st.db, cmd.tariffId);
  const { tariffId, code, name, effectiveFrom, isActive, service } = tariff;
  const months = yearTo(cmd.toMonth ?? newestMonth(st, service));
  const { accounts: total } = store.countAccounts(st.db, { service });
  const tally = createTally();
  let done = 0;
  const report = (state: 'running' | 'done' | 'cancelled' | 'failed') =>
    reportJob(st, jobOf(cmd), { done, total, state });
  report('running');
  try {
    await inAccounts(st, service, signal, (accountIds) => {
      const concerned = pastUsage(st.db, { accountIds, ...months })
        .map((usage) => ({ usage, bills: rateAgain(usage, tariff, st.zone) }))
        .filter(({ bills }) => bills.length > 0);
      const accounts = JSON.stringify(concerned.map(({ usage }) => usage.accountId));
      const houses = new Map(store.housesOf(st.db, { accounts }).map((house) => [house.accountId as number, house]));
      for (const { usage, bills } of concerned) {
        const house = houses.get(usage.accountId);
        if (house) tally.add(house, bills);
      }
      done += accountIds.length;
      report('running');
    });
  } catch (error) {
    report(signal.aborted ? 'cancelled' : 'failed');
    throw signal.aborted ? new StationError('advice.stopped') : error;
  }
  report('done');
  const head = { tariffId, code, name, effectiveFrom, isActive, service };
  const whole = { rehearsal: { ...head, ...months, ...tally.finish() }, accounts: tally.accounts };
  kept.set(st, { key: jobOf(cmd), whole });
  return whole;
}

/** The bills of an account that were issued under the code. */
function rateAgain(usage: PastUsage, tariff: TariffVersion, zone: string): RehearsedBill[] {
  return usage.bills
    .filter((bill) => bill.explain.tariff.code === tariff.code)
    .map((bill) => {
      const rated = rateUnder(usage, bill, { tariff, zone });
      const again = typeof rated === 'string' ? rated : { totalFen: rated.totalFen, tier: tierReached(rated.lines) };
      return { month: bill.month, quantityMilli: bill.quantityMilli, billedFen: bill.amountFen, again };
    });
}

/** All accounts of a service, so many at a time that a payment waits for a short one at most. */
async function inAccounts(
  st: Station,
  service: string,
  signal: AbortSignal,
  work: (accountIds: readonly number[]) => void,
): Promise<void> {
  let limit = FIRST_CHUNK;
  function* pages(): Generator<readonly number[]> {
    for (let after = 0; ; ) {
      const page = store.accountsAfter(st.db, { service, after, limit }).map((row) => row.accountId);
      const last = page.at(-1);
      if (last === undefined) return;
      after = last;
      yield page;
    }
  }
  const chunk = (accountIds: readonly number[]) => {
    const before = process.cpuUsage();
    work(accountIds);
    const { user, system } = process.cpuUsage(before);
    limit = nextAccounts(accountIds.length, (user + system) / 1000);
  };
  await st.queue.chunks(pages(), chunk, signal);
}
