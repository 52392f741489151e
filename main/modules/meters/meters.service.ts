import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import type { LocalDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { AccountId, MeterId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { findAccount, setMeterKeys } from '../customers/index.ts';
import { isAddress, plainAddress } from './meters.domain.ts';
import { toMeter } from './meters.queries.service.ts';
import {
  AssignMeter,
  CreateMeter,
  type Meter,
  type MeterService,
  type NewMeter,
  RemoveMeter,
  UnassignMeter,
  UpdateMeter,
} from './meters.schema.ts';
import * as store from './meters.store.ts';
import { checkedProfile } from './wire-meter.ts';

export function createMeter(st: Station, by: Actor, cmd: CreateMeter): MeterId {
  const { requestId, ...meter } = CreateMeter.parse(cmd);
  return st.write(by, { action: 'meters.create', requestId, input: meter }, (tx) => addMeter(tx, meter));
}

/** Inside the caller's transaction. The number is unique in the station, the address on its bus. */
export function addMeter(tx: Tx, meter: NewMeter): MeterId {
  const { service, installedOn } = meter;
  const columns = masterColumns(meter, service);
  refuseTaken(tx.db, columns, 0);
  const id = store.insertMeter(tx.db, { ...columns, service, installedOn, createdAt: tx.now });
  tx.audit({ kind: 'meter', id, after: meter });
  tx.announce({ topic: 'meters', id });
  return id as MeterId;
}

export function updateMeter(st: Station, by: Actor, input: UpdateMeter): void {
  const cmd = UpdateMeter.parse(input);
  st.write(by, { action: 'meters.update', input: cmd }, (tx) => changeMeter(tx, cmd));
}

/** Inside the caller's transaction: everything of a meter but its service and its day of installation. */
export function changeMeter(tx: Tx, input: UpdateMeter): void {
  const cmd = UpdateMeter.parse(input);
  const { meterId, version } = cmd;
  const before = meterOr(tx.db, meterId);
  const columns = masterColumns(cmd, before.service);
  refuseTaken(tx.db, columns, meterId);
  if (!store.updateMeter(tx.db, { ...columns, meterId, version }))
    throw new StationError('record.changed', { kind: 'meter', id: meterId });
  const current = store.currentAssignment(tx.db, { meterId });
  if (current && before.meterNo !== columns.meterNo) refreshKeys(tx, current.accountId);
  tx.audit({ kind: 'meter', id: meterId, before, after: cmd });
  tx.announce({ topic: 'meters', id: meterId });
}

/** Inside the caller's transaction: how many whole digits the register really has. */
export function changeDigits(tx: Tx, { meter, digits }: { meter: Meter; digits: number }): void {
  const { meterId } = meter;
  store.setDigits(tx.db, { meterId, digits });
  tx.audit({ kind: 'meter', id: meterId, before: { digits: meter.digits }, after: { digits } });
  tx.announce({ topic: 'meters', id: meterId });
}

export function assignMeter(st: Station, by: Actor, cmd: AssignMeter): void {
  const { requestId, ...assignment } = AssignMeter.parse(cmd);
  st.write(by, { action: 'meters.assign', requestId, input: assignment }, (tx) => attachMeter(tx, assignment));
}

/** Inside the caller's transaction: the meter measures for the account from the start of a day, until it is taken off. */
export function attachMeter(tx: Tx, assignment: { meterId: MeterId; accountId: AccountId; fromOn: LocalDate }): void {
  const { meterId, accountId, fromOn } = assignment;
  const meter = meterOr(tx.db, meterId);
  const account = findAccount(tx.db, accountId);
  if (!account) throw new StationError('record.not-found', { kind: 'account', id: accountId });
  const { accountNo, closedOn, openedOn } = account;
  if (meter.removedOn !== null)
    throw new StationError('meter.removed', { meterNo: meter.meterNo, removedOn: meter.removedOn });
  if (closedOn !== null) throw new StationError('account.closed', { accountNo, closedOn });
  if (account.service !== meter.service)
    throw new StationError('meter.service-mismatch', {
      meterNo: meter.meterNo,
      meterService: meter.service,
      accountNo,
      accountService: account.service,
    });
  refuseBefore(fromOn, meter.installedOn);
  refuseBefore(fromOn, openedOn);
  const other = store.assignmentAfter(tx.db, { meterId, fromOn });
  if (other)
    throw new StationError('meter.assigned', {
      meterNo: meter.meterNo,
      accountNo: other.accountNo,
      fromOn: other.fromOn,
      toOn: other.toOn ?? '',
    });
  store.insertAssignment(tx.db, { accountId, meterId, fromOn });
  refreshKeys(tx, accountId);
  tx.audit({ kind: 'meter', id: meterId, after: { accountId, fromOn } });
  tx.announce({ topic: 'meters', id: meterId });
}

export function unassignMeter(st: Station, by: Actor, cmd: UnassignMeter): void {
  const { requestId, ...end } = UnassignMeter.parse(cmd);
  st.write(by, { action: 'meters.unassign', requestId, input: end }, (tx) => detachMeter(tx, end));
}

/** Inside the caller's transaction: `toOn` is the first day the meter no longer measures for its account. */
export function detachMeter(tx: Tx, { meterId, toOn }: { meterId: MeterId; toOn: LocalDate }): void {
  const meter = meterOr(tx.db, meterId);
  const current = store.currentAssignment(tx.db, { meterId });
  if (!current) throw new StationError('meter.not-assigned', { meterNo: meter.meterNo });
  refuseBefore(toOn, current.fromOn);
  store.endAssignment(tx.db, { meterId, toOn });
  refreshKeys(tx, current.accountId);
  tx.audit({ kind: 'meter', id: meterId, before: current, after: { ...current, toOn } });
  tx.announce({ topic: 'meters', id: meterId });
}

/** Takes every meter off an account that is being closed. */
export function detachMetersOf(tx: Tx, accountId: AccountId, toOn: LocalDate): void {
  for (const { meterId } of store.currentOfAccount(tx.db, { accountId })) detachMeter(tx, { meterId, toOn });
}

export function removeMeter(st: Station, by: Actor, cmd: RemoveMeter): void {
  const { requestId, ...removal } = RemoveMeter.parse(cmd);
  st.write(by, { action: 'meters.remove', requestId, input: removal }, (tx) => retireMeter(tx, removal));
}

/** Inside the caller's transaction: the meter leaves the wall and its account; its readings stay. */
export function retireMeter(
  tx: Tx,
  { meterId, version, removedOn }: { meterId: MeterId; version: number; removedOn: LocalDate },
): void {
  const before = meterOr(tx.db, meterId);
  if (before.removedOn !== null)
    throw new StationError('meter.removed', { meterNo: before.meterNo, removedOn: before.removedOn });
  refuseBefore(removedOn, before.installedOn);
  if (store.currentAssignment(tx.db, { meterId })) detachMeter(tx, { meterId, toOn: removedOn });
  if (!store.removeMeter(tx.db, { meterId, version, removedOn }))
    throw new StationError('record.changed', { kind: 'meter', id: meterId });
  tx.audit({ kind: 'meter', id: meterId, before, after: { removedOn } });
  tx.announce({ topic: 'meters', id: meterId });
}

function masterColumns(meter: Omit<NewMeter, 'service' | 'installedOn'>, service: MeterService) {
  const { meterNo, protocol, busId, digits, decimals, multiplier, model, location, sealNo, calibrationDueOn } = meter;
  const address = plainAddress(meter.address);
  if (!isAddress(protocol, address)) throw new StationError('meter.address-invalid', { protocol, address });
  const profile = checkedProfile(meter, service);
  return {
    meterNo,
    protocol,
    address,
    busId,
    lineJson: protocol === 'manual' || !meter.line ? null : JSON.stringify(meter.line),
    profileJson: JSON.stringify(profile ?? {}),
    digits,
    decimals,
    multiplier,
    hasTou: Number(meter.hasTou),
    hasDemand: Number(meter.hasDemand),
    hasReactive: Number(meter.hasReactive),
    model,
    location,
    sealNo,
    calibrationDueOn,
  };
}

function refuseTaken(db: ReadDb, meter: ReturnType<typeof masterColumns>, ownId: number): void {
  const { meterNo, busId, address, protocol } = meter;
  const namesake = store.findMeterByNumber(db, { meterNo });
  if (namesake && namesake.meterId !== ownId) throw new StationError('meter.number-taken', { meterNo });
  if (busId === null || protocol === 'manual') return;
  const neighbour = store.findOnBus(db, { busId, address, protocol, exceptId: ownId });
  if (neighbour) throw new StationError('meter.address-taken', { address, meterNo: neighbour.meterNo });
}

function refuseBefore(date: LocalDate, earliest: LocalDate): void {
  if (date < earliest) throw new StationError('meter.date-order', { date, earliest });
}

function refreshKeys(tx: Tx, accountId: AccountId): void {
  const rows = store.meterNosNowOn(tx.db, { accountId });
  setMeterKeys(
    tx.db,
    accountId,
    rows.map((row) => row.meterNo),
  );
}

function meterOr(db: ReadDb, meterId: MeterId): Meter {
  const found = store.findMeter(db, { meterId });
  if (!found) throw new StationError('record.not-found', { kind: 'meter', id: meterId });
  return toMeter(found);
}
