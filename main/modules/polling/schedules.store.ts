import { z } from 'zod';
import { insert, many, maybe, run } from '../../db/query.ts';
import { PollRun, ScheduleKind } from './polling.schema.ts';

const ScheduleColumns = z.object({
  scheduleId: z.number(),
  name: z.string(),
  kind: ScheduleKind,
  scopeJson: z.string(),
  atMinute: z.number(),
  monthDay: z.number().nullable(),
  isEnabled: z.number(),
  doneTo: z.number(),
  version: z.number(),
});
export type ScheduleColumns = z.infer<typeof ScheduleColumns>;
const SCHEDULE = `id AS scheduleId, name, kind, scope_json AS scopeJson, at_minute AS atMinute, month_day AS monthDay,
  is_enabled AS isEnabled, done_to AS doneTo, version`;

export const schedules = many(
  ScheduleColumns,
  `SELECT ${SCHEDULE} FROM poll_schedule WHERE removed_at IS NULL ORDER BY kind, name`,
);
export const findSchedule = maybe(
  ScheduleColumns,
  `SELECT ${SCHEDULE} FROM poll_schedule WHERE id = :scheduleId AND removed_at IS NULL`,
);
export const findByName = maybe(
  z.object({ scheduleId: z.number() }),
  'SELECT id AS scheduleId FROM poll_schedule WHERE name = :name AND removed_at IS NULL AND id <> :exceptId',
);
export const insertSchedule = insert(
  `INSERT INTO poll_schedule (name, kind, scope_json, at_minute, month_day, is_enabled, done_to, created_at)
   VALUES (:name, :kind, :scopeJson, :atMinute, :monthDay, :isEnabled, :now, :now)`,
);
/** What was due before a change is not due because of it: it counts from now. */
export const updateSchedule = run(
  `UPDATE poll_schedule SET name = :name, kind = :kind, scope_json = :scopeJson, at_minute = :atMinute, month_day = :monthDay,
     is_enabled = :isEnabled, done_to = CASE WHEN kind = :kind AND at_minute = :atMinute AND month_day IS :monthDay AND is_enabled = 1
       THEN done_to ELSE :now END, version = version + 1
   WHERE id = :scheduleId AND version = :version AND removed_at IS NULL`,
);
export const enableSchedule = run(
  `UPDATE poll_schedule SET is_enabled = :isEnabled, done_to = CASE WHEN is_enabled = 1 THEN done_to ELSE :now END, version = version + 1
   WHERE id = :scheduleId AND version = :version AND removed_at IS NULL`,
);
export const removeSchedule = run(
  `UPDATE poll_schedule SET removed_at = :now, is_enabled = 0, version = version + 1
   WHERE id = :scheduleId AND version = :version AND removed_at IS NULL`,
);
export const setDoneTo = run('UPDATE poll_schedule SET done_to = :doneTo WHERE id = :scheduleId');

export const insertRun = insert(
  `INSERT INTO poll_run (schedule_id, cause, started_at, state, wanted, user_name)
   VALUES (:scheduleId, :cause, :now, 'running', :wanted, :userName)`,
);
export const endRun = run('UPDATE poll_run SET state = :state, got = :got, ended_at = :now WHERE id = :runId');
/** A stop of the program in mid poll leaves runs behind that no longer run. */
export const settleRuns = run("UPDATE poll_run SET state = 'interrupted', ended_at = :now WHERE state = 'running'");
export const openRuns = many(
  z.object({ runId: z.number() }),
  "SELECT id AS runId FROM poll_run WHERE state = 'running'",
);

const RUN = `r.id AS runId, r.schedule_id AS scheduleId, s.name AS scheduleName, s.kind, r.cause, r.started_at AS startedAt,
  r.ended_at AS endedAt, r.state, r.wanted, r.got, r.user_name AS userName`;
export const lastRun = maybe(
  PollRun,
  `SELECT ${RUN} FROM poll_run r JOIN poll_schedule s ON s.id = r.schedule_id WHERE r.schedule_id = :scheduleId
   ORDER BY r.started_at DESC, r.id DESC LIMIT 1`,
);
export const recentRuns = many(
  PollRun,
  `SELECT ${RUN} FROM poll_run r LEFT JOIN poll_schedule s ON s.id = r.schedule_id ORDER BY r.started_at DESC, r.id DESC LIMIT :limit`,
);
