import { addDays, daysBetween, type LocalDate, localDate, monthOf, startOfLocalDate } from '../../shared/dates.ts';
import { CLOCK_LIMIT_MS, instantOf } from './clock.ts';

/** What simulated electricity meters of all protocols measure: a household that draws more in the evening than at night. */

/** Thousandths of a kWh (kvarh). Null or absent = the meter has no such register. */
export interface SimRegisters {
  readonly totalMilli: number;
  readonly sharpMilli?: number | null;
  readonly peakMilli?: number | null;
  readonly flatMilli?: number | null;
  readonly valleyMilli?: number | null;
  readonly reverseMilli?: number | null;
  readonly reactiveMilli?: number | null;
}

/** Thousandths of V, A and W by phase; null = no such phase. */
export interface SimLive {
  readonly voltageMilli: readonly (number | null)[];
  readonly currentMilli: readonly (number | null)[];
  readonly powerMilliwatts: readonly (number | null)[];
  readonly powerFactorMilli: number;
  readonly frequencyMilli: number;
}

export interface SimLoad {
  /** Nothing was measured before this instant. */
  readonly since: number;
  /** Pure: the same instant always gives the same registers, so past days can be asked for as well. */
  registersAt(at: number): SimRegisters;
  liveAt(at: number): SimLive;
  /** The highest average of an hour between the two instants, in watts, and when that hour ended. */
  demandBetween(from: number, to: number): { readonly watts: number; readonly at: number } | null;
}

export interface SimLoadOptions {
  /** Meters with different seeds draw differently. */
  readonly seed: string;
  readonly zone?: string;
  readonly averageWatts?: number;
  readonly phases?: 1 | 3;
  readonly since?: LocalDate;
  /** What the register showed when the meter was put in. */
  readonly startMilli?: number;
}

/** Percent of the average by hour of the day. */
const HOURS = [
  45, 35, 30, 30, 30, 40, 80, 120, 100, 70, 70, 120, 130, 80, 70, 70, 90, 150, 190, 220, 210, 180, 130, 80,
];
type Tariff = 'sharp' | 'peak' | 'flat' | 'valley';
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const POWER_FACTOR_MILLI = 950;

function tariffAt(hour: number): Tariff {
  if (hour < 7 || hour === 23) return 'valley';
  if (hour === 19 || hour === 20) return 'sharp';
  return (hour >= 8 && hour < 11) || (hour >= 17 && hour < 23) ? 'peak' : 'flat';
}

