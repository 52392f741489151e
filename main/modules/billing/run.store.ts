import { z } from 'zod';
import { insert, many, maybe, run } from '../../db/query.ts';
import { BillingRunId } from '../../shared/ids.ts';
import { BilledService, TariffCycle } from './cohort.schema.ts';

const RunRow = z.object({
  runId: BillingRunId,
  month: z.string(),
  service: BilledService,
  buildingsJson: z.string(),
  cycle: TariffCycle.nullable(),
  state: z.enum(['issuing', 'issued', 'cancelling', 'cancelled']),
  dueOn: z.string(),
  billCount: z.number(),
  amountFen: z.number(),
  issuedBy: z.string(),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  cancelReason: z.string().nullable(),
  cancelledBy: z.string().nullable(),
  approvedBy: z.string().nullable(),
});
export type RunRow = z.infer<typeof RunRow>;
const RUN_SELECT = `SELECT r.id AS runId, r.month, r.service, r.buildings_json AS buildingsJson, r.cycle,
    CASE WHEN k.id IS NULL THEN r.state WHEN k.finished_at IS NULL THEN 'cancelling' ELSE 'cancelled' END AS state,
    r.due_on AS dueOn, r.bill_count AS billCount, r.amount_fen AS amountFen, coalesce(u.display_name, '') AS issuedBy,
    r.started_at AS startedAt, r.finished_at AS finishedAt, k.reason AS cancelReason, k.user_name AS cancelledBy,
    (SELECT p.decided_name FROM run_approval p WHERE p.run_id = r.id AND p.state IN ('approved', 'used') ORDER BY p.id DESC LIMIT 1) AS approvedBy
  FROM billing_run r LEFT JOIN user u ON u.id = r.user_id LEFT JOIN run_cancellation k ON k.run_id = r.id`;
export const allRuns = many(RunRow, `${RUN_SELECT} ORDER BY r.id DESC LIMIT 200`);
export const findRun = maybe(RunRow, `${RUN_SELECT} WHERE r.id = :runId`);
export const unfinishedRun = maybe(
  RunRow,
  `${RUN_SELECT} WHERE r.month = :month AND r.service = :service AND r.buildings_json = :buildingsJson AND r.cycle IS :cycle
     AND r.state = 'issuing' AND k.id IS NULL ORDER BY r.id LIMIT 1`,
);
export const insertRun = insert(
  `INSERT INTO billing_run (month, service, buildings_json, cycle, state, due_on, user_id, started_at)
   VALUES (:month, :service, :buildingsJson, :cycle, 'issuing', :dueOn, :userId, :startedAt)`,
);
export const addToRun = run(
  'UPDATE billing_run SET bill_count = bill_count + :bills, amount_fen = amount_fen + :amountFen WHERE id = :runId',
);
export const finishRun = run(
  "UPDATE billing_run SET state = 'issued', finished_at = :finishedAt WHERE id = :runId AND state = 'issuing'",
);
