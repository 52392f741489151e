import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { openStation } from '../../main/station.ts';
import { compareBills } from '../support/random-bills.ts';
import { benchBilling } from './billing.bench.ts';
import { initialBundle } from './bundle.ts';
import { benchFuzz } from './fuzz.bench.ts';
import { benchIntervals } from './intervals.bench.ts';
import { benchLedger } from './ledger.bench.ts';
import { benchPage } from './page.bench.ts';
import { benchPayments } from './payments.bench.ts';
import { benchSearch } from './search.bench.ts';
import { benchWire } from './wire.bench.ts';

/**
 * `npm run bench` (`-- --json` for machines, `-- --customers 10000` for a smaller search, `-- --accounts 10000` for a
 * smaller billing run, `-- --large` for one of a million as well, `-- --bills 10000` for fewer random bills, `-- --entries 5000000`
 * for a larger book, `-- --intervals 1000000` for fewer quarter-hour readings, `-- --fuzz 10000000` for more doubtful bytes,
 * `-- --meters 250` for a bus as full as can be, which takes two minutes): figures of
 * this machine, each beside the limit of the same machine in the same run. Absolute figures compare nothing across machines.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    customers: { type: 'string', default: '100000' },
    accounts: { type: 'string', default: '100000' },
    bills: { type: 'string', default: '1000000' },
    entries: { type: 'string', default: '500000' },
    intervals: { type: 'string', default: '10000000' },
    fuzz: { type: 'string', default: '1000000' },
    large: { type: 'boolean', default: false },
    meters: { type: 'string', default: '60' },
  },
});

async function machine() {
  await using station = openStation({ folder: ':memory:' });
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    sqlite: String(station.db.prepare('SELECT sqlite_version()').pluck().get()),
  };
}

function note(text: string): void {
  if (!values.json) console.log(text);
}

const results = { machine: await machine(), payments: await benchPayments() };
const { payments, machine: host } = results;
note(
  `${host.cpu}, ${host.cores} cores, ${host.memoryGiB} GiB, ${host.system}; Node ${host.node}, SQLite ${host.sqlite}`,
);
note(
  `payments   ${payments.paymentsPerSecond}/s durable, p50 ${payments.p50Ms} ms, p99 ${payments.p99Ms} ms; this disk ${payments.fdatasyncPerSecond} fdatasync/s; ratio ${payments.ratio}`,
);
const billing = await benchBilling(Number(values.accounts), { isLarge: values.large });
note(
  `billing    ${billing.accounts} accounts: ${billing.billsPerSecond} bills/s, ${billing.seconds} s; least such run ${billing.prototypeSeconds} s; ratio ${billing.ratio} (CPU ${billing.cpuRatio}); peak ${billing.peakRssMb} MB`,
);
note(
  `           the same rows by hand into the same tables ${billing.byHand.seconds} s; ratio ${billing.byHand.ratio} (CPU ${billing.byHand.cpuRatio})`,
);
note(
  `           ${billing.payments} payments meanwhile: p50 ${billing.paymentP50Ms} ms, p99 ${billing.paymentP99Ms} ms, max ${billing.paymentMaxMs} ms`,
);
note(
  `           month 24 / month 1: ${billing.month24} (CPU ${billing.month24Cpu}) at ${billing.historyAccounts} accounts`,
);
if (billing.large)
  note(
    `           ${billing.large.accounts} accounts: ${billing.large.seconds} s, ${billing.large.scaling} a bill; peak ${billing.large.peakRssMb} MB`,
  );
const randomBills = Number(values.bills);
const exact = await compareBills(randomBills, 1);
const exactness = { bills: randomBills, halves: exact.halves, disagreements: exact.disagreements.length };
note(
  `exactness  ${randomBills} random bills by program, SQL and decimal pencil: ${exactness.disagreements} differ (${exactness.halves} at half a fen)`,
);
const search = await benchSearch(Number(values.customers));
note(
  `search     ${search.customers} customers, ${search.searches} searches: p50 ${search.p50Ms} ms, p99 ${search.p99Ms} ms, max ${search.maxMs} ms`,
);
for (const [kind, { p50Ms, p99Ms, maxMs }] of Object.entries(search.byKind))
  note(`           ${kind.padEnd(12)} p50 ${p50Ms} ms, p99 ${p99Ms} ms, max ${maxMs} ms`);
const ledger = await benchLedger(Number(values.entries));
note(
  `ledger     ${ledger.entries} entries: trial balance p50 ${ledger.trialP50Ms} ms, max ${ledger.trialMaxMs} ms (limit 1000); statement of ${ledger.statementEntries} entries p50 ${ledger.statementP50Ms} ms, max ${ledger.statementMaxMs} ms (limit 20)`,
);
const intervals = await benchIntervals(Number(values.intervals));
note(
  `intervals  ${intervals.readings} quarter-hour readings of ${intervals.meters} meters: ${intervals.bytesPerReading} bytes a reading packed (${intervals.looseBytesPerReading} before, ${intervals.loadBytesPerReading} for the sums)`,
);
note(
  `           month of a meter p50 ${intervals.meterMonthP50Ms} ms, max ${intervals.meterMonthMaxMs} ms (limit 50); of the station p50 ${intervals.stationMonthP50Ms} ms, max ${intervals.stationMonthMaxMs} ms (limit 200)`,
);
const wire = await benchWire(Number(values.meters));
if (wire.skipped === undefined) {
  const { alone, sideBySide } = wire;
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  note(
    `wire       ${wire.meters} meters at 2400 baud (least ${wire.leastMs} ms each): ${percent(alone.efficiency)} of what the wire allows (limit 95 %), CPU ${percent(alone.cpu)} (limit 10 %)`,
  );
  note(
    `           ${wire.buses} buses side by side: slowest ${percent(sideBySide.efficiency)}, ${percent(1 - sideBySide.efficiency / alone.efficiency)} less (limit 5 %), CPU ${percent(sideBySide.cpu)}; ${alone.wrong + sideBySide.wrong} wrong values; the simulated meters themselves late by ${alone.simulatorLateMs} and ${sideBySide.simulatorLateMs} ms`,
  );
} else note(`wire       skipped: ${wire.skipped}`);
note(
  `           ${wire.memory.hours} simulated hours, ${wire.memory.requests} requests: heap ${wire.memory.earlyMb} MB after two hours, ${wire.memory.lateMb} MB at the end`,
);
const doubtful = benchFuzz(Number(values.fuzz), note);
const page = await benchPage(Number(values.customers));
note(
  `till page  ${page.tillMs} ms warm (worst ${page.tillMaxMs} ms), blank page ${page.blankMs} ms; ratio ${page.ratio} (Chromium ${page.browser})`,
);
note(`on page    key to customer shown: p50 ${page.searchP50Ms} ms, p99 ${page.searchP99Ms} ms`);
const bundle = initialBundle();
note(`bundle     ${Math.round(bundle.gzipBytes / 1000)} kB gzip before the first page`);
if (values.json)
  console.log(
    JSON.stringify(
      { ...results, billing, exactness, search, ledger, intervals, wire, fuzz: doubtful, page, bundle },
      null,
      2,
    ),
  );
