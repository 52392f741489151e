import { type Milli, milli } from '../../shared/quantity.ts';
import { type DataSet, decimalOf } from '../framing/obis.domain.ts';
import { current, isCode, type Measure, milliOf, totalOrSum } from '../framing/obis-values.domain.ts';
import type { RegisterValues } from '../ports/meter.ts';
import { isAddressed } from './messages.domain.ts';
import type { Iec62056Profile } from './profile.schema.ts';

/** What a readout says of registers, demand, live values and clock. Pure. */

export type Registers = Omit<RegisterValues, 'at' | 'isImprecise'>;

/** Undefined where there is no total that can be billed. Without one it is the sum of the tariffs 1 to 4. */
export function registersOf(sets: readonly DataSet[], profile: Iec62056Profile, history: number | null = null) {
  const at = (code: string, wanted: readonly Measure[], usual: string): Milli | undefined => {
    if (code === '') return undefined;
    const found = sets.find((set) => set.history === history && isCode(set, code));
    const value = milliOf(found?.values[0], wanted, usual);
    return value !== undefined && value >= 0 ? value : undefined;
  };
  const measures: readonly Measure[] = [profile.unit === 'm3' ? 'volume' : 'energy'];
  const billed = (code: string) => at(code, measures, profile.unit);
  const isWritten = (code: string) => sets.some((set) => set.history === history && isCode(set, code));
  const stem = profile.total.replace(/\.0$/, '');
  const tariffs = [1, 2, 3, 4].map((number) => `${stem}.${number}`);
  const total = totalOrSum(profile.total, tariffs, isWritten, billed);
  if (total === undefined) return undefined;
  const registers: Registers = {
    totalMilli: total,
    sharpMilli: billed(profile.sharp) ?? null,
    peakMilli: billed(profile.peak) ?? null,
    flatMilli: billed(profile.flat) ?? null,
    valleyMilli: billed(profile.valley) ?? null,
    reverseMilli: billed(profile.reverse) ?? null,
    demandMilli: at(profile.demand, ['power'], 'kW') ?? null,
    reactiveMilli: at(profile.reactive, ['reactive'], 'kvarh') ?? null,
  };
  return registers;
}

/** Null: the readout does not say whose it is. */
export function isOwn(sets: readonly DataSet[], address: string): boolean | null {
  const numbers = ['C.1.0', '0.0.0', 'C.1.1', '0.0.1'].flatMap((code) => {
    const text = current(sets, code)?.values[0]?.text;
    return text ? [text] : [];
  });
  return numbers.length === 0 ? null : numbers.some((number) => isAddressed(address, number));
}

export interface Demand {
  readonly demandMilli: Milli;
  /** "2026-09-24 08:15:00" */
  readonly occurred: string | null;
}

export function demandOf(sets: readonly DataSet[], profile: Iec62056Profile): Demand | undefined {
  const found = profile.demand === '' ? undefined : current(sets, profile.demand);
  const demandMilli = milliOf(found?.values[0], ['power'], 'kW');
  if (demandMilli === undefined) return undefined;
  return { demandMilli, occurred: momentOf(found?.values[1]?.text ?? '') ?? null };
}

export function powerOf(sets: readonly DataSet[]) {
  const at = (code: string, measure: Measure, usual: string) =>
    milliOf(current(sets, code)?.values[0], [measure], usual) ?? null;
  const each = (codes: readonly [string, string, string], measure: Measure, usual: string) =>
    codes.map((code) => at(code, measure, usual)) as [Milli | null, Milli | null, Milli | null];
  /** Import less export where the meter shows them apart. */
  const signed = (net: string, taken: string, given: string): Milli | null => {
    const both = at(net, 'power', 'kW');
    if (both !== null) return both;
    const [plus, minus] = [at(taken, 'power', 'kW'), at(given, 'power', 'kW')];
    return plus === null ? null : milli(plus - (minus ?? 0));
  };
  const factor = current(sets, '13.7.0')?.values[0];
  return {
    voltageMilli: each(['32.7.0', '52.7.0', '72.7.0'], 'voltage', 'V'),
    currentMilli: each(['31.7.0', '51.7.0', '71.7.0'], 'current', 'A'),
    powerMilli: {
      total: signed('16.7.0', '1.7.0', '2.7.0'),
      a: signed('36.7.0', '21.7.0', '22.7.0'),
      b: signed('56.7.0', '41.7.0', '42.7.0'),
      c: signed('76.7.0', '61.7.0', '62.7.0'),
    },
    powerFactorMilli: milliOf(factor, ['ratio']) ?? null,
    frequencyMilli: at('14.7.0', 'frequency', 'Hz'),
  };
}

/** 0.9.1 and 0.9.2 → "2026-09-24 15:30:45". */
export function clockOf(sets: readonly DataSet[]): string | undefined {
  const time = current(sets, '0.9.1')?.values[0]?.text ?? '';
  const date = current(sets, '0.9.2')?.values[0]?.text ?? '';
  return momentOf(`${date},${time}`);
}

/** F.F: the meter's own errors, eight hexadecimal digits at most. */
export function errorWordOf(sets: readonly DataSet[]): number | undefined {
  const text = current(sets, 'F.F')?.values[0]?.text ?? '';
  return /^[0-9A-F]{1,8}$/i.test(text) ? Number.parseInt(text, 16) : undefined;
}

export interface Frozen {
  readonly registers: Registers;
  readonly frozen: string;
}

/**
 * The values of the `ago`-th last reset. The number behind the asterisk is either how long ago (1, 2 …) or the meter's
 * count of resets, which register 0.1.0 tells. Without the date of the reset (0.1.2) nothing is given.
 */
export function frozenOf(sets: readonly DataSet[], profile: Iec62056Profile, ago: number): Frozen | undefined {
  const count = decimalOf(current(sets, '0.1.0')?.values[0]?.text ?? '');
  const history = count?.decimals === 0 && count.units > 0 ? (count.units - ago + 1 + 100) % 100 : ago;
  const registers = registersOf(sets, profile, history);
  const reset = sets.find((set) => set.history === history && isCode(set, '0.1.2'));
  const frozen = momentOf(reset?.values[0]?.text ?? '');
  return registers && frozen ? { registers, frozen } : undefined;
}

/** "26-09-24,15:30:45", "26-09-24 15:30", "2609241530(45)": the forms in use. */
export function momentOf(text: string): string | undefined {
  const digits = text.replace(/[^0-9]/g, '');
  const [, yy = '', mo = '', dd = '', hh = '', mi = '', ss = '00'] =
    /^(?:20)?(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?$/.exec(digits) ?? [];
  const moment = `20${yy}-${mo}-${dd} ${hh}:${mi}:${ss}`;
  const parsed = new Date(`${moment.replace(' ', 'T')}Z`);
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== moment.slice(0, 10)
    ? undefined
    : moment;
}
