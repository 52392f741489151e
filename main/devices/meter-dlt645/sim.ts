import { encodeBcd } from '../framing/bcd.domain.ts';
import type { Say, SimulatedDevice } from '../simulator.ts';
import type { Timers } from '../timers.ts';
import {
  BROADCAST_ADDRESS,
  createFrameParser,
  diBytes,
  encodeFrame,
  FN_READ,
  FN_READ_ADDRESS,
  FN_SWITCH,
  type Frame,
  functionOf,
  isAddressed,
  isFromMeter,
  normaliseAddress,
  readDi,
} from './frame.ts';
import { DI_METER_ADDRESS, DI_TOTAL, DI_TOU, DI_TOU_BLOCK } from './registers.ts';
import { obey, type RelayWorld, type SimRelay, wordOf } from './relay.sim.ts';
import { DI_STATUS_3 } from './relay.ts';

/** Thousandths of a kWh; a DL/T 645 register shows hundredths. Null = the meter has no such register. */
export interface SimRegisters {
  readonly totalMilli: number;
  readonly sharpMilli?: number | null;
  readonly peakMilli?: number | null;
  readonly flatMilli?: number | null;
  readonly valleyMilli?: number | null;
}

/**
 * What goes wrong with one meter: it says nothing, rubbish, a wrong checksum, its answer too late, half of it, digits
 * that are none; or it knows no block of tariffs, or refuses everything.
 */
export type MeterFault =
  | 'silent'
  | 'garbage'
  | 'bad-checksum'
  | 'late'
  | 'half-frame'
  | 'non-bcd'
  | 'no-block'
  | 'refuses';

export interface SimMeter {
  readonly address: string;
  /** A function for a meter that turns. */
  registers: SimRegisters | (() => SimRegisters);
  fault?: MeterFault | undefined;
  /** Absent: a meter that switches nothing. */
  readonly relay?: SimRelay;
}

export interface MeterSimOptions {
  readonly meters: readonly SimMeter[];
  readonly timers: Timers;
  /** Between the request and the answer. */
  readonly answerMs?: number;
  /** Answering time of a meter with the fault `late`. */
  readonly lateMs?: number;
  /** The meters' own clock, against which the validity of a command is held. */
  readonly now?: () => number;
  readonly zone?: string;
}

export interface MeterSim {
  readonly meters: SimMeter[];
  meter(address: string): SimMeter;
  /** The adapter returns what was sent. */
  hasEcho: boolean;
  /** Answers arrive byte by byte. */
  isSplit: boolean;
  /** Requests understood, oldest first. */
  readonly requests: readonly Frame[];
}

const ERR_NO_DATA = 0x02;
const ERR_NOT_AUTHORISED = 0x04;
const ERROR_BIT = 0x40;
const FROM_METER = 0x80;

