import { z } from 'zod';
import { many } from '../../db/query.ts';

/**
 * settledMilli: what was charged or given back since for a faulty meter on the same bills. It was used in the cycle like the rest,
 * so tiers count on from both.
 */
const Counted = z.object({ accountId: z.number(), quantityMilli: z.number(), settledMilli: z.number() });

/** Quantity of the bills that stand in a span of months, both included, for a JSON array of accounts: where tiers count from. */
export const quantitiesBetween = many(
  Counted,
  `SELECT t.value AS accountId, (SELECT coalesce(sum(quantity_milli), 0) FROM bill
     WHERE account_id = t.value AND month BETWEEN :fromMonth AND :toMonth AND reversed_at IS NULL) AS quantityMilli,
     (SELECT coalesce(sum(l.difference_milli), 0) FROM meter_fault f JOIN meter_fault_line l ON l.fault_id = f.id
        JOIN bill b ON b.id = l.bill_id
      WHERE f.account_id = t.value AND f.reversed_at IS NULL AND b.month BETWEEN :fromMonth AND :toMonth
        AND b.reversed_at IS NULL) AS settledMilli
   FROM json_each(:accounts) t`,
);

/** Quantity of the bills that stand whose period ends after a day, up to a month, for a JSON array of accounts. */
export const quantitiesAfter = many(
  Counted,
  `SELECT t.value AS accountId, (SELECT coalesce(sum(quantity_milli), 0) FROM bill
     WHERE account_id = t.value AND period_to > :cycleFrom AND month <= :toMonth AND reversed_at IS NULL) AS quantityMilli,
     (SELECT coalesce(sum(l.difference_milli), 0) FROM meter_fault f JOIN meter_fault_line l ON l.fault_id = f.id
        JOIN bill b ON b.id = l.bill_id
      WHERE f.account_id = t.value AND f.reversed_at IS NULL AND b.period_to > :cycleFrom AND b.month <= :toMonth
        AND b.reversed_at IS NULL) AS settledMilli
   FROM json_each(:accounts) t`,
);

/** What was charged or given back for faulty meters on an account's bills, each bill once. */
export const settledOn = many(
  z.object({ billId: z.number(), differenceMilli: z.number() }),
  `SELECT l.bill_id AS billId, sum(l.difference_milli) AS differenceMilli FROM meter_fault f JOIN meter_fault_line l ON l.fault_id = f.id
   WHERE f.account_id = :accountId AND f.reversed_at IS NULL GROUP BY l.bill_id`,
);
