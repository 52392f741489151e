export type { PaymentMethod, Receipt, RecordedMethod, TakePayment } from './cashier.schema.ts';
export { takePayment, tillCustomer } from './cashier.service.ts';
export { countCopy, paymentDocument, receipt } from './receipt.service.ts';
export { settlementFaults } from './settlement.store.ts';
