import { slipOf } from '../../modules/billing/index.ts';
import { localDateTime } from '../../shared/dates.ts';
import { BillId } from '../../shared/ids.ts';
import { stationHead } from '../bill/rows.ts';
import type { DocumentMaker } from '../print/maker.ts';
import { layoutSlip } from './layout.ts';

export const whyHighMaker: DocumentMaker = {
  perm: 'billing.read',
  build: (st, by, request) =>
    layoutSlip({
      ...stationHead(st.db),
      slip: slipOf(st.db, BillId.parse(request.id)),
      size: request.size === 'A4' ? 'A4' : 'A5',
      lang: request.lang,
      printedBy: by.name,
      printedAt: localDateTime(st.clock.now(), st.zone),
    }),
};
