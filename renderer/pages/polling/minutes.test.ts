import { expect, test } from 'vitest';
import { parseTime, timeText } from './minutes.ts';

test('a time of day is taken as people type it, and nothing else is', () => {
  expect(['00:30', '0:30', '0030', '1：05', '23:59'].map(parseTime)).toEqual([30, 30, 30, 65, 1439]);
  expect(['', '24:00', '12:60', 'noon', '12'].map(parseTime)).toEqual([null, null, null, null, null]);
  expect([timeText(30), timeText(1439)]).toEqual(['00:30', '23:59']);
});
