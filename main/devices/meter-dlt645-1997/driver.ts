import { createClockBroadcast } from '../dlt645/clock.ts';
import { searching } from '../dlt645/discovery.ts';
import { createExchange } from '../dlt645/exchange.ts';
import type { DriverTools, MeterDriver } from '../meter/types.ts';
import {
  ANY_ADDRESS,
  BROADCAST_ADDRESS,
  decodeAddress,
  type Frame,
  isAddress,
  normaliseAddress,
  partialAddress,
} from '../meter-dlt645/frame.ts';
import type { Asking, MeterState, WireMeter } from '../ports/meter.ts';
import { createReader, EDITION, PROTOCOL } from './edition.ts';
import { diBytes, FN_READ, readDi } from './frame.ts';
import { createReadings } from './readings.ts';
import { DI_METER_NUMBER, DI_STATUS, DI_TOTAL, STATUS } from './registers.ts';

function reading(address: string, di: number): Frame {
  return { address, control: FN_READ, data: diBytes(di) };
}

/** Some meters hear only the broadcast address, and answer it. */
const EVERYBODY: readonly Frame[] = [
  reading(ANY_ADDRESS, DI_METER_NUMBER),
  reading(ANY_ADDRESS, DI_TOTAL),
  reading(BROADCAST_ADDRESS, DI_METER_NUMBER),
];

/** A meter that returns the wildcard as its address tells its number only in the data. */
function addressIn({ address, data }: Frame): string {
  if (isAddress(address) || readDi(data) !== DI_METER_NUMBER || data.length < 8) return address;
  return decodeAddress(data.subarray(2, 8));
}

/** DL/T 645-1997 meters on a bus. Their relays are not ordered: the edition knows no such command. */
export function createDlt645Of1997Driver(tools: DriverTools): MeterDriver {
  const { now, zone } = tools;
  const exchange = createExchange(tools, EDITION);
  const reader = createReader(exchange);
  const clocks = createClockBroadcast(tools);

  async function readState(meter: WireMeter, asking: Asking): Promise<MeterState> {
    const clock = await reader.clock(meter, asking, zone);
    const at = now();
    if (clock) clocks.sawClock(meter.address, clock.at - at);
    const [word = null] = (await exchange.read(meter, DI_STATUS, asking)) ?? [];
    const bit = (mask: number) => (word === null ? null : (word & mask) !== 0);
    return {
      clock,
      isBatteryLow: bit(STATUS.batteryLow),
      isReadingBatteryLow: null,
      coverOpenings: null,
      isCoverOpen: null,
      isRelayOpen: null,
      valve: null,
      isReversed: bit(STATUS.reversed),
      words: word === null ? {} : { C020: word },
      at,
    };
  }

  return {
    normaliseAddress: (text) => normaliseAddress(text) ?? null,
    ...createReadings(reader, tools, clocks),
    readState,
    broadcastClock: clocks.broadcast,
    ...searching(
      exchange,
      { everybody: EVERYBODY, among: (lowDigits) => reading(partialAddress(lowDigits), DI_METER_NUMBER), addressIn },
      PROTOCOL,
    ),
  };
}
