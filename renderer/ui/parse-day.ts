import { isLocalDate, type LocalDate } from '../../main/shared/dates.ts';

/** A typed calendar date: 2026-11-22, 2026.1.2, 2026/1/2, 2026年1月2日 or 20261122. Null when it is none. */
export function parseDay(text: string): LocalDate | null {
  const match = /^(\d{4})(?:(\d{2})(\d{2})|\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})日?)$/.exec(
    text.normalize('NFKC').trim(),
  );
  if (!match) return null;
  const [, year, month = match[4], day = match[5]] = match;
  const date = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  return isLocalDate(date) ? date : null;
}
