import { expect } from 'vitest';
import {
  correctedBy,
  halfPeriodDifference,
  standardVolume,
  wiringCorrection,
} from '../../../main/modules/readings/faults.domain.ts';
import { capacityCharge, thirtiethsOf } from '../../../main/modules/tariffs/capacity.domain.ts';
import { vatOf } from '../../../main/modules/tariffs/charges.domain.ts';
import type { LateFeeRuleInput } from '../../../main/modules/tariffs/charges.schema.ts';
import { LateFeeRule } from '../../../main/modules/tariffs/charges.schema.ts';
import { lateFee } from '../../../main/modules/tariffs/late-fee.domain.ts';
import { adjustmentOf, powerFactorOf } from '../../../main/modules/tariffs/power-factor.domain.ts';
import { rateRequest } from '../../../main/modules/tariffs/rate-request.domain.ts';
import type { RateRequest } from '../../../main/modules/tariffs/rated.schema.ts';
import { addDays } from '../../../main/shared/dates.ts';
import { formatScaled, parseYuan, priceE8, sumFen } from '../../../main/shared/money.ts';
import { formatMilli, parseMilli } from '../../../main/shared/quantity.ts';
import type { Example, Reckoning } from './worked-example.ts';

type Tariff = RateRequest['tariff'];
const base = { format: 1, unit: 'kWh', rounding: 'per-bill', cycle: 'month' } as const;
const flat = (price: string, more: Partial<Tariff> = {}): Tariff => ({
  ...base,
  scheme: { kind: 'flat', price },
  ...more,
});
const tiered = (limits: readonly string[], prices: readonly string[], more: Partial<Tariff> = {}): Tariff => ({
  ...base,
  scheme: { kind: 'tiered', tiers: prices.map((price, i) => ({ upTo: limits[i] ?? null, price })) },
  ...more,
});
const cost = (request: RateRequest): number => parseYuan(rateRequest(request).total);

const capacity = (price: string) => ({ kind: 'capacity' as const, name: '基本电费', price });
const onCapacity = (e: Example, more: object = {}) =>
  cost({
    tariff: flat(e.tariff.energy ?? '0', { charges: [capacity(e.tariff.capacity_price)] }),
    usage: { quantity: e.input.kwh ?? '0', capacityKva: e.input.kva, ...more },
  });
const times = (e: Example) => parseYuan(e.input.back_charge) * Number(e.tariff.multiple);
const backCharge = (e: Example, thirtieths: number) =>
  capacityCharge(parseMilli(e.input.kva), priceE8(e.tariff.capacity_price), thirtieths);

function industry(e: Example): number {
  const { multiplier, active, peak, valley, reactive, lighting_kwh } = e.input;
  const used = ([before, now]: [string, string]) => (parseMilli(now) - parseMilli(before)) * Number(multiplier);
  const all = used(active);
  const share = (factor: string) => formatScaled(Number(factor.slice(1)) * priceE8(e.tariff.flat), 8);
  const answer = rateRequest({
    tariff: {
      ...base,
      scheme: {
        kind: 'flat',
        price: { peak: share(e.tariff.peak), flat: e.tariff.flat, valley: share(e.tariff.valley) },
      },
      powerFactor: e.tariff.pf_standard,
      charges: [
        capacity(e.tariff.capacity_price),
        { kind: 'fixed-quantity', name: '照明', price: e.tariff.lighting, quantity: lighting_kwh },
        ...e.tariff.surcharges.map((price: string, i: number) => ({
          kind: 'surcharge' as const,
          name: `代征 ${i + 1}`,
          price,
        })),
      ],
    },
    usage: {
      periods: {
        peak: formatMilli(used(peak)),
        flat: formatMilli(all - used(peak) - used(valley)),
        valley: formatMilli(used(valley)),
      },
      // 75,000 yuan of basic charge in the worked steps are 5,000 kVA.
      capacityKva: '5000',
      reactiveKvarh: formatMilli(used(reactive)),
    },
  });
  expect(answer.lines.find((line) => line.kind === 'power-factor')?.figures).toMatchObject({
    powerFactor: '0.98',
    percent: '-0.75',
  });
  return parseYuan(answer.total);
}

