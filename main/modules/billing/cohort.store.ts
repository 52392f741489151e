import { z } from 'zod';
import { many, one } from '../../db/query.ts';

/** Tariff codes that accounts of a service name themselves; null for those that take the default. */
export const codesInUse = many(
  z.object({ code: z.string().nullable() }),
  'SELECT DISTINCT tariff_code AS code FROM account WHERE service = :service',
);
/**
 * Accounts of a service in a JSON array of buildings (none: in all) whose tariff code is in another (null: of any). A
 * JSON null in the array stands for the accounts without a code of their own.
 */
export const membersOf = many(
  z.object({ accountId: z.number() }),
  `SELECT a.id AS accountId FROM account a JOIN premises p ON p.id = a.premises_id
   WHERE a.service = :service
     AND (:buildings = '[]' OR p.building IN (SELECT value FROM json_each(:buildings)))
     AND (:codes IS NULL OR EXISTS (SELECT 1 FROM json_each(:codes) k WHERE k.value IS a.tariff_code))`,
);
export const countOpen = one(
  z.object({ accounts: z.number() }),
  `SELECT count(*) AS accounts FROM json_each(:accounts) t JOIN account a ON a.id = t.value
   WHERE a.opened_on < :to AND (a.closed_on IS NULL OR a.closed_on >= :from)`,
);
