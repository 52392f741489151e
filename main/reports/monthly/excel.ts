import type { SheetData } from 'write-excel-file/node';
import writeExcelFile from 'write-excel-file/node';
import { localDateTime } from '../../shared/dates.ts';
import type { PaperLang } from '../print/paper.ts';
import { safeCell } from '../print/text.ts';
import { commonWords } from '../words.ts';
import { columnsOf } from './layout.ts';
import { isAdjusted } from './monthly.domain.ts';
import type { MonthlyFigures, MonthlyReport } from './monthly.schema.ts';
import { monthlyWords } from './words.ts';

const MONEY = '#,##0.00';
type Row = SheetData[number];

/** The table of the month as a workbook: numbers are numbers, and no text can run as a formula. */
export async function monthlyWorkbook(report: MonthlyReport, lang: PaperLang, zone: string): Promise<Uint8Array> {
  const words = monthlyWords(lang);
  const common = commonWords(lang);
  const titles = columnsOf(report, lang);
  const hasQuantity = report.service !== 'property';
  const text = (value: string, isBold = false) => ({
    value: safeCell(value),
    type: String,
    ...(isBold && { fontWeight: 'bold' as const }),
  });
  const money = (fen: number) => ({ value: fen / 100, type: Number, format: MONEY });
  const cells = (name: string, f: MonthlyFigures): Row => [
    text(name),
    { value: f.accounts, type: Number },
    { value: f.bills, type: Number },
    ...(hasQuantity ? [{ value: f.quantityMilli / 1000, type: Number, format: '#,##0.00#' }] : []),
    money(f.billedFen),
    money(f.collectedFen),
    ...(isAdjusted(report) ? [money(f.adjustedFen)] : []),
    money(f.openFen),
    f.billedFen > 0 ? { value: f.collectedFen / f.billedFen, type: Number, format: '0.0%' } : null,
    money(f.closingFen),
    money(f.nowFen),
  ];
  const rows: SheetData = [
    [text(`${report.stationName} ${words.title(common.services[report.service])} ${report.month}`, true)],
    [text(words.note(localDateTime(report.at, zone)))],
    titles.map((title) => text(title, true)),
    ...report.rows.map((row) => cells(row.building, row)),
    cells(common.total, report.totals),
  ];
  const columns = titles.map((_, i) => ({ width: i === 0 ? 18 : 14 }));
  return writeExcelFile(rows, { columns, sheet: report.month, stickyRowsCount: 3 }).toBuffer();
}
