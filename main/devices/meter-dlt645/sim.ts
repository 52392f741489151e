import { localDateTime } from '../../shared/dates.ts';
import { createFamilyWire, type FamilyWire } from '../dlt645/sim.ts';
import { dateTimeBytes, dateTimeOf } from '../framing/bcd.domain.ts';
import type { Timers } from '../link/timers.ts';
import { instantOf } from '../meter/clock.ts';
import { hearTime, registersOf, type SimRegisters, type WireFault } from '../meter/sim.ts';
import type { Say, SimulatedDevice } from '../transport/simulator.ts';
import {
  addressBytes,
  BROADCAST_ADDRESS,
  diBytes,
  FN_BROADCAST_TIME,
  FN_FREEZE,
  FN_READ,
  FN_READ_ADDRESS,
  FN_READ_FOLLOW_UP,
  FN_SWITCH,
  FN_WRITE,
  type Frame,
  functionOf,
  MAX_DATA_BYTES,
  normaliseAddress,
  readDi,
} from './frame.ts';
import { type MemoryMeter, payloadOf } from './memory.sim.ts';
import { DI_DATE, DI_TIME, DI_TOTAL, DI_TOU_BLOCK } from './registers.ts';
import { obey, type RelayWorld } from './relay.sim.ts';

/**
 * What goes wrong with one meter beside its wire: digits that are none, every register missing (FF), no block of
 * tariffs, no data at all (D1 02), everything refused (D1 04), or a follow-up frame left out.
 */
export type MeterFault = WireFault | 'non-bcd' | 'ff-values' | 'no-block' | 'no-data' | 'refuses' | 'lost-part';

export interface SimMeter extends MemoryMeter {
  fault?: MeterFault | undefined;
  /** What it lets itself be written with, at level 2. */
  readonly password?: string;
}

export interface MeterSimOptions {
  readonly meters: readonly SimMeter[];
  readonly timers: Timers;
  readonly answerMs?: number;
  readonly lateMs?: number;
  /** True time; each meter's own clock is ahead of it by its drift. */
  readonly now?: () => number;
  readonly zone?: string;
  /** What a meter puts into one frame, its identifier included; the rest comes with follow-up frames. */
  readonly frameBytes?: number;
}

export interface MeterSim extends FamilyWire {
  readonly meters: SimMeter[];
  meter(address: string): SimMeter;
}

const ERR_OTHER = 0x01;
const ERR_NO_DATA = 0x02;
const ERR_NOT_AUTHORISED = 0x04;
const ERROR_BIT = 0x40;
const MORE_BIT = 0x20;
const FROM_METER = 0x80;

interface World extends RelayWorld {
  readonly frameBytes: number;
}

/** DL/T 645-2007 meters on one wire. */
export function createMeterSim(options: MeterSimOptions): MeterSim & { create(say: Say): SimulatedDevice } {
  const { timers, answerMs = 20, lateMs = 1500, now = Date.now, zone = 'Asia/Shanghai' } = options;
  const world: World = { timers, now, zone, frameBytes: options.frameBytes ?? MAX_DATA_BYTES };
  const meters = options.meters.map((meter) => ({
    ...meter,
    address: normaliseAddress(meter.address) ?? meter.address,
  }));
  const wire = createFamilyWire({
    meters,
    timers,
    answerMs,
    lateMs,
    answer: (meter, request) => answer(meter, request, world),
  });
  return Object.assign(wire, {
    meters,
    meter(address: string) {
      const found = meters.find((meter) => meter.address === normaliseAddress(address));
      if (!found) throw new Error(`no simulated meter ${address}`);
      return found;
    },
  });
}

