import {
  addDays,
  addMonths,
  daysBetween,
  type LocalDate,
  localDate,
  localInstant,
  type Month,
  monthOf,
  startOfLocalDate,
  type UnixMs,
} from '../../shared/dates.ts';
import { QUARTER_MS } from './packed.domain.ts';
import type { ScheduleKind } from './polling.schema.ts';

/** What DL/T 645 meters keep: 62 daily freezes and 12 settlement freezes back. */
export const DAYS_KEPT = 62;
export const SETTLEMENTS_KEPT = 12;
const DAY_MS = 86_400_000;
/** A meter's clock may run before or after; a freeze further than this from midnight belongs to no night. */
const NIGHT_MS = DAY_MS / 4;

export interface Timetable {
  readonly kind: ScheduleKind;
  readonly atMinute: number;
  readonly monthDay: number | null;
}

/**
 * Days a schedule became due for after `doneTo` up to now, oldest first, at most as many as meters keep. Nothing while the
 * computer's clock is before `doneTo`: it was set back, and no night is run twice.
 */
export function dueDays(table: Timetable, doneTo: UnixMs, now: UnixMs, zone: string): LocalDate[] {
  if (doneTo > now) return [];
  const today = localDate(now, zone);
  const isDue = (day: LocalDate) => {
    const at = localInstant(day, table.atMinute, zone);
    return at > doneTo && at <= now;
  };
  return candidates(table, today).filter(isDue);
}

function candidates(table: Timetable, today: LocalDate): LocalDate[] {
  if (table.kind === 'daily') return Array.from({ length: DAYS_KEPT }, (_, i) => addDays(today, i + 1 - DAYS_KEPT));
  if (table.kind === 'settlement')
    return Array.from({ length: SETTLEMENTS_KEPT + 1 }, (_, i) =>
      settlementDay(addMonths(monthOf(today), i - SETTLEMENTS_KEPT), table),
    );
  return [];
}

function settlementDay(month: Month, { monthDay }: Timetable): LocalDate {
  return `${month}-${String(monthDay ?? 1).padStart(2, '0')}`;
}

const WIRE_DOWN = [
  'device.no-answer',
  'device.garbage',
  'device.quarantined',
  'device.port-missing',
  'device.port-busy',
  'device.port-denied',
  'device.host-unreachable',
  'device.unplugged',
  'device.offline',
  'reading.bus-closed',
];

/** The meter was not heard: it may be in a moment, and what else is wanted of it need not be waited for now. */
export function isWireDown(code: string): boolean {
  return WIRE_DOWN.includes(code);
}

/** Further in the future than this, `doneTo` comes from a clock that was wrong: it must not silence a schedule for years. */
export function isDoneToWrong(doneTo: UnixMs, now: UnixMs): boolean {
  return doneTo - now > DAY_MS;
}

/** The quarter of an hour an interval schedule is to read now, when it was not read yet. */
export function dueQuarter(doneTo: UnixMs, now: UnixMs): UnixMs | null {
  const quarter = Math.floor(now / QUARTER_MS) * QUARTER_MS;
  return quarter > doneTo && doneTo <= now ? quarter : null;
}

/** When a schedule is due next after now. */
export function nextDue(table: Timetable, now: UnixMs, zone: string): UnixMs {
  if (table.kind === 'interval') return (Math.floor(now / QUARTER_MS) + 1) * QUARTER_MS;
  const today = localDate(now, zone);
  const days =
    table.kind === 'daily'
      ? [today, addDays(today, 1)]
      : [settlementDay(monthOf(today), table), settlementDay(addMonths(monthOf(today), 1), table)];
  const later = days.map((day) => localInstant(day, table.atMinute, zone)).find((at) => at > now);
  return later ?? localInstant(addDays(today, 2), table.atMinute, zone);
}

/** Which of the meter's daily freezes is that of a day's beginning: the last one is that of today. */
export function freezesAgo(day: LocalDate, today: LocalDate): number {
  return daysBetween(day, today) + 1;
}

/** The night a freeze belongs to, named after the day that begins in it; null in the middle of a day. */
export function nightOf(frozenAt: UnixMs, zone: string): LocalDate | null {
  const day = localDate(frozenAt + NIGHT_MS, zone);
  return Math.abs(frozenAt - startOfLocalDate(day, zone)) <= NIGHT_MS ? day : null;
}

/** How many settlements lie between: the last one has number 1. */
export function settlementsAgo(day: LocalDate, today: LocalDate): number {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const [nowYear = 0, nowMonth = 0, nowDate = 0] = today.split('-').map(Number);
  return (nowYear - year) * 12 + nowMonth - month + (nowDate >= date ? 1 : 0);
}

/** Meters without freezes are read so long before the settlement; the values of a full wire come in a few minutes. */
export const EARLY_MS = 600_000;
/** A reading so near before a settlement is that of the settlement. */
const NEAR_MS = DAY_MS / 4;

/** Where a reading counts as that of a settlement: in the last hours of the day it closes. */
export function settledSpan(day: LocalDate, zone: string): { from: UnixMs; to: UnixMs } {
  const to = startOfLocalDate(day, zone);
  return { from: to - NEAR_MS, to };
}

/**
 * The instant at which the reading of a settlement stands. Midnight closes the day before: what was frozen at it, or is read
 * on the day itself, stands in that day's last millisecond, so that the month it settles is the month it is billed in. What is
 * read before it stands at its own time.
 */
export function settledAt(readAt: UnixMs, day: LocalDate, zone: string): UnixMs {
  return Math.min(readAt, startOfLocalDate(day, zone) - 1);
}

/** The settlement whose last minutes these are. */
export function earlySettlement(table: Timetable, now: UnixMs, zone: string): LocalDate | null {
  if (table.kind !== 'settlement') return null;
  const day = localDate(now + EARLY_MS, zone);
  return day !== localDate(now, zone) && day === settlementDay(monthOf(day), table) ? day : null;
}
