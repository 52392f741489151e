import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packDay, QUARTERS_A_DAY, unpackDay } from './packed.domain.ts';

const DAY = 20_783;

const dayOfReadings = fc
  .record({
    places: fc.uniqueArray(fc.integer({ min: 0, max: QUARTERS_A_DAY - 1 }), {
      minLength: 1,
      maxLength: QUARTERS_A_DAY,
    }),
    unit: fc.constantFrom(1, 10, 100, 1000),
    totals: fc.array(fc.integer({ min: 0, max: 999_999_999 }), { minLength: 96, maxLength: 96 }),
    offsets: fc.array(fc.integer({ min: 0, max: 899 }), { minLength: 96, maxLength: 96 }),
  })
  .map(({ places, unit, totals, offsets }) =>
    places
      .toSorted((a, b) => a - b)
      .map((place, i) => ({
        slot: DAY * QUARTERS_A_DAY + place,
        offsetS: offsets[i] ?? 0,
        totalMilli: (totals[i] ?? 0) * unit,
      })),
  );

test('a packed day comes back as it was, gaps, rollovers and large registers included', () => {
  fc.assert(
    fc.property(dayOfReadings, (readings) => {
      expect(unpackDay(DAY, packDay(DAY, readings))).toEqual(readings);
    }),
  );
});

test('a usual day takes little more than two bytes a reading', () => {
  const usual = Array.from({ length: QUARTERS_A_DAY }, (_, i) => ({
    slot: DAY * QUARTERS_A_DAY + i,
    offsetS: 42 + (i % 3),
    totalMilli: 123_456_780 + i * 250,
  }));
  expect(packDay(DAY, usual).length).toBeLessThan(96 * 2 + 20);
});

test('bytes that are cut or too many are refused, not read as something else', () => {
  const whole = packDay(DAY, [{ slot: DAY * QUARTERS_A_DAY, offsetS: 3, totalMilli: 1_234_560 }]);
  expect(() => unpackDay(DAY, whole.subarray(0, whole.length - 1))).toThrow('inside a number');
  expect(() => unpackDay(DAY, Uint8Array.from([...whole, 0]))).toThrow('too many');
});

test('readings of another day, or out of order, are refused', () => {
  const at = (place: number) => ({ slot: DAY * QUARTERS_A_DAY + place, offsetS: 0, totalMilli: 1 });
  expect(() => packDay(DAY, [at(96)])).toThrow('does not follow');
  expect(() => packDay(DAY, [at(3), at(3)])).toThrow('does not follow');
});
