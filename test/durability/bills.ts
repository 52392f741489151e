import type { ReadDb } from '../../main/db/types.ts';
import { LEDGER_CHECKS, LEDGER_READERS } from '../../main/ledger-readers.ts';
import { issueRun } from '../../main/modules/billing/index.ts';
import { verify } from '../../main/modules/ledger/index.ts';
import { openStation } from '../../main/station.ts';
import type { Station } from '../../main/station.types.ts';
import { type CityOptions, cityClock, cityMonth, SYSTEM, seedCity } from '../support/city.ts';

export interface BillFindings {
  readonly missing: readonly unknown[];
  readonly twice: readonly unknown[];
  /** Bills, lines, entries and runs that do not have the same sum. */
  readonly unequal: readonly unknown[];
  /** Numbers left out of the series, and runs that never ended. */
  readonly gaps: readonly unknown[];
  readonly verification: readonly unknown[];
}

const MISSING = `SELECT a.id AS accountId, m.value AS month FROM account a, json_each(:months) m
  WHERE NOT EXISTS (SELECT 1 FROM bill b WHERE b.account_id = a.id AND b.month = m.value)`;
const TWICE =
  'SELECT account_id AS accountId, month, count(*) AS bills FROM bill GROUP BY account_id, meter_id, month HAVING bills > 1';
const UNEQUAL = `SELECT 'bill' AS what, b.bill_no AS which, b.amount_fen AS fen,
    (SELECT sum(amount_fen) FROM bill_line l WHERE l.bill_id = b.id) AS linesFen,
    (SELECT sum(debit_fen) FROM entry_line l WHERE l.entry_id = b.entry_id) AS entryFen
  FROM bill b WHERE fen IS NOT linesFen OR fen IS NOT entryFen
  UNION ALL
  SELECT 'run', r.month, r.amount_fen, (SELECT sum(amount_fen) FROM bill WHERE run_id = r.id),
    (SELECT sum(d.debit_fen) FROM bill b JOIN entry_line d ON d.entry_id = b.entry_id WHERE b.run_id = r.id) AS entryFen
  FROM billing_run r
  WHERE r.bill_count <> (SELECT count(*) FROM bill WHERE run_id = r.id)
    OR r.amount_fen IS NOT (SELECT sum(amount_fen) FROM bill WHERE run_id = r.id) OR r.amount_fen IS NOT entryFen`;
const GAPS = `SELECT 'number' AS what, bill_no AS which FROM (SELECT bill_no, row_number() OVER (ORDER BY substr(bill_no, 8)) AS place FROM bill)
  WHERE CAST(substr(bill_no, 8) AS INTEGER) <> place
  UNION ALL SELECT 'sequence', name FROM sequence WHERE name = 'bill' AND next <> (SELECT count(*) + 1 FROM bill)
  UNION ALL SELECT 'run', month FROM billing_run WHERE state <> 'issued'
  UNION ALL SELECT 'run', month FROM billing_run GROUP BY month HAVING count(*) <> 1`;

/** What is wrong with the bills of a city of which every account has been billed for every month. */
export function inspectBills(station: Station, months: number): BillFindings {
  const all = (sql: string) => station.db.prepare(sql).all();
  const billed = JSON.stringify(Array.from({ length: months }, (_, i) => cityMonth(i + 1)));
  return {
    missing: station.db.prepare(MISSING).all({ months: billed }),
    twice: all(TWICE),
    unequal: all(UNEQUAL),
    gaps: all(GAPS),
    verification: verify(station.db, LEDGER_READERS, LEDGER_CHECKS).findings,
  };
}

/** Everything a bill says about money, by account and month. */
export function billed(db: ReadDb): unknown[] {
  return db
    .prepare(
      `SELECT b.account_id, b.month, b.bill_no, b.quantity_milli, b.amount_fen, group_concat(l.kind || l.quantity_milli || '=' || l.amount_fen)
       FROM bill b JOIN bill_line l ON l.bill_id = b.id GROUP BY b.id ORDER BY b.account_id, b.month`,
    )
    .raw()
    .all();
}

/** The bills of the same city where nothing was interrupted. */
export async function billedAtOnce(city: CityOptions, chunkSize: number): Promise<unknown[]> {
  await using station = openStation({ folder: ':memory:', ...cityClock });
  seedCity(station, city);
  for (let month = 1; month <= city.months; month++)
    await issueRun(station, SYSTEM, { month: cityMonth(month), service: 'electricity' }, { chunkSize });
  return billed(station.db);
}
