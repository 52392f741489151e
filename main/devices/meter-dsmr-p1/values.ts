import { type Milli, milli } from '../../shared/quantity.ts';
import type { DataSet, DataValue } from '../framing/obis.domain.ts';
import { current, type Measure, milliOf, totalOrSum } from '../framing/obis-values.domain.ts';

/** What a telegram says of the electricity meter and of the meters behind its port (gas, water, heat). Pure. */

export interface SubMeterValue {
  /** "0-1". */
  readonly channel: string;
  readonly id: string;
  /** YYMMDDhhmmss, with S or W behind it from edition 4 on. */
  readonly time: string;
  readonly value: DataValue;
}

/** Edition 4 and later: (time)(value*unit). Editions 2 and 3: (time)(00)(60)(1)(id)(unit) and the value on its own line. */
export function subMeterValues(sets: readonly DataSet[]): readonly SubMeterValue[] {
  return sets.flatMap(({ channel, code, id, values }): SubMeterValue[] => {
    const [time, second] = values;
    if (!time || !/^\d{12}[SW]?$/.test(time.text)) return [];
    if (code.startsWith('24.2.') && second?.unit) return [{ channel, id, time: time.text, value: second }];
    const [register, unit, last] = [values[4], values[5], values[6]];
    if (code !== '24.3.0' || !register || !unit || !last) return [];
    return [{ channel, id: register.text, time: time.text, value: { text: last.text, unit: unit.text } }];
  });
}

/** "0" or empty = the electricity meter, "1" to "4" = the meter behind that channel, else an equipment number. */
export type Target = { readonly kind: 'electricity' } | { readonly kind: 'channel'; readonly channel: string };

export function targetOf(sets: readonly DataSet[], address: string): Target | undefined {
  if (address === '' || address === '0') return { kind: 'electricity' };
  if (/^[1-4]$/.test(address)) return { kind: 'channel', channel: `0-${address}` };
  const own = sets.find(
    ({ code, values: [first] }) => (code === '96.1.1' || code === '96.1.0') && isNumber(first?.text ?? '', address),
  );
  if (!own) return undefined;
  return own.channel === '0-0' ? { kind: 'electricity' } : { kind: 'channel', channel: own.channel };
}

/** Equipment numbers are sent as the hexadecimal codes of their characters; nameplates show the characters. */
function isNumber(sent: string, address: string): boolean {
  if (sent === '' || sent.toUpperCase() === address.toUpperCase()) return sent !== '';
  const codes = /^([2-7][0-9A-F])+$/i.test(sent) ? (sent.match(/../g) ?? []) : [];
  return (
    codes
      .map((code) => String.fromCharCode(Number.parseInt(code, 16)))
      .join('')
      .toUpperCase() === address.toUpperCase()
  );
}

export interface ElectricityValues {
  readonly totalMilli: Milli;
  readonly tariff1Milli: Milli | null;
  readonly tariff2Milli: Milli | null;
  readonly reverseMilli: Milli | null;
}

export function electricityOf(sets: readonly DataSet[]): ElectricityValues | undefined {
  const energy = (code: string) => milliOf(current(sets, code)?.values[0], ['energy'], 'kWh');
  const isWritten = (code: string) => current(sets, code) !== undefined;
  const [tariff1, tariff2] = [energy('1-0:1.8.1'), energy('1-0:1.8.2')];
  const total = totalOrSum('1-0:1.8.0', ['1-0:1.8.1', '1-0:1.8.2'], isWritten, energy);
  if (total === undefined || total < 0) return undefined;
  const reverse = totalOrSum('1-0:2.8.0', ['1-0:2.8.1', '1-0:2.8.2'], isWritten, energy);
  return {
    totalMilli: total,
    tariff1Milli: tariff1 ?? null,
    tariff2Milli: tariff2 ?? null,
    reverseMilli: reverse ?? null,
  };
}

/** The register of a meter behind the port, in thousandths of m³ or kWh; undefined where there is none to be billed. */
export function subMeterOf(
  sets: readonly DataSet[],
  channel: string,
  measures: readonly Measure[] = ['volume', 'energy'],
): { totalMilli: Milli; time: string } | undefined {
  const found = subMeterValues(sets).find((value) => value.channel === channel);
  const totalMilli = milliOf(found?.value, measures);
  return found && totalMilli !== undefined && totalMilli >= 0 ? { totalMilli, time: found.time } : undefined;
}

export function powerOf(sets: readonly DataSet[]) {
  const at = (code: string, measure: Measure) => milliOf(current(sets, `1-0:${code}`)?.values[0], [measure]) ?? null;
  const net = (taken: string, given: string): Milli | null => {
    const plus = at(taken, 'power');
    return plus === null ? null : milli(plus - (at(given, 'power') ?? 0));
  };
  return {
    voltageMilli: [at('32.7.0', 'voltage'), at('52.7.0', 'voltage'), at('72.7.0', 'voltage')] as const,
    currentMilli: [at('31.7.0', 'current'), at('51.7.0', 'current'), at('71.7.0', 'current')] as const,
    powerMilli: {
      total: net('1.7.0', '2.7.0'),
      a: net('21.7.0', '22.7.0'),
      b: net('41.7.0', '42.7.0'),
      c: net('61.7.0', '62.7.0'),
    },
    powerFactorMilli: null,
    frequencyMilli: at('14.7.0', 'frequency'),
  };
}

/** 0-0:1.0.0: when the telegram was made, by the meter's clock. Editions 2 and 3 do not say. */
export function telegramTime(sets: readonly DataSet[]): string | undefined {
  return current(sets, '0-0:1.0.0')?.values[0]?.text;
}

/** "161113205757W" → "2016-11-13 20:57:57"; undefined for anything that is no moment. */
export function wallTime(text: string): string | undefined {
  const [, yy, mo, dd, hh, mi, ss] = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)[SW]?$/.exec(text) ?? [];
  const moment = `20${yy}-${mo}-${dd} ${hh}:${mi}:${ss}`;
  const parsed = new Date(`${moment.replace(' ', 'T')}Z`);
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== moment.slice(0, 10)
    ? undefined
    : moment;
}
