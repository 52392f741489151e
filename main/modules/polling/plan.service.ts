import type { ReadDb } from '../../db/types.ts';
import { addDays, type LocalDate, localDate, type UnixMs } from '../../shared/dates.ts';
import type { Station } from '../../station.types.ts';
import * as store from './daily.store.ts';
import { DAYS_KEPT, settledSpan } from './due.domain.ts';
import type { Wanted } from './outcome.service.ts';
import type { ScheduleKind } from './polling.schema.ts';
import type { Target } from './targets.store.ts';

/**
 * What is still missing of days that are due, and of days missed before that the meter may still keep. Newest nights come
 * first, for the people of the morning; oldest settlements first, as each reading is judged by the one before it.
 */
export function wantedOf(
  st: Station,
  kind: Exclude<ScheduleKind, 'interval'>,
  targets: readonly Target[],
  days: readonly LocalDate[],
): Wanted[] {
  const since = addDays(localDate(st.clock.now(), st.zone), 1 - DAYS_KEPT);
  return targets
    .flatMap((target) => {
      const unfilled = store.unfilledDays(st.db, { meterId: target.meterId, kind, from: since });
      const again = unfilled.filter(({ isSettled }) => !isSettled).map(({ day }) => day);
      const due = days.filter((day) => day > target.installedOn);
      const missing = missingOf(st, kind, target, [...new Set([...due, ...again])]);
      return missing.map((day): Wanted => ({ kind, target, day }));
    })
    .sort((a, b) => (kind === 'daily' ? -1 : 1) * a.day.localeCompare(b.day));
}

function missingOf(
  st: Station,
  kind: Wanted['kind'],
  { meterId }: Target,
  days: readonly LocalDate[],
): readonly LocalDate[] {
  const [first] = days.toSorted();
  if (first === undefined) return [];
  if (kind === 'settlement') return days.filter((day) => !isSettled(st.db, { meterId, day, zone: st.zone }));
  const stored = new Set(store.daysStored(st.db, { meterId, from: first }).map(({ day }) => day));
  return days.filter((day) => !stored.has(day));
}

/** A reading of the last hours before the settlement stands already. A baseline is where use begins and settles nothing. */
export function isSettled(db: ReadDb, of: { meterId: number; day: LocalDate; zone: string }): boolean {
  return store.findSettled(db, { meterId: of.meterId, ...settledSpan(of.day, of.zone) }) !== undefined;
}

/** Somebody read it since midnight of the settlement day. */
export function isReadSince(db: ReadDb, of: { meterId: number; from: UnixMs; to: UnixMs }): boolean {
  return store.findSettled(db, of) !== undefined;
}
