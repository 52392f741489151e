import { findBill } from '../../modules/billing/index.ts';
import { billCharges } from '../../modules/charges/index.ts';
import { localDateTime } from '../../shared/dates.ts';
import { BillId } from '../../shared/ids.ts';
import type { DocumentMaker } from '../print/maker.ts';
import { layoutCharge } from './charge-layout.ts';
import { layoutBill } from './layout.ts';
import { stationHead, usageHistory } from './rows.ts';

export const billMaker: DocumentMaker = {
  perm: 'billing.read',
  build: (st, by, request) => {
    const bill = findBill(st.db, BillId.parse(request.id));
    const paper = {
      ...stationHead(st.db),
      lang: request.lang,
      zone: st.zone,
      printedBy: by.name,
      printedAt: localDateTime(st.clock.now(), st.zone),
    };
    return bill.kind === 'usage'
      ? layoutBill({
          ...paper,
          bill,
          history: usageHistory(st.db, bill),
          lateFee: billCharges(st, bill.billId).lateFee,
        })
      : layoutCharge({ ...paper, bill });
  },
};
