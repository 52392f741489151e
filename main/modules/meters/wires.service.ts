import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { MeterId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { findMeter } from './meters.queries.service.ts';
import { type Meter, SetWires } from './meters.schema.ts';
import * as store from './meters.store.ts';
import { checkedProfile } from './wire-meter.ts';

/** Gives several meters of one protocol the same settings: all of them, or none where one does not fit. */
export function setWires(st: Station, by: Actor, cmd: SetWires): void {
  const { requestId, ...wires } = SetWires.parse(cmd);
  st.write(by, { action: 'meters.set-wires', requestId, input: wires }, (tx) => {
    const meters = wires.meterIds.map((meterId) => meterOr(tx.db, meterId));
    const protocol = wires.profile?.protocol ?? meters[0]?.protocol;
    for (const meter of meters) {
      if (meter.protocol !== protocol || protocol === 'manual')
        throw new StationError('meter.other-protocol', { meterNo: meter.meterNo, protocol: meter.protocol });
      setWire(tx, meter, wires);
    }
  });
}

function meterOr(db: ReadDb, meterId: MeterId): Meter {
  const found = findMeter(db, meterId);
  if (!found) throw new StationError('record.not-found', { kind: 'meter', id: meterId });
  return found;
}

function setWire(tx: Tx, meter: Meter, { line = meter.line, profile }: Omit<SetWires, 'meterIds'>): void {
  const { meterId, meterNo, multiplier } = meter;
  const wanted = profile ?? meter.profile;
  if (!wanted) throw new StationError('meter.profile-invalid', { meterNo, protocol: meter.protocol });
  const known = checkedProfile({ meterNo, multiplier, protocol: meter.protocol, profile: wanted }, meter.service);
  store.setWire(tx.db, { meterId, lineJson: line && JSON.stringify(line), profileJson: JSON.stringify(known) });
  const before = { line: meter.line, profile: meter.profile };
  tx.audit({ kind: 'meter', id: meterId, before, after: { line, profile: known } });
  tx.announce({ topic: 'meters', id: meterId });
}
