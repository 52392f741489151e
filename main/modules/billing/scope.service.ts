import { addDays, localDate, monthOf, monthSpan } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { DAYS_TO_PAY } from './billing.domain.ts';
import type { RunException, RunInput } from './billing.schema.ts';
import * as store from './billing.store.ts';
import { nextChunk } from './chunk.domain.ts';
import { cohortColumns } from './cohort.domain.ts';
import { cohortMembers, countMembers } from './cohort.service.ts';
import type { BillDraft, Plan, Target } from './plan.service.ts';
import { unfinishedRun } from './run.store.ts';
import { tailTargets } from './tails.service.ts';

/** Accounts of the first chunk. One chunk is one transaction; between two chunks a payment goes first. */
const FIRST_CHUNK = 100;

export interface ChunkOptions {
  readonly signal?: AbortSignal;
  /** Accounts of every chunk, in place of as many as go into a short time. */
  readonly chunkSize?: number | undefined;
}

export type RunScope = ReturnType<typeof scopeOf>;

/** Whom a run is for, until when they pay, and the run that stopped half way. */
export function scopeOf(st: Station, cmd: RunInput) {
  const today = localDate(st.clock.now(), st.zone);
  if (cmd.month > monthOf(today)) throw new StationError('billing.month-in-future', { month: cmd.month });
  if (cmd.dueOn !== undefined && cmd.dueOn < today)
    throw new StationError('billing.due-date-past', { dueOn: cmd.dueOn });
  const unfinished = unfinishedRun(st.db, cohortColumns(cmd));
  const dueOn = unfinished?.dueOn ?? cmd.dueOn ?? addDays(today, DAYS_TO_PAY);
  const { month, service } = cmd;
  const members = cohortMembers(st.db, cmd);
  const tails = tailTargets(st.db, { month, service, zone: st.zone }).filter(
    (tail) => members?.has(tail.accountId) ?? true,
  );
  const span = { service, ...monthSpan(month) };
  const accounts = members ? countMembers(st.db, members, span) : store.countTargets(st.db, span).accounts;
  return { span, members, tails, total: accountsOf(tails).length + accounts, dueOn, unfinished };
}

/**
 * First meters that left their account, then all meters of so many accounts at a time, at batch priority. An account of
 * the month is never cut in two; the order is the same whatever the size of the chunks.
 */
export async function inChunks(
  st: Station,
  { span, members, tails }: RunScope,
  { signal, chunkSize }: ChunkOptions,
  work: (targets: readonly Target[]) => void,
): Promise<void> {
  let limit = chunkSize ?? FIRST_CHUNK;
  function* pages(): Generator<readonly Target[]> {
    for (let at = 0; at < tails.length; ) {
      const page = tails.slice(at, at + limit);
      at += page.length;
      yield page;
    }
    for (let after = 0; ; ) {
      const page = store.targetsAfter(st.db, { ...span, after, limit }).sort(oldMeterFirst);
      const last = page.at(-1);
      if (!last) return;
      after = last.accountId;
      const own = members ? page.filter((target) => members.has(target.accountId)) : page;
      if (own.length > 0) yield own;
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

export function accountsOf(targets: readonly Target[]): number[] {
  return [...new Set(targets.map((target) => target.accountId))];
}

export function isDraft(plan: Plan): plan is BillDraft {
  return 'rated' in plan;
}

export function toException(plan: Exclude<Plan, BillDraft>): RunException {
  const { accountId, customerId, accountNo, customerName, doorNo, meterId, meterNo } = plan.candidate;
  return { accountId, customerId, accountNo, customerName, doorNo, meterId, meterNo, reason: plan.reason };
}
