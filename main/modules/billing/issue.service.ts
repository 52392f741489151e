import type { Tx } from '../../db/writer.ts';
import { BillId } from '../../shared/ids.ts';
import { credit, debit, LEDGER_CODES, post } from '../ledger/index.ts';
import { nextNumber } from '../station/index.ts';
import { formatBillNo } from './billing.domain.ts';
import * as store from './billing.store.ts';
import { billDocument } from './bills.service.ts';
import type { BillDraft } from './plan.service.ts';

/** Bill, lines, entry: all or nothing. A bill of nothing has no entry, because the ledger keeps no empty ones. */
export function issueBill(
  tx: Tx,
  draft: Omit<BillDraft, 'isPriceChanged'>,
  of: { month: string; dueOn: string; runId: number; zone: string },
): { billId: BillId; billNo: string } {
  const { candidate, span, periodFrom, periodTo, tariff, rated, explain } = draft;
  const { month, dueOn, runId, zone } = of;
  const { accountId, meterId } = candidate;
  const billNo = formatBillNo(month, nextNumber(tx, 'bill'));
  const inserted = store.insertBill(tx.db, {
    billNo,
    runId,
    accountId,
    meterId,
    month,
    periodFrom,
    periodTo,
    previousReadingId: span.previous.readingId,
    presentReadingId: span.present.readingId,
    quantityMilli: rated.quantityMilli,
    tariffId: tariff.tariffId,
    amountFen: rated.totalFen,
    explainJson: JSON.stringify(explain),
    dueOn,
    issuedAt: tx.now,
  });
  const billId = BillId.parse(inserted);
  for (const [i, line] of rated.lines.entries()) {
    const { kind, period, tier, quantityMilli, priceE8, amountFen, exactYuan, why } = line;
    const noteJson = JSON.stringify({ exactYuan, ...why });
    store.insertLine(tx.db, { billId, lineNo: i + 1, kind, period, tier, quantityMilli, priceE8, amountFen, noteJson });
  }
  if (rated.totalFen > 0) {
    const entryId = post(tx, {
      kind: 'bill',
      memo: billNo,
      documentKind: 'bill',
      documentId: billId,
      document: billDocument(tx.db, billId),
      lines: [debit(LEDGER_CODES.receivable, rated.totalFen, accountId), credit(LEDGER_CODES.revenue, rated.totalFen)],
      zone,
    });
    store.setEntry(tx.db, { billId, entryId });
  }
  return { billId, billNo };
}
