import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  divideHalfUp,
  fen,
  formatScaled,
  formatYuan,
  parseScaled,
  parseYuan,
  priceE8,
  sumFen,
  yuanInCapitals,
} from './money.ts';
import { amountOf, exactAmount, exactYuan, milli, roundToFen } from './quantity.ts';

const amounts = fc.integer({ min: -(2 ** 40), max: 2 ** 40 });

describe('fen', () => {
  test('what is written is read back', () => {
    fc.assert(
      fc.property(amounts, (value) => {
        expect(parseYuan(formatYuan(value))).toBe(value);
      }),
    );
  });

  test('a third decimal is refused, not rounded', () => {
    expect(() => parseYuan('1.005')).toThrow(RangeError);
    expect(parseYuan('1.500')).toBe(150);
  });

  test('anything but a safe integer is no amount', () => {
    for (const value of [0.1, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY])
      expect(() => fen(value)).toThrow(RangeError);
    expect(Object.is(fen(-0), 0)).toBe(true);
  });

  test('sums do not drift', () => {
    fc.assert(
      fc.property(fc.array(amounts, { maxLength: 50 }), (list) => {
        expect(BigInt(sumFen(list))).toBe(list.reduce((sum, v) => sum + BigInt(v), 0n));
      }),
    );
  });
});

describe('rounding', () => {
  test('is half up in magnitude: a reversal mirrors to the fen', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        (n, d) => {
          const rounded = divideHalfUp(n, d);
          expect(divideHalfUp(-n, d)).toBe(-rounded);
          const twice = 2n * (n < 0n ? -n : n) - 2n * d * (rounded < 0n ? -rounded : rounded);
          expect(twice >= -d && twice < d).toBe(true);
        },
      ),
    );
  });

  test('150 kWh at 0.4883 is 73.245, charged 73.25', () => {
    expect(roundToFen(exactAmount(milli(150_000), priceE8('0.4883')))).toBe(7325);
    expect(roundToFen(exactAmount(milli(-150_000), priceE8('0.4883')))).toBe(-7325);
  });
});

describe('scaled decimals', () => {
  test('keep eight decimals exactly', () => {
    expect(priceE8('0.58886875')).toBe(58_886_875);
    expect(formatScaled(58_886_875, 8)).toBe('0.58886875');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 50 }), (v) => {
        expect(parseScaled(formatScaled(v, 8), 8)).toBe(v);
      }),
    );
  });
});

describe('capital figures', () => {
  test.each([
    [0, '零元整'],
    [100_500, '壹仟零伍元整'],
    [24_274, '贰佰肆拾贰元柒角肆分'],
    [1_004, '壹拾元零肆分'],
    [50, '伍角整'],
    [5, '伍分'],
    [100_000_000, '壹佰万元整'],
    [1_000_010_000, '壹仟万零壹佰元整'],
    [10_000_000_001, '壹亿元零壹分'],
    [1_001_000_000, '壹仟零壹万元整'],
    [-12_345, '负壹佰贰拾叁元肆角伍分'],
  ])('%i fen is %s', (value, text) => {
    expect(yuanInCapitals(value)).toBe(text);
  });
});

describe('quantity times price', () => {
  const quantities = fc.oneof(fc.integer({ min: -(2 ** 31), max: 2 ** 31 }), fc.maxSafeInteger());
  const prices = fc.integer({ min: 0, max: 10 ** 9 });

  test('is the same in safe integers as in big ones', () => {
    fc.assert(
      fc.property(quantities, prices, (quantity, price) => {
        const exact = BigInt(quantity) * BigInt(price);
        expect(exactYuan(quantity, price)).toBe(formatScaled(exact, 11, 2));
        // Beyond that it is no amount at all.
        if (exact < 10n ** 21n && exact > -(10n ** 21n)) expect(amountOf(quantity, price)).toBe(roundToFen(exact));
      }),
      { numRuns: 5000 },
    );
  });

  test('goes away from zero at exactly half a fen', () => {
    for (const half of [5, 15, 1005]) {
      expect(amountOf(half, 100_000_000)).toBe(Math.ceil(half / 10));
      expect(amountOf(-half, 100_000_000)).toBe(0 - Math.ceil(half / 10));
    }
    expect(Object.is(amountOf(-1, 1), 0)).toBe(true);
  });
});
