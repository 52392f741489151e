import { localDateTime } from '../../shared/dates.ts';
import { dateTimeBytes, encodeBcd } from '../framing/bcd.domain.ts';
import {
  loadOf,
  midnight,
  monthStart,
  registersOf,
  type SimElectricityMeter,
  type SimRegisters,
} from '../meter/sim.ts';
import { addressBytes } from './frame.ts';
import { type SimRelay, wordOf } from './relay.sim.ts';
import { WORD1 } from './status.ts';

/** What a simulated meter of the 2007 edition answers under each data identifier it knows. */

export interface MemoryMeter extends SimElectricityMeter {
  readonly relay?: SimRelay;
  isReadingBatteryLow?: boolean;
  /** Each opening of the cover is counted; while it is open its record has no end. */
  coverOpenings?: number;
  isCoverOpen?: boolean;
  /** Registers kept by the freeze command, newest first. */
  readonly instantFreezes?: readonly { readonly at: number; readonly registers: SimRegisters }[];
}

export interface MemoryClock {
  /** True time. */
  readonly now: number;
  readonly zone: string;
}

const MINUTE = 5;
const DAYS_KEPT = 62;
const INSTANTS_KEPT = 3;
const SETTLEMENTS_KEPT = 12;
const FF4 = Uint8Array.of(0xff, 0xff, 0xff, 0xff);

/** Undefined: no such data. */
export function payloadOf(meter: MemoryMeter, di: number, clock: MemoryClock): Uint8Array | undefined {
  const d3 = di >>> 24;
  const d2 = (di >>> 16) & 0xff;
  const d1 = (di >>> 8) & 0xff;
  const d0 = di & 0xff;
  if (d3 === 0x00) return energies(meter, d2, d1, d0, clock);
  if (d3 === 0x01) return d2 === 0x01 && d1 === 0x00 ? demand(meter, d0, clock) : undefined;
  if (d3 === 0x02) return d2 === 0x80 ? others(meter, d0, clock) : variables(meter, d2, d1, clock);
  if (d3 === 0x03) return events(meter, di, clock);
  if (d3 === 0x04) return parameters(meter, di, clock);
  return d3 === 0x05 ? freezes(meter, d2, d1, d0, clock) : undefined;
}

function energies(meter: MemoryMeter, d2: number, d1: number, d0: number, clock: MemoryClock): Uint8Array | undefined {
  if (d0 > SETTLEMENTS_KEPT) return undefined;
  const at = d0 === 0 ? clock.now : monthStart(clock.now, d0 - 1, clock.zone);
  const isKept = d0 === 0 || at >= loadOf(meter).since;
  return isKept ? energyGroup(registersOf(meter, at), d2, d1) : undefined;
}

function energyGroup(registers: SimRegisters, d2: number, d1: number): Uint8Array | undefined {
  if (d2 === 0x03 || d2 === 0x05) return d1 === 0x00 ? reactive(registers) : undefined;
  if (d2 > 0x02) return undefined;
  const { sharpMilli, peakMilli, flatMilli, valleyMilli, reverseMilli } = registers;
  const isReverse = d2 === 0x02;
  if (isReverse && reverseMilli === undefined) return undefined;
  const total = isReverse ? reverseMilli : registers.totalMilli;
  const tariffs = [sharpMilli, peakMilli, flatMilli, valleyMilli].map((tariff) => (isReverse ? 0 : tariff));
  if (d1 === 0x00) return energy(total);
  if (d1 === 0xff) return join(energy(total), ...tariffs.map(energy));
  const one = tariffs[d1 - 1];
  return one === undefined || one === null ? undefined : energy(one);
}

function reactive({ reactiveMilli }: SimRegisters): Uint8Array | undefined {
  return reactiveMilli === undefined || reactiveMilli === null ? undefined : energy(reactiveMilli);
}

export function energy(valueMilli: number | null | undefined): Uint8Array {
  if (valueMilli === null || valueMilli === undefined) return FF4;
  // The register rolls over after 999999.99.
  return encodeBcd(Math.floor(valueMilli / 10) % 100_000_000, 4);
}

function demand(meter: MemoryMeter, ago: number, { now, zone }: MemoryClock): Uint8Array | undefined {
  if (ago > SETTLEMENTS_KEPT) return undefined;
  const from = monthStart(now, ago, zone);
  const highest = loadOf(meter).demandBetween(from, ago === 0 ? now : monthStart(now, ago - 1, zone));
  if (!highest) return join(encodeBcd(0, 3), new Uint8Array(MINUTE));
  return join(encodeBcd(highest.watts * 10, 3), minuteBytes(highest.at + (meter.driftMs ?? 0), zone));
}

function variables(meter: MemoryMeter, d2: number, d1: number, { now }: MemoryClock): Uint8Array | undefined {
  const live = loadOf(meter).liveAt(now);
  const sign = meter.isReversed ? -1 : 1;
  const bcd = (bytes: number, units: number | null | undefined, isSigned: boolean) =>
    units === null || units === undefined ? new Uint8Array(bytes).fill(0xff) : encodeBcd(units, bytes, isSigned);
  const tenths = (milli: number | null, per: number) => (milli === null ? null : Math.round(milli / per));
  const volts = live.voltageMilli.map((value) => bcd(2, tenths(value, 100), false));
  const amperes = live.currentMilli.map((value) => bcd(3, value && value * sign, true));
  const powers = live.powerMilliwatts.map((value) => (value === null ? null : Math.round(value / 100) * sign));
  const totalPower = powers.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  const kilowatts = [totalPower, ...powers].map((value) => bcd(3, value, true));
  const factors = [live.powerFactorMilli, ...live.voltageMilli.map((value) => value && live.powerFactorMilli)].map(
    (value) => bcd(2, value, true),
  );
  switch (d2) {
    case 0x01:
      return pick(volts, d1, 1);
    case 0x02:
      return pick(amperes, d1, 1);
    case 0x03:
      return pick(kilowatts, d1, 0);
    case 0x06:
      return pick(factors, d1, 0);
    default:
      return undefined;
  }
}

