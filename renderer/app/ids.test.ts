import { expect, test } from 'vitest';
import { z } from 'zod';
import { newId } from './ids.ts';

test('an identity is a UUID the station takes, and no two are the same', () => {
  const ids = Array.from({ length: 1000 }, newId);
  for (const id of ids) expect(z.uuidv4().safeParse(id).success, id).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
});
