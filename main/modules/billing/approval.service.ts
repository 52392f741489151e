import type { ReadDb } from '../../db/types.ts';
import type { Actor } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import { formatYuan } from '../../shared/money.ts';
import type { Station } from '../../station.types.ts';
import type { DecideRun, RunApproval, SubmitRun } from './approval.schema.ts';
import * as store from './approval.store.ts';
import { toApproval } from './approved.service.ts';
import { cohortColumns } from './cohort.domain.ts';
import { previewRun } from './preview.service.ts';
import { unfinishedRun } from './run.store.ts';

/**
 * Freezes what a preview shows for another person to approve; what was submitted before for the same cohort is replaced.
 * Refuses 'billing.approval-differs' when the preview shows something else by now than the person saw.
 */
export async function submitRun(st: Station, by: Actor, cmd: SubmitRun): Promise<RunApproval> {
  const { expectedBills, expectedAmountFen, note, requestId, ...run } = cmd;
  const { bills, quantityMilli, amountFen, exceptions, dueOn } = await previewRun(st, run);
  const left = exceptions.filter((exception) => exception.reason !== 'already-billed').length;
  return st.write(
    by,
    { action: 'billing.submit', requestId, input: { ...run, expectedBills, expectedAmountFen, note } },
    (tx) => {
      if (bills !== expectedBills || amountFen !== expectedAmountFen)
        throw new StationError('billing.approval-differs', {
          bills,
          amount: formatYuan(amountFen),
          approvedBills: expectedBills,
          approved: formatYuan(expectedAmountFen),
        });
      const cohort = cohortColumns(run);
      const stopped = unfinishedRun(tx.db, cohort);
      store.replaceOpen(tx.db, cohort);
      const approvalId = store.insertApproval(tx.db, {
        ...cohort,
        dueOn,
        billCount: bills,
        quantityMilli,
        amountFen,
        exceptionCount: left,
        baseBills: stopped?.billCount ?? 0,
        baseFen: stopped?.amountFen ?? 0,
        note,
        preparedBy: by.userId,
        preparedName: by.name,
        preparedAt: tx.now,
      });
      tx.audit({ kind: 'run-approval', id: approvalId, after: { bills, amountFen, dueOn } });
      tx.announce({ topic: 'run-approvals', id: approvalId });
      return requireApproval(tx.db, approvalId);
    },
  );
}

/**
 * Approves what another person submitted, or sends it back with the reason. Refuses 'billing.own-approval',
 * 'billing.approval-decided', 'billing.reason-missing'.
 */
export function decideRun(st: Station, by: Actor, cmd: DecideRun): RunApproval {
  const { requestId, ...input } = cmd;
  const { approvalId, decision, reason } = input;
  return st.write(by, { action: 'billing.approve', requestId, input }, (tx) => {
    const before = requireApproval(tx.db, approvalId);
    if (before.state !== 'waiting') throw new StationError('billing.approval-decided');
    // Who did it must be a person: the program itself answers for nothing.
    if (by.userId === null || by.userId === before.preparedBy) throw new StationError('billing.own-approval');
    if (decision === 'return' && reason === '') throw new StationError('billing.reason-missing');
    const state = decision === 'approve' ? 'approved' : 'returned';
    store.decide(tx.db, { approvalId, state, decidedBy: by.userId, decidedName: by.name, decidedAt: tx.now, reason });
    tx.audit({ kind: 'run-approval', id: approvalId, before: { state: before.state }, after: { state, reason } });
    tx.announce({ topic: 'run-approvals', id: approvalId });
    return requireApproval(tx.db, approvalId);
  });
}

/** What waits for a decision or for its run, newest first. */
export function openApprovals(db: ReadDb): RunApproval[] {
  return store.openApprovals(db).map(toApproval);
}

function requireApproval(db: ReadDb, approvalId: number): RunApproval {
  const row = store.findApproval(db, { approvalId });
  if (!row) throw new StationError('record.not-found', { kind: 'run-approval', id: approvalId });
  return toApproval(row);
}
