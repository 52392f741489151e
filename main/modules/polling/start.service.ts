import type { Actor } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { runJob, runSchedule } from './run.service.ts';
import { isRunning } from './running.ts';
import { requireSchedule } from './schedules.service.ts';

/** Starts a poll for a person and answers at once: a night of a large bus takes many minutes. Progress is told live. */
export function startAsked(st: Station, by: Actor, scheduleId: number): void {
  const { name } = requireSchedule(st.db, scheduleId);
  if (isRunning(st, scheduleId)) throw new StationError('polling.running', { name });
  runSchedule(st, by, scheduleId, 'asked').catch(() => {
    st.live.publish({ topic: 'progress', job: runJob(scheduleId), done: 0, total: 0, state: 'failed' });
  });
}
