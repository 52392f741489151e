import { localDateTime } from '../../shared/dates.ts';
import { BillId } from '../../shared/ids.ts';
import type { DocumentMaker } from '../print/maker.ts';
import { layoutBill } from './layout.ts';
import { billPaperRows } from './rows.ts';

export const billMaker: DocumentMaker = {
  perm: 'billing.read',
  build: (st, by, request) =>
    layoutBill({
      ...billPaperRows(st.db, BillId.parse(request.id)),
      lang: request.lang,
      zone: st.zone,
      printedBy: by.name,
      printedAt: localDateTime(st.clock.now(), st.zone),
    }),
};
