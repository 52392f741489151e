import { appendFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

const LIMIT_BYTES = 1_000_000;

/**
 * Writes faults to errors.log in the data folder: an installed program has no terminal, and a report number on the
 * screen must lead somewhere. Two files of a megabyte at most; a fault of the log itself is dropped.
 */
export function createErrorLog(folder: string, now: () => number = Date.now): (error: unknown) => void {
  const file = path.join(folder, 'errors.log');
  return (error) => {
    const text = describe(error);
    process.stderr.write(`${text}\n`);
    try {
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LIMIT_BYTES)
        renameSync(file, path.join(folder, 'errors.old.log'));
      appendFileSync(file, `${new Date(now()).toISOString()} ${text}\n`);
    } catch {
      // A full or missing disk is reported by whoever needs it more.
    }
  };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const text = error.stack ?? error.message;
  return error.cause === undefined ? text : `${text}\ncaused by ${describe(error.cause)}`;
}
