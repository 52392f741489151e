import type { ReadDb } from '../../db/types.ts';
import type { Actor } from '../../db/writer.ts';
import { localDate, monthOf } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { type AccountId, ShareRunId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { requireGroup } from './groups.service.ts';
import { draftShare } from './proof.service.ts';
import { reverseShareBills } from './share-bills.service.ts';
import {
  type AccountShare,
  type IssuedShare,
  type IssueShare,
  type PreviewShare,
  type ReverseShare,
  type ShareMonth,
  ShareProof,
} from './sharing.schema.ts';
import * as store from './sharing.store.ts';

/** The month as it was issued, else as it would be shared now. */
export function shareMonth(st: Station, of: PreviewShare): ShareMonth {
  const group = requireGroup(st.db, of.groupId);
  const row = store.standingRun(st.db, { groupId: of.groupId, month: of.month });
  if (!row) return { issued: null, proof: draftShare(st.db, st.zone, { ...of, group }).proof };
  const { proof, ...issued } = toIssued(st.db, row);
  return { issued, proof };
}

export function requireShare(db: ReadDb, runId: number): IssuedShare {
  const row = store.findRun(db, { runId });
  if (!row) throw new StationError('record.not-found', { kind: 'share-run', id: runId });
  return toIssued(db, row);
}

/**
 * Freezes the shares of a month, once. What is frozen is worked out inside the write, so that a bill issued meanwhile
 * shows itself as another total.
 */
export function issueShare(st: Station, by: Actor, cmd: IssueShare): ShareRunId {
  return st.write(by, { action: 'sharing.issue', requestId: cmd.requestId, input: cmd }, (tx) => {
    const { groupId, month, costFen } = cmd;
    const group = requireGroup(tx.db, groupId);
    if (month > monthOf(localDate(tx.now, st.zone))) throw new StationError('sharing.month-in-future', { month });
    if (store.standingRun(tx.db, { groupId, month })) throw new StationError('sharing.already-issued', { month });
    const later = store.laterRun(tx.db, { groupId, month });
    if (later) throw new StationError('sharing.later-issued', { month, later: later.month });
    const { proof, meterId, presentId } = draftShare(tx.db, st.zone, { group, month, costFen });
    const { amountFen, doubts, master } = proof;
    if (amountFen === null || doubts.some((doubt) => doubt.isBlocking))
      throw new StationError('sharing.blocked', { month });
    if (amountFen !== cmd.expectedTotalFen) throw new StationError('sharing.total-changed', { month });
    if (doubts.length > 0 && !cmd.areDoubtsAccepted) throw new StationError('sharing.doubts-open', { month });
    const runId = ShareRunId.parse(
      store.insertRun(tx.db, {
        groupId,
        month,
        meterId,
        presentId,
        masterMilli: master?.quantityMilli ?? null,
        subMilli: proof.subMilli,
        lossMilli: proof.lossMilli,
        amountFen,
        proofJson: JSON.stringify(proof),
        issuedAt: tx.now,
        userId: by.userId ?? 0,
        userName: by.name,
      }),
    );
    for (const [i, { accountId, weightE6, shareFen }] of proof.lines.entries())
      store.insertLine(tx.db, { runId, accountId, lineNo: i + 1, weightE6, shareFen });
    store.sealRun(tx.db, { runId });
    tx.audit({ kind: 'share-run', id: runId, after: { groupId, month, amountFen, members: proof.lines.length } });
    tx.announce({ topic: 'sharing', id: groupId });
    return runId;
  });
}

/**
 * Takes a month back so that it can be shared again, with its bills while nothing of them is settled; the run itself is
 * kept. The newest month goes first. Refuses 'sharing.bills-settled'.
 */
export function reverseShare(st: Station, by: Actor, cmd: ReverseShare): void {
  st.write(by, { action: 'sharing.reverse', requestId: cmd.requestId, input: cmd }, (tx) => {
    const { runId, reason } = cmd;
    const row = store.findRun(tx.db, { runId });
    if (!row) throw new StationError('record.not-found', { kind: 'share-run', id: runId });
    const { month, groupId } = row;
    if (row.reversedAt !== null) throw new StationError('sharing.already-reversed', { month });
    const later = store.laterRun(tx.db, { groupId, month });
    if (later) throw new StationError('sharing.later-issued', { month, later: later.month });
    reverseShareBills(tx, { runId, reason, zone: st.zone });
    store.reverseRun(tx.db, { runId, reason, now: tx.now, userName: by.name });
    tx.audit({ kind: 'share-run', id: runId, before: { reversedAt: null }, after: { reversedAt: tx.now, reason } });
    tx.announce({ topic: 'sharing', id: groupId });
  });
}

/** What an account bears of every group in a month, of runs that stand: for the line of a bill. */
export function shareOf(db: ReadDb, of: { accountId: AccountId; month: string }): AccountShare[] {
  return store.sharesOf(db, of);
}

function toIssued(db: ReadDb, { proofJson, reversedAt, ...row }: store.RunRow): IssuedShare {
  const proof = ShareProof.parse(JSON.parse(proofJson));
  return { ...row, isReversed: reversedAt !== null, bills: store.billsOf(db, { runId: row.runId }), proof };
}
