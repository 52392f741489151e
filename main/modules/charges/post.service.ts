import type { Actor } from '../../db/writer.ts';
import { addMonths, localDate, monthOf } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { formatYuan } from '../../shared/money.ts';
import type { Station } from '../../station.types.ts';
import type { BillLateFee, LateFeePreview, PostedLateFees, PostLateFees } from './charges.schema.ts';
import { chargeLateFee, lateFeesOf } from './late-fee.service.ts';
import * as store from './late-fee.store.ts';

const LATE_FEE_JOB = 'charges.late-fees';
/** One chunk is one transaction; between two a payment goes first. */
const CHUNK = 100;
const SHOWN = 500;

/** What posting would charge as of today, and on whom. Writes nothing. */
export async function previewLateFees(st: Station): Promise<LateFeePreview> {
  const asOf = localDate(st.clock.now(), st.zone);
  const due: BillLateFee[] = [];
  await st.queue.chunks(chunksOf(candidates(st, asOf)), (chunk) => {
    due.push(...[...lateFeesOf(st.db, chunk, asOf).values()].filter((fee) => fee.dueFen > 0));
  });
  const shown = due.toSorted((a, b) => b.dueFen - a.dueFen || a.billId - b.billId).slice(0, SHOWN);
  const bills = JSON.stringify(shown.map((fee) => fee.billId));
  const holders = new Map(store.holdersOf(st.db, { bills }).map(({ billId, ...holder }) => [billId, holder]));
  const nobody = { customerName: '', accountNo: '', doorNo: '', service: '' };
  return {
    asOf,
    bills: due.length,
    feeFen: due.reduce((sum, fee) => sum + fee.dueFen, 0),
    owedFen: due.reduce((sum, fee) => sum + (fee.parts.at(-1)?.owedFen ?? 0), 0),
    rows: shown.map((fee) => ({ ...fee, ...(holders.get(fee.billId) ?? nobody) })),
  };
}

/**
 * Bills every late fee that is due as of today, as at the close of a period. What a chunk charges is worked out inside its
 * write, so that stopped and asked again, or asked twice, it charges the rest and nothing twice. Refuses
 * 'late-fee.total-changed' when the day or the total is not the one that was seen.
 */
export async function postLateFees(st: Station, by: Actor, cmd: PostLateFees): Promise<PostedLateFees> {
  const preview = await previewLateFees(st);
  const { asOf } = preview;
  if (asOf !== cmd.asOf || preview.feeFen !== cmd.expectedFeeFen)
    throw new StationError('late-fee.total-changed', { asOf, total: formatYuan(preview.feeFen) });
  const ids = candidates(st, asOf);
  const posted = { bills: 0, feeFen: 0 };
  let done = 0;
  const report = (state: 'running' | 'done' | 'failed') =>
    st.live.publish({ topic: 'progress', job: LATE_FEE_JOB, done, total: ids.length, state });
  try {
    await st.queue.chunks(chunksOf(ids), (chunk) => {
      const issued = postChunk(st, by, chunk, asOf);
      posted.bills += issued.length;
      posted.feeFen += issued.reduce((sum, fee) => sum + fee.amountFen, 0);
      done += chunk.length;
      report('running');
    });
  } catch (error) {
    report('failed');
    throw error;
  }
  report('done');
  return posted;
}

function postChunk(st: Station, by: Actor, billIds: readonly number[], asOf: string) {
  const isDue = [...lateFeesOf(st.db, billIds, asOf).values()].some((fee) => fee.dueFen > 0);
  if (!isDue) return [];
  return st.write(by, { action: 'charges.post-late-fees', input: { asOf, bills: billIds.length } }, (tx) => {
    // Chunks after midnight still charge the day that was asked for: the rest of it is the next posting's.
    const due = [...lateFeesOf(tx.db, billIds, asOf).values()].filter((fee) => fee.dueFen > 0);
    const issued = due.map((fee) => chargeLateFee(tx, fee, st.zone));
    tx.audit({ kind: 'late-fees', id: asOf, after: issued.map(({ billNo, amountFen }) => [billNo, amountFen]) });
    return issued;
  });
}

/** Beside what is open: bills settled late since the first day of the month before, in case their fee was not charged. */
function candidates(st: Station, asOf: string): number[] {
  const since = `${addMonths(monthOf(asOf), -1)}-01`;
  return store.lateCandidates(st.db, { asOf, since }).map((row) => row.billId);
}

function* chunksOf(ids: readonly number[]): Generator<readonly number[]> {
  for (let i = 0; i < ids.length; i += CHUNK) yield ids.slice(i, i + CHUNK);
}
