import type { ReadDb } from '../../db/types.ts';
import type { LocalDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { CustomerId, PremisesId } from '../../shared/ids.ts';
import {
  accountsOfPremises,
  findCustomerNamed,
  findPremisesByDoor,
  isAccountNoTaken,
  openAccountAt,
} from '../customers/index.ts';
import { findMeterByNumber } from '../meters/index.ts';
import { findHeads, type ImportColumn, type Mapping, missingColumns } from './import.columns.domain.ts';
import { type Claims, type ImportRow, parseRow } from './import.rows.domain.ts';
import { type ImportCounts, MAX_ROWS, type RowError, type RowRepair } from './import.schema.ts';

export interface ExaminedRow {
  readonly rowNo: number;
  readonly cells: readonly string[];
  readonly row: ImportRow | null;
  readonly errors: readonly RowError[];
  readonly repairs: readonly RowRepair[];
}

export interface Examined {
  readonly heads: readonly string[];
  readonly mapping: Mapping;
  readonly missing: ImportColumn[];
  readonly rows: readonly ExaminedRow[];
  readonly counts: ImportCounts;
}

/** Finds the heads, reads every row and holds it against the rows before it and against the station. */
export function examine(
  db: ReadDb,
  table: readonly (readonly string[])[],
  options: { mapping: Mapping | null; today: LocalDate },
): Examined {
  const found = findHeads(table);
  if (!found && !options.mapping) throw new StationError('import.no-columns');
  const headRow = found?.row ?? 0;
  const heads = table[headRow] ?? [];
  const mapping = options.mapping ?? found?.mapping ?? [];
  const missing = missingColumns(mapping);
  const body = table
    .map((cells, i) => ({ cells, rowNo: i + 1 }))
    .slice(headRow + 1)
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (body.length > MAX_ROWS) throw new StationError('import.too-large', { rows: body.length, maxRows: MAX_ROWS });
  const seen: Seen = { accounts: new Map(), meters: new Map(), doors: new Map() };
  const rows = body.map(({ cells, rowNo }): ExaminedRow => {
    const parsed = parseRow(cells, rowNo, mapping, options.today);
    const errors = [...parsed.errors, ...conflicts(db, parsed.claims, seen)];
    return { rowNo, cells, row: errors.length > 0 ? null : parsed.row, errors, repairs: parsed.repairs };
  });
  return { heads, mapping, missing, rows, counts: countNew(db, rows) };
}

interface Seen {
  readonly accounts: Map<string, number>;
  readonly meters: Map<string, number>;
  readonly doors: Map<string, number>;
}

/** Numbers and doors that stand twice in the file, or already in the station. */
function conflicts(db: ReadDb, claims: Claims, seen: Seen): RowError[] {
  const errors: RowError[] = [];
  const once = (map: Map<string, number>, key: string, error: Omit<RowError, 'params'>): boolean => {
    const earlier = map.get(key);
    if (earlier === undefined) map.set(key, claims.rowNo);
    else errors.push({ ...error, params: { rowNo: earlier } });
    return earlier === undefined;
  };
  const taken = (error: RowError): unknown => errors.push(error);
  const { accountNo, meterNo, door, service } = claims;
  if (accountNo && once(seen.accounts, accountNo, { column: 'accountNo', code: 'account-twice' }))
    if (isAccountNoTaken(db, accountNo))
      taken({ column: 'accountNo', code: 'account-taken', params: { value: accountNo } });
  if (meterNo && once(seen.meters, meterNo, { column: 'meterNo', code: 'meter-twice' }))
    if (findMeterByNumber(db, meterNo)) taken({ column: 'meterNo', code: 'meter-taken', params: { value: meterNo } });
  if (door && service && once(seen.doors, `${door} ${service}`, { column: 'building', code: 'door-twice' })) {
    const premises = findPremisesByDoor(db, door);
    const running = premises && openAccountAt(db, premises.premisesId, service);
    if (running)
      taken({ column: 'building', code: 'door-taken', params: { doorNo: door, accountNo: running.accountNo } });
  }
  return errors;
}

interface HouseholdIds {
  readonly customerId: CustomerId;
  readonly premisesId: PremisesId;
}

/**
 * Who and where are already there: a door is one premises; a person is known by name and telephone, or without a
 * telephone by name at that door. Rows taken in before count as there.
 */
export function householdsIn(db: ReadDb) {
  const customers = new Map<string, CustomerId>();
  const premises = new Map<string, PremisesId>();
  return {
    find(row: ImportRow): Partial<HouseholdIds> {
      const premisesId = premises.get(row.door) ?? findPremisesByDoor(db, row.door)?.premisesId;
      const customerId = customers.get(personOf(row)) ?? knownCustomer(db, row, premisesId);
      return { ...(customerId && { customerId }), ...(premisesId && { premisesId }) };
    },
    remember(row: ImportRow, made: HouseholdIds): void {
      customers.set(personOf(row), made.customerId);
      premises.set(row.door, made.premisesId);
    },
  };
}

function personOf(row: ImportRow): string {
  return row.phone ? `${row.customerName} ☎ ${row.phone}` : `${row.customerName} ⌂ ${row.door}`;
}

function knownCustomer(db: ReadDb, row: ImportRow, premisesId: PremisesId | undefined): CustomerId | undefined {
  if (row.phone) return findCustomerNamed(db, row.customerName, row.phone);
  if (premisesId === undefined) return undefined;
  return accountsOfPremises(db, premisesId).find((account) => account.customerName === row.customerName)?.customerId;
}

function countNew(db: ReadDb, rows: readonly ExaminedRow[]): ImportCounts {
  const known = householdsIn(db);
  const counts = { rows: rows.length, customers: 0, premises: 0, accounts: 0, meters: 0, readings: 0 };
  for (const { row } of rows) {
    if (!row) continue;
    const { customerId, premisesId } = known.find(row);
    if (customerId === undefined) counts.customers++;
    if (premisesId === undefined) counts.premises++;
    counts.accounts++;
    if (row.meter) counts.meters++;
    if (row.meter?.firstReading) counts.readings++;
    known.remember(row, { customerId: customerId ?? NOT_YET_CUSTOMER, premisesId: premisesId ?? NOT_YET_PREMISES });
  }
  return counts;
}

/** Stand for rows a preview would make. */
const NOT_YET_CUSTOMER = Number.MAX_SAFE_INTEGER as CustomerId;
const NOT_YET_PREMISES = Number.MAX_SAFE_INTEGER as PremisesId;
