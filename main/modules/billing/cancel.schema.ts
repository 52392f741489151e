import { z } from 'zod';
import { BillId, BillingRunId, RequestId } from '../../shared/ids.ts';

export const PreviewCancellation = z.strictObject({ runId: BillingRunId });

/**
 * A bill that has to be dealt with first. later: a usage bill counts on from one of the run · late-fee: it was charged on
 * one · adjusted: one of the run itself has a discount or was written off.
 */
export const CancelObstacle = z.object({
  kind: z.enum(['later', 'late-fee', 'adjusted']),
  billId: BillId,
  billNo: z.string(),
  month: z.string(),
  accountNo: z.string(),
  customerName: z.string(),
  doorNo: z.string(),
});
export type CancelObstacle = z.infer<typeof CancelObstacle>;

/** What cancelling a run would reverse: the bills of it that stand, corrected ones as they are now. */
export const CancellationPreview = z.object({
  bills: z.number(),
  amountFen: z.number(),
  paidBills: z.number(),
  paidFen: z.number(),
  /** Bills that were issued again after a correction, and now stand in place of those of the run. */
  correctedBills: z.number(),
  obstacles: z.array(CancelObstacle),
  obstacleCount: z.number(),
  /** What a cancellation that stopped half way began with: its total is typed again to go on. */
  begun: z.object({ reason: z.string(), bills: z.number(), amountFen: z.number() }).nullable(),
});
export type CancellationPreview = z.infer<typeof CancellationPreview>;

export const CancelRun = z.strictObject({
  runId: BillingRunId,
  reason: z.string().trim().min(2).max(200),
  /** The total as the person typed it: of the bills that stand, or of what the cancellation began with. */
  expectedAmountFen: z.number().int().min(0).max(1_000_000_000_000),
  /** refuse: nothing is cancelled while money is on a bill · credit: it becomes credit of its account. */
  money: z.enum(['refuse', 'credit']),
  requestId: RequestId,
});
export type CancelRun = z.infer<typeof CancelRun>;

export const CancelResult = z.object({
  cancelled: z.number(),
  amountFen: z.number(),
  creditFen: z.number(),
  /** Stopped between two chunks; going on finishes it. */
  isStopped: z.boolean(),
});
export type CancelResult = z.infer<typeof CancelResult>;
