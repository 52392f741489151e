import { expect, test } from 'vitest';
import { initialPassword } from './initial-password.ts';

test('an initial password is readable aloud and a new one every time', () => {
  const made = new Set(Array.from({ length: 50 }, initialPassword));
  expect(made.size).toBe(50);
  for (const password of made) expect(password).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
});
