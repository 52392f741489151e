import type { Actor, Tx } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { formatYuan } from '../../shared/money.ts';
import type { Station } from '../../station.types.ts';
import * as store from './adjustment.store.ts';
import type { BillCharges, RevokeWaiver, WaiveLateFee } from './charges.schema.ts';
import { lateFeesOf } from './late-fee.service.ts';

/** The late fee of a bill, the bills it made, and what a manager took off. */
export function billCharges(st: Station, billId: number): BillCharges {
  const asOf = localDate(st.clock.now(), st.zone);
  return {
    lateFee: lateFeesOf(st.db, [billId], asOf).get(billId) ?? null,
    feeBills: store.feeBillsOf(st.db, { bills: JSON.stringify([billId]) }),
    waivers: store.waiversOf(st.db, { billId }),
    adjustments: store.adjustmentsOf(st.db, { billId }),
  };
}

/**
 * Waives what is left to charge of a late fee, whole or in part. Nothing was posted of it, so nothing is posted: a fee
 * that was billed is discounted on its own bill. Refuses 'late-fee.nothing-due', 'late-fee.changed' when it is no longer
 * what the person saw, 'late-fee.waived-too-much'.
 */
export function waiveLateFee(st: Station, by: Actor, cmd: WaiveLateFee): BillCharges {
  const { requestId, ...input } = cmd;
  const { billId, reason } = cmd;
  st.write(by, { action: 'charges.waive-late-fee', requestId, input }, (tx) => {
    const fee = lateFeesOf(tx.db, [billId], localDate(tx.now, st.zone)).get(billId);
    if (!fee || fee.dueFen === 0) throw new StationError('late-fee.nothing-due');
    if (fee.dueFen !== cmd.expectedDueFen)
      throw new StationError('late-fee.changed', { seen: formatYuan(cmd.expectedDueFen), due: formatYuan(fee.dueFen) });
    const amountFen = cmd.amountFen ?? fee.dueFen;
    if (amountFen > fee.dueFen) throw new StationError('late-fee.waived-too-much', { due: formatYuan(fee.dueFen) });
    recordWaiver(st, tx, { billId, adjustmentId: null, amountFen, reason });
  });
  return billCharges(st, billId);
}

/** Ends the late fee of a bill that a discount or write-off has settled: what was not charged of it is waived with it. */
export function waiveRest(st: Station, tx: Tx, of: { billId: number; adjustmentId: number; reason: string }): void {
  const due = lateFeesOf(tx.db, [of.billId], localDate(tx.now, st.zone)).get(of.billId)?.dueFen ?? 0;
  if (due > 0) recordWaiver(st, tx, { ...of, amountFen: due });
}

function recordWaiver(
  st: Station,
  tx: Tx,
  of: { billId: number; adjustmentId: number | null; amountFen: number; reason: string },
): void {
  const { billId, adjustmentId, amountFen, reason } = of;
  const when = { waivedAt: tx.now, waivedOn: localDate(tx.now, st.zone) };
  const who = { userId: tx.by.userId, userName: tx.by.name };
  const id = store.insertWaiver(tx.db, { billId, adjustmentId, amountFen, reason, ...when, ...who });
  tx.audit({ kind: 'late-fee-waiver', id, after: { billId, amountFen, reason } });
  tx.announce({ topic: 'bills', id: billId });
}

/** The fee is charged after all. Refuses 'late-fee.already-revoked'; one that ended with a discount goes with that. */
export function revokeWaiver(st: Station, by: Actor, cmd: RevokeWaiver): BillCharges {
  const { requestId, ...input } = cmd;
  const { waiverId, reason } = cmd;
  const billId = st.write(by, { action: 'charges.revoke-waiver', requestId, input }, (tx) => {
    const waiver = store.findWaiver(tx.db, { waiverId });
    if (!waiver) throw new StationError('record.not-found', { kind: 'waiver', id: waiverId });
    if (waiver.revokedAt !== null || waiver.adjustmentId !== null) throw new StationError('late-fee.already-revoked');
    store.revokeWaiver(tx.db, { waiverId, reason, now: tx.now, userName: by.name });
    tx.audit({ kind: 'late-fee-waiver', id: waiverId, before: { amountFen: waiver.amountFen }, after: { reason } });
    tx.announce({ topic: 'bills', id: waiver.billId });
    return waiver.billId;
  });
  return billCharges(st, billId);
}
