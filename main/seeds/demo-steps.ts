import type { Actor } from '../db/writer.ts';
import { createSimLoad, type SimMeter } from '../devices/simulators.ts';
import { issueRun, openBills } from '../modules/billing/index.ts';
import { type Receipt, takePayment } from '../modules/cashier/index.ts';
import { findMeter, pollableMeters, updateMeter } from '../modules/meters/index.ts';
import { latestReadings, pollMeters, recordReading } from '../modules/readings/index.ts';
import { setUp } from '../modules/station/index.ts';
import { createUser, listUsers } from '../modules/users/index.ts';
import { localDate, type Month, monthOf } from '../shared/dates.ts';
import type { Station } from '../station.types.ts';
import { type DemoDevices, startDemoDevices } from './demo-devices.ts';
import { type History, type MeterState, usageOf } from './demo-history.ts';
import { DEMO_LOGINS } from './demo-logins.ts';
import { randomFrom, type SeededAccount } from './population.ts';
import { seededRequestId } from './request-ids.ts';

/** What the demo does that nobody in particular did. */
export const SYSTEM: Actor = { userId: null, name: '演示', via: 'job' };
/** Meters on the simulated wire; the others are read by hand. */
const WIRED = 12;
/** The one of them whose battery is low. */
const WEAK = 2;

export async function seedPeople(st: Station): Promise<ReadonlyMap<string, Actor>> {
  const [admin, ...others] = DEMO_LOGINS;
  if (!admin) throw new Error('a demo station has an administrator');
  const { loginName, displayName, password } = admin;
  await setUp(
    st,
    'job',
    {
      stationName: '城北燃气物业站（演示）',
      kind: 'both',
      loginName,
      displayName,
      password,
      requestId: seededRequestId(),
    },
    { isDemo: true, demoLogins: DEMO_LOGINS },
  );
  for (const { title: _, ...login } of others)
    await createUser(
      st,
      SYSTEM,
      { ...login, roles: [...login.roles], requestId: seededRequestId() },
      { mustChangePassword: false },
    );
  return new Map(
    listUsers(st).map((user) => [user.loginName, { userId: user.id, name: user.displayName, via: 'job' }]),
  );
}

/** Puts the first electricity meters on the simulated bus, each a month's use further than its last reading. */
export async function wireMeters(st: Station, history: History): Promise<DemoDevices> {
  const random = randomFrom(11);
  const month = monthOf(localDate(st.clock.now(), st.zone));
  const chosen = history.meters.filter((meter) => meter.service === 'electricity').slice(0, WIRED);
  for (const meter of chosen) meter.totalMilli += usageOf('electricity', month, random);
  const devices = await startDemoDevices(
    st,
    SYSTEM,
    chosen.map((meter, i) =>
      simulated(meterOf(st, meter).meterNo, { totalMilli: meter.totalMilli, at: st.clock.now() }, i),
    ),
  );
  for (const meter of chosen) {
    const { meterNo, digits, decimals, multiplier, hasTou, model, location, sealNo, calibrationDueOn, version } =
      meterOf(st, meter);
    updateMeter(st, SYSTEM, {
      ...{
        meterId: meter.meterId,
        meterNo,
        digits,
        decimals,
        multiplier,
        hasTou,
        model,
        location,
        sealNo,
        calibrationDueOn,
        version,
      },
      protocol: 'dlt645-2007',
      address: meterNo,
      busId: devices.busId as never,
    });
  }
  return devices;
}

/** The meters of a kept demo station, going on from where they were last read. */
export function simulatedMeters(st: Station): SimMeter[] {
  return pollableMeters(st.db).map((meter, i) => {
    const last = latestReadings(st.db, meter.meterId, 1)[0];
    return simulated(meter.address, { totalMilli: last?.totalMilli ?? 0, at: last?.readAt ?? st.clock.now() }, i);
  });
}

/** A home that showed so much at that instant: it has a past, for freezes and curves, and one of them a weak battery. */
function simulated(address: string, shown: { totalMilli: number; at: number }, i: number): SimMeter {
  const load = createSimLoad({ seed: address, averageWatts: 270 });
  const before = load.registersAt(shown.at).totalMilli;
  return {
    address,
    load,
    registers: (at) => ({ totalMilli: Math.max(0, shown.totalMilli + load.registersAt(at).totalMilli - before) }),
    isBatteryLow: i === WEAK,
  };
}

/** What a simulated meter showed, or will show, at an instant. */
export function registerOf({ registers }: SimMeter, at: number): number {
  return (typeof registers === 'function' ? registers(at) : registers).totalMilli;
}

function meterOf(st: Station, meter: MeterState) {
  const found = findMeter(st.db, meter.meterId);
  if (!found) throw new Error(`meter ${meter.meterId} was just made`);
  return found;
}

export interface ReadAll {
  readonly overWire: number;
  readonly byHand: number;
  readonly failed: number;
}

/** Polls the wired meters and records the others as a reader would; a few homes are left out, as on a real round. */
export async function readAllMeters(st: Station, history: History): Promise<ReadAll> {
  const polled = await pollMeters(st, SYSTEM);
  const wired = new Set<number>(pollableMeters(st.db).map((meter) => meter.meterId));
  const random = randomFrom(13);
  const month = monthOf(localDate(st.clock.now(), st.zone));
  let byHand = 0;
  for (const meter of history.meters) {
    if (wired.has(meter.meterId) || random() < 0.04) continue;
    meter.totalMilli += usageOf(meter.service, month, random);
    recordReading(st, SYSTEM, {
      meterId: meter.meterId,
      totalMilli: meter.totalMilli,
      isConfirmed: true,
      note: '演示数据',
      requestId: seededRequestId(),
    });
    byHand++;
  }
  return { overWire: polled.read, byHand, failed: polled.failed.length };
}

export async function billMonth(
  st: Station,
  month: Month,
): Promise<{ bills: number; amountFen: number; exceptions: number }> {
  const sum = { bills: 0, amountFen: 0, exceptions: 0 };
  for (const service of ['electricity', 'gas'] as const) {
    const result = await issueRun(st, SYSTEM, { month, service });
    sum.bills += result.issued;
    sum.amountFen += result.amountFen;
    sum.exceptions += result.exceptions;
  }
  return sum;
}

/** The first household with something to pay hands over the next whole hundred yuan. */
export function takeOnePayment(st: Station, cashier: Actor, accounts: readonly SeededAccount[]): Receipt {
  for (const { customerId } of accounts) {
    const paidFen = openBills(st.db, { customerId }).reduce((sum, bill) => sum + bill.owedFen, 0);
    if (paidFen === 0) continue;
    const tenderedFen = Math.ceil(paidFen / 10_000) * 10_000;
    return takePayment(st, cashier, { customerId, paidFen, tenderedFen, method: 'cash', requestId: seededRequestId() });
  }
  throw new Error('nobody of the demo owes anything');
}
