export { PAYMENT_METHODS, type PaymentMethod, Receipt, type RecordedMethod, TakePayment } from './cashier.schema.ts';
export { takePayment, tillCustomer } from './cashier.service.ts';
export { countCopy, paymentDocument, receipt } from './receipt.service.ts';
export { reversePayment } from './reversal.service.ts';
