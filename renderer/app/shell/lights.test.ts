import { expect, test } from 'vitest';
import { lightOf } from './lights.ts';

const problem = { code: 'no-answer', detail: '', at: 0 } as const;

test('a device is green only while its line is open and without trouble', () => {
  expect(lightOf({ state: 'open', problem: null })).toBe('good');
  expect(lightOf({ state: 'open', problem })).toBe('doubtful');
  expect(lightOf({ state: 'opening', problem: null })).toBe('doubtful');
  expect(lightOf({ state: 'silent', problem: null })).toBe('doubtful');
  expect(lightOf({ state: 'lost', problem })).toBe('bad');
  expect(lightOf({ state: 'closed', problem: null })).toBe('bad');
});
