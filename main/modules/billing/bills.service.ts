import type { z } from 'zod';
import type { ReadDb } from '../../db/types.ts';
import type { Tx } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import type {
  Bill,
  BillingRun,
  BillLine,
  BillPage,
  BillSummary,
  BillsQuery,
  OpenBill,
  UsageBill,
} from './billing.schema.ts';
import * as store from './billing.store.ts';
import type { ChargeExplanation } from './charge.schema.ts';

/** Bills of a customer not yet paid in full, over all accounts, oldest month first. */
export function openBills(db: ReadDb, of: { customerId: number }): OpenBill[] {
  return store.openBillsOfCustomer(db, of);
}

/**
 * Books that part of a bill is paid. A negative part takes a reversed payment back. Throws bill.paid-too-much when more
 * would be paid than is owed and bill.reversed for a bill that no longer stands.
 */
export function markPaid(tx: Tx, billId: number, addFen: number): void {
  const bill = store.findPaid(tx.db, { billId });
  if (!bill) throw new StationError('record.not-found', { kind: 'bill', id: billId });
  const { billNo, amountFen, paidFen } = bill;
  if (bill.reversedAt !== null) throw new StationError('bill.reversed', { billNo });
  if (addFen > amountFen - paidFen)
    throw new StationError('bill.paid-too-much', { billNo, owedFen: amountFen - paidFen, addFen });
  if (paidFen + addFen < 0) throw new Error(`more taken back than was paid on bill ${billNo}`);
  store.addPaid(tx.db, { billId, addFen });
  tx.announce({ topic: 'bills', id: billId });
}

/** The document of a bill as it stands in the database. */
export function billDocument(db: ReadDb, billId: number): unknown {
  const bill = store.findFrozen(db, { billId });
  return bill && frozenDocument(bill, store.linesOf(db, { billId }));
}

/**
 * The content of a bill that never changes; its hash joins the ledger chain. The order of keys and lines is part of the
 * hash: it must be rebuilt identically for ever.
 */
export function frozenDocument(bill: store.FrozenRow, lines: readonly store.LineRow[]): unknown {
  return [
    bill.billNo,
    bill.kind,
    bill.accountId,
    bill.meterId,
    bill.month,
    bill.periodFrom,
    bill.periodTo,
    bill.previousReadingId,
    bill.presentReadingId,
    bill.quantityMilli,
    bill.tariffId,
    bill.amountFen,
    bill.explainJson,
    bill.issuedAt,
    lines.map((l) => [l.lineNo, l.kind, l.period, l.tier, l.quantityMilli, l.priceE8, l.amountFen, l.noteJson]),
  ];
}

export function findBill(db: ReadDb, billId: number): Bill {
  const row = store.findBill(db, { billId });
  if (!row) throw new StationError('record.not-found', { kind: 'bill', id: billId });
  return toBill(row, store.linesOf(db, { billId }).map(toLine));
}

/** The columns that only a usage bill has are checked by the table. */
function toBill(row: z.infer<typeof store.BillRow>, lines: BillLine[]): Bill {
  const { explainJson, ...rest } = row;
  const explain: unknown = JSON.parse(explainJson);
  if (row.kind === 'usage') return { ...rest, explain, lines } as UsageBill;
  const { billId, billNo, kind, accountId, customerId, month, periodFrom, periodTo, amountFen, paidFen, owedFen } = row;
  const { dueOn, issuedAt, entryId, reversedAt } = row;
  const whose = { billId, billNo, kind, accountId, customerId, month, periodFrom, periodTo };
  return {
    ...{ ...whose, amountFen, paidFen, owedFen, dueOn, issuedAt, entryId, reversedAt, lines },
    explain: explain as ChargeExplanation,
  };
}

function toLine(row: ReturnType<typeof store.linesOf>[number]): BillLine {
  const { noteJson, ...rest } = row;
  return { ...rest, note: JSON.parse(noteJson) };
}

/** All bills of an account, newest first, reversed ones too. */
export function billsOfAccount(db: ReadDb, accountId: number): BillSummary[] {
  return store.billsOfAccount(db, { accountId });
}

export function listBills(st: Station, query: BillsQuery): BillPage {
  const { limit, offset, show, text } = query;
  const today = localDate(st.clock.now(), st.zone);
  const filter = {
    month: query.month ?? null,
    service: query.service ?? null,
    kind: query.kind ?? null,
    runId: query.runId ?? null,
    show,
    text,
    today,
  };
  return { ...store.countBills(st.db, filter), rows: store.listBills(st.db, { ...filter, limit, offset }) };
}

export function listRuns(db: ReadDb): BillingRun[] {
  return store.allRuns(db);
}
