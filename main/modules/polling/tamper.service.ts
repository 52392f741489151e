import type { Tx } from '../../db/writer.ts';
import type { MeterState } from '../../devices/ports.ts';
import type { MeterId } from '../../shared/ids.ts';
import { lastToldEvent, recordMeterEvent } from '../accuracy/index.ts';
import { tamperSeen } from './tamper.domain.ts';

/** Inside the caller's transaction: what the status words say anew becomes events of the meter. */
export function tellTamper(tx: Tx, meterId: MeterId, state: MeterState): void {
  const occurredAt = Math.min(state.at, tx.now);
  for (const { kind, detail, note } of tamperSeen(state, (kinds) => lastToldEvent(tx.db, meterId, kinds))) {
    const sourceKey = `${meterId} ${kind} ${detail.openings ?? ''}@${state.at}`;
    recordMeterEvent(tx, { meterId, kind, source: 'poll', sourceKey, occurredAt, detail, note });
  }
}
