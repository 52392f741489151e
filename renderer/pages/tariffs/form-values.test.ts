import { expect, test } from 'vitest';
import { TariffDocument } from '../../../main/modules/tariffs/document.schema.ts';
import { TARIFF_TEMPLATES } from '../../../main/modules/tariffs/templates/templates.domain.ts';
import { commandOf, valuesOf } from './form-values.ts';

const WHOLE = {
  format: 1,
  unit: 'm3',
  rounding: 'per-line',
  cycle: 'year',
  yearStart: 7,
  yearStartDay: 15,
  scheme: {
    kind: 'tiered',
    tiers: [
      { upTo: '350', price: '2.61' },
      { upTo: '500', price: '2.83' },
      { upTo: null, price: '4.23' },
    ],
    sizes: [{ people: 5, limits: ['450', '600'] }],
    heating: ['1500', '2500'],
  },
  householdChange: 'next-month',
  charges: [
    { kind: 'fixed', name: '表租', price: '2', per: 'bill' },
    { kind: 'surcharge', name: '基金', price: '0.034' },
    { kind: 'demand', name: '需量', price: '40', freePercent: 110, floorPercent: 0 },
  ],
  powerFactor: '0.85',
  quota: { quantity: '8', mode: 'refund' },
  minimum: { amount: '20', whenUnused: true },
  vat: { rate: '0.09', mode: 'on-top' },
  priceChange: { split: 'reading-day', parts: 'whole' },
  lateFee: { perDay: '0.002', perDayAfterYearEnd: '0.003', graceDays: 5, isCapped: false, floor: '1.00' },
  volume: { gaugeKpa: '5', temperatureC: '-3.5', referenceC: '0', zMeter: '0.998', decimals: 3 },
  hours: [
    { months: [7, 8], weekdays: [1, 2], spans: [{ from: '22:00', to: '22:00', period: 'flat' }] },
    { spans: [{ from: '00:00', to: '24:00', period: 'flat' }] },
  ],
};

test.each([
  ['all parts', 'gas', WHOLE] as const,
  ...TARIFF_TEMPLATES.map(({ id, service, document }) => [id, service, document] as const),
])('a document opened in the form and saved untouched is the same document (%s)', (_, service, written) => {
  const document = TariffDocument.parse(written);
  const saved = commandOf(valuesOf({ head: { code: 'T', name: 'T', service }, document }, '2026-01-01'));
  expect(saved.error?.issues).toBeUndefined();
  expect(saved.data?.document).toEqual(document);
});

test('a tier taken away takes its limits of larger households with it', () => {
  const values = valuesOf(
    { head: { code: 'T', name: 'T', service: 'gas' }, document: TariffDocument.parse(WHOLE) },
    '',
  );
  const { scheme } = values;
  const saved = commandOf({
    ...values,
    effectiveFrom: '2026-01-01',
    scheme: { ...scheme, tiers: scheme.tiers?.slice(1) ?? [] },
  });
  expect(saved.data?.document.scheme).toMatchObject({ sizes: [{ people: 5, limits: ['450'] }], heating: ['1500'] });
});

test('a figure that is no number stays as typed and is refused by its place', () => {
  const values = valuesOf(
    { head: { code: 'T', name: 'T', service: 'gas' }, document: TariffDocument.parse(WHOLE) },
    '2026-01-01',
  );
  const saved = commandOf({ ...values, vat: { percent: '九', mode: 'inside' } });
  expect(saved.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['document.vat.rate']);
});
