import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { RequestId, RunApprovalId } from '../../shared/ids.ts';
import { CohortInput, StoredCohort } from './cohort.schema.ts';

const FenAmount = z.number().int().min(0).max(1_000_000_000_000);

/** Asks another person to approve what the preview showed: refused when it shows something else by now. */
export const SubmitRun = CohortInput.extend({
  dueOn: z.string().refine(isLocalDate).optional(),
  expectedBills: z.number().int().min(1),
  expectedAmountFen: FenAmount,
  note: z.string().trim().max(200).default(''),
  requestId: RequestId,
});
export type SubmitRun = z.infer<typeof SubmitRun>;

export const DecideRun = z.strictObject({
  approvalId: RunApprovalId,
  decision: z.enum(['approve', 'return']),
  /** Why it goes back. */
  reason: z.string().trim().max(200).default(''),
  requestId: RequestId,
});
export type DecideRun = z.infer<typeof DecideRun>;

/** A preview as it was submitted; its totals are frozen. */
export const RunApproval = StoredCohort.extend({
  approvalId: RunApprovalId,
  dueOn: z.string(),
  billCount: z.number(),
  quantityMilli: z.number(),
  amountFen: z.number(),
  exceptionCount: z.number(),
  note: z.string(),
  preparedBy: z.number().nullable(),
  preparedName: z.string(),
  preparedAt: z.number(),
  /** replaced: submitted again · used: its run is finished. */
  state: z.enum(['waiting', 'approved', 'returned', 'replaced', 'used']),
  decidedName: z.string(),
  decidedAt: z.number().nullable(),
  reason: z.string(),
});
export type RunApproval = z.infer<typeof RunApproval>;
