import { sha256, type Tx } from '../../db/writer.ts';
import { BillId, type EntryId } from '../../shared/ids.ts';
import { credit, debit, LEDGER_CODES, postAll } from '../ledger/index.ts';
import { nextNumbers } from '../station/index.ts';
import { formatBillNo } from './billing.domain.ts';
import * as store from './billing.store.ts';
import { frozenDocument } from './bills.service.ts';
import { packExplanation, packNote, type ReadingValues } from './explain.domain.ts';
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
  const bills = drafts.map((draft, i) =>
    billOf(draft, {
      billId: BillId.parse(first + i),
      billNo: formatBillNo(of.month, number + i),
      month: of.month,
      issuedAt: tx.now,
    }),
  );
  const entryIds = postBills(tx, bills, of.zone);
  store.insertLines(
    tx.db,
    bills.flatMap(({ billId, lines }) => lines.map((line) => ({ billId, ...line }))),
  );
  const contexts = contextIds(tx);
  store.insertBills(
    tx.db,
    bills.map((bill) => ({
      ...bill.frozen,
      billId: bill.billId,
      runId: of.runId,
      contextId: contexts(bill.frozen.contextJson),
      dueOn: of.dueOn,
      entryId: entryIds.get(bill.billId) ?? null,
    })),
  );
  return bills.map(({ billId, frozen }) => ({ billId, billNo: frozen.billNo }));
}

export function issueBill(tx: Tx, draft: Draft, of: IssueAs): { readonly billId: BillId; readonly billNo: string } {
  const [bill] = issueBills(tx, [draft], of);
  if (!bill) throw new Error('a bill was issued and is not there');
  return bill;
}

interface NewBill {
  readonly billId: BillId;
  readonly frozen: store.FrozenRow & { readonly contextJson: string };
  readonly readings: readonly ReadingValues[];
  readonly lines: readonly store.LineRow[];
}

function billOf(draft: Draft, of: { billId: BillId; billNo: string; month: string; issuedAt: number }): NewBill {
  const { candidate, span, periodFrom, periodTo, tariff, rated, explain } = draft;
  const { previous, present } = explain;
  const { quantityMilli } = rated;
  const { shared, own } = packExplanation(explain, { periodFrom, periodTo, quantityMilli, previous, present });
  const frozen = {
    billNo: of.billNo,
    accountId: candidate.accountId,
    meterId: candidate.meterId,
    month: of.month,
    periodFrom,
    periodTo,
    previousReadingId: span.previous.readingId,
    presentReadingId: span.present.readingId,
    quantityMilli,
    tariffId: tariff.tariffId,
    amountFen: rated.totalFen,
    contextJson: shared,
    explainJson: own,
    issuedAt: of.issuedAt,
  };
  const lines = rated.lines.map((line, i): store.LineRow => {
    const { kind, name, period, tier, quantityMilli, priceE8, amountFen, exactYuan, why } = line;
    const noteJson = packNote(line, name ? { exactYuan, ...why, name } : { exactYuan, ...why });
    return { lineNo: i + 1, kind, period, tier, quantityMilli, priceE8, amountFen, noteJson };
  });
  return { billId: of.billId, frozen, readings: [previous, present], lines };
}

/** One entry a bill. A bill of nothing has none, because the ledger keeps no empty ones. */
function postBills(tx: Tx, bills: readonly NewBill[], zone: string): Map<BillId, EntryId> {
  const posted = bills.filter(({ frozen }) => frozen.amountFen > 0);
  const entryIds = postAll(
    tx,
    posted.map(({ billId, frozen, readings, lines }) => ({
      kind: 'bill',
      memo: frozen.billNo,
      documentKind: 'bill',
      documentId: billId,
      document: frozenDocument(frozen, readings, lines),
      lines: [
        debit(LEDGER_CODES.receivable, frozen.amountFen, frozen.accountId),
        credit(LEDGER_CODES.revenue, frozen.amountFen),
      ],
      zone,
    })),
  );
  return new Map(posted.map(({ billId }, i) => [billId, entryIds[i] as EntryId]));
}

/** Finds or makes the row of a context, asking once for each of the few that bills issued together have. */
function contextIds(tx: Tx): (bodyJson: string) => number {
  const known = new Map<string, number>();
  return (bodyJson) => {
    const earlier = known.get(bodyJson);
    if (earlier !== undefined) return earlier;
    const hash = sha256(bodyJson);
    const contextId = store.findContext(tx.db, { hash })?.contextId ?? store.insertContext(tx.db, { hash, bodyJson });
    known.set(bodyJson, contextId);
    return contextId;
  };
}
