import type { Actor } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import type { Station } from '../../station.types.ts';
import { endOfRemoved } from './alerts.service.ts';
import { dueDays, dueQuarter, earlySettlement, isDoneToWrong } from './due.domain.ts';
import { runEarly } from './early.service.ts';
import { retryFresh } from './gaps.service.ts';
import { packIntervals, pruneHistory } from './intervals.service.ts';
import { runSchedule } from './run.service.ts';
import { stopAll } from './running.ts';
import * as store from './schedules.store.ts';

export const POLLER: Actor = { userId: null, name: 'polling', via: 'job' };

/** A kill in mid poll leaves a run that says it is running; what it had not stored is asked for again when it is due. */
export function settleInterruptedRuns(st: Station): void {
  if (store.openRuns(st.db).length === 0) return;
  st.write(POLLER, { action: 'polling.settle' }, (tx) => {
    store.settleRuns(tx.db, { now: tx.now });
    tx.announce({ topic: 'polling' });
  });
}

/** Starts what is due now, then what was missed lately; resolves when all of it is over. What is running already is left alone. */
export async function runDue(st: Station): Promise<void> {
  const now = st.clock.now();
  const enabled = store.schedules(st.db).filter((schedule) => schedule.isEnabled === 1);
  const due = enabled.filter((schedule) => {
    if (isDoneToWrong(schedule.doneTo, now)) {
      const { scheduleId } = schedule;
      st.write(POLLER, { action: 'polling.done', input: { scheduleId, doneTo: now } }, (tx) => {
        store.setDoneTo(tx.db, { scheduleId, doneTo: now });
      });
      return false;
    }
    return schedule.kind === 'interval'
      ? dueQuarter(schedule.doneTo, now) !== null
      : dueDays(schedule, schedule.doneTo, now, st.zone).length > 0;
  });
  const early = enabled.flatMap((schedule) => {
    const day = earlySettlement(schedule, now, st.zone);
    return day === null ? [] : [{ schedule, day }];
  });
  await Promise.all(due.map(({ scheduleId }) => runSchedule(st, POLLER, scheduleId, 'due')));
  await Promise.all(early.map(({ schedule, day }) => runEarly(st, POLLER, schedule, day)));
  await retryFresh(st, POLLER);
}

const tidied = new WeakMap<Station['db'], string>();

/** Once a day: ends alerts of meters taken down, packs the days that are over and removes what nobody wants to keep. */
export async function tidyHistory(st: Station, signal: AbortSignal): Promise<void> {
  const today = localDate(st.clock.now(), st.zone);
  if (tidied.get(st.db) === today) return;
  tidied.set(st.db, today);
  endOfRemoved(st, POLLER);
  await packIntervals(st, POLLER, signal);
  if (!signal.aborted) pruneHistory(st, POLLER);
}

/** The program ends: polls stop after the meter they are at and go on when it starts again. */
export function stopForShutdown(st: Station): void {
  stopAll(st, 'shutdown');
}
