import type { Actor } from '../db/writer.ts';
import type { DeviceHost } from '../devices/ports.ts';
import {
  checkCylinder,
  createCylinder,
  cylinderTypes,
  recordFilling,
  scrapCylinder,
} from '../modules/cylinders/index.ts';
import { addDays, addYears, type LocalDate, localDate } from '../shared/dates.ts';
import { type CylinderId, DeviceId } from '../shared/ids.ts';
import { grams } from '../shared/quantity.ts';
import type { Station } from '../station.types.ts';
import { stationAt } from './past.ts';
import { seededRequestId } from './request-ids.ts';

interface People {
  readonly filler: Actor;
  readonly manager: Actor;
}

/** Empty masses as cylinders of these types have them, in grams; each one is stamped a little differently. */
const FLEET: readonly { typeCode: string; prefix: string; count: number; tareGrams: number }[] = [
  { typeCode: 'YSP35.5', prefix: 'DM35', count: 24, tareGrams: 16_450 },
  { typeCode: 'YSP12', prefix: 'DM12', count: 8, tareGrams: 6_500 },
  { typeCode: 'YSP118', prefix: 'DM50', count: 4, tareGrams: 45_000 },
];
const MAKERS = ['华东气瓶厂', '江南压力容器', '北方钢瓶'];
const MINUTE = 60_000;

interface Seeded {
  readonly id: CylinderId;
  readonly code: string;
  readonly tareGrams: number;
  readonly nominalGrams: number;
}

/**
 * A few dozen cylinders, among them one of every kind that is refused, and the fillings of yesterday and of this
 * morning, made by the same services a scale and a scanner lead to. Answers a line that says which codes to try.
 */
export function seedCylinders(st: Station, people: People): string {
  const today = localDate(st.clock.now(), st.zone);
  const fleet = FLEET.flatMap((kind) => seedKind(st, people.manager, kind, today));
  const exceptions = seedExceptions(st, people.manager, today);
  const fillings = seedFillings(st, people, fleet);
  return `${fleet.length + 5} cylinders, ${fillings} fillings; scan DM350020 (ready), ${exceptions.join(', ')}`;
}

function seedKind(st: Station, by: Actor, kind: (typeof FLEET)[number], today: LocalDate): Seeded[] {
  const type = cylinderTypes(st.db).find((t) => t.code === kind.typeCode);
  if (!type) throw new Error(`no cylinder type ${kind.typeCode}`);
  return Array.from({ length: kind.count }, (_, i) => {
    const code = `${kind.prefix}${String(i + 1).padStart(4, '0')}`;
    const tareGrams = kind.tareGrams + ((i * 7) % 20) * 10;
    const madeOn = addDays(addYears(today, -3), -i * 20);
    const dates = {
      madeOn,
      nextInspectionOn: addDays(today, i === 3 ? 12 : 120 + i * 30),
      scrapOn: addYears(madeOn, 8),
    };
    const id = create(st, by, {
      ...dates,
      code,
      typeCode: type.code,
      volumeMl: type.volumeMl,
      tareGrams,
      maker: MAKERS[i % MAKERS.length] ?? '',
    });
    return { id, code, tareGrams, nominalGrams: type.nominalGrams };
  });
}

type Made = Pick<
  Parameters<typeof createCylinder>[2],
  'code' | 'typeCode' | 'volumeMl' | 'tareGrams' | 'madeOn' | 'nextInspectionOn' | 'scrapOn' | 'maker'
>;

function create(st: Station, by: Actor, made: Made, isOwn = true): CylinderId {
  const serialNo = `${made.code.slice(2)}A`;
  return createCylinder(st, by, { ...made, serialNo, isOwn, isLifeExtended: false, requestId: seededRequestId() });
}

