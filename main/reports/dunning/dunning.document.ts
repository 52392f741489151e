import type { Actor } from '../../db/writer.ts';
import { batchSheets, type NoticeSheet, stepSheet } from '../../modules/dunning/index.ts';
import { stationSettings } from '../../modules/station/index.ts';
import { localDateTime } from '../../shared/dates.ts';
import { DunningBatchId, DunningStepId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import type { DocumentRequest } from '../documents.schema.ts';
import type { DocumentMaker } from '../print/maker.ts';
import type { PaperDocument } from '../print/paper.ts';
import { commonWords } from '../words.ts';
import { layoutNotices } from './layout.ts';

function paper(st: Station, by: Actor, of: { request: DocumentRequest; sheets: NoticeSheet[] }): PaperDocument {
  const { lang } = of.request;
  const settings = stationSettings(st.db);
  return layoutNotices({
    sheets: of.sheets,
    station: { name: settings?.name ?? '', phone: settings?.phone ?? '', address: settings?.address ?? '' },
    lang,
    printed: commonWords(lang).printedBy(by.name, localDateTime(st.clock.now(), st.zone)),
  });
}

/** Everything taken in one go, as one file. What it says was frozen with the steps: a later print says the same. */
export const batchNoticesMaker: DocumentMaker = {
  perm: 'dunning.read',
  build: (st, by, request) => paper(st, by, { request, sheets: batchSheets(st.db, DunningBatchId.parse(request.id)) }),
};

export const stepNoticeMaker: DocumentMaker = {
  perm: 'dunning.read',
  build: (st, by, request) => paper(st, by, { request, sheets: [stepSheet(st.db, DunningStepId.parse(request.id))] }),
};
