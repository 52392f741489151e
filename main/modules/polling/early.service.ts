import type { Actor } from '../../db/writer.ts';
import type { LocalDate } from '../../shared/dates.ts';
import type { Station } from '../../station.types.ts';
import * as store from './daily.store.ts';
import type { RunOutcome, Wanted } from './outcome.service.ts';
import { isSettled } from './plan.service.ts';
import { runWanted } from './run.service.ts';
import { whileRunning } from './running.ts';
import { scopeOf } from './schedules.service.ts';
import type { ScheduleColumns } from './schedules.store.ts';
import { targetsOf } from './targets.service.ts';

/**
 * The last minutes before a settlement: meters that keep no freezes are read now, once, as midnight's value cannot be had
 * afterwards. One that does not answer is a gap until the schedule's own minute.
 */
export function runEarly(
  st: Station,
  by: Actor,
  schedule: ScheduleColumns,
  day: LocalDate,
): Promise<RunOutcome | undefined> {
  const { scheduleId } = schedule;
  return whileRunning(st, scheduleId, (signal) => {
    const wanted = targetsOf(st.db, scopeOf(schedule))
      .filter(({ meterId, busId, protocol, installedOn }) => {
        const keeps = st.devices.meterBus(busId)?.supports(protocol).frozen ?? true;
        if (keeps || day <= installedOn || isSettled(st.db, { meterId, day, zone: st.zone })) return false;
        return store.unfilledDays(st.db, { meterId, kind: 'settlement', from: day }).length === 0;
      })
      .map((target): Wanted => ({ kind: 'settlement', target, day }));
    return runWanted(st, by, { scheduleId, cause: 'due', wanted, signal });
  });
}
