import { expect, test } from 'vitest';
import { createBurst } from './scan-burst.ts';

function type(text: string, gapMs: number, burst = createBurst(), from = 1000) {
  let at = from;
  return [...text, 'Enter'].map((key) => {
    at += gapMs;
    return burst(key, at);
  });
}

test('a burst that ends with Enter is a scan', () => {
  expect(type('B000123', 5).at(-1)).toEqual({ kind: 'scan', text: 'B000123' });
});

test('typing is none, however much of it', () => {
  expect(type('123.45', 90).at(-1)).toEqual({ kind: 'none' });
});

test('a short burst is none: two keys struck together are still a hand', () => {
  expect(type('12', 5).at(-1)).toEqual({ kind: 'none' });
});

test('a scan in the middle of typing begins where the keys become quick', () => {
  const burst = createBurst();
  burst('4', 0);
  burst('5', 200);
  expect(type('A00042', 4, burst, 1000).at(-1)).toEqual({ kind: 'scan', text: 'A00042' });
});

test('two scans are told apart', () => {
  const burst = createBurst();
  expect(type('A00042', 4, burst, 0).at(-1)).toEqual({ kind: 'scan', text: 'A00042' });
  expect(type('A00043', 4, burst, 500).at(-1)).toEqual({ kind: 'scan', text: 'A00043' });
});

test('keys like Shift are not part of the text', () => {
  const burst = createBurst();
  const keys = ['Shift', 'R', '2', '0', '2', '6', '-', '1', 'Enter'];
  expect(keys.map((key, i) => burst(key, i * 3)).at(-1)).toEqual({ kind: 'scan', text: 'R2026-1' });
});
