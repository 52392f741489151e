export { lowBalances } from './policy.service.ts';
export type { Refund } from './refund.schema.ts';
export { countRefundCopy, findRefund, refundDocument } from './refund.service.ts';
export { refundFaults } from './refund.store.ts';
