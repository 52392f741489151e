export { turnsAlong } from './billing.domain.ts';
export type {
  Bill,
  BillExplanation,
  BillLine,
  BillSummary,
  IssueResult,
  OpenBill,
  RunPreview,
} from './billing.schema.ts';
export { RunInput } from './billing.schema.ts';
export { billDocument, billsOfAccount, findBill, markPaid, openBills } from './bills.service.ts';
export { correctionDocument } from './reissue.service.ts';
export { issueRun, previewRun } from './run.service.ts';
export { takeBack } from './transfer.service.ts';
