import type { SheetData } from 'write-excel-file/node';
import writeExcelFile from 'write-excel-file/node';
import { localDateTime } from '../../shared/dates.ts';
import { safeCell } from '../print/text.ts';
import { type LoadPaper, layoutLoad, rowName, unitsOf } from './layout.ts';
import { loadWords } from './words.ts';

const FIGURE = '#,##0.00#';

/** Hours or days on one sheet, every point of the curve on the other: numbers are numbers. */
export async function loadWorkbook(paper: LoadPaper): Promise<Uint8Array> {
  const { curve, query, lang, zone } = paper;
  const words = loadWords(lang);
  const unit = unitsOf(curve.service);
  const { title, subtitle = '' } = layoutLoad(paper);
  const head = (value: string) => ({ value: safeCell(value), type: String, fontWeight: 'bold' as const });
  const text = (value: string) => ({ value: safeCell(value), type: String });
  const figure = (milli: number | null | undefined) =>
    milli == null ? null : { value: milli / 1000, type: Number, format: FIGURE };
  const rows: SheetData = [
    [head(`${paper.stationName} ${title} ${subtitle}`)],
    [
      words.when(query.span),
      words.energy(unit.energy),
      words.max(unit.power),
      words.maxAt,
      words.min(unit.power),
      words.known,
    ].map(head),
    ...curve.rows.map((row) => [
      text(rowName(row.at, query.span, zone)),
      figure(row.known === 0 ? null : row.energyMilli),
      figure(row.max?.powerMilli),
      row.max ? text(localDateTime(row.max.at, zone).slice(0, 16)) : null,
      figure(row.minMilli),
      text(`${row.known}/${row.expected}`),
    ]),
  ];
  const points: SheetData = [
    [head(words.at), head(words.power(unit.power))],
    ...curve.points.map(({ at, powerMilli }) => [text(localDateTime(at, zone).slice(0, 16)), figure(powerMilli)]),
  ];
  return writeExcelFile([
    {
      data: rows,
      sheet: `${curve.from} ${curve.to}`.slice(0, 31),
      columns: rows[1]?.map(() => ({ width: 18 })) ?? [],
      stickyRowsCount: 2,
    },
    { data: points, sheet: title, columns: [{ width: 18 }, { width: 18 }], stickyRowsCount: 1 },
  ]).toBuffer();
}
