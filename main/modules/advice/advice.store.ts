import { z } from 'zod';
import { many, maybe, one } from '../../db/query.ts';
import { AdvisedAccount } from './advice.schema.ts';
import { House } from './rehearsal.schema.ts';

const ACCOUNT = `SELECT a.id AS accountId, a.account_no AS accountNo, p.door_no AS doorNo, a.service
  FROM account a JOIN premises p ON p.id = a.premises_id`;
export const findAccount = maybe(AdvisedAccount, `${ACCOUNT} WHERE a.id = :accountId`);

/** The newest month a run of the service was for, cancelled ones left out. */
export const newestMonth = one(
  z.object({ month: z.string().nullable() }),
  "SELECT max(month) AS month FROM billing_run WHERE service = :service AND state <> 'cancelled'",
);

export const countAccounts = one(
  z.object({ accounts: z.number() }),
  'SELECT count(*) AS accounts FROM account WHERE service = :service',
);
export const accountsAfter = many(
  z.object({ accountId: z.number() }),
  'SELECT id AS accountId FROM account WHERE id > :after AND service = :service ORDER BY id LIMIT :limit',
);

/** Who lives where, for a JSON array of accounts. */
export const housesOf = many(
  House,
  `SELECT a.id AS accountId, a.account_no AS accountNo, c.name AS customerName, p.building, p.door_no AS doorNo
   FROM json_each(:accounts) t CROSS JOIN account a ON a.id = t.value
     JOIN customer c ON c.id = a.customer_id JOIN premises p ON p.id = a.premises_id`,
);