/** DL/T 645-2007 meters on one wire. Answers to a wildcard overlap as they do on a wire: a low bit wins. */
export function createMeterSim(options: MeterSimOptions): MeterSim & { create(say: Say): SimulatedDevice } {
  const { timers, answerMs = 20, lateMs = 1500, now = Date.now, zone = 'Asia/Shanghai' } = options;
  const world: RelayWorld = { timers, now, zone };
  const requests: Frame[] = [];
  const sim: MeterSim = {
    meters: options.meters.map((meter) => ({ ...meter, address: normaliseAddress(meter.address) ?? meter.address })),
    meter(address) {
      const found = sim.meters.find((meter) => meter.address === normaliseAddress(address));
      if (!found) throw new Error(`no simulated meter ${address}`);
      return found;
    },
    hasEcho: false,
    isSplit: false,
    requests,
  };

  function create(say: Say): SimulatedDevice {
    const parser = createFrameParser();
    return {
      onOpen: parser.reset,
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
    if (request.address === BROADCAST_ADDRESS) return;
    const called = sim.meters.filter(
      (meter) => meter.fault !== 'silent' && isAddressed(request.address, meter.address),
    );
    const late = called.filter((meter) => meter.fault === 'late');
    const prompt = called
      .filter((meter) => meter.fault !== 'late')
      .map((meter) => ({ meter, frame: answer(meter, request, world) }))
      .flatMap(({ meter, frame }) => (frame ? [spoil(meter, encodeFrame(frame))] : []));
    if (prompt.length > 0) timers.after(answerMs, () => speak(overlap(prompt), say));
    for (const meter of late) {
      const frame = answer(meter, request, world);
      if (frame) timers.after(lateMs, () => speak(encodeFrame(frame), say));
    }
  }

  function speak(bytes: Uint8Array, say: Say): void {
    if (!sim.isSplit) {
      say(bytes);
      return;
    }
    const step = (at: number) => {
      say(bytes.subarray(at, at + 1));
      if (at + 1 < bytes.length) timers.after(1, () => step(at + 1));
    };
    step(0);
  }

  return Object.assign(sim, { create });
}

/** Undefined: the meter keeps silent. */
function answer(meter: SimMeter, request: Frame, world: RelayWorld): Frame | undefined {
  const { address } = meter;
  const control = request.control | FROM_METER;
  const fail = (err: number): Frame => ({ address, control: control | ERROR_BIT, data: Uint8Array.of(err) });
  if (meter.fault === 'refuses') return fail(ERR_NOT_AUTHORISED);
  if (functionOf(request.control) === FN_READ_ADDRESS) return { address, control, data: encodeAddress(address) };
  if (functionOf(request.control) === FN_SWITCH && meter.relay) {
    const said = obey(meter.relay, request.data, world);
    if (said === 'nothing') return undefined;
    return said === 'yes' ? { address, control, data: new Uint8Array(0) } : fail(said.err);
  }
  if (functionOf(request.control) !== FN_READ) return fail(ERR_NOT_AUTHORISED);
  const di = readDi(request.data);
  const payload = di === undefined ? undefined : payloadOf(meter, di);
  return di === undefined || !payload
    ? fail(ERR_NO_DATA)
    : { address, control, data: Uint8Array.from([...diBytes(di), ...payload]) };
}

function encodeAddress(address: string): Uint8Array {
  return Uint8Array.from((address.match(/../g) ?? []).reverse(), (pair) => Number.parseInt(pair, 16));
}

function payloadOf(meter: SimMeter, di: number): Uint8Array | undefined {
  const registers = typeof meter.registers === 'function' ? meter.registers() : meter.registers;
  const tariffs = [registers.sharpMilli, registers.peakMilli, registers.flatMilli, registers.valleyMilli];
  if (di === DI_METER_ADDRESS) return encodeAddress(meter.address);
  if (di === DI_STATUS_3 && meter.relay) {
    const word = wordOf(meter.relay);
    return Uint8Array.of(word & 0xff, word >> 8);
  }
  const total = meter.fault === 'non-bcd' ? Uint8Array.of(0, 0, 0x0e, 0) : energy(registers.totalMilli);
  if (di === DI_TOTAL) return total;
  if (di === DI_TOU_BLOCK && meter.fault !== 'no-block') {
    return Uint8Array.from([total, ...tariffs.map(energy)].flatMap((value) => [...value]));
  }
  const index = (DI_TOU as readonly number[]).indexOf(di);
  const tariff = tariffs[index];
  return index < 0 || tariff === undefined || tariff === null ? undefined : energy(tariff);
}

function energy(valueMilli: number | null | undefined): Uint8Array {
  if (valueMilli === null || valueMilli === undefined) return Uint8Array.of(0xff, 0xff, 0xff, 0xff);
  return encodeBcd(Math.floor(valueMilli / 10) % 100_000_000, 4);
}

function spoil(meter: SimMeter, bytes: Uint8Array): Uint8Array {
  const sumAt = bytes.length - 2;
  if (meter.fault === 'bad-checksum') return bytes.with(sumAt, ((bytes[sumAt] as number) + 1) & 0xff);
  if (meter.fault === 'half-frame') return bytes.subarray(0, Math.floor(bytes.length / 2));
  return meter.fault === 'garbage' ? bytes.map((byte, index) => byte ^ (0x55 + index)) : bytes;
}

/** Several drivers on one wire pull it low together: only bits that all leave high stay high. */
function overlap(answers: readonly Uint8Array[]): Uint8Array {
  const length = Math.max(...answers.map((bytes) => bytes.length));
  return Uint8Array.from({ length }, (_, index) => answers.reduce((sum, bytes) => sum & (bytes[index] ?? 0xff), 0xff));
}
