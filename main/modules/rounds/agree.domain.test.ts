import { describe, expect, test } from 'vitest';
import { agree } from './agree.domain.ts';

const HOUR = 3_600_000;
const AT = Date.parse('2026-11-22T09:00:00+08:00');
/** 6 kWh a day is usual; two digits behind the point. */
const pace = { usualPerDayMilli: 6000, stepMilli: 10, agreePercent: 150 };
const at = (hours: number, totalMilli: number, tou: number | null = null) => ({
  readAt: AT + hours * HOUR,
  totalMilli,
  sharpMilli: tou,
  peakMilli: null,
  flatMilli: null,
  valleyMilli: null,
  demandMilli: null,
  reactiveMilli: null,
});

describe('two readings of one meter', () => {
  test('19 kWh apart within the hour are no agreement, whatever is notable elsewhere', () => {
    expect(agree(at(0, 1_200_000), at(1, 1_219_000), pace)).toBe(false);
  });

  test('agree when the later is higher by what is usual in the time between', () => {
    expect(agree(at(0, 1_200_000), at(24, 1_206_000), pace)).toBe(true);
    expect(agree(at(0, 1_200_000), at(24, 1_209_000), pace)).toBe(true);
    expect(agree(at(0, 1_200_000), at(24, 1_209_010), pace)).toBe(false);
    expect(agree(at(0, 1_200_000), at(24, 1_199_990), pace)).toBe(false);
  });

  test('more than three days apart, or of a meter without a past, agree with equal figures alone', () => {
    expect(agree(at(0, 1_200_000), at(73, 1_200_000), pace)).toBe(true);
    expect(agree(at(0, 1_200_000), at(73, 1_201_000), pace)).toBe(false);
    const unknown = { ...pace, usualPerDayMilli: null };
    expect(agree(at(0, 1_200_000), at(1, 1_200_000), unknown)).toBe(true);
    expect(agree(at(0, 1_200_000), at(1, 1_200_010), unknown)).toBe(false);
  });

  test('a share of nothing leaves every difference to a person', () => {
    expect(agree(at(0, 1_200_000), at(24, 1_200_010), { ...pace, agreePercent: 0 })).toBe(false);
  });

  test('a meter behind a transformer that shows whole kWh is not given a whole step for a few minutes', () => {
    const coarse = { usualPerDayMilli: 2000, stepMilli: 1000, agreePercent: 150 };
    expect(agree(at(0, 1_200_000), at(1, 1_201_000), coarse)).toBe(false);
    expect(agree(at(0, 1_200_000), at(6, 1_201_000), coarse)).toBe(true);
  });

  test('agree in every register, and not where one lacks what the other has', () => {
    expect(agree(at(0, 1_200_000, 300_000), at(1, 1_200_000, 300_000), pace)).toBe(true);
    expect(agree(at(0, 1_200_000, 300_000), at(1, 1_200_000, 500_000), pace)).toBe(false);
    expect(agree(at(0, 1_200_000), at(1, 1_200_000, 500_000), pace)).toBe(false);
    const demand = { ...at(1, 1_200_000), demandMilli: 5000 };
    expect(agree({ ...at(0, 1_200_000), demandMilli: 4990 }, demand, pace)).toBe(false);
  });
});
