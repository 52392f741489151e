import type { ReadDb } from '../../db/types.ts';
import { type Bill, type BillSummary, billsOfAccount } from '../../modules/billing/index.ts';
import { stationSettings } from '../../modules/station/index.ts';

/** As many as leave room for the lines on one A5 sheet. */
const HISTORY = 6;

export interface StationHead {
  readonly stationName: string;
  readonly stationPhone: string;
  readonly stationAddress: string;
}

export function stationHead(db: ReadDb): StationHead {
  const settings = stationSettings(db);
  return {
    stationName: settings?.name ?? '',
    stationPhone: settings?.phone ?? '',
    stationAddress: settings?.address ?? '',
  };
}

/** The last usage bills of the account that stand, oldest first, this one last. */
export function usageHistory(db: ReadDb, bill: Bill): BillSummary[] {
  // A bill issued again has a higher number than later months that stand.
  const earlier = billsOfAccount(db, bill.accountId).filter(
    (b) =>
      b.kind === 'usage' &&
      b.reversedAt === null &&
      (b.month < bill.month || (b.month === bill.month && b.billId <= bill.billId)),
  );
  return earlier.slice(0, HISTORY).toReversed();
}
