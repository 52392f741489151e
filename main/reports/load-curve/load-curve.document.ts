import { loadCurve } from '../../modules/polling/index.ts';
import { StationError } from '../../shared/error-codes.ts';
import { stationHead } from '../bill/rows.ts';
import type { DocumentMaker } from '../print/maker.ts';
import { layoutLoad } from './layout.ts';

export const loadCurveMaker: DocumentMaker = {
  perm: 'readings.read',
  build(st, by, { load, lang }) {
    if (!load) throw new StationError('input.invalid', { field: 'document', reason: 'load' });
    const { stationName } = stationHead(st.db);
    const curve = loadCurve(st, load);
    const { zone } = st;
    return layoutLoad({ curve, query: load, stationName, lang, zone, printedBy: by.name, printedAt: st.clock.now() });
  },
};
