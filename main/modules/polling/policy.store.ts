import { z } from 'zod';
import { maybe, one, run } from '../../db/query.ts';

export const policy = one(
  z.object({ bodyJson: z.string(), version: z.number() }),
  'SELECT body_json AS bodyJson, version FROM polling_policy WHERE id = 1',
);
export const savePolicy = run(
  'UPDATE polling_policy SET body_json = :bodyJson, version = version + 1 WHERE id = 1 AND version = :version',
);
export const limitOf = maybe(
  z.object({ demandMilli: z.number() }),
  'SELECT demand_milli AS demandMilli FROM meter_limit WHERE meter_id = :meterId',
);
export const setLimit = run(
  `INSERT INTO meter_limit (meter_id, demand_milli) VALUES (:meterId, :demandMilli)
   ON CONFLICT (meter_id) DO UPDATE SET demand_milli = excluded.demand_milli`,
);
export const removeLimit = run('DELETE FROM meter_limit WHERE meter_id = :meterId');
