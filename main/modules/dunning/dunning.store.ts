import { z } from 'zod';
import { insert, many, maybe, run } from '../../db/query.ts';
import { AccountId, BillId } from '../../shared/ids.ts';
import { Debt, Mark, Step } from './dunning.schema.ts';

const OPEN = 'b.reversed_at IS NULL AND b.paid_fen < b.amount_fen AND b.entry_id IS NOT NULL';
/** With a single min() SQLite takes the other columns from that very row: the oldest bill names the cycle. */
const DEBT = `SELECT a.id AS accountId, a.account_no AS accountNo, a.service, c.id AS customerId, c.name AS customerName, c.kind AS customerKind,
    c.phone, coalesce(k.email, '') AS email, coalesce(k.lang, 'zh-CN') AS lang, p.building, p.door_no AS doorNo, d.bills,
    d.overdueFen, coalesce((SELECT -l.balance_fen FROM ledger_balance l WHERE l.account_id = a.id AND l.ledger_code = '2203'), 0) AS creditFen,
    d.oldestDueOn, coalesce(r.first_bill_id, d.billId) AS cycleBillId
  FROM (SELECT b.account_id AS accountId, b.id AS billId, b.due_on AS oldestDueOn, count(*) AS bills, sum(b.amount_fen - b.paid_fen) AS overdueFen,
      min(b.due_on || printf('%012d', b.id)) FROM bill b
    WHERE ${OPEN} AND b.due_on < :today AND (:accountId IS NULL OR b.account_id = :accountId) GROUP BY b.account_id) d
    JOIN account a ON a.id = d.accountId JOIN customer c ON c.id = a.customer_id JOIN premises p ON p.id = a.premises_id
    LEFT JOIN message_contact k ON k.customer_id = c.id LEFT JOIN bill_replacement r ON r.new_bill_id = d.billId`;
export const allDebts = many(
  Debt,
  `${DEBT} WHERE (:service IS NULL OR a.service = :service) AND (:building IS NULL OR p.building = :building)
   ORDER BY d.oldestDueOn, p.door_sort, a.id`,
);
export const findDebt = maybe(Debt, DEBT);

const OpenBillRow = z.object({
  billId: BillId,
  firstBillId: BillId,
  billNo: z.string(),
  month: z.string(),
  dueOn: z.string(),
  amountFen: z.number(),
  leftFen: z.number(),
});
export type OpenBillRow = z.infer<typeof OpenBillRow>;
export const overdueBills = many(
  OpenBillRow,
  `SELECT b.id AS billId, coalesce(r.first_bill_id, b.id) AS firstBillId, b.bill_no AS billNo, b.month, b.due_on AS dueOn,
     b.amount_fen AS amountFen, b.amount_fen - b.paid_fen AS leftFen
   FROM bill b LEFT JOIN bill_replacement r ON r.new_bill_id = b.id
   WHERE b.account_id = :accountId AND ${OPEN} AND b.due_on < :today ORDER BY b.due_on, b.id`,
);

const STEP = `SELECT s.id AS stepId, s.batch_id AS batchId, s.account_id AS accountId, s.stage, s.cycle_bill_id AS cycleBillId, s.owed_fen AS owedFen,
    s.days_overdue AS daysOverdue, s.taken_at AS takenAt, s.taken_on AS takenOn, s.user_name AS userName, s.served_on AS servedOn,
    s.served_how AS servedHow, s.served_by AS servedBy, s.received_by AS receivedBy, s.cancelled_at AS cancelledAt FROM dunning_step s`;
export const liveSteps = many(
  Step,
  `${STEP} WHERE s.cancelled_at IS NULL AND (:accountId IS NULL OR s.account_id = :accountId) ORDER BY s.id`,
);
export const stepsOfAccount = many(Step, `${STEP} WHERE s.account_id = :accountId ORDER BY s.id DESC`);
export const stepsOfBatch = many(Step, `${STEP} WHERE s.batch_id = :batchId AND s.cancelled_at IS NULL ORDER BY s.id`);
export const findStep = maybe(Step, `${STEP} WHERE s.id = :stepId`);
export const insertBatch = insert(
  'INSERT INTO dunning_batch (stage, made_at, made_on, user_name) VALUES (:stage, :madeAt, :madeOn, :userName)',
);
export const insertStep = insert(
  `INSERT INTO dunning_step (batch_id, account_id, stage, cycle_bill_id, owed_fen, days_overdue, taken_at, taken_on, user_name)
   VALUES (:batchId, :accountId, :stage, :cycleBillId, :owedFen, :daysOverdue, :takenAt, :takenOn, :userName)`,
);
export const insertStepBill = run(
  'INSERT INTO dunning_step_bill (step_id, bill_id, first_bill_id, left_fen) VALUES (:stepId, :billId, :firstBillId, :leftFen)',
);
export const cancelStep = run(
  'UPDATE dunning_step SET cancelled_at = :now WHERE id = :stepId AND cancelled_at IS NULL',
);
export const serveStep = run(
  `UPDATE dunning_step SET served_on = :servedOn, served_how = :servedHow, served_by = :servedBy, received_by = :receivedBy,
     served_at = :now WHERE id = :stepId AND served_on IS NULL`,
);

