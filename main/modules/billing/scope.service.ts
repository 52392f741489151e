import { addDays, localDate, monthOf, monthSpan } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { DAYS_TO_PAY } from './billing.domain.ts';
import type { RunException, RunInput } from './billing.schema.ts';
import { targetsOf } from './billing.store.ts';
import { cohortColumns } from './cohort.domain.ts';
import { cohortFilter } from './cohort.service.ts';
import type { BillDraft, Plan, Target } from './plan.service.ts';
import { unfinishedRun } from './run.store.ts';
import { tailTargets } from './tails.service.ts';

/**
 * One chunk is one transaction; between two chunks a payment goes first. Larger ones save a few waits for the disk, but
 * a payment waits longer and what a chunk makes outlives the young part of the heap.
 */
export const CHUNK = 100;

/** Whom a run is for, until when they pay, and the run that stopped half way. */
export function scopeOf(st: Station, cmd: RunInput) {
  const today = localDate(st.clock.now(), st.zone);
  if (cmd.month > monthOf(today)) throw new StationError('billing.month-in-future', { month: cmd.month });
  if (cmd.dueOn !== undefined && cmd.dueOn < today)
    throw new StationError('billing.due-date-past', { dueOn: cmd.dueOn });
  const unfinished = unfinishedRun(st.db, cohortColumns(cmd));
  const dueOn = unfinished?.dueOn ?? cmd.dueOn ?? addDays(today, DAYS_TO_PAY);
  const isMember = cohortFilter(st.db, cmd);
  const { month, service } = cmd;
  const tails = tailTargets(st.db, { month, service, zone: st.zone });
  const everybody = [...tails, ...targetsOf(st.db, { service, ...monthSpan(month) })];
  return { targets: everybody.filter((target) => isMember(target.accountId)), dueOn, unfinished };
}

export function isDraft(plan: Plan): plan is BillDraft {
  return 'rated' in plan;
}

export function toException(plan: Exclude<Plan, BillDraft>): RunException {
  const { accountId, accountNo, customerName, doorNo, meterId, meterNo } = plan.candidate;
  return { accountId, accountNo, customerName, doorNo, meterId, meterNo, reason: plan.reason };
}

export function* chunksOf<T extends Target>(targets: readonly T[], size: number): Generator<readonly T[]> {
  for (let i = 0; i < targets.length; i += size) yield targets.slice(i, i + size);
}
