import { z } from 'zod';
import { many, maybe } from '../../db/query.ts';
import { AccountId, MeterId } from '../../shared/ids.ts';

export const targetsOfAccount = many(
  z.object({ accountId: AccountId, assignmentId: z.number(), meterId: MeterId }),
  `SELECT account_id AS accountId, id AS assignmentId, meter_id AS meterId FROM account_meter
   WHERE account_id = :accountId AND from_on < :to ORDER BY from_on, id`,
);
export const standingOfMonth = many(
  z.object({ meterId: MeterId, quantityMilli: z.number(), amountFen: z.number() }),
  `SELECT meter_id AS meterId, quantity_milli AS quantityMilli, amount_fen AS amountFen FROM bill
   WHERE account_id = :accountId AND month = :month AND meter_id IS NOT NULL AND reversed_at IS NULL`,
);
export const lastMonthOf = maybe(
  z.object({ month: z.string() }),
  `SELECT month FROM bill WHERE account_id = :accountId AND meter_id = :meterId AND reversed_at IS NULL
   ORDER BY month DESC LIMIT 1`,
);
