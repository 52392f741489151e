import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { addDays, localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { formatYuan, sumFen } from '../../shared/money.ts';
import type { FeeReturn, Station } from '../../station.types.ts';
import { type CorrectedValues, type Correction, correctionOf, replaceReading } from '../readings/index.ts';
import { payAccountsFromCredit } from './auto-pay.service.ts';
import { DAYS_TO_PAY } from './billing.domain.ts';
import type {
  ApplyCorrection,
  CorrectedBill,
  CorrectedFee,
  CorrectionPreview,
  CorrectionResult,
  PreviewCorrection,
} from './correction.schema.ts';
import * as store from './correction.store.ts';
import { planReissue, type Reissue, replaceBill, reverseBill, settleReissue } from './reissue.service.ts';
import { type Rerated, rerate } from './rerate.service.ts';

/**
 * Every bill a corrected reading would change, before and after. Writes nothing. Refuses 'correction.not-billed',
 * 'correction.registers-differ', 'correction.unratable', 'correction.adjusted', and what readings refuse (see correctionOf).
 */
export function previewCorrection(st: Station, cmd: PreviewCorrection): CorrectionPreview {
  const correction = correctionOf(st.db, { readingId: cmd.readingId, values: cmd });
  return toPreview(changes(st, st.db, st.clock.now(), correction));
}

/**
 * Replaces the reading, reverses every bill it changes and issues each again, in the order of issue, in one commit. What
 * was paid counts on the new bills; the rest becomes credit. Refuses 'correction.changed' when the figures differ from
 * those the person saw, and everything that previewCorrection refuses.
 */
export function applyCorrection(st: Station, by: Actor, cmd: ApplyCorrection): CorrectionResult {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'billing.correct', requestId, input }, (tx) => {
    const { result } = correctReading(st, tx, { ...input, refuse: (seen) => refuseUnseen(cmd, seen) });
    return result;
  });
}

/** The same inside the caller's transaction; `refuse` may say no once it is known what would change. */
export function correctReading(
  st: Station,
  tx: Tx,
  cmd: Pick<PreviewCorrection, 'readingId'> &
    CorrectedValues & { readonly reason: string; refuse?(seen: CorrectionPreview): void },
): { seen: CorrectionPreview; result: CorrectionResult } {
  const wanted = correctionOf(tx.db, { readingId: cmd.readingId, values: cmd });
  const seen = toPreview(changes(st, tx.db, tx.now, wanted));
  cmd.refuse?.(seen);
  const correction = replaceReading(tx, wanted, cmd.reason);
  // Rated again, because the new bills name the reading that is stored only now.
  const reissue = changes(st, tx.db, tx.now, correction);
  const { rerated } = reissue;
  const correctionId = record(st, tx, cmd, { correction, seen });
  for (const { bill } of rerated) reverseBill(st, tx, bill, cmd.reason);
  const bills = rerated.map((of) => replaceBill(st, tx, of, correctionId));
  const lateFees = settleReissue(st, tx, { correctionId, reason: cmd.reason, reissue, replaced: bills });
  payAccountsFromCredit(st, tx, { accountIds: rerated.map(({ bill }) => bill.accountId), correctionId });
  const { differenceFen, creditFen } = seen;
  const before = [...seen.bills, ...seen.lateFees];
  tx.audit({ kind: 'correction', id: correctionId, before, after: { differenceFen, creditFen, bills, lateFees } });
  tx.announce({ topic: 'bills' });
  return { seen, result: { correctionId, differenceFen, creditFen, bills, lateFees } };
}

function changes(st: Station, db: ReadDb, now: number, correction: Correction): Reissue {
  const dueOn = addDays(localDate(now, st.zone), DAYS_TO_PAY);
  const rerated = rerate({ db, zone: st.zone, correction, dueOn });
  if (rerated.length === 0) throw new StationError('correction.not-billed');
  // What a discount settled is no money: moved along with the payments it would become credit that nobody paid.
  refuseAdjusted(
    db,
    rerated.map(({ bill }) => bill.billId),
  );
  return planReissue(st, db, { rerated, now });
}

