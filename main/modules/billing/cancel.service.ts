import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { formatYuan } from '../../shared/money.ts';
import type { Station } from '../../station.types.ts';
import { credit, debit, LEDGER_CODES, post } from '../ledger/index.ts';
import { markUsed, replaceOpen } from './approval.store.ts';
import type { CancellationPreview, CancelResult, CancelRun } from './cancel.schema.ts';
import * as store from './cancel.store.ts';
import { cohortColumns } from './cohort.domain.ts';
import { joinJob, reportJob, stopJob } from './jobs.service.ts';
import { reverseBill } from './reissue.service.ts';
import { isIssuing } from './run.service.ts';
import { findRun, type RunRow } from './run.store.ts';

const OBSTACLES_SHOWN = 200;
/** Bills a chunk: each is reversed by an entry of its own, and a payment waits for one chunk at most. */
const CHUNK = 50;

/** What cancelling a run would reverse, and what stands in its way. */
export function previewCancellation(db: ReadDb, runId: number): CancellationPreview {
  requireRun(db, runId);
  const begun = store.findCancellation(db, { runId });
  return {
    ...store.standingTotals(db, { runId }),
    obstacles: store.obstaclesOf(db, { runId, bills: null, limit: OBSTACLES_SHOWN }),
    obstacleCount: store.countObstacles(db, { runId, bills: null }).count,
    begun: begun ? { reason: begun.reason, bills: begun.billCount, amountFen: begun.amountFen } : null,
  };
}

/**
 * Takes a run back by reversing every bill of it that stands, in chunks, each one transaction; afterwards the month can be
 * billed again. Interrupted or stopped it stays begun, and cancelling again goes on; when no bill stands it writes nothing.
 * Refuses 'billing.run-busy', 'billing.run-total-differs', 'billing.run-paid' where money is on a bill and is not to
 * become credit, 'billing.run-followed' where a later bill counts on from one of the run,
 * 'correction.back-billed' where a settlement of a faulty meter stands on one.
 */
export function cancelRun(
  st: Station,
  by: Actor,
  cmd: CancelRun,
  options: { chunkSize?: number; signal?: AbortSignal; onChunk?(): void } = {},
): Promise<CancelResult> {
  return joinJob(st, cancelJob(cmd.runId), (signal) => cancel(st, by, cmd, { ...options, signal }), options.signal);
}

export function stopCancelling(st: Station, runId: number): void {
  stopJob(st, cancelJob(runId));
}

function cancelJob(runId: number): string {
  return `billing.cancel ${runId}`;
}

async function cancel(
  st: Station,
  by: Actor,
  cmd: CancelRun,
  { signal, chunkSize = CHUNK, onChunk }: { signal: AbortSignal; chunkSize?: number; onChunk?(): void },
): Promise<CancelResult> {
  const cancellationId = begin(st, by, cmd);
  const { runId } = cmd;
  const { bills: total } = store.standingTotals(st.db, { runId });
  const result = { cancelled: 0, amountFen: 0, creditFen: 0, isStopped: false };
  const report = (state: 'running' | 'done' | 'cancelled' | 'failed') =>
    reportJob(st, cancelJob(runId), { done: result.cancelled, total, state });
  report('running');
  try {
    await st.queue.chunks(
      standing(st.db, runId, chunkSize),
      () => {
        for (const bill of cancelChunk(st, by, cmd, { cancellationId, limit: chunkSize })) {
          result.cancelled++;
          result.amountFen += bill.amountFen;
          result.creditFen += bill.paidFen;
        }
        report('running');
        onChunk?.();
      },
      signal,
    );
    finish(st, by, cmd, cancellationId);
  } catch (error) {
    report(signal.aborted ? 'cancelled' : 'failed');
    if (!signal.aborted) throw error;
    return { ...result, isStopped: true };
  }
  report('done');
  return result;
}

/** As often as something stands: a payment or a correction between two chunks changes what does. */
function* standing(db: ReadDb, runId: number, limit: number): Generator<undefined> {
  while (store.standingOfRun(db, { runId, limit }).length > 0) yield undefined;
}

function requireRun(db: ReadDb, runId: number): RunRow {
  const found = findRun(db, { runId });
  if (!found) throw new StationError('record.not-found', { kind: 'billing-run', id: runId });
  return found;
}

