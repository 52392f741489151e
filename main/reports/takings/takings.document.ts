import { localDate, localDateTime } from '../../shared/dates.ts';
import type { DocumentMaker } from '../print/maker.ts';
import { layoutTakings } from './layout.ts';
import { takingsOf } from './rows.ts';

export const takingsMaker: DocumentMaker = {
  perm: 'cashier.read',
  build(st, by, request) {
    const now = st.clock.now();
    const today = localDate(now, st.zone);
    const takings = takingsOf(st.db, request.date ?? today, today);
    return layoutTakings({ takings, lang: request.lang, printedBy: by.name, printedAt: localDateTime(now, st.zone) });
  },
};
