import type { Actor } from '../../db/writer.ts';
import { hazardFile, photoContent, recordNotice } from '../../modules/safety/index.ts';
import { stationSettings } from '../../modules/station/index.ts';
import { localDateTime } from '../../shared/dates.ts';
import { HazardId, PhotoId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import type { DocumentRequest } from '../documents.schema.ts';
import type { DocumentMaker } from '../print/maker.ts';
import type { PaperDocument } from '../print/paper.ts';
import { commonWords } from '../words.ts';
import { layoutHazardNotice } from './layout.ts';

function paper(st: Station, by: Actor, request: DocumentRequest): PaperDocument {
  const file = hazardFile(st, HazardId.parse(request.id));
  const settings = stationSettings(st.db);
  const photoId = file.events.find((event) => event.kind === 'found')?.photoId ?? null;
  return layoutHazardNotice({
    file,
    stationName: settings?.name ?? '',
    stationPhone: settings?.phone ?? '',
    stationAddress: settings?.address ?? '',
    photoUrl: photoId === null ? null : photoUrl(st, photoId),
    lang: request.lang,
    printed: commonWords(request.lang).printedBy(by.name, localDateTime(st.clock.now(), st.zone)),
  });
}

function photoUrl(st: Station, photoId: number): string {
  const { mimeType, base64 } = photoContent(st.db, PhotoId.parse(photoId));
  return `data:${mimeType};base64,${base64}`;
}

/** Each notice that goes out is an event in the hazard's history. */
export const hazardNoticeMaker: DocumentMaker = {
  perm: 'safety.read',
  build: paper,
  issue(st, by, request, requestId) {
    recordNotice(st, by, { hazardId: HazardId.parse(request.id), requestId });
    return paper(st, by, request);
  },
};
