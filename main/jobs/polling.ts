import { runDue, settleInterruptedRuns, stopForShutdown, tidyHistory } from '../modules/polling/index.ts';
import type { Station } from '../station.types.ts';

const LOOK_EVERY_MS = 15_000;

/**
 * Runs the poll schedules: looked at on start and every quarter of a minute, as a computer may sleep or have its clock set.
 * Each look starts what is due and is not waited for by the next one: a long night must not hold up a quarter of an hour.
 */
export function startPolling(station: Station, onError: (error: unknown) => void): AsyncDisposable {
  settleInterruptedRuns(station);
  const ended = new AbortController();
  const running = new Set<Promise<unknown>>();
  const look = () => {
    const work = runDue(station)
      .then(() => tidyHistory(station, ended.signal))
      .catch(onError)
      .finally(() => running.delete(work));
    running.add(work);
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      ended.abort();
      stopForShutdown(station);
      await Promise.all(running);
    },
  };
}