/** One cylinder for every reason to refuse. Answers what to say about them. */
function seedExceptions(st: Station, by: Actor, today: LocalDate): string[] {
  const common = { typeCode: 'YSP35.5', volumeMl: 35_500, tareGrams: 16_500, maker: MAKERS[0] ?? '' };
  const years = (n: number) => addYears(today, n);
  const inDate = { madeOn: years(-2), nextInspectionOn: years(2), scrapOn: years(6) };
  create(st, by, {
    ...common,
    code: 'DM359001',
    madeOn: years(-5),
    nextInspectionOn: addDays(today, -40),
    scrapOn: years(3),
  });
  create(st, by, { ...common, code: 'DM359002', madeOn: years(-8), nextInspectionOn: today, scrapOn: today });
  create(st, by, { ...common, ...inDate, code: 'XQ350007' }, false);
  create(st, by, {
    ...common,
    code: 'DM359004',
    madeOn: years(-4),
    nextInspectionOn: addDays(today, 5),
    scrapOn: years(4),
  });
  const scrapped = create(st, by, { ...common, ...inDate, code: 'DM359005' });
  scrapCylinder(st, by, {
    cylinderId: scrapped,
    version: 1,
    reason: '瓶体凹陷、护罩脱落',
    requestId: seededRequestId(),
  });
  return ['DM359001 (overdue)', 'DM359002 (end of life)', 'XQ350007 (foreign)', 'DM359005 (scrapped)'];
}

function seedFillings(st: Station, people: People, fleet: readonly Seeded[]): number {
  const now = st.clock.now();
  const yesterday = fleet.slice(0, 14).map((cylinder, i) => ({
    cylinder,
    at: now - 1440 * MINUTE + i * 4 * MINUTE,
    errorGrams: ((i * 37) % 9) * 10 - 40,
  }));
  const morning = fleet
    .slice(24, 30)
    .map((cylinder, i) => ({ cylinder, at: now - 90 * MINUTE + i * 5 * MINUTE, errorGrams: ((i * 53) % 7) * 10 - 30 }));
  const corrected = fleet[15];
  const steps = [...yesterday, ...morning];
  if (corrected)
    steps.push(
      { cylinder: corrected, at: now - 50 * MINUTE, errorGrams: 520 },
      { cylinder: corrected, at: now - 46 * MINUTE, errorGrams: 100 },
    );
  for (const step of steps) fill(st, people.filler, step);
  for (const [i, code] of ['DM359001', 'XQ350007', 'ZZ000000'].entries())
    checkCylinder(stationAt(st, now - (80 - i * 10) * MINUTE), people.filler, {
      scannedCode: code,
      requestId: seededRequestId(),
    });
  return steps.length;
}

function fill(
  st: Station,
  by: Actor,
  { cylinder, at, errorGrams }: { cylinder: Seeded; at: number; errorGrams: number },
): void {
  const deviceId = [...st.devices.statuses().keys()].find((id) => st.devices.scale(id));
  const grossGrams = cylinder.tareGrams + cylinder.nominalGrams + errorGrams;
  const past: Station = { ...stationAt(st, at), devices: weighing(st.devices, grossGrams, at) };
  const manual = {
    source: 'manual',
    insteadOfDeviceId: DeviceId.parse(999_999),
    grossGrams,
    reason: '演示：没有接秤',
  } as const;
  recordFilling(past, by, {
    cylinderId: cylinder.id,
    checks: { appearance: true, valve: true, residualPressure: true, marks: true },
    weight: deviceId === undefined ? manual : { source: 'scale', deviceId: DeviceId.parse(deviceId) },
    isRefillConfirmed: false,
    requestId: seededRequestId(),
  });
}

/** The station's own scales as they showed this weight at that time. */
function weighing(devices: DeviceHost, grossGrams: number, at: number): DeviceHost {
  const reading = { weightGrams: grams(grossGrams), isNet: false, isStable: true, isOverloaded: false, at };
  return {
    meterBus: () => undefined,
    smsModem: () => undefined,
    reload: () => undefined,
    statuses: () => devices.statuses(),
    [Symbol.asyncDispose]: async () => undefined,
    scale: (id) => {
      const scale = devices.scale(id);
      return scale && { status: () => scale.status(), latest: () => reading, onReading: () => () => undefined };
    },
  };
}
