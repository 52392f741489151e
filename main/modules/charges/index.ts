export { adjustmentDocument } from './adjustment.service.ts';
export type { BillLateFee, LateFeeOrder } from './charges.schema.ts';
export { chargeLateFee, lateFeeOrder, lateFeesOf, reverseLateFees, tieLateFees } from './late-fee.service.ts';