function powerFactor(e: Example): number {
  const { active, reactive, charge_before } = e.input;
  const factor = powerFactorOf(Number(active), Number(reactive));
  if (e.expected) {
    expect(factor).toBe(Math.round(Number(e.expected.pf) * 100));
    expect(adjustmentOf(e.tariff.pf_standard, factor ?? 0)).toBe(Math.round(Number(e.expected.adjust_percent) * 100));
  }
  // The charge before the adjustment as a capacity charge of one yuan.
  return cost({
    tariff: flat('0', { powerFactor: e.tariff.pf_standard, charges: [capacity('1')] }),
    usage: { quantity: active, reactiveKvarh: reactive, capacityKva: charge_before },
  });
}

const quota = (e: Example) =>
  cost({
    tariff: tiered(e.tariff.limits, e.tariff.prices, {
      quota: { quantity: e.tariff.free_kwh, mode: e.tariff.mode === 'refund' ? 'refund' : 'deduct' },
    }),
    usage: { quantity: e.input.kwh, hasQuota: true },
  });

/** "day 11 of 30": ten days at the old price. */
const daysBefore = (text: string) => Number(/day (\d+)/.exec(text)?.[1]) - 1;
const changed = (e: Example, parts: 'exact' | 'whole') =>
  cost({
    tariff: flat(e.tariff.old, { priceChange: { split: 'by-days', parts } }),
    usage: { quantity: e.input.kwh },
    change: {
      tariff: flat(e.tariff.new, { priceChange: { split: 'by-days', parts } }),
      daysBefore: daysBefore(e.tariff.change),
      days: Number(e.input.days),
    },
  });

const DUE = '2025-01-31';
function late(e: Example): number {
  const { per_day, per_day_current_year, per_day_after_year_end, minimum, cap } = e.tariff;
  const rule: LateFeeRuleInput = {
    perDay: per_day ?? per_day_current_year,
    ...(per_day_after_year_end && { perDayAfterYearEnd: per_day_after_year_end }),
    isCapped: cap === 'principal',
    floor: minimum ?? '0',
  };
  const fee = (principal: string, dueOn: string, asOf: string, payments: { on: string; amountFen: number }[] = []) =>
    lateFee(LateFeeRule.parse(rule), { principalFen: parseYuan(principal), dueOn, payments }, asOf).feeFen;
  const { principal, days, payments, bills, paid, days_in_year_of_debt, days_after_year_end } = e.input;
  if (bills)
    return sumFen(
      bills.map((bill: { period: string; principal: string }) =>
        fee(bill.principal, `${bill.period}-${e.tariff.due_day}`, paid),
      ),
    );
  if (days_after_year_end)
    return fee(
      principal,
      addDays('2025-12-31', 0 - Number(days_in_year_of_debt)),
      addDays('2025-12-31', Number(days_after_year_end)),
    );
  const made = (payments ?? []).map((p: { day: string; amount: string }) => ({
    on: addDays(DUE, Number(p.day)),
    amountFen: parseYuan(p.amount),
  }));
  return fee(principal, DUE, addDays(DUE, Number(days ?? payments.at(-1).day)), made);
}

/** Decimals of a fraction as two integers. */
const zRatio = (z: string): [number, number] => [1000, Math.round(Number(z) * 1000)];

