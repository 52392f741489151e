import type { MeterProtocolName } from '../../devices/config.schema.ts';

/** Numbers as spreadsheets leave them: the household file and the meter sheet of commissioning read them alike. */

/** How many digits an address of the protocol has; what is shorter lost its zeros in a spreadsheet. */
const ADDRESS_LENGTH: Readonly<Partial<Record<MeterProtocolName, number>>> = {
  'dlt645-2007': 12,
  'dlt645-1997': 12,
  cjt188: 14,
};

/** A spreadsheet keeps fifteen digits of a number; what stands behind them is made up. */
const KEPT_DIGITS = 15;

/**
 * A number as text: without what was put before it to keep its zeros (`'`, `="…"`), without ".0", and written out where
 * 2.02600010007E+11 still has all its digits. Undefined where digits were thrown away (2.026E+11).
 */
export function plainNumber(cell: string): string | undefined {
  const text = cell
    .normalize('NFKC')
    .replace(/^=?"(.*)"$/, '$1')
    .replace(/^'/, '')
    .trim();
  const [, first, rest = '', power] = /^(\d)(?:\.(\d+))?E\+?(\d+)$/i.exec(text) ?? [];
  if (first === undefined) return text.replace(/^(\d+)\.0+$/, '$1');
  const digits = `${first}${rest}`;
  return digits.length === Number(power) + 1 && digits.length <= KEPT_DIGITS ? digits : undefined;
}

/** With the zeros a spreadsheet took from its front. */
export function fullAddress(protocol: MeterProtocolName, address: string): string {
  const length = ADDRESS_LENGTH[protocol];
  return length !== undefined && /^\d+$/.test(address) ? address.padStart(length, '0') : address;
}

/** The numbers it may have been before its zeros went, the shortest first. */
export function withZeros(meterNo: string): string[] {
  if (!/^[1-9]\d*$/.test(meterNo)) return [];
  return Array.from({ length: 16 - meterNo.length }, (_, i) => meterNo.padStart(meterNo.length + i + 1, '0'));
}

/** A number that is the address but for the zeros that were put back lost the same ones. */
export function numberLike(meterNo: string, address: { readonly cell: string; readonly full: string }): string {
  const isPadded = address.cell !== address.full && address.full.startsWith('0');
  return isPadded && significant(address.full) === significant(meterNo) ? address.full : meterNo;
}

export function significant(digits: string): string {
  return digits.replace(/^0+/, '');
}