/** Everything is checked before the first bill; the record it leaves is what going on finds. */
function begin(st: Station, by: Actor, cmd: CancelRun): number {
  const { runId, reason, money, expectedAmountFen, requestId } = cmd;
  const { buildingsJson, cycle, month, service } = requireRun(st.db, runId);
  const cohort = { month, service, buildings: JSON.parse(buildingsJson) as string[], cycle: cycle ?? undefined };
  if (isIssuing(st, cohort)) throw new StationError('billing.run-busy', { month });
  const input = { runId, reason, money, expectedAmountFen };
  const earlier = store.findCancellation(st.db, { runId });
  const { bills, amountFen } = store.standingTotals(st.db, { runId });
  const totalFen = earlier?.amountFen ?? amountFen;
  if (expectedAmountFen !== totalFen)
    throw new StationError('billing.run-total-differs', {
      typed: formatYuan(expectedAmountFen),
      total: formatYuan(totalFen),
    });
  refuseObstacles(st.db, cmd, null);
  if (earlier) return earlier.cancellationId;
  return st.write(by, { action: 'billing.cancel-run', requestId, input }, (tx) => {
    const started = { runId, reason, billCount: bills, amountFen, startedAt: tx.now };
    const id = store.insertCancellation(tx.db, { ...started, userId: by.userId, userName: by.name });
    // A run that stopped half way still holds its approval, and its rest may have one: for that run, not for one after it.
    markUsed(tx.db, { runId });
    replaceOpen(tx.db, cohortColumns(cohort));
    tx.audit({ kind: 'billing-run', id: runId, after: { state: 'cancelling', bills, amountFen, reason } });
    tx.announce({ topic: 'billing-runs', id: runId });
    return id;
  });
}

function refuseObstacles(db: ReadDb, { runId, money }: CancelRun, bills: string | null): void {
  const { count } = store.countObstacles(db, { runId, bills });
  const [first] = store.obstaclesOf(db, { runId, bills, limit: 1 });
  if (first)
    throw new StationError('billing.run-followed', { bills: count, billNo: first.billNo, doorNo: first.doorNo });
  const [backBilled] = store.backBilledOfRun(db, { runId });
  if (backBilled) throw new StationError('correction.back-billed', backBilled);
  if (money === 'credit' || bills !== null) return;
  const { paidBills, paidFen } = store.standingTotals(db, { runId });
  if (paidBills > 0) throw new StationError('billing.run-paid', { bills: paidBills, amount: formatYuan(paidFen) });
}

function cancelChunk(st: Station, by: Actor, cmd: CancelRun, of: { cancellationId: number; limit: number }) {
  const { runId, money } = cmd;
  const input = { runId, cancellationId: of.cancellationId, money };
  return st.write(by, { action: 'billing.cancel-run', input }, (tx) => {
    const bills = store.standingOfRun(tx.db, { runId, limit: of.limit });
    // Both may have come about since the first chunk.
    refuseObstacles(tx.db, cmd, JSON.stringify(bills.map((bill) => bill.billId)));
    const paid = bills.filter((bill) => bill.paidFen > 0);
    if (money === 'refuse' && paid.length > 0)
      throw new StationError('billing.run-paid', {
        bills: paid.length,
        amount: formatYuan(paid.reduce((sum, bill) => sum + bill.paidFen, 0)),
      });
    for (const bill of bills) cancelBill(st, tx, bill, { cancellationId: of.cancellationId, reason: cmd.reason });
    tx.audit({ kind: 'billing-run', id: runId, after: { cancelled: bills.map((bill) => bill.billNo) } });
    tx.announce({ topic: 'bills' });
    return bills;
  });
}

/** Mirrors the bill's entry. The receivable that its payments have overpaid since becomes credit of its account. */
function cancelBill(
  st: Station,
  tx: Tx,
  bill: ReturnType<typeof store.standingOfRun>[number],
  of: { cancellationId: number; reason: string },
): void {
  const { billId, billNo, accountId, paidFen } = bill;
  const today = localDate(tx.now, st.zone);
  reverseBill(st, tx, bill, of.reason);
  store.insertBillCancellation(tx.db, {
    billId,
    cancellationId: of.cancellationId,
    creditFen: paidFen,
    cancelledAt: tx.now,
    cancelledOn: today,
    userId: tx.by.userId,
    userName: tx.by.name,
  });
  if (paidFen === 0) return;
  const moved = { accountId, fromBillId: billId, amountFen: paidFen, movedAt: tx.now, movedOn: today };
  store.insertCancelTransfer(tx.db, moved);
  post(tx, {
    kind: 'cancellation',
    memo: `${billNo} ${of.reason}`,
    documentKind: 'bill-cancellation',
    documentId: billId,
    document: billCancellationDocument(tx.db, billId),
    lines: [
      debit(LEDGER_CODES.receivable, paidFen, accountId),
      credit(LEDGER_CODES.customerCredit, paidFen, accountId),
    ],
    zone: st.zone,
  });
}

/** The frozen content behind the entry that turned a cancelled bill's money into credit. */
export function billCancellationDocument(db: ReadDb, billId: number): unknown {
  return store.findBillCancellation(db, { billId });
}

function finish(st: Station, by: Actor, { runId }: CancelRun, cancellationId: number): void {
  if (store.findCancellation(st.db, { runId })?.finishedAt !== null) return;
  st.write(by, { action: 'billing.cancel-run', input: { runId, cancellationId } }, (tx) => {
    store.finishCancellation(tx.db, { cancellationId, finishedAt: tx.now });
    tx.audit({ kind: 'billing-run', id: runId, after: { state: 'cancelled' } });
    tx.announce({ topic: 'billing-runs', id: runId });
  });
}
