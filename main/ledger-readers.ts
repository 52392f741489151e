import {
  autoPaymentDocument,
  billCancellationDocument,
  billDocument,
  correctionDocument,
} from './modules/billing/index.ts';
import { paymentDocument, settlementFaults } from './modules/cashier/index.ts';
import { adjustmentDocument } from './modules/charges/index.ts';
import { clearingFaults, settlementDocument } from './modules/clearing/index.ts';
import { refundDocument, refundFaults } from './modules/credit/index.ts';
import { depositDocument, depositFaults, depositReturnDocument } from './modules/deposits/index.ts';
import { type BookCheck, type DocumentReader, periodFaults } from './modules/ledger/index.ts';
import { meterFaultDocument, meterFaultFaults } from './modules/meterwork/index.ts';

/** How `verify` rebuilds the frozen document behind an entry, by document kind. */
export const LEDGER_READERS: Readonly<Record<string, DocumentReader>> = {
  bill: billDocument,
  payment: paymentDocument,
  correction: correctionDocument,
  adjustment: adjustmentDocument,
  refund: refundDocument,
  deposit: depositDocument,
  'deposit-return': depositReturnDocument,
  settlement: settlementDocument,
  'auto-pay': autoPaymentDocument,
  'meter-fault': meterFaultDocument,
  'bill-cancellation': billCancellationDocument,
};

/** What may still happen to a document is outside of its hash; these hold it against the entries. */
export const LEDGER_CHECKS: readonly BookCheck[] = [
  settlementFaults,
  refundFaults,
  depositFaults,
  clearingFaults,
  periodFaults,
  meterFaultFaults,
];
