import type { Reading } from '../readings/index.ts';
import type { RatedBill, TariffVersion } from '../tariffs/index.ts';
import type { Span } from './billing.domain.ts';
import type { BillExplanation } from './billing.schema.ts';
import type { CandidateRow } from './billing.store.ts';
import { explainPrices, type PeriodPrices } from './prices.service.ts';

/** Everything the paper shows beyond the lines, as it stands on the day of issue. */
export function explainBill(of: {
  candidate: CandidateRow;
  span: Span<Reading>;
  periodFrom: string;
  periodTo: string;
  tariff: TariffVersion;
  rated: RatedBill;
  prices: PeriodPrices;
  turns: number;
  registerMilli: number;
  cycleFrom: string;
  once: BillExplanation['once'];
  circumstances: BillExplanation['circumstances'];
  volume?: BillExplanation['volume'];
  dueOn: string;
}): BillExplanation {
  const { accountNo, service, customerName, doorNo, address, meterNo, digits, decimals, multiplier } = of.candidate;
  const { code, name, effectiveFrom, source, document } = of.tariff;
  const versions = explainPrices(of.prices, of.periodTo);
  return {
    format: 1,
    account: { accountNo, service, customerName, doorNo, address },
    meter: { meterNo, digits, decimals, multiplier },
    previous: explainReading(of.span.previous, of.periodFrom),
    present: explainReading(of.span.present, of.periodTo),
    turns: of.turns,
    registerMilli: of.registerMilli,
    unit: document.unit,
    tariff: { code, name, effectiveFrom, source, rounding: document.rounding, cycle: document.cycle },
    ...(versions && { versions }),
    ...(of.once && { once: of.once }),
    ...(of.circumstances && Object.keys(of.circumstances).length > 0 && { circumstances: of.circumstances }),
    ...(of.volume && { volume: of.volume }),
    ...(of.rated.vat && { vat: of.rated.vat }),
    cycleFrom: of.cycleFrom,
    runningBeforeMilli: of.rated.runningBeforeMilli,
    runningAfterMilli: of.rated.runningAfterMilli,
    dueOn: of.dueOn,
  };
}

function explainReading(reading: Reading, on: string): BillExplanation['previous'] {
  const { readingId, readAt: at, source, role, totalMilli, sharpMilli, peakMilli, flatMilli, valleyMilli } = reading;
  const { demandMilli, reactiveMilli } = reading;
  return {
    ...{ readingId, on, at, source, role, totalMilli, sharpMilli, peakMilli, flatMilli, valleyMilli },
    ...(demandMilli !== null && { demandMilli }),
    ...(reactiveMilli !== null && { reactiveMilli }),
  };
}
