import { countDepositCopy, countReturnCopy, findDeposit, findReturn } from '../../modules/deposits/index.ts';
import { DepositId, DepositReturnId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import type { DocumentRequest } from '../documents.schema.ts';
import type { DocumentMaker } from '../print/maker.ts';
import { layoutDeposit, layoutDepositReturn } from './layout.ts';

const paperOf = (st: Station, request: DocumentRequest, copyNo: number) => ({
  copyNo,
  lang: request.lang,
  zone: st.zone,
});

function receiptPaper(st: Station, request: DocumentRequest, copyNo: number) {
  const size = request.size === 'receipt-80' ? 'receipt-80' : 'A5';
  return layoutDeposit(findDeposit(st.db, DepositId.parse(request.id)), { ...paperOf(st, request, copyNo), size });
}

function slipPaper(st: Station, request: DocumentRequest, copyNo: number) {
  const size = request.size === 'receipt-80' ? 'receipt-80' : 'A4';
  const given = findReturn(st.db, DepositReturnId.parse(request.id));
  return layoutDepositReturn(given, { ...paperOf(st, request, copyNo), size });
}

/** The preview shows the copy that would come out next. */
export const depositMaker: DocumentMaker = {
  perm: 'cashier.read',
  build: (st, _by, request) => receiptPaper(st, request, findDeposit(st.db, DepositId.parse(request.id)).copies + 1),
  issue: (st, by, request, requestId) =>
    receiptPaper(st, request, countDepositCopy(st, by, { depositId: DepositId.parse(request.id), requestId })),
};

export const depositReturnMaker: DocumentMaker = {
  perm: 'cashier.read',
  build: (st, _by, request) => slipPaper(st, request, findReturn(st.db, DepositReturnId.parse(request.id)).copies + 1),
  issue: (st, by, request, requestId) =>
    slipPaper(st, request, countReturnCopy(st, by, { returnId: DepositReturnId.parse(request.id), requestId })),
};
