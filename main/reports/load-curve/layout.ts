import type { LoadCurve, LoadQuery } from '../../modules/polling/load.schema.ts';
import { localDateTime } from '../../shared/dates.ts';
import { formatMilli } from '../../shared/quantity.ts';
import type { PaperDocument, PaperLang } from '../print/paper.ts';
import { commonWords } from '../words.ts';
import { chartSvg } from './chart.ts';
import { loadWords } from './words.ts';

export interface LoadPaper {
  readonly curve: LoadCurve;
  readonly query: LoadQuery;
  readonly stationName: string;
  readonly lang: PaperLang;
  readonly zone: string;
  readonly printedBy: string;
  readonly printedAt: number;
}

export function unitsOf(service: LoadCurve['service']): { power: string; energy: string } {
  return service === 'electricity' ? { power: 'kW', energy: 'kWh' } : { power: 'm³/h', energy: 'm³' };
}

/** The curve in grey, its highest demand, and its hours or days, on one sheet. */
export function layoutLoad(paper: LoadPaper): PaperDocument {
  const { curve, query, lang, zone } = paper;
  const words = loadWords(lang);
  const unit = unitsOf(curve.service);
  const moment = (at: number | null) => (at === null ? '—' : localDateTime(at, zone).slice(5, 16));
  const power = (milli: number | null | undefined) => (milli == null ? '—' : formatMilli(milli, 2));
  const svg = Buffer.from(chartSvg(curve, zone)).toString('base64');
  const facts = [
    { label: words.total, value: `${formatMilli(curve.energyMilli, 2)} ${unit.energy}` },
    {
      label: words.maximum,
      value: curve.max ? `${power(curve.max.powerMilli)} ${unit.power} · ${moment(curve.max.at)}` : '—',
    },
    ...(curve.register
      ? [
          {
            label: words.register,
            value: `${power(curve.register.powerMilli)} ${unit.power} · ${moment(curve.register.at)}`,
          },
        ]
      : []),
    ...(curve.limitMilli === null ? [] : [{ label: words.limit, value: `${power(curve.limitMilli)} ${unit.power}` }]),
  ];
  const period = curve.from === curve.to ? curve.from : `${curve.from} ~ ${curve.to}`;
  const subject = words.of[query.of.kind](curve.name);
  return {
    lang,
    size: 'A4',
    title: words.title,
    station: paper.stationName,
    subtitle: `${subject}  ${period}`,
    blocks: [
      { kind: 'fields', columns: 2, items: facts },
      curve.max === null
        ? { kind: 'text', text: words.none }
        : { kind: 'image', dataUrl: `data:image/svg+xml;base64,${svg}`, caption: words.chart(unit.power) },
      {
        kind: 'table',
        columns: [
          { title: words.when(query.span) },
          { title: words.energy(unit.energy), align: 'end' },
          { title: words.max(unit.power), align: 'end' },
          { title: words.maxAt, align: 'end' },
          { title: words.min(unit.power), align: 'end' },
          { title: words.known, align: 'end' },
        ],
        rows: curve.rows.map((row) => [
          rowName(row.at, query.span, zone),
          power(row.known === 0 ? null : row.energyMilli),
          power(row.max?.powerMilli),
          row.max ? localDateTime(row.max.at, zone).slice(11, 16) : '—',
          power(row.minMilli),
          `${row.known}/${row.expected}`,
        ]),
      },
      { kind: 'text', isSmall: true, text: words.note },
    ],
    foot: [commonWords(lang).printedBy(paper.printedBy, localDateTime(paper.printedAt, zone))],
    fileName: `${words.title} ${subject} ${period}`,
  };
}

export function rowName(at: number, span: LoadQuery['span'], zone: string): string {
  const text = localDateTime(at, zone);
  return span === 'day' ? text.slice(11, 16) : text.slice(0, 10);
}
