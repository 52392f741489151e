import { stationHead } from '../../reports/bill/rows.ts';
import { cellsOf, wholeCalibration } from '../../reports/calibration/rows.ts';
import { calibrationWords } from '../../reports/calibration/words.ts';
import { listWorkbook } from '../../reports/list/excel.ts';
import { loadWorkbook } from '../../reports/load-curve/excel.ts';
import { layoutLoad } from '../../reports/load-curve/layout.ts';
import { monthlyWorkbook } from '../../reports/monthly/excel.ts';
import { layoutMonthly } from '../../reports/monthly/layout.ts';
import type { MonthlyQuery, MonthlyReport } from '../../reports/monthly/monthly.schema.ts';
import { monthlyOf } from '../../reports/monthly/monthly.ts';
import { safeFileName } from '../../reports/print/html.ts';
import { rehearsalWorkbook } from '../../reports/rehearsal/excel.ts';
import { reviewWorkbook } from '../../reports/review-queue/excel.ts';
import { comparisonWorkbook } from '../../reports/run-comparison/excel.ts';
import { takingsOf } from '../../reports/takings/rows.ts';
import type { Takings } from '../../reports/takings/takings.schema.ts';
import { type LocalDate, localDate } from '../../shared/dates.ts';
import type { Station } from '../../station.types.ts';
import { type RehearsalExcel, wholeRehearsal } from '../advice/index.ts';
import { previewRun } from '../billing/index.ts';
import { loadCurve } from '../polling/index.ts';
import { type ReviewRow, reviewQueue } from '../readings/index.ts';
import type { FileContent } from './print.schema.ts';
import type { CalibrationExcel, ComparisonExcel, LoadExcel, MonthlyExcel, ReviewExcel } from './reports.schema.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Takings of a date; of today when it is left out. */
export function takings(st: Station, date: LocalDate | undefined): Takings {
  const today = localDate(st.clock.now(), st.zone);
  return takingsOf(st.db, date ?? today, today);
}

export function monthly(st: Station, query: MonthlyQuery): MonthlyReport {
  return monthlyOf(st, query);
}

export async function monthlyExcel(st: Station, { lang, ...query }: MonthlyExcel): Promise<FileContent> {
  const report = monthlyOf(st, query);
  const bytes = await monthlyWorkbook(report, lang, st.zone);
  const { fileName } = layoutMonthly({ report, lang, zone: st.zone, printedBy: '' });
  return { fileName: `${safeFileName(fileName)}.xlsx`, base64: Buffer.from(bytes).toString('base64'), mimeType: XLSX };
}

/** The comparison of a run's preview, which is made anew for it. */
export async function comparisonExcel(st: Station, { run, rule, lang }: ComparisonExcel): Promise<FileContent> {
  const { title, bytes } = await comparisonWorkbook(await previewRun(st, run), rule, lang);
  return { fileName: `${safeFileName(title)}.xlsx`, base64: Buffer.from(bytes).toString('base64'), mimeType: XLSX };
}

/** A rehearsal with all its accounts. */
export async function rehearsalExcel(st: Station, { lang, ...query }: RehearsalExcel): Promise<FileContent> {
  const { title, bytes } = await rehearsalWorkbook(await wholeRehearsal(st, query), lang);
  return { fileName: `${safeFileName(title)}.xlsx`, base64: Buffer.from(bytes).toString('base64'), mimeType: XLSX };
}

export async function loadExcel(st: Station, { load, lang }: LoadExcel): Promise<FileContent> {
  const { stationName } = stationHead(st.db);
  const curve = loadCurve(st, load);
  const { zone } = st;
  const paper = { curve, query: load, stationName, lang, zone, printedBy: '', printedAt: st.clock.now() };
  const bytes = await loadWorkbook(paper);
  const { fileName } = layoutLoad(paper);
  return { fileName: `${safeFileName(fileName)}.xlsx`, base64: Buffer.from(bytes).toString('base64'), mimeType: XLSX };
}

const PAGE = 200;

/** All that the filters leave of the review queue. */
export async function reviewExcel(st: Station, { lang, ...filter }: ReviewExcel): Promise<FileContent> {
  const rows: ReviewRow[] = [];
  for (let page = 1; ; page++) {
    const found = await st.queue.submit('normal', () => reviewQueue(st, { ...filter, page, pageSize: PAGE }));
    rows.push(...found.rows);
    if (found.rows.length < PAGE) break;
  }
  const on = localDate(st.clock.now(), st.zone);
  const { title, bytes } = await reviewWorkbook(rows, { lang, zone: st.zone, on });
  return { fileName: `${safeFileName(title)}.xlsx`, base64: Buffer.from(bytes).toString('base64'), mimeType: XLSX };
}

/** The worklist of calibrations as it is filtered. */
export async function calibrationExcel(st: Station, { lang, ...filter }: CalibrationExcel): Promise<FileContent> {
  const words = calibrationWords(lang);
  const title = `${words.titles[filter.show]} ${localDate(st.clock.now(), st.zone)}`;
  const rows = wholeCalibration(st, filter).map((row) => cellsOf(row, words));
  const bytes = await listWorkbook({ title, heads: words.heads, rows });
  return { fileName: `${safeFileName(title)}.xlsx`, base64: Buffer.from(bytes).toString('base64'), mimeType: XLSX };
}
