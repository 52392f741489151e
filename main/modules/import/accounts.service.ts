import type { Actor } from '../../db/writer.ts';
import { startOfLocalDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { addHousehold, CloseAccount, closeAccountIn } from '../customers/index.ts';
import { addMeter, attachMeter, detachMetersOf } from '../meters/index.ts';
import { insertBaseline } from '../readings/index.ts';
import { ConnectAccount, type Connected } from './accounts.schema.ts';

/** Opens an account together with its meter and the meter's first reading, in one step that leaves nothing half done. */
export function connectAccount(st: Station, by: Actor, cmd: ConnectAccount): Connected {
  const { requestId, meter, firstReading, ...household } = ConnectAccount.parse(cmd);
  const input = { ...household, meter, firstReading };
  return st.write(by, { action: 'accounts.connect', requestId, input }, (tx) => {
    const { service, openedOn } = household.account;
    if (service === 'property') throw new StationError('input.invalid', { field: 'meter', reason: 'property' });
    const { accountId, accountNo, customerId } = addHousehold(tx, household);
    const meterId = 'meterId' in meter ? meter.meterId : addMeter(tx, { ...meter, service, installedOn: openedOn });
    attachMeter(tx, { meterId, accountId, fromOn: openedOn });
    if (firstReading) {
      const readAt = startOfLocalDate(firstReading.readOn, st.zone);
      insertBaseline(tx, { meterId, readAt, totalMilli: firstReading.totalMilli });
    }
    return { accountId, accountNo, customerId, meterId };
  });
}

/** Closes an account and takes its meters off it on the same day. */
export function closeAccount(st: Station, by: Actor, cmd: CloseAccount): void {
  const { requestId, ...close } = CloseAccount.parse(cmd);
  st.write(by, { action: 'accounts.close', requestId, input: close }, (tx) => {
    detachMetersOf(tx, close.accountId, close.closedOn);
    closeAccountIn(tx, close);
  });
}
