import { toHex } from '../framing/frame.ts';
import type { Timers } from '../link/timers.ts';
import { createVoice } from '../meter/voice.sim.ts';
import type { Say, SimulatedDevice } from '../transport/simulator.ts';
import { EXCEPTION_BIT, hasGoodCrc, withCrc } from './frame.ts';
import type { ModbusRegister, Quantity } from './profile.schema.ts';
import { encodeNumber, exactOf, times } from './values.domain.ts';

/**
 * What goes wrong with one meter: it says nothing, rubbish, a wrong CRC, its answer too late, half of it; it answers as
 * another unit, refuses everything as busy, or refuses to answer across registers it does not have.
 */
export type ModbusFault = 'silent' | 'garbage' | 'bad-crc' | 'late' | 'half-frame' | 'other-unit' | 'busy' | 'no-gaps';

export interface SimModbusMeter {
  readonly unit: number;
  readonly registers: readonly ModbusRegister[];
  /** What the registers show, in their own unit: { total: "12345.67", voltageA: "230.2" }. What is missing is not there. */
  values: Partial<Record<Quantity, string>> | (() => Partial<Record<Quantity, string>>);
  fault?: ModbusFault | undefined;
}

export interface ModbusSimOptions {
  readonly meters: readonly SimModbusMeter[];
  readonly timers: Timers;
  readonly answerMs?: number;
  /** Answering time of a meter with the fault `late`. */
  readonly lateMs?: number;
}

export interface ModbusSim {
  readonly meters: SimModbusMeter[];
  meter(unit: number): SimModbusMeter;
  /** The adapter returns what was sent. */
  hasEcho: boolean;
  /** Answers arrive byte by byte. */
  isSplit: boolean;
  /** Requests understood, oldest first, as hexadecimal text. */
  readonly requests: readonly string[];
}

/** The longest frame of the standard. */
const MOST_BYTES = 256;
/** A pause this long ends what was begun, as three and a half characters do at 1200 baud. */
const PAUSE_MS = 40;
const MOST_REGISTERS = 125;

/** Modbus RTU meters on one wire. As real ones they keep silent for another unit, a wrong CRC and a broadcast. */
export function createModbusSim(options: ModbusSimOptions): ModbusSim & { create(say: Say): SimulatedDevice } {
  const { timers, answerMs = 20, lateMs = 1500 } = options;
  const requests: string[] = [];
  const sim: ModbusSim = {
    meters: options.meters.map((meter) => ({ ...meter })),
    meter(unit) {
      const found = sim.meters.find((meter) => meter.unit === unit);
      if (!found) throw new Error(`no simulated meter ${unit}`);
      return found;
    },
    hasEcho: false,
    isSplit: false,
    requests,
  };

  const voice = createVoice({ timers, answerMs, lateMs, isSplit: () => sim.isSplit });

  function create(say: Say): SimulatedDevice {
    let heard: number[] = [];
    let lastAt = timers.now();

    /** The request that ends the buffer; whatever stands before it belongs to others. */
    function takeRequest(): Uint8Array | undefined {
      for (let from = 0; heard.length - from >= 4; from++) {
        const frame = Uint8Array.from(heard.slice(from, from + requestLength(heard, from)));
        const isForUs = sim.meters.some(({ unit }) => unit === frame[0]);
        if (!isForUs || frame.length < requestLength(heard, from) || !hasGoodCrc(frame)) continue;
        heard = heard.slice(from + frame.length);
        return frame;
      }
      heard = heard.slice(-MOST_BYTES);
      return undefined;
    }

    return {
      onOpen() {
        heard = [];
      },
      onData(bytes) {
        if (sim.hasEcho) say(bytes);
        if (timers.now() - lastAt > PAUSE_MS) heard = [];
        lastAt = timers.now();
        heard.push(...bytes);
        for (let frame = takeRequest(); frame; frame = takeRequest()) {
          requests.push(toHex(frame, ' '));
          for (const meter of sim.meters) if (meter.unit === frame[0]) reply(meter, frame, say);
        }
      },
    };
  }

  function reply(meter: SimModbusMeter, request: Uint8Array, say: Say): void {
    if (meter.fault === 'silent') return;
    const bytes = spoil(meter, answer(meter, request));
    voice.alone(bytes, meter.fault === 'late', say);
  }

  return Object.assign(sim, { create });
}

function requestLength(heard: readonly number[], from: number): number {
  const fn = heard[from + 1] ?? 0;
  if (fn === 15 || fn === 16) return 9 + (heard[from + 6] ?? 0);
  if (fn === 7 || fn === 11 || fn === 12 || fn === 17) return 4;
  return 8;
}

function answer(meter: SimModbusMeter, request: Uint8Array): number[] {
  const [unit = 0, fn = 0, high = 0, low = 0, countHigh = 0, countLow = 0] = request;
  const fail = (code: number) => [unit, fn | EXCEPTION_BIT, code];
  if (meter.fault === 'busy') return fail(6);
  if (fn !== 3 && fn !== 4) return fail(1);
  const [address, count] = [(high << 8) | low, (countHigh << 8) | countLow];
  if (count < 1 || count > MOST_REGISTERS) return fail(3);
  const words = wordsOf(meter, fn);
  const asked = Array.from({ length: count }, (_, at) => words.get(address + at));
  // A gap inside is answered with zeros, as meters do that have whole tables; nothing at all is refused.
  const isRefused = meter.fault === 'no-gaps' ? asked.includes(undefined) : asked.every((word) => word === undefined);
  if (isRefused) return fail(2);
  return [unit, fn, 2 * count, ...asked.flatMap((word = 0) => [word >>> 8, word & 0xff])];
}

function wordsOf(meter: SimModbusMeter, fn: 3 | 4): Map<number, number> {
  const values = typeof meter.values === 'function' ? meter.values() : meter.values;
  const words = new Map<number, number>();
  for (const register of meter.registers) {
    const shown = values[register.quantity];
    if (register.fn !== fn || shown === undefined) continue;
    encodeNumber(counts(register, shown), register.type, register.order).forEach((word, at) => {
      words.set(register.address + at, word);
    });
  }
  return words;
}

/** "230.2" V at 0.1 V a count → 2302. */
function counts({ scale }: ModbusRegister, shown: string) {
  const worth = exactOf(scale);
  const value = exactOf(shown);
  const factor = 10n ** BigInt(worth.decimals);
  const exact = times(value, { units: factor, decimals: 0 });
  const spare = 9;
  return { units: (exact.units * 10n ** BigInt(spare)) / worth.units, decimals: exact.decimals + spare };
}

function spoil(meter: SimModbusMeter, body: readonly number[]): Uint8Array {
  const bytes = withCrc(body);
  switch (meter.fault) {
    case 'garbage':
      return Uint8Array.from([0xff, 0x3c, 0x00, 0x81, 0x17]);
    case 'bad-crc':
      return bytes.with(bytes.length - 1, (bytes.at(-1) as number) ^ 0x55);
    case 'half-frame':
      return bytes.subarray(0, bytes.length >> 1);
    case 'other-unit':
      return withCrc([(meter.unit % 247) + 1, ...body.slice(1)]);
    default:
      return bytes;
  }
}
