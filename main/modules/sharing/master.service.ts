import type { ReadDb } from '../../db/types.ts';
import { localDate, monthSpan, startOfLocalDate } from '../../shared/dates.ts';
import type { MeterId, ReadingId } from '../../shared/ids.ts';
import { milli } from '../../shared/quantity.ts';
import { turnsAlong } from '../billing/index.ts';
import { findMeter } from '../meters/index.ts';
import { liveReadings } from '../readings/index.ts';
import type { ShareProof } from './sharing.schema.ts';
import * as store from './sharing.store.ts';

export interface Master {
  readonly figures: NonNullable<ShareProof['master']>;
  readonly presentId: ReadingId;
}

/**
 * From the reading the last run ended with (else the newest before the month, else the meter's first) to the newest
 * accepted one of the month, rollovers counted.
 */
export function readMaster(
  db: ReadDb,
  zone: string,
  of: { groupId: number; meterId: MeterId; month: string },
): Master | 'no-master-reading' | 'master-doubtful' | 'master-backwards' {
  const { groupId, meterId, month } = of;
  const meter = findMeter(db, meterId);
  const span = monthSpan(month);
  const monthFrom = startOfLocalDate(span.from, zone);
  const live = liveReadings(db, [{ meterId, from: 0, to: startOfLocalDate(span.to, zone) }])[0] ?? [];
  const accepted = live.filter((reading) => reading.state === 'accepted');
  const last = store.lastPresent(db, { groupId, meterId, month });
  const previous = last
    ? accepted.find((reading) => reading.readingId === last.readingId)
    : (accepted.findLast((reading) => reading.readAt < monthFrom) ?? accepted[0]);
  const present = accepted.at(-1);
  const decidedUntil = present?.readAt ?? 0;
  if (live.some((reading) => reading.state === 'doubtful' && reading.readAt > decidedUntil)) return 'master-doubtful';
  if (!meter || !previous || !present || present.readAt < monthFrom || present.readAt <= previous.readAt)
    return 'no-master-reading';
  const turns = turnsAlong(accepted.filter((r) => r.readAt >= previous.readAt));
  if (turns === undefined) return 'master-backwards';
  const registerMilli = present.totalMilli - previous.totalMilli + turns * 10 ** meter.digits * 1000;
  return {
    presentId: present.readingId,
    figures: {
      meterNo: meter.meterNo,
      multiplier: meter.multiplier,
      previousOn: localDate(previous.readAt, zone),
      previousMilli: previous.totalMilli,
      presentOn: localDate(present.readAt, zone),
      presentMilli: present.totalMilli,
      quantityMilli: milli(registerMilli * meter.multiplier),
    },
  };
}
