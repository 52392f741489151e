import type { ReadDb } from '../../db/types.ts';
import type { Tx } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { ReadingId } from '../../shared/ids.ts';
import { decide } from './decide.service.ts';
import { trueValues } from './estimate.domain.ts';
import type { Reading, Registers } from './readings.schema.ts';
import { judge, meterFacts, toReading } from './readings.service.ts';
import * as store from './readings.store.ts';

/** More estimates in a row than anybody lets happen. */
const LONGEST_RUN = 60;

/** An estimate, and what it should have been by the real readings around it. */
export interface TrueUp {
  readonly estimate: Reading;
  readonly values: Registers;
}

/**
 * The estimates before a real reading that waits for review, put right by time between the real reading before them and
 * this one. In the order in which they can be corrected one by one without running backwards in between. Stores nothing.
 * Refuses 'meterwork.no-estimate' where the reading before is a real one or the meter did not go forward.
 */
export function trueUpsOf(db: ReadDb, readingId: ReadingId): { real: Reading; trueUps: TrueUp[] } {
  const row = store.findReading(db, { readingId });
  if (!row) throw new StationError('record.not-found', { kind: 'reading', id: readingId });
  const { meterId, meterNo } = meterFacts(db, row.meterId);
  if (row.state !== 'doubtful') throw new StationError('reading.already-decided', { meterNo, state: row.state });
  const before = store.acceptedBefore(db, { meterId, before: row.readAt, limit: LONGEST_RUN }).map(toReading);
  const count = before.findIndex((reading) => reading.source !== 'estimated');
  const from = before[count];
  if (count < 1 || !from || row.totalMilli < from.totalMilli)
    throw new StationError('meterwork.no-estimate', { meterNo });
  const real = toReading(row);
  const estimates = before.slice(0, count).toReversed();
  const values = trueValues(
    from,
    real,
    estimates.map((reading) => reading.readAt),
  );
  const trueUps = estimates.map((estimate, i) => ({ estimate, values: values[i] as Registers }));
  // What comes down is corrected from the first on, what goes up from the last back.
  const down = trueUps.filter(({ estimate, values: v }) => v.totalMilli < estimate.totalMilli);
  const up = trueUps.filter(({ estimate, values: v }) => v.totalMilli > estimate.totalMilli);
  return { real, trueUps: [...down, ...up.toReversed()] };
}

/** Accepts the real reading once the estimates before it are right. Refuses 'reading.unacceptable' when doubts are left. */
export function acceptReal(tx: Tx, readingId: ReadingId, note: string): void {
  const row = store.findReading(tx.db, { readingId });
  if (!row) throw new StationError('record.not-found', { kind: 'reading', id: readingId });
  const meter = meterFacts(tx.db, row.meterId);
  const { role, doubts } = judge(tx.db, meter, row);
  const left = doubts.filter((doubt) => doubt !== 'high' && doubt !== 'zero');
  if (left.length > 0) throw new StationError('reading.unacceptable', { meterNo: meter.meterNo, doubts: left.join() });
  decide(tx, row, { state: 'accepted', role, doubts, note });
}
