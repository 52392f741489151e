import { billDocument } from './modules/billing/index.ts';
import { paymentDocument } from './modules/cashier/index.ts';
import type { DocumentReader } from './modules/ledger/index.ts';

/** How `verify` rebuilds the frozen document behind an entry, by document kind. */
export const LEDGER_READERS: Readonly<Record<string, DocumentReader>> = {
  bill: billDocument,
  payment: paymentDocument,
};
