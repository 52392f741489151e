import type { BilledReading, Span } from './billing.domain.ts';

interface FurtherRegisters {
  readonly demandMilli: number | null;
  readonly reactiveMilli: number | null;
}

/**
 * Highest demand of the period and reactive energy, after the multiplier; undefined where a reading does not tell. The
 * demand register is reset at every reading, so the highest one read is the highest of the period.
 */
export function furtherQuantities(
  span: Span<BilledReading & FurtherRegisters>,
  { digits, multiplier }: { digits: number; multiplier: number },
): { readonly demandMilli: number | undefined; readonly reactiveMilli: number | undefined } {
  const { previous, present, chain } = span;
  const demands = chain.slice(1).flatMap((reading) => reading.demandMilli ?? []);
  const [before, now] = [previous.reactiveMilli, present.reactiveMilli];
  const turned = before !== null && now !== null && now < before ? 10 ** digits * 1000 : 0;
  return {
    demandMilli: demands.length > 0 ? Math.max(...demands) * multiplier : undefined,
    reactiveMilli: before === null || now === null ? undefined : (now - before + turned) * multiplier,
  };
}
