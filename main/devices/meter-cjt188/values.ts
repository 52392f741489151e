import { bcdByte, decodeBcd as decodeDigits, type RegisterValue } from '../framing/bcd.domain.ts';
import type { Decimal } from '../framing/frame.ts';

/** BCD values, units and clock of CJ/T 188. Pure. */

export type Value = RegisterValue;

export const VALUE_BYTES = 4;

/** Low byte first; nothing at all is a value that is not there. */
export function decodeBcd(bytes: Uint8Array, decimals: number): Value {
  return bytes.length === 0 ? 'absent' : decodeDigits(bytes, decimals, false);
}

export type Quantity = 'volume' | 'energy' | 'power' | 'flow';

export interface Unit {
  readonly name: string;
  readonly quantity: Quantity;
  /** One of it in billing units (m³ or kWh; kW, m³/h) is numerator / denominator. */
  readonly numerator: number;
  readonly denominator: number;
}

const unit = (name: string, quantity: Quantity, numerator: number, denominator = 1): Unit => ({
  name,
  quantity,
  numerator,
  denominator,
});

const UNITS: ReadonlyMap<number, Unit> = new Map([
  [0x01, unit('J', 'energy', 1, 3_600_000)],
  [0x02, unit('Wh', 'energy', 1, 1000)],
  [0x05, unit('kWh', 'energy', 1)],
  [0x08, unit('MWh', 'energy', 1000)],
  [0x0a, unit('100MWh', 'energy', 100_000)],
  [0x0b, unit('kJ', 'energy', 1, 3600)],
  [0x0e, unit('MJ', 'energy', 10, 36)],
  [0x11, unit('GJ', 'energy', 10_000, 36)],
  [0x13, unit('100GJ', 'energy', 1_000_000, 36)],
  [0x14, unit('W', 'power', 1, 1000)],
  [0x17, unit('kW', 'power', 1)],
  [0x1a, unit('MW', 'power', 1000)],
  [0x29, unit('L', 'volume', 1, 1000)],
  [0x2c, unit('m3', 'volume', 1)],
  [0x32, unit('L/h', 'flow', 1, 1000)],
  [0x35, unit('m3/h', 'flow', 1)],
]);

export function unitOf(code: number | undefined): Unit | undefined {
  return code === undefined ? undefined : UNITS.get(code);
}

/**
 * In thousandths of the billing unit. Smaller parts are cut off, never rounded up: a thousandth that has not passed
 * through the meter yet is not billed. Null where the number is too big to be exact.
 */
export function toMilli(value: Decimal, { numerator, denominator }: Unit): number | null {
  const scaled = BigInt(value.units) * BigInt(numerator) * 1000n;
  const milli = Number(scaled / (BigInt(denominator) * 10n ** BigInt(value.decimals)));
  return Number.isSafeInteger(milli) ? milli : null;
}

/** ss mm hh DD MM YY CC → "2026-09-24 08:15:30"; undefined for FF, zeros and anything that is no moment. */
export function decodeClock(bytes: Uint8Array): string | undefined {
  const parts = Array.from(bytes.subarray(0, 7), bcdByte);
  if (parts.length < 7 || parts.includes(null)) return undefined;
  const [second = 0, minute = 0, hour = 0, day = 0, month = 0, year = 0, century = 0] = parts as number[];
  if (second > 59 || minute > 59 || hour > 23 || month < 1 || month > 12) return undefined;
  const full = century * 100 + year;
  if (full < 2000 || day < 1 || day > new Date(Date.UTC(full, month, 0)).getUTCDate()) return undefined;
  return `${full}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
}

/** "2026-09-24 08:15:30" → ss mm hh DD MM YY CC. */
export function encodeClock(text: string): Uint8Array {
  const [, cc = '', yy = '', mo = '', dd = '', hh = '', mi = '', ss = ''] =
    /^(\d\d)(\d\d)-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/.exec(text) ?? [];
  if (!ss) throw new RangeError(`not a local time: ${text}`);
  return Uint8Array.from([ss, mi, hh, dd, mo, yy, cc], (pair) => Number.parseInt(pair, 16));
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
