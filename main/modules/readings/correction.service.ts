import type { ReadDb } from '../../db/types.ts';
import type { Tx } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import { ReadingId } from '../../shared/ids.ts';
import { type CorrectedValues, correct } from './correction.domain.ts';
import { decide } from './decide.service.ts';
import type { Reading } from './readings.schema.ts';
import { toReading } from './readings.service.ts';
import * as store from './readings.store.ts';

export interface Correction {
  readonly old: Reading;
  /** What takes its place. Before it is stored it has the id of the old one. */
  readonly corrected: Reading;
}

/**
 * What an accepted reading becomes with its values put right. Stores nothing. Refuses 'correction.already-replaced',
 * 'correction.not-accepted', 'correction.unchanged', 'correction.below-previous', 'correction.above-next' and
 * 'reading.exceeds-register'.
 */
export function correctionOf(db: ReadDb, cmd: { readingId: ReadingId; values: CorrectedValues }): Correction {
  const row = store.findReading(db, { readingId: cmd.readingId });
  const meter = row && store.findMeterFacts(db, { meterId: row.meterId });
  if (!row || !meter) throw new StationError('record.not-found', { kind: 'reading', id: cmd.readingId });
  const { meterNo, digits } = meter;
  if (row.state === 'rejected') throw new StationError('correction.already-replaced', { meterNo });
  if (row.state !== 'accepted') throw new StationError('correction.not-accepted', { meterNo });
  const at = { meterId: row.meterId, limit: 1 };
  const before = store.acceptedBefore(db, { ...at, before: row.readAt })[0];
  const after = store.acceptedAfter(db, { meterId: row.meterId, after: row.readAt });
  const old = toReading(row);
  const around = { meterNo, digits, before: before && toReading(before), after: after && toReading(after) };
  return { old, corrected: correct(old, cmd.values, around) };
}

/**
 * Puts the corrected reading in the place of the old one, which stays in history as rejected. The caller answers for
 * the bills computed from the old one.
 */
export function replaceReading(tx: Tx, correction: Correction, reason: string): Correction {
  const { old, corrected } = correction;
  const { readingId } = old;
  const row = store.findReading(tx.db, { readingId });
  if (!row) throw new StationError('record.not-found', { kind: 'reading', id: readingId });
  let newId: ReadingId | undefined;
  decide(tx, row, {
    ...{ state: 'rejected', role: old.role, doubts: old.doubts, note: reason, decision: 'correct' },
    replace() {
      newId = insertCorrected(tx, corrected, reason);
      return newId;
    },
  });
  return { old, corrected: { ...corrected, readingId: ReadingId.parse(newId) } };
}

function insertCorrected(tx: Tx, corrected: Reading, reason: string): ReadingId {
  const { meterId, readingId: replaces, readAt, source, role, state, doubts } = corrected;
  const { totalMilli, sharpMilli, peakMilli, flatMilli, valleyMilli, demandMilli, reactiveMilli } = corrected;
  const values = { totalMilli, sharpMilli, peakMilli, flatMilli, valleyMilli, demandMilli, reactiveMilli };
  const id = store.insertReading(tx.db, {
    ...{ meterId, readAt, ...values, source, role, state, note: reason },
    doubtsJson: JSON.stringify(doubts),
    userId: tx.by.userId,
    createdAt: tx.now,
    takenAt: store.takenAtOf(tx.db, { readingId: replaces })?.takenAt ?? null,
  });
  tx.audit({ kind: 'reading', id, after: { meterId, readAt, ...values, replaces } });
  return ReadingId.parse(id);
}

/** The same for a reading that no standing bill was computed from; false, and nothing done, where one was. */
export function replaceUnbilled(
  tx: Tx,
  cmd: CorrectedValues & { readonly readingId: ReadingId; readonly reason: string },
): boolean {
  const wanted = correctionOf(tx.db, { readingId: cmd.readingId, values: cmd });
  if (store.billUsing(tx.db, { meterId: wanted.old.meterId, readingId: cmd.readingId })) return false;
  replaceReading(tx, wanted, cmd.reason);
  return true;
}
