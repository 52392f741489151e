import { backUpIfDue } from '../modules/station/index.ts';
import type { Station } from '../station.types.ts';

const LOOK_EVERY_MS = 3_600_000;

/**
 * Backs the station up when the newest backup is a day old: looked at on start and every hour. Closing waits for a copy
 * that is being made, as it reads the open database.
 */
export function startBackups(station: Station, onError: (error: unknown) => void): AsyncDisposable {
  let running: Promise<unknown> = Promise.resolve();
  const look = () => {
    running = backUpIfDue(station).catch(onError);
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await running;
    },
  };
}
