import { shortFillRefund, soldGrams } from '../../../main/modules/cylinders/sales.domain.ts';
import { rateRequest } from '../../../main/modules/tariffs/rate-request.domain.ts';
import type { RateRequest } from '../../../main/modules/tariffs/rated.schema.ts';
import { parseYuan } from '../../../main/shared/money.ts';
import { formatMilli, parseGrams } from '../../../main/shared/quantity.ts';
import type { Reckoning } from './worked-example.ts';

/** Gas by the kilogram or the cylinder, with what is charged once a sale. */
function sale(unit: 'kg' | 'cylinder', price: string, quantity: string, delivery?: string): number {
  const tariff: RateRequest['tariff'] = {
    format: 1,
    unit,
    rounding: 'per-line',
    cycle: 'month',
    scheme: { kind: 'flat', price },
    charges: delivery ? [{ kind: 'fixed', name: '配送费', price: delivery, per: 'bill' }] : [],
  };
  return parseYuan(rateRequest({ tariff, usage: { quantity } }).total);
}

export const SOLD: Reckoning = {
  'LPG sold by the cylinder': (e) => sale('cylinder', e.tariff.price_per_15kg, e.input.cylinders, e.tariff.delivery),
  'LPG by net mass M1-M0': (e) =>
    sale('kg', e.tariff.price_per_kg, formatMilli(parseGrams(e.input.before_kg) - parseGrams(e.input.after_kg))),
  'LPG refill with residual credited': (e) => {
    const sold = soldGrams({
      fullGross: parseGrams(e.input.full_gross_kg),
      tare: parseGrams(e.input.tare_kg),
      returnedGross: parseGrams(e.input.returned_gross_kg),
    });
    return sale('kg', e.tariff.price_per_kg, formatMilli(sold));
  },
  'LPG short fill refund': (e) =>
    shortFillRefund(parseYuan(e.tariff.price_per_15kg), {
      nominalGrams: parseGrams(e.tariff.nominal_kg),
      netGrams: parseGrams(e.input.net_kg),
    }),
  'LPG 50 kg by nominal mass': (e) =>
    sale('kg', e.tariff.price_per_kg, formatMilli(parseGrams(e.tariff.nominal_kg) * Number(e.input.cylinders))),
};
