import { countCopy, receipt } from '../../modules/cashier/index.ts';
import { PaymentId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import type { DocumentRequest } from '../documents.schema.ts';
import type { DocumentMaker } from '../print/maker.ts';
import type { PaperDocument } from '../print/paper.ts';
import { layoutReceipt } from './layout.ts';

function paper(st: Station, request: DocumentRequest, copyNo: number): PaperDocument {
  const size = request.size === 'receipt-80' ? 'receipt-80' : 'A5';
  return layoutReceipt({
    receipt: receipt(st.db, paymentIdOf(request)),
    copyNo,
    size,
    lang: request.lang,
    zone: st.zone,
  });
}

function paymentIdOf(request: DocumentRequest): PaymentId {
  return PaymentId.parse(request.id);
}

/** The preview shows the copy that would come out next. */
export const receiptMaker: DocumentMaker = {
  perm: 'cashier.read',
  build: (st, _by, request) => paper(st, request, receipt(st.db, paymentIdOf(request)).copies + 1),
  issue: (st, by, request, requestId) =>
    paper(st, request, countCopy(st, by, { paymentId: paymentIdOf(request), requestId })),
  opensDrawer(st, request) {
    const { method, copies, reversal } = receipt(st.db, paymentIdOf(request));
    return method === 'cash' && copies <= 1 && reversal === null;
  },
};
