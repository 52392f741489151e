import type { Tx } from '../../db/writer.ts';
import { addDays, localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { BillId, type BillingRunId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { payAccountsFromCredit } from './auto-pay.service.ts';
import { DAYS_TO_PAY } from './billing.domain.ts';
import { explanationOf } from './bills.service.ts';
import { correctedDueOn } from './correction.domain.ts';
import type { CorrectionPreview, CorrectionResult } from './correction.schema.ts';
import { refuseAdjusted, toPreview } from './correction.service.ts';
import * as store from './correction.store.ts';
import { issueBill } from './issue.service.ts';
import { targetsOfAccount } from './outlook.store.ts';
import { type BillDraft, planBill, planContext } from './plan.service.ts';
import { planReissue, reverseBill, settleReissue } from './reissue.service.ts';
import type { Rerated } from './rerate.service.ts';

/** An account's bills of one meter from a reading on, and the meter that should have measured for it. */
export interface Rebilled {
  readonly accountId: number;
  readonly meterId: number;
  readonly insteadMeterId: number;
}

/**
 * Reverses the standing bills of accounts from a day on, lets the caller change what is measured for them, and issues
 * each month again as the run would now. Answers what changed; the caller compares it with what the person saw. Refuses
 * 'meterwork.not-at-reading' where no bill begins on the day, 'meterwork.unratable' and 'correction.adjusted'.
 */
export function rebill(
  st: Station,
  tx: Tx,
  of: {
    readonly accounts: readonly Rebilled[];
    readonly sinceOn: string;
    readonly reason: string;
    change(): void;
  },
): { preview: CorrectionPreview; result: CorrectionResult } {
  const old = of.accounts.flatMap((account) => billsToReplace(st, tx, { ...account, sinceOn: of.sinceOn }));
  refuseAdjusted(
    tx.db,
    old.map(({ bill }) => bill.billId),
  );
  for (const { bill } of old) reverseBill(st, tx, bill, of.reason);
  of.change();
  const months = [...new Set(old.map(({ bill }) => bill.month))].sort();
  const issued = months.flatMap((month) =>
    old.filter(({ bill }) => bill.month === month).map((replaced) => issueInstead(st, tx, replaced)),
  );
  const rerated = issued.map((one) => one.rerated);
  const reissue = planReissue(st, tx.db, { rerated, now: tx.now });
  const preview = toPreview(reissue);
  const correctionId = store.insertCorrection(tx.db, {
    kind: 'swap',
    readingId: null,
    newReadingId: null,
    reason: of.reason,
    differenceFen: preview.differenceFen,
    creditFen: preview.creditFen,
    correctedAt: tx.now,
    correctedOn: localDate(tx.now, st.zone),
    userId: tx.by.userId,
    userName: tx.by.name,
  });
  const replaced = issued.map(({ rerated: { bill }, newBillId, newBillNo }) => {
    const { billId, billNo, firstBillId } = bill;
    store.insertReplacement(tx.db, { billId, newBillId, firstBillId, correctionId });
    return { billId: BillId.parse(billId), billNo, newBillId, newBillNo };
  });
  const lateFees = settleReissue(st, tx, { correctionId, reason: of.reason, reissue, replaced });
  payAccountsFromCredit(st, tx, { accountIds: rerated.map(({ bill }) => bill.accountId), correctionId });
  const { differenceFen, creditFen } = preview;
  tx.audit({ kind: 'correction', id: correctionId, after: { differenceFen, creditFen, bills: replaced, lateFees } });
  tx.announce({ topic: 'bills' });
  return { preview, result: { correctionId, differenceFen, creditFen, bills: replaced, lateFees } };
}

interface Replaced {
  readonly bill: store.StandingBill;
  readonly insteadMeterId: number;
}

function billsToReplace(st: Station, tx: Tx, of: Rebilled & { sinceOn: string }): Replaced[] {
  const { accountId, meterId, insteadMeterId, sinceOn } = of;
  const later = store
    .standingBills(tx.db, { accountId })
    .filter((bill) => bill.meterId === meterId && localDate(bill.presentAt, st.zone) > sinceOn);
  const [first] = later.toSorted((a, b) => a.previousAt - b.previousAt);
  if (!first || localDate(first.previousAt, st.zone) !== sinceOn) {
    const explain = first && explanationOf(tx.db, first);
    throw new StationError('meterwork.not-at-reading', { meterNo: explain?.meter.meterNo ?? '', on: sinceOn });
  }
  return later.map((bill) => ({ bill, insteadMeterId }));
}

function issueInstead(
  st: Station,
  tx: Tx,
  { bill, insteadMeterId }: Replaced,
): { rerated: Rerated; newBillId: BillId; newBillNo: string } {
  const { accountId, month, runId, billNo } = bill;
  const explain = explanationOf(tx.db, bill);
  const target = targetsOfAccount(tx.db, { accountId, to: '9999-12-31' }).findLast((t) => t.meterId === insteadMeterId);
  if (!target) throw new Error(`account ${accountId} was not given meter ${insteadMeterId}`);
  const plan = planBill(planContext(tx.db, { zone: st.zone, month, dueOn: bill.dueOn }), target);
  if ('reason' in plan)
    throw new StationError('meterwork.unratable', {
      accountNo: explain.account.accountNo,
      month,
      reason: plan.reason,
    });
  const dueOn = correctedDueOn(bill, plan.rated.totalFen, addDays(localDate(tx.now, st.zone), DAYS_TO_PAY));
  const draft: BillDraft = { ...plan, explain: { ...plan.explain, dueOn, corrects: billNo } };
  const issued = issueBill(tx, draft, { month, dueOn, runId: runId as BillingRunId, zone: st.zone });
  return { rerated: { bill, explain, draft, dueOn }, newBillId: issued.billId, newBillNo: issued.billNo };
}
