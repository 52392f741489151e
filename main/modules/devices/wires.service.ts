import { type MeterProtocolName, usualProfile } from '../../devices/config.schema.ts';
import type { DeviceWorkshop, MeterBusPort, PortInfo, WireMeter } from '../../devices/ports.ts';
import { isStationError, StationError } from '../../shared/error-codes.ts';
import type { DeviceId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import {
  type BusReport,
  type MeterOnWire,
  type ReadNow,
  type Registers,
  type RelayStatus,
  type ReleaseMeter,
  type Search,
  StartSearch,
  type TestDevice,
  type TestResult,
  type Trial,
} from './devices.schema.ts';
import { requireDevice } from './devices.service.ts';
import { createWireJobs, refusalOf } from './wire-jobs.service.ts';

/** What is done with the wires themselves: nothing here writes to the database. */

function workshopOf(st: Station): DeviceWorkshop {
  if (!st.devices.workshop) throw new StationError('device.offline', { detail: 'this station runs without devices' });
  return st.devices.workshop;
}

export async function serialPorts(st: Station): Promise<PortInfo[]> {
  return [...((await st.devices.workshop?.ports()) ?? [])];
}

/**
 * Tries a device before or after it is saved: a bus names who is there or reads one meter, a scale is heard for two
 * seconds, a modem tells its network and sends a message where one is given, a printer prints a test page, and a scanner
 * waits for a code.
 */
export async function testDevice(st: Station, { config, meter, message }: TestDevice): Promise<TestResult> {
  const result = await workshopOf(st).probe(config, {
    ...(meter && { meter: wireMeterOf(meter) }),
    ...(message && { message }),
  });
  return { ...result, meters: [...result.meters] };
}

function wireMeterOf({ protocol, address, line, profile }: MeterOnWire): WireMeter {
  if (profile && profile.protocol !== protocol)
    throw new StationError('input.invalid', { field: 'profile', reason: protocol });
  return { protocol, address, line, profile: profile ?? usualProfile(protocol) };
}

export function requireBus(st: Station, busId: DeviceId): MeterBusPort {
  const { name } = requireDevice(st.db, busId);
  const bus = st.devices.meterBus(busId);
  if (!bus) throw new StationError('device.off', { name });
  return bus;
}

/** What the bus has learnt since it was opened: nothing of it is stored. */
export function busReport(st: Station, busId: DeviceId): BusReport {
  const { stations, ...report } = requireBus(st, busId).report();
  return {
    ...report,
    stations: stations.map(({ station, ...figures }) => {
      const [protocol = '', address = ''] = station.split(':');
      return { protocol: protocol as MeterProtocolName, address, ...figures };
    }),
  };
}

/** Lets rounds ask a silent meter again. */
export function releaseMeter(st: Station, { busId, protocol, address }: ReleaseMeter): void {
  requireBus(st, busId).release({ protocol, address });
}

/** One meter, ahead of every round that is running on the bus. Nothing is stored. */
export function readNow(st: Station, { busId, ...meter }: ReadNow): Promise<Registers> {
  return requireBus(st, busId).readMeter(wireMeterOf(meter), { withTou: true, priority: 'interactive' });
}

/** Everything a meter can be asked, with settings that need not be saved: for whoever sets it up. Nothing is stored. */
export async function tryMeter(st: Station, { busId, ...meter }: ReadNow): Promise<Trial> {
  const bus = requireBus(st, busId);
  const wired = wireMeterOf(meter);
  const asking = { priority: 'interactive' } as const;
  const options = { ...asking, withTou: true, withDemand: true, withReactive: true };
  const registers = await bus.readMeter(wired, options);
  const { power: hasPower } = bus.supports(wired.protocol);
  const power = hasPower ? await bus.readPower(wired, asking).catch(noneOf) : null;
  return {
    registers,
    power: power && { ...power, voltageMilli: [...power.voltageMilli], currentMilli: [...power.currentMilli] },
  };
}

/** A meter without live values answers the registers alone. */
function noneOf(error: unknown): null {
  if (isStationError(error) && (error.code === 'device.not-supported' || error.code === 'device.meter-no-data'))
    return null;
  throw error;
}

/** What status word 3 of a meter says. Only looks: a relay is ordered by whoever answers for it. */
export function relayStatus(st: Station, { busId, ...meter }: ReadNow): Promise<RelayStatus> {
  return requireBus(st, busId).readStatus(wireMeterOf(meter));
}

const searches = createWireJobs<DeviceId, Search>({
  busy: 'device.search-running',
  onFailed: (error) => ({ refusal: refusalOf(error) }),
  onShow: (st, { job, tried: done, total, state }) => st.live.publish({ topic: 'progress', job, done, total, state }),
});

/** Starts looking for the meters on a bus and answers at once; progress goes out as live messages. */
export function startSearch(st: Station, input: StartSearch): Search {
  const { busId, ...what } = StartSearch.parse(input);
  const bus = requireBus(st, busId);
  const first: Search = {
    job: `device-search:${busId}`,
    state: 'running',
    found: [],
    tried: 0,
    total: 1,
    refusal: null,
  };
  return searches.start(st, busId, first, async (show, signal) => {
    const onProgress: Parameters<MeterBusPort['discover']>[1] = ({ found, tried, total }) =>
      show({ found: [...found], tried, total });
    return { found: [...(await bus.discover(what, onProgress, signal))] };
  });
}

export function cancelSearch(st: Station, busId: DeviceId): void {
  searches.cancel(st, busId);
}

export function currentSearch(st: Station, busId: DeviceId): Search | null {
  return searches.current(st, busId);
}
