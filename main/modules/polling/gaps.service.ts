import type { Actor } from '../../db/writer.ts';
import { addDays, localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { type GapPage, GapQuery, type RetryGaps, type RetryResult } from './daily.schema.ts';
import * as store from './daily.store.ts';
import { DAYS_KEPT } from './due.domain.ts';
import type { Wanted } from './outcome.service.ts';
import { runWanted } from './run.service.ts';
import { whileRunning } from './running.ts';
import { wiredTargets } from './targets.store.ts';

/** Retries belong to no schedule; they are one poll at a time like one. */
export const RETRY = 0;

export function listGaps(st: Station, query: GapQuery): GapPage {
  const { offset, limit, ...where } = GapQuery.parse(query);
  const since = addDays(localDate(st.clock.now(), st.zone), 1 - DAYS_KEPT);
  const rows = store.listGaps(st.db, { ...where, limit, offset }).map(({ paramsJson, ...row }) => ({
    ...row,
    params: JSON.parse(paramsJson) as Record<string, string | number>,
    canRetry: row.filledAt === null && (row.kind === 'settlement' || (row.kind === 'daily' && row.day >= since)),
  }));
  return { total: store.countGaps(st.db, where).total, open: store.countAllOpen(st.db).open, rows };
}

/** Asks the meters again for what they may still keep. Quarters of an hour are gone: no meter is asked for them. */
export async function retryGaps(st: Station, by: Actor, cmd: RetryGaps): Promise<RetryResult> {
  const targets = new Map(wiredTargets(st.db).map((target) => [target.meterId as number, target]));
  const wanted = store
    .gapsById(st.db, { gapIds: JSON.stringify(cmd.gapIds) })
    .flatMap(({ meterId, kind, day }): Wanted[] => {
      const target = targets.get(meterId);
      return target && kind !== 'interval' ? [{ kind, target, day }] : [];
    });
  if (wanted.length === 0) throw new StationError('polling.nothing-to-retry');
  const result = await whileRunning(st, RETRY, (signal) =>
    runWanted(st, by, { scheduleId: null, cause: 'retry', wanted, signal }),
  );
  if (!result) throw new StationError('polling.retry-running');
  return { asked: result.wanted, filled: result.got, isCancelled: result.isCancelled };
}