/** What bills that are issued again and their late fees come to, each and together. */
export function toPreview({ rerated, fees, moves }: Reissue): CorrectionPreview {
  const after = (place: number) => ({
    paidFen: sumFen(moves.filter((move) => move.to === place).map((move) => move.amountFen)),
    creditFen: sumFen(moves.filter((move) => move.from === place && move.to === null).map((m) => m.amountFen)),
  });
  const bills = rerated.map((of, place) => toCorrectedBill(of, after(place)));
  const lateFees = fees.map((fee, i) => toCorrectedFee(fee, rerated, after(rerated.length + i)));
  const all = [...bills, ...lateFees];
  return {
    bills,
    lateFees,
    quantityDifferenceMilli: bills.reduce((sum, b) => sum + b.quantityAfterMilli - b.quantityBeforeMilli, 0),
    differenceFen: sumFen(all.map((bill) => bill.differenceFen)),
    creditFen: sumFen(all.map((bill) => bill.creditFen)),
    owedChangeFen: sumFen(all.map((bill) => bill.owedAfterFen - (bill.amountBeforeFen - bill.paidFen))),
  };
}

function toCorrectedFee(
  { place, bill, remainsFen }: FeeReturn,
  rerated: readonly Rerated[],
  after: { paidFen: number; creditFen: number },
): CorrectedFee {
  const { billId, billNo, accountId, paidFen, amountFen } = bill;
  return {
    ...{ billId, billNo, accountId, paidFen },
    ofBillNo: rerated[place]?.bill.billNo ?? '',
    amountBeforeFen: amountFen,
    amountAfterFen: remainsFen,
    differenceFen: remainsFen - amountFen,
    paidAfterFen: after.paidFen,
    creditFen: after.creditFen,
    owedAfterFen: remainsFen - after.paidFen,
  };
}

function toCorrectedBill(
  { bill, explain, draft, dueOn }: Rerated,
  after: { paidFen: number; creditFen: number },
): CorrectedBill {
  const { billId, billNo, accountId, month, paidFen, amountFen: amountBeforeFen } = bill;
  const amountAfterFen = draft.rated.totalFen;
  return {
    billId,
    billNo,
    accountId,
    accountNo: explain.account.accountNo,
    meterNo: explain.meter.meterNo,
    month,
    quantityBeforeMilli: bill.quantityMilli,
    quantityAfterMilli: draft.rated.quantityMilli,
    amountBeforeFen,
    amountAfterFen,
    differenceFen: amountAfterFen - amountBeforeFen,
    paidFen,
    paidAfterFen: after.paidFen,
    creditFen: after.creditFen,
    owedAfterFen: amountAfterFen - after.paidFen,
    dueOn,
  };
}

/** What a discount took off a bill is no money that could move to another. */
export function refuseAdjusted(db: ReadDb, billIds: readonly number[]): void {
  const bills = JSON.stringify(billIds);
  const [adjusted] = store.adjustedAmong(db, { bills });
  if (adjusted) throw new StationError('correction.adjusted', adjusted);
  const [backBilled] = store.backBilledAmong(db, { bills });
  if (backBilled) throw new StationError('correction.back-billed', backBilled);
}

function refuseUnseen(cmd: ApplyCorrection, now: CorrectionPreview): void {
  const isSame =
    cmd.expectedDifferenceFen === now.differenceFen &&
    (cmd.expectedCreditFen === undefined || cmd.expectedCreditFen === now.creditFen);
  if (isSame) return;
  throw new StationError('correction.changed', {
    seen: formatYuan(cmd.expectedDifferenceFen),
    now: formatYuan(now.differenceFen),
    credit: formatYuan(now.creditFen),
  });
}

function record(
  st: Station,
  tx: Tx,
  cmd: { readonly reason: string },
  of: { correction: Correction; seen: CorrectionPreview },
): number {
  const { old, corrected } = of.correction;
  return store.insertCorrection(tx.db, {
    kind: 'reading',
    readingId: old.readingId,
    newReadingId: corrected.readingId,
    reason: cmd.reason,
    differenceFen: of.seen.differenceFen,
    creditFen: of.seen.creditFen,
    correctedAt: tx.now,
    correctedOn: localDate(tx.now, st.zone),
    userId: tx.by.userId,
    userName: tx.by.name,
  });
}
