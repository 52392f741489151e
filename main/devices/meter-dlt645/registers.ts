import type { Decimal } from '../framing/frame.ts';

/** Which data identifiers of DL/T 645-2007 (annex A) mean what, and how their bytes become values. Pure. */

export const DI_TOTAL = 0x0001_0000;
export const DI_TOU_BLOCK = 0x0001_ff00;
/** Sharp, peak, flat, valley (尖 峰 平 谷): the order of the block as well. */
export const DI_TOU = [0x0001_0100, 0x0001_0200, 0x0001_0300, 0x0001_0400] as const;
export const DI_METER_ADDRESS = 0x0400_0401;

export type DataFormat =
  | {
      readonly kind: 'number';
      readonly bytes: number;
      readonly decimals: number;
      readonly unit: string;
      readonly isSigned: boolean;
      readonly isBlock: boolean;
      readonly hasTime?: boolean;
    }
  | { readonly kind: 'count' | 'date' | 'time' | 'digits' | 'text' | 'status' | 'settlement-day' | 'freeze-time' };

/** FF bytes = the meter has no such register; a nibble above 9 in a good frame = rubbish, never a number. */
export type RegisterValue = Decimal | 'absent' | 'invalid';

function number(
  bytes: number,
  decimals: number,
  unit: string,
  flags: { isSigned?: boolean; isBlock?: boolean; hasTime?: boolean } = {},
): DataFormat {
  return { kind: 'number', bytes, decimals, unit, isSigned: false, isBlock: false, ...flags };
}

const ENERGY_UNITS: Readonly<Record<number, string>> = {
  3: 'kvarh',
  4: 'kvarh',
  5: 'kvarh',
  6: 'kvarh',
  7: 'kvarh',
  8: 'kvarh',
  9: 'kVAh',
  10: 'kVAh',
};
const PHASE_ENERGY: readonly number[] = [0x15, 0x16, 0x29, 0x2a, 0x3d, 0x3e];
/** Combined quantities are the ones that can be negative; forward active 999999.99 has the same top bit and is not. */
const SIGNED_ENERGY: readonly number[] = [0x00, 0x03, 0x04];

const VARIABLES: Readonly<Record<number, DataFormat>> = {
  1: number(2, 1, 'V'),
  2: number(3, 3, 'A', { isSigned: true }),
  3: number(3, 4, 'kW', { isSigned: true }),
  4: number(3, 4, 'kvar', { isSigned: true }),
  5: number(3, 4, 'kVA', { isSigned: true }),
  6: number(2, 3, '', { isSigned: true }),
  7: number(2, 1, '°'),
};

const SPECIAL: Readonly<Record<number, DataFormat>> = {
  41943041: number(3, 3, 'A', { isSigned: true }),
  41943042: number(2, 2, 'Hz'),
  41943047: number(2, 1, '°C', { isSigned: true }),
  41943048: number(2, 2, 'V'),
  41943049: number(2, 2, 'V'),
  41943051: number(4, 4, 'CNY/kWh'),
  67109121: { kind: 'date' },
  67109122: { kind: 'time' },
  67109889: { kind: 'digits' },
  67109890: { kind: 'digits' },
  67109892: { kind: 'text' },
  67109893: { kind: 'text' },
  67109894: { kind: 'text' },
  67109897: number(3, 0, 'imp/kWh'),
  67109898: number(3, 0, 'imp/kvarh'),
  53480704: { kind: 'count' },
  486539265: { kind: 'count' },
  503316481: { kind: 'count' },
};

/** How the data behind an identifier is to be read; undefined for identifiers outside the table. */
export function formatOf(di: number): DataFormat | undefined {
  const known = SPECIAL[di];
  if (known) return known;
  const d3 = di >>> 24;
  const d2 = (di >>> 16) & 0xff;
  const d1 = (di >>> 8) & 0xff;
  const d0 = di & 0xff;
  if (d3 === 0x00) return energyFormat(d2, d1, d0);
  if (d3 === 0x01 && d2 >= 0x01 && d2 <= 0x0a)
    return number(3, 4, d2 <= 0x02 ? 'kW' : d2 <= 0x08 ? 'kvar' : 'kVA', { isBlock: d1 === 0xff, hasTime: true });
  if (d3 === 0x02) {
    const format = VARIABLES[d2];
    return format?.kind === 'number' ? { ...format, isBlock: d1 === 0xff } : undefined;
  }
  if (d3 === 0x04 && d2 === 0x00 && d1 === 0x05) return d0 >= 1 && d0 <= 7 ? { kind: 'status' } : undefined;
  if (d3 === 0x04 && d2 === 0x00 && d1 === 0x0b) return d0 >= 1 && d0 <= 3 ? { kind: 'settlement-day' } : undefined;
  if (d3 === 0x05) return freezeFormat(d1);
  return undefined;
}

function energyFormat(d2: number, d1: number, d0: number): DataFormat | undefined {
  if (d2 === 0x90 && (d1 === 0x01 || d1 === 0x02)) return number(4, 2, d1 === 0x01 ? 'kWh' : 'CNY');
  const isKnown = d2 <= 0x0a || PHASE_ENERGY.includes(d2);
  if (!isKnown) return undefined;
  return number(4, 2, ENERGY_UNITS[d2] ?? 'kWh', {
    isSigned: SIGNED_ENERGY.includes(d2),
    isBlock: d1 === 0xff || d0 === 0xff,
  });
}

function freezeFormat(d1: number): DataFormat | undefined {
  if (d1 === 0x00) return { kind: 'freeze-time' };
  return d1 === 0x01 || d1 === 0x02 ? number(4, 2, 'kWh', { isBlock: true }) : undefined;
}

/** BCD, low byte first; with `isSigned` the top bit of the highest byte is the sign. */
export function decodeBcd(bytes: Uint8Array, decimals: number, isSigned: boolean): RegisterValue {
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

/** The inverse, for the simulator: refuses what does not fit. */
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

/** Values of a block, as many as whole values came. A block may end with AA (a habit of the 1997 edition). */
export function decodeBlock(payload: Uint8Array, format: DataFormat & { kind: 'number' }): RegisterValue[] {
  const size = format.bytes + (format.hasTime ? 5 : 0);
  const values: RegisterValue[] = [];
  for (let at = 0; at + size <= payload.length; at += size) {
    values.push(decodeBcd(payload.subarray(at, at + format.bytes), format.decimals, format.isSigned));
  }
  return values;
}

/** Two-digit BCD byte, or null when it is none. */
export function bcdByte(byte: number | undefined): number | null {
  if (byte === undefined || byte >> 4 > 9 || (byte & 0x0f) > 9) return null;
  return (byte >> 4) * 10 + (byte & 0x0f);
}
