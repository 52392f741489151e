import { isLocalDate } from '../../shared/dates.ts';
import type { Decimal } from './frame.ts';

/** Packed decimal digits, low byte first, as the meters of the DL/T 645 family send all their figures. Pure. */

/** FF bytes = the meter has no such register; a nibble above 9 in a good frame = rubbish, never a number. */
export type RegisterValue = Decimal | 'absent' | 'invalid';

/** With `isSigned` the top bit of the highest byte is the sign. */
export function decodeBcd(bytes: Uint8Array, decimals: number, isSigned: boolean): RegisterValue {
  if (bytes.length === 0) return 'invalid';
  if (bytes.every((byte) => byte === 0xff)) return 'absent';
  let units = 0;
  let isNegative = false;
  for (let i = bytes.length - 1; i >= 0; i--) {
    let byte = bytes[i] as number;
    if (isSigned && i === bytes.length - 1) {
      isNegative = (byte & 0x80) !== 0;
      byte &= 0x7f;
    }
    const high = byte >> 4;
    const low = byte & 0x0f;
    if (high > 9 || low > 9) return 'invalid';
    units = units * 100 + high * 10 + low;
  }
  return { units: (isNegative ? -units : units) + 0, decimals };
}

/** The inverse: refuses what does not fit. */
export function encodeBcd(units: number, bytes: number, isSigned = false): Uint8Array {
  let rest = Math.abs(units);
  const out = new Uint8Array(bytes);
  for (let i = 0; i < bytes; i++) {
    out[i] = (Math.floor((rest % 100) / 10) << 4) | (rest % 10);
    rest = Math.floor(rest / 100);
  }
  const top = out[bytes - 1] as number;
  const fits = rest === 0 && Number.isSafeInteger(units) && (isSigned ? top < 0x80 : units >= 0);
  if (!fits) throw new RangeError(`${units} does not fit ${bytes} BCD bytes`);
  if (isSigned && units < 0) out[bytes - 1] = top | 0x80;
  return out;
}

/** Two-digit BCD byte, or null when it is none. */
export function bcdByte(byte: number | undefined): number | null {
  if (byte === undefined || byte >> 4 > 9 || (byte & 0x0f) > 9) return null;
  return (byte >> 4) * 10 + (byte & 0x0f);
}

/** "1234" → 34 12; shorter digits are filled with zeros in front. */
export function digitBytes(digits: string, bytes: number): Uint8Array {
  const padded = digits.padStart(bytes * 2, '0');
  if (!/^\d+$/.test(padded) || padded.length > bytes * 2) throw new RangeError('not so many digits');
  return Uint8Array.from((padded.match(/../g) ?? []).reverse(), (pair) => Number.parseInt(pair, 16));
}

/** "2026-09-24" of DD MM YY; undefined for a day that no calendar has. */
export function dateOf(bytes: Uint8Array): string | undefined {
  const [day, month, year] = [bcdByte(bytes[0]), bcdByte(bytes[1]), bcdByte(bytes[2])];
  if (year === null || month === null || day === null) return undefined;
  const date = `20${two(year)}-${two(month)}-${two(day)}`;
  return isLocalDate(date) ? date : undefined;
}

/** "15:30:45" of ss mm hh. */
export function timeOf(bytes: Uint8Array): string | undefined {
  const [second, minute, hour] = [bcdByte(bytes[0]), bcdByte(bytes[1]), bcdByte(bytes[2])];
  if (hour === null || minute === null || second === null || hour > 23 || minute > 59 || second > 59) return undefined;
  return `${two(hour)}:${two(minute)}:${two(second)}`;
}

/** "2026-09-24 15:30:45" of ss mm hh DD MM YY. */
export function dateTimeOf(bytes: Uint8Array): string | undefined {
  const date = dateOf(bytes.subarray(3, 6));
  const time = timeOf(bytes.subarray(0, 3));
  return date && time ? `${date} ${time}` : undefined;
}

/** "2026-09-24 15:30" of mm hh DD MM YY. */
export function minuteOf(bytes: Uint8Array): string | undefined {
  const time = dateTimeOf(Uint8Array.of(0, ...bytes.subarray(0, 5)));
  return time?.slice(0, 16);
}

const LOCAL_TIME = /^\d\d(\d\d)-(\d\d)-(\d\d) (\d\d):(\d\d)(?::(\d\d))?$/;

/** ss mm hh DD MM YY of the local time "2026-09-24 15:30:45". */
export function dateTimeBytes(local: string): Uint8Array {
  const [, yy, mo, dd, hh, mi, ss = '00'] = LOCAL_TIME.exec(local) ?? [];
  if (yy === undefined) throw new RangeError(`not a local time: ${local}`);
  return Uint8Array.from([ss, mi, hh, dd, mo, yy], (pair) => Number.parseInt(pair ?? '', 16));
}

export function two(value: number): string {
  return String(value).padStart(2, '0');
}
