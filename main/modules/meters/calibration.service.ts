import type { Tx } from '../../db/writer.ts';
import type { LocalDate } from '../../shared/dates.ts';
import type { MeterId } from '../../shared/ids.ts';
import * as store from './calibration.store.ts';

/** Inside the caller's transaction: until when the meter may be used without another calibration. */
export function setCalibrationDue(
  tx: Tx,
  of: { meterId: MeterId; before: string | null; dueOn: LocalDate | null },
): void {
  const { meterId, before, dueOn } = of;
  if (before === dueOn) return;
  store.setCalibrationDue(tx.db, { meterId, dueOn });
  tx.audit({ kind: 'meter', id: meterId, before: { calibrationDueOn: before }, after: { calibrationDueOn: dueOn } });
  tx.announce({ topic: 'meters', id: meterId });
}

/** Inside the caller's transaction: the seals that are on the meter now, as its record shows them. */
export function setSealNo(tx: Tx, of: { meterId: MeterId; sealNo: string }): void {
  store.setSealNo(tx.db, of);
  tx.announce({ topic: 'meters', id: of.meterId });
}
