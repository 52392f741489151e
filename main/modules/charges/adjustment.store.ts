import { z } from 'zod';
import { insert, many, maybe, run } from '../../db/query.ts';
import { AccountId, BillId } from '../../shared/ids.ts';
import { Adjustment, Waiver } from './charges.schema.ts';
import { CHAIN } from './late-fee.store.ts';

export const adjustedBill = maybe(
  z.object({
    billId: BillId,
    billNo: z.string(),
    kind: z.string(),
    accountId: AccountId,
    owedFen: z.number(),
    reversedAt: z.number().nullable(),
  }),
  `SELECT id AS billId, bill_no AS billNo, kind, account_id AS accountId, amount_fen - paid_fen AS owedFen,
     reversed_at AS reversedAt
   FROM bill WHERE id = :billId`,
);

const ADJUSTMENT = `SELECT id AS adjustmentId, bill_id AS billId, kind, amount_fen AS amountFen, reason, adjusted_at AS adjustedAt,
    adjusted_on AS adjustedOn, user_name AS userName, reversed_at AS reversedAt, reversed_by AS reversedBy,
    reversal_reason AS reversalReason FROM adjustment`;
export const adjustmentsOf = many(Adjustment, `${ADJUSTMENT} WHERE bill_id = :billId ORDER BY id`);
/** The columns that never change, for the hash that joins the ledger chain, and the entry. */
const FrozenRow = z.object({
  billId: z.number(),
  accountId: z.number(),
  kind: z.string(),
  amountFen: z.number(),
  reason: z.string(),
  adjustedAt: z.number(),
  adjustedOn: z.string(),
  userId: z.number().nullable(),
  userName: z.string(),
});
export const findFrozen = maybe(
  FrozenRow,
  `SELECT bill_id AS billId, account_id AS accountId, kind, amount_fen AS amountFen, reason, adjusted_at AS adjustedAt,
     adjusted_on AS adjustedOn, user_id AS userId, user_name AS userName FROM adjustment WHERE id = :adjustmentId`,
);
export const findAdjustment = maybe(
  z.object({
    billId: BillId,
    amountFen: z.number(),
    entryId: z.number().nullable(),
    reversedAt: z.number().nullable(),
  }),
  `SELECT bill_id AS billId, amount_fen AS amountFen, entry_id AS entryId, reversed_at AS reversedAt
   FROM adjustment WHERE id = :adjustmentId`,
);
export const insertAdjustment = insert(
  `INSERT INTO adjustment (bill_id, account_id, kind, amount_fen, reason, adjusted_at, adjusted_on, user_id, user_name)
   VALUES (:billId, :accountId, :kind, :amountFen, :reason, :adjustedAt, :adjustedOn, :userId, :userName)`,
);
export const setEntry = run('UPDATE adjustment SET entry_id = :entryId WHERE id = :adjustmentId');
export const markReversed = run(
  `UPDATE adjustment SET reversed_at = :now, reversed_on = :on, reversed_by = :userName, reversal_reason = :reason
   WHERE id = :adjustmentId AND reversed_at IS NULL`,
);
/** Where a late fee is of a bill that a cancelled run took back, itself or what was issued in its place: the fee's own bill. */
export const feeOfCancelled = maybe(
  z.object({ billNo: z.string() }),
  `WITH RECURSIVE chain (bill_id) AS (
     SELECT of_bill_id FROM late_fee WHERE bill_id = :billId
     UNION ALL SELECT r.new_bill_id FROM chain c JOIN bill_replacement r ON r.bill_id = c.bill_id)
   SELECT f.bill_no AS billNo FROM chain c JOIN bill_cancellation x ON x.bill_id = c.bill_id JOIN bill f ON f.id = :billId`,
);

const WAIVER = `SELECT id AS waiverId, bill_id AS billId, adjustment_id AS adjustmentId, amount_fen AS amountFen, reason,
    waived_at AS waivedAt, user_name AS userName, revoked_at AS revokedAt, revoked_by AS revokedBy, revoke_reason AS revokeReason
  FROM late_fee_waiver`;
export const waiversOf = many(Waiver, `${WAIVER} WHERE bill_id = :billId ORDER BY id`);
export const findWaiver = maybe(Waiver, `${WAIVER} WHERE id = :waiverId`);
export const insertWaiver = insert(
  `INSERT INTO late_fee_waiver (bill_id, adjustment_id, amount_fen, reason, waived_at, waived_on, user_id, user_name)
   VALUES (:billId, :adjustmentId, :amountFen, :reason, :waivedAt, :waivedOn, :userId, :userName)`,
);
export const revokeWaiver = run(
  `UPDATE late_fee_waiver SET revoked_at = :now, revoked_by = :userName, revoke_reason = :reason
   WHERE id = :waiverId AND revoked_at IS NULL`,
);
export const revokeWaiversOf = run(
  `UPDATE late_fee_waiver SET revoked_at = :now, revoked_by = :userName, revoke_reason = :reason
   WHERE adjustment_id = :adjustmentId AND revoked_at IS NULL`,
);

/** Late-fee bills of a bill and of those it replaced, reversed ones too. :bills is a JSON array of it. */
export const feeBillsOf = many(
  z.object({
    billId: BillId,
    billNo: z.string(),
    asOf: z.string(),
    amountFen: z.number(),
    paidFen: z.number(),
    reversedAt: z.number().nullable(),
  }),
  `${CHAIN}
   SELECT b.id AS billId, b.bill_no AS billNo, l.as_of AS asOf, b.amount_fen AS amountFen, b.paid_fen AS paidFen,
     b.reversed_at AS reversedAt
   FROM chain c JOIN late_fee l ON l.of_bill_id = c.bill_id JOIN bill b ON b.id = l.bill_id ORDER BY b.id`,
);
