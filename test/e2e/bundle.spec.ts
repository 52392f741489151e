import { expect, test } from 'playwright/test';
import { initialBundle } from '../bench/bundle.ts';

test('what the first page waits for is at most 500 kB after gzip', () => {
  const { files, gzipBytes } = initialBundle();
  expect(gzipBytes, JSON.stringify(files)).toBeLessThanOrEqual(500_000);
});
