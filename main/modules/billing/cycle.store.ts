import { z } from 'zod';
import { many } from '../../db/query.ts';

/** Quantity of the bills that stand whose period ends after a day, up to a month, for a JSON array of accounts. */
export const quantitiesAfter = many(
  z.object({ accountId: z.number(), quantityMilli: z.number() }),
  `SELECT t.value AS accountId, (SELECT coalesce(sum(quantity_milli), 0) FROM bill
     WHERE account_id = t.value AND period_to > :cycleFrom AND month <= :toMonth AND reversed_at IS NULL) AS quantityMilli
   FROM json_each(:accounts) t`,
);
