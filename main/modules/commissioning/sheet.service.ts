import { localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { writtenDevices } from '../devices/index.ts';
import { readTable } from '../import/index.ts';
import { findMeterByNumber } from '../meters/index.ts';
import { deviceTable } from './device-table.service.ts';
import { findHeads, SHEET_COLUMNS, type SheetLang } from './sheet.columns.domain.ts';
import { writeSheetFile } from './sheet.file.ts';
import { type Register, readRow } from './sheet.rows.domain.ts';
import type { ReadSheet, SheetFault, SheetFile, WrittenSheet } from './sheet.schema.ts';

const MIME = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Titles and notes people put above the head. */
const HEAD_WITHIN = 10;
const MOST_ROWS = 20_000;

/** The meters of the device table as a workbook, to be changed in quantity. */
export async function meterSheet(st: Station, lang: SheetLang): Promise<WrittenSheet> {
  const bytes = await writeSheetFile(deviceTable(st).meters, lang);
  const day = localDate(st.clock.now(), st.zone);
  const fileName = lang === 'en' ? `stationdesk-meters-${day}.xlsx` : `表计清单-${day}.xlsx`;
  return { fileName, base64: bytes.toString('base64'), mimeType: MIME };
}

/** What a workbook or a CSV file says of meters; writes nothing. */
export async function readSheet(st: Station, { base64 }: SheetFile): Promise<ReadSheet> {
  const { rows } = await readTable(Buffer.from(base64, 'base64'));
  const headAt = rows.slice(0, HEAD_WITHIN).findIndex((cells) => findHeads(cells).meterNo !== undefined);
  if (headAt < 0) throw new StationError('commissioning.no-sheet');
  const heads = findHeads(rows[headAt] ?? []);
  const body = rows.map((cells, at) => ({ cells, row: at + 1 })).slice(headAt + 1);
  const filled = body.filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (filled.length > MOST_ROWS) throw new StationError('commissioning.sheet-too-long', { most: MOST_ROWS });
  const register = registerOf(st);
  const read = filled.map(({ cells, row }) => {
    const named = SHEET_COLUMNS.map((column) => [column, cells[heads[column] ?? -1] ?? '']);
    return { row, ...readRow(Object.fromEntries(named), row, register) };
  });
  return {
    table: {
      format: 'stationdesk-devices-1',
      devices: [],
      meters: read.flatMap(({ meter }) => meter ?? []),
    },
    faults: [...read.flatMap(({ faults }) => faults), ...twice(read)].sort((a, b) => a.row - b.row),
    repairs: read.flatMap(({ repairs }) => repairs),
  };
}

function registerOf(st: Station): Register {
  const buses = writtenDevices(st.db).filter(({ config }) => config.model === 'meter-bus');
  const names = new Map(buses.map(({ deviceId, name }) => [deviceId, name]));
  return {
    find: (meterNo) => findMeterByNumber(st.db, meterNo),
    buses: buses.map(({ name }) => name),
    nameOf: ({ busId }) => (busId === null ? '' : (names.get(busId) ?? '')),
  };
}

/** One meter in two rows: which of them is meant? */
function twice(read: readonly { row: number; meter: { meterNo: string } | undefined }[]): SheetFault[] {
  const seen = new Map<string, number>();
  return read.flatMap(({ row, meter }) => {
    if (!meter) return [];
    const first = seen.get(meter.meterNo);
    if (first === undefined) {
      seen.set(meter.meterNo, row);
      return [];
    }
    return [
      { row, column: 'meterNo' as const, code: 'twice' as const, value: meter.meterNo, choices: [String(first)] },
    ];
  });
}
