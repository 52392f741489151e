import type { ReadDb } from '../../db/types.ts';
import { addDays, addMonths, type Month, monthSpan, startOfLocalDate } from '../../shared/dates.ts';
import { liveReadings } from '../readings/index.ts';
import { chooseSpan } from './billing.domain.ts';
import type { Target } from './plan.service.ts';
import * as store from './tails.store.ts';

/** How long ago a meter may have left its account and still be looked at by a run. */
const MONTHS_BACK = 12;

/**
 * Meters that left their account before the month with use that no bill has: the month they left in had been billed when
 * they were read for the last time. The next run bills that rest.
 */
export function tailTargets(
  db: ReadDb,
  of: { readonly month: Month; readonly service: string; readonly zone: string },
): Target[] {
  const { from } = monthSpan(of.month);
  const since = `${addMonths(of.month, 0 - MONTHS_BACK)}-01`;
  const ended = store.endedAssignments(db, { service: of.service, since, before: from });
  const after = (date: string) => startOfLocalDate(addDays(date, 1), of.zone);
  const readings = liveReadings(
    db,
    ended.map(({ meterId, toOn, lastReadAt }) => ({ meterId, from: lastReadAt ?? 0, to: after(toOn) })),
  );
  return ended.filter(({ lastReadingId, fromOn }, i) => {
    const takenOver = { from: startOfLocalDate(fromOn, of.zone), to: after(fromOn) };
    const span = chooseSpan(readings[i] ?? [], { lastBilledId: lastReadingId, takenOver, monthFrom: 0 });
    return typeof span !== 'string' || span === 'doubtful-reading';
  });
}
