import type { ReadDb } from '../../db/types.ts';
import { type Bill, type BillSummary, billsOfAccount, findBill } from '../../modules/billing/index.ts';
import { stationSettings } from '../../modules/station/index.ts';

/** As many as leave room for the lines on one A5 sheet. */
const HISTORY = 6;

export interface BillPaperRows {
  readonly bill: Bill;
  /** The last bills that stand, oldest first, this one last. */
  readonly history: readonly BillSummary[];
  readonly stationName: string;
  readonly stationPhone: string;
  readonly stationAddress: string;
}

export function billPaperRows(db: ReadDb, billId: number): BillPaperRows {
  const bill = findBill(db, billId);
  const settings = stationSettings(db);
  // A bill issued again has a higher number than later months that stand.
  const earlier = billsOfAccount(db, bill.accountId).filter(
    (b) => b.reversedAt === null && (b.month < bill.month || (b.month === bill.month && b.billId <= bill.billId)),
  );
  return {
    bill,
    history: earlier.slice(0, HISTORY).toReversed(),
    stationName: settings?.name ?? '',
    stationPhone: settings?.phone ?? '',
    stationAddress: settings?.address ?? '',
  };
}
