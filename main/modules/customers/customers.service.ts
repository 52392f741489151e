import type { z } from 'zod';
import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { AccountId, CustomerId, PremisesId } from '../../shared/ids.ts';
import { formatYuan } from '../../shared/money.ts';
import type { Station } from '../../station.types.ts';
import { nextNumber } from '../station/index.ts';
import { addTraits } from '../traits/index.ts';
import { accountNoOf, doorNo, doorPart, doorSort } from './customers.domain.ts';
import { openAmountFen } from './customers.queries.service.ts';
import {
  type CloseAccount,
  CreateAccount,
  CreateCustomer,
  CreatePremises,
  type Household,
  type NewAccount,
  type NewCustomer,
  type NewHousehold,
  type NewPremises,
  OpenAccount,
  type UpdateAccount,
  type UpdateCustomer,
  type UpdatePremises,
} from './customers.schema.ts';
import * as store from './customers.store.ts';
import { setAccountKeys, setKeysClosed } from './search.service.ts';

export function createCustomer(st: Station, by: Actor, cmd: CreateCustomer): CustomerId {
  const { requestId, ...customer } = CreateCustomer.parse(cmd);
  return st.write(by, { action: 'customers.create', requestId, input: customer }, (tx) => addCustomer(tx, customer));
}

export function createPremises(st: Station, by: Actor, cmd: CreatePremises): PremisesId {
  const { requestId, ...premises } = CreatePremises.parse(cmd);
  return st.write(by, { action: 'premises.create', requestId, input: premises }, (tx) => addPremises(tx, premises));
}

export function createAccount(st: Station, by: Actor, cmd: CreateAccount): AccountId {
  const { requestId, ...account } = CreateAccount.parse(cmd);
  return st.write(
    by,
    { action: 'accounts.create', requestId, input: account },
    (tx) => addAccount(tx, account).accountId,
  );
}

/** Opens an account in one step; customer and premises are each new or known. A meter is added by modules/import. */
export function openAccount(st: Station, by: Actor, cmd: OpenAccount): Household {
  const { requestId, ...household } = OpenAccount.parse(cmd);
  return st.write(by, { action: 'accounts.open', requestId, input: household }, (tx) => addHousehold(tx, household));
}

/** Inside the caller's transaction, as are all `add…` functions. */
export function addHousehold(tx: Tx, { customer, premises, account }: NewHousehold): Household {
  const customerId = 'customerId' in customer ? customer.customerId : addCustomer(tx, customer);
  const premisesId = 'premisesId' in premises ? premises.premisesId : addPremises(tx, premises);
  return { customerId, premisesId, ...addAccount(tx, { ...account, customerId, premisesId }) };
}

export function addCustomer(tx: Tx, customer: NewCustomer): CustomerId {
  const { name, kind, phone, note } = customer;
  const id = store.insertCustomer(tx.db, { name, kind, phone, note, createdAt: tx.now });
  tx.audit({ kind: 'customer', id, after: customer });
  tx.announce({ topic: 'customers', id });
  return id as CustomerId;
}

/** The door is unique in the station: building, unit and room as `doorNo` joins them. */
export function addPremises(tx: Tx, premises: NewPremises): PremisesId {
  const fields = premisesColumns(premises);
  refuseTakenDoor(tx.db, fields.doorNo, undefined);
  const id = store.insertPremises(tx.db, { ...fields, createdAt: tx.now });
  tx.audit({ kind: 'premises', id, after: premises });
  tx.announce({ topic: 'premises', id });
  return id as PremisesId;
}

/** One service runs once at one premises: the earlier account must be closed first. */
export function addAccount(tx: Tx, account: NewAccount): { accountId: AccountId; accountNo: string } {
  const { customerId, premisesId, service, tariffCode, householdSize, traits, openedOn } = account;
  const customer = findOr(store.findCustomer(tx.db, { customerId }), 'customer', customerId);
  const premises = findOr(store.findPremises(tx.db, { premisesId }), 'premises', premisesId);
  const running = store.openAccountAt(tx.db, { premisesId, service });
  if (running)
    throw new StationError('account.already-open', { accountNo: running.accountNo, doorNo: premises.doorNo });
  const accountNo = account.accountNo === null ? freeAccountNo(tx) : untakenAccountNo(tx, account.accountNo);
  const columns = { accountNo, customerId, premisesId, service, tariffCode, openedOn };
  const accountId = store.insertAccount(tx.db, { ...columns, createdAt: tx.now }) as AccountId;
  if (customer.closedOn !== null) store.settleCustomerClosed(tx.db, { customerId });
  setAccountKeys(tx.db, accountId, {
    customerName: customer.name,
    phone: customer.phone,
    doorNo: premises.doorNo,
    accountNo,
    isClosed: false,
  });
  tx.audit({ kind: 'account', id: accountId, after: columns });
  addTraits(tx, accountId, { openedOn, service, householdSize, ...traits });
  tx.announce({ topic: 'accounts', id: accountId });
  return { accountId, accountNo };
}

