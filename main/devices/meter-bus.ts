import { StationError } from '../shared/error-codes.ts';
import { createBus } from './bus/bus.ts';
import type { Bus } from './bus/types.ts';
import { type BusProfile, METER_PROTOCOLS, type MeterProtocolName } from './config.schema.ts';
import type { LinkOptions } from './link/link.ts';
import { notSupported } from './meter/refusal.ts';
import { type DriverTools, type MeterDriver, stationOf } from './meter/types.ts';
import { createCjt188Driver } from './meter-cjt188/driver.ts';
import { createDlt645Driver } from './meter-dlt645/driver.ts';
import { createDlt645Of1997Driver } from './meter-dlt645-1997/driver.ts';
import { createDsmrP1Driver } from './meter-dsmr-p1/driver.ts';
import { createIec62056Driver } from './meter-iec62056/driver.ts';
import { createModbusDriver } from './meter-modbus/driver.ts';
import type { BroadcastGroup, FoundMeter, MeterAbilities, MeterBusPort, WireMeter } from './ports/meter.ts';

/** The drivers this program has. A protocol without one answers `device.not-supported`. */
const DRIVERS: Readonly<Partial<Record<MeterProtocolName, (tools: DriverTools) => MeterDriver>>> = {
  'dlt645-2007': createDlt645Driver,
  modbus: createModbusDriver,
  'dlt645-1997': createDlt645Of1997Driver,
  cjt188: createCjt188Driver,
  'iec62056-21': createIec62056Driver,
  'dsmr-p1': createDsmrP1Driver,
};

export interface MeterBusOptions extends LinkOptions, Partial<Pick<DriverTools, 'zone' | 'relayAccess'>> {
  readonly profile: BusProfile;
}

export interface MeterBus extends MeterBusPort {
  readonly bus: Bus;
  /** Who answers at once, without searching: for the test of a new bus. */
  whoIsThere(signal?: AbortSignal): Promise<{ readonly found: readonly FoundMeter[]; readonly isCrowded: boolean }>;
}

/** One wire with meters of any mix of protocols. It starts closed; `bus.start()` opens it. */
export function createMeterBus({
  zone = 'Asia/Shanghai',
  relayAccess = () => null,
  ...options
}: MeterBusOptions): MeterBus {
  const bus = createBus(options);
  const drivers = new Map<MeterProtocolName, MeterDriver>();

  function driverOf(protocol: MeterProtocolName): MeterDriver {
    const known = drivers.get(protocol);
    if (known) return known;
    const create = DRIVERS[protocol];
    if (!create) throw notSupported(protocol, 'driver');
    const { timers, now, profile } = options;
    const made = create({ bus, timers, now, profile, zone, relayAccess });
    drivers.set(protocol, made);
    return made;
  }

  /** The driver, and the meter with its address as the protocol writes it. */
  function reach(meter: WireMeter): { driver: MeterDriver; meter: WireMeter } {
    const driver = driverOf(meter.protocol);
    const address = driver.normaliseAddress(meter.address);
    if (address === null) throw new StationError('device.bad-address', { address: meter.address });
    return { driver, meter: { ...meter, address } };
  }

  async function call<K extends keyof MeterDriver, T>(
    meter: WireMeter,
    name: K,
    run: (method: NonNullable<MeterDriver[K]>, meter: WireMeter) => Promise<T>,
  ): Promise<T> {
    const reached = reach(meter);
    const method = reached.driver[name];
    if (!method) throw notSupported(meter.protocol, name);
    return run(method, reached.meter);
  }

  async function toEach<K extends 'broadcastClock' | 'broadcastFreeze'>(
    groups: readonly BroadcastGroup[],
    name: K,
    run: (method: NonNullable<MeterDriver[K]>, line: BroadcastGroup['line']) => Promise<void>,
  ): Promise<void> {
    for (const { protocol, line } of groups) {
      const method = driverOf(protocol)[name];
      if (!method) throw notSupported(protocol, name);
      await run(method, line);
    }
  }

  async function discover(...[{ protocols, lines }, onProgress, signal]: Parameters<MeterBusPort['discover']>) {
    const searches = protocols.map((protocol) => {
      const { discover: search } = driverOf(protocol);
      if (!search) throw notSupported(protocol, 'discover');
      return search;
    });
    const found: FoundMeter[] = [];
    let tried = 0;
    for (const [index, search] of searches.entries()) {
      const before = tried;
      const rest = searches.length - index - 1;
      const more = await search(
        { lines },
        (progress) => {
          tried = before + progress.tried;
          onProgress({ found: [...found, ...progress.found], tried, total: before + progress.total + rest });
        },
        signal,
      );
      found.push(...more);
    }
    return found;
  }

  return {
    bus,
    status: bus.status,
    report: bus.report,
    release({ protocol, address }) {
      bus.release(stationOf({ protocol, address: driverOf(protocol).normaliseAddress(address) ?? address }));
    },
    supports: (protocol) => abilitiesOf(DRIVERS[protocol] && driverOf(protocol)),
    normaliseAddress: (protocol, text) => driverOf(protocol).normaliseAddress(text),
    readMeter: (meter, { priority = 'background', ...options }) =>
      call(meter, 'readRegisters', (read, known) => read(known, { ...options, priority })),
    readPower: (meter, asking) => call(meter, 'readPower', (read, known) => read(known, asking)),
    readState: (meter, asking) => call(meter, 'readState', (read, known) => read(known, asking)),
    readFrozen: (meter, which, asking) => call(meter, 'readFrozen', (read, known) => read(known, which, asking)),
    readDemand: (meter, asking) => call(meter, 'readDemand', (read, known) => read(known, asking)),
    control: (meter, command) => call(meter, 'control', (order, known) => order(known, command)),
    readStatus: (meter, signal) => call(meter, 'readStatus', (read, known) => read(known, signal)),
    setClock: (meter, asking) => call(meter, 'writeClock', (write, known) => write(known, asking)),
    syncClocks: (groups, at, asking) => toEach(groups, 'broadcastClock', (tell, line) => tell(at, { ...asking, line })),
    freezeNow: (groups, asking) => toEach(groups, 'broadcastFreeze', (tell, line) => tell({ ...asking, line })),
    readInstantFreeze: (meter, asking) => call(meter, 'readInstantFreeze', (read, known) => read(known, asking)),
    discover,
    async whoIsThere(signal) {
      for (const protocol of METER_PROTOCOLS) {
        const answered = DRIVERS[protocol] && (await driverOf(protocol).whoIsThere?.(signal));
        if (answered && (answered.found.length > 0 || answered.isCrowded)) return answered;
      }
      return { found: [], isCrowded: false };
    },
  };
}

function abilitiesOf(driver: MeterDriver | undefined): MeterAbilities {
  return {
    registers: driver !== undefined,
    power: driver?.readPower !== undefined,
    state: driver?.readState !== undefined,
    frozen: driver?.readFrozen !== undefined,
    demand: driver?.readDemand !== undefined,
    relay: driver?.control !== undefined,
    clock: driver?.broadcastClock !== undefined,
    ownClock: driver?.writeClock !== undefined,
    freeze: driver?.broadcastFreeze !== undefined,
    discover: driver?.discover !== undefined,
  };
}
