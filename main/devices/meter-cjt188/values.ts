import type { Decimal } from '../framing/frame.ts';

/** BCD values, units and clock of CJ/T 188. Pure. */

/** FF bytes = the meter has no such value; a nibble above 9 in a good frame = rubbish. Neither is ever a number. */
export type Value = Decimal | 'absent' | 'invalid';

export const VALUE_BYTES = 4;

/** Low byte first. */
export function decodeBcd(bytes: Uint8Array, decimals: number): Value {
  if (bytes.every((byte) => byte === 0xff)) return 'absent';
  let units = 0;
  for (let i = bytes.length - 1; i >= 0; i--) {
    const digits = bcdByte(bytes[i]);
    if (digits === null) return 'invalid';
    units = units * 100 + digits;
  }
  return { units, decimals };
}

export function encodeBcd(units: number, bytes: number): Uint8Array {
  const text = String(units);
  if (!Number.isSafeInteger(units) || units < 0 || text.length > bytes * 2)
    throw new RangeError(`${units} does not fit ${bytes} BCD bytes`);
  const pairs = text.padStart(bytes * 2, '0').match(/../g) ?? [];
  return Uint8Array.from(pairs.reverse(), (pair) => Number.parseInt(pair, 16));
}

/** Two-digit BCD byte, or null when it is none. */
export function bcdByte(byte: number | undefined): number | null {
  if (byte === undefined || byte >> 4 > 9 || (byte & 0x0f) > 9) return null;
  return (byte >> 4) * 10 + (byte & 0x0f);
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
