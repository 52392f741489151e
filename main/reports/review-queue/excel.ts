import type { ReviewRow } from '../../modules/readings/index.ts';
import { localDateTime } from '../../shared/dates.ts';
import { listWorkbook } from '../list/excel.ts';
import type { PaperLang } from '../print/paper.ts';
import { reviewWords } from './words.ts';

/** The review queue as a workbook, as it is filtered on the screen. */
export async function reviewWorkbook(
  rows: readonly ReviewRow[],
  of: { readonly lang: PaperLang; readonly zone: string; readonly on: string },
): Promise<{ title: string; bytes: Uint8Array }> {
  const words = reviewWords(of.lang);
  const title = words.title(of.on);
  const bytes = await listWorkbook({
    title,
    heads: words.heads,
    rows: rows.map((row) => [
      ...[row.doorNo, row.customerName, row.accountNo, row.meterNo],
      localDateTime(row.reading.readAt, of.zone).slice(0, 16),
      ...[words.sources[row.reading.source], row.recordedBy],
      { milli: row.previous?.totalMilli ?? null },
      { milli: row.reading.totalMilli },
      { milli: row.usageMilli },
      { milli: row.usualMilli },
      row.days ?? '',
      row.reading.doubts.map((doubt) => words.doubts[doubt]).join(of.lang === 'en' ? ', ' : '、'),
      row.reading.note,
    ]),
  });
  return { title, bytes };
}
