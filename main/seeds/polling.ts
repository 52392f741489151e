import type { Actor } from '../db/writer.ts';
import { pollableMeters } from '../modules/meters/index.ts';
import { createSchedule, saveLimit, seedDaily, seedQuarters } from '../modules/polling/index.ts';
import { latestReadings } from '../modules/readings/index.ts';
import { addDays, localDate, startOfLocalDate } from '../shared/dates.ts';
import type { Station } from '../station.types.ts';
import { randomFrom } from './population.ts';
import { seededRequestId } from './request-ids.ts';

const DAYS = 7;
const QUARTER_MS = 900_000;
const HOUR_MS = 3_600_000;
/** Share of a home's day in each hour: breakfast, and the evening. */
const HOURS = [2, 1, 1, 1, 1, 2, 5, 6, 4, 3, 3, 4, 5, 4, 3, 3, 4, 6, 9, 10, 9, 7, 4, 3];
const ALL = HOURS.reduce((sum, share) => sum + share, 0);
const EVERYBODY = { busIds: [], buildings: [], service: null, meterIds: [] };

/** Schedules, and the week before today as they would have brought it: every night and every quarter of an hour. */
export function seedPolling(st: Station, by: Actor): string {
  const fields = { scope: EVERYBODY, requestId: seededRequestId() };
  createSchedule(st, by, { ...fields, name: '夜间日冻结', kind: 'daily', atMinute: 30 });
  createSchedule(st, by, {
    ...fields,
    requestId: seededRequestId(),
    name: '每月 1 日结算',
    kind: 'settlement',
    atMinute: 60,
    monthDay: 1,
  });
  createSchedule(st, by, { ...fields, requestId: seededRequestId(), name: '十五分钟负荷曲线', kind: 'interval' });
  const random = randomFrom(17);
  const now = st.clock.now();
  const today = localDate(now, st.zone);
  const from = startOfLocalDate(addDays(today, -DAYS), st.zone);
  const meters = pollableMeters(st.db);
  let [nights, quarters] = [0, 0];
  for (const [i, { meterId }] of meters.entries()) {
    const wattsOf = homeOf(random, st.zone);
    const slots = Array.from({ length: Math.floor((now - from) / QUARTER_MS) }, (_, k) => from + k * QUARTER_MS);
    const used = slots.map((at) => Math.round(wattsOf(at) / 4 / 10) * 10);
    const presentMilli = latestReadings(st.db, meterId, 1)[0]?.totalMilli ?? 0;
    let totalMilli = Math.max(0, presentMilli - used.reduce((sum, milli) => sum + milli, 0));
    const totals = slots.map((at, k) => {
      const here = { at, totalMilli };
      totalMilli += used[k] ?? 0;
      return here;
    });
    const midnights = totals.filter(({ at }) => startOfLocalDate(localDate(at, st.zone), st.zone) === at);
    seedDaily(
      st,
      by,
      midnights.map(({ at, totalMilli: total }) => ({
        meterId,
        day: localDate(at, st.zone),
        readAt: at,
        totalMilli: total,
      })),
    );
    seedQuarters(
      st,
      by,
      totals.map(({ at, totalMilli: total }) => ({
        ...{ meterId, slot: at / QUARTER_MS, offsetS: 5 + i, totalMilli: total },
      })),
    );
    nights += midnights.length;
    quarters += totals.length;
  }
  const [first] = meters;
  if (first) saveLimit(st, by, { meterId: first.meterId, demandMilli: 1200 });
  return `${nights} nights and ${quarters} quarters of an hour of ${meters.length} meters`;
}

/** What a home takes at an instant, in watts: some six kWh a day, no two quarters alike. */
function homeOf(random: () => number, zone: string): (at: number) => number {
  const dayWh = 4500 + random() * 4000;
  return (at) => {
    const hour = Math.floor((at - startOfLocalDate(localDate(at, zone), zone)) / HOUR_MS);
    return ((dayWh * (HOURS[hour] ?? 1)) / ALL) * (0.6 + random() * 0.8);
  };
}
