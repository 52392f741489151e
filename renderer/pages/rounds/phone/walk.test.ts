import { describe, expect, test } from 'vitest';
import type { Stop } from '../../../../main/modules/rounds/phone.schema.ts';
import { AccountId, MeterId } from '../../../../main/shared/ids.ts';
import { findByCode, nextOpen, pressed, valuesOf } from './walk.ts';

const stop = (id: number, meterNo = `33100000${id}`): Stop => ({
  meterId: MeterId.parse(id),
  accountId: AccountId.parse(id),
  meterNo,
  service: 'electricity',
  building: '1',
  doorNo: `1-1-10${id}`,
  location: '',
  sealNo: '',
  digits: 6,
  decimals: 2,
  multiplier: 1,
  hasTou: false,
  hasDemand: false,
  hasReactive: false,
  history: [],
});

describe('the number pad', () => {
  const typed = (keys: string) => [...keys].reduce((text, key) => pressed(text, key === '<' ? 'erase' : key), '');

  test('types figures, one point and at most three decimals', () => {
    expect(typed('1234')).toBe('1234');
    expect(typed('007')).toBe('7');
    expect(typed('.5')).toBe('0.5');
    expect(typed('1.2.3')).toBe('1.23');
    expect(typed('1.23456')).toBe('1.234');
    expect(typed('123<<4')).toBe('14');
  });

  test('what does not fit the register is a problem before it is stored', () => {
    expect(valuesOf({ totalMilli: '999999.99' }, stop(1))).toMatchObject({ totalMilli: 999_999_990 });
    expect(valuesOf({ totalMilli: '1000000' }, stop(1))).toBe('tooLong');
    expect(valuesOf({}, stop(1))).toBeUndefined();
  });
});

test('the next door is the next one nobody looked at, round the corner too', () => {
  const stops = [stop(1), stop(2), stop(3)];
  expect(nextOpen(stops, new Set([1]), 0)).toBe(1);
  expect(nextOpen(stops, new Set([3]), 1)).toBe(0);
  expect(nextOpen(stops, new Set([1, 2, 3]), 2)).toBe(2);
});

test('a scanned code finds the meter, the end of its number too, and a short one nothing', () => {
  const stops = [stop(1), stop(2, '00998877'), stop(3)];
  expect(findByCode(stops, '00998877')).toBe(1);
  expect(findByCode(stops, '998877')).toBe(1);
  expect(findByCode(stops, '77')).toBe(-1);
  expect(findByCode(stops, '0000331000003')).toBe(2);
  expect(findByCode(stops, '0000')).toBe(-1);
});

test('a code that could mean two meters finds none of them', () => {
  const stops = [stop(1, '110001219'), stop(2, '220001219')];
  expect(findByCode(stops, '1219')).toBe(-1);
  expect(findByCode(stops, '10001219')).toBe(0);
});
