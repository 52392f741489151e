import { z } from 'zod';
import { insert, insertRows, many, maybe, run } from '../../db/query.ts';
import { isLocalDate } from '../../shared/dates.ts';
import { AccountId, BillId } from '../../shared/ids.ts';
import { MeterFault } from './fault.schema.ts';

const LocalDateText = z.string().refine(isLocalDate);

/** The standing bills of a meter with a day in [from, to). */
export const billsBetween = many(
  z.object({
    billId: BillId,
    accountId: AccountId,
    accountNo: z.string(),
    periodFrom: LocalDateText,
    periodTo: LocalDateText,
    quantityMilli: z.number(),
  }),
  `SELECT b.id AS billId, b.account_id AS accountId, a.account_no AS accountNo, b.period_from AS periodFrom, b.period_to AS periodTo,
     b.quantity_milli AS quantityMilli
   FROM bill b JOIN account a ON a.id = b.account_id
   WHERE b.account_id IN (SELECT account_id FROM account_meter WHERE meter_id = :meterId) AND b.meter_id = :meterId
     AND b.kind = 'usage' AND b.reversed_at IS NULL AND b.period_from < :to
     AND (b.period_to > :from OR (b.period_to = b.period_from AND b.period_from = :from))
   ORDER BY b.period_from, b.id`,
);

export const overlapping = maybe(
  z.object({ fromOn: z.string(), toOn: z.string(), certificateNo: z.string() }),
  `SELECT from_on AS fromOn, to_on AS toOn, certificate_no AS certificateNo FROM meter_fault
   WHERE meter_id = :meterId AND reversed_at IS NULL AND from_on < :to AND to_on > :from ORDER BY id LIMIT 1`,
);

export const insertFault = insert(
  `INSERT INTO meter_fault (meter_id, account_id, error_e4, rate_e6, is_half, from_on, to_on, recorded_milli, difference_milli, amount_fen,
     certificate_no, reason, made_at, made_on, user_id, user_name, bill_id)
   VALUES (:meterId, :accountId, :errorE4, :rateE6, :isHalf, :fromOn, :toOn, :recordedMilli, :differenceMilli, :amountFen,
     :certificateNo, :reason, :madeAt, :madeOn, :userId, :userName, :billId)`,
);
export const insertLines = insertRows('meter_fault_line', {
  faultId: 'fault_id',
  lineNo: 'line_no',
  billId: 'bill_id',
  days: 'days',
  ofDays: 'of_days',
  recordedMilli: 'recorded_milli',
  differenceMilli: 'difference_milli',
  beforeFen: 'before_fen',
  afterFen: 'after_fen',
});
export const setEntry = run('UPDATE meter_fault SET entry_id = :entryId WHERE id = :faultId');
export const markReversed = run(
  `UPDATE meter_fault SET reversed_at = :now, reversed_on = :on, reversed_by = :userName, reversal_reason = :reason
   WHERE id = :faultId AND reversed_at IS NULL`,
);

const FAULT = `SELECT f.id AS faultId, f.account_id AS accountId, a.account_no AS accountNo, f.error_e4 AS errorE4, f.rate_e6 AS rateE6,
    f.is_half AS isHalf, f.from_on AS fromOn, f.to_on AS toOn, f.recorded_milli AS recordedMilli, f.difference_milli AS differenceMilli,
    f.amount_fen AS amountFen, f.certificate_no AS certificateNo, f.reason, f.made_on AS madeOn, f.user_name AS userName,
    f.bill_id AS billId, b.bill_no AS billNo, f.reversed_on AS reversedOn, f.reversal_reason AS reversalReason
  FROM meter_fault f JOIN account a ON a.id = f.account_id LEFT JOIN bill b ON b.id = f.bill_id`;
const FaultRow = MeterFault.extend({ isHalf: z.number() });
export const faultsOfMeter = many(FaultRow, `${FAULT} WHERE f.meter_id = :meterId ORDER BY f.id DESC`);
export const findFault = maybe(FaultRow, `${FAULT} WHERE f.id = :faultId`);
export const entryOf = maybe(
  z.object({ entryId: z.number().nullable() }),
  'SELECT entry_id AS entryId FROM meter_fault WHERE id = :faultId',
);

/** The columns that never change, for the hash that joins the ledger chain. */
export const findFrozen = maybe(
  z.object({
    meterId: z.number(),
    accountId: z.number(),
    errorE4: z.number().nullable(),
    rateE6: z.number().nullable(),
    isHalf: z.number(),
    fromOn: z.string(),
    toOn: z.string(),
    recordedMilli: z.number(),
    differenceMilli: z.number(),
    amountFen: z.number(),
    certificateNo: z.string(),
    reason: z.string(),
    madeAt: z.number(),
    madeOn: z.string(),
    userId: z.number().nullable(),
    userName: z.string(),
  }),
  `SELECT meter_id AS meterId, account_id AS accountId, error_e4 AS errorE4, rate_e6 AS rateE6, is_half AS isHalf, from_on AS fromOn,
     to_on AS toOn, recorded_milli AS recordedMilli, difference_milli AS differenceMilli, amount_fen AS amountFen,
     certificate_no AS certificateNo, reason, made_at AS madeAt, made_on AS madeOn, user_id AS userId, user_name AS userName
   FROM meter_fault WHERE id = :faultId`,
);
export const linesOf = many(
  z.object({
    billId: z.number(),
    days: z.number(),
    ofDays: z.number(),
    recordedMilli: z.number(),
    differenceMilli: z.number(),
    beforeFen: z.number(),
    afterFen: z.number(),
  }),
  `SELECT bill_id AS billId, days, of_days AS ofDays, recorded_milli AS recordedMilli, difference_milli AS differenceMilli,
     before_fen AS beforeFen, after_fen AS afterFen
   FROM meter_fault_line WHERE fault_id = :faultId ORDER BY line_no`,
);

/** Back-billings that do not agree with their lines, their bill or the book. */
export const meterFaultFaults = many(
  z.object({ code: z.string(), entryId: z.number().nullable(), detail: z.string() }),
  `SELECT 'document-unposted' AS code, entry_id AS entryId, 'meter fault ' || id AS detail FROM meter_fault
   WHERE bill_id IS NULL AND NOT EXISTS (
     SELECT 1 FROM entry e WHERE e.id = meter_fault.entry_id AND e.document_kind = 'meter-fault' AND e.document_id = meter_fault.id)
   UNION ALL
   SELECT 'reversal-differs', entry_id, 'meter fault ' || id FROM meter_fault
   WHERE bill_id IS NULL AND (reversed_at IS NOT NULL) <> EXISTS (SELECT 1 FROM entry e WHERE e.reverses_id = meter_fault.entry_id)
   UNION ALL
   SELECT 'reversal-differs', b.entry_id, b.bill_no FROM meter_fault f JOIN bill b ON b.id = f.bill_id
   WHERE (f.reversed_at IS NULL) <> (b.reversed_at IS NULL)
   UNION ALL
   SELECT 'meter-fault-differs', f.entry_id, 'meter fault ' || f.id FROM meter_fault f LEFT JOIN bill b ON b.id = f.bill_id
   WHERE f.amount_fen <> (SELECT sum(after_fen - before_fen) FROM meter_fault_line WHERE fault_id = f.id)
     OR f.difference_milli <> (SELECT sum(difference_milli) FROM meter_fault_line WHERE fault_id = f.id)
     OR f.amount_fen <> coalesce(b.amount_fen, f.amount_fen)
   LIMIT 200`,
);
