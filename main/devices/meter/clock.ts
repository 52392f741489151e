import { addMonths, localDate, monthOf, startOfLocalDate, type UnixMs } from '../../shared/dates.ts';
import { bcdByte, two } from '../framing/bcd.domain.ts';

/** The clocks of meters run in the station's zone and are told as local times. Pure. */

/** The instant of the local time "2026-09-24 15:30" or "2026-09-24 15:30:45". */
export function instantOf(local: string, zone: string): UnixMs {
  const [hours = 0, minutes = 0, seconds = 0] = local.slice(11).split(':').map(Number);
  return startOfLocalDate(local.slice(0, 10), zone) + ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

/** A broadcast moves a clock by less than this; further off, somebody has to look at the meter. */
export const CLOCK_LIMIT_MS = 5 * 60_000;

/** Whether an instant is within five minutes of one of the local times of the day ("00:00"). */
export function isNear(at: UnixMs, times: readonly string[], zone: string): boolean {
  const today = localDate(at, zone);
  const days = [localDate(at - CLOCK_LIMIT_MS, zone), today, localDate(at + CLOCK_LIMIT_MS, zone)];
  return days.some((day) => times.some((time) => Math.abs(instantOf(`${day} ${time}`, zone) - at) < CLOCK_LIMIT_MS));
}

/** A day of the month and an hour on which a meter closes its period. */
export interface SettlementDay {
  readonly day: number;
  readonly hour: number;
}

/** DDhh, low byte first; null for a place that is not used (99 99) or holds no such day. */
export function settlementDayOf(payload: Uint8Array): SettlementDay | null {
  const [hour, day] = [bcdByte(payload[0]), bcdByte(payload[1])];
  return day !== null && hour !== null && day >= 1 && day <= 28 && hour <= 23 ? { day, hour } : null;
}

/** When the period closed that many times ago (1 = the last time). */
export function settlementBefore(
  at: UnixMs,
  ago: number,
  days: readonly SettlementDay[],
  zone: string,
): UnixMs | undefined {
  const month = monthOf(localDate(at, zone));
  const instants = Array.from({ length: ago + 1 }, (_, back) => addMonths(month, -back)).flatMap((each) =>
    days.map(({ day, hour }) => instantOf(`${each}-${two(day)} ${two(hour)}:00`, zone)),
  );
  return instants.filter((instant) => instant <= at).sort((a, b) => b - a)[ago - 1];
}