export const CHARGED: Reckoning = {
  'two-part tariff, CT/PT, TOU, fixed lighting kWh, power factor, surcharges': industry,
  'power-factor adjustment': powerFactor,
  'power-factor adjustment, zero active energy': powerFactor,
  'average price with capacity charge': (e) => onCapacity(e),
  'capacity charge': (e) => onCapacity(e),
  'capacity charge, connected mid-month': (e) => onCapacity(e, { capacityDays: Number(e.input.days) }),
  'capacity charge for part of a day': (e) => onCapacity(e, { capacityDays: Math.ceil(Number(e.input.hours) / 24) }),
  'unauthorised capacity: back charge': (e) => backCharge(e, thirtiethsOf(e.input.from, e.input.to)),
  'unauthorised capacity 3 months': (e) => backCharge(e, Number(e.input.months) * 30),
  'sealed equipment used again': (e) => backCharge(e, 21 + 30 + 30),
  'unauthorised capacity: penalty x3': times,
  'penalty x3': times,
  'low-income free quota (refund)': quota,
  'low-income free quota (deduct_kwh)': quota,
  'price change mid-period, by days': (e) => changed(e, 'exact'),
  'price change by days, kWh rounded to whole units, remainder to the later part': (e) => changed(e, 'whole'),
  'price change mid-period, by special reading': (e) => {
    const { prev, reading_at_change, curr } = e.input;
    const used = (to: string) => formatMilli(parseMilli(to) - parseMilli(prev));
    return cost({
      tariff: flat(e.tariff.old),
      usage: { quantity: used(curr) },
      change: { tariff: flat(e.tariff.new), daysBefore: 1, days: 30, quantityBefore: used(reading_at_change) },
    });
  },
  'price change with tiers, limits shared by days': (e) => {
    const limit = [e.tariff.limit.split(' ')[0]];
    return cost({
      tariff: tiered(limit, e.tariff.old),
      usage: { quantity: e.input.kwh },
      change: {
        tariff: tiered(limit, e.tariff.new),
        daysBefore: daysBefore(e.input.change),
        days: Number(e.input.days),
      },
    });
  },
  'piped gas, household size changes in July': (e) =>
    cost({
      tariff: {
        ...base,
        unit: 'm3',
        cycle: 'year',
        scheme: {
          kind: 'tiered',
          tiers: [
            { upTo: '310', price: e.tariff.prices[0] },
            { upTo: null, price: e.tariff.prices[1] },
          ],
          sizes: [{ people: 5, limits: ['400'] }],
        },
      },
      usage: {
        quantity: e.input.year_m3,
        people: [
          { people: 4, months: 6 },
          { people: 5, months: 6 },
        ],
      },
    }),
  'gas volume converted to 20 C, 101.325 kPa': (e) => {
    const { meter_m3, gauge_kPa, temp_C, atmos_kPa, Z } = e.input;
    const volume = standardVolume(parseMilli(meter_m3), {
      gaugeKpa: gauge_kPa,
      atmosphericKpa: atmos_kPa,
      temperatureC: temp_C,
      zRatio: zRatio(Z),
    });
    expect(volume).toBe(parseMilli(String(e.expected?.standard_m3)));
    return cost({ tariff: flat(e.tariff.price), usage: { quantity: formatMilli(volume) } });
  },
  'slow meter, unknown start: half period': (e) => {
    const missing = halfPeriodDifference(
      parseMilli(e.input.recorded_kwh),
      Number(e.input.error.replace('%', '')) * 100,
    );
    expect(missing).toBe(parseMilli(String(e.expected?.value)));
    return null;
  },
  'wrong CT on two phases, third reversed': (e) => {
    // Two phases told 4/3, the third ran backwards: (3 − 5/3) / (5/3) = 0.8.
    const rate = wiringCorrection([
      [4, 3],
      [4, 3],
      [-1, 1],
    ]);
    expect(correctedBy(parseMilli(e.input.settled_kwh), rate)).toBe(parseMilli(String(e.expected?.value)));
    return null;
  },
  'one CT changed 300/5 -> 400/5': (e) => {
    const rate = wiringCorrection([
      [1, 1],
      [1, 1],
      [3, 4],
    ]);
    const missing = correctedBy(parseMilli(e.input.recorded_kwh), rate);
    return cost({ tariff: flat(e.tariff.flat), usage: { quantity: formatMilli(missing) } });
  },
  'VAT inside a tax-included bill': (e) => {
    const { netFen, taxFen } = vatOf({ rate: e.tariff.rate, mode: 'inside' }, parseYuan(e.input.gross));
    expect(netFen).toBe(parseYuan(String(e.expected?.net)));
    return taxFen;
  },
  'late fee: residential': late,
  'late fee: residential same case without floor': late,
  'late fee: paid on the due date': late,
  // Reckons a regulated debt at a price raised later (contract law art. 63): its own source calls that questionable. The
  // arithmetic is the rule's on that principal; no bill of the program is raised this way.
  'late fee: residential, price raised while overdue': (e) =>
    late({
      ...e,
      input: { days: e.input.days, principal: formatScaled(Number(e.input.kwh) * priceE8(e.tariff.new_price), 8) },
    }),
  'late fee: non-residential across the year end': late,
  'late fee: non-residential, two bills, one across the year end': late,
  'late fee: cap at the principal': late,
  'late fee: partial payment on day 10, rest on day 25': late,
  'late fee: upper statutory rate': late,
  'late fee: gas, 3 permil a day': late,
};
