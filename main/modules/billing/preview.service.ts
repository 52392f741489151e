import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { approvalOf, needsApproval } from './approved.service.ts';
import type { RunException, RunInput, RunPreview } from './billing.schema.ts';
import { cohortBuildings, cohortKey } from './cohort.domain.ts';
import { createComparer } from './comparison.service.ts';
import { joinJob, reportJob, stopJob } from './jobs.service.ts';
import { planBills, planContext } from './plan.service.ts';
import { accountsOf, inChunks, isDraft, scopeOf, toException } from './scope.service.ts';

const PREVIEW_JOB = 'billing.preview';

/**
 * What a run would issue, whom it would leave out and why, and how that compares with the months before. Issues nothing.
 * Refuses 'billing.preview-stopped' when it was stopped.
 */
export function previewRun(st: Station, cmd: RunInput): Promise<RunPreview> {
  const name = `${PREVIEW_JOB} ${cohortKey(cmd)}`;
  return joinJob(st, `${name} ${cmd.dueOn ?? ''}`, (signal) => preview(st, cmd, { name, signal }));
}

/** Stops a preview between two chunks. */
export function stopPreview(st: Station, cmd: RunInput): void {
  stopJob(st, `${PREVIEW_JOB} ${cohortKey(cmd)} ${cmd.dueOn ?? ''}`);
}

async function preview(
  st: Station,
  cmd: RunInput,
  { name, signal }: { name: string; signal: AbortSignal },
): Promise<RunPreview> {
  const scope = scopeOf(st, cmd);
  const { dueOn, unfinished, total } = scope;
  const ctx = planContext(st.db, { zone: st.zone, month: cmd.month, dueOn });
  const comparer = createComparer(st.db, cmd.month);
  const totals = { bills: 0, quantityMilli: 0, amountFen: 0, priceChanges: 0 };
  const exceptions: RunException[] = [];
  const accounts = new Set<number>();
  let done = 0;
  reportJob(st, name, { done, total, state: 'running' });
  try {
    await inChunks(st, scope, { signal }, (targets) => {
      const plans = planBills(ctx, targets);
      const drafts = plans.filter(isDraft);
      for (const draft of drafts) {
        totals.bills++;
        totals.quantityMilli += draft.rated.quantityMilli;
        totals.amountFen += draft.rated.totalFen;
        totals.priceChanges += Number(draft.isPriceChanged);
      }
      for (const plan of plans) if (!isDraft(plan)) exceptions.push(toException(plan));
      const inChunk = accountsOf(targets);
      for (const accountId of inChunk) accounts.add(accountId);
      comparer.add(inChunk, drafts);
      done += inChunk.length;
      reportJob(st, name, { done, total, state: 'running' });
    });
  } catch (error) {
    reportJob(st, name, { done, total, state: signal.aborted ? 'cancelled' : 'failed' });
    throw signal.aborted ? new StationError('billing.preview-stopped') : error;
  }
  reportJob(st, name, { done, total, state: 'done' });
  return {
    month: cmd.month,
    service: cmd.service,
    buildings: cohortBuildings(cmd),
    cycle: cmd.cycle ?? null,
    dueOn,
    accounts: accounts.size,
    ...totals,
    exceptions,
    unfinishedRunId: unfinished?.runId ?? null,
    comparison: comparer.finish(),
    needsApproval: needsApproval(st.db),
    approval: approvalOf(st.db, cmd),
  };
}