/** Numbers somebody typed may lie ahead of the series: those are stepped over. */
function freeAccountNo(tx: Tx): string {
  for (;;) {
    const accountNo = accountNoOf(nextNumber(tx, 'account'));
    if (!store.findNumber(tx.db, { accountNo })) return accountNo;
  }
}

function untakenAccountNo(tx: Tx, accountNo: string): string {
  if (store.findNumber(tx.db, { accountNo })) throw new StationError('account.number-taken', { accountNo });
  return accountNo;
}

export function updateCustomer(st: Station, by: Actor, cmd: UpdateCustomer): void {
  st.write(by, { action: 'customers.update', input: cmd }, (tx) => {
    const { customerId } = cmd;
    const before = findOr(store.findCustomer(tx.db, { customerId }), 'customer', customerId);
    if (!store.updateCustomer(tx.db, { ...cmd })) throw changed('customer', customerId);
    refreshKeys(tx, { customerId });
    tx.audit({ kind: 'customer', id: customerId, before, after: cmd });
    tx.announce({ topic: 'customers', id: customerId });
  });
}

export function updatePremises(st: Station, by: Actor, cmd: UpdatePremises): void {
  st.write(by, { action: 'premises.update', input: cmd }, (tx) => {
    const { premisesId, version } = cmd;
    const before = findOr(store.findPremises(tx.db, { premisesId }), 'premises', premisesId);
    const fields = premisesColumns(cmd);
    refuseTakenDoor(tx.db, fields.doorNo, premisesId);
    if (!store.updatePremises(tx.db, { ...fields, premisesId, version })) throw changed('premises', premisesId);
    refreshKeys(tx, { premisesId });
    tx.audit({ kind: 'premises', id: premisesId, before, after: cmd });
    tx.announce({ topic: 'premises', id: premisesId });
  });
}

export function updateAccount(st: Station, by: Actor, cmd: UpdateAccount): void {
  st.write(by, { action: 'accounts.update', input: cmd }, (tx) => {
    const { accountId } = cmd;
    const before = findOr(store.findAccount(tx.db, { accountId }), 'account', accountId);
    if (before.closedOn !== null)
      throw new StationError('account.closed', { accountNo: before.accountNo, closedOn: before.closedOn });
    if (!store.updateAccount(tx.db, { ...cmd })) throw changed('account', accountId);
    tx.audit({ kind: 'account', id: accountId, before, after: cmd });
    tx.announce({ topic: 'accounts', id: accountId });
  });
}

/**
 * Closes an account from a date on; its history stays. An open amount must have been shown and accepted: the debt
 * remains and can still be paid. Meters are taken off by modules/import, which closes both together.
 */
export function closeAccountIn(tx: Tx, close: Omit<z.infer<typeof CloseAccount>, 'requestId'>): void {
  const { accountId, version, closedOn } = close;
  const before = findOr(store.findAccount(tx.db, { accountId }), 'account', accountId);
  if (before.closedOn !== null)
    throw new StationError('account.closed', { accountNo: before.accountNo, closedOn: before.closedOn });
  if (closedOn < before.openedOn)
    throw new StationError('account.close-before-open', { closedOn, openedOn: before.openedOn });
  const debtFen = Math.max(0, openAmountFen(tx.db, accountId));
  if (debtFen !== close.acceptedDebtFen)
    throw new StationError('account.has-debt', { accountNo: before.accountNo, debtFen, debt: formatYuan(debtFen) });
  if (!store.closeAccount(tx.db, { accountId, version, closedOn })) throw changed('account', accountId);
  store.settleCustomerClosed(tx.db, { customerId: before.customerId });
  setKeysClosed(tx.db, accountId);
  tx.audit({ kind: 'account', id: accountId, before, after: { closedOn, acceptedDebtFen: debtFen } });
  tx.announce({ topic: 'accounts', id: accountId });
}

function refreshKeys(tx: Tx, of: { customerId?: CustomerId; premisesId?: PremisesId }): void {
  const rows = store.accountsWith(tx.db, { customerId: of.customerId ?? null, premisesId: of.premisesId ?? null });
  for (const { accountId } of rows) {
    const card = findOr(store.findAccount(tx.db, { accountId }), 'account', accountId);
    setAccountKeys(tx.db, accountId, { ...card, isClosed: card.closedOn !== null });
  }
}

function premisesColumns(premises: NewPremises) {
  const building = doorPart(premises.building);
  const unit = doorPart(premises.unit);
  const room = doorPart(premises.room);
  const door = doorNo({ building, unit, room });
  const { address, areaDm2 } = premises;
  return { building, unit, room, doorNo: door, doorSort: doorSort(door), address, areaDm2 };
}

function refuseTakenDoor(db: ReadDb, door: string, own: PremisesId | undefined): void {
  const taken = store.findPremisesByDoor(db, { doorNo: door });
  if (taken && taken.premisesId !== own) throw new StationError('premises.door-taken', { doorNo: door });
}

function findOr<T>(found: T | undefined, kind: string, id: number): T {
  if (found === undefined) throw new StationError('record.not-found', { kind, id });
  return found;
}

function changed(kind: string, id: number): StationError {
  return new StationError('record.changed', { kind, id });
}
