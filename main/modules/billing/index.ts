export { autoPaymentDocument } from './auto-pay.service.ts';
export { DAYS_TO_PAY, turnsAlong } from './billing.domain.ts';
export type {
  Bill,
  BillExplanation,
  BillLine,
  BillSummary,
  ChargeBill,
  IssueResult,
  OpenBill,
  RunPreview,
  UsageBill,
} from './billing.schema.ts';
export { RunInput } from './billing.schema.ts';
export { billDocument, billsOfAccount, findBill, markPaid, openBills } from './bills.service.ts';
export { billCancellationDocument, cancelRun } from './cancel.service.ts';
export type { LateFeeReason, MeterFaultReason } from './charge.schema.ts';
export {
  type ChargeLine,
  type IssuedCharge,
  issueCharge,
  issueCharges,
  type NewCharge,
  reverseCharge,
} from './charge.service.ts';
export { changeOf, isMover } from './comparison.domain.ts';
export { MoverRule } from './comparison.schema.ts';
export { CorrectionPreview, CorrectionResult } from './correction.schema.ts';
export { correctReading } from './correction.service.ts';
export { joinJob, reportJob, stopJob } from './jobs.service.ts';
export { nextMonth, outlook } from './outlook.service.ts';
export { type PastUsage, pastUsage, rateUnder } from './past-usage.service.ts';
export { previewRun } from './preview.service.ts';
export { rebill } from './rebill.service.ts';
export { correctionDocument } from './reissue.service.ts';
export { type Requantified, requantify, settledShares } from './requantify.service.ts';
export { issueRun } from './run.service.ts';
export { SLIP_PARTS } from './slip.domain.ts';
export type { Slip, SlipComparison, SlipMonth, SlipPart } from './slip.schema.ts';
export { slipOf } from './slip.service.ts';
export { takeBack } from './transfer.service.ts';
