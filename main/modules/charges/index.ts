export { adjustmentDocument } from './adjustment.service.ts';
export type { BillLateFee, LateFeeOrder } from './charges.schema.ts';
export { lateFeeReturns } from './fee-return.service.ts';
export { chargeLateFee, lateFeeOrder, lateFeesOf, reverseLateFees, tieLateFees } from './late-fee.service.ts';
export { postLateFees, previewLateFees } from './post.service.ts';
export { billCharges } from './waiver.service.ts';
