import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { AutoPaymentId, CustomerId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { credit, debit, LEDGER_CODES, postAll, reverse } from '../ledger/index.ts';
import { nextNumbers } from '../station/index.ts';
import { type AutoPlan, autoNo, planAutoPayments } from './auto-pay.domain.ts';
import type { AutoPayment, ReverseAutoPayment } from './auto-pay.schema.ts';
import * as store from './auto-pay.store.ts';
import { addPaid } from './billing.store.ts';
import { markPaid } from './bills.service.ts';

/** Accounts a transaction: a payment at the till waits for no more than that. */
const CHUNK = 50;

type Cause =
  | { readonly runId: number; readonly correctionId: null }
  | { readonly runId: null; readonly correctionId: number };

/**
 * Lets the credit of accounts that got a bill in a run pay their open bills, oldest first. Safe to ask for again: an
 * account without credit or without an open bill is not met.
 */
export async function payRunFromCredit(
  st: Station,
  by: Actor,
  of: { readonly runId: number; readonly signal: AbortSignal },
): Promise<void> {
  const { runId, signal } = of;
  let after: number | undefined = 0;
  while (after !== undefined) {
    const from: number = after;
    await st.queue.chunks(
      [from],
      () => {
        const credits = store.creditsOfRun(st.db, { runId, after: from, limit: CHUNK });
        if (credits.length > 0)
          st.write(by, { action: 'billing.auto-pay', input: { runId, accounts: credits.length } }, (tx) =>
            payFromCredit(st, tx, credits, { runId, correctionId: null }),
          );
        after = credits.length === CHUNK ? credits.at(-1)?.accountId : undefined;
      },
      signal,
    );
  }
}

/** The same for the accounts of a correction, inside its transaction. */
export function payAccountsFromCredit(
  st: Station,
  tx: Tx,
  of: { readonly accountIds: readonly number[]; readonly correctionId: number },
): void {
  const accounts = JSON.stringify([...new Set(of.accountIds)]);
  payFromCredit(st, tx, store.creditsOf(tx.db, { accounts }), { runId: null, correctionId: of.correctionId });
}

function payFromCredit(
  st: Station,
  tx: Tx,
  credits: readonly { accountId: number; creditFen: number }[],
  cause: Cause,
): void {
  const accounts = JSON.stringify(credits.map(({ accountId }) => accountId));
  const order = store.feeFirst(tx.db) ? 'fee-first' : 'principal-first';
  const plans = planAutoPayments(credits, store.openBillsOf(tx.db, { accounts }), order);
  if (plans.length === 0) return;
  const businessDate = localDate(tx.now, st.zone);
  const year = businessDate.slice(0, 4);
  const first = nextNumbers(tx, `auto-pay-${year}`, plans.length);
  const made = plans.map((plan, i) =>
    insertPlan(tx, plan, { ...cause, businessDate, autoNo: autoNo(year, first + i) }),
  );
  const entryIds = postAll(
    tx,
    made.map(({ autoPaymentId, autoNo: no, plan }) => ({
      kind: 'auto-pay',
      memo: no,
      documentKind: 'auto-pay',
      documentId: autoPaymentId,
      document: autoPaymentDocument(tx.db, autoPaymentId),
      lines: [
        debit(LEDGER_CODES.customerCredit, plan.amountFen, plan.accountId),
        credit(LEDGER_CODES.receivable, plan.amountFen, plan.accountId),
      ],
      zone: st.zone,
    })),
  );
  for (const [i, { autoPaymentId }] of made.entries())
    store.setEntry(tx.db, { autoPaymentId, entryId: entryIds[i] as number });
  const after = made.map(({ autoNo: no, plan }) => ({
    autoNo: no,
    accountId: plan.accountId,
    amountFen: plan.amountFen,
  }));
  tx.audit({ kind: 'auto-payment', id: made[0]?.autoPaymentId ?? 0, after });
  tx.announce({ topic: 'payment' });
  tx.announce({ topic: 'bills' });
}

function insertPlan(
  tx: Tx,
  plan: AutoPlan,
  of: Cause & { readonly businessDate: string; readonly autoNo: string },
): { readonly autoPaymentId: number; readonly autoNo: string; readonly plan: AutoPlan } {
  const { accountId, amountFen } = plan;
  const who = { paidAt: tx.now, userId: tx.by.userId, userName: tx.by.name };
  const autoPaymentId = store.insertAutoPayment(tx.db, { ...of, accountId, amountFen, ...who });
  store.insertLines(
    tx.db,
    plan.lines.map((line, i) => ({ autoPaymentId, lineNo: i + 1, ...line })),
  );
  for (const { billId, amountFen: addFen } of plan.lines) addPaid(tx.db, { billId, addFen });
  return { autoPaymentId, autoNo: of.autoNo, plan };
}

/**
 * Undoes it (红冲): the bills are open again and the credit is back. Refuses 'auto-pay.already-reversed', and
 * 'auto-pay.bill-corrected' where a correction has moved the money on since.
 */
export function reverseAutoPayment(st: Station, by: Actor, cmd: ReverseAutoPayment): AutoPayment {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'billing.reverse-auto-pay', requestId, input }, (tx) => {
    const { autoPaymentId } = cmd;
    const row = requireAutoPayment(tx.db, autoPaymentId);
    const { autoNo: no, entryId } = row;
    if (row.reversedOn !== null)
      throw new StationError('auto-pay.already-reversed', { autoNo: no, on: row.reversedOn });
    if (entryId === null) throw new Error(`auto payment ${autoPaymentId} is not in the ledger`);
    for (const bill of store.billsOf(tx.db, { autoPaymentId })) {
      if (bill.isReversed) throw new StationError('auto-pay.bill-corrected', { autoNo: no, billNo: bill.billNo });
      markPaid(tx, bill.billId, -bill.amountFen);
    }
    reverse(tx, entryId, `${no} ${cmd.reason}`, st.zone);
    const reversedOn = localDate(tx.now, st.zone);
    store.markReversed(tx.db, { autoPaymentId, now: tx.now, reversedOn, by: by.name, reason: cmd.reason });
    tx.audit({ kind: 'auto-payment', id: autoPaymentId, before: { autoNo: no }, after: { reversed: cmd.reason } });
    tx.announce({ topic: 'payment' });
    return toAutoPayment(tx.db, requireAutoPayment(tx.db, autoPaymentId));
  });
}

