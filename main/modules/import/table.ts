import iconv from 'iconv-lite';
import Papa from 'papaparse';
import { readSheet } from 'read-excel-file/node';
import { StationError } from '../../shared/error-codes.ts';

export interface Table {
  readonly rows: readonly (readonly string[])[];
  /** How the file was read: "xlsx" or the encoding of the text. */
  readonly encoding: 'xlsx' | 'utf-8' | 'utf-16' | 'gb18030';
}

/** A sheet of 20,000 households unpacks to about 20 MB; far more is no list of households. */
const MOST_UNPACKED = 200 * 1024 * 1024;

/** Reads an Excel workbook's first sheet or a text file with separators; every cell as text, trimmed. */
export async function readTable(bytes: Uint8Array): Promise<Table> {
  if (bytes.length === 0) throw new StationError('import.unreadable', { reason: '0 B' });
  if (startsWith(bytes, [0x50, 0x4b])) return readWorkbook(bytes);
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw new StationError('import.unreadable', { reason: '.xls' });
  return readText(bytes);
}

async function readWorkbook(bytes: Uint8Array): Promise<Table> {
  if (unpackedSize(bytes) > MOST_UNPACKED) throw new StationError('import.unreadable', { reason: '> 200 MB' });
  try {
    const sheet = await readSheet(Buffer.from(bytes), { parseNumber: (text) => plainNumber(text) });
    return { encoding: 'xlsx', rows: sheet.map((row) => row.map(cellText)) };
  } catch (cause) {
    throw new StationError('import.unreadable', { reason: '.xlsx' }, { cause });
  }
}

/** A workbook keeps numbers as binary fractions: 1234.56 may be written 1234.5599999999999. */
function plainNumber(text: string): string {
  const value = Number(text);
  return Number.isFinite(value) && Math.abs(value) < 1e15 ? String(value) : text;
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
  return String(cell).trim();
}

/** Sum of the sizes in the directory at the end of a zip file; infinite where there is no such directory. */
function unpackedSize(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = bytes.length - 22;
  while (at >= 0 && view.getUint32(at, true) !== 0x06054b50) at--;
  if (at < 0) return Number.POSITIVE_INFINITY;
  const entries = view.getUint16(at + 10, true);
  let total = 0;
  let entry = view.getUint32(at + 16, true);
  for (let i = 0; i < entries; i++) {
    if (entry + 46 > bytes.length || view.getUint32(entry, true) !== 0x02014b50) return Number.POSITIVE_INFINITY;
    total += view.getUint32(entry + 24, true);
    entry +=
      46 + view.getUint16(entry + 28, true) + view.getUint16(entry + 30, true) + view.getUint16(entry + 32, true);
  }
  return total;
}

function readText(bytes: Uint8Array): Table {
  const { text, encoding } = decode(bytes);
  if (text.includes('\u0000')) throw new StationError('import.unreadable', { reason: '?' });
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: false });
  return { encoding, rows: data.map((row) => row.map((cell) => cell.trim())) };
}

/** Excel saves UTF-8 with a mark, Unicode text as UTF-16, and plain CSV on a Chinese computer in GB18030. */
function decode(bytes: Uint8Array): { text: string; encoding: Table['encoding'] } {
  if (startsWith(bytes, [0xff, 0xfe]))
    return { text: iconv.decode(Buffer.from(bytes), 'utf-16le'), encoding: 'utf-16' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return { text: iconv.decode(Buffer.from(bytes), 'gb18030'), encoding: 'gb18030' };
  }
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, i) => bytes[i] === byte);
}
