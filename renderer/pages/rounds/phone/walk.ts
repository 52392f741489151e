import type { CapturedValues, Stop } from '../../../../main/modules/rounds/phone.schema.ts';
import { fitsRegister, type RegisterKey } from '../../../../main/modules/rounds/plausible.domain.ts';
import { formatMilli, parseMilli } from '../../../../main/shared/quantity.ts';
import type { Kept, KeptCapture } from './store.ts';

export type Typed = Partial<Record<RegisterKey, string>>;
export type Problem = 'notNumber' | 'tooLong';

/** The latest look at each meter of a round on this phone. */
export function latestLooks(kept: Kept, roundUid: string): Map<number, KeptCapture> {
  const looks = new Map<number, KeptCapture>();
  for (const one of kept.captures) {
    if (one.roundUid !== roundUid) continue;
    const before = looks.get(one.capture.meterId);
    if (!before || before.capture.takenAt <= one.capture.takenAt) looks.set(one.capture.meterId, one);
  }
  return looks;
}

/** The next door without a look, going round once; the door itself when all are done. */
export function nextOpen(stops: readonly Stop[], seen: ReadonlySet<number>, from: number): number {
  for (let step = 1; step <= stops.length; step++) {
    const position = (from + step) % stops.length;
    const stop = stops[position];
    if (stop && !seen.has(stop.meterId)) return position;
  }
  return from;
}

/** A digit, the point or an erasure at the end of what is typed. */
export function pressed(text: string, key: string): string {
  if (key === 'erase') return text.slice(0, -1);
  if (key === '.') return text.includes('.') ? text : `${text === '' ? '0' : text}.`;
  const next = text === '0' ? key : text + key;
  const [, decimals = ''] = next.split('.');
  return decimals.length > 3 || next.length > 13 ? text : next;
}

export function typedOf(values: CapturedValues, decimals: number): Typed {
  const typed: Typed = {};
  for (const [key, value] of Object.entries(values) as [RegisterKey, number | null][])
    if (value !== null) typed[key] = formatMilli(value, decimals);
  return typed;
}

const NONE: CapturedValues = {
  totalMilli: 0,
  sharpMilli: null,
  peakMilli: null,
  flatMilli: null,
  valleyMilli: null,
  demandMilli: null,
  reactiveMilli: null,
};

/** Thousandths of what is typed; undefined while there is no total, a problem where it cannot be one. */
export function valuesOf(typed: Typed, stop: Stop): CapturedValues | Problem | undefined {
  const values: CapturedValues = { ...NONE };
  for (const [key, text] of Object.entries(typed) as [RegisterKey, string][]) {
    if (text === '') continue;
    try {
      values[key] = parseMilli(text);
    } catch {
      return 'notNumber';
    }
    if (!fitsRegister(values[key] ?? 0, stop.digits)) return 'tooLong';
  }
  return typed.totalMilli ? values : undefined;
}

/** A door by its number or its meter's, or the end of one: what is printed on a meter is often shorter. */
export function matches(stop: Stop, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return stop.doorNo.toLowerCase().includes(wanted) || stop.meterNo.toLowerCase().includes(wanted);
}

/** The meter of a code, also where one of the two lacks leading zeros or the beginning; -1 when none or several could be meant. */
export function findByCode(stops: readonly Stop[], code: string): number {
  const bare = (text: string) => text.replace(/^0+/, '');
  const tests: readonly ((meterNo: string) => boolean)[] = [
    (meterNo) => meterNo === code,
    (meterNo) => bare(code) !== '' && bare(meterNo) === bare(code),
    (meterNo) => code.length >= 4 && meterNo.endsWith(code),
  ];
  for (const isMeant of tests) {
    const found = stops.flatMap(({ meterNo }, position) => (isMeant(meterNo) ? [position] : []));
    if (found.length > 0) return found.length === 1 ? (found[0] ?? -1) : -1;
  }
  return -1;
}
