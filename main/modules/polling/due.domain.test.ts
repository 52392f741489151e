import { describe, expect, test } from 'vitest';
import { localDateTime, localInstant } from '../../shared/dates.ts';
import {
  dueDays,
  dueQuarter,
  earlySettlement,
  freezesAgo,
  nextDue,
  nightOf,
  settledAt,
  settlementsAgo,
} from './due.domain.ts';

const CHINA = 'Asia/Shanghai';
const at = (text: string) => Date.parse(`${text}+08:00`);
const daily = { kind: 'daily', atMinute: 30, monthDay: null } as const;
const settlement = { kind: 'settlement', atMinute: 60, monthDay: 1 } as const;

describe('days that became due', () => {
  test('a night is due once its minute has come, and not again', () => {
    expect(dueDays(daily, at('2026-11-25T00:30:00'), at('2026-11-26T00:29:59'), CHINA)).toEqual([]);
    expect(dueDays(daily, at('2026-11-25T00:30:00'), at('2026-11-26T00:30:00'), CHINA)).toEqual(['2026-11-26']);
    expect(dueDays(daily, at('2026-11-26T00:30:00'), at('2026-11-26T09:00:00'), CHINA)).toEqual([]);
  });

  test('after four days off, all four nights are due, oldest first', () => {
    expect(dueDays(daily, at('2026-11-22T00:30:00'), at('2026-11-26T09:00:00'), CHINA)).toEqual([
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
    ]);
  });

  test('no more than a meter keeps: 62 nights and 12 settlements and the one of this month', () => {
    const nights = dueDays(daily, at('2025-01-01T00:00:00'), at('2026-11-26T09:00:00'), CHINA);
    expect([nights.length, nights[0], nights.at(-1)]).toEqual([62, '2026-09-26', '2026-11-26']);
    const settled = dueDays(settlement, at('2024-01-01T00:00:00'), at('2026-11-26T09:00:00'), CHINA);
    expect([settled.length, settled[0], settled.at(-1)]).toEqual([13, '2025-11-01', '2026-11-01']);
  });

  test('a clock that was set back does not run a night again', () => {
    expect(dueDays(daily, at('2026-11-26T00:30:00'), at('2026-11-26T00:10:00'), CHINA)).toEqual([]);
    expect(dueQuarter(at('2026-11-26T10:15:00'), at('2026-11-26T10:05:00'))).toBeNull();
  });
});

test('a quarter is read once', () => {
  expect(dueQuarter(at('2026-11-26T10:00:00'), at('2026-11-26T10:14:59'))).toBeNull();
  expect(dueQuarter(at('2026-11-26T10:00:00'), at('2026-11-26T10:15:20'))).toBe(at('2026-11-26T10:15:00'));
});

test.each([
  [daily, '2026-11-26T00:10:00', '2026-11-26 00:30:00'],
  [daily, '2026-11-26T00:30:00', '2026-11-27 00:30:00'],
  [settlement, '2026-11-26T00:30:00', '2026-12-01 01:00:00'],
  [{ ...settlement, monthDay: 28 }, '2026-11-26T00:30:00', '2026-11-28 01:00:00'],
  [{ kind: 'interval', atMinute: 0, monthDay: null } as const, '2026-11-26T00:30:00', '2026-11-26 00:45:00'],
])('%j after %s: %s', (table, now, next) => expect(localDateTime(nextDue(table, at(now), CHINA), CHINA)).toBe(next));

test('the last freeze is that of today, the 62nd that of 61 days before', () => {
  expect([freezesAgo('2026-11-26', '2026-11-26'), freezesAgo('2026-09-26', '2026-11-26')]).toEqual([1, 62]);
  expect(settlementsAgo('2026-11-01', '2026-11-26')).toBe(1);
  expect(settlementsAgo('2026-10-01', '2026-11-26')).toBe(2);
  expect(settlementsAgo('2025-12-28', '2026-11-26')).toBe(11);
});

test('a freeze belongs to the night around it, whatever the meter thinks of seconds', () => {
  expect(nightOf(at('2026-11-26T00:00:00'), CHINA)).toBe('2026-11-26');
  expect(nightOf(at('2026-11-25T23:59:50'), CHINA)).toBe('2026-11-26');
  expect(nightOf(at('2026-11-26T05:00:00'), CHINA)).toBe('2026-11-26');
  expect(nightOf(at('2026-11-26T12:00:00'), CHINA)).toBeNull();
});

test('what is frozen at midnight or read on the day closes the day before; what is read before stands at its own time', () => {
  for (const time of ['00:00:00', '00:00:40', '09:00:00'])
    expect(localDateTime(settledAt(at(`2026-12-01T${time}`), '2026-12-01', CHINA), CHINA)).toBe('2026-11-30 23:59:59');
  expect(settledAt(at('2026-11-30T23:50:00'), '2026-12-01', CHINA)).toBe(at('2026-11-30T23:50:00'));
});

test.each([
  ['2026-11-30T23:49:59', 1, null],
  ['2026-11-30T23:50:00', 1, '2026-12-01'],
  ['2026-12-01T00:00:00', 1, null],
  ['2028-02-29T23:55:00', 1, '2028-03-01'],
  ['2026-02-28T23:55:00', 1, '2026-03-01'],
  ['2028-02-28T23:55:00', 1, null],
  ['2026-02-27T23:55:00', 28, '2026-02-28'],
  ['2026-11-30T23:55:00', 28, null],
])('the last minutes before a settlement: %s with day %i', (now, monthDay, day) =>
  expect(earlySettlement({ ...settlement, monthDay }, at(now), CHINA)).toBe(day),
);

describe('a zone whose clocks change', () => {
  const BERLIN = 'Europe/Berlin';
  test('02:30 of a night without it is run at the end of the lost hour, once', () => {
    const run = localInstant('2026-03-29', 150, BERLIN);
    expect(localDateTime(run, BERLIN)).toBe('2026-03-29 03:30:00');
    expect(dueDays({ ...daily, atMinute: 150 }, run, run + 3_600_000, BERLIN)).toEqual([]);
  });

  test('02:30 of a night that has it twice is run at the first', () => {
    const run = localInstant('2026-10-25', 150, BERLIN);
    expect(new Date(run).toISOString()).toBe('2026-10-25T00:30:00.000Z');
    expect(dueDays({ ...daily, atMinute: 150 }, run, run + 3_600_000, BERLIN)).toEqual([]);
  });

  test('every other minute of the year is the minute the clock shows', () => {
    for (const date of ['2026-03-28', '2026-03-30', '2026-07-01', '2026-10-24', '2026-10-26'])
      expect(localDateTime(localInstant(date, 30, BERLIN), BERLIN)).toBe(`${date} 00:30:00`);
  });
});
