import type { HazardFile } from '../../modules/safety/index.ts';
import type { PaperBlock, PaperDocument, PaperLang } from '../print/paper.ts';
import { noticeWords } from './words.ts';

export interface HazardNotice {
  readonly file: HazardFile;
  readonly stationName: string;
  readonly stationPhone: string;
  readonly stationAddress: string;
  /** The photo taken when it was found, as a data: address. */
  readonly photoUrl: string | null;
  readonly lang: PaperLang;
  /** "printed by … at …" */
  readonly printed: string;
}

/** 隐患整改通知书: what was found, until when, what happens otherwise, and where to sign. */
export function layoutHazardNotice(notice: HazardNotice): PaperDocument {
  const { hazard, events } = notice.file;
  const words = noticeWords(notice.lang);
  const found = events.find((event) => event.kind === 'found');
  const demand = hazard.grade === 'serious' ? words.demandSerious(hazard.dueOn) : words.demandGeneral(hazard.dueOn);
  const photo: PaperBlock[] = notice.photoUrl
    ? [{ kind: 'image', dataUrl: notice.photoUrl, caption: words.photo }]
    : [];
  return {
    lang: notice.lang,
    size: 'A4',
    title: words.title,
    station: notice.stationName,
    subtitle: `${words.no} ${hazard.hazardNo}`,
    blocks: [
      { kind: 'text', text: words.to(hazard.responsible) },
      { kind: 'text', text: words.opening(notice.stationName, hazard.foundOn, hazard.place) },
      {
        kind: 'fields',
        columns: 2,
        items: [
          { label: words.fields.place, value: hazard.place },
          { label: words.fields.grade, value: words.grades[hazard.grade] },
          { label: words.fields.foundOn, value: hazard.foundOn },
          { label: words.fields.dueOn, value: hazard.dueOn },
          { label: words.fields.responsible, value: hazard.responsible },
          { label: words.fields.inspector, value: found?.userName ?? '' },
        ],
      },
      { kind: 'heading', text: words.faultHeading },
      { kind: 'text', text: [hazard.description, found?.note].filter(Boolean).join('\n') },
      ...photo,
      { kind: 'heading', text: words.demandHeading },
      { kind: 'text', text: demand },
      { kind: 'text', text: words.askRecheck(notice.stationPhone) },
      { kind: 'signatures', labels: words.signatures },
      { kind: 'text', text: words.copies, isSmall: true },
    ],
    foot: [notice.stationAddress, notice.printed].filter(Boolean),
    fileName: `${words.title} ${hazard.hazardNo}`,
  };
}
