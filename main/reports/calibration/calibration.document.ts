import { CALIBRATION_SHOWS } from '../../modules/accuracy/accuracy.schema.ts';
import { stationSettings } from '../../modules/station/index.ts';
import { localDate, localDateTime } from '../../shared/dates.ts';
import type { DocumentMaker } from '../print/maker.ts';
import { commonWords } from '../words.ts';
import { cellsOf, wholeCalibration } from './rows.ts';
import { calibrationWords } from './words.ts';

const WIDTHS = [12, 14, 9, 7, 12, 9, 10, 12, 15];

/** The worklist on paper, for whoever takes the meters down. `id` is the place of the list: overdue, soon, undated, all. */
export const calibrationMaker: DocumentMaker = {
  perm: 'meters.read',
  build(st, by, { id = 1, service, lang }) {
    const show = CALIBRATION_SHOWS[id - 1] ?? 'overdue';
    const words = calibrationWords(lang);
    const metered = service === 'property' ? undefined : service;
    const rows = wholeCalibration(st, { show, days: 90, text: '', ...(metered && { service: metered }) });
    const on = localDate(st.clock.now(), st.zone);
    return {
      lang,
      size: 'A4',
      title: words.titles[show],
      station: stationSettings(st.db)?.name ?? '',
      subtitle: `${words.on(on)} ${words.count(rows.length)}`,
      blocks: [
        rows.length === 0
          ? { kind: 'text', text: words.none }
          : {
              kind: 'table',
              columns: words.heads.map((title, i) => ({ title, width: WIDTHS[i] ?? 10 })),
              rows: rows.map((row) => cellsOf(row, words)),
            },
      ],
      foot: [commonWords(lang).printedBy(by.name, localDateTime(st.clock.now(), st.zone))],
      fileName: `${words.titles[show]} ${on}`,
    };
  },
};