function requireAutoPayment(db: ReadDb, autoPaymentId: AutoPaymentId): store.AutoPaymentRow {
  const row = store.findAutoPayment(db, { autoPaymentId });
  if (!row) throw new StationError('record.not-found', { kind: 'auto-payment', id: autoPaymentId });
  return row;
}

export function autoPaymentsOf(db: ReadDb, customerId: CustomerId): AutoPayment[] {
  return store.autoPaymentsOf(db, { customerId }).map((row) => toAutoPayment(db, row));
}

function toAutoPayment(db: ReadDb, row: store.AutoPaymentRow): AutoPayment {
  const { autoPaymentId, autoNo: no, accountId, accountNo, paidAt, businessDate, amountFen } = row;
  const bills = store.billsOf(db, { autoPaymentId }).map(({ isReversed: _, ...bill }) => bill);
  return {
    ...{ autoPaymentId, autoNo: no, accountId, accountNo, paidAt, businessDate, amountFen, bills },
    cause: row.runId === null ? 'correction' : 'run',
    reversal: row.reversedOn === null ? null : { on: row.reversedOn, by: row.reversedBy, reason: row.reversalReason },
  };
}

/** The frozen content of an automatic payment: its hash joins the ledger chain. */
export function autoPaymentDocument(db: ReadDb, documentId: number): unknown {
  const row = store.findAutoPayment(db, { autoPaymentId: documentId });
  if (!row) return undefined;
  const { autoNo: no, accountId, paidAt, businessDate, amountFen, runId, correctionId, userId, userName } = row;
  const lines = store.linesOf(db, { autoPaymentId: documentId });
  return { autoNo: no, accountId, paidAt, businessDate, amountFen, runId, correctionId, userId, userName, lines };
}
