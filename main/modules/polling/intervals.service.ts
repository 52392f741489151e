import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { addDays, localDate, startOfLocalDate } from '../../shared/dates.ts';
import type { Station } from '../../station.types.ts';
import * as store from './intervals.store.ts';
import { powerBetween } from './load.domain.ts';
import {
  dayOfSlot,
  packDay,
  QUARTER_MS,
  QUARTERS_A_DAY,
  type QuarterReading,
  slotOf,
  unpackDay,
} from './packed.domain.ts';
import { policyOf } from './policy.service.ts';

/** A day is packed this long after its end, when no bus is still busy with its last quarter. */
const PACK_AFTER_MS = 2 * 3_600_000;
const PACKED_AT_ONCE = 200;

export interface NewQuarter extends QuarterReading {
  readonly meterId: number;
  readonly multiplier: number;
  /** Places whose load it is part of; none for gas and water. */
  readonly scopes: readonly string[];
}

/** Where the load of an electricity meter is summed. */
export function scopesOf(meter: { service: string; busId: number; building: string | null }): string[] {
  if (meter.service !== 'electricity') return [];
  return ['station', `bus:${meter.busId}`, ...(meter.building === null ? [] : [`building:${meter.building}`])];
}

/**
 * Keeps a reading of a quarter, and adds the power between it and its neighbours to the loads. One that is there already
 * stays as it is. Answers the power since the reading before, or null.
 */
export function insertQuarter(tx: Tx, quarter: NewQuarter): number | null {
  const { meterId, multiplier, scopes, slot, offsetS, totalMilli } = quarter;
  if (store.insertQuarter(tx.db, { meterId, slot, offsetS, totalMilli }) === 0) return null;
  const before = store.findQuarter(tx.db, { meterId, slot: slot - 1 });
  const after = store.findQuarter(tx.db, { meterId, slot: slot + 1 });
  const since = before ? powerBetween(before, quarter, multiplier) : null;
  const until = after ? powerBetween(quarter, after, multiplier) : null;
  for (const scope of scopes) {
    if (since !== null) store.addLoad(tx.db, { scope, slot: slot - 1, powerMilli: since });
    if (until !== null) store.addLoad(tx.db, { scope, slot, powerMilli: until });
  }
  return since;
}

/** Readings of a meter in [first, end), oldest first, packed or not. */
export function quartersOf(db: ReadDb, meterId: number, span: { first: number; end: number }): QuarterReading[] {
  const { first, end } = span;
  const days = { firstDay: dayOfSlot(first), endDay: dayOfSlot(end - 1) + 1 };
  const packed = store
    .packedDaysOf(db, { meterId, ...days })
    .flatMap(({ day, body }) => unpackDay(day, body))
    .filter(({ slot }) => slot >= first && slot < end);
  const loose = store.quartersOf(db, { meterId, first, end });
  return loose.length === 0 ? packed : [...packed, ...loose].sort((a, b) => a.slot - b.slot);
}

/** Packs days that are over, so many meters a transaction. What is packed is read back and compared before the rows go. */
export async function packIntervals(st: Station, by: Actor, signal?: AbortSignal): Promise<number> {
  const before = dayOfSlot(slotOf(st.clock.now() - PACK_AFTER_MS)) * QUARTERS_A_DAY;
  let packed = 0;
  while (!signal?.aborted) {
    const days = store.unpackedDays(st.db, { before, limit: PACKED_AT_ONCE });
    if (days.length === 0) break;
    await st.queue.submit('batch', () =>
      st.write(by, { action: 'polling.pack', input: { days: days.length } }, (tx) => {
        for (const day of days) packOne(tx, day);
      }),
    );
    packed += days.length;
  }
  return packed;
}

function packOne(tx: Tx, { meterId, day }: { meterId: number; day: number }): void {
  const span = { first: day * QUARTERS_A_DAY, end: (day + 1) * QUARTERS_A_DAY };
  const readings = store.quartersOf(tx.db, { meterId, ...span });
  const body = packDay(day, readings);
  if (JSON.stringify(unpackDay(day, body)) !== JSON.stringify(readings))
    throw new Error(`day ${day} of meter ${meterId} does not come back as it was packed`);
  store.insertPackedDays(tx.db, [{ meterId, day, readings: readings.length, body }]);
  store.removeQuarters(tx.db, { meterId, ...span });
}

/** Removes what is older than the station wants to keep. 0 months: everything is kept. */
export function pruneHistory(st: Station, by: Actor): void {
  const { keepMonths } = policyOf(st.db);
  if (keepMonths === 0) return;
  const day = addDays(localDate(st.clock.now(), st.zone), -31 * keepMonths);
  // Whole packed days go, so the mark lies at the beginning of one.
  const firstDay = dayOfSlot(slotOf(startOfLocalDate(day, st.zone)));
  const kept = store.keptFrom(st.db);
  if (day <= kept.day) return;
  st.write(by, { action: 'polling.prune', input: { before: day, keepMonths } }, (tx) => {
    const slot = firstDay * QUARTERS_A_DAY;
    store.markKept(tx.db, { slot, day });
    const quarters = store.removeOldQuarters(tx.db, { slot });
    const packed = store.removeOldPacked(tx.db, { day: firstDay });
    store.removeOldLoad(tx.db, { slot });
    const nights = store.removeOldDays(tx.db, { day });
    tx.audit({ kind: 'polling-history', id: day, after: { quarters, packed, nights } });
  });
}

/** The slot and the offset of a reading taken at an instant, for the quarter it was meant for; null when it came too late. */
export function quarterAt(slot: number, at: number): { slot: number; offsetS: number } | null {
  const offsetS = Math.floor((at - slot * QUARTER_MS) / 1000);
  return offsetS >= 0 && offsetS < QUARTER_MS / 1000 ? { slot, offsetS } : null;
}
