import type { SheetData } from 'write-excel-file/node';
import writeExcelFile from 'write-excel-file/node';
import { safeCell } from '../print/text.ts';

/** A cell of a list: text, a whole number, or a quantity in thousandths. */
export type ListCell = string | number | { readonly milli: number | null };

/** A list as a workbook of one sheet: its title, a head, a row each. */
export async function listWorkbook(list: {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly ListCell[])[];
}): Promise<Uint8Array> {
  const data: SheetData = [[bold(list.title)], list.heads.map(bold), ...list.rows.map((row) => row.map(cell))];
  const columns = list.heads.map(() => ({ width: 18 }));
  return writeExcelFile([{ data, sheet: safeSheet(list.title), columns, stickyRowsCount: 2 }]).toBuffer();
}

const bold = (value: string) => ({ value: safeCell(value), type: String, fontWeight: 'bold' as const });

function cell(of: ListCell) {
  if (typeof of === 'string') return { value: safeCell(of), type: String };
  if (typeof of === 'number') return { value: of, type: Number };
  return of.milli === null ? null : { value: of.milli / 1000, type: Number, format: '#,##0.00#' };
}

/** Excel takes 31 characters, and none of these. */
const safeSheet = (title: string) => title.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31);
