import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TariffDocument, type TariffDocumentInput } from './document.schema.ts';
import { rate, type Usage } from './rating.domain.ts';

const KWH = 1000;
const FLAT = { kind: 'flat', price: '0.5' } as const;
const TIMED = { kind: 'flat', price: { peak: '0.6', flat: '0.5', valley: '0.3' } } as const;
const TIERS: Extract<TariffDocumentInput['scheme'], { kind: 'tiered' }> = {
  kind: 'tiered',
  tiers: [
    { upTo: '100', price: { peak: '0.6', valley: '0.3' } },
    { upTo: null, price: { peak: '0.9', valley: '0.4' } },
  ],
};
const document = (part: Partial<TariffDocumentInput>): TariffDocument =>
  TariffDocument.parse({ format: 1, unit: 'kWh', rounding: 'per-bill', cycle: 'month', scheme: FLAT, ...part });
const used = (kwh: number, more: Partial<Usage> = {}): Usage => ({
  quantityMilli: kwh * KWH,
  runningBeforeMilli: 0,
  monthNumber: 1,
  ...more,
});
const named = (bill: ReturnType<typeof rate>) => bill.lines.map((line) => [line.kind, line.name, line.amountFen]);

describe('charges beside the energy', () => {
  test('fixed charges are asked once a bill or for each month it covers', () => {
    const tariff = document({
      charges: [
        { kind: 'fixed', name: '表租', price: '2.5', per: 'month' },
        { kind: 'fixed', name: '抄表费', price: '1', per: 'bill' },
      ],
    });
    expect(named(rate(tariff, used(10, { months: 2 })))).toEqual([
      ['flat', '', 500],
      ['fixed', '表租', 500],
      ['fixed', '抄表费', 100],
    ]);
  });

  test('demand above 105 % of the agreed counts twice, and 40 % of it is paid at least', () => {
    const tariff = document({ charges: [{ kind: 'demand', name: '需量电费', price: '30' }] });
    const demand = (kw: number) =>
      rate(tariff, used(0, { demandMilli: kw * 1000, agreedDemandMilli: 100_000 })).lines.find(
        (l) => l.kind === 'demand',
      )?.quantityMilli;
    expect([demand(20), demand(80), demand(105), demand(115)]).toEqual([40_000, 80_000, 105_000, 125_000]);
  });

  test('the power factor adjusts energy and capacity, not lighting and not surcharges', () => {
    const tariff = document({
      powerFactor: '0.90',
      charges: [
        { kind: 'capacity', name: '基本电费', price: '20' },
        { kind: 'fixed-quantity', name: '照明', price: '0.7', quantity: '10' },
        { kind: 'surcharge', name: '基金', price: '0.02' },
      ],
    });
    const bill = rate(tariff, used(110, { capacityMilli: 5000, reactiveMilli: 0 }));
    expect(named(bill)).toEqual([
      ['flat', '', 5000],
      ['capacity', '基本电费', 10_000],
      ['power-factor', '', -113],
      ['fixed-quantity', '照明', 700],
      ['surcharge', '基金', 220],
      ['rounding', '', 1],
    ]);
    expect(bill.totalFen).toBe(15_808);
  });

  test('a figure the meter or the account does not tell is named, not taken as zero', () => {
    const asked = (charge: Partial<TariffDocumentInput>) => () => rate(document(charge), used(10));
    expect(asked({ charges: [{ kind: 'capacity', name: 'c', price: '1' }] })).toThrow('no-capacity');
    expect(asked({ charges: [{ kind: 'demand', name: 'd', price: '1' }] })).toThrow('no-demand');
    expect(asked({ powerFactor: '0.90' })).toThrow('no-reactive');
  });

  test('a bill below the minimum is raised to it; one of nothing only where the tariff says so', () => {
    const least = (whenUnused: boolean, kwh: number) =>
      rate(document({ minimum: { amount: '1', whenUnused } }), used(kwh)).totalFen;
    expect([least(false, 1), least(false, 2), least(false, 0), least(true, 0)]).toEqual([100, 100, 0, 100]);
  });

  test('tax on top is added; tax inside is told and net and tax make the bill', () => {
    expect(rate(document({ vat: { rate: '0.13', mode: 'on-top' } }), used(10))).toMatchObject({
      totalFen: 565,
      vat: { netFen: 500, taxFen: 65 },
    });
    expect(rate(document({ vat: { rate: '0.13', mode: 'inside' } }), used(10))).toMatchObject({
      totalFen: 500,
      vat: { netFen: 442, taxFen: 58 },
    });
  });

  test('a free quota of periods is given back in the proportion of the bill', () => {
    const tariff = document({ scheme: TIMED, quota: { quantity: '10', mode: 'refund' } });
    const bill = rate(tariff, used(100, { hasQuota: true, periods: { peak: 60_000, flat: 0, valley: 40_000 } }));
    expect(bill.lines.filter((l) => l.kind === 'quota').map((l) => [l.period, l.quantityMilli, l.amountFen])).toEqual([
      ['peak', -6000, -360],
      ['valley', -4000, -120],
    ]);
  });
});

