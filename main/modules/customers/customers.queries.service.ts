import type { ReadDb } from '../../db/types.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { AccountId, CustomerId, PremisesId } from '../../shared/ids.ts';
import { balanceOf, LEDGER_CODES } from '../ledger/index.ts';
import { doorPrefix } from './customers.domain.ts';
import type {
  AccountCard,
  AccountDetail,
  AccountFilter,
  AccountPage,
  AccountRow,
  Building,
  Customer,
  Premises,
  Service,
} from './customers.schema.ts';
import * as store from './customers.store.ts';
import { nameParts } from './search.domain.ts';
import { findAccounts } from './search.service.ts';

/** A searched list looks at this many accounts at most. */
const MOST_FOUND = 500;

export function findCustomer(db: ReadDb, customerId: CustomerId): Customer | undefined {
  return store.findCustomer(db, { customerId });
}

/** Somebody who already has an account under exactly this name and telephone. */
export function findCustomerNamed(db: ReadDb, name: string, phone: string): CustomerId | undefined {
  const [key = ''] = nameParts(name);
  return store.findCustomerNamed(db, { key, name, phone })?.customerId;
}

export function requireCustomer(db: ReadDb, customerId: CustomerId): Customer {
  const found = findCustomer(db, customerId);
  if (!found) throw new StationError('record.not-found', { kind: 'customer', id: customerId });
  return found;
}

export function requirePremises(db: ReadDb, premisesId: PremisesId): Premises {
  const found = findPremises(db, premisesId);
  if (!found) throw new StationError('record.not-found', { kind: 'premises', id: premisesId });
  return found;
}

export function findPremises(db: ReadDb, premisesId: PremisesId): Premises | undefined {
  return store.findPremises(db, { premisesId });
}

/** By the stored form, see `doorNo` of customers.domain.ts. */
export function findPremisesByDoor(db: ReadDb, doorNo: string): Premises | undefined {
  return store.findPremisesByDoor(db, { doorNo });
}

export function findAccount(db: ReadDb, accountId: AccountId): AccountCard | undefined {
  return store.findAccount(db, { accountId });
}

/** An account as lists show it. */
export function requireAccountRow(db: ReadDb, accountId: AccountId): AccountRow {
  const found = store.findRow(db, { accountId });
  if (!found) throw new StationError('record.not-found', { kind: 'account', id: accountId });
  return found;
}

/** What an account still owes by the ledger, in fen; below zero where more was paid than billed. */
export function openAmountFen(db: ReadDb, accountId: AccountId): number {
  return balanceOf(db, LEDGER_CODES.receivable, accountId);
}

export function accountDetail(db: ReadDb, accountId: AccountId): AccountDetail {
  return { ...requireAccountRow(db, accountId), openAmountFen: openAmountFen(db, accountId) };
}

/** The accounts of a customer with what each owes. */
export function accountDetails(db: ReadDb, customerId: CustomerId): AccountDetail[] {
  return accountsOfCustomer(db, customerId).map((row) => ({ ...row, openAmountFen: openAmountFen(db, row.accountId) }));
}

/** Open accounts first, then by door. */
export function accountsOfCustomer(db: ReadDb, customerId: CustomerId): AccountRow[] {
  return store.rowsOfCustomer(db, { customerId });
}

export function accountsOfPremises(db: ReadDb, premisesId: PremisesId): AccountRow[] {
  return store.rowsOfPremises(db, { premisesId });
}

/** The account that now runs for a service at a premises. */
export function openAccountAt(db: ReadDb, premisesId: PremisesId, service: Service): { accountNo: string } | undefined {
  return store.openAccountAt(db, { premisesId, service });
}

export function isAccountNoTaken(db: ReadDb, accountNo: string): boolean {
  return store.findNumber(db, { accountNo }) !== undefined;
}

/** Buildings with the number of their premises, in the order people count them. */
export function listBuildings(db: ReadDb): Building[] {
  return store.buildings(db);
}

/** Premises whose door begins with a text, by door. */
export function premisesFrom(db: ReadDb, door: string, limit: number): Premises[] {
  const from = doorPrefix(door.trim());
  return store.premisesFrom(db, { from, to: `${from}\u{10FFFF}`, limit });
}

/** Accounts by door, or with a text in the order the search box gives. */
export function listAccounts(db: ReadDb, filter: AccountFilter): AccountPage {
  const { building, service, state, page, pageSize } = filter;
  const offset = (page - 1) * pageSize;
  if (!filter.text.trim()) {
    const rows = store.listRows(db, { building, service, state, limit: pageSize, offset });
    return { rows, total: store.countRows(db, { building, service, state }).n, isCut: false };
  }
  const found = findAccounts(db, filter.text, MOST_FOUND);
  const rows = [...found.keys()]
    .map((accountId) => store.findRow(db, { accountId }))
    .filter((row): row is AccountRow => row !== undefined && isListed(row, filter));
  return { rows: rows.slice(offset, offset + pageSize), total: rows.length, isCut: found.size === MOST_FOUND };
}

function isListed(row: AccountRow, { building, service, state }: AccountFilter): boolean {
  if (building !== null && row.building !== building) return false;
  if (service !== null && row.service !== service) return false;
  return state === 'all' || (state === 'open') === (row.closedOn === null);
}
