import { writeSync } from 'node:fs';
import { cancelRun } from '../../main/modules/billing/index.ts';
import { BillingRunId, type RequestId } from '../../main/shared/ids.ts';
import { openStation } from '../../main/station.ts';
import { cityClock, SYSTEM } from '../support/city.ts';

/** The process that is killed while it takes a run back; prints a line at every chunk. */
export interface CancellerOptions {
  readonly folder: string;
  readonly runId: number;
  readonly amountFen: number;
  readonly chunkSize: number;
}

const options = JSON.parse(process.argv[2] ?? '') as CancellerOptions;

await using station = openStation({ folder: options.folder, ...cityClock });
await cancelRun(
  station,
  SYSTEM,
  {
    runId: BillingRunId.parse(options.runId),
    reason: '价格录错',
    expectedAmountFen: options.amountFen,
    money: 'refuse',
    requestId: '3c1f2c0a-5b0e-4d0a-9d53-0d8f6f3f7a11' as RequestId,
  },
  // Not process.stdout: the line must be on its way before the next chunk starts.
  { chunkSize: options.chunkSize, onChunk: () => writeSync(1, 'chunk\n') },
);
