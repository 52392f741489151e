import { localDate, localDateTime } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { type Milli, milli } from '../../shared/quantity.ts';
import { type BusTiming, USUAL_TIMING } from '../bus/types.ts';
import { quantityOf } from '../config.schema.ts';
import { instantOf } from '../meter/clock.ts';
import { notSupported } from '../meter/refusal.ts';
import type { DriverTools, MeterDriver } from '../meter/types.ts';
import type { Asking, RegisterValues, RelayStatus, WireMeter } from '../ports/meter.ts';
import { createDiscovery } from './discovery.ts';
import { createExchange } from './exchange.ts';
import { FN_READ, FN_WRITE, normaliseAddress } from './frame.ts';
import {
  DI_READINGS,
  DI_SETTLEMENT_DAY,
  DI_SETTLEMENT_FIRST,
  DI_WRITE_CLOCK,
  formatDi,
  HEAD_BYTES,
  SETTLEMENT_MONTHS,
} from './identifiers.ts';
import { decodeReadings, decodeSettlement, decodeSettlementDay, type ReadingBlock, type Register } from './readings.ts';
import { settlementDate } from './settlement.ts';
import type { Status } from './status.ts';
import { encodeClock, toMilli } from './values.ts';
import { switchValve } from './valve.ts';
import { PROTOCOL, profileOf } from './wire.ts';

/** A clock that was set shows the time it was given, less what the way took. */
const TAKEN_WITHIN_MS = 60_000;

const NO_OTHERS = {
  sharpMilli: null,
  peakMilli: null,
  flatMilli: null,
  valleyMilli: null,
  reverseMilli: null,
  demandMilli: null,
  reactiveMilli: null,
};

/** CJ/T 188 water, gas and heat meters on a bus. */
export function createCjt188Driver(tools: DriverTools): MeterDriver {
  const { bus, timers, now, zone, profile } = tools;
  const timing: BusTiming = { ...USUAL_TIMING, answerMs: profile.answerMs };
  const ask = createExchange({ bus, timing, retries: profile.retries });

  async function read(meter: WireMeter, di: number, asking: Asking): Promise<Uint8Array> {
    const answer = await ask(meter, { control: FN_READ, di, asking });
    return answer.data.subarray(HEAD_BYTES);
  }

  async function readBlock(meter: WireMeter, asking: Asking): Promise<ReadingBlock> {
    const block = decodeReadings(await read(meter, DI_READINGS, asking), profileOf(meter));
    if (!block) throw badData(meter, DI_READINGS);
    return block;
  }

  function statusOf(meter: WireMeter, { status }: ReadingBlock, at: number): RelayStatus {
    if (!status?.valve) throw badData(meter, DI_READINGS);
    const isClosed = status.valve === 'closed';
    return {
      isOpen: isClosed,
      // A jammed valve is neither: the one who ordered it sees that nothing is done.
      isOrderedOpen: status.valve !== 'open',
      isAlarming: false,
      isKeepingPower: false,
      word: status.word,
      at,
    };
  }

  async function readStatus(meter: WireMeter, signal?: AbortSignal): Promise<RelayStatus> {
    return statusOf(meter, await readBlock(meter, { priority: 'interactive', signal }), now());
  }

  async function settlementDay(meter: WireMeter, asking: Asking): Promise<number> {
    try {
      return decodeSettlementDay(await read(meter, DI_SETTLEMENT_DAY, asking)) ?? profileOf(meter).settlementDay;
    } catch (error) {
      // Many meters keep the day to themselves.
      if (!(error instanceof StationError) || error.code === 'device.unplugged') throw error;
      return profileOf(meter).settlementDay;
    }
  }

  return {
    normaliseAddress,
    readStatus,
    async readRegisters(meter, asking): Promise<RegisterValues> {
      const block = await readBlock(meter, asking);
      return { totalMilli: billable(meter, DI_READINGS, block.current), ...NO_OTHERS, at: now() };
    },
    async readState(meter, asking) {
      const { clock, status } = await readBlock(meter, asking);
      return {
        clock: clock === undefined ? null : { at: instantOf(clock, zone), text: clock },
        isBatteryLow: status?.isBatteryLow ?? null,
        isReadingBatteryLow: null,
        coverOpenings: null,
        isCoverOpen: null,
        isRelayOpen: null,
        valve: status?.valve ?? null,
        isReversed: null,
        words: wordsOf(status),
        at: now(),
      };
    },
    async readFrozen(meter, { kind, ago }, asking) {
      if (kind !== 'settlement' || ago < 1 || ago > SETTLEMENT_MONTHS)
        throw notSupported(PROTOCOL, `frozen ${kind} ${ago}`);
      const di = DI_SETTLEMENT_FIRST + ago - 1;
      const register = decodeSettlement(await read(meter, di, asking), profileOf(meter));
      if (!register) throw badData(meter, di);
      const totalMilli = billable(meter, di, register);
      const day = await settlementDay(meter, asking);
      const frozenAt = instantOf(`${settlementDate(localDate(now(), zone), day, ago)} 00:00:00`, zone);
      return { totalMilli, ...NO_OTHERS, at: now(), frozenAt };
    },
    control: (meter, command) => switchValve({ ask, readStatus, timers, now }, meter, command),
    async writeClock(meter, asking) {
      const payload = encodeClock(localDateTime(now(), zone));
      await ask(meter, { control: FN_WRITE, di: DI_WRITE_CLOCK, payload, asking });
      const { clock } = await readBlock(meter, asking);
      if (clock === undefined || Math.abs(instantOf(clock, zone) - now()) > TAKEN_WITHIN_MS)
        throw new StationError('device.clock-not-taken', { address: meter.address });
    },
    ...createDiscovery(bus, timing),
  };
}

/** In thousandths of a cubic metre or a kWh; whatever cannot be billed is refused. */
function billable(meter: WireMeter, di: number, { value, unit }: Register): Milli {
  if (typeof value === 'string' || unit?.quantity !== quantityOf(profileOf(meter))) throw badData(meter, di);
  const scaled = toMilli(value, unit);
  if (scaled === null) throw badData(meter, di);
  return milli(scaled);
}

function badData({ address }: WireMeter, di: number): StationError {
  return new StationError('device.bad-data', { address, di: formatDi(di) });
}

function wordsOf(status: Status | undefined): Record<string, number> {
  return status ? { ST: status.word } : {};
}
