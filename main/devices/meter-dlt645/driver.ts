import { createClockBroadcast } from '../dlt645/clock.ts';
import { searching } from '../dlt645/discovery.ts';
import { badData, createExchange } from '../dlt645/exchange.ts';
import type { DriverTools, MeterDriver } from '../meter/types.ts';
import type { RelayStatus, WireMeter } from '../ports/meter.ts';
import { writeClock } from './clock-write.ts';
import { createReader, EDITION, PROTOCOL } from './edition.ts';
import {
  ANY_ADDRESS,
  decodeAddress,
  diBytes,
  FN_READ,
  FN_READ_ADDRESS,
  type Frame,
  functionOf,
  normaliseAddress,
  partialAddress,
} from './frame.ts';
import { broadcastFreeze } from './freeze.ts';
import { readPower } from './live.ts';
import { createReadings } from './readings.ts';
import { DI_TOTAL } from './registers.ts';
import { DI_STATUS_3, decodeWord3 } from './relay.ts';
import { readState } from './state.ts';
import { switchRelay } from './switching.ts';

/** Meters that do not know "read address" are found by reading the total. */
function readTotal(address: string): Frame {
  return { address, control: FN_READ, data: diBytes(DI_TOTAL) };
}

const EVERYBODY: readonly Frame[] = [
  { address: ANY_ADDRESS, control: FN_READ_ADDRESS, data: new Uint8Array(0) },
  readTotal(ANY_ADDRESS),
];

function addressIn({ control, data, address }: Frame): string {
  return functionOf(control) === FN_READ_ADDRESS && data.length === 6 ? decodeAddress(data) : address;
}

/** DL/T 645-2007 meters on a bus. */
export function createDlt645Driver(tools: DriverTools): MeterDriver {
  const { bus, now, timers, zone, relayAccess: access } = tools;
  const exchange = createExchange(tools, EDITION);
  const reader = createReader(exchange);
  const clocks = createClockBroadcast(tools);
  const { readRegisters, readDemand, readFrozen, readInstant } = createReadings(reader, tools, clocks);

  async function readStatus(meter: WireMeter, signal?: AbortSignal): Promise<RelayStatus> {
    const payload = await reader.need(meter, DI_STATUS_3, { priority: 'interactive', signal });
    const word = decodeWord3(payload);
    if (!word) throw badData(EDITION, meter.address, DI_STATUS_3);
    return { ...word, at: now() };
  }

  return {
    normaliseAddress: (text) => normaliseAddress(text) ?? null,
    readRegisters,
    readDemand,
    readFrozen,
    broadcastFreeze: (asking) => broadcastFreeze(tools, asking),
    readInstantFreeze: readInstant,
    readPower: (meter, asking) => readPower(reader, meter, asking, now),
    async readState(meter, asking) {
      const state = await readState(reader, meter, asking, tools);
      if (state.clock) clocks.sawClock(meter.address, state.clock.at - state.at);
      return state;
    },
    broadcastClock: clocks.broadcast,
    writeClock: (meter, asking) => writeClock(tools, { reader, clocks }, meter, asking),
    readStatus,
    control: (meter, command) =>
      switchRelay(
        {
          bus,
          readStatus,
          access,
          timers,
          now,
          zone,
          wire: exchange.wireOf(meter),
          preamble: EDITION.preambleOf(meter),
        },
        meter,
        command,
      ),
    ...searching(
      exchange,
      { everybody: EVERYBODY, among: (lowDigits) => readTotal(partialAddress(lowDigits)), addressIn },
      PROTOCOL,
    ),
  };
}
