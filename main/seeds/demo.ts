import { verify } from '../modules/ledger/index.ts';
import { stationState } from '../modules/station/index.ts';
import { addMonths, localDate, monthOf, startOfLocalDate, type UnixMs } from '../shared/dates.ts';
import { StationError } from '../shared/error-codes.ts';
import { formatYuan } from '../shared/money.ts';
import type { Station } from '../station.types.ts';
import { seedAccuracy } from './accuracy.ts';
import { seedCylinders } from './cylinders.ts';
import { type DemoDevices, startDemoDevices } from './demo-devices.ts';
import { seedHistory } from './demo-history.ts';
import {
  billMonth,
  readAllMeters,
  SYSTEM,
  seedPeople,
  simulatedMeters,
  takeOnePayment,
  wireMeters,
} from './demo-steps.ts';
import { seedDemoTariffs } from './demo-tariffs.ts';
import { seedDunning } from './dunning.ts';
import { stationAt } from './past.ts';
import { seedPolling } from './polling.ts';
import { seedPopulation } from './population.ts';
import { seedRounds } from './rounds.ts';
import { seedSafety } from './safety.ts';

export interface DemoStep {
  readonly name: string;
  readonly detail: string;
  readonly ms: number;
}

export interface DemoOptions {
  /** Households; each has an electricity and a gas account. */
  readonly accounts?: number;
  onStep?(step: DemoStep): void;
}

/**
 * Makes the demo station by calling the services a real one is used through, and starts its simulated devices. A demo
 * station that exists already only gets its devices again. Refuses 'station.already-set-up' for a real station.
 */
export async function buildDemo(st: Station, options: DemoOptions = {}): Promise<DemoDevices> {
  const { accounts = 60 } = options;
  const step = stepper(options.onStep);
  const { isSetUp, isDemo } = stationState(st);
  if (isSetUp && !isDemo) throw new StationError('station.already-set-up');
  if (isSetUp) return step('devices', () => startDemoDevices(st, SYSTEM, simulatedMeters(st)), wireText);

  // A large station gets one month of history, to be ready soon.
  const months = accounts > 500 ? 1 : 3;
  const start = monthStart(st, -months);
  const past = stationAt(st, start);
  const people = await step(
    'station and users',
    () => seedPeople(past),
    (made) => `${made.size} logins`,
  );
  const personOf = (login: string) => people.get(login) ?? SYSTEM;
  await step(
    'tariffs',
    () => seedDemoTariffs(past, SYSTEM),
    () => 'one tiered, one flat; made-up prices',
  );
  const homes = await step(
    'customers',
    () =>
      seedPopulation(past, SYSTEM, {
        households: accounts,
        services: ['electricity', 'gas'],
        openedOn: localDate(start, st.zone),
        // A small demo still has buildings to compare.
        ...(accounts <= 500 && { building: { units: 2, floors: 2 } }),
      }),
    (made) => `${accounts} households, ${made.length} accounts with meters`,
  );
  const history = await step(
    'history',
    () => seedHistory(st, { system: SYSTEM, cashier: personOf('cashier') }, { accounts: homes, months }),
    (h) => `${months} months: ${h.bills} bills, ${h.payments} payments`,
  );
  const devices = await step('devices', () => wireMeters(st, history), wireText);
  await step(
    'read the meters',
    () => readAllMeters(st, history),
    (read) => `${read.overWire} over the wire, ${read.byHand} by hand, ${read.failed} without an answer`,
  );
  await step('polling', () => seedPolling(st, SYSTEM, devices.registerAt), String);
  await step('seals and tests', () => seedAccuracy(st, personOf('manager')), String);
  const month = monthOf(localDate(st.clock.now(), st.zone));
  const walkers = { manager: personOf('manager'), reader: personOf('reader') };
  await step('reading round', () => seedRounds(st, walkers, month), String);
  await step(
    'bill the month',
    () => billMonth(st, month),
    (run) => `${month}: ${run.bills} bills, ${formatYuan(run.amountFen)} yuan, ${run.exceptions} exceptions`,
  );
  await step(
    'take a payment',
    () => takeOnePayment(st, personOf('cashier'), homes),
    (r) => `${r.receiptNo}: ${formatYuan(r.paidFen)} yuan cash, change ${formatYuan(r.changeFen)}`,
  );
  const workers = { filler: personOf('filler'), officer: personOf('safety'), manager: personOf('manager') };
  const office = { cashier: personOf('cashier'), manager: personOf('manager') };
  await step('dunning', () => seedDunning(st, office, devices.modemId), String);
  await step('cylinders', () => seedCylinders(st, workers), String);
  await step('safety', () => seedSafety(st, workers, [...new Set(homes.map((home) => home.accountId))]), String);
  await step(
    'verify the ledger',
    () => verify(st.db, st.documentReaders, st.bookChecks),
    (v) => `${v.entries} entries ${v.isSound ? 'sound' : 'DAMAGED'}, chain head ${v.chainHead.slice(0, 12)}`,
  );
  return devices;
}

function wireText(devices: DemoDevices): string {
  return devices.wire === 'memory'
    ? 'simulated meters, scale, modem, printer and scanner in memory (socat not found)'
    : 'simulated meters, scale, modem, printer and scanner over pseudo-terminals, through the real serial code';
}

function monthStart(st: Station, months: number): UnixMs {
  const month = addMonths(monthOf(localDate(st.clock.now(), st.zone)), months);
  return startOfLocalDate(`${month}-01`, st.zone);
}

function stepper(onStep: DemoOptions['onStep']) {
  return async <T>(name: string, work: () => T | Promise<T>, describe: (result: T) => string): Promise<T> => {
    const from = performance.now();
    const result = await work();
    onStep?.({ name, detail: describe(result), ms: performance.now() - from });
    return result;
  };
}
