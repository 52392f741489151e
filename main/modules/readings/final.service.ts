import type { Tx } from '../../db/writer.ts';
import type { UnixMs } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { MeterId } from '../../shared/ids.ts';
import type { RecordedReading, Registers } from './readings.schema.ts';
import { append, judge, meterFacts, refuseImpossible, stateOf } from './readings.service.ts';
import * as store from './readings.store.ts';

/**
 * The last value of a meter that is taken down, inside the caller's transaction. Doubts are refused with
 * 'reading.needs-confirmation' until a person has confirmed them; then they wait for review like any other. Refuses
 * 'meterwork.read-later' where the meter was read after it.
 */
export function recordFinal(
  tx: Tx,
  final: Registers & { meterId: MeterId; readAt: UnixMs; isConfirmed: boolean; note: string },
): RecordedReading {
  const { isConfirmed, note, ...values } = final;
  const meter = meterFacts(tx.db, final.meterId);
  const reading = { ...values, source: 'manual' as const };
  const newest = store.newestLive(tx.db, { meterId: meter.meterId });
  if (newest && newest.readAt >= final.readAt)
    throw new StationError('meterwork.read-later', { meterNo: meter.meterNo });
  refuseImpossible(tx, meter, reading);
  const judged = judge(tx.db, meter, reading);
  if (judged.doubts.length > 0 && !isConfirmed)
    throw new StationError('reading.needs-confirmation', { meterNo: meter.meterNo, doubts: judged.doubts.join() });
  const role = judged.role === 'baseline' ? judged.role : 'final';
  return append(tx, reading, { ...judged, role }, stateOf(tx.db, judged.doubts), note);
}
