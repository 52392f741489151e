import { localDateTime } from '../../../main/shared/dates.ts';

/** Month, day and minute of an instant; a dash where there is none. */
export function at(moment: number | null, zone: string): string {
  return moment === null ? '—' : localDateTime(moment, zone).slice(5, 16);
}
