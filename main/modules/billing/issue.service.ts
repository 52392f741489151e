import { sha256, type Tx } from '../../db/writer.ts';
import type { BillId, EntryId } from '../../shared/ids.ts';
import { credit, debit, LEDGER_CODES, postAll } from '../ledger/index.ts';
import { nextNumbers } from '../station/index.ts';
import { formatBillNo } from './billing.domain.ts';
import * as store from './billing.store.ts';
import { frozenDocument } from './bills.service.ts';
import { type BillRows, explanationPacker, packNote } from './explain.domain.ts';
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
  const first = store.lastBill(tx.db).billId + 1;
  const pack = explanationPacker();
  const contexts = contextsOf(tx);
  const bills = drafts.map((draft, i) => {
    const { shared, own } = pack(draft.explain, rowsOf(draft));
    const place = { billId: (first + i) as BillId, billNo: formatBillNo(of.month, number + i) };
    return newBill(draft, { ...place, context: contexts(shared), explainJson: own });
  });
  const stamp = { month: of.month, issuedAt: tx.now };
  postBills(tx, bills, { ...stamp, zone: of.zone });
  store.insertLines(
    tx.db,
    bills.flatMap((bill) => bill.lines),
  );
  store.insertBills(tx.db, bills, { ...stamp, runId: of.runId, dueOn: of.dueOn });
  return bills;
}

export function issueBill(tx: Tx, draft: Draft, of: IssueAs): { readonly billId: BillId; readonly billNo: string } {
  const [bill] = issueBills(tx, [draft], of);
  if (!bill) throw new Error('a bill was issued and is not there');
  return bill;
}

interface Context {
  readonly contextId: number;
  readonly contextHash: string;
}

function rowsOf({ periodFrom, periodTo, rated, explain }: Draft): BillRows {
  const { previous, present } = explain;
  return { periodFrom, periodTo, quantityMilli: rated.quantityMilli, previous, present };
}

type NewBill = ReturnType<typeof newBill>;

/** The columns of a bill, and what goes with it. */
function newBill(draft: Draft, of: { billId: BillId; billNo: string; context: Context; explainJson: string }) {
  const { candidate, span, periodFrom, periodTo, tariff, rated, explain } = draft;
  const { billId } = of;
  return {
    billId,
    billNo: of.billNo,
    accountId: candidate.accountId,
    meterId: candidate.meterId,
    periodFrom,
    periodTo,
    previousReadingId: span.previous.readingId,
    presentReadingId: span.present.readingId,
    quantityMilli: rated.quantityMilli,
    tariffId: tariff.tariffId,
    amountFen: rated.totalFen,
    contextId: of.context.contextId,
    contextHash: of.context.contextHash,
    explainJson: of.explainJson,
    entryId: null as EntryId | null,
    readings: [explain.previous, explain.present],
    lines: rated.lines.map((line, i) => newLine(billId, line, i + 1)),
  };
}

function newLine(billId: BillId, line: Draft['rated']['lines'][number], lineNo: number) {
  const { kind, name, period, tier, quantityMilli, priceE8, amountFen, exactYuan, why } = line;
  const noteJson = packNote(line, name ? { exactYuan, ...why, name } : { exactYuan, ...why });
  return { billId, lineNo, kind, period, tier, quantityMilli, priceE8, amountFen, noteJson };
}

/** One entry a bill. A bill of nothing has none, because the ledger keeps no empty ones. */
function postBills(tx: Tx, bills: readonly NewBill[], of: { zone: string; month: string; issuedAt: number }): void {
  const { zone } = of;
  const posted = bills.filter((bill) => bill.amountFen > 0);
  const entryIds = postAll(
    tx,
    posted.map((bill) => ({
      kind: 'bill',
      memo: bill.billNo,
      documentKind: 'bill',
      documentId: bill.billId,
      document: frozenDocument(bill, of),
      lines: [
        debit(LEDGER_CODES.receivable, bill.amountFen, bill.accountId),
        credit(LEDGER_CODES.revenue, bill.amountFen),
      ],
      zone,
    })),
  );
  for (const [i, bill] of posted.entries()) bill.entryId = entryIds[i] ?? null;
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
