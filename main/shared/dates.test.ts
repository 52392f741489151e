import { expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  addYears,
  daysBetween,
  isLocalDate,
  localDate,
  localDateTime,
  monthSpan,
  startOfLocalDate,
} from './dates.ts';

const ZONE = 'Asia/Shanghai';

test('the business date turns at local midnight, not at UTC midnight', () => {
  expect(localDate(Date.parse('2026-11-21T15:59:59.999Z'), ZONE)).toBe('2026-11-21');
  expect(localDate(Date.parse('2026-11-21T16:00:00Z'), ZONE)).toBe('2026-11-22');
  expect(localDateTime(Date.parse('2026-12-31T16:00:05Z'), ZONE)).toBe('2027-01-01 00:00:05');
});

test('a local date starts at its first instant, also where clocks change', () => {
  expect(startOfLocalDate('2026-11-22', ZONE)).toBe(Date.parse('2026-11-21T16:00:00Z'));
  expect(startOfLocalDate('2026-03-29', 'Europe/Berlin')).toBe(Date.parse('2026-03-28T23:00:00Z'));
  expect(startOfLocalDate('2026-03-30', 'Europe/Berlin')).toBe(Date.parse('2026-03-29T22:00:00Z'));
});

test('months and years end where the calendar says', () => {
  expect(addMonths('2026-11', 2)).toBe('2027-01');
  expect(addMonths('2026-01', -1)).toBe('2025-12');
  expect(monthSpan('2026-12')).toEqual({ from: '2026-12-01', to: '2027-01-01' });
  expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
  expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
  expect(daysBetween('2025-03-01', '2026-03-01')).toBe(365);
});

test('only real dates are dates', () => {
  expect(isLocalDate('2026-02-28')).toBe(true);
  for (const text of ['2026-02-30', '2026-2-3', '20260203', '', '2026-13-01']) expect(isLocalDate(text)).toBe(false);
});

test('remembered offsets are those of the zone, on both sides of every change of the clocks', () => {
  for (const zone of [ZONE, 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu']) {
    const format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    // Steps of seven hours and some meet the hours around every midnight and change in two years.
    for (let at = Date.parse('1986-01-01'); at < Date.parse('1988-01-01'); at += 25_237_001)
      expect(localDate(at, zone)).toBe(format.format(at));
  }
});
