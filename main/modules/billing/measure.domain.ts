import type { TariffDocument } from '../tariffs/document.schema.ts';
import { standardQuantity } from '../tariffs/volume.domain.ts';
import { type BilledReading, type Span, turnsAlong } from './billing.domain.ts';
import type { BillExplanation, ExceptionReason } from './billing.schema.ts';

export interface Measured {
  readonly turns: number;
  readonly registerMilli: number;
  readonly quantityMilli: number;
  readonly volume?: BillExplanation['volume'];
}

/** Gas as it is billed where its tariff, or the bill it is rated again for, corrects it to standard conditions. */
export function atStandard(measured: Measured, correction: TariffDocument['volume']): Measured {
  if (!correction) return measured;
  const { quantityMilli: meteredMilli } = measured;
  return {
    ...measured,
    quantityMilli: standardQuantity(correction, meteredMilli),
    volume: { meteredMilli, correction },
  };
}

/** What was used along a span, before and after the multiplier. */
export function measure(
  span: Span<BilledReading>,
  meter: { digits: number; multiplier: number },
): Measured | ExceptionReason {
  const turns = turnsAlong(span.chain);
  if (turns === undefined) return 'negative';
  const registerMilli = span.present.totalMilli - span.previous.totalMilli + turns * 10 ** meter.digits * 1000;
  const quantityMilli = registerMilli * meter.multiplier;
  if (!Number.isSafeInteger(quantityMilli)) return 'out-of-range';
  return { turns, registerMilli, quantityMilli };
}
