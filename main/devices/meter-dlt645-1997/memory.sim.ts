import { localDateTime } from '../../shared/dates.ts';
import { dateTimeBytes, encodeBcd } from '../framing/bcd.domain.ts';
import { loadOf, monthStart, registersOf, type SimElectricityMeter, type SimRegisters } from '../meter/sim.ts';
import { addressBytes } from '../meter-dlt645/frame.ts';
import { DI_SETTLEMENT_DAY, STATUS } from './registers.ts';

/** What a simulated meter of the 1997 edition answers under each data identifier it knows. */

interface MemoryClock {
  /** True time. */
  readonly now: number;
  readonly zone: string;
}

const BLOCK_END = 0xaa;

/** Undefined: no such data. */
export function payloadOf(meter: SimElectricityMeter, di: number, clock: MemoryClock): Uint8Array | undefined {
  const ago = (di >> 10) & 0x03;
  const group = (di >> 8) & 0xf3;
  const low = di & 0xff;
  if (group === 0x90 || group === 0x91) return energies(meter, group, low, ago, clock);
  if (di === 0xa010 || di === 0xb010) return demand(meter, di === 0xb010, clock);
  if (di >> 8 === 0xb6) return variables(meter, low, clock);
  // The month closes on the first day at midnight.
  if (di === DI_SETTLEMENT_DAY) return Uint8Array.of(0x00, 0x01);
  return di >> 8 === 0xc0 ? parameters(meter, low, clock) : undefined;
}

function energies(
  meter: SimElectricityMeter,
  group: number,
  low: number,
  ago: number,
  { now, zone }: MemoryClock,
): Uint8Array | undefined {
  if (ago > 2) return undefined;
  const at = ago === 0 ? now : monthStart(now, ago - 1, zone);
  if (ago > 0 && at < loadOf(meter).since) return undefined;
  const registers = registersOf(meter, at);
  if (group === 0x91) return low === 0x10 ? energyOrNothing(registers.reactiveMilli) : undefined;
  return activeEnergy(registers, low);
}

function activeEnergy(registers: SimRegisters, low: number): Uint8Array | undefined {
  const { totalMilli, sharpMilli, peakMilli, flatMilli, valleyMilli, reverseMilli } = registers;
  const tariffs = [sharpMilli, peakMilli, flatMilli, valleyMilli];
  if (low === 0x00 || low === 0x10) return energy(totalMilli);
  if (low === 0x20) return energyOrNothing(reverseMilli);
  if (low === 0x1f)
    return Uint8Array.from([...[totalMilli, ...tariffs].flatMap((each) => [...energy(each)]), BLOCK_END]);
  return low > 0x10 && low <= 0x14 ? energyOrNothing(tariffs[low - 0x11]) : undefined;
}

function energyOrNothing(valueMilli: number | null | undefined): Uint8Array | undefined {
  return valueMilli === null || valueMilli === undefined ? undefined : energy(valueMilli);
}

function energy(valueMilli: number | null | undefined): Uint8Array {
  if (valueMilli === null || valueMilli === undefined) return Uint8Array.of(0xff, 0xff, 0xff, 0xff);
  // The register rolls over after 999999.99.
  return encodeBcd(Math.floor(valueMilli / 10) % 100_000_000, 4);
}

function demand(meter: SimElectricityMeter, isTime: boolean, { now, zone }: MemoryClock): Uint8Array {
  const highest = loadOf(meter).demandBetween(monthStart(now, 0, zone), now);
  if (!isTime) return encodeBcd((highest?.watts ?? 0) * 10, 3);
  return highest ? dateTimeBytes(localDateTime(highest.at, zone)).subarray(1, 5) : new Uint8Array(4);
}

function variables(meter: SimElectricityMeter, low: number, { now }: MemoryClock): Uint8Array | undefined {
  const live = loadOf(meter).liveAt(now);
  const phase = low & 0x0f;
  if (phase > 3) return undefined;
  const phaseOf = (values: readonly (number | null)[]) => values[phase - 1] ?? null;
  const watts = live.powerMilliwatts.map((each) => (each === null ? null : Math.round(each / 100)));
  switch (low >> 4) {
    case 1:
      return bcd(2, phaseOf(live.voltageMilli), 1000);
    case 2:
      return bcd(2, phaseOf(live.currentMilli), 10);
    case 3:
      return bcd(3, phase === 0 ? watts.reduce<number>((sum, each) => sum + (each ?? 0), 0) : phaseOf(watts), 1);
    case 5:
      return phase === 0 ? encodeBcd(live.powerFactorMilli, 2) : undefined;
    default:
      return undefined;
  }
}

/** A phase that is not fitted is not known. */
function bcd(bytes: number, value: number | null, per: number): Uint8Array | undefined {
  return value === null ? undefined : encodeBcd(Math.round(value / per), bytes);
}

function parameters(meter: SimElectricityMeter, low: number, { now, zone }: MemoryClock): Uint8Array | undefined {
  const local = localDateTime(now + (meter.driftMs ?? 0), zone);
  const bytes = dateTimeBytes(local);
  switch (low) {
    case 0x10:
      return Uint8Array.of(new Date(`${local.slice(0, 10)}T00:00:00Z`).getUTCDay(), ...bytes.subarray(3));
    case 0x11:
      return bytes.subarray(0, 3);
    case 0x20:
      return Uint8Array.of((meter.isBatteryLow ? STATUS.batteryLow : 0) | (meter.isReversed ? STATUS.reversed : 0));
    case 0x30:
      return encodeBcd(1600, 3);
    case 0x32:
      return Uint8Array.from(addressBytes(meter.address));
    default:
      return undefined;
  }
}
