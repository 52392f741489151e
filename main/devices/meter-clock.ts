import { localDate, startOfLocalDate, type UnixMs } from '../shared/dates.ts';

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
