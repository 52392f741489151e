import type { SheetData } from 'write-excel-file/node';
import writeExcelFile from 'write-excel-file/node';
import { safeCell } from '../print/text.ts';
import type { BookCell, BookTable } from './rows.ts';

const MONEY = '#,##0.00';

/** A book as a workbook: money is numbers, and no text can run as a formula. */
export async function bookWorkbook(table: BookTable, head: { title: string; sheet: string }): Promise<Uint8Array> {
  const text = (value: string, isBold = false) => ({
    value: safeCell(value),
    type: String,
    ...(isBold && { fontWeight: 'bold' as const }),
  });
  const cell = (value: BookCell) => {
    if (value === null) return null;
    return typeof value === 'number' ? { value: value / 100, type: Number, format: MONEY } : text(value);
  };
  const rows: SheetData = [
    [text(head.title, true)],
    table.titles.map((title) => text(title, true)),
    ...table.rows.map((row) => row.map(cell)),
    table.totals.map(cell),
  ];
  const columns = table.titles.map(() => ({ width: 15 }));
  return writeExcelFile(rows, { columns, sheet: head.sheet, stickyRowsCount: 2 }).toBuffer();
}
