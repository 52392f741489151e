import { writeSync } from 'node:fs';
import type { Writer } from '../../main/db/writer.ts';
import { issueRun } from '../../main/modules/billing/index.ts';
import { openStation } from '../../main/station.ts';
import type { Station } from '../../main/station.types.ts';
import { cityClock, cityMonth, SYSTEM } from '../support/city.ts';

/**
 * The process that is killed while it bills: issues one month after the other, each until it is finished, and prints a
 * line at every chunk.
 */
export interface BillerOptions {
  readonly folder: string;
  readonly months: number;
  readonly chunkSize: number;
  /** Asks for the finished months again, too. */
  readonly fromStart?: boolean;
  /** Planted mistake: every statement of a chunk is a transaction of its own. */
  readonly commitsPiecemeal?: boolean;
}

const options = JSON.parse(process.argv[2] ?? '') as BillerOptions;

/** With foreign keys the database itself refuses a row whose bill or entry is not committed with it. */
function piecemeal(station: Station): Station {
  station.db.pragma('foreign_keys = OFF');
  const write: Writer['write'] = (by, _, work) =>
    work({ db: station.db as never, now: station.clock.now(), by, audit: () => undefined, announce: () => undefined });
  return { ...station, write };
}

await using station = openStation({ folder: options.folder, ...cityClock });
const billed = options.commitsPiecemeal ? piecemeal(station) : station;
const finished = station.db.prepare("SELECT count(*) FROM billing_run WHERE state = 'issued'").pluck().get() as number;
for (let month = options.fromStart ? 1 : finished + 1; month <= options.months; month++)
  await issueRun(
    billed,
    SYSTEM,
    { month: cityMonth(month), service: 'electricity' },
    // Not process.stdout: the line must be on its way before the next chunk starts.
    { chunkSize: options.chunkSize, onProgress: ({ done }) => writeSync(1, `chunk ${month} ${done}\n`) },
  );
