import type { ReadDb } from '../../db/types.ts';
import { GENESIS_HASH, sha256 } from '../../db/writer.ts';
import type { Finding } from './ledger.schema.ts';
import { findEntry } from './ledger.store.ts';
import { eventText, trialAfter } from './period.domain.ts';
import type { ClosingBalance } from './period.schema.ts';
import * as store from './period.store.ts';

/** Closings that were changed, or whose month no longer is what was closed. */
export function periodFaults(db: ReadDb): Finding[] {
  const findings: Finding[] = [];
  const found = (code: string, entryId: number | null, detail: string) => findings.push({ code, entryId, detail });
  const events = store.eachEvent(db);
  let prevHash = GENESIS_HASH;
  for (const event of events) {
    if (event.prevHash !== prevHash || sha256(eventText(event.prevHash, event)) !== event.hash)
      found('period-altered', null, event.month);
    if (findEntry(db, { id: event.entryId })?.hash !== event.entryHash)
      found('period-entry-differs', event.entryId, event.month);
    prevHash = event.hash;
  }
  const last = events.at(-1)?.closedThrough;
  if (!last) return findings;
  const standing = new Map(events.filter((event) => event.kind === 'closed').map((event) => [event.month, event]));
  const moved = Map.groupBy(store.movedByMonth(db, { month: last }), (row) => row.month);
  const chart = store.chart(db);
  let trial: ClosingBalance[] = [];
  for (const month of [...new Set([...moved.keys(), ...standing.keys()])].toSorted()) {
    trial = trialAfter(chart, trial, moved.get(month) ?? []);
    const closing = standing.get(month);
    if (closing && month <= last && !isSameTrial(JSON.parse(closing.trialJson) as ClosingBalance[], trial))
      found('period-trial-differs', closing.entryId, month);
  }
  return findings;
}

/** By code and amount: an account added to the chart later has nothing in a closed month. */
function isSameTrial(kept: readonly ClosingBalance[], now: readonly ClosingBalance[]): boolean {
  const amounts = (rows: readonly ClosingBalance[]) =>
    rows
      .filter((row) => row.debitFen !== row.creditFen)
      .map((row) => `${row.ledgerCode} ${row.debitFen - row.creditFen}`)
      .join();
  return amounts(kept) === amounts(now);
}
