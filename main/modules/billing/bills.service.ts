import type { ReadDb } from '../../db/types.ts';
import { sha256, type Tx } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import type {
  Bill,
  BillExplanation,
  BillingRun,
  BillLine,
  BillPage,
  BillSummary,
  BillsQuery,
  OpenBill,
} from './billing.schema.ts';
import * as store from './billing.store.ts';
import { type ReadingValues, unpackExplanation, unpackNote } from './explain.domain.ts';

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
  if (!bill) return undefined;
  const contextHash = bill.contextJson === null ? '' : sha256(bill.contextJson);
  const lines = store.linesOf(db, { billId });
  return frozenDocument({ ...bill, contextHash, readings: readingsOf(db, bill), lines }, bill);
}

type FrozenBill = Omit<store.FrozenRow, 'month' | 'issuedAt' | 'contextJson'> & {
  readonly contextHash: string;
  readonly readings: readonly ReadingValues[];
  readonly lines: readonly store.LineRow[];
};

/**
 * The content of a bill that never changes; its hash joins the ledger chain. The order of keys and lines is part of the
 * hash: it must be rebuilt identically for ever.
 */
export function frozenDocument(bill: FrozenBill, of: { month: string; issuedAt: number }): unknown {
  return [
    bill.billNo,
    bill.accountId,
    bill.meterId,
    of.month,
    bill.periodFrom,
    bill.periodTo,
    bill.quantityMilli,
    bill.tariffId,
    bill.amountFen,
    bill.contextHash,
    bill.explainJson,
    of.issuedAt,
    bill.readings.map((r) => [
      r.readingId,
      r.at,
      r.source,
      r.totalMilli,
      r.sharpMilli,
      r.peakMilli,
      r.flatMilli,
      r.valleyMilli,
    ]),
    bill.lines.map((l) => [l.lineNo, l.kind, l.period, l.tier, l.quantityMilli, l.priceE8, l.amountFen, l.noteJson]),
  ];
}

type Readings = Pick<store.FrozenRow, 'previousReadingId' | 'presentReadingId'>;

function readingsOf(db: ReadDb, of: Readings): [ReadingValues, ReadingValues] {
  const find = (readingId: number) => store.findReadingValues(db, { readingId });
  return [find(of.previousReadingId), find(of.presentReadingId)];
}

/** What a bill says beyond its lines, as it said it on the day of issue. */
export function explanationOf(
  db: ReadDb,
  bill: Readings & Pick<store.FrozenRow, 'contextJson' | 'explainJson' | 'periodFrom' | 'periodTo' | 'quantityMilli'>,
): BillExplanation {
  const [previous, present] = readingsOf(db, bill);
  return unpackExplanation({ shared: bill.contextJson ?? '{}', own: bill.explainJson }, { ...bill, previous, present });
}

export function findBill(db: ReadDb, billId: number): Bill {
  const row = store.findBill(db, { billId });
  if (!row) throw new StationError('record.not-found', { kind: 'bill', id: billId });
  const { contextJson: _, explainJson: __, ...rest } = row;
  return { ...rest, explain: explanationOf(db, row), lines: store.linesOf(db, { billId }).map(toLine) };
}

function toLine(row: store.LineRow): BillLine {
  const { noteJson, ...rest } = row;
  return { ...rest, note: unpackNote(row, noteJson) };
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
