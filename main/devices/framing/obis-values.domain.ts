import { type Milli, milli } from '../../shared/quantity.ts';
import { type DataSet, type DataValue, decimalOf } from './obis.domain.ts';

/** Registers out of data sets, in thousandths of what is billed or shown. Pure. */

/** The register as it stands now; of several channels the first that is written. */
export function current(sets: readonly DataSet[], code: string): DataSet | undefined {
  return sets.find((set) => set.history === null && isCode(set, code));
}

/** "1.8" and "1.8.0" are one register; a code with a channel ("0-1:24.2.1") means that channel only. */
export function isCode(set: DataSet, code: string): boolean {
  const [channel, bare] = code.includes(':') ? (code.split(':') as [string, string]) : ['', code];
  const full = (text: string) => (text.split('.').length === 2 ? `${text}.0` : text);
  return full(set.code) === full(bare) && (channel === '' || channel === set.channel);
}

/** Factor to the unit that is billed or shown, as numerator / denominator. */
const UNITS: Readonly<Record<string, readonly [quantity: string, numerator: number, denominator: number]>> = {
  kwh: ['energy', 1, 1],
  wh: ['energy', 1, 1000],
  mwh: ['energy', 1000, 1],
  mj: ['energy', 10, 36],
  gj: ['energy', 10_000, 36],
  kvarh: ['reactive', 1, 1],
  varh: ['reactive', 1, 1000],
  m3: ['volume', 1, 1],
  l: ['volume', 1, 1000],
  kw: ['power', 1, 1],
  w: ['power', 1, 1000],
  mw: ['power', 1000, 1],
  v: ['voltage', 1, 1],
  a: ['current', 1, 1],
  hz: ['frequency', 1, 1],
};

export type Measure = 'energy' | 'reactive' | 'volume' | 'power' | 'voltage' | 'current' | 'frequency' | 'ratio';

/**
 * Undefined where no such value can be read: no decimal, another unit. A meter that writes no unit means the one its
 * profile names (`usual`). What is smaller than a thousandth is cut off.
 */
export function milliOf(value: DataValue | undefined, measures: readonly Measure[], usual = ''): Milli | undefined {
  const decimal = value && decimalOf(value.text);
  if (!value || !decimal) return undefined;
  const name = (value.unit || usual).toLowerCase().replace('³', '3');
  const [quantity, numerator, denominator] = name === '' ? (['ratio', 1, 1] as const) : (UNITS[name] ?? ['', 1, 1]);
  if (!measures.includes(quantity as Measure)) return undefined;
  const scaled = BigInt(decimal.units) * BigInt(numerator) * 1000n;
  const whole = Number(scaled / (BigInt(denominator) * 10n ** BigInt(decimal.decimals)));
  return Number.isSafeInteger(whole) ? milli(whole) : undefined;
}

/**
 * The register, or the sum of its tariffs where it is not written. What is written and cannot be read is never left out:
 * the rest of a sum is a wrong bill.
 */
export function totalOrSum(
  code: string,
  tariffs: readonly string[],
  isWritten: (code: string) => boolean,
  read: (code: string) => Milli | undefined,
): Milli | undefined {
  if (isWritten(code)) return read(code);
  const found = tariffs.filter(isWritten).map(read);
  if (found.length === 0) return undefined;
  return found.reduce((sum, value) => (sum === undefined || value === undefined ? undefined : milli(sum + value)));
}
