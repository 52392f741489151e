import type { DeviceHost, FrozenPoint, MeterBusPort, MeterState, PowerValues } from '../../../main/devices/ports.ts';
import { addDays, localDate, monthOf, startOfLocalDate } from '../../../main/shared/dates.ts';
import { StationError } from '../../../main/shared/error-codes.ts';
import { milli } from '../../../main/shared/quantity.ts';
import type { Station } from '../../../main/station.types.ts';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';
import { addHouse, type House, type HouseOptions } from '../billing/fixture.ts';

const ZONE = 'Asia/Shanghai';
const HOUR_MS = 3_600_000;

/** A meter that uses one kWh an hour, remembers its nights, and may be told to misbehave. */
export interface FakeMeter {
  wattsOf?(at: number): number;
  isSilent?: boolean;
  /** Days of which it has no freeze. */
  readonly lost?: Set<string>;
  /** It keeps no freezes at all. */
  keepsNothing?: boolean;
  /** Its freezes are dated so many days late. */
  frozenDaysOff?: number;
  /** It freezes so long after midnight. */
  frozenLateMs?: number;
  /** Its register began at zero again then. */
  resetAt?: number;
  reverseMilliOf?(at: number): number;
  state?: Partial<MeterState>;
  /** What its time-of-use registers show beside a total. */
  touOf?(totalMilli: number): { peakMilli: number; valleyMilli: number };
  volts?: number;
  watts?: number;
  /** The day of the month it settles on. */
  settlesOn?: number;
}

export interface World {
  readonly ann: TestStation;
  readonly houses: House[];
  readonly meters: Map<string, FakeMeter>;
  /** What went over the wires: "address day 3", "address present" … */
  readonly asked: string[];
  totalOf(address: string, at: number): number;
  /** Called before every answer; may move the clock, cancel, or throw. */
  onAsk: (what: string) => unknown;
}

export const FROM = Date.parse('2026-01-01T00:00:00+08:00');

export function pollingWorld(options: { at: string; meters: readonly string[]; house?: HouseOptions }): World {
  const asked: string[] = [];
  const meters = new Map<string, FakeMeter>(options.meters.map((address) => [address, {}]));
  const totalOf = (address: string, at: number): number => {
    const meter = meters.get(address);
    if (!meter?.wattsOf) return 1_000_000 + Math.floor((at - FROM) / 3600);
    let sum = 1_000_000;
    const from = meter.resetAt !== undefined && at >= meter.resetAt ? meter.resetAt : FROM;
    if (from !== FROM) sum = 0;
    for (let hour = from; hour < at; hour += HOUR_MS) sum += meter.wattsOf(hour) * Math.min(1, (at - hour) / HOUR_MS);
    return Math.round(sum);
  };
  const world: World = { ann: undefined as never, houses: [], meters, asked, totalOf, onAsk: () => undefined };
  const ann = makeStation({
    at: options.at,
    makeDevices: (station): DeviceHost =>
      ({
        scale: () => undefined,
        meterBus: (id) => (id === 1 || id === 2 ? busOf(station, world) : undefined),
        smsModem: () => undefined,
        reload: () => undefined,
        statuses: () => new Map(),
        [Symbol.asyncDispose]: async () => undefined,
      }) as DeviceHost,
  });
  for (const name of ['一号线', '二号线'])
    ann.station.db
      .prepare(
        "INSERT INTO device (kind, name, model, link_json, created_at) VALUES ('meter-bus', ?, 'meter-bus', '{}', 0)",
      )
      .run(name);
  const houses = options.meters.map((address, i) =>
    addHouse(ann, `${1 + (i % 2)}-10${i + 1}`, {
      ...options.house,
      meter: { protocol: 'dlt645-2007', busId: (1 + (i % 2)) as never, address, ...options.house?.meter },
    }),
  );
  return Object.assign(world, { ann, houses });
}

