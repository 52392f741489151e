import type { ReadDb } from '../../db/types.ts';
import type { Tx } from '../../db/writer.ts';
import { monthSpan, startOfLocalDate } from '../../shared/dates.ts';
import type { MeterId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import {
  type Doubt,
  historyBefore,
  isReadingDecided,
  type RoundReading,
  realReadingsSince,
  restateRoundReading,
  storeRoundReading,
} from '../readings/index.ts';
import { PACE_READINGS, type Pace, paceBy } from './agree.domain.ts';
import * as store from './captures.store.ts';
import { Facts, type MergeContext, type Verdict, verdictsOf } from './merge.domain.ts';
import { CapturedValues } from './phone.schema.ts';
import { isPhotoOfAnotherTime } from './photo-time.domain.ts';
import { findStop, type RoundColumns } from './rounds.store.ts';

const ORDER = { aside: 0, waits: 1, counts: 2 } as const;

/**
 * Inside the caller's transaction: all looks at one meter of a round, judged again together. What a person decided on or
 * a bill was made of is out of it and stands among the other readings.
 */
export function settleMeter(st: Station, tx: Tx, round: RoundColumns, meterId: MeterId): void {
  const open = store
    .figuresOf(tx.db, { roundId: round.roundId, meterId })
    .filter(({ readingId }) => readingId === null || !isReadingDecided(tx.db, readingId));
  const verdicts = verdictsOf(
    open.map((row) => ({
      ...row,
      ...valuesOf(row),
      facts: Facts.parse(JSON.parse(row.factsJson)),
    })),
    contextOf(st, tx.db, round, meterId, open),
  );
  // What is set aside makes room first: a figure is judged among the readings that stay.
  const due = open.flatMap((row) => {
    const verdict = verdicts.get(row.uid);
    return verdict ? [{ row, verdict }] : [];
  });
  due.sort((a, b) => ORDER[a.verdict.outcome] - ORDER[b.verdict.outcome]);
  for (const { row, verdict } of due) apply(tx, round, row, verdict);
}

function apply(tx: Tx, round: RoundColumns, row: store.CaptureColumns, verdict: Verdict): void {
  const reading = readingOf(round, row, verdict);
  const stored =
    row.readingId === null ? storeRoundReading(tx, reading) : restateRoundReading(tx, row.readingId, reading);
  if (!stored) return;
  const { outcome, rule, againstId } = verdict;
  store.settleCapture(tx.db, { uid: row.uid, outcome, rule, againstId, readingId: stored.readingId });
}

function readingOf(round: RoundColumns, row: store.CaptureColumns, verdict: Verdict): RoundReading {
  const isAside = verdict.outcome === 'aside';
  const isPhotoMissing = row.photoUid === null ? round.needsPhoto === 1 : row.hasPhoto === 0;
  const attached: Doubt[] = [];
  if (isPhotoMissing && !isAside) attached.push('photo-missing');
  if (isPhotoOfAnotherTime(row) && !isAside) attached.push('photo-time');
  if (verdict.outcome === 'waits') attached.push('round-conflict');
  const { meterId, readAt, note } = row;
  const isConfirmed = row.isConfirmed === 1 && note !== '';
  const { highPercent } = round;
  return { meterId, readAt, values: valuesOf(row), attached, isAside, isConfirmed, highPercent, note };
}

function contextOf(
  st: Station,
  db: ReadDb,
  round: RoundColumns,
  meterId: MeterId,
  open: readonly store.CaptureColumns[],
): MergeContext {
  const { from, to } = monthSpan(round.month);
  const own = new Set(open.map((row) => row.readingId));
  const others = realReadingsSince(db, meterId, startOfLocalDate(from, st.zone)).filter(
    ({ readingId }) => !own.has(readingId),
  );
  return {
    others: others.map((other) => ({ ...other, state: other.state === 'accepted' ? 'accepted' : 'doubtful' })),
    monthEndsAt: startOfLocalDate(to, st.zone),
    pace: paceOf(db, round, { meterId, before: startOfLocalDate(from, st.zone) }),
  };
}

/** By what was usual before the month of the round, so that nothing of the round itself decides about it. */
function paceOf(db: ReadDb, round: RoundColumns, at: { meterId: MeterId; before: number }): Pace {
  const stop = findStop(db, { roundId: round.roundId, meterId: at.meterId });
  if (!stop) throw new Error('a look is of a meter of its round');
  return paceBy(historyBefore(db, { ...at, limit: PACE_READINGS }), stop, round.agreePercent);
}

function valuesOf(row: store.CaptureColumns): CapturedValues {
  return CapturedValues.parse(JSON.parse(row.valuesJson ?? 'null'));
}
