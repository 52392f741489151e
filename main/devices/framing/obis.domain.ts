import type { Decimal } from './frame.ts';

/** Data sets as IEC 62056-21 meters and P1 ports write them: "1-0:1.8.0*255(001234.5*kWh)(…)". Pure. */

export interface DataSet {
  /** As it was written. */
  readonly id: string;
  /** "1.8.0": without medium and channel, without the history. */
  readonly code: string;
  /** "1-0"; empty where the meter leaves it out. */
  readonly channel: string;
  /** 1 = one period ago; null = the register as it stands now (no suffix, or 255). */
  readonly history: number | null;
  readonly values: readonly DataValue[];
}

export interface DataValue {
  readonly text: string;
  /** Empty where the meter sends "*" and nothing behind it; null where it sends no unit at all. */
  readonly unit: string | null;
}

const SET = /([^()\r\n]*)\(([^()\r\n]*)\)/g;
const ID = /^(?:(\d+-\d+):|\d+:)?([0-9A-Z]{1,3}(?:\.[0-9A-Z]{1,3}){0,2})(?:[*&](\d{1,3}))?$/i;

/**
 * Whether every bracket has its partner in its line, and no name stands in the line before its brackets. Such a line
 * would give its value to the register before it, and a checksum of one byte, or none, lets it pass now and then.
 */
export function isWhole(text: string): boolean {
  const lines = text.split(/[\r\n]+/);
  const isTorn = (line: string, before: string) => /^ *\(/.test(line) && /^[^()]*[^() ][^()]*$/.test(before);
  return lines.every((line, at) => /^(?:[^()]*\([^()]*\))*[^()]*$/.test(line) && !isTorn(line, lines[at - 1] ?? ''));
}

/** Every data set of a text. Brackets without a name in front belong to the set before (P1 of the second edition). */
export function parseDataSets(text: string): readonly DataSet[] {
  const sets: { id: string; values: DataValue[] }[] = [];
  for (const [, before = '', inside = ''] of text.matchAll(SET)) {
    const id = printable(before).trim();
    const last = sets.at(-1);
    if (id === '') last?.values.push(bracketOf(inside));
    else sets.push({ id, values: [bracketOf(inside)] });
  }
  return sets.map(({ id, values }) => ({ ...partsOf(id), values }));
}

function bracketOf(inside: string): DataValue {
  const star = inside.lastIndexOf('*');
  if (star < 0) return { text: inside.trim(), unit: null };
  return { text: inside.slice(0, star).trim(), unit: inside.slice(star + 1).trim() };
}

function partsOf(id: string): Omit<DataSet, 'values'> {
  const found = ID.exec(id);
  if (!found) return { id, code: id, channel: '', history: null };
  const [, channel = '', code = '', suffix] = found;
  const history = suffix === undefined || suffix === '255' ? null : Number(suffix);
  return { id, code, channel, history };
}

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '');
}

/** "001234.5" → exactly that; undefined for anything that is no plain decimal. */
export function decimalOf(text: string): Decimal | undefined {
  const found = /^(-?)(\d{1,12})(?:\.(\d{1,6}))?$/.exec(text.trim());
  if (!found) return undefined;
  const [, sign = '', whole = '', part = ''] = found;
  const units = Number(whole + part);
  if (!Number.isSafeInteger(units)) return undefined;
  return { units: (sign ? -units : units) + 0, decimals: part.length };
}

/** A number where the meter writes one: with a unit, or with a point. Serial numbers and states stay text. */
export function measuredValue({ text, unit }: DataValue): Decimal | undefined {
  return unit !== null || text.includes('.') ? decimalOf(text) : undefined;
}
