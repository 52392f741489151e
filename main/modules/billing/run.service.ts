import type { Actor } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import { BillingRunId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { bindRun, markUsed } from './approval.store.ts';
import { type Approved, approvedRun, assertAsApproved } from './approved.service.ts';
import { payRunFromCredit } from './auto-pay.service.ts';
import type { IssueResult, RunInput } from './billing.schema.ts';
import { cohortColumns, cohortKey } from './cohort.domain.ts';
import { issueBills } from './issue.service.ts';
import { isRunning, joinJob, reportJob, stopJob } from './jobs.service.ts';
import { type BillDraft, planBills, planContext } from './plan.service.ts';
import * as store from './run.store.ts';
import { accountsOf, type ChunkOptions, inChunks, isDraft, scopeOf } from './scope.service.ts';

const ISSUE_JOB = 'billing.issue';

export interface IssueOptions extends ChunkOptions {
  /** In accounts. */
  onProgress?(progress: { done: number; total: number }): void;
}

/**
 * Issues the bills of a cohort, in chunks, each one transaction. Asked for again while it runs it joins the run; after an
 * interruption it goes on where that stopped; when all is billed it adds nothing. Where the station asks for approval it
 * refuses what approvedRun refuses.
 */
export function issueRun(st: Station, by: Actor, cmd: RunInput, options: IssueOptions = {}): Promise<IssueResult> {
  return joinJob(st, issueJob(cmd), (signal) => issue(st, by, cmd, { ...options, signal }), options.signal);
}

/** Stops a run between two chunks. What is issued stays; issuing again finishes it. */
export function stopRun(st: Station, cmd: RunInput): void {
  stopJob(st, issueJob(cmd));
}

export function isIssuing(st: Station, cohort: RunInput): boolean {
  return isRunning(st, issueJob(cohort));
}

function issueJob(cmd: RunInput): string {
  return `${ISSUE_JOB} ${cohortKey(cmd)}`;
}

async function issue(
  st: Station,
  by: Actor,
  cmd: RunInput,
  options: IssueOptions & { signal: AbortSignal },
): Promise<IssueResult> {
  const scope = scopeOf(st, cmd);
  const { total, unfinished } = scope;
  const { signal, chunkSize } = options;
  const result = { runId: unfinished?.runId ?? null, issued: 0, amountFen: 0, exceptions: 0, isCancelled: false };
  let done = 0;
  let targetsDone = 0;
  const report = (state: 'running' | 'done' | 'cancelled' | 'failed') =>
    reportJob(st, issueJob(cmd), { done, total, state });
  report('running');
  try {
    const approved = await approvedRun(st, cmd, scope, signal);
    const dueOn = unfinished?.dueOn ?? approved?.approval.dueOn ?? scope.dueOn;
    await inChunks(st, scope, { signal, chunkSize }, (targets) => {
      const ctx = planContext(st.db, { zone: st.zone, month: cmd.month, dueOn });
      const plans = planBills(ctx, targets);
      const drafts = plans.filter(isDraft);
      if (approved) assertAsApproved(approved, targetsDone, plans);
      if (drafts.length > 0) result.runId = issueChunk(st, by, { ...cmd, dueOn, approved }, drafts, result.runId);
      result.issued += drafts.length;
      result.exceptions += plans.length - drafts.length;
      for (const draft of drafts) result.amountFen += draft.rated.totalFen;
      targetsDone += targets.length;
      done += accountsOf(targets).length;
      report('running');
      options.onProgress?.({ done, total });
    });
    if (result.runId !== null) await payRunFromCredit(st, by, { runId: result.runId, signal });
    if (result.runId !== null) finish(st, by, result.runId);
  } catch (error) {
    result.isCancelled = signal.aborted;
    report(signal.aborted ? 'cancelled' : 'failed');
    if (!signal.aborted) throw error;
    return result;
  }
  report('done');
  return result;
}

function issueChunk(
  st: Station,
  by: Actor,
  run: RunInput & { dueOn: string; approved: Approved | undefined },
  drafts: readonly BillDraft[],
  runId: BillingRunId | null,
): BillingRunId {
  const { approved, ...input } = run;
  const { month, dueOn } = input;
  return st.write(by, { action: 'billing.issue', input: { ...input, runId, bills: drafts.length } }, (tx) => {
    const started = { ...cohortColumns(input), dueOn, userId: by.userId, startedAt: tx.now };
    const id = runId ?? store.insertRun(tx.db, started);
    if (approved) bindRun(tx.db, { approvalId: approved.approval.approvalId, runId: id });
    if (store.findRun(tx.db, { runId: id })?.state !== 'issuing') throw new StationError('billing.run-cancelled');
    const bills = issueBills(tx, drafts, { month, dueOn, runId: id, zone: st.zone });
    const amountFen = drafts.reduce((sum, draft) => sum + draft.rated.totalFen, 0);
    store.addToRun(tx.db, { runId: id, bills: drafts.length, amountFen });
    tx.audit({ kind: 'billing-run', id, after: { amountFen, billNos: [bills[0]?.billNo, bills.at(-1)?.billNo] } });
    tx.announce({ topic: 'bills' });
    tx.announce({ topic: 'billing-runs', id });
    return BillingRunId.parse(id);
  });
}

function finish(st: Station, by: Actor, runId: BillingRunId): void {
  if (store.findRun(st.db, { runId })?.state !== 'issuing') return;
  st.write(by, { action: 'billing.finish', input: { runId } }, (tx) => {
    store.finishRun(tx.db, { runId, finishedAt: tx.now });
    markUsed(tx.db, { runId });
    tx.audit({ kind: 'billing-run', id: runId, after: { state: 'issued' } });
    tx.announce({ topic: 'billing-runs', id: runId });
  });
}
