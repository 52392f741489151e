import { divideHalfUp } from '../../shared/money.ts';
import { type ModbusRegister, QUANTITIES, type RegisterType, UNITS, WIDTH, type WordOrder } from './profile.schema.ts';

/** Registers as exact decimals: `units` × 10^-`decimals`. */
export interface Exact {
  readonly units: bigint;
  readonly decimals: number;
}

/** Float32 carries about seven digits: what it shows behind the second decimal of a kWh is its own invention. */
const FLOAT_ENERGY_DECIMALS = 2;
const MOST_FLOAT_DIGITS = 9_999_999n;

/** Registers, high byte first each, in the order of the standard. */
export function orderedBytes(words: readonly number[], order: WordOrder): Uint8Array {
  const isWordSwapped = order === 'CDAB' || order === 'DCBA';
  const isByteSwapped = order === 'BADC' || order === 'DCBA';
  const ordered = isWordSwapped ? words.toReversed() : words;
  return Uint8Array.from(
    ordered.flatMap((word) => (isByteSwapped ? [word & 0xff, word >>> 8] : [word >>> 8, word & 0xff])),
  );
}

/** The number as it stands in the registers; undefined for what is none (NaN, infinity). */
export function decodeNumber(words: readonly number[], type: RegisterType, order: WordOrder): Exact | undefined {
  const view = new DataView(orderedBytes(words, order).buffer);
  switch (type) {
    case 'uint16':
      return whole(BigInt(view.getUint16(0)));
    case 'int16':
      return whole(BigInt(view.getInt16(0)));
    case 'uint32':
      return whole(BigInt(view.getUint32(0)));
    case 'int32':
      return whole(BigInt(view.getInt32(0)));
    case 'uint64':
      return whole(view.getBigUint64(0));
    case 'int64':
      return whole(view.getBigInt64(0));
    case 'float32':
      return fromFloat(view.getFloat32(0), 9);
    case 'float64':
      return fromFloat(view.getFloat64(0), 17);
  }
}

/** The registers that hold a number, for the simulator. Digits a float cannot carry are lost as in the meter. */
export function encodeNumber(value: Exact, type: RegisterType, order: WordOrder): number[] {
  const view = new DataView(new ArrayBuffer(2 * WIDTH[type]));
  const integer = divideHalfUp(value.units, 10n ** BigInt(value.decimals));
  if (type === 'float32') view.setFloat32(0, Number(`${value.units}e${-value.decimals}`));
  else if (type === 'float64') view.setFloat64(0, Number(`${value.units}e${-value.decimals}`));
  else if (WIDTH[type] === 4) view.setBigUint64(0, BigInt.asUintN(64, integer));
  else if (WIDTH[type] === 2) view.setUint32(0, Number(BigInt.asUintN(32, integer)));
  else view.setUint16(0, Number(BigInt.asUintN(16, integer)));
  const words = Array.from({ length: WIDTH[type] }, (_, at) => view.getUint16(2 * at));
  const bytes = orderedBytes(words, order);
  return words.map((_, at) => ((bytes[2 * at] as number) << 8) | (bytes[2 * at + 1] as number));
}

function whole(units: bigint): Exact {
  return { units, decimals: 0 };
}

/** So many digits name a float of that width and no other. */
function fromFloat(value: number, digits: number): Exact | undefined {
  return Number.isFinite(value) ? exactOf(value.toPrecision(digits)) : undefined;
}

/** "0.01", "-1150.5", "1.23456789e+9". */
export function exactOf(text: string): Exact {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/i.exec(text);
  if (!match) throw new RangeError(`not a decimal number: ${text}`);
  const [, sign = '', before = '0', after = '', exponent = '0'] = match;
  const units = BigInt(`${sign}${before}${after}`);
  const decimals = after.length - Number(exponent);
  return decimals >= 0 ? { units, decimals } : { units: units * 10n ** BigInt(-decimals), decimals: 0 };
}

export function times(a: Exact, b: Exact): Exact {
  return { units: a.units * b.units, decimals: a.decimals + b.decimals };
}

/**
 * What meters send in place of a value they have not: NaN, or every bit set where no sign could make that −1. A counter
 * of 16 bits may come to stand there by itself.
 */
export function isMissing({ type, order, quantity }: ModbusRegister, words: readonly number[]): boolean {
  if (type === 'float32') return Number.isNaN(new DataView(orderedBytes(words, order).buffer).getFloat32(0));
  if (type === 'float64') return Number.isNaN(new DataView(orderedBytes(words, order).buffer).getFloat64(0));
  if (!type.startsWith('u') || !words.every((word) => word === 0xffff)) return false;
  const family = QUANTITIES[quantity];
  return WIDTH[type] > 1 || (family !== 'energy' && family !== 'reactive');
}

export interface Measured {
  /** Thousandths of kWh, kvarh, kW, V, A, Hz or of one. */
  readonly milli: number;
  /** The register is a float and shows more digits than a float has. */
  readonly isImprecise: boolean;
}

/** The register's worth; undefined where it holds no number or none that can be kept. */
export function measure(register: ModbusRegister, words: readonly number[], ratio: Exact): Measured | undefined {
  const number = decodeNumber(words, register.type, register.order);
  if (!number) return undefined;
  const family = QUANTITIES[register.quantity];
  const power = UNITS[family][register.unit] ?? 0;
  const value = times(times(number, exactOf(register.scale)), ratio);
  const isFloatEnergy = register.type === 'float32' && (family === 'energy' || family === 'reactive');
  if (!isFloatEnergy) return keep(inDecimals(value, 3 + power), false);
  const own = inDecimals(value, FLOAT_ENERGY_DECIMALS + power);
  const hasTooMany = inDecimals(times(number, exactOf(register.scale)), FLOAT_ENERGY_DECIMALS + power);
  return keep(own * 10n, hasTooMany > MOST_FLOAT_DIGITS || hasTooMany < -MOST_FLOAT_DIGITS);
}

/** Rounded to so many decimals by the one rule; `decimals` below zero divides. */
function inDecimals({ units, decimals }: Exact, wanted: number): bigint {
  const shift = wanted - decimals;
  return shift >= 0 ? units * 10n ** BigInt(shift) : divideHalfUp(units, 10n ** BigInt(-shift));
}

function keep(milli: bigint, isImprecise: boolean): Measured | undefined {
  const number = Number(milli);
  return Number.isSafeInteger(number) ? { milli: number, isImprecise } : undefined;
}
