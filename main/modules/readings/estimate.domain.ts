import { type Milli, milli } from '../../shared/quantity.ts';
import { type Point, pastUsages, type Register, registerRange, registerUsage, usualUsage } from './readings.domain.ts';
import type { EstimateMethod, Registers } from './readings.schema.ts';

const YEAR_MS = 365 * 86_400_000;
const TOU = ['sharpMilli', 'peakMilli', 'flatMilli', 'valleyMilli'] as const;

/**
 * What a meter probably used since its last accepted reading: the average a day of up to six usages before, or the use of
 * the same days a year ago. Null where there is no such history. `newestFirst`: accepted readings.
 */
export function estimateUsage(
  method: EstimateMethod,
  newestFirst: readonly Point[],
  of: { readonly at: number; readonly register: Register },
): Milli | null {
  const last = newestFirst[0];
  if (!last || of.at <= last.readAt) return null;
  if (method === 'average') return usualUsage(pastUsages(newestFirst, of.register), of.at - last.readAt);
  const from = usedBy(newestFirst, last.readAt - YEAR_MS, of.register);
  const to = usedBy(newestFirst, of.at - YEAR_MS, of.register);
  return from === null || to === null ? null : milli(Math.round(to - from));
}

/** Use from the oldest reading up to an instant, evenly between the readings around it; null outside of them. */
function usedBy(newestFirst: readonly Point[], at: number, register: Register): number | null {
  const points = newestFirst.toReversed();
  let used = 0;
  for (const [i, next] of points.entries()) {
    const before = points[i - 1];
    if (!before) continue;
    const usage = registerUsage(before.totalMilli, next.totalMilli, register);
    if (at >= before.readAt && at <= next.readAt)
      return used + (usage * (at - before.readAt)) / (next.readAt - before.readAt);
    used += usage;
  }
  return null;
}

/**
 * What the registers would show after a use: whole units, so that nobody takes the figure for one that was read. The use
 * is split over time-of-use registers as that between the last two readings was; the last of them takes what is left over.
 */
export function estimatedRegisters(
  usageMilli: number,
  newestFirst: readonly [Point, ...Point[]],
  register: Register,
): Registers {
  const [last, before] = newestFirst;
  const range = registerRange(register.digits);
  const shown = Math.round(usageMilli / register.multiplier / 1000) * 1000;
  const split = TOU.filter((key) => last[key] !== null);
  const weights = split.map((key) => Math.max(0, (last[key] ?? 0) - (before?.[key] ?? 0)));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let rest = shown;
  const values: Registers = { ...last, totalMilli: (last.totalMilli + shown) % range };
  for (const [i, key] of split.entries()) {
    const isLast = i === split.length - 1;
    const part = isLast ? rest : whole > 0 ? Math.floor((shown * (weights[i] ?? 0)) / whole / 1000) * 1000 : 0;
    rest -= part;
    values[key] = ((last[key] ?? 0) + part) % range;
  }
  const { totalMilli, sharpMilli, peakMilli, flatMilli, valleyMilli } = values;
  return { totalMilli, sharpMilli, peakMilli, flatMilli, valleyMilli };
}

/**
 * What estimates between two real readings should have been, by time between the two, each register for itself. No higher
 * than the later reading and no lower than the earlier one. `times` lie between them.
 */
export function trueValues(from: Point, to: Point, times: readonly number[]): Registers[] {
  const between = (before: number | null, after: number | null, at: number) => {
    if (before === null || after === null) return before ?? after;
    const share = (at - from.readAt) / (to.readAt - from.readAt);
    return before + Math.floor(((after - before) * share) / 10) * 10;
  };
  return times.map((at) => ({
    totalMilli: between(from.totalMilli, to.totalMilli, at) ?? 0,
    sharpMilli: between(from.sharpMilli, to.sharpMilli, at),
    peakMilli: between(from.peakMilli, to.peakMilli, at),
    flatMilli: between(from.flatMilli, to.flatMilli, at),
    valleyMilli: between(from.valleyMilli, to.valleyMilli, at),
  }));
}
