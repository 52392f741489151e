import { expect, test } from 'vitest';
import { parseDay } from './parse-day.ts';

test.each([
  ['2026-11-22', '2026-11-22'],
  [' 20261122 ', '2026-11-22'],
  ['2026.1.2', '2026-01-02'],
  ['2026/01/02', '2026-01-02'],
  ['2026年1月2日', '2026-01-02'],
  ['２０２６－０１－０２', '2026-01-02'],
  ['2028-02-29', '2028-02-29'],
])('%j is the date %s', (text, date) => {
  expect(parseDay(text)).toBe(date);
});

test.each(['', '2026', '2026-11', '2026-02-29', '2026-13-01', '26-01-02', '2026112', '20261122x'])(
  '%j is no date',
  (text) => {
    expect(parseDay(text)).toBeNull();
  },
);
