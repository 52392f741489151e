import { insertRows } from '../../main/db/query.ts';
import { loadCurve } from '../../main/modules/polling/index.ts';
import { packDay, QUARTERS_A_DAY, type QuarterReading, slotOf } from '../../main/modules/polling/packed.domain.ts';
import { localDate } from '../../main/shared/dates.ts';
import { MeterId } from '../../main/shared/ids.ts';
import { type OpenStation, openStation } from '../../main/station.ts';
import { temporaryFolder } from '../durability/payments.ts';
import { rounded, spread, timed } from './measure.ts';

const METERS = 1000;
const TIMES = 20;
const NOW = Date.parse('2026-11-22T09:00:00+08:00');
const DAY_MS = 86_400_000;

const insertPacked = insertRows('interval_day', {
  meterId: 'meter_id',
  day: 'day',
  readings: 'readings',
  body: 'body',
});
const insertLoose = insertRows('interval_reading', {
  meterId: 'meter_id',
  slot: 'slot',
  offsetS: 'offset_s',
  totalMilli: 'total_milli',
});
const insertLoad = insertRows('interval_load', {
  scope: 'scope',
  slot: 'slot',
  powerMilli: 'power_milli',
  meters: 'meters',
});

/**
 * A thousand meters read every quarter of an hour up to this morning, as the station stores them: packed days, the last
 * hours loose, and the sums of three kinds of places. Written by SQL, because what is measured is the reading of it.
 */
function seedQuarters(station: OpenStation, readings: number): { readings: number; packed: number } {
  const { db } = station;
  const days = Math.max(32, Math.ceil(readings / METERS / QUARTERS_A_DAY) + 1);
  db.exec(`
    INSERT INTO device (id, kind, name, model, link_json, created_at) VALUES (1, 'meter-bus', '1', 'meter-bus', '{}', 0);
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${METERS})
    INSERT INTO meter (id, meter_no, service, protocol, address, bus_id, installed_on, created_at)
      SELECT i, printf('%012d', i), 'electricity', 'dlt645-2007', printf('%012d', i), 1, '2020-01-01', 0 FROM n;`);
  const now = slotOf(NOW);
  const lastDay = Math.floor(now / QUARTERS_A_DAY);
  const quarter = (meterId: number, day: number, place: number, total: number): QuarterReading => ({
    slot: day * QUARTERS_A_DAY + place,
    offsetS: 20 + (meterId % 600) + ((place * 7 + meterId) % 3),
    totalMilli: total,
  });
  let stored = 0;
  let packed = 0;
  for (let day = lastDay - days + 1; day <= lastDay; day++) {
    const places = Math.min(QUARTERS_A_DAY, now - day * QUARTERS_A_DAY);
    const totals = new Float64Array(QUARTERS_A_DAY);
    db.transaction(() => {
      for (let meterId = 1; meterId <= METERS; meterId++) {
        let total = meterId * 10_000_000 + (day - lastDay + days) * 9_600_000;
        const readings = Array.from({ length: places }, (_, place) => {
          const used = 10 * ((meterId * 31 + place * 17 + day) % 160);
          totals[place] = (totals[place] ?? 0) + used * 4;
          total += used;
          return quarter(meterId, day, place, total);
        });
        stored += readings.length;
        if (day === lastDay)
          insertLoose(
            db as never,
            readings.map((reading) => ({ ...reading, meterId })),
          );
        else {
          const body = packDay(day, readings);
          packed += readings.length;
          insertPacked(db as never, [{ meterId, day, readings: readings.length, body }]);
        }
      }
      for (const scope of ['station', 'bus:1', 'building:1'])
        insertLoad(
          db as never,
          Array.from({ length: places }, (_, place) => ({
            scope,
            slot: day * QUARTERS_A_DAY + place,
            powerMilli: totals[place] ?? 0,
            meters: METERS,
          })),
        );
    })();
  }
  return { readings: stored, packed };
}

/** Views of a month over a long history of quarters, and what a reading takes on the disk. */
export async function benchIntervals(wanted: number) {
  using folder = temporaryFolder();
  await using station = openStation({ folder: folder.path, now: () => NOW });
  let seeded = { readings: 0, packed: 0 };
  const seedMs = timed(() => {
    seeded = seedQuarters(station, wanted);
  });
  const bytesOf = (table: string) =>
    station.db.prepare('SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name = ?').pluck().get(table) as number;
  const on = (i: number) => localDate(NOW - (i % 2) * 31 * DAY_MS, station.zone);
  const meterMs = Array.from({ length: TIMES }, (_, i) =>
    timed(() => {
      const meterId = MeterId.parse(1 + ((i * 37) % METERS));
      const curve = loadCurve(station, { of: { kind: 'meter', meterId }, span: 'month', on: on(i) });
      if (curve.max === null) throw new Error('a month without a quarter');
    }),
  );
  const stationMs = Array.from({ length: TIMES }, (_, i) =>
    timed(() => {
      const curve = loadCurve(station, { of: { kind: 'station' }, span: 'month', on: on(i) });
      if (curve.points.every((point) => point.meters < METERS)) throw new Error('a month without its meters');
    }),
  );
  return {
    readings: seeded.readings,
    meters: METERS,
    seedSeconds: rounded(seedMs / 1000),
    bytesPerReading: rounded(bytesOf('interval_day') / seeded.packed),
    looseBytesPerReading: rounded(bytesOf('interval_reading') / (seeded.readings - seeded.packed)),
    loadBytesPerReading: rounded(bytesOf('interval_load') / seeded.readings),
    meterMonthP50Ms: rounded(spread(meterMs).p50),
    meterMonthMaxMs: rounded(spread(meterMs).max),
    stationMonthP50Ms: rounded(spread(stationMs).p50),
    stationMonthMaxMs: rounded(spread(stationMs).max),
  };
}
