import { localDateTime, startOfLocalDate, type UnixMs } from '../../shared/dates.ts';

/** The instant at which a clock in this zone shows "2026-09-24 08:15:30"; the first of two when clocks go back. */
export function instantOf(text: string, zone: string): UnixMs {
  const wanted = wallMs(text);
  const guess = startOfLocalDate(text.slice(0, 10), zone) + (wanted % 86_400_000);
  return guess + wanted - wallMs(localDateTime(guess, zone));
}

function wallMs(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`);
}
