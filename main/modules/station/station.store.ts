import { z } from 'zod';
import { maybe, run } from '../../db/query.ts';

export const findSetting = maybe(
  z.object({ valueJson: z.string() }),
  'SELECT value_json AS valueJson FROM setting WHERE key = :key',
);
export const saveSetting = run(
  'INSERT INTO setting (key, value_json) VALUES (:key, :valueJson) ON CONFLICT (key) DO UPDATE SET value_json = excluded.value_json',
);
export const nextInSequence = maybe(
  z.object({ value: z.number() }),
  `INSERT INTO sequence (name, next) VALUES (:name, 1 + :count)
   ON CONFLICT (name) DO UPDATE SET next = next + :count RETURNING next - :count AS value`,
);
