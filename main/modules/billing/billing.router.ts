import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { DecideRun, RunApproval, SubmitRun } from './approval.schema.ts';
import { decideRun, openApprovals, submitRun } from './approval.service.ts';
import {
  Bill,
  BillingRun,
  BillPage,
  BillSummary,
  BillsOfAccount,
  BillsQuery,
  FindBill,
  IssueResult,
  OpenBill,
  OpenBillsQuery,
  RunInput,
  RunPreview,
} from './billing.schema.ts';
import * as bills from './bills.service.ts';
import { CancellationPreview, CancelResult, CancelRun, PreviewCancellation } from './cancel.schema.ts';
import { cancelRun, previewCancellation, stopCancelling } from './cancel.service.ts';
import { ApplyCorrection, CorrectionPreview, CorrectionResult, PreviewCorrection } from './correction.schema.ts';
import { applyCorrection, previewCorrection } from './correction.service.ts';
import { previewRun, stopPreview } from './preview.service.ts';
import { issueRun, stopRun } from './run.service.ts';

const reading = procedure.meta({ perm: 'billing.read' });
const running = procedure.meta({ perm: 'billing.run' });
const cancelling = procedure.meta({ perm: 'billing.cancel' });
const correcting = procedure.meta({ perm: 'billing.correct' });

export const billingRouter = router({
  preview: running
    .input(RunInput)
    .output(RunPreview)
    .query(({ ctx, input }) => previewRun(ctx.station, input)),
  stopPreview: running
    .input(RunInput)
    .output(z.void())
    .mutation(({ ctx, input }) => stopPreview(ctx.station, input)),
  submitRun: running
    .input(SubmitRun)
    .output(RunApproval)
    .mutation(({ ctx, input }) => submitRun(ctx.station, ctx.actor, input)),
  decideRun: procedure
    .meta({ perm: 'billing.approve' })
    .input(DecideRun)
    .output(RunApproval)
    .mutation(({ ctx, input }) => decideRun(ctx.station, ctx.actor, input)),
  approvals: reading.output(z.array(RunApproval)).query(({ ctx }) => openApprovals(ctx.station.db)),
  previewCancellation: cancelling
    .input(PreviewCancellation)
    .output(CancellationPreview)
    .query(({ ctx, input }) => previewCancellation(ctx.station.db, input.runId)),
  cancelRun: cancelling
    .input(CancelRun)
    .output(CancelResult)
    .mutation(({ ctx, input }) => cancelRun(ctx.station, ctx.actor, input)),
  stopCancelling: cancelling
    .input(PreviewCancellation)
    .output(z.void())
    .mutation(({ ctx, input }) => stopCancelling(ctx.station, input.runId)),
  issue: running
    .input(RunInput)
    .output(IssueResult)
    .mutation(({ ctx, input }) => issueRun(ctx.station, ctx.actor, input)),
  cancelIssue: running
    .input(RunInput)
    .output(z.void())
    .mutation(({ ctx, input }) => stopRun(ctx.station, input)),
  runs: reading.output(z.array(BillingRun)).query(({ ctx }) => bills.listRuns(ctx.station.db)),
  bills: reading
    .input(BillsQuery)
    .output(BillPage)
    .query(({ ctx, input }) => bills.listBills(ctx.station, input)),
  bill: reading
    .input(FindBill)
    .output(Bill)
    .query(({ ctx, input }) => bills.findBill(ctx.station.db, input.billId)),
  ofAccount: reading
    .input(BillsOfAccount)
    .output(z.array(BillSummary))
    .query(({ ctx, input }) => bills.billsOfAccount(ctx.station.db, input.accountId)),
  open: reading
    .input(OpenBillsQuery)
    .output(z.array(OpenBill))
    .query(({ ctx, input }) => bills.openBills(ctx.station.db, input)),
  previewCorrection: correcting
    .input(PreviewCorrection)
    .output(CorrectionPreview)
    .query(({ ctx, input }) => previewCorrection(ctx.station, input)),
  correct: correcting
    .input(ApplyCorrection)
    .output(CorrectionResult)
    .mutation(({ ctx, input }) => applyCorrection(ctx.station, ctx.actor, input)),
});