/** FF = all; otherwise one, counted from `first`. */
function pick(values: readonly Uint8Array[], d1: number, first: number): Uint8Array | undefined {
  return d1 === 0xff ? join(...values) : values[d1 - first];
}

function others(meter: MemoryMeter, d0: number, { now }: MemoryClock): Uint8Array | undefined {
  if (d0 === 0x02) return encodeBcd(Math.round(loadOf(meter).liveAt(now).frequencyMilli / 10), 2);
  if (d0 === 0x07) return encodeBcd(235, 2);
  if (d0 === 0x08) return encodeBcd(meter.isBatteryLow ? 280 : 360, 2);
  return d0 === 0x09 ? encodeBcd(meter.isReadingBatteryLow ? 480 : 600, 2) : undefined;
}

const COVER_OPENING_BYTES = 60;
const DEMAND_CLEARING_BYTES = 202;

function events(meter: MemoryMeter, di: number, { now, zone }: MemoryClock): Uint8Array | undefined {
  const { coverOpenings = 0 } = meter;
  const started = dateTimeBytes(localDateTime(midnight(now, 0, zone), zone));
  if (di === 0x0330_0d00) return encodeBcd(coverOpenings, 3);
  if (di === 0x0330_0d01) {
    const record = new Uint8Array(COVER_OPENING_BYTES);
    if (coverOpenings > 0) record.set(started, 0);
    if (coverOpenings > 0 && !meter.isCoverOpen) record.set(started, 6);
    return record;
  }
  if (di === 0x0330_0200) return encodeBcd(1, 3);
  // Longer than one frame: comes with follow-up frames.
  if (di !== 0x0330_0201) return undefined;
  const record = new Uint8Array(DEMAND_CLEARING_BYTES);
  record.set(started, 0);
  return record;
}

function parameters(meter: MemoryMeter, di: number, clock: MemoryClock): Uint8Array | undefined {
  const now = clock.now + (meter.driftMs ?? 0);
  const local = localDateTime(now, clock.zone);
  const bytes = dateTimeBytes(local);
  const words = statusWords(meter);
  switch (di) {
    case 0x0400_0101:
      return Uint8Array.of(new Date(`${local.slice(0, 10)}T00:00:00Z`).getUTCDay(), ...bytes.subarray(3));
    case 0x0400_0102:
      return bytes.subarray(0, 3);
    case 0x0400_0401:
    case 0x0400_0402:
      return Uint8Array.from(addressBytes(meter.address));
    case 0x0400_0404:
      return text('220V', 6);
    case 0x0400_0405:
      return text('5(60)A', 6);
    case 0x0400_0409:
      return encodeBcd(1200, 3);
    case 0x0400_05ff:
      return Uint8Array.from(words.flatMap((word) => [word & 0xff, word >> 8]));
    case 0x0400_0b01:
      return Uint8Array.of(0x00, 0x01);
    case 0x0400_0b02:
    case 0x0400_0b03:
      return Uint8Array.of(0x99, 0x99);
    default: {
      const index = di - 0x0400_0501;
      const word = words[index];
      // Without a relay there is no word of it.
      return word === undefined || (index === 2 && !meter.relay) ? undefined : Uint8Array.of(word & 0xff, word >> 8);
    }
  }
}

function statusWords(meter: MemoryMeter): number[] {
  const first =
    (meter.isBatteryLow ? WORD1.clockBatteryLow : 0) |
    (meter.isReadingBatteryLow ? WORD1.readingBatteryLow : 0) |
    (meter.isReversed ? WORD1.reversed : 0);
  return [first, meter.isReversed ? 1 : 0, meter.relay ? wordOf(meter.relay) : 0xffff, 0, 0, 0, 0];
}

/** Daily freezes fall on the midnights of the meter's own clock. */
function freezes(meter: MemoryMeter, d2: number, d1: number, d0: number, clock: MemoryClock): Uint8Array | undefined {
  const kept = d2 === 0x06 ? dayKept(meter, d0, clock) : d2 === 0x01 ? instantKept(meter, d0, clock) : undefined;
  if (!kept) return undefined;
  if (d1 === 0x00) return kept.time;
  return d1 === 0x01 || d1 === 0x02 ? energyGroup(kept.registers, d1, 0xff) : undefined;
}

function dayKept(meter: MemoryMeter, ago: number, { now, zone }: MemoryClock) {
  if (ago < 1 || ago > DAYS_KEPT) return undefined;
  const { driftMs = 0 } = meter;
  const at = midnight(now + driftMs, ago - 1, zone);
  if (at < loadOf(meter).since) return undefined;
  return { time: minuteBytes(at, zone), registers: registersOf(meter, at - driftMs) };
}

function instantKept(meter: MemoryMeter, ago: number, { zone }: MemoryClock) {
  const record = ago > INSTANTS_KEPT ? undefined : meter.instantFreezes?.[ago - 1];
  return record && { time: minuteBytes(record.at, zone), registers: record.registers };
}

function minuteBytes(at: number, zone: string): Uint8Array {
  return dateTimeBytes(localDateTime(at, zone)).subarray(1);
}

function text(characters: string, bytes: number): Uint8Array {
  return Uint8Array.from({ length: bytes }, (_, i) => characters.charCodeAt(bytes - 1 - i) || 0);
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
