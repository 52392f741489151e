import type { Actor } from '../db/writer.ts';
import { pollableMeters } from '../modules/meters/index.ts';
import { createSchedule, saveLimit, seedDaily, seedQuarters } from '../modules/polling/index.ts';
import { addDays, localDate, startOfLocalDate } from '../shared/dates.ts';
import type { Station } from '../station.types.ts';
import { seededRequestId } from './request-ids.ts';

const DAYS = 7;
const QUARTER_MS = 900_000;
/** Below what that home draws in the evening. */
const LIMIT_MILLI = 600;
const EVERYBODY = { busIds: [], buildings: [], service: null, meterIds: [] };

/** Schedules, and the week before today as they would have brought it: every night and every quarter of an hour. */
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
  const nights = Array.from({ length: DAYS + 1 }, (_, i) => addDays(today, i - DAYS));
  const meters = pollableMeters(st.db);
  for (const [i, { meterId, address }] of meters.entries()) {
    const shown = (at: number) => Math.floor(registerAt(address, at) / 10) * 10;
    const midnight = (day: string) => startOfLocalDate(day, st.zone);
    seedDaily(
      st,
      by,
      nights.map((day) => ({ meterId, day, readAt: midnight(day), totalMilli: shown(midnight(day)) })),
    );
    const offsetS = 5 + i;
    seedQuarters(
      st,
      by,
      slots.map((at) => ({ meterId, slot: at / QUARTER_MS, offsetS, totalMilli: shown(at + offsetS * 1000) })),
    );
  }
  const [first] = meters;
  if (first) saveLimit(st, by, { meterId: first.meterId, demandMilli: LIMIT_MILLI });
  return `${DAYS + 1} nights and ${slots.length} quarters of an hour of ${meters.length} meters`;
}