/**
 * What is left today of the bills a step was about, followed to the bills that replaced them; `usageFen` without shares of
 * common consumption and late fees: nobody is cut off for those.
 */
const Ground = z.object({ leftFen: z.number(), usageFen: z.number(), oldestDueOn: z.string().nullable() });
export const groundOf = many(
  Ground,
  `SELECT coalesce(sum(b.amount_fen - b.paid_fen), 0) AS leftFen,
     coalesce(sum(b.amount_fen - b.paid_fen) FILTER (WHERE b.kind = 'usage'), 0) AS usageFen,
     min(b.due_on) FILTER (WHERE b.kind = 'usage') AS oldestDueOn
   FROM bill b LEFT JOIN bill_replacement r ON r.new_bill_id = b.id
   WHERE b.account_id = :accountId AND ${OPEN} AND coalesce(r.first_bill_id, b.id) IN (
     SELECT first_bill_id FROM dunning_step_bill WHERE step_id = :stepId)`,
);

/** The bills a notice lists, as they were on the day. */
export const stepBills = many(
  OpenBillRow.omit({ firstBillId: true }),
  `SELECT b.id AS billId, b.bill_no AS billNo, b.month, b.due_on AS dueOn, b.amount_fen AS amountFen, s.left_fen AS leftFen
   FROM dunning_step_bill s JOIN bill b ON b.id = s.bill_id WHERE s.step_id = :stepId ORDER BY b.due_on, b.id`,
);

const MARK = `SELECT id AS markId, account_id AS accountId, kind, reason, evidence, until_on AS untilOn, made_at AS madeAt, user_name AS userName,
    lifted_at AS liftedAt, lifted_by AS liftedBy, lift_reason AS liftReason FROM dunning_mark`;
export const unliftedMarks = many(
  Mark,
  `${MARK} WHERE lifted_at IS NULL AND (:accountId IS NULL OR account_id = :accountId) ORDER BY id`,
);
export const marksOfAccount = many(Mark, `${MARK} WHERE account_id = :accountId ORDER BY id DESC`);
export const findMark = maybe(Mark, `${MARK} WHERE id = :markId`);
export const insertMark = insert(
  `INSERT INTO dunning_mark (account_id, kind, reason, evidence, until_on, made_at, user_id, user_name)
   VALUES (:accountId, :kind, :reason, :evidence, :untilOn, :madeAt, :userId, :userName)`,
);
export const liftMark = run(
  'UPDATE dunning_mark SET lifted_at = :now, lifted_by = :userName, lift_reason = :reason WHERE id = :markId AND lifted_at IS NULL',
);
export const accountExists = maybe(
  z.object({ accountId: AccountId }),
  'SELECT id AS accountId FROM account WHERE id = :accountId',
);

/** Accounts whose supply is stopped (the last order that was done stopped it), and those with an order under way. */
export const supplyStates = many(
  z.object({ accountId: AccountId, isStopped: z.number(), hasOpenOrder: z.number() }),
  `SELECT account_id AS accountId,
     coalesce((SELECT d.kind = 'suspend' FROM suspension_order d WHERE d.account_id = o.account_id AND d.state = 'done' ORDER BY d.id DESC LIMIT 1), 0)
       AS isStopped,
     max(o.state IN ('proposed', 'confirmed', 'sent', 'unknown')) AS hasOpenOrder
   FROM suspension_order o WHERE (:accountId IS NULL OR account_id = :accountId) GROUP BY account_id`,
);

export const findRule = maybe(
  z.object({ ruleJson: z.string(), version: z.number() }),
  'SELECT rule_json AS ruleJson, version FROM dunning_rule WHERE service = :service',
);
export const insertRule = run('INSERT INTO dunning_rule (service, rule_json) VALUES (:service, :ruleJson)');
export const updateRule = run(
  'UPDATE dunning_rule SET rule_json = :ruleJson, version = version + 1 WHERE service = :service AND version = :version',
);
