import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BillExplanation } from './billing.schema.ts';
import { explanationPacker, packNote, unpackExplanation, unpackNote } from './explain.domain.ts';

const register = fc.integer({ min: 0, max: 10 ** 9 });
const maybe = fc.option(register, { nil: null });
const reading = fc.record({
  readingId: fc.integer({ min: 1, max: 10 ** 6 }) as fc.Arbitrary<BillExplanation['previous']['readingId']>,
  on: fc.constantFrom('2026-01-20', '2026-02-20'),
  at: register,
  source: fc.constantFrom('polled', 'manual'),
  role: fc.constantFrom('baseline', 'usage', 'opening'),
  totalMilli: register,
  sharpMilli: maybe,
  peakMilli: maybe,
  flatMilli: maybe,
  valleyMilli: maybe,
});
const tariffs: BillExplanation['tariff'][] = [
  { code: 'A', name: '居民', effectiveFrom: '2026-01-01', source: '文', rounding: 'per-bill', cycle: 'year' },
  { code: 'B', name: '商业', effectiveFrom: '2026-01-01', source: '', rounding: 'per-line', cycle: 'month' },
];
const explanation = fc.record(
  {
    format: fc.constant(1 as const),
    account: fc.record({
      accountNo: fc.string(),
      service: fc.constantFrom('electricity', 'gas'),
      customerName: fc.string(),
      doorNo: fc.string(),
      address: fc.string(),
    }),
    meter: fc.record({
      meterNo: fc.string(),
      digits: fc.integer({ min: 3, max: 9 }),
      decimals: fc.integer({ min: 0, max: 3 }),
      multiplier: fc.constantFrom(1, 30),
    }),
    previous: reading,
    present: reading,
    turns: fc.constantFrom(0, 0, 1),
    registerMilli: register,
    unit: fc.constantFrom('kWh' as const, 'm3' as const),
    tariff: fc.constantFrom(...tariffs),
    versions: fc.constantFrom<BillExplanation['versions'] & {}>([
      { name: 'v', effectiveFrom: 'd', source: '', from: 'd', to: 'e', days: 3 },
    ]),
    once: fc.record({ months: fc.constantFrom(1, 2), isFurther: fc.boolean() }),
    vat: fc.record({ rate: fc.constant('0.13'), netFen: register, taxFen: register }),
    cycleFrom: fc.constantFrom('2026-01', '2026-02'),
    runningBeforeMilli: register,
    runningAfterMilli: register,
    dueOn: fc.constantFrom('2026-03-01', '2026-03-02'),
    corrects: fc.string(),
  },
  {
    requiredKeys: [
      ...(['format', 'account', 'meter', 'previous', 'present', 'turns', 'registerMilli', 'unit', 'tariff'] as const),
      ...(['cycleFrom', 'runningBeforeMilli', 'runningAfterMilli', 'dueOn'] as const),
    ],
  },
);

const rowsOf = (explain: BillExplanation, quantityMilli: number) => ({
  periodFrom: explain.previous.on,
  periodTo: explain.present.on,
  quantityMilli,
  previous: explain.previous,
  present: explain.present,
});

test('bills packed together give back exactly what each of them says', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(explanation, register), { maxLength: 20 }), (bills) => {
      const pack = explanationPacker();
      for (const [explain, quantity] of bills) {
        const rows = rowsOf(explain, quantity);
        expect(unpackExplanation(pack(explain, rows), rows)).toEqual(explain);
      }
    }),
  );
});

test('what follows from the rows of the bill is not kept a second time, and what bills say alike is one text', () => {
  const [explain] = fc.sample(explanation, { numRuns: 1, seed: 1 });
  if (!explain) throw new Error('no sample');
  const { vat: _, corrects: __, ...bill } = explain;
  const registerMilli = bill.present.totalMilli - bill.previous.totalMilli;
  const plain = { ...bill, turns: 0, registerMilli, runningBeforeMilli: 5, runningAfterMilli: 12 };
  const pack = explanationPacker();
  const packed = pack(plain, rowsOf(plain, 7));
  expect(Object.keys(JSON.parse(packed.own))).toEqual(['a', 'm', 'b']);
  const { account } = plain;
  const other = pack({ ...plain, account: { ...account, customerName: '别人' } }, rowsOf(plain, 7));
  expect(other.shared).toBe(packed.shared);
});

test('a line gives back its note, with the exact amount only where it is not quantity times price', () => {
  const limit = fc.option(register, { nil: null });
  const note = fc.record(
    {
      exactYuan: fc.constantFrom('1.00', '0.06'),
      aboveMilli: limit,
      upToMilli: limit,
      fromMilli: limit,
      toMilli: limit,
      isApportioned: fc.boolean(),
      name: fc.string(),
      days: fc.constant([3, 30]),
      figures: fc.constant({ base: '1.5' }),
    },
    { requiredKeys: ['exactYuan', 'aboveMilli', 'upToMilli', 'fromMilli', 'toMilli', 'isApportioned'] },
  );
  const line = { quantityMilli: 2000, priceE8: 50_000_000 };
  fc.assert(
    fc.property(note, (of) => {
      const text = packNote(line, of);
      expect(unpackNote(line, text)).toEqual(of);
      expect(text.includes('exactYuan')).toBe(of.exactYuan !== '1.00');
    }),
  );
});
