import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { addDays, type LocalDate, localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { MeterFaultId, type MeterId } from '../../shared/ids.ts';
import { formatYuan, sumFen } from '../../shared/money.ts';
import type { Station } from '../../station.types.ts';
import { DAYS_TO_PAY, issueCharge, requantify, reverseCharge, settledShares } from '../billing/index.ts';
import { balanceOf, credit, debit, LEDGER_CODES, post, reverse } from '../ledger/index.ts';
import { findMeter } from '../meters/index.ts';
import { differenceOf, isHalfCounted, recordedIn, sharesOf, uncovered } from './fault.domain.ts';
import type { BackBill, FaultLine, FaultPreview, MeterFault, PreviewFault, ReverseFault } from './fault.schema.ts';
import * as store from './fault.store.ts';
import { percentText } from './fault-text.domain.ts';

/** What a meter found wrong is charged or given back, bill by bill. Keeps nothing. */
export function previewFault(st: Station, by: Actor, cmd: PreviewFault): FaultPreview {
  return st.rehearse(by, (tx) => {
    const told = { certificateNo: 'rehearsal', reason: 'rehearsal' };
    return backBillIn(st, tx, { ...cmd, ...told }).preview;
  });
}

/**
 * Charges what a meter found wrong has missed, or gives back as credit what it counted too much (计量差错退补), once for a
 * meter and day. Refuses 'meter-fault.dates', 'meter-fault.overlaps', 'meter-fault.not-billed', 'meter-fault.two-accounts',
 * 'meter-fault.no-difference', 'meter-fault.unratable', and 'meterwork.changed' when the sum differs from the one seen.
 */
export function backBill(st: Station, by: Actor, cmd: BackBill): MeterFault {
  const { requestId, ...input } = cmd;
  const faultId = st.write(by, { action: 'meterwork.back-bill', requestId, input }, (tx) => {
    const { preview, faultId } = backBillIn(st, tx, input);
    const { amountFen } = preview;
    if (amountFen !== cmd.expectedAmountFen)
      throw new StationError('meterwork.changed', {
        seen: formatYuan(cmd.expectedAmountFen),
        now: formatYuan(amountFen),
      });
    return faultId;
  });
  return required(st.db, faultId);
}

type Told = PreviewFault & { readonly certificateNo: string; readonly reason: string };

function backBillIn(st: Station, tx: Tx, cmd: Told): { preview: FaultPreview; faultId: MeterFaultId } {
  const { meterId, certificateNo, reason, fault } = cmd;
  const meter = findMeter(tx.db, meterId);
  if (!meter) throw new StationError('record.not-found', { kind: 'meter', id: meterId });
  const preview = reckon(st, tx, cmd, meter.meterNo);
  const { accountId, amountFen, isHalf, recordedMilli, differenceMilli, lines } = preview;
  const [errorE4, rateE6] = fault.kind === 'error' ? [fault.errorE4, null] : [null, fault.rateE6];
  const today = localDate(tx.now, st.zone);
  const charged =
    amountFen > 0
      ? issueCharge(tx, {
          accountId,
          dueOn: addDays(today, DAYS_TO_PAY),
          lines: [{ amountFen, quantityMilli: differenceMilli }],
          reason: {
            ...{ kind: 'meter-fault', meterNo: meter.meterNo, unit: preview.unit, cause: fault.kind, isHalf },
            ...{ percent: percentText({ errorE4, rateE6 }), from: cmd.fromOn, to: cmd.foundOn, certificateNo, reason },
            ...{ recordedMilli, differenceMilli, lines: lines.map(({ billId: _, ...line }) => line) },
          },
          period: { from: cmd.fromOn as LocalDate, to: cmd.foundOn as LocalDate },
          zone: st.zone,
        })
      : undefined;
  const id = store.insertFault(tx.db, {
    ...{ meterId, accountId, errorE4, rateE6, isHalf: isHalf ? 1 : 0, fromOn: cmd.fromOn, toOn: cmd.foundOn },
    ...{ recordedMilli, differenceMilli, amountFen, certificateNo, reason, billId: charged?.billId ?? null },
    ...{ madeAt: tx.now, madeOn: today, userId: tx.by.userId, userName: tx.by.name },
  });
  const faultId = MeterFaultId.parse(id);
  store.insertLines(
    tx.db,
    lines.map(({ billNo: _, month: __, ...line }, i) => ({ faultId, lineNo: i + 1, ...line })),
  );
  if (!charged) giveBack(st, tx, { faultId, accountId, amountFen: 0 - amountFen, memo: `${meter.meterNo} ${reason}` });
  const after = { meterNo: meter.meterNo, certificateNo, differenceMilli, amountFen, billNo: charged?.billNo, reason };
  tx.audit({ kind: 'meter-fault', id: faultId, after });
  return { preview, faultId };
}

/** The arithmetic alone. */
function reckon(st: Station, tx: Tx, cmd: Told, meterNo: string): FaultPreview {
  const { meterId, fault, isStartKnown } = cmd;
  const span = { from: cmd.fromOn as LocalDate, to: cmd.foundOn as LocalDate };
  if (span.from >= span.to || span.to > localDate(tx.now, st.zone)) throw new StationError('meter-fault.dates');
  const earlier = store.overlapping(tx.db, { meterId, ...span });
  if (earlier) throw new StationError('meter-fault.overlaps', { meterNo, ...earlier });
  const bills = store.billsBetween(tx.db, { meterId, ...span });
  const missing = uncovered(span, bills);
  const [first] = bills;
  if (missing || !first) throw new StationError('meter-fault.not-billed', { meterNo, ...(missing ?? span) });
  const { accountId, accountNo } = first;
  const other = bills.find((bill) => bill.accountId !== accountId);
  if (other)
    throw new StationError('meter-fault.two-accounts', { meterNo, from: other.accountNo, on: other.periodFrom });

  const recorded = recordedIn(span, bills);
  const recordedMilli = recorded.reduce((sum, of) => sum + of.recordedMilli, 0);
  const isHalf = isHalfCounted(fault, isStartKnown);
  const differenceMilli = differenceOf(fault, isHalf, recordedMilli);
  if (differenceMilli === 0) throw new StationError('meter-fault.no-difference', { meterNo });
  const shares = new Map(sharesOf(recorded, differenceMilli).map((share) => [share.billId, share]));
  const changed = requantify(tx.db, {
    accountId,
    zone: st.zone,
    known: settledShares(tx.db, accountId),
    added: new Map([...shares.values()].map((of) => [of.billId, of.differenceMilli])),
  });
  const lines = changed.map(({ bill, beforeFen, afterFen }): FaultLine => {
    const { billId, billNo, month } = bill;
    const none = { days: 0, ofDays: 0, recordedMilli: 0, differenceMilli: 0 };
    return { ...none, ...shares.get(billId), billId, billNo, month, beforeFen, afterFen };
  });
  const amountFen = sumFen(lines.map((line) => line.afterFen - line.beforeFen));
  const explain = changed[0]?.explain;
  if (amountFen === 0 || !explain) throw new StationError('meter-fault.no-difference', { meterNo });
  const { customerName } = explain.account;
  const { unit } = explain;
  return { accountId, accountNo, customerName, unit, isHalf, recordedMilli, differenceMilli, amountFen, lines };
}

function giveBack(
  st: Station,
  tx: Tx,
  of: { faultId: MeterFaultId; accountId: number; amountFen: number; memo: string },
): void {
  const { faultId, accountId, amountFen, memo } = of;
  const entryId = post(tx, {
    kind: 'meter-fault',
    memo,
    documentKind: 'meter-fault',
    documentId: faultId,
    document: meterFaultDocument(tx.db, faultId),
    lines: [debit(LEDGER_CODES.revenue, amountFen), credit(LEDGER_CODES.customerCredit, amountFen, accountId)],
    zone: st.zone,
  });
  store.setEntry(tx.db, { faultId, entryId });
  tx.announce({ topic: 'payment' });
}

/** A bill issued since counts its tiers on from what was settled: taken back, it would have cost something else. */
function refuseCountedOn(st: Station, tx: Tx, of: { faultId: MeterFaultId; accountId: number }): void {
  const lines = store.linesOf(tx.db, of);
  const touched = new Set(lines.map((line) => line.billId));
  const changed = requantify(tx.db, {
    accountId: of.accountId,
    zone: st.zone,
    known: settledShares(tx.db, of.accountId),
    added: new Map(lines.map((line) => [line.billId, 0 - line.differenceMilli])),
  });
  const later = changed.find(({ bill, explain }) => !touched.has(bill.billId) && explain.settledBeforeMilli);
  if (later) throw new StationError('meter-fault.counted-on', { billNo: later.bill.billNo, month: later.bill.month });
}

/**
 * Takes a back-billing back (红冲). Refuses 'meter-fault.reversed', 'meter-fault.counted-on' where a bill issued since would
 * cost something else without it, what reverseCharge refuses once something of the charge is settled, and
 * 'meter-fault.credit-used' where the credit is no longer there.
 */
export function reverseFault(st: Station, by: Actor, cmd: ReverseFault): MeterFault {
  const { requestId, ...input } = cmd;
  const { faultId, reason } = cmd;
  st.write(by, { action: 'meterwork.reverse-back-bill', requestId, input }, (tx) => {
    const { accountId, accountNo, amountFen, billId, reversedOn } = required(tx.db, faultId);
    if (reversedOn !== null) throw new StationError('meter-fault.reversed', { on: reversedOn });
    refuseCountedOn(st, tx, { faultId, accountId });
    if (billId !== null) reverseCharge(tx, { billId, reason, zone: st.zone });
    else {
      const held = 0 - balanceOf(tx.db, LEDGER_CODES.customerCredit, accountId);
      if (held < 0 - amountFen)
        throw new StationError('meter-fault.credit-used', {
          accountNo,
          given: formatYuan(0 - amountFen),
          held: formatYuan(held),
        });
      const entryId = store.entryOf(tx.db, { faultId })?.entryId;
      if (!entryId) throw new Error(`meter fault ${faultId} is not in the ledger`);
      reverse(tx, entryId, reason, st.zone);
      tx.announce({ topic: 'payment' });
    }
    const on = localDate(tx.now, st.zone);
    store.markReversed(tx.db, { faultId, now: tx.now, on, userName: tx.by.name, reason });
    tx.audit({ kind: 'meter-fault', id: faultId, before: { amountFen }, after: { reversed: reason } });
  });
  return required(st.db, faultId);
}

export function faultsOfMeter(db: ReadDb, meterId: MeterId): MeterFault[] {
  return store.faultsOfMeter(db, { meterId }).map(toFault);
}

function required(db: ReadDb, faultId: MeterFaultId): MeterFault {
  const row = store.findFault(db, { faultId });
  if (!row) throw new StationError('record.not-found', { kind: 'meter-fault', id: faultId });
  return toFault(row);
}

function toFault(row: NonNullable<ReturnType<typeof store.findFault>>): MeterFault {
  return { ...row, isHalf: row.isHalf === 1 };
}

/** The frozen content of what was given back; its hash joins the ledger chain. */
export function meterFaultDocument(db: ReadDb, faultId: number): unknown {
  const fault = store.findFrozen(db, { faultId });
  return fault && { ...fault, lines: store.linesOf(db, { faultId }) };
}
