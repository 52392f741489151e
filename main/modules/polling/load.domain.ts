import { addDays, addMonths, type LocalDate, monthOf, startOfLocalDate, type UnixMs } from '../../shared/dates.ts';
import type { LoadPoint, LoadRow } from './load.schema.ts';
import { QUARTER_MS, type QuarterReading, slotOf, slotStart } from './packed.domain.ts';

const HOUR_MS = 3_600_000;

/**
 * Average power between two readings of neighbouring quarters, in thousandths of a kW after the multiplier. By the seconds
 * at which they were really read: a bus of many meters takes minutes. Null where the register fell: it turned over or was
 * replaced.
 */
export function powerBetween(a: QuarterReading, b: QuarterReading, multiplier: number): number | null {
  if (b.slot - a.slot !== 1 || b.totalMilli < a.totalMilli) return null;
  const elapsed = QUARTER_MS + (b.offsetS - a.offsetS) * 1000;
  return Math.round(((b.totalMilli - a.totalMilli) * multiplier * HOUR_MS) / elapsed);
}

/** Local days of the span a day lies in, half-open. Weeks begin on Monday. */
export function spanOf(span: 'day' | 'week' | 'month', on: LocalDate): { from: LocalDate; to: LocalDate } {
  if (span === 'day') return { from: on, to: addDays(on, 1) };
  if (span === 'month') return { from: `${monthOf(on)}-01`, to: `${addMonths(monthOf(on), 1)}-01` };
  const weekday = (new Date(`${on}T00:00:00Z`).getUTCDay() + 6) % 7;
  return { from: addDays(on, -weekday), to: addDays(on, 7 - weekday) };
}

/** Slots of local days, half-open. */
export function slotsOf(from: LocalDate, to: LocalDate, zone: string): { first: number; end: number } {
  return { first: slotOf(startOfLocalDate(from, zone)), end: slotOf(startOfLocalDate(to, zone)) };
}

export interface SlotPower {
  readonly slot: number;
  readonly powerMilli: number;
  readonly meters: number;
}

/** Power of each quarter from the readings of one meter, oldest first. */
export function powersOf(readings: readonly QuarterReading[], multiplier: number): SlotPower[] {
  const powers: SlotPower[] = [];
  for (const [i, reading] of readings.entries()) {
    const next = readings[i + 1];
    const powerMilli = next ? powerBetween(reading, next, multiplier) : null;
    if (powerMilli !== null) powers.push({ slot: reading.slot, powerMilli, meters: 1 });
  }
  return powers;
}

/** Every quarter of the span up to now, known or not. */
export function pointsOf(powers: readonly SlotPower[], span: { first: number; end: number }, now: UnixMs): LoadPoint[] {
  const known = new Map(powers.map((power) => [power.slot, power]));
  const end = Math.min(span.end, slotOf(now));
  return Array.from({ length: Math.max(0, end - span.first) }, (_, i) => {
    const power = known.get(span.first + i);
    return { at: slotStart(span.first + i), powerMilli: power?.powerMilli ?? null, meters: power?.meters ?? 0 };
  });
}

/** The average of each hour: a month of quarters is more than a screen has dots. */
export function hourly(points: readonly LoadPoint[]): LoadPoint[] {
  const hours = Map.groupBy(points, (point) => Math.floor(point.at / HOUR_MS));
  return [...hours].map(([hour, quarters]) => {
    const known = quarters.flatMap(({ powerMilli }) => (powerMilli === null ? [] : [powerMilli]));
    const sum = known.reduce((total, power) => total + power, 0);
    return {
      at: hour * HOUR_MS,
      powerMilli: known.length === 0 ? null : Math.round(sum / known.length),
      meters: Math.max(...quarters.map((quarter) => quarter.meters)),
    };
  });
}

export function peakOf(points: readonly LoadPoint[]): { powerMilli: number; at: UnixMs } | null {
  let peak: { powerMilli: number; at: UnixMs } | null = null;
  for (const { powerMilli, at } of points)
    if (powerMilli !== null && (peak === null || powerMilli > peak.powerMilli)) peak = { powerMilli, at };
  return peak;
}

/** Energy of known quarters, in thousandths of a kWh: rounded once, at the sum. */
export function energyOf(points: readonly LoadPoint[]): number {
  return Math.round(points.reduce((sum, { powerMilli }) => sum + (powerMilli ?? 0), 0) / (HOUR_MS / QUARTER_MS));
}

/** The hours of one day, or the local days of a longer span, as far as they have begun. Points are in their order. */
export function rowsOf(
  points: readonly LoadPoint[],
  span: { from: LocalDate; to: LocalDate },
  zone: string,
): LoadRow[] {
  const rows: LoadRow[] = [];
  let place = 0;
  for (const end of endsOf(span, zone)) {
    const first = place;
    while (place < points.length && (points[place] as LoadPoint).at < end) place++;
    if (place > first) rows.push(rowOf(points.slice(first, place)));
  }
  return rows;
}

function endsOf({ from, to }: { from: LocalDate; to: LocalDate }, zone: string): UnixMs[] {
  const [start, end] = [startOfLocalDate(from, zone), startOfLocalDate(to, zone)];
  if (addDays(from, 1) === to)
    return Array.from({ length: Math.ceil((end - start) / HOUR_MS) }, (_, i) => start + (i + 1) * HOUR_MS);
  const ends: UnixMs[] = [];
  for (let day = from; day < to; day = addDays(day, 1)) ends.push(startOfLocalDate(addDays(day, 1), zone));
  return ends;
}

function rowOf(quarters: readonly LoadPoint[]): LoadRow {
  const known = quarters.flatMap(({ powerMilli }) => (powerMilli === null ? [] : [powerMilli]));
  return {
    at: quarters[0]?.at ?? 0,
    energyMilli: energyOf(quarters),
    max: peakOf(quarters),
    minMilli: known.length === 0 ? null : Math.min(...known),
    known: known.length,
    expected: quarters.length,
  };
}

/** Heights that divide into four whole steps. */
const HEIGHTS = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10];

/** Top of the axis of a curve, so that its highest value and its limit fit and the lines stand at plain figures. */
export function axisTop(maxMilli: number, limitMilli: number | null): number {
  const value = Math.max(1, maxMilli, limitMilli ?? 0);
  const size = 10 ** Math.floor(Math.log10(value));
  return Math.round((HEIGHTS.find((height) => height * size >= value) ?? 10) * size);
}
