import { formatScaled } from '../../shared/money.ts';
import { formatMilli, parseMilli } from '../../shared/quantity.ts';
import type { VolumeCorrection } from './charges.schema.ts';
import { rateAcross } from './price-change.domain.ts';
import { type RateAnswer, type RatedBill, RateRequest, type UsageInput } from './rated.schema.ts';
import type { Usage } from './rating.domain.ts';
import { standardQuantity } from './volume.domain.ts';

/** Rates a request made of decimals. Throws a ZodError for a malformed request, UnratableError where a price or figure is missing. */
export function rateRequest(request: RateRequest): RateAnswer {
  const { tariff, usage: given, change } = RateRequest.parse(request);
  const usage = usageOf(given, tariff.volume);
  const versions = change
    ? [
        {
          document: tariff,
          days: change.daysBefore,
          measured:
            change.quantityBefore === undefined
              ? undefined
              : { quantityMilli: standardQuantity(tariff.volume, parseMilli(change.quantityBefore)) },
        },
        { document: change.tariff, days: change.days - change.daysBefore },
      ]
    : [{ document: tariff, days: 1 }];
  return answer(rateAcross(versions, usage), (change?.tariff ?? tariff).unit);
}

function usageOf(given: UsageInput, volume: VolumeCorrection | undefined): Usage {
  const periods =
    'periods' in given
      ? Object.fromEntries(Object.entries(given.periods).map(([period, text]) => [period, parseMilli(text)]))
      : undefined;
  const optional = (text: string | undefined) => (text === undefined ? undefined : parseMilli(text));
  const { people } = given;
  return {
    quantityMilli:
      'periods' in given
        ? Object.values(periods ?? {}).reduce((sum, quantity) => sum + quantity, 0)
        : standardQuantity(volume, parseMilli(given.quantity)),
    periods,
    runningBeforeMilli: parseMilli(given.runningTotal),
    monthNumber: given.month,
    household: typeof people === 'number' ? [{ people, months: 1 }] : people,
    isHeating: given.isHeating,
    hasQuota: given.hasQuota,
    months: given.months,
    capacityMilli: optional(given.capacityKva),
    capacityDays: given.capacityDays,
    demandMilli: optional(given.demandKw),
    agreedDemandMilli: optional(given.agreedDemandKw),
    reactiveMilli: optional(given.reactiveKvarh),
  };
}

function answer(bill: RatedBill, unit: RateAnswer['unit']): RateAnswer {
  const shown = (value: number | null) => (value === null ? null : formatMilli(value));
  const yuan = (value: number) => formatScaled(value, 2, 2);
  return {
    total: yuan(bill.totalFen),
    exact: bill.exactYuan,
    rounding: bill.rounding,
    unit,
    quantity: formatMilli(bill.quantityMilli),
    runningTotalBefore: formatMilli(bill.runningBeforeMilli),
    runningTotalAfter: formatMilli(bill.runningAfterMilli),
    vat: bill.vat && { rate: bill.vat.rate, net: yuan(bill.vat.netFen), tax: yuan(bill.vat.taxFen) },
    lines: bill.lines.map((l) => ({
      kind: l.kind,
      name: l.name,
      period: l.period,
      tier: l.tier,
      quantity: formatMilli(l.quantityMilli),
      price: formatScaled(l.priceE8, 8, 2),
      exact: l.exactYuan,
      amount: yuan(l.amountFen),
      from: shown(l.why.fromMilli),
      to: shown(l.why.toMilli),
      ...(l.why.days && { days: l.why.days }),
      ...(l.why.figures && { figures: l.why.figures }),
    })),
  };
}