/** Undefined: the meter keeps silent. */
function answer(meter: SimMeter, request: Frame, world: World): Frame | undefined {
  const { address } = meter;
  const control = request.control | FROM_METER;
  const yes = (data: Uint8Array = new Uint8Array(0)): Frame => ({ address, control, data });
  const fail = (err: number): Frame => ({ address, control: control | ERROR_BIT, data: Uint8Array.of(err) });
  const fn = functionOf(request.control);
  if (fn < FN_READ && fn !== FN_BROADCAST_TIME) return undefined;
  if (meter.fault === 'refuses') return fail(ERR_NOT_AUTHORISED);
  if (meter.fault === 'no-data') return fail(ERR_NO_DATA);
  switch (fn) {
    case FN_BROADCAST_TIME:
      setByBroadcast(meter, request, world);
      return undefined;
    case FN_READ_ADDRESS:
      return yes(Uint8Array.from(addressBytes(address)));
    case FN_READ:
    case FN_READ_FOLLOW_UP: {
      const di = readDi(request.data);
      const seq = fn === FN_READ ? 0 : (request.data[4] ?? 0);
      const part = di === undefined ? undefined : partOf(meter, di, seq, world);
      if (di === undefined || !part) return fail(ERR_NO_DATA);
      const said = meter.fault === 'lost-part' && seq > 1 ? seq + 1 : seq;
      const data = Uint8Array.from([...diBytes(di), ...part.bytes, ...(fn === FN_READ ? [] : [said])]);
      return { address, control: part.hasMore ? control | MORE_BIT : control, data };
    }
    case FN_WRITE:
      return write(meter, request.data, world) ? yes() : fail(ERR_NOT_AUTHORISED);
    case FN_FREEZE:
      return freeze(meter, request.data, world) ? yes() : fail(ERR_OTHER);
    case FN_SWITCH: {
      if (!meter.relay) return fail(ERR_NOT_AUTHORISED);
      const said = obey(meter.relay, request.data, world);
      if (said === 'nothing') return undefined;
      return said === 'yes' ? yes() : fail(said.err);
    }
    default:
      return fail(ERR_NOT_AUTHORISED);
  }
}

function partOf(meter: SimMeter, di: number, seq: number, world: World) {
  const all = spoilt(meter, di, payloadOf(meter, di, { now: world.now(), zone: world.zone }));
  if (!all) return undefined;
  const room = world.frameBytes - 4;
  // Follow-up frames carry their number too.
  const from = seq === 0 ? 0 : room + (seq - 1) * (room - 1);
  const to = seq === 0 ? room : from + room - 1;
  if (seq > 0 && from >= all.length) return undefined;
  return { bytes: all.subarray(from, to), hasMore: to < all.length };
}

function spoilt(meter: SimMeter, di: number, payload: Uint8Array | undefined): Uint8Array | undefined {
  if (!payload) return undefined;
  const isValue = di >>> 24 <= 0x02;
  if (meter.fault === 'ff-values' && isValue) return payload.map(() => 0xff);
  if (meter.fault === 'no-block' && di === DI_TOU_BLOCK) return undefined;
  const isTotal = di === DI_TOTAL || di === DI_TOU_BLOCK;
  return meter.fault === 'non-bcd' && isTotal ? payload.with(2, 0x0e) : payload;
}

function setByBroadcast(meter: SimMeter, request: Frame, { now, zone }: World): void {
  const told = dateTimeOf(request.data);
  if (told && request.address === BROADCAST_ADDRESS) hearTime(meter, told, now(), zone);
}

const WRITE_LEVEL = 0x02;

function write(meter: SimMeter, data: Uint8Array, { now, zone }: World): boolean {
  const di = readDi(data);
  const [level, ...rest] = data.subarray(4, 8);
  const password = rest
    .reverse()
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  if (level !== WRITE_LEVEL || password !== (meter.password ?? '000000')) return false;
  const own = dateTimeBytes(localDateTime(now() + (meter.driftMs ?? 0), zone));
  const value = data.subarray(12);
  const told =
    di === DI_TIME && value.length === 3
      ? dateTimeOf(Uint8Array.from([...value, ...own.subarray(3)]))
      : di === DI_DATE && value.length === 4
        ? dateTimeOf(Uint8Array.from([...own.subarray(0, 3), ...value.subarray(1)]))
        : undefined;
  if (!told) return false;
  meter.driftMs = instantOf(told, zone) - now();
  return true;
}

const KEPT_INSTANTS = 3;

/** Only "now" is obeyed: all wildcards. */
function freeze(meter: SimMeter, data: Uint8Array, { now }: World): boolean {
  if (data.length !== 4 || data.some((byte) => byte !== 0x99)) return false;
  const kept: { at: number; registers: SimRegisters } = {
    at: now() + (meter.driftMs ?? 0),
    registers: registersOf(meter, now()),
  };
  const before = meter.instantFreezes ?? [];
  Object.assign(meter, { instantFreezes: [kept, ...before].slice(0, KEPT_INSTANTS) });
  return true;
}
