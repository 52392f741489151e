import type { Actor } from '../../db/writer.ts';
import { addDays, localDate, monthOf, monthSpan } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { BillingRunId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { payRunFromCredit } from './auto-pay.service.ts';
import { DAYS_TO_PAY } from './billing.domain.ts';
import type { IssueResult, RunException, RunInput, RunPreview } from './billing.schema.ts';
import * as store from './billing.store.ts';
import { nextChunk } from './chunk.domain.ts';
import { issueBills } from './issue.service.ts';
import { type BillDraft, type Plan, planBills, planContext, type Target } from './plan.service.ts';
import { tailTargets } from './tails.service.ts';

export const BILLING_JOB = 'billing.run';
/** Accounts of the first chunk. One chunk is one transaction; between two chunks a payment goes first. */
const FIRST_CHUNK = 100;

/** What a run would issue and whom it would leave out, with the reason. Issues nothing. */
export async function previewRun(st: Station, cmd: RunInput): Promise<RunPreview> {
  const { tails, dueOn, unfinished } = prepare(st, cmd);
  const ctx = planContext(st.db, { zone: st.zone, month: cmd.month, dueOn });
  const left = new Set(tails.map((tail) => tail.accountId));
  const preview = { accounts: left.size, bills: 0, quantityMilli: 0, amountFen: 0, priceChanges: 0 };
  const exceptions: RunException[] = [];
  await inChunks(st, { ...cmd, tails }, {}, (targets) => {
    preview.accounts += accountsOf(targets).filter((accountId) => !left.has(accountId)).length;
    for (const plan of planBills(ctx, targets)) {
      if (isDraft(plan)) {
        preview.bills++;
        preview.quantityMilli += plan.rated.quantityMilli;
        preview.amountFen += plan.rated.totalFen;
        preview.priceChanges += Number(plan.isPriceChanged);
      } else exceptions.push(toException(plan));
    }
  });
  return {
    month: cmd.month,
    service: cmd.service,
    dueOn,
    ...preview,
    exceptions,
    unfinishedRunId: unfinished?.runId ?? null,
  };
}

interface ChunkOptions {
  readonly signal?: AbortSignal;
  /** Accounts of every chunk, in place of as many as go into a short time. */
  readonly chunkSize?: number | undefined;
}

export interface IssueOptions extends ChunkOptions {
  /** In accounts. */
  onProgress?(progress: { done: number; total: number }): void;
}

interface Job {
  readonly controller: AbortController;
  readonly result: Promise<IssueResult>;
}
const jobs = new WeakMap<Station, Map<string, Job>>();

/**
 * Issues the bills of a month and service, in chunks, each one transaction. Asked for again while it runs it joins the
 * run; after an interruption it goes on where that stopped; when all is billed it adds nothing.
 */
export function issueRun(st: Station, by: Actor, cmd: RunInput, options: IssueOptions = {}): Promise<IssueResult> {
  const key = `${cmd.month} ${cmd.service}`;
  const ofStation = jobs.get(st) ?? new Map<string, Job>();
  jobs.set(st, ofStation);
  const running = ofStation.get(key);
  if (running) return running.result;
  const controller = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, controller.signal]) : controller.signal;
  const result = issue(st, by, cmd, { ...options, signal }).finally(() => ofStation.delete(key));
  ofStation.set(key, { controller, result });
  return result;
}

/** Stops a run between two chunks. What is issued stays; issuing again finishes it. */
export function cancelRun(st: Station, of: { month: string; service: string }): void {
  jobs.get(st)?.get(`${of.month} ${of.service}`)?.controller.abort();
}

