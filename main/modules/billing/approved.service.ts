import type { ReadDb } from '../../db/types.ts';
import { localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { formatYuan, sumFen } from '../../shared/money.ts';
import type { Station } from '../../station.types.ts';
import { stationSettings } from '../station/index.ts';
import type { RunApproval } from './approval.schema.ts';
import * as store from './approval.store.ts';
import type { RunInput } from './billing.schema.ts';
import { cohortColumns } from './cohort.domain.ts';
import { type Plan, planBills, planContext } from './plan.service.ts';
import { inChunks, isDraft, type RunScope } from './scope.service.ts';

/** The station asks that another person approves a run before it is issued. */
export function needsApproval(db: ReadDb): boolean {
  return stationSettings(db)?.runApproval ?? false;
}

export function toApproval(of: store.ApprovalRow): RunApproval {
  const { buildingsJson, decidedBy: _by, baseBills: _bills, baseFen: _fen, ...row } = of;
  return { ...row, buildings: JSON.parse(buildingsJson) as string[] };
}

/** What was submitted last for a cohort. */
export function approvalOf(db: ReadDb, cohort: RunInput): RunApproval | null {
  const row = store.newestApproval(db, cohortColumns(cohort));
  return row ? toApproval(row) : null;
}

/** What a run may issue: the approval, and for each target of the run in order the amount of its bill, undefined for none. */
export interface Approved {
  readonly approval: RunApproval;
  readonly amounts: readonly (number | undefined)[];
}

/**
 * Holds a run against what another person approved, before its first bill. A run that stopped half way is held against
 * what is left of it. Answers nothing where the station asks for no approval. Refuses 'billing.needs-approval',
 * 'billing.own-approval', 'billing.due-date-past', 'billing.approval-differs'.
 */
export async function approvedRun(
  st: Station,
  cmd: RunInput,
  scope: RunScope,
  signal: AbortSignal,
): Promise<Approved | undefined> {
  if (!needsApproval(st.db)) return undefined;
  const row = store.newestApproval(st.db, cohortColumns(cmd));
  const ctx = planContext(st.db, { zone: st.zone, month: cmd.month, dueOn: row?.dueOn ?? '' });
  const amounts: (number | undefined)[] = [];
  await inChunks(st, scope, { signal }, (targets) => {
    for (const plan of planBills(ctx, targets)) amounts.push(amountOf(plan));
  });
  const left = amounts.filter((amount) => amount !== undefined);
  // Where no bill is left there is nothing to approve: a run that stopped after its last bill is finished.
  if (left.length === 0) return undefined;
  if (row?.state !== 'approved') throw new StationError('billing.needs-approval');
  if (row.decidedBy === null || row.decidedBy === row.preparedBy) throw new StationError('billing.own-approval');
  const { dueOn } = row;
  if (!scope.unfinished && dueOn < localDate(st.clock.now(), st.zone))
    throw new StationError('billing.due-date-past', { dueOn });
  const { billCount, amountFen: issuedFen } = scope.unfinished ?? { billCount: 0, amountFen: 0 };
  const bills = left.length + billCount - row.baseBills;
  const amountFen = sumFen(left) + issuedFen - row.baseFen;
  if (bills !== row.billCount || amountFen !== row.amountFen)
    throw new StationError('billing.approval-differs', {
      bills,
      amount: formatYuan(amountFen),
      approvedBills: row.billCount,
      approved: formatYuan(row.amountFen),
    });
  return { approval: toApproval(row), amounts };
}

/** Every bill is the one that was counted when the run was held against its approval, or none of its chunk is issued. */
export function assertAsApproved(approved: Approved, from: number, plans: readonly Plan[]): void {
  for (const [i, plan] of plans.entries())
    if (approved.amounts[from + i] !== amountOf(plan)) throw new StationError('billing.changed-meanwhile');
}

function amountOf(plan: Plan): number | undefined {
  return isDraft(plan) ? plan.rated.totalFen : undefined;
}
