import { expect, test } from 'vitest';
import { nextChunk } from './chunk.domain.ts';

test('a chunk that was slow is followed by a smaller one, a quick one by at most twice as many', () => {
  expect(nextChunk(200, 24)).toBe(100);
  expect(nextChunk(100, 2)).toBe(200);
  expect(nextChunk(150, 12)).toBe(150);
});

test('a chunk is never so small that the disk decides, nor so large that its rows outlive the young heap', () => {
  expect(nextChunk(300, 500)).toBe(50);
  expect(nextChunk(300, 0)).toBe(300);
  expect(nextChunk(7, 0)).toBe(50);
});
