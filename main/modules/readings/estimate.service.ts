import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { localDate, monthOf, startOfLocalDate, type UnixMs } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { MeterId, ReadingId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { estimatedRegisters, estimateUsage } from './estimate.domain.ts';
import { isUnacceptable } from './readings.domain.ts';
import type { Estimate, EstimateMethod, PreviewEstimates, Registers, StoreEstimates } from './readings.schema.ts';
import { append, judge, meterFacts, refuseImpossible } from './readings.service.ts';
import * as store from './readings.store.ts';
import { worklist } from './worklist.service.ts';

const HALF_DAY_MS = 43_200_000;
/** Two years and a half of monthly readings: enough to find the same days of the year before. */
const HISTORY = 30;
const ALL = 500;

/** What every meter not read in the month would be estimated at, and why where it cannot be. Stores nothing. */
export function previewEstimates(st: Station, query: PreviewEstimates): Estimate[] {
  const { month, service, building, method } = query;
  const at = estimatedAt(st, query);
  const rows: Estimate[] = [];
  for (let offset = 0; ; offset += ALL) {
    const page = worklist(st, { month, service, show: 'missing', offset, limit: ALL, ...(building && { building }) });
    for (const row of page.rows) {
      const { meterId, meterNo, doorNo, customerName, decimals, last } = row;
      const { usageMilli, estimatesBefore } = estimate(st.db, meterId, method, at);
      rows.push({
        ...{ meterId, meterNo, doorNo, customerName, decimals, usageMilli, estimatesBefore },
        lastMilli: last?.totalMilli ?? null,
        lastReadAt: last?.readAt ?? null,
      });
    }
    if (offset + ALL >= page.matching) return rows;
  }
}

/**
 * Stores estimates for the meters named. Each counts like a reading and is put right by the next real one. Refuses
 * 'reading.no-history' for a meter that cannot be estimated, and what any reading refuses.
 */
export function storeEstimates(st: Station, by: Actor, cmd: StoreEstimates): { stored: number } {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'readings.estimate', requestId, input }, (tx) => {
    const at = estimatedAt(st, cmd);
    for (const meterId of new Set(cmd.meterIds)) {
      const meter = meterFacts(tx.db, meterId);
      const { usageMilli, values } = estimate(tx.db, meterId, cmd.method, at);
      if (usageMilli === null || values === null)
        throw new StationError('reading.no-history', { meterNo: meter.meterNo });
      const newest = store.newestLive(tx.db, { meterId });
      if (newest && monthOf(localDate(newest.readAt, st.zone)) >= cmd.month)
        throw new StationError('reading.changed-meanwhile', { meterNo: meter.meterNo });
      const reading = { ...values, meterId, readAt: at, source: 'estimated' as const };
      refuseImpossible(tx, meter, reading);
      const isWrapped = newest !== undefined && values.totalMilli < newest.totalMilli;
      const judged = { role: 'usage', usageMilli, isWrapped, usualMilli: null } as const;
      append(tx, reading, { ...judged, doubts: isWrapped ? ['rollover'] : [] }, 'accepted', cmd.note);
    }
    return { stored: new Set(cmd.meterIds).size };
  });
}

/** An estimate at the time of a reading that does not count, inside the caller's transaction. */
export function estimateAt(
  tx: Tx,
  row: store.ReadingColumns,
  told: { readonly method: EstimateMethod; readonly note: string },
): ReadingId {
  const { meterId, readAt } = row;
  const meter = meterFacts(tx.db, meterId);
  const { meterNo } = meter;
  const { usageMilli, values } = estimate(tx.db, meterId, told.method, readAt);
  if (usageMilli === null || values === null) throw new StationError('reading.no-history', { meterNo });
  const reading = { ...values, meterId, readAt, source: 'estimated' as const };
  refuseImpossible(tx, meter, reading);
  const judged = judge(tx.db, meter, reading);
  const doubts = judged.doubts.filter((doubt) => doubt === 'rollover' || isUnacceptable([doubt]));
  if (isUnacceptable(doubts)) throw new StationError('reading.unacceptable', { meterNo, doubts: doubts.join() });
  const role = row.role === 'final' ? row.role : judged.role;
  return append(tx, reading, { ...judged, role, doubts }, 'accepted', told.note).readingId;
}

function estimate(
  db: ReadDb,
  meterId: MeterId,
  method: EstimateMethod,
  at: UnixMs,
): { usageMilli: number | null; values: Registers | null; estimatesBefore: number } {
  const { digits, multiplier } = meterFacts(db, meterId);
  const history = store.acceptedBefore(db, { meterId, before: at, limit: HISTORY });
  const [newest, ...older] = history;
  const firstReal = history.findIndex((row) => row.source !== 'estimated');
  const estimatesBefore = firstReal === -1 ? history.length : firstReal;
  const register = { digits, multiplier };
  const usageMilli = estimateUsage(method, history, { at, register });
  if (!newest || usageMilli === null) return { usageMilli: null, values: null, estimatesBefore };
  return { usageMilli, values: estimatedRegisters(usageMilli, [newest, ...older], register), estimatesBefore };
}

/** Now for today; noon of another day. The day lies in the month that is estimated. */
function estimatedAt(st: Station, of: { readOn: string; month: string }): UnixMs {
  const now = st.clock.now();
  const today = localDate(now, st.zone);
  if (monthOf(of.readOn) !== of.month || of.readOn > today)
    throw new StationError('reading.estimate-day', { month: of.month, today });
  return of.readOn === today ? now : startOfLocalDate(of.readOn, st.zone) + HALF_DAY_MS;
}
