import { countRefundCopy, findRefund } from '../../modules/credit/index.ts';
import { RefundId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import type { DocumentRequest } from '../documents.schema.ts';
import type { DocumentMaker } from '../print/maker.ts';
import type { PaperDocument } from '../print/paper.ts';
import { layoutRefund } from './layout.ts';

function paper(st: Station, request: DocumentRequest, copyNo: number): PaperDocument {
  const size = request.size === 'receipt-80' ? 'receipt-80' : 'A4';
  return layoutRefund({ refund: findRefund(st.db, idOf(request)), copyNo, size, lang: request.lang, zone: st.zone });
}

function idOf(request: DocumentRequest): RefundId {
  return RefundId.parse(request.id);
}

/** The preview shows the copy that would come out next. */
export const refundMaker: DocumentMaker = {
  perm: 'cashier.read',
  build: (st, _by, request) => paper(st, request, findRefund(st.db, idOf(request)).copies + 1),
  issue: (st, by, request, requestId) =>
    paper(st, request, countRefundCopy(st, by, { refundId: idOf(request), requestId })),
};
