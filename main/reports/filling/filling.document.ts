import type { Actor } from '../../db/writer.ts';
import {
  dueCylinders,
  type Filling,
  fillingSummary,
  listFillings,
  listRefusals,
  type RefusalRow,
} from '../../modules/cylinders/index.ts';
import { stationSettings } from '../../modules/station/index.ts';
import { localDate, localDateTime } from '../../shared/dates.ts';
import type { Station } from '../../station.types.ts';
import type { DocumentRequest } from '../documents.schema.ts';
import type { DocumentMaker } from '../print/maker.ts';
import { commonWords } from '../words.ts';
import { layoutDueCylinders, layoutFillingDay } from './layout.ts';

const PAGE_SIZE = 500;

function sheet(st: Station, by: Actor, { lang }: DocumentRequest) {
  const printed = commonWords(lang).printedBy(by.name, localDateTime(st.clock.now(), st.zone));
  return { stationName: stationSettings(st.db)?.name ?? '', lang, zone: st.zone, printed };
}

/** Every page of a list, oldest first: paper leaves nothing out. */
function whole<T>(load: (page: number) => { items: T[]; total: number }): T[] {
  const rows: T[] = [];
  for (let page = 1; ; page++) {
    const { items, total } = load(page);
    rows.push(...items);
    if (items.length === 0 || rows.length >= total) return rows.reverse();
  }
}

/** Fillings and refusals of one day; today when none is named. */
export const fillingDayMaker: DocumentMaker = {
  perm: 'cylinders.read',
  build(st, by, request) {
    const date = request.date ?? localDate(st.clock.now(), st.zone);
    const period = { from: date, to: date };
    return layoutFillingDay({
      ...sheet(st, by, request),
      date,
      fillings: whole<Filling>((page) => listFillings(st.db, { ...period, page, pageSize: PAGE_SIZE })),
      refusals: whole<RefusalRow>((page) => listRefusals(st.db, { ...period, page, pageSize: PAGE_SIZE })),
      summary: fillingSummary(st.db, period),
    });
  },
};

export const dueCylindersMaker: DocumentMaker = {
  perm: 'cylinders.read',
  build(st, by, request) {
    const date = localDate(st.clock.now(), st.zone);
    return layoutDueCylinders({ ...sheet(st, by, request), date, due: dueCylinders(st.db, date) });
  },
};
