import type { Actor } from '../../db/writer.ts';
import { addDays, localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { type GapPage, GapQuery, type RetryGaps, type RetryResult } from './daily.schema.ts';
import * as store from './daily.store.ts';
import { DAYS_KEPT, isWireDown } from './due.domain.ts';
import type { RunOutcome, Wanted } from './outcome.service.ts';
import { runWanted } from './run.service.ts';
import { whileRunning } from './running.ts';
import { wiredTargets } from './targets.store.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Retries belong to no schedule; they are one poll at a time like one. */
export const RETRY = 0;

export function listGaps(st: Station, query: GapQuery): GapPage {
  const { offset, limit, ...where } = GapQuery.parse(query);
  const since = addDays(localDate(st.clock.now(), st.zone), 1 - DAYS_KEPT);
  const rows = store.listGaps(st.db, { ...where, limit, offset }).map(({ paramsJson, ...row }) => ({
    ...row,
    params: JSON.parse(paramsJson) as Record<string, string | number>,
    canRetry: row.state !== 'filled' && (row.kind === 'settlement' || (row.kind === 'daily' && row.day >= since)),
  }));
  return { total: store.countGaps(st.db, where).total, open: store.countAllOpen(st.db).open, rows };
}

/** Asks the meters again for what they may still keep. Quarters of an hour are gone: no meter is asked for them. */
export async function retryGaps(st: Station, by: Actor, cmd: RetryGaps): Promise<RetryResult> {
  const wanted = wantedAgain(st, cmd.gapIds);
  if (wanted.length === 0) throw new StationError('polling.nothing-to-retry');
  const result = await runAgain(st, by, wanted);
  if (!result) throw new StationError('polling.retry-running');
  return { asked: result.wanted, filled: result.got, isCancelled: result.isCancelled };
}

/**
 * Nights missed in the last day because the meter was not heard are asked for again every hour, settlements every six hours
 * until they come.
 */
export async function retryFresh(st: Station, by: Actor): Promise<void> {
  const now = st.clock.now();
  const from = addDays(localDate(now, st.zone), 1 - DAYS_KEPT);
  const gaps = store
    .freshGaps(st.db, { since: now - DAY_MS, before: now - HOUR_MS, longBefore: now - 6 * HOUR_MS, from })
    .filter(({ reasonCode }) => isWireDown(reasonCode));
  const wanted = wantedAgain(
    st,
    gaps.map(({ gapId }) => gapId),
  );
  if (wanted.length > 0) await runAgain(st, by, wanted);
}

function wantedAgain(st: Station, gapIds: readonly number[]): Wanted[] {
  const targets = new Map(wiredTargets(st.db).map((target) => [target.meterId as number, target]));
  return store.gapsById(st.db, { gapIds: JSON.stringify(gapIds) }).flatMap(({ meterId, kind, day }): Wanted[] => {
    const target = targets.get(meterId);
    return target && kind !== 'interval' ? [{ kind, target, day }] : [];
  });
}

function runAgain(st: Station, by: Actor, wanted: readonly Wanted[]): Promise<RunOutcome | undefined> {
  return whileRunning(st, RETRY, (signal) => runWanted(st, by, { scheduleId: null, cause: 'retry', wanted, signal }));
}
