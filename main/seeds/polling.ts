import type { Actor } from '../db/writer.ts';
import { pollableMeters } from '../modules/meters/index.ts';
import { createSchedule, saveLimit, seedAlerts, seedDaily, seedQuarters } from '../modules/polling/index.ts';
import { addDays, localDate, startOfLocalDate } from '../shared/dates.ts';
import type { Station } from '../station.types.ts';
import { stationAt } from './past.ts';
import { seededRequestId } from './request-ids.ts';

/** Nights, and days of quarters of an hour. */
const [NIGHTS, DAYS] = [31, 7];
const QUARTER_MS = 900_000;
const NIGHT_AGO_MS = 14 * 3_600_000;
/** Below what that home draws in the evening. */
const LIMIT_MILLI = 600;
const EVERYBODY = { busIds: [], buildings: [], service: null, meterIds: [] };

/** Schedules, and what they would have brought: a month of nights, a week of quarters of an hour, and some alerts. */
export function seedPolling(st: Station, by: Actor, registerAt: (address: string, at: number) => number): string {
  const make = (fields: {
    name: string;
    kind: 'daily' | 'settlement' | 'interval';
    atMinute?: number;
    monthDay?: number;
  }) => createSchedule(st, by, { ...fields, scope: EVERYBODY, requestId: seededRequestId() });
  make({ name: '夜间日冻结', kind: 'daily', atMinute: 30 });
  make({ name: '每月 1 日结算', kind: 'settlement', atMinute: 60, monthDay: 1 });
  make({ name: '十五分钟负荷曲线', kind: 'interval' });
  const now = st.clock.now();
  const today = localDate(now, st.zone);
  const from = startOfLocalDate(addDays(today, -DAYS), st.zone);
  const slots = Array.from({ length: Math.floor((now - from) / QUARTER_MS) }, (_, k) => from + k * QUARTER_MS);
  const nights = Array.from({ length: NIGHTS + 1 }, (_, i) => addDays(today, i - NIGHTS));
  const meters = pollableMeters(st.db);
  for (const [i, { meterId, address, service }] of meters.entries()) {
    const shown = (at: number) => Math.floor(registerAt(address, at) / 10) * 10;
    const midnight = (day: string) => startOfLocalDate(day, st.zone);
    seedDaily(
      st,
      by,
      nights.map((day) => ({ meterId, day, readAt: midnight(day), totalMilli: shown(midnight(day)) })),
    );
    if (service !== 'electricity') continue;
    const offsetS = 5 + i;
    seedQuarters(
      st,
      by,
      slots.map((at) => ({ meterId, slot: at / QUARTER_MS, offsetS, totalMilli: shown(at + offsetS * 1000) })),
    );
  }
  const [first, second, third] = meters;
  if (first) saveLimit(st, by, { meterId: first.meterId, demandMilli: LIMIT_MILLI });
  seedAlerts(stationAt(st, now - NIGHT_AGO_MS), by, [
    ...(first
      ? [{ meterId: first.meterId, kind: 'over-demand' as const, valueMilli: 874, limitMilli: LIMIT_MILLI }]
      : []),
    ...(second ? [{ meterId: second.meterId, kind: 'cover' as const, valueMilli: null, limitMilli: null }] : []),
    ...(third ? [{ meterId: third.meterId, kind: 'battery' as const, valueMilli: null, limitMilli: null }] : []),
  ]);
  return `${nights.length} nights and ${slots.length} quarters of an hour of ${meters.length} meters`;
}