/** FNV-1a: the same text always gives the same number. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

type Sums = Record<Tariff, number>;

export function createSimLoad({
  seed,
  zone = 'Asia/Shanghai',
  averageWatts = 600,
  phases = 1,
  since = '2026-01-01',
  startMilli = 0,
}: SimLoadOptions): SimLoad {
  /** Milliwatt-hours by tariff at the beginning of each day; Wh of an hour = its average watts. */
  const atDayStart: Sums[] = [{ sharp: 0, peak: 0, flat: startMilli, valley: 0 }];
  const between = (low: number, high: number, ...what: (string | number)[]) =>
    low + (hash([seed, ...what].join('/')) % (high - low + 1));

  function wattsOf(day: number, hour: number): number {
    return Math.round((averageWatts * (HOURS[hour] ?? 100) * between(80, 120, day, hour)) / 10_000);
  }

  function dayOf(at: number): { day: number; hour: number; intoHour: number } {
    const date = localDate(at, zone);
    const into = at - startOfLocalDate(date, zone);
    const hour = Math.min(23, Math.floor(into / HOUR_MS));
    return { day: daysBetween(since, date), hour, intoHour: Math.min(HOUR_MS, into - hour * HOUR_MS) };
  }

  function sumsAtStartOf(day: number): Sums {
    for (let next = atDayStart.length; next <= day; next++) {
      const sums = { ...(atDayStart[next - 1] as Sums) };
      for (let hour = 0; hour < 24; hour++) sums[tariffAt(hour)] += wattsOf(next - 1, hour);
      atDayStart.push(sums);
    }
    return atDayStart[day] as Sums;
  }

  function registersAt(at: number): SimRegisters {
    const { day, hour, intoHour } = dayOf(at);
    if (day < 0) return { totalMilli: startMilli };
    const sums = { ...sumsAtStartOf(day) };
    for (let past = 0; past < hour; past++) sums[tariffAt(past)] += wattsOf(day, past);
    sums[tariffAt(hour)] += Math.floor((wattsOf(day, hour) * intoHour) / HOUR_MS);
    const totalMilli = sums.sharp + sums.peak + sums.flat + sums.valley;
    return {
      totalMilli,
      sharpMilli: sums.sharp,
      peakMilli: sums.peak,
      flatMilli: sums.flat,
      valleyMilli: sums.valley,
      reverseMilli: 0,
      reactiveMilli: Math.floor(totalMilli / 5),
    };
  }

  function liveAt(at: number): SimLive {
    const { day, hour } = dayOf(at);
    const minute = Math.floor(at / MINUTE_MS);
    const watts = Math.round((wattsOf(day, hour) * between(95, 105, 'p', minute)) / 100);
    const share = Math.round((watts * 1000) / phases);
    const isFitted = (phase: number) => phase < phases;
    const voltageMilli = [0, 1, 2].map((phase) =>
      isFitted(phase) ? between(2160, 2260, 'u', phase, minute) * 100 : null,
    );
    return {
      voltageMilli,
      currentMilli: voltageMilli.map((volts) =>
        volts === null ? null : Math.round((share * 1_000_000) / (volts * POWER_FACTOR_MILLI)),
      ),
      powerMilliwatts: voltageMilli.map((volts) => (volts === null ? null : share)),
      powerFactorMilli: POWER_FACTOR_MILLI,
      frequencyMilli: between(4995, 5005, 'f', minute) * 10,
    };
  }

  function demandBetween(from: number, to: number): { watts: number; at: number } | null {
    let best: { watts: number; at: number } | null = null;
    for (let at = from; at + HOUR_MS <= to; at += HOUR_MS) {
      const { day, hour } = dayOf(at);
      const watts = day < 0 ? 0 : wattsOf(day, hour);
      if (watts > (best?.watts ?? 0)) best = { watts, at: at + HOUR_MS };
    }
    return best;
  }

  return { since: startOfLocalDate(since, zone), registersAt, liveAt, demandBetween };
}

/** What goes wrong with one meter on its wire, whatever it speaks. */
export type WireFault = 'silent' | 'garbage' | 'bad-checksum' | 'late' | 'half-frame' | 'wrong-address';

/** One simulated electricity meter. */
export interface SimElectricityMeter {
  readonly address: string;
  /** A function for a meter that turns; past instants are asked for where a freeze is read. */
  registers: SimRegisters | ((at: number) => SimRegisters);
  /** Momentary values and demand; absent = a usual household. */
  readonly load?: SimLoad;
  /** How far its clock is ahead. */
  driftMs?: number;
  /** The day of its clock on which a broadcast last set it. */
  clockSetOn?: LocalDate;
  isBatteryLow?: boolean;
  /** Feeds back: momentary power is negative. */
  isReversed?: boolean;
}

export function registersOf(meter: SimElectricityMeter, at: number): SimRegisters {
  return typeof meter.registers === 'function' ? meter.registers(at) : meter.registers;
}

const usualLoads = new Map<string, SimLoad>();

export function loadOf(meter: SimElectricityMeter): SimLoad {
  if (meter.load) return meter.load;
  const known = usualLoads.get(meter.address) ?? createSimLoad({ seed: meter.address });
  usualLoads.set(meter.address, known);
  return known;
}

/** The first instant of the local day, so many days ago (0 = today). */
export function midnight(at: number, ago: number, zone: string): number {
  return startOfLocalDate(addDays(localDate(at, zone), -ago), zone);
}

/** The first instant of the local month, so many months ago. */
export function monthStart(at: number, ago: number, zone: string): number {
  let month = monthOf(localDate(at, zone));
  for (let i = 0; i < ago; i++) month = monthOf(addDays(`${month}-01`, -1));
  return startOfLocalDate(`${month}-01`, zone);
}

/** A broadcast counts once a day and only for a clock that is less than five minutes off. */
export function hearTime(meter: SimElectricityMeter, told: string, now: number, zone: string): void {
  const { driftMs = 0 } = meter;
  const today = localDate(now + driftMs, zone);
  const aheadMs = instantOf(told, zone) - now;
  if (meter.clockSetOn === today || Math.abs(aheadMs - driftMs) >= CLOCK_LIMIT_MS) return;
  meter.clockSetOn = today;
  meter.driftMs = aheadMs;
}
