import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
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
import { ApplyCorrection, CorrectionPreview, CorrectionResult, PreviewCorrection } from './correction.schema.ts';
import { applyCorrection, previewCorrection } from './correction.service.ts';
import * as runs from './run.service.ts';

const reading = procedure.meta({ perm: 'billing.read' });
const running = procedure.meta({ perm: 'billing.run' });
const correcting = procedure.meta({ perm: 'billing.correct' });

export const billingRouter = router({
  preview: running
    .input(RunInput)
    .output(RunPreview)
    .query(({ ctx, input }) => runs.previewRun(ctx.station, input)),
  issue: running
    .input(RunInput)
    .output(IssueResult)
    .mutation(({ ctx, input }) => runs.issueRun(ctx.station, ctx.actor, input)),
  cancelIssue: running
    .input(RunInput)
    .output(z.void())
    .mutation(({ ctx, input }) => runs.cancelRun(ctx.station, input)),
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
