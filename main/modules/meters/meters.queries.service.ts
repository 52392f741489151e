import type { ReadDb } from '../../db/types.ts';
import { type LocalDate, localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { AccountId, CustomerId, DeviceId, MeterId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import type {
  Assignment,
  AssignmentRow,
  Meter,
  MeterFilter,
  MeterPage,
  MeterRow,
  MeterService,
} from './meters.schema.ts';
import * as store from './meters.store.ts';
import { readWire } from './wire-meter.ts';

function read<R extends store.MeterColumns>({ lineJson, profileJson, ...row }: R) {
  return {
    ...row,
    ...readWire({ protocol: row.protocol, lineJson, profileJson }),
    hasTou: row.hasTou === 1,
    hasDemand: row.hasDemand === 1,
    hasReactive: row.hasReactive === 1,
  };
}
export const toMeter = (row: store.MeterColumns): Meter => read(row);
const toRow = (row: store.MeterRowColumns): MeterRow => read(row);

export function findMeter(db: ReadDb, meterId: MeterId): Meter | undefined {
  const row = store.findMeter(db, { meterId });
  return row && toMeter(row);
}

export function findMeterByNumber(db: ReadDb, meterNo: string): Meter | undefined {
  const row = store.findMeterByNumber(db, { meterNo });
  return row && toMeter(row);
}

/** Meters that measure for an account on a date; without a date, those whose assignment has no end. */
export function metersOfAccount(db: ReadDb, accountId: AccountId, on?: LocalDate): Meter[] {
  const rows = on === undefined ? store.metersNowOn(db, { accountId }) : store.metersOn(db, { accountId, on });
  return rows.map(toMeter);
}

/** The account a meter measures for on a date. */
export function accountOfMeter(db: ReadDb, meterId: MeterId, on: LocalDate): AccountId | undefined {
  return store.accountOfMeter(db, { meterId, on })?.accountId;
}

/**
 * Assignments of a service that have not ended, by account and date; with `since`, also those that ended after that
 * date: what a billing run of a month needs, because a meter may have been replaced inside it.
 */
export function activeAssignments(db: ReadDb, service: MeterService, since: LocalDate = '9999-12-31'): Assignment[] {
  return store.assignmentsSince(db, { service, since });
}

/** Meters a driver can read: on a bus, not manual, not removed; of one bus or of all. */
export function pollableMeters(db: ReadDb, busId?: DeviceId): Meter[] {
  return store.pollableMeters(db, { busId: busId ?? null }).map(toMeter);
}

/** All assignments of a meter, the latest first. */
export function assignmentsOfMeter(db: ReadDb, meterId: MeterId): AssignmentRow[] {
  return store.historyOfMeter(db, { meterId });
}

/** All assignments to the accounts of a customer, the running ones first. */
export function assignmentsOfCustomer(db: ReadDb, customerId: CustomerId): AssignmentRow[] {
  return store.historyOfCustomer(db, { customerId });
}

/** By number; a calibration is due on the station's date today. */
export function listMeters(st: Station, filter: MeterFilter): MeterPage {
  const today = localDate(st.clock.now(), st.zone);
  const { service, protocol, busId, state, page, pageSize } = filter;
  const from = filter.text.normalize('NFKC').trim();
  const where = { service, protocol, busId, state, today, from, to: `${from}\u{10FFFF}` };
  const rows = store.listRows(st.db, { ...where, limit: pageSize, offset: (page - 1) * pageSize });
  return { rows: rows.map(toRow), total: store.countRows(st.db, where).n };
}

/** A meter with the account it now measures for. */
export function requireMeterRow(db: ReadDb, meterId: MeterId): MeterRow {
  const row = store.findRow(db, { meterId });
  if (!row) throw new StationError('record.not-found', { kind: 'meter', id: meterId });
  return toRow(row);
}
