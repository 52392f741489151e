import type { Actor } from '../../main/db/writer.ts';
import type { TariffDocumentInput } from '../../main/modules/tariffs/document.schema.ts';
import { activateTariff, createTariff } from '../../main/modules/tariffs/index.ts';
import { addMonths, type Month } from '../../main/shared/dates.ts';
import { UserId } from '../../main/shared/ids.ts';
import type { Station } from '../../main/station.types.ts';

/**
 * Accounts with a meter and a reading a month, for billing at a size where making each through its service would take
 * longer than what is measured. Written straight into the migrated tables; everything about an account follows from its
 * number. The tariffs are made by their service.
 */
export interface CityOptions {
  readonly accounts: number;
  /** Months read after the baseline, from 2025-01 on. */
  readonly months: number;
}

const FIRST_MONTH = '2025-01';
/** After the last month a city can have: two years are read at most. */
const NOW = Date.parse('2027-01-05T09:00:00+08:00');
/** Handed to `openStation`, so that the months of the city have passed on any day the test is run. */
export const cityClock = { now: () => NOW };

export const SYSTEM: Actor = { userId: null, name: 'test', via: 'job' };

export function cityMonth(number: number): Month {
  return addMonths(FIRST_MONTH, number - 1);
}

/** Three tiers over a year; an account's use of some 370 kWh a month passes both limits within it. */
const PLAIN: TariffDocumentInput = {
  format: 1,
  unit: 'kWh',
  rounding: 'per-bill',
  cycle: 'year',
  scheme: {
    kind: 'tiered',
    tiers: [
      { upTo: '400', price: '0.53812345' },
      { upTo: '900', price: '0.588' },
      { upTo: null, price: '0.838' },
    ],
  },
};
const TOU: TariffDocumentInput = {
  ...PLAIN,
  rounding: 'per-line',
  scheme: {
    kind: 'tiered',
    tiers: [
      { upTo: '400', price: { peak: '0.568', valley: '0.288' } },
      { upTo: '900', price: { peak: '0.618', valley: '0.338' } },
      { upTo: null, price: { peak: '0.868', valley: '0.588' } },
    ],
  },
};

/** Every third account has two registers. */
const NUMBERS = 'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :accounts)';
const USED = '((i * 7919 + m * 104729) % 700 + 20) * 1000 + (i * 31 + m * 17) % 100 * 10';
const VALLEY = '((i * 7919 + m * 104729) % 200 + 5) * 100';

const TABLES: readonly string[] = [
  `${NUMBERS} INSERT INTO customer (name, phone, created_at) SELECT '户主' || i, '13' || printf('%09d', i), 0 FROM n`,
  `${NUMBERS} INSERT INTO premises (building, unit, room, door_no, door_sort, address, created_at)
   SELECT i / 288 + 1, i % 288 / 72 + 1, i % 72 + 1, 'D' || i, printf('%09d', i), '人民路' || i || '号', 0 FROM n`,
  `${NUMBERS} INSERT INTO account (account_no, customer_id, premises_id, service, tariff_code, opened_on, created_at)
   SELECT printf('%010d', i), i, i, 'electricity', iif(i % 3 = 0, 'CITY-TOU', 'CITY'), '2024-12-01', 0 FROM n`,
  `${NUMBERS} INSERT INTO meter (meter_no, service, digits, decimals, has_tou, installed_on, created_at)
   SELECT printf('3301%08d', i), 'electricity', 6, 2, i % 3 = 0, '2024-12-01', 0 FROM n`,
  `${NUMBERS} INSERT INTO account_meter (account_id, meter_id, from_on) SELECT i, i, '2024-12-01' FROM n`,
  // Month 0 is the baseline of the day the account took the meter over.
  `${NUMBERS}, months (m) AS (SELECT 0 UNION ALL SELECT m + 1 FROM months WHERE m < :months),
   used AS MATERIALIZED (SELECT i, m,
     sum(iif(m = 0, 1000000 + i % 100 * 1000, ${USED})) OVER past AS total,
     sum(iif(m = 0, 300000, ${VALLEY})) OVER past AS valley
     FROM n, months WINDOW past AS (PARTITION BY i ORDER BY m))
   INSERT INTO reading (meter_id, read_at, total_milli, peak_milli, valley_milli, source, role, state, created_at)
   SELECT i, unixepoch(iif(m = 0, '2024-12-01 02:00', datetime('2025-01-20 02:00', (m - 1) || ' months'))) * 1000 + i % 3600 * 1000,
     total, iif(i % 3 = 0, total - valley, NULL), iif(i % 3 = 0, valley, NULL), 'polled', iif(m = 0, 'baseline', 'usage'), 'accepted', 0
   FROM used ORDER BY m, i`,
];

/** Fills a new station; answers the cashier who may take payments in it. */
export function seedCity(station: Station, { accounts, months }: CityOptions): Actor {
  for (const [code, document] of Object.entries({ CITY: PLAIN, 'CITY-TOU': TOU })) {
    const head = { code, name: code, service: 'electricity', effectiveFrom: '2024-01-01', source: 'test' } as const;
    const tariffId = createTariff(station, SYSTEM, { ...head, document });
    activateTariff(station, SYSTEM, { tariffId, verifiedOn: '2024-01-01', verifiedBy: 'test', source: 'test' });
  }
  const { db } = station;
  db.transaction(() => {
    for (const sql of TABLES) db.prepare(sql).run(sql.includes(':months') ? { accounts, months } : { accounts });
    db.prepare(
      "INSERT INTO user (login_name, display_name, password_hash, created_at) VALUES ('wang', '王芳', '!', 0)",
    ).run();
  })();
  return cityCashier();
}

/** The one user of a seeded station. */
export function cityCashier(): Actor {
  return { userId: UserId.parse(1), name: '王芳', via: 'window' };
}
