import type { z } from 'zod';
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
import { allRuns } from './run.store.ts';

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
  const contextHash = bill.contextJson === null ? null : sha256(bill.contextJson);
  const lines = store.linesOf(db, { billId });
  return frozenDocument({ ...bill, contextHash, readings: readingsOf(db, bill), lines });
}

export type FrozenBill = Omit<store.FrozenRow, 'contextJson'> & {
  readonly contextHash: string | null;
  /** Previous and present; none where no meter measured what is owed. */
  readonly readings: readonly ReadingValues[];
  readonly lines: readonly store.LineRow[];
};

/**
 * The content of a bill that never changes; its hash joins the ledger chain. The order of keys and lines is part of the
 * hash: it must be rebuilt identically for ever.
 */
export function frozenDocument(bill: FrozenBill): unknown {
  return [
    bill.billNo,
    bill.kind,
    bill.accountId,
    bill.meterId,
    bill.month,
    bill.periodFrom,
    bill.periodTo,
    bill.quantityMilli,
    bill.tariffId,
    bill.amountFen,
    bill.contextHash,
    bill.explainJson,
    bill.issuedAt,
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

function readingsOf(
  db: ReadDb,
  of: Pick<store.FrozenRow, 'previousReadingId' | 'presentReadingId'>,
): readonly ReadingValues[] {
  const ids = [of.previousReadingId, of.presentReadingId];
  return ids.flatMap((readingId) => (readingId === null ? [] : [store.findReadingValues(db, { readingId })]));
}

/** What a usage bill says beyond its lines, as it said it on the day of issue. */
export function explanationOf(
  db: ReadDb,
  bill: Pick<
    store.FrozenRow,
    | 'previousReadingId'
    | 'presentReadingId'
    | 'contextJson'
    | 'explainJson'
    | 'periodFrom'
    | 'periodTo'
    | 'quantityMilli'
  >,
): BillExplanation {
  const [previous, present] = readingsOf(db, bill);
  const { contextJson, explainJson, periodFrom, periodTo, quantityMilli } = bill;
  if (!previous || !present || contextJson === null || quantityMilli === null) throw new Error('not a usage bill');
  const rows = { periodFrom, periodTo, quantityMilli, previous, present };
  return unpackExplanation({ shared: contextJson, own: explainJson }, rows);
}

export function findBill(db: ReadDb, billId: number): Bill {
  const row = store.findBill(db, { billId });
  if (!row) throw new StationError('record.not-found', { kind: 'bill', id: billId });
  return toBill(db, row, store.linesOf(db, { billId }));
}

/** Of a charge the columns that only a usage bill has are null: the table checks it. */
function toBill(db: ReadDb, row: z.infer<typeof store.BillRow>, rows: readonly store.LineRow[]): Bill {
  const { contextJson: _, explainJson, ...rest } = row;
  if (row.kind === 'usage') {
    const lines = rows.map((line) => toLine(line, unpackNote(line, line.noteJson)));
    return { ...rest, explain: explanationOf(db, row), lines } as Bill;
  }
  const lines = rows.map((line) => toLine(line, JSON.parse(line.noteJson)));
  return { ...rest, explain: JSON.parse(explainJson), lines } as Bill;
}

function toLine({ noteJson: _, ...line }: store.LineRow, note: BillLine['note']): BillLine {
  return { ...line, note };
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
  return allRuns(db).map(({ buildingsJson, ...run }) => ({ ...run, buildings: JSON.parse(buildingsJson) as string[] }));
}
