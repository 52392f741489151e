import type { Actor } from '../db/writer.ts';
import type { MeterProtocolName } from '../devices/config.schema.ts';
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
import type { DemoMeter } from './demo-wire.ts';
import { randomFrom, type SeededAccount } from './population.ts';
import { seededRequestId } from './request-ids.ts';

/** What the demo does that nobody in particular did. */
export const SYSTEM: Actor = { userId: null, name: '演示', via: 'job' };
/** Meters on the simulated wire, and those of each other protocol on it; the others are read by hand. */
const [WIRED, OTHERS] = [12, 2];
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

/**
 * Puts meters of three protocols on the simulated bus: the first homes' electricity meters, the last homes' older ones
 * and their gas meters, each a month's use further than its last reading.
 */
export async function wireMeters(st: Station, history: History): Promise<DemoDevices> {
  const random = randomFrom(11);
  const month = monthOf(localDate(st.clock.now(), st.zone));
  const of = (service: MeterState['service']) => history.meters.filter((meter) => meter.service === service);
  const first = of('electricity').slice(0, WIRED);
  const chosen: { meter: MeterState; protocol: MeterProtocolName }[] = [
    ...first.map((meter) => ({ meter, protocol: 'dlt645-2007' as const })),
    ...of('electricity')
      .filter((meter) => !first.includes(meter))
      .slice(-OTHERS)
      .map((meter) => ({ meter, protocol: 'dlt645-1997' as const })),
    ...of('gas')
      .slice(-OTHERS)
      .map((meter) => ({ meter, protocol: 'cjt188' as const })),
  ];
  for (const { meter } of chosen) meter.totalMilli += usageOf(meter.service, month, random);
  const at = st.clock.now();
  // What fails from here on must not leave simulators running, or the program would never end.
  await using stack = new AsyncDisposableStack();
  const devices = await startDemoDevices(
    st,
    SYSTEM,
    chosen.map(({ meter, protocol }, i) => ({
      ...{ protocol, address: addressOf(meterOf(st, meter).meterNo, protocol), isBatteryLow: i === WEAK },
      shown: { totalMilli: meter.totalMilli, at },
    })),
  );
  stack.use(devices);
  for (const { meter, protocol } of chosen) {
    const { meterNo, digits, decimals, multiplier, hasTou, model, location, sealNo, calibrationDueOn, version } =
      meterOf(st, meter);
    updateMeter(st, SYSTEM, {
      ...{ meterId: meter.meterId, meterNo, digits, decimals, multiplier, hasTou, model, location, sealNo, version },
      ...{ calibrationDueOn, protocol, address: addressOf(meterNo, protocol), busId: devices.busId as never },
    });
  }
  stack.move();
  return devices;
}

/** The nameplate's number, as long as the protocol has it. */
function addressOf(meterNo: string, protocol: MeterProtocolName): string {
  return protocol === 'cjt188' ? meterNo.padStart(14, '0') : meterNo;
}

/** The meters of a kept demo station, going on from where they were last read. */
export function simulatedMeters(st: Station): DemoMeter[] {
  return pollableMeters(st.db).flatMap((meter, i) => {
    if (meter.protocol === 'manual') return [];
    const last = latestReadings(st.db, meter.meterId, 1)[0];
    const shown = { totalMilli: last?.totalMilli ?? 0, at: last?.readAt ?? st.clock.now() };
    return [{ protocol: meter.protocol, address: meter.address, shown, isBatteryLow: i === WEAK }];
  });
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
