import type { DocumentKind } from './documents.schema.ts';
import type { DocumentMaker } from './print/maker.ts';
import { receiptMaker } from './receipt/receipt.document.ts';

/** Everything printable, one line a kind. */
export const DOCUMENTS: Readonly<Record<DocumentKind, DocumentMaker>> = {
  receipt: receiptMaker,
};
