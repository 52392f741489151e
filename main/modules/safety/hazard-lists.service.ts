import type { ReadDb } from '../../db/types.ts';
import { addDays, type LocalDate, localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { AccountId, HazardId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import type {
  Hazard,
  HazardCounts,
  HazardEvent,
  HazardFile,
  HazardPage,
  HazardQuery,
  HazardSummary,
} from './hazards.schema.ts';
import { hasChangedDueDate, latestRectification, toHazard } from './hazards.service.ts';
import * as store from './hazards.store.ts';

export function listHazards(st: Station, query: HazardQuery): HazardPage {
  const today = localDate(st.clock.now(), st.zone);
  const { show, grade = '', text = '', accountId = 0, page, pageSize } = query;
  const where = { show, grade, text, accountId, today };
  const rows = store.pageOfHazards(st.db, { ...where, limit: pageSize, offset: (page - 1) * pageSize });
  return { items: rows.map((row) => toHazard(row, today)), total: store.countHazards(st.db, where).n };
}

export function hazardFile(st: Station, hazardId: HazardId): HazardFile {
  const row = store.findHazard(st.db, { id: hazardId });
  if (!row) throw new StationError('record.not-found', { kind: 'hazard', id: hazardId });
  return {
    hazard: toHazard(row, localDate(st.clock.now(), st.zone)),
    events: store.eventsOf(st.db, { hazardId }) as HazardEvent[],
    canChangeDueDate: row.state !== 'closed' && !hasChangedDueDate(st.db, hazardId),
    rectifiedByUserId: latestRectification(st.db, hazardId)?.userId ?? null,
  };
}

/** Every hazard that is not closed, by due date. `today` tells which are overdue. */
export function openHazards(db: ReadDb, today: LocalDate): Hazard[] {
  return store.unclosedHazards(db).map((row) => toHazard(row, today));
}

export function hazardCounts(db: ReadDb, today: LocalDate): HazardCounts {
  const unclosed = openHazards(db, today);
  const overdue = unclosed.filter((hazard) => hazard.isOverdue);
  return {
    open: unclosed.filter((hazard) => hazard.state === 'open').length,
    rectified: unclosed.filter((hazard) => hazard.state === 'rectified').length,
    overdue: overdue.length,
    overdueSerious: overdue.filter((hazard) => hazard.grade === 'serious').length,
  };
}

/** Serious hazards that stop an account's supply: it is restored only when there are none. */
export function seriousHazardsOf(db: ReadDb, accountId: AccountId, today: LocalDate): Hazard[] {
  return openHazards(db, today).filter((hazard) => hazard.accountId === accountId && hazard.grade === 'serious');
}

/** Local dates, half-open; open and overdue as they stood at the end of the last day of the period. */
export function hazardSummary(db: ReadDb, period: { from: LocalDate; to: LocalDate }): HazardSummary {
  return store.summary(db, { ...period, lastDay: addDays(period.to, -1) });
}
