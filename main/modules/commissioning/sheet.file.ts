import writeExcelFile from 'write-excel-file/node';
import { lineText } from '../../devices/link/line.schema.ts';
import type { DeviceTable } from './device-table.schema.ts';
import {
  AS_BUS,
  HEADS,
  NO,
  PROTOCOL_WORDS,
  SERVICE_WORDS,
  SHEET_COLUMNS,
  type SheetColumn,
  type SheetLang,
  YES,
} from './sheet.columns.domain.ts';
import { presetOf } from './sheet.presets.domain.ts';

const WIDTHS: Readonly<Partial<Record<SheetColumn, number>>> = { meterNo: 20, bus: 16, protocol: 16, address: 20 };

/** Every cell as text: a number would lose its zeros. */
export async function writeSheetFile(meters: DeviceTable['meters'], lang: SheetLang): Promise<Buffer> {
  const head = SHEET_COLUMNS.map((column) => ({ value: HEADS[column][lang], fontWeight: 'bold' as const }));
  const rows = meters.map((meter) =>
    SHEET_COLUMNS.map((column) => ({ value: cellOf(meter, column, lang), type: String, format: '@' })),
  );
  const workbook = writeExcelFile([
    {
      data: [head, ...rows],
      sheet: lang === 'en' ? 'Meters' : '表计',
      columns: SHEET_COLUMNS.map((column) => ({ width: WIDTHS[column] ?? 10 })),
      stickyRowsCount: 1,
    },
  ]);
  return workbook.toBuffer();
}

function cellOf(meter: DeviceTable['meters'][number], column: SheetColumn, lang: SheetLang): string {
  switch (column) {
    case 'service':
      return SERVICE_WORDS[meter.service][lang];
    case 'protocol':
      return PROTOCOL_WORDS[meter.protocol];
    case 'line':
      return meter.line ? lineText(meter.line) : AS_BUS[lang];
    case 'preset':
      return presetOf(meter.profile);
    case 'hasTou':
    case 'hasDemand':
    case 'hasReactive':
      return (meter[column] ? YES : NO)[lang];
    default:
      return String(meter[column]);
  }
}