describe('a bill that crosses a limit', () => {
  const split = (crossing: TariffDocumentInput['crossing']) =>
    rate(
      document({ scheme: TIERS, ...(crossing && { crossing }) }),
      used(150, { periods: { peak: 90_000, valley: 60_000 } }),
    )
      .lines.filter((line) => line.tier === 1)
      .map((line) => [line.period, line.quantityMilli]);

  test('fills the lower tier by the stated rule', () => {
    expect(split('proportional')).toEqual([
      ['peak', 60_000],
      ['valley', 40_000],
    ]);
    expect(split('valley-first')).toEqual([
      ['peak', 40_000],
      ['valley', 60_000],
    ]);
    expect(split('peak-first')).toEqual([
      ['peak', 90_000],
      ['valley', 10_000],
    ]);
  });
});

test('lines add up to the bill with every charge there is, and a total below the sum of them is never lost', () => {
  const money = fc
    .integer({ min: 0, max: 99_999 })
    .map((n) => `${Math.floor(n / 1000)}.${String(n % 1000).padStart(3, '0')}`);
  fc.assert(
    fc.property(
      fc.array(money, { minLength: 6, maxLength: 6 }),
      fc.nat(5_000_000),
      fc.nat(3_000_000),
      fc.constantFrom('per-line' as const, 'per-bill' as const),
      fc.constantFrom('inside' as const, 'on-top' as const),
      ([energy, capacity, lighting, fund, fixed, demand], quantityMilli, reactiveMilli, rounding, mode) => {
        const bill = rate(
          document({
            rounding,
            scheme: { kind: 'flat', price: energy ?? '1' },
            powerFactor: '0.85',
            minimum: { amount: '5', whenUnused: true },
            vat: { rate: '0.13', mode },
            charges: [
              { kind: 'capacity', name: 'c', price: capacity ?? '1' },
              { kind: 'fixed-quantity', name: 'l', price: lighting ?? '1', quantity: '50' },
              { kind: 'surcharge', name: 's', price: fund ?? '1' },
              { kind: 'fixed', name: 'f', price: fixed ?? '1' },
              { kind: 'demand', name: 'd', price: demand ?? '1' },
            ],
          }),
          { ...used(0), quantityMilli, reactiveMilli, capacityMilli: 315_000, capacityDays: 7, demandMilli: 12_345 },
        );
        expect(bill.lines.reduce((sum, line) => sum + line.amountFen, 0)).toBe(bill.totalFen);
        expect(bill.totalFen).toBeGreaterThanOrEqual(500);
        const tax = bill.vat?.taxFen ?? 0;
        expect((bill.vat?.netFen ?? 0) + tax).toBe(bill.totalFen);
      },
    ),
  );
});

test('a tariff that would count what it leaves out of the tiers is refused', () => {
  const parse = (part: object) => () => document(part as never);
  const lighting = { kind: 'fixed-quantity', name: '照明', price: '0.7', quantity: '10' };
  expect(parse({ scheme: TIERS, charges: [lighting] })).toThrow('one price');
  expect(parse({ cycle: 'year', quota: { quantity: '10', mode: 'deduct' } })).toThrow('by month');
  expect(parse({ scheme: { ...TIERS, heating: ['100', '200'] } })).toThrow('one rising limit');
  expect(parse({ scheme: { ...TIERS, sizes: [{ people: 5, limits: ['0'] }] } })).toThrow('one rising limit');
});
