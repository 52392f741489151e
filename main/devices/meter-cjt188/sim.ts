import { localDateTime } from '../../shared/dates.ts';
import { encodeBcd } from '../framing/bcd.domain.ts';
import type { Timers } from '../link/timers.ts';
import { createVoice } from '../meter/voice.sim.ts';
import type { Say, SimulatedDevice } from '../transport/simulator.ts';
import {
  createFrameParser,
  encodeFrame,
  FN_READ,
  FN_READ_ADDRESS,
  FN_WRITE,
  type Frame,
  functionOf,
  isAddressed,
  isFromMeter,
  isType,
  normaliseAddress,
} from './frame.ts';
import {
  DI_ADDRESS,
  DI_READINGS,
  DI_SETTLEMENT_DAY,
  DI_SETTLEMENT_FIRST,
  DI_VALVE,
  DI_WRITE_CLOCK,
  type DiOrder,
  isSettlement,
  readDi,
} from './identifiers.ts';
import { encodeStatus, type StatusOrder, VALVE_CLOSE, VALVE_OPEN } from './status.ts';
import { decodeClock, encodeClock } from './values.ts';

/**
 * What goes wrong with one meter: it says nothing, rubbish, a wrong checksum, its answer too late, half of it, digits
 * that are none, FF everywhere, a unit of something else, an old serial number; or it refuses everything.
 */
export type Cjt188Fault =
  | 'silent'
  | 'garbage'
  | 'bad-checksum'
  | 'late'
  | 'half-frame'
  | 'non-bcd'
  | 'all-ff'
  | 'wrong-unit'
  | 'wrong-serial'
  | 'stuck-clock'
  | 'refuses';
/** It says yes and does not move, refuses, does what it is told and says nothing, or neither hears nor answers. */
export type ValveFault = 'jammed' | 'refuses' | 'unanswered' | 'deaf';

export interface SimValve {
  state: 'open' | 'closed' | 'fault';
  /** Between the order and the end of the turn. */
  moveMs: number;
  fault?: ValveFault | undefined;
  /** Codes understood, oldest first, obeyed or not. */
  readonly orders: number[];
}

export function createSimValve(options: Partial<Omit<SimValve, 'orders'>> = {}): SimValve {
  return { state: 'open', moveMs: 0, ...options, orders: [] };
}

/** A water, gas or heat meter. Hundredths of its unit; a function for a meter that turns. */
export interface SimCjt188Meter {
  readonly address: string;
  /** 10 water, 20 heat, 30 gas … */
  readonly type: number;
  readonly diOrder: DiOrder;
  readonly statusOrder?: StatusOrder;
  /** 2C m³, 05 kWh … and where it stands. */
  readonly unit?: number;
  readonly isUnitFirst?: boolean;
  current: number | (() => number);
  /** Last twelve settlements, the newest first. Null or absent = FF. */
  readonly settlements?: readonly (number | null)[];
  readonly settlementDay?: number;
  /** A meter without a clock sends FF. Undefined = right to the second. */
  clock?: string | null;
  isBatteryLow?: boolean;
  readonly valve?: SimValve;
  fault?: Cjt188Fault | undefined;
}

export interface Cjt188SimOptions {
  readonly meters: readonly SimCjt188Meter[];
  readonly timers: Timers;
  readonly answerMs?: number;
  /** Answering time of a meter with the fault `late`. */
  readonly lateMs?: number;
  readonly now?: () => number;
  readonly zone?: string;
}

export interface Cjt188Sim {
  readonly meters: SimCjt188Meter[];
  meter(address: string): SimCjt188Meter;
  hasEcho: boolean;
  /** Answers arrive byte by byte. */
  isSplit: boolean;
  /** Requests understood, oldest first. */
  readonly requests: readonly Frame[];
  create(say: Say): SimulatedDevice;
}

const HEAT: readonly number[] = [0x20, 0x21, 0x22, 0x25];
const ERROR_STATUS = [0x01, 0x00];