function busOf(station: Station, world: World): MeterBusPort {
  const none = { sharpMilli: null, peakMilli: null, flatMilli: null, valleyMilli: null, reverseMilli: null };
  const further = { demandMilli: null, reactiveMilli: null };
  const ask = async (address: string, what: string, signal?: AbortSignal): Promise<FakeMeter> => {
    await Promise.resolve();
    await world.onAsk(`${address} ${what}`);
    signal?.throwIfAborted();
    world.asked.push(`${address} ${what}`);
    const meter = world.meters.get(address);
    if (!meter || meter.isSilent) throw new StationError('device.no-answer', {});
    return meter;
  };
  const reverseOf = (address: string, at: number) => {
    const reverse = world.meters.get(address)?.reverseMilliOf?.(at);
    return reverse === undefined ? null : milli(reverse);
  };
  const touOf = (address: string, at: number) => {
    const tou = world.meters.get(address)?.touOf?.(world.totalOf(address, at));
    return tou && { peakMilli: milli(tou.peakMilli), valleyMilli: milli(tou.valleyMilli) };
  };
  const registers = (address: string, at: number) => ({
    totalMilli: milli(world.totalOf(address, at)),
    ...none,
    ...touOf(address, at),
    reverseMilli: reverseOf(address, at),
    ...further,
    at: station.clock.now(),
  });
  return {
    supports: (protocol) => ({
      ...{ registers: true, power: true, state: true, frozen: protocol !== 'modbus' },
      ...{ demand: true, relay: false, clock: false, ownClock: false, freeze: false, discover: false },
    }),
    async readMeter({ address }, { signal }) {
      await ask(address, 'present', signal);
      return registers(address, station.clock.now());
    },
    async readFrozen({ address }, point: FrozenPoint, { signal }) {
      const meter = await ask(address, `${point.kind} ${point.ago}`, signal);
      const today = localDate(station.clock.now(), ZONE);
      const day =
        point.kind === 'day' ? addDays(today, 1 - point.ago) : settledDay(today, point.ago, meter.settlesOn ?? 1);
      if (meter.keepsNothing || meter.lost?.has(day)) throw new StationError('device.meter-no-data', {});
      const frozenAt = startOfLocalDate(addDays(day, meter.frozenDaysOff ?? 0), ZONE) + (meter.frozenLateMs ?? 0);
      return { ...registers(address, frozenAt), frozenAt };
    },
    async readState({ address }, { signal }) {
      const meter = await ask(address, 'state', signal);
      const at = station.clock.now();
      return {
        ...{ clock: { at, text: '' }, isBatteryLow: false, isReadingBatteryLow: false, coverOpenings: 0 },
        ...{ isCoverOpen: false, isRelayOpen: false, valve: null, isReversed: false, words: {}, at },
        ...meter.state,
      };
    },
    async readPower({ address }, { signal }): Promise<PowerValues> {
      const { volts = 220, watts = 1000 } = await ask(address, 'power', signal);
      return {
        voltageMilli: [milli(volts * 1000), null, null],
        currentMilli: [milli(4500), null, null],
        powerMilli: { total: milli(watts), a: milli(watts), b: null, c: null },
        powerFactorMilli: milli(990),
        frequencyMilli: milli(50_000),
        at: station.clock.now(),
      };
    },
    async readDemand({ address }, { signal }) {
      await ask(address, 'demand', signal);
      return { demandMilli: milli(3200), occurredAt: station.clock.now() - HOUR_MS, at: station.clock.now() };
    },
  } as Partial<MeterBusPort> as MeterBusPort;
}

function settledDay(today: string, ago: number, on: number): string {
  const date = String(on).padStart(2, '0');
  let month = monthOf(today);
  if (`${month}-${date}` > today) month = monthOf(addDays(`${month}-01`, -1));
  for (let i = 1; i < ago; i++) month = monthOf(addDays(`${month}-01`, -1));
  return `${month}-${date}`;
}

/** A schedule for everybody, made now. */
export async function schedule(
  world: World,
  kind: 'daily' | 'settlement' | 'interval',
  more: { atMinute?: number; monthDay?: number } = {},
): Promise<number> {
  const { scheduleId } = await world.ann.as('manager').polling.create({
    name: { daily: '夜间冻结', settlement: '月结算', interval: '十五分钟曲线' }[kind],
    kind,
    scope: {},
    monthDay: kind === 'settlement' ? 1 : null,
    ...more,
    requestId: requestId(),
  });
  return scheduleId;
}

export const at = (text: string) => `${text}+08:00`;
