import { expect, test } from 'vitest';
import { nextChunk } from './chunk.domain.ts';

test('a chunk that was slow is followed by a smaller one, a quick one by at most twice as many', () => {
  expect(nextChunk(280, 24)).toBe(140);
  expect(nextChunk(80, 2)).toBe(160);
  expect(nextChunk(150, 12)).toBe(150);
});

test('a chunk is never so small that the disk decides, nor so large that its rows outlive the young heap', () => {
  expect(nextChunk(300, 500)).toBe(100);
  expect(nextChunk(240, 0)).toBe(180);
  expect(nextChunk(7, 0)).toBe(100);
});
