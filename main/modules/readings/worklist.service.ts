import type { ReadDb } from '../../db/types.ts';
import { monthSpan, startOfLocalDate } from '../../shared/dates.ts';
import type { ReadingId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { registerUsage } from './readings.domain.ts';
import type { Reading, Worklist, WorklistQuery, WorklistRow } from './readings.schema.ts';
import { toReading } from './readings.service.ts';
import * as store from './readings.store.ts';

/** The reading round of a month: every meter on duty with its last and present value, in walking order. */
export function worklist(st: Station, query: WorklistQuery): Worklist {
  const { month, service, show } = query;
  const span = monthSpan(month);
  const at = { fromAt: startOfLocalDate(span.from, st.zone), toAt: startOfLocalDate(span.to, st.zone) };
  const all = store
    .worklist(st.db, { month, service, ...span, ...at, building: query.building ?? null })
    .map((row): WorklistRow => {
      const { lastId, presentId, hasTou, hasDemand, hasReactive, isWired, isBilled, ...rest } = row;
      const last = known(st.db, lastId);
      const present = known(st.db, presentId);
      const usageMilli = last && present ? registerUsage(last.totalMilli, present.totalMilli, row) : null;
      return {
        ...rest,
        hasTou: hasTou === 1,
        hasDemand: hasDemand === 1,
        hasReactive: hasReactive === 1,
        isWired: isWired === 1,
        isBilled: isBilled === 1,
        last,
        present,
        usageMilli,
      };
    });
  const isDoubtful = (row: WorklistRow) => row.present?.state === 'doubtful';
  const matching = show === 'all' ? all : all.filter(show === 'missing' ? (row) => !row.present : isDoubtful);
  return {
    buildings: store.buildingsOf(st.db, { service, ...span }).map((row) => row.building),
    total: all.length,
    read: all.filter((row) => row.present).length,
    doubtful: all.filter(isDoubtful).length,
    matching: matching.length,
    rows: matching.slice(query.offset, query.offset + query.limit),
  };
}

function known(db: ReadDb, readingId: ReadingId | null): Reading | null {
  const row = readingId === null ? undefined : store.findReading(db, { readingId });
  return row ? toReading(row) : null;
}
