import { expect, test } from 'vitest';
import { VERSION } from '../../main/shared/version.ts';
import manifest from '../../package.json' with { type: 'json' };

test('the program says the version its package has', () => {
  expect(VERSION).toBe(manifest.version);
  expect(VERSION).toMatch(/^\d+\.\d+\.\d+$/);
});
