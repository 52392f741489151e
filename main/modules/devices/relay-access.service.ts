import type { ReadDb } from '../../db/types.ts';
import type { Actor } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import type { DeviceView, SetRelayAccess } from './devices.schema.ts';
import * as store from './devices.store.ts';

/** What opens the meters of one bus to a relay order. The password leaves the station over the bus's wire only. */
export interface RelayAccess {
  readonly level: number;
  readonly password: string;
  readonly operatorCode: string;
}

export function relayAccessOf(db: ReadDb, deviceId: number): RelayAccess | null {
  return store.findRelayAccess(db, { deviceId }) ?? null;
}

/** Everything but the password. */
export function shownRelayAccess(db: ReadDb, deviceId: number): DeviceView['relayAccess'] {
  const access = relayAccessOf(db, deviceId);
  return access && { level: access.level, operatorCode: access.operatorCode };
}

/** The trail tells that the password was set, and not what it is. */
export function setRelayAccess(st: Station, by: Actor, { deviceId, access }: SetRelayAccess): void {
  const { password: given, ...shown } = access ?? {};
  const input = { deviceId, access: access && { ...shown, isPasswordGiven: given !== undefined } };
  st.write(by, { action: 'devices.set-relay-access', input }, (tx) => {
    const device = store.findDevice(tx.db, { deviceId });
    if (device?.kind !== 'meter-bus') throw new StationError('record.not-found', { kind: 'meter bus', id: deviceId });
    const before = shownRelayAccess(tx.db, deviceId);
    if (access) {
      const password = given ?? relayAccessOf(tx.db, deviceId)?.password;
      if (password === undefined) throw new StationError('device.relay-no-password');
      store.setRelayAccess(tx.db, { deviceId, level: access.level, operatorCode: access.operatorCode, password });
    } else store.removeRelayAccess(tx.db, { deviceId });
    tx.audit({ kind: 'device', id: deviceId, before, after: shownRelayAccess(tx.db, deviceId) });
    tx.announce({ topic: 'devices', id: deviceId });
  });
}
