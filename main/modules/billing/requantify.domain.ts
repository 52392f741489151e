import { spread } from '../../shared/spread.ts';
import type { VersionSpan } from '../tariffs/price-change.domain.ts';
import type { PeriodName } from './billing.domain.ts';

type Quantities = Partial<Record<PeriodName, number>>;

export interface MeasuredUsage {
  readonly spans: readonly VersionSpan[];
  readonly quantityMilli: number;
  readonly periods: Quantities | undefined;
}

/**
 * What was measured, brought to another quantity: every period of time of use, and every part that a reading on the day of
 * a price change measured, in its proportion.
 */
export function scaledTo(measured: MeasuredUsage, quantityMilli: number): MeasuredUsage {
  if (quantityMilli === measured.quantityMilli) return measured;
  const { spans, periods } = measured;
  const names = periods ? (Object.keys(periods) as PeriodName[]) : [undefined];
  const parts = partsOf(measured, names);
  const cells = spread(quantityMilli, parts.flat());
  const scaled = parts.map((part, i) => cells.slice(i * part.length, (i + 1) * part.length));
  const byName = (quantities: readonly number[]): Quantities =>
    Object.fromEntries(names.map((name, i) => [name, quantities[i] ?? 0]));
  return {
    quantityMilli,
    periods: periods && byName(names.map((_, i) => sum(scaled.map((part) => part[i] ?? 0)))),
    spans: spans.map((span, i) => {
      if (!span.measured) return span;
      const part = scaled[i] ?? [];
      return { ...span, measured: { quantityMilli: sum(part), ...(periods && { periods: byName(part) }) } };
    }),
  };
}

/** One row a measured part and one for what is left after them, one column a period. */
function partsOf(
  { spans, quantityMilli, periods }: MeasuredUsage,
  names: readonly (PeriodName | undefined)[],
): number[][] {
  const whole = names.map((name) => (name === undefined ? quantityMilli : (periods?.[name] ?? 0)));
  const rows = spans.flatMap(({ measured }) => {
    if (!measured) return [];
    const of: Quantities = measured.periods ?? {};
    return [names.map((name) => (name === undefined ? measured.quantityMilli : (of[name] ?? 0)))];
  });
  // The decimals that registers cut off may leave a period of the last part a thousandth below nothing.
  const rest = whole.map((quantity, i) => Math.max(0, quantity - sum(rows.map((row) => row[i] ?? 0))));
  return [...rows, rest];
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
