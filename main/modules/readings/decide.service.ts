import type { Tx } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { ReadingId } from '../../shared/ids.ts';
import type { Doubt, ReadingDecision, ReadingRole, ReadingState } from './readings.schema.ts';
import * as store from './readings.store.ts';

interface Decided {
  readonly state: ReadingState;
  readonly role: ReadingRole;
  readonly doubts: readonly Doubt[];
  readonly note: string;
  /** What was decided where the state does not say it. */
  readonly decision?: ReadingDecision;
  /** Stores what takes the reading's place, once it is out of account. */
  replace?(): ReadingId;
  readonly undoesId?: number;
  /** As it was before anybody decided. */
  readonly isOpenAgain?: boolean;
}

/** Changes the state of a reading, and keeps who decided it, why, and what it was before. */
export function decide(tx: Tx, row: store.ReadingColumns, as: Decided): void {
  const { state, role, doubts, note, isOpenAgain, replace, undoesId } = as;
  const { readingId, meterId } = row;
  store.reviewReading(tx.db, {
    ...{ readingId, state, role, note },
    doubtsJson: JSON.stringify(doubts),
    reviewedBy: isOpenAgain ? null : tx.by.userId,
    reviewedAt: isOpenAgain ? null : tx.now,
  });
  const newReadingId = replace?.() ?? null;
  const before = { state: row.state, role: row.role, doubts: JSON.parse(row.doubtsJson), note: row.note };
  store.insertDecision(tx.db, {
    readingId,
    decision: as.decision ?? (state === 'accepted' ? 'accept' : 'reject'),
    beforeJson: JSON.stringify(before),
    note,
    newReadingId,
    undoesId: undoesId ?? null,
    userId: tx.by.userId,
    userName: tx.by.name,
    decidedAt: tx.now,
  });
  const after = { state, role, doubts, note, ...(newReadingId !== null && { newReadingId }) };
  tx.audit({ kind: 'reading', id: readingId, before: { state: row.state, note: row.note }, after });
  tx.announce({ topic: 'readings', id: meterId });
}

/** Takes a reading out of account. It stays in history; what a standing bill was computed from cannot be taken out. */
export function setAside(
  tx: Tx,
  meter: store.MeterFacts,
  readingId: ReadingId,
  as: { note: string } & Pick<Decided, 'decision' | 'replace'>,
): void {
  const { meterId, meterNo } = meter;
  const row = store.findReading(tx.db, { readingId });
  if (!row || row.meterId !== meterId) throw new StationError('record.not-found', { kind: 'reading', id: readingId });
  if (row.state === 'rejected') throw new StationError('reading.already-decided', { meterNo, state: row.state });
  refuseBilled(tx, meter, readingId);
  if (row.role === 'baseline' && store.acceptedAfter(tx.db, { meterId, after: row.readAt }))
    throw new StationError('reading.baseline-in-use', { meterNo });
  const doubts = JSON.parse(row.doubtsJson) as Doubt[];
  decide(tx, row, { ...as, state: 'rejected', role: row.role, doubts, note: as.note || row.note });
}

export function refuseBilled(tx: Tx, { meterId, meterNo }: store.MeterFacts, readingId: ReadingId): void {
  const bill = store.billHolding(tx.db, { meterId, readingId });
  if (bill) throw new StationError('reading.billed', { meterNo, billNo: bill.billNo });
}
