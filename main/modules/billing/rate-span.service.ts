import type { Month } from '../../shared/dates.ts';
import type { LiveReading } from '../readings/index.ts';
import { needsPeriods, type RatedBill, rateAcross, type TariffVersion, UnratableError } from '../tariffs/index.ts';
import { periodQuantities, type Span } from './billing.domain.ts';
import type { BillExplanation, ExceptionReason } from './billing.schema.ts';
import { usageOf } from './circumstances.domain.ts';
import type { Measured } from './measure.domain.ts';
import { type PeriodPrices, versionSpans } from './prices.service.ts';
import { furtherQuantities } from './registers.domain.ts';

/** What was measured between two readings, and everything its price may depend on. */
export interface RateSpan {
  readonly span: Span<LiveReading>;
  readonly meter: { readonly digits: number; readonly multiplier: number };
  readonly measured: Measured;
  readonly prices: PeriodPrices;
  readonly zone: string;
  readonly month: Month;
  readonly runningBeforeMilli: number;
  readonly circumstances: BillExplanation['circumstances'];
  readonly once: BillExplanation['once'];
}

/** Rates a measured span by the versions that price it from a given running total, or says why it cannot be rated. */
export function rateSpan(of: RateSpan): RatedBill | ExceptionReason {
  const { span, prices, measured, zone, month, runningBeforeMilli, once } = of;
  const { digits, multiplier } = of.meter;
  const { quantityMilli } = measured;
  const isTimed = prices.versions.some((version) => needsPeriods(version.tariff.document));
  const periods = isTimed ? periodQuantities(span, of.meter, quantityMilli) : undefined;
  if (typeof periods === 'string') return periods;
  const correction = measured.volume?.correction;
  return tryRate(versionSpans(prices, span.chain, { zone, digits, multiplier, isTimed, correction }), {
    ...(of.circumstances && usageOf(of.circumstances)),
    ...(asksRegisters(prices.head) && furtherQuantities(span, of.meter)),
    quantityMilli,
    periods,
    runningBeforeMilli,
    monthNumber: Number(month.slice(5)),
    ...once,
  });
}

/** The tariff asks for the highest demand or reactive energy. */
function asksRegisters({ document }: TariffVersion): boolean {
  return document.powerFactor !== undefined || document.charges.some((charge) => charge.kind === 'demand');
}

/** The tariff asks for something once an account, whatever its meters. */
export function asksOnce({ document }: TariffVersion): boolean {
  return document.charges.length > 0 || document.minimum !== undefined || document.quota !== undefined;
}

function tryRate(...of: Parameters<typeof rateAcross>): RatedBill | ExceptionReason {
  try {
    return rateAcross(...of);
  } catch (error) {
    if (error instanceof UnratableError) return error.reason;
    // An absurd multiplier or price: that account waits for a correction, the others are billed.
    if (error instanceof RangeError) return 'out-of-range';
    throw error;
  }
}
