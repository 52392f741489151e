import { z } from 'zod';
import { many } from '../../db/query.ts';
import { AccountId } from '../../shared/ids.ts';

/** What a JSON array of accounts was billed for usage in a month, in each one's last billed month before it, and in another month. */
export const billedMonths = many(
  z.object({
    accountId: z.number(),
    month: z.string(),
    bills: z.number(),
    quantityMilli: z.number(),
    amountFen: z.number(),
  }),
  `WITH wanted AS MATERIALIZED (SELECT value AS account_id, (SELECT max(x.month) FROM bill x
       WHERE x.account_id = value AND x.meter_id IS NOT NULL AND x.reversed_at IS NULL AND x.month < :month) AS last_month
     FROM json_each(:accounts))
   SELECT b.account_id AS accountId, b.month, count(*) AS bills, sum(b.quantity_milli) AS quantityMilli, sum(b.amount_fen) AS amountFen
   FROM wanted w CROSS JOIN bill b ON b.account_id = w.account_id AND b.month IN (:month, :lastYear, w.last_month)
     AND b.meter_id IS NOT NULL AND b.reversed_at IS NULL
   GROUP BY b.account_id, b.month`,
);
export const buildingsOf = many(
  z.object({ accountId: AccountId, building: z.string() }),
  `SELECT a.id AS accountId, p.building FROM json_each(:accounts) t
   CROSS JOIN account a ON a.id = t.value CROSS JOIN premises p ON p.id = a.premises_id`,
);
export const namesOf = many(
  z.object({ accountId: AccountId, accountNo: z.string(), customerName: z.string(), doorNo: z.string() }),
  `SELECT a.id AS accountId, a.account_no AS accountNo, c.name AS customerName, p.door_no AS doorNo FROM json_each(:accounts) t
   CROSS JOIN account a ON a.id = t.value CROSS JOIN customer c ON c.id = a.customer_id CROSS JOIN premises p ON p.id = a.premises_id`,
);
