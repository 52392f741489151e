import type { LiveReading } from '../readings/index.ts';
import type { RatedBill, TariffVersion } from '../tariffs/index.ts';
import type { Span } from './billing.domain.ts';
import type { BillExplanation } from './billing.schema.ts';
import type { CandidateRow } from './billing.store.ts';
import type { Measured } from './measure.domain.ts';
import { explainPrices, type PeriodPrices } from './prices.service.ts';

interface Explained {
  readonly candidate: CandidateRow;
  readonly span: Span<LiveReading>;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly prices: PeriodPrices;
  readonly measured: Measured;
  readonly cycleFrom: string;
  readonly once: BillExplanation['once'];
  readonly circumstances: BillExplanation['circumstances'];
  readonly dueOn: string;
  readonly settledBeforeMilli: number;
}

/** Everything the paper shows beyond the lines, as it stands on the day of issue. */
export function explainBill(of: Explained, rated: RatedBill): BillExplanation {
  const { accountNo, service, customerName, doorNo, address, meterNo, digits, decimals, multiplier } = of.candidate;
  const { head } = of.prices;
  const { circumstances, measured } = of;
  const versions = explainPrices(of.prices, of.periodTo);
  const further = explainFurther(of.span);
  return {
    format: 1,
    account: { accountNo, service, customerName, doorNo, address },
    meter: { meterNo, digits, decimals, multiplier },
    previous: explainReading(of.span.previous, of.periodFrom),
    present: explainReading(of.span.present, of.periodTo),
    turns: measured.turns,
    registerMilli: measured.registerMilli,
    unit: head.document.unit,
    tariff: tariffHead(head),
    ...(versions && { versions }),
    ...(of.once && { once: of.once }),
    ...(circumstances && Object.keys(circumstances).length > 0 && { circumstances }),
    ...(further && { further }),
    ...(measured.volume && { volume: measured.volume }),
    ...(rated.vat && { vat: rated.vat }),
    cycleFrom: of.cycleFrom,
    runningBeforeMilli: rated.runningBeforeMilli,
    runningAfterMilli: rated.runningAfterMilli,
    ...(of.settledBeforeMilli !== 0 && { settledBeforeMilli: of.settledBeforeMilli }),
    dueOn: of.dueOn,
  };
}

const heads = new WeakMap<TariffVersion, BillExplanation['tariff']>();

/** One object for all bills of a version, so that they are seen to say the same. */
function tariffHead(tariff: TariffVersion): BillExplanation['tariff'] {
  const known = heads.get(tariff);
  if (known) return known;
  const { code, name, effectiveFrom, source, document } = tariff;
  const head = { code, name, effectiveFrom, source, rounding: document.rounding, cycle: document.cycle };
  heads.set(tariff, head);
  return head;
}

function explainReading(reading: LiveReading, on: string): BillExplanation['previous'] {
  const { readingId, readAt: at, source, role, totalMilli, sharpMilli, peakMilli, flatMilli, valleyMilli } = reading;
  return { readingId, on, at, source, role, totalMilli, sharpMilli, peakMilli, flatMilli, valleyMilli };
}

/** Registers few meters have. */
function explainFurther({ previous, present }: Span<LiveReading>): BillExplanation['further'] {
  const { demandMilli, reactiveMilli } = present;
  if (demandMilli === null && reactiveMilli === null) return undefined;
  return {
    ...(demandMilli !== null && { demandMilli }),
    ...(reactiveMilli !== null &&
      previous.reactiveMilli !== null && { reactiveMilli: [previous.reactiveMilli, reactiveMilli] }),
  };
}