/** CJ/T 188 meters on one wire. A meter keeps silent when asked in the order of identifiers it does not know. */
export function createCjt188Sim(options: Cjt188SimOptions): Cjt188Sim {
  const { timers, answerMs = 20, lateMs = 1500, now = Date.now, zone = 'Asia/Shanghai' } = options;
  const requests: Frame[] = [];
  const sim: Cjt188Sim = {
    meters: options.meters.map((meter) => ({ ...meter, address: normaliseAddress(meter.address) ?? meter.address })),
    meter(address) {
      const found = sim.meters.find((meter) => meter.address === normaliseAddress(address));
      if (!found) throw new Error(`no simulated meter ${address}`);
      return found;
    },
    hasEcho: false,
    isSplit: false,
    requests,
    create,
  };

  const voice = createVoice({ timers, answerMs, lateMs, isSplit: () => sim.isSplit });

  function create(say: Say): SimulatedDevice {
    const parser = createFrameParser();
    return {
      onOpen: parser.reset,
      onSilence: parser.reset,
      onData(bytes) {
        if (sim.hasEcho) say(bytes);
        for (const request of parser.push(bytes)) {
          if (isFromMeter(request.control)) continue;
          requests.push(request);
          reply(request, say);
        }
      },
    };
  }

  function reply(request: Frame, say: Say): void {
    const answers = sim.meters.flatMap((meter) => {
      const isCalled = isType(request.type, meter.type) && isAddressed(request.address, meter.address);
      const frame = isCalled && meter.fault !== 'silent' ? answer(meter, request) : undefined;
      return frame ? [{ isLate: meter.fault === 'late', bytes: spoil(meter, encodeFrame(frame)) }] : [];
    });
    voice.together(answers, say);
  }

  /** Undefined: the meter keeps silent. */
  function answer(meter: SimCjt188Meter, { control, data }: Frame): Frame | undefined {
    const asked = readDi(data);
    if (!asked || asked.order !== meter.diOrder) return undefined;
    const serial = ((data[2] ?? 0) + (meter.fault === 'wrong-serial' ? 1 : 0)) & 0xff;
    const { type, address } = meter;
    const refuse = (): Frame => ({
      type,
      address,
      control: control | 0xc0,
      data: Uint8Array.of(serial, ...ERROR_STATUS),
    });
    if (meter.fault === 'refuses') return refuse();
    const payload = payloadOf(meter, functionOf(control), asked.di, data.subarray(3));
    if (payload === 'nothing') return undefined;
    if (!payload) return refuse();
    return { type, address, control: control | 0x80, data: Uint8Array.of(...data.subarray(0, 2), serial, ...payload) };
  }

  function payloadOf(
    meter: SimCjt188Meter,
    fn: number,
    di: number,
    sent: Uint8Array,
  ): Uint8Array | 'nothing' | undefined {
    if (fn === FN_READ_ADDRESS) return di === DI_ADDRESS ? new Uint8Array(0) : undefined;
    if (fn === FN_WRITE && di === DI_VALVE && meter.valve) return turn(meter, meter.valve, sent[0] ?? 0);
    if (fn === FN_WRITE && di === DI_WRITE_CLOCK) {
      const text = decodeClock(sent);
      if (!text) return undefined;
      if (meter.fault !== 'stuck-clock') meter.clock = text;
      return new Uint8Array(0);
    }
    if (fn !== FN_READ) return undefined;
    if (di === DI_READINGS) return readings(meter);
    if (di === DI_SETTLEMENT_DAY && meter.settlementDay !== undefined) return encodeBcd(meter.settlementDay, 1);
    return isSettlement(di) ? register(meter, meter.settlements?.[di - DI_SETTLEMENT_FIRST] ?? null) : undefined;
  }

  function turn(meter: SimCjt188Meter, valve: SimValve, code: number): Uint8Array | 'nothing' | undefined {
    valve.orders.push(code);
    if (valve.fault === 'deaf') return 'nothing';
    if (valve.fault === 'refuses' || (code !== VALVE_OPEN && code !== VALVE_CLOSE)) return undefined;
    const state = code === VALVE_OPEN ? 'open' : 'closed';
    if (valve.fault !== 'jammed') timers.after(valve.moveMs, () => Object.assign(valve, { state }));
    return valve.fault === 'unanswered' ? 'nothing' : status(meter);
  }

  function readings(meter: SimCjt188Meter): Uint8Array {
    const current = typeof meter.current === 'function' ? meter.current() : meter.current;
    const settled = register(meter, meter.settlements?.[0] ?? null);
    const end = [...clock(meter), ...status(meter)];
    if (!HEAT.includes(meter.type)) return Uint8Array.of(...register(meter, current), ...settled, ...end);
    const others = [0x17, 0x35, 0x2c].flatMap((unit) => [...encodeBcd(0, 4), unit]);
    const temperatures = [...encodeBcd(4512, 3), ...encodeBcd(3987, 3), ...encodeBcd(5834, 3)];
    return Uint8Array.of(...settled, ...register(meter, current), ...others, ...temperatures, ...end);
  }

  function register(meter: SimCjt188Meter, value: number | null): Uint8Array {
    const unit = meter.fault === 'wrong-unit' ? 0x17 : (meter.unit ?? (HEAT.includes(meter.type) ? 0x05 : 0x2c));
    const digits = meter.fault === 'non-bcd' ? Uint8Array.of(0, 0x0e, 0, 0) : bcdOr(value, meter);
    return meter.isUnitFirst ? Uint8Array.of(unit, ...digits) : Uint8Array.of(...digits, unit);
  }

  function bcdOr(value: number | null, { fault }: SimCjt188Meter): Uint8Array {
    return value === null || fault === 'all-ff' ? new Uint8Array(4).fill(0xff) : encodeBcd(value % 100_000_000, 4);
  }

  function clock({ clock: text, fault }: SimCjt188Meter): Uint8Array {
    if (text === null || fault === 'all-ff') return new Uint8Array(7).fill(0xff);
    return encodeClock(text ?? localDateTime(now(), zone));
  }

  function status({ valve, isBatteryLow = false, statusOrder = 'standard', fault }: SimCjt188Meter): Uint8Array {
    if (fault === 'all-ff') return Uint8Array.of(0xff, 0xff);
    return encodeStatus(valve?.state ?? 'open', isBatteryLow, statusOrder);
  }

  return sim;
}

function spoil(meter: SimCjt188Meter, bytes: Uint8Array): Uint8Array {
  const sumAt = bytes.length - 2;
  if (meter.fault === 'bad-checksum') return bytes.with(sumAt, ((bytes[sumAt] as number) + 1) & 0xff);
  if (meter.fault === 'half-frame') return bytes.subarray(0, Math.floor(bytes.length / 2));
  return meter.fault === 'garbage' ? bytes.map((byte, index) => byte ^ (0x55 + index)) : bytes;
}
