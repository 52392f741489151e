import { z } from 'zod';
import { insert, many, maybe, one, run } from '../../db/query.ts';
import { SettlementId } from '../../shared/ids.ts';
import { ClearedMethod, ClearingDay } from './clearing.schema.ts';

/** Each movement of 1012 by how the money came or went, on the day the ledger has it. */
const FLOW = `SELECT method, business_date AS day, amount_fen AS fen FROM payment WHERE method NOT IN ('cash', 'credit')
     UNION ALL
     SELECT method, reversed_on, -amount_fen FROM payment WHERE reversed_on IS NOT NULL AND method NOT IN ('cash', 'credit')
     UNION ALL
     SELECT channel, business_date, -amount_fen FROM refund WHERE channel <> 'cash'
     UNION ALL
     SELECT channel, reversed_on, amount_fen FROM refund WHERE reversed_on IS NOT NULL AND channel <> 'cash'
     UNION ALL
     SELECT method, business_date, amount_fen FROM deposit WHERE method <> 'cash'
     UNION ALL
     SELECT method, reversed_on, -amount_fen FROM deposit WHERE reversed_on IS NOT NULL AND method <> 'cash'
     UNION ALL
     SELECT method, business_date, -amount_fen FROM deposit_return WHERE method <> 'cash'
     UNION ALL
     SELECT method, reversed_on, amount_fen FROM deposit_return WHERE reversed_on IS NOT NULL AND method <> 'cash'`;
const DAYS = `WITH flow AS (
     SELECT method, day, sum(max(fen, 0)) AS inFen, sum(max(-fen, 0)) AS outFen, 0 AS settledFen FROM (${FLOW}) GROUP BY method, day
     UNION ALL
     SELECT s.method, d.day, 0, 0, d.amount_fen FROM settlement_day d JOIN settlement s ON s.id = d.settlement_id
     WHERE s.reversed_at IS NULL),
   cleared AS (
     SELECT method, day, sum(inFen) AS inFen, sum(outFen) AS outFen, sum(settledFen) AS settledFen,
       sum(inFen - outFen - settledFen) AS openFen
     FROM flow GROUP BY method, day)`;
export const clearingDays = many(
  ClearingDay,
  `${DAYS} SELECT method, day, inFen, outFen, settledFen, openFen FROM cleared
   WHERE openFen <> 0 OR day BETWEEN :from AND :to ORDER BY day DESC`,
);
export const openOf = many(
  z.object({ day: z.string(), amountFen: z.number() }),
  `${DAYS} SELECT day, openFen AS amountFen FROM cleared
   WHERE method = :method AND openFen <> 0 AND day IN (SELECT value FROM json_each(:days)) ORDER BY day`,
);
export const ledgerOpen = one(
  z.object({ fen: z.number() }),
  "SELECT coalesce(sum(balance_fen), 0) AS fen FROM ledger_balance WHERE ledger_code = '1012'",
);

const SettlementRow = z.object({
  settlementId: SettlementId,
  settlementNo: z.string(),
  method: ClearedMethod,
  amountFen: z.number(),
  feeFen: z.number(),
  bankReference: z.string(),
  settledAt: z.number(),
  businessDate: z.string(),
  userId: z.number().nullable(),
  userName: z.string(),
  entryId: z.number().nullable(),
  reversedOn: z.string().nullable(),
  reversedBy: z.string(),
  reversalReason: z.string(),
});
export type SettlementRow = z.infer<typeof SettlementRow>;
const SETTLEMENT = `SELECT id AS settlementId, settlement_no AS settlementNo, method, amount_fen AS amountFen, fee_fen AS feeFen,
     bank_reference AS bankReference, settled_at AS settledAt, business_date AS businessDate, user_id AS userId,
     user_name AS userName, entry_id AS entryId, reversed_on AS reversedOn, reversed_by AS reversedBy,
     reversal_reason AS reversalReason FROM settlement`;
export const findSettlement = maybe(SettlementRow, `${SETTLEMENT} WHERE id = :settlementId`);
export const settlementsBetween = many(
  SettlementRow,
  `${SETTLEMENT} WHERE business_date BETWEEN :from AND :to ORDER BY id DESC LIMIT 500`,
);
export const daysOf = many(
  z.object({ day: z.string(), amountFen: z.number() }),
  'SELECT day, amount_fen AS amountFen FROM settlement_day WHERE settlement_id = :settlementId ORDER BY day',
);

export const insertSettlement = insert(
  `INSERT INTO settlement (settlement_no, method, amount_fen, fee_fen, bank_reference, settled_at, business_date, user_id, user_name)
   VALUES (:settlementNo, :method, :amountFen, :feeFen, :bankReference, :settledAt, :businessDate, :userId, :userName)`,
);
export const insertDay = run(
  'INSERT INTO settlement_day (settlement_id, day, amount_fen) VALUES (:settlementId, :day, :amountFen)',
);
export const setEntry = run('UPDATE settlement SET entry_id = :entryId WHERE id = :settlementId');
export const markReversed = run(
  `UPDATE settlement SET reversed_at = :now, reversed_on = :reversedOn, reversed_by = :by, reversal_reason = :reason
   WHERE id = :settlementId AND reversed_at IS NULL`,
);

/** Settlements that do not agree with the book, and days that do not sum to the balance of 1012. */
export const clearingFaults = many(
  z.object({ code: z.string(), entryId: z.number().nullable(), detail: z.string() }),
  `${DAYS}
   SELECT 'reversal-differs' AS code, entry_id AS entryId, settlement_no AS detail FROM settlement
   WHERE (reversed_at IS NOT NULL) <> EXISTS (SELECT 1 FROM entry e WHERE e.reverses_id = settlement.entry_id)
   UNION ALL
   SELECT 'document-unposted', entry_id, settlement_no FROM settlement
   WHERE NOT EXISTS (
     SELECT 1 FROM entry e WHERE e.id = settlement.entry_id AND e.document_kind = 'settlement' AND e.document_id = settlement.id)
   UNION ALL
   SELECT 'clearing-differs', NULL, 'days say ' || days.fen || ', the ledger ' || book.fen
   FROM (SELECT coalesce(sum(openFen), 0) AS fen FROM cleared) days,
     (SELECT coalesce(sum(balance_fen), 0) AS fen FROM ledger_balance WHERE ledger_code = '1012') book
   WHERE days.fen <> book.fen
   LIMIT 200`,
);
