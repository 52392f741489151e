import { requireShare } from '../../modules/sharing/index.ts';
import { stationSettings } from '../../modules/station/index.ts';
import { localDate, localDateTime } from '../../shared/dates.ts';
import type { DocumentMaker } from '../print/maker.ts';
import { commonWords } from '../words.ts';
import { layoutSharingProof } from './layout.ts';

/** From what was frozen on the day: a later bill or reading does not change what hangs on the board. */
export const sharingProofMaker: DocumentMaker = {
  perm: 'sharing.read',
  build(st, by, request) {
    const share = requireShare(st.db, request.id ?? 0);
    const settings = stationSettings(st.db);
    return layoutSharingProof({
      share,
      stationName: settings?.name ?? '',
      stationPhone: settings?.phone ?? '',
      lang: request.lang,
      issuedOn: localDate(share.issuedAt, st.zone),
      printed: commonWords(request.lang).printedBy(by.name, localDateTime(st.clock.now(), st.zone)),
    });
  },
};
