import type { Tx } from '../../db/writer.ts';
import { BillId, type EntryId } from '../../shared/ids.ts';
import { credit, debit, LEDGER_CODES, type LedgerCode, postAll } from '../ledger/index.ts';
import { nextNumbers } from '../station/index.ts';
import { formatBillNo } from './billing.domain.ts';
import * as store from './billing.store.ts';
import { frozenDocument } from './bills.service.ts';
import type { BillDraft } from './plan.service.ts';

type Draft = Omit<BillDraft, 'isPriceChanged'>;
interface IssueAs {
  readonly month: string;
  readonly dueOn: string;
  readonly runId: number;
  readonly zone: string;
}

/** Bills, lines, entries: all or nothing. Many bills take their numbers, lines and entries together. */
export function issueBills(
  tx: Tx,
  drafts: readonly Draft[],
  of: IssueAs,
): readonly { readonly billId: BillId; readonly billNo: string }[] {
  const first = nextNumbers(tx, 'bill', drafts.length);
  const bills = drafts.map((draft, i) => insertBill(tx, draft, { ...of, billNo: formatBillNo(of.month, first + i) }));
  store.insertLines(
    tx.db,
    bills.flatMap(({ billId, lines }) => lines.map((line) => ({ billId, ...line }))),
  );
  postBills(tx, bills, { zone: of.zone, income: LEDGER_CODES.revenue });
  return bills;
}

export function issueBill(tx: Tx, draft: Draft, of: IssueAs): { readonly billId: BillId; readonly billNo: string } {
  const [bill] = issueBills(tx, [draft], of);
  if (!bill) throw new Error('a bill was issued and is not there');
  return bill;
}

export interface IssuedBill extends store.FrozenRow {
  readonly billId: BillId;
  readonly lines: readonly store.LineRow[];
}

function insertBill(
  tx: Tx,
  draft: Draft,
  of: { billNo: string; month: string; dueOn: string; runId: number },
): IssuedBill {
  const { candidate, span, periodFrom, periodTo, tariff, rated, explain } = draft;
  const { billNo, month, dueOn, runId } = of;
  const frozen: store.FrozenRow = {
    billNo,
    kind: 'usage',
    accountId: candidate.accountId,
    meterId: candidate.meterId,
    month,
    periodFrom,
    periodTo,
    previousReadingId: span.previous.readingId,
    presentReadingId: span.present.readingId,
    quantityMilli: rated.quantityMilli,
    tariffId: tariff.tariffId,
    amountFen: rated.totalFen,
    explainJson: JSON.stringify(explain),
    issuedAt: tx.now,
  };
  const billId = BillId.parse(store.insertBill(tx.db, { ...frozen, runId, dueOn }));
  const lines = rated.lines.map((line, i): store.LineRow => {
    const { kind, name, period, tier, quantityMilli, priceE8, amountFen, exactYuan, why } = line;
    const noteJson = JSON.stringify({ exactYuan, ...why, ...(name && { name }) });
    return { lineNo: i + 1, kind, period, tier, quantityMilli, priceE8, amountFen, noteJson };
  });
  return { ...frozen, billId, lines };
}

/** One entry a bill. A bill of nothing has none, because the ledger keeps no empty ones. */
export function postBills(
  tx: Tx,
  bills: readonly IssuedBill[],
  { zone, income }: { readonly zone: string; readonly income: LedgerCode },
): void {
  const posted = bills.filter((bill) => bill.amountFen > 0);
  const entryIds = postAll(
    tx,
    posted.map((bill) => ({
      kind: 'bill',
      memo: bill.billNo,
      documentKind: 'bill',
      documentId: bill.billId,
      document: frozenDocument(bill, bill.lines),
      lines: [debit(LEDGER_CODES.receivable, bill.amountFen, bill.accountId), credit(income, bill.amountFen)],
      zone,
    })),
  );
  for (const [i, { billId }] of posted.entries()) store.setEntry(tx.db, { billId, entryId: entryIds[i] as EntryId });
}
