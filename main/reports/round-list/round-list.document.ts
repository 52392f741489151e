import { roundSheet } from '../../modules/rounds/index.ts';
import { stationSettings } from '../../modules/station/index.ts';
import { localDateTime } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { formatMilli } from '../../shared/quantity.ts';
import type { DocumentMaker } from '../print/maker.ts';
import { commonWords } from '../words.ts';
import { roundWords } from './words.ts';

const WIDTHS = { position: 7, door: 16, meter: 19, register: 9, last: 14, now: 17, note: 18 };

/** A round for whoever walks it with pen and paper: a line a register, in walking order. */
export const roundListMaker: DocumentMaker = {
  perm: 'readings.read',
  build(st, by, { id, lang }) {
    if (id === undefined) throw new StationError('record.not-found', { kind: 'round', id: 0 });
    const round = roundSheet(st, id);
    const words = roundWords(lang);
    const { heads } = words;
    const rows = round.stops.flatMap((stop) =>
      stop.registers.map(({ key, lastMilli }, i) => {
        const isFirst = i === 0;
        const where = [stop.location, stop.sealNo && words.seal(stop.sealNo)].filter(Boolean).join(' ');
        return {
          position: isFirst ? String(stop.position) : '',
          door: isFirst ? stop.doorNo : '',
          meter: isFirst ? stop.meterNo : '',
          register: key === 'totalMilli' ? words.services[stop.service] : words.registers[key],
          last: lastMilli === null ? '' : formatMilli(lastMilli, stop.decimals),
          now: '',
          note: isFirst ? where : '',
        };
      }),
    );
    const keys = (['position', 'door', 'meter', 'register', 'last', 'now', 'note'] as const).filter(
      (key) => key !== 'last' || round.showsLast,
    );
    return {
      lang,
      size: 'A4',
      title: words.title,
      station: stationSettings(st.db)?.name ?? '',
      subtitle: `${round.name}　${words.head(round)}`,
      blocks: [
        { kind: 'text', text: words.how, isSmall: true },
        {
          kind: 'table',
          isWrittenOn: true,
          columns: keys.map((key) => ({
            title: heads[key],
            width: WIDTHS[key],
            ...((key === 'position' || key === 'last') && { align: 'end' as const }),
          })),
          rows: rows.map((row) => keys.map((key) => row[key])),
        },
        { kind: 'signatures', labels: words.signatures },
      ],
      foot: [commonWords(lang).printedBy(by.name, localDateTime(st.clock.now(), st.zone))],
      fileName: `${words.title} ${round.name}`,
    };
  },
};
