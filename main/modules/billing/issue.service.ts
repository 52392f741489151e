import { sha256, type Tx } from '../../db/writer.ts';
import { BillId, type EntryId } from '../../shared/ids.ts';
import { credit, debit, LEDGER_CODES, type LedgerCode, postAll } from '../ledger/index.ts';
import { nextNumbers } from '../station/index.ts';
import { formatBillNo } from './billing.domain.ts';
import type { LineRow } from './billing.store.ts';
import { type FrozenBill, frozenDocument } from './bills.service.ts';
import type { BillKind } from './charge.schema.ts';
import { type BillRows, explanationPacker, packNote } from './explain.domain.ts';
import * as store from './issue.store.ts';
import type { BillDraft } from './plan.service.ts';

type Draft = Omit<BillDraft, 'isPriceChanged'>;
interface IssueAs {
  readonly month: string;
  readonly dueOn: string;
  readonly runId: number;
  readonly zone: string;
}

/**
 * Bills, lines, entries: all or nothing. Many bills take their numbers, lines and entries together, and each row is
 * complete when it goes in: the entry is posted before the bill that names it.
 */
export function issueBills(
  tx: Tx,
  drafts: readonly Draft[],
  of: IssueAs,
): readonly { readonly billId: BillId; readonly billNo: string }[] {
  const number = nextNumbers(tx, 'bill', drafts.length);
  const first = nextBillId(tx);
  const pack = explanationPacker();
  const contexts = contextsOf(tx);
  const bills = drafts.map((draft, i) => {
    const { shared, own } = pack(draft.explain, rowsOf(draft));
    const place = { billId: (first + i) as BillId, billNo: formatBillNo(of.month, number + i), issuedAt: tx.now };
    return newBill(draft, { ...place, month: of.month, dueOn: of.dueOn, ...contexts(shared), explainJson: own });
  });
  writeBills(tx, bills, { kind: 'usage', runId: of.runId, zone: of.zone, income: LEDGER_CODES.revenue });
  return bills;
}

export function issueBill(tx: Tx, draft: Draft, of: IssueAs): { readonly billId: BillId; readonly billNo: string } {
  const [bill] = issueBills(tx, [draft], of);
  if (!bill) throw new Error('a bill was issued and is not there');
  return bill;
}

/** A bill ready to be written, and what goes with it. */
export interface NewBill extends FrozenBill {
  readonly billId: BillId;
  readonly dueOn: string;
  readonly contextId: number | null;
  readonly lines: readonly (LineRow & { readonly billId: BillId })[];
}

/** Bills are numbered without a gap and never deleted. */
export function nextBillId(tx: Tx): BillId {
  return BillId.parse(store.lastBill(tx.db).billId + 1);
}

/** Entries, lines, bills, in this order. All are of one kind and credit one income. */
export function writeBills(
  tx: Tx,
  bills: readonly NewBill[],
  of: { readonly kind: BillKind; readonly runId: number | null; readonly zone: string; readonly income: LedgerCode },
): void {
  const entryIds = postBills(tx, bills, of);
  store.insertLines(
    tx.db,
    bills.flatMap((bill) => bill.lines),
  );
  const rows = bills.map((bill) => ({ ...bill, entryId: entryIds.get(bill.billId) ?? null }));
  store.insertBills(tx.db, rows, { kind: of.kind, runId: of.runId, issuedAt: tx.now });
}

interface Context {
  readonly contextId: number;
  readonly contextHash: string;
}

function rowsOf({ periodFrom, periodTo, rated, explain }: Draft): BillRows {
  const { previous, present } = explain;
  return { periodFrom, periodTo, quantityMilli: rated.quantityMilli, previous, present };
}

function newBill(
  draft: Draft,
  of: Pick<NewBill, 'billId' | 'billNo' | 'month' | 'dueOn' | 'issuedAt' | 'explainJson'> & Context,
): NewBill {
  const { candidate, span, periodFrom, periodTo, tariff, rated, explain } = draft;
  return {
    billId: of.billId,
    billNo: of.billNo,
    kind: 'usage',
    accountId: candidate.accountId,
    meterId: candidate.meterId,
    month: of.month,
    periodFrom,
    periodTo,
    previousReadingId: span.previous.readingId,
    presentReadingId: span.present.readingId,
    quantityMilli: rated.quantityMilli,
    tariffId: tariff.tariffId,
    amountFen: rated.totalFen,
    contextId: of.contextId,
    contextHash: of.contextHash,
    explainJson: of.explainJson,
    dueOn: of.dueOn,
    issuedAt: of.issuedAt,
    readings: [explain.previous, explain.present],
    lines: rated.lines.map((line, i) => newLine(of.billId, line, i + 1)),
  };
}

function newLine(billId: BillId, line: Draft['rated']['lines'][number], lineNo: number) {
  const { kind, name, period, tier, quantityMilli, priceE8, amountFen, exactYuan, why } = line;
  const noteJson = packNote(line, name ? { exactYuan, ...why, name } : { exactYuan, ...why });
  return { billId, lineNo, kind, period, tier, quantityMilli, priceE8, amountFen, noteJson };
}

/** One entry a bill. A bill of nothing has none, because the ledger keeps no empty ones. */
function postBills(
  tx: Tx,
  bills: readonly NewBill[],
  { zone, income }: { readonly zone: string; readonly income: LedgerCode },
): Map<BillId, EntryId> {
  const posted = bills.filter((bill) => bill.amountFen > 0);
  const entryIds = postAll(
    tx,
    posted.map((bill) => ({
      kind: 'bill',
      memo: bill.billNo,
      documentKind: 'bill',
      documentId: bill.billId,
      document: frozenDocument(bill),
      lines: [debit(LEDGER_CODES.receivable, bill.amountFen, bill.accountId), credit(income, bill.amountFen)],
      zone,
    })),
  );
  return new Map(posted.map(({ billId }, i) => [billId, entryIds[i] as EntryId]));
}

/** Finds or makes the row of a context, asking once for each of the few that bills issued together have. */
function contextsOf(tx: Tx): (bodyJson: string) => Context {
  const known = new Map<string, Context>();
  return (bodyJson) => {
    const earlier = known.get(bodyJson);
    if (earlier) return earlier;
    const hash = sha256(bodyJson);
    const contextId = store.findContext(tx.db, { hash })?.contextId ?? store.insertContext(tx.db, { hash, bodyJson });
    const context = { contextId, contextHash: hash };
    known.set(bodyJson, context);
    return context;
  };
}
