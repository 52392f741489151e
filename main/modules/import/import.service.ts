import { type Actor, sha256, type Tx } from '../../db/writer.ts';
import { type LocalDate, localDate, startOfLocalDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { addHousehold } from '../customers/index.ts';
import { addMeter, attachMeter } from '../meters/index.ts';
import { insertBaseline } from '../readings/index.ts';
import { type ExaminedRow, examine, householdsIn } from './import.examine.service.ts';
import type { ImportRow } from './import.rows.domain.ts';
import { ImportFile, type ImportPreview, type ImportResult, RunImport } from './import.schema.ts';
import { readTable } from './table.ts';

const FIRST_ROWS = 50;
const TOLD_ROWS = 200;

/** Reads the file and says what would be taken in; writes nothing. */
export async function previewImport(st: Station, input: ImportFile): Promise<ImportPreview> {
  const { base64, mapping } = ImportFile.parse(input);
  const table = await readTable(Buffer.from(base64, 'base64'));
  const examined = examine(st.db, table.rows, { mapping, today: today(st) });
  const wrong = examined.rows.filter((row) => row.errors.length > 0);
  const mended = examined.rows.filter((row) => row.repairs.length > 0);
  const told = [wrong, mended].flatMap((rows) => rows.slice(0, TOLD_ROWS));
  const shown = new Set<ExaminedRow>([...examined.rows.slice(0, FIRST_ROWS), ...told]);
  return {
    heads: [...examined.heads],
    mapping: [...examined.mapping],
    missing: examined.missing,
    encoding: table.encoding,
    counts: examined.counts,
    errorRows: wrong.length,
    errorCount: wrong.reduce((sum, row) => sum + row.errors.length, 0),
    repairCount: mended.reduce((sum, row) => sum + row.repairs.length, 0),
    rows: [...shown]
      .sort((a, b) => a.rowNo - b.rowNo)
      .map((row) => ({ rowNo: row.rowNo, cells: [...row.cells], errors: [...row.errors], repairs: [...row.repairs] })),
  };
}

/**
 * Takes the whole file in, or nothing of it: the rows are examined again inside the transaction, and one error refuses
 * all. The audit trail keeps the file's hash and the numbers given out, not every row.
 */
export async function runImport(st: Station, by: Actor, input: RunImport): Promise<ImportResult> {
  const { requestId, fileName, base64, mapping } = RunImport.parse(input);
  const table = await readTable(Buffer.from(base64, 'base64'));
  const file = { fileName, sha256: sha256(base64), mapping };
  return st.write(by, { action: 'import.run', requestId, input: file }, (tx) => {
    const examined = examine(tx.db, table.rows, { mapping, today: today(st) });
    const errors = examined.rows.filter((row) => row.errors.length > 0).length;
    if (errors > 0 || examined.missing.length > 0) throw new StationError('import.has-errors', { errors });
    if (examined.rows.length === 0) throw new StationError('import.empty');
    const numbers = takeIn(tx, examined.rows, st);
    const result = { ...examined.counts, firstAccountNo: numbers[0] ?? '', lastAccountNo: numbers.at(-1) ?? '' };
    tx.audit({ kind: 'import', id: file.sha256.slice(0, 16), after: result });
    tx.announce({ topic: 'accounts' });
    return result;
  });
}

function takeIn(tx: Tx, rows: readonly ExaminedRow[], st: Station): string[] {
  // One audit subject and one notice a household would be a row of megabytes and thousands of refreshes.
  const quiet: Tx = { ...tx, audit: () => undefined, announce: () => undefined };
  const households = householdsIn(tx.db);
  const numbers: string[] = [];
  for (const { row } of rows) {
    if (!row) continue;
    const household = households.find(row);
    const openedOn = row.meter?.firstReading?.readOn ?? today(st);
    const { building, unit, room, areaDm2, service, accountNo, tariffCode, householdSize, traits } = row;
    const made = addHousehold(quiet, {
      customer: household.customerId
        ? { customerId: household.customerId }
        : { name: row.customerName, kind: 'person', phone: row.phone, note: '' },
      premises: household.premisesId
        ? { premisesId: household.premisesId }
        : { building, unit, room, address: '', areaDm2 },
      account: { service, accountNo, tariffCode, householdSize, traits, openedOn },
    });
    households.remember(row, made);
    numbers.push(made.accountNo);
    if (row.meter) installMeter(quiet, { meter: row.meter, accountId: made.accountId, from: openedOn }, st.zone);
  }
  return numbers;
}

function installMeter(
  tx: Tx,
  install: {
    meter: NonNullable<ImportRow['meter']>;
    accountId: ReturnType<typeof addHousehold>['accountId'];
    from: LocalDate;
  },
  zone: string,
): void {
  const { firstReading, ...meter } = install.meter;
  const master = {
    decimals: 2,
    hasTou: false,
    hasDemand: false,
    hasReactive: false,
    busId: null,
    line: null,
    profile: null,
    model: '',
    location: '',
    sealNo: '',
    calibrationDueOn: null,
  };
  const meterId = addMeter(tx, { ...master, ...meter, installedOn: install.from });
  attachMeter(tx, { meterId, accountId: install.accountId, fromOn: install.from });
  if (!firstReading) return;
  const readAt = startOfLocalDate(firstReading.readOn, zone);
  insertBaseline(tx, { meterId, readAt, totalMilli: firstReading.totalMilli, source: 'imported' });
}

function today(st: Station): LocalDate {
  return localDate(st.clock.now(), st.zone);
}