async function issue(
  st: Station,
  by: Actor,
  cmd: RunInput,
  options: IssueOptions & { signal: AbortSignal },
): Promise<IssueResult> {
  const { tails, total, dueOn, unfinished } = prepare(st, cmd);
  const { signal, chunkSize } = options;
  const result = { runId: unfinished?.runId ?? null, issued: 0, amountFen: 0, exceptions: 0, isCancelled: false };
  let done = 0;
  const report = (state: 'running' | 'done' | 'cancelled' | 'failed') =>
    st.live.publish({ topic: 'progress', job: BILLING_JOB, done, total, state });
  report('running');
  try {
    await inChunks(st, { ...cmd, tails }, { signal, chunkSize }, (targets) => {
      const ctx = planContext(st.db, { zone: st.zone, month: cmd.month, dueOn });
      const plans = planBills(ctx, targets);
      const drafts = plans.filter(isDraft);
      if (drafts.length > 0) result.runId = issueChunk(st, by, { ...cmd, dueOn }, drafts, result.runId);
      result.issued += drafts.length;
      result.exceptions += plans.length - drafts.length;
      for (const draft of drafts) result.amountFen += draft.rated.totalFen;
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

function prepare(st: Station, cmd: RunInput) {
  const today = localDate(st.clock.now(), st.zone);
  if (cmd.month > monthOf(today)) throw new StationError('billing.month-in-future', { month: cmd.month });
  if (cmd.dueOn !== undefined && cmd.dueOn < today)
    throw new StationError('billing.due-date-past', { dueOn: cmd.dueOn });
  const unfinished = store.unfinishedRun(st.db, { month: cmd.month, service: cmd.service });
  const dueOn = unfinished?.dueOn ?? cmd.dueOn ?? addDays(today, DAYS_TO_PAY);
  const { month, service } = cmd;
  const tails = tailTargets(st.db, { month, service, zone: st.zone });
  const { accounts } = store.countTargets(st.db, { service, ...monthSpan(month) });
  return { tails, total: accountsOf(tails).length + accounts, dueOn, unfinished };
}

function issueChunk(
  st: Station,
  by: Actor,
  run: RunInput & { dueOn: string },
  drafts: readonly BillDraft[],
  runId: BillingRunId | null,
): BillingRunId {
  const { month, service, dueOn } = run;
  return st.write(by, { action: 'billing.issue', input: { ...run, runId, bills: drafts.length } }, (tx) => {
    const id = runId ?? store.insertRun(tx.db, { month, service, dueOn, userId: by.userId, startedAt: tx.now });
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
    tx.audit({ kind: 'billing-run', id: runId, after: { state: 'issued' } });
    tx.announce({ topic: 'billing-runs', id: runId });
  });
}

function isDraft(plan: Plan): plan is BillDraft {
  return 'rated' in plan;
}

function toException(plan: Exclude<Plan, BillDraft>): RunException {
  const { accountId, customerId, accountNo, customerName, doorNo, meterId, meterNo } = plan.candidate;
  return { accountId, customerId, accountNo, customerName, doorNo, meterId, meterNo, reason: plan.reason };
}

function accountsOf(targets: readonly Target[]): number[] {
  return [...new Set(targets.map((target) => target.accountId))];
}

/**
 * First meters that left their account, then all meters of so many accounts at a time, at batch priority. An account of
 * the month is never cut in two.
 */
async function inChunks(
  st: Station,
  { month, service, tails }: RunInput & { readonly tails: readonly Target[] },
  { signal, chunkSize }: ChunkOptions,
  work: (targets: readonly Target[]) => void,
): Promise<void> {
  let limit = chunkSize ?? FIRST_CHUNK;
  const of = { service, ...monthSpan(month) };
  function* pages(): Generator<readonly Target[]> {
    for (let at = 0; at < tails.length; ) {
      const page = tails.slice(at, at + limit);
      at += page.length;
      yield page;
    }
    for (let after = 0; ; ) {
      const page = store.targetsAfter(st.db, { ...of, after, limit }).sort(oldMeterFirst);
      const last = page.at(-1);
      if (!last) return;
      after = last.accountId;
      yield page;
    }
  }
  const chunk = (targets: readonly Target[]) => {
    const before = process.cpuUsage();
    work(targets);
    const { user, system } = process.cpuUsage(before);
    limit = chunkSize ?? nextChunk(targets.length, (user + system) / 1000);
  };
  await st.queue.chunks(pages(), chunk, signal);
}

type MonthTarget = ReturnType<typeof store.targetsAfter>[number];

function oldMeterFirst(a: MonthTarget, b: MonthTarget): number {
  if (a.accountId !== b.accountId) return a.accountId - b.accountId;
  const [from, other] = [a.fromOn ?? '', b.fromOn ?? ''];
  return from === other ? (a.assignmentId ?? 0) - (b.assignmentId ?? 0) : from < other ? -1 : 1;
}
