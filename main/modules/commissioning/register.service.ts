import type { Actor, Tx } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { DeviceId, MeterId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import {
  accountOfMeter,
  addMeter,
  attachMeter,
  changeMeter,
  findMeterByNumber,
  type Meter,
  NewMeter,
  pollableMeters,
} from '../meters/index.ts';
import { insertBaseline, latestReadings } from '../readings/index.ts';
import { type KnownMeter, type MeterToRegister, Register, type Registered } from './commissioning.schema.ts';
import { knownOnBus } from './commissioning.store.ts';

export function knownMeters(st: Station, busId: DeviceId): KnownMeter[] {
  const wires = new Map(pollableMeters(st.db).map((meter) => [meter.meterId, meter]));
  return knownOnBus(st.db, { busId }).flatMap((row) => {
    const wire = wires.get(row.meterId);
    return wire ? [{ ...row, service: wire.service, line: wire.line, profile: wire.profile }] : [];
  });
}

/**
 * Registers meters that were found on a wire, gives them to their accounts and keeps what they answered as their first
 * reading. A number that is in the register already gets the wire instead. All in one transaction.
 */
export function registerMeters(st: Station, by: Actor, cmd: Register): Registered {
  const { requestId, ...input } = Register.parse(cmd);
  return st.write(by, { action: 'commissioning.register', requestId, input }, (tx) => ({
    meters: input.meters.map((meter) => registerOne(tx, input.busId, input.fromOn, meter)),
  }));
}

function registerOne(tx: Tx, busId: DeviceId, fromOn: string, wanted: MeterToRegister): Registered['meters'][number] {
  const { accountId, baseline, ...meter } = wanted;
  const known = findMeterByNumber(tx.db, meter.meterNo);
  const meterId = known
    ? linkToWire(tx, known, busId, wanted)
    : addMeter(tx, NewMeter.parse({ ...meter, busId, installedOn: fromOn }));
  if (accountId !== null) giveTo(tx, meterId, accountId, fromOn);
  if (baseline && latestReadings(tx.db, meterId, 1).length === 0) {
    const values = meter.hasTou ? baseline : { readAt: baseline.readAt, totalMilli: baseline.totalMilli };
    insertBaseline(tx, { meterId, source: 'polled', ...values });
  }
  return { meterId, meterNo: meter.meterNo, outcome: known ? 'linked' : 'new' };
}

/** Only how it is read is taken over: digits, ratio and the rest stay as they were registered. */
function linkToWire(tx: Tx, known: Meter, busId: DeviceId, wanted: MeterToRegister): MeterId {
  if (known.removedOn !== null)
    throw new StationError('meter.removed', { meterNo: known.meterNo, removedOn: known.removedOn });
  if (known.service !== wanted.service)
    throw new StationError('commissioning.other-service', { meterNo: known.meterNo, service: known.service });
  const { protocol, address, line, profile } = wanted;
  if (isOtherMeter(known, busId, wanted))
    throw new StationError('commissioning.number-wired', { meterNo: known.meterNo, address: known.address });
  const { service: _, installedOn: __, removedOn: ___, createdAt: ____, ...master } = known;
  changeMeter(tx, { ...master, protocol, address, line, profile, busId });
  return known.meterId;
}

/**
 * A number that answers elsewhere belongs to another meter: taking its wire would bill this one's readings to that one's
 * household. Modbus addresses are told apart by their bus only.
 */
function isOtherMeter(known: Meter, busId: DeviceId, { protocol, address }: MeterToRegister): boolean {
  if (known.protocol === 'manual' || known.busId === null) return false;
  if (known.protocol !== protocol || known.address !== address) return true;
  return known.busId !== busId && protocol === 'modbus';
}

/** Nothing to do where it measures for this account already; another account keeps its meter. */
function giveTo(tx: Tx, meterId: MeterId, accountId: NonNullable<MeterToRegister['accountId']>, fromOn: string): void {
  if (accountOfMeter(tx.db, meterId, fromOn) !== accountId) attachMeter(tx, { meterId, accountId, fromOn });
}
