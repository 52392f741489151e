import { z } from 'zod';
import { insert, many, maybe, run } from '../../db/query.ts';
import { RunApproval } from './approval.schema.ts';

const ApprovalRow = RunApproval.omit({ buildings: true }).extend({
  buildingsJson: z.string(),
  decidedBy: z.number().nullable(),
  /** What a run that had stopped half way had issued when this was submitted: not part of what was approved. */
  baseBills: z.number(),
  baseFen: z.number(),
});
export type ApprovalRow = z.infer<typeof ApprovalRow>;
const SELECT = `SELECT id AS approvalId, month, service, buildings_json AS buildingsJson, cycle, due_on AS dueOn, bill_count AS billCount,
    quantity_milli AS quantityMilli, amount_fen AS amountFen, exception_count AS exceptionCount, note, prepared_by AS preparedBy,
    prepared_name AS preparedName, prepared_at AS preparedAt, state, decided_by AS decidedBy, decided_name AS decidedName,
    decided_at AS decidedAt, reason, base_bills AS baseBills, base_fen AS baseFen
  FROM run_approval`;
const OF_COHORT = 'month = :month AND service = :service AND buildings_json = :buildingsJson AND cycle IS :cycle';

export const findApproval = maybe(ApprovalRow, `${SELECT} WHERE id = :approvalId`);
export const newestApproval = maybe(ApprovalRow, `${SELECT} WHERE ${OF_COHORT} ORDER BY id DESC LIMIT 1`);
export const openApprovals = many(ApprovalRow, `${SELECT} WHERE state IN ('waiting', 'approved') ORDER BY id DESC`);
export const replaceOpen = run(
  `UPDATE run_approval SET state = 'replaced' WHERE ${OF_COHORT} AND state IN ('waiting', 'approved')`,
);
export const insertApproval = insert(
  `INSERT INTO run_approval (month, service, buildings_json, cycle, due_on, bill_count, quantity_milli, amount_fen, exception_count, base_bills, base_fen,
     note, prepared_by, prepared_name, prepared_at)
   VALUES (:month, :service, :buildingsJson, :cycle, :dueOn, :billCount, :quantityMilli, :amountFen, :exceptionCount, :baseBills, :baseFen,
     :note, :preparedBy, :preparedName, :preparedAt)`,
);
export const decide = run(
  `UPDATE run_approval SET state = :state, decided_by = :decidedBy, decided_name = :decidedName, decided_at = :decidedAt, reason = :reason
   WHERE id = :approvalId AND state = 'waiting'`,
);
export const bindRun = run('UPDATE run_approval SET run_id = :runId WHERE id = :approvalId');
export const markUsed = run("UPDATE run_approval SET state = 'used' WHERE run_id = :runId AND state = 'approved'");
