import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { localDate, startOfLocalDate, type UnixMs } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { MeterId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { findMeter } from '../meters/index.ts';
import type { EventFilter, EventRow, MeterEvent, RecordEvent, SettleEvent } from './accuracy.schema.ts';
import * as store from './events.store.ts';

const HALF_DAY_MS = 43_200_000;

export interface NewMeterEvent {
  readonly meterId: MeterId;
  readonly kind: MeterEvent['kind'];
  readonly source: MeterEvent['source'];
  /** What makes the event one and the same when it is told again: the meter, its status word and the time it names. */
  readonly sourceKey?: string;
  readonly occurredAt: UnixMs;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
  readonly note?: string;
}

/** Inside the caller's transaction: an event of a meter, once however often it is told. Answers its id. */
export function recordMeterEvent(tx: Tx, event: NewMeterEvent): number {
  const { meterId, kind, source, sourceKey = null, occurredAt, detail = {}, note = '' } = event;
  const known = sourceKey === null ? undefined : store.eventByKey(tx.db, { sourceKey });
  if (known) return known.meterEventId;
  const row = { meterId, kind, source, occurredAt, note };
  const meterEventId = store.insertEvent(tx.db, {
    ...{ ...row, sourceKey, detailJson: JSON.stringify(detail), recordedAt: tx.now },
    ...{ userId: tx.by.userId, userName: tx.by.name },
  });
  tx.audit({ kind: 'meter-event', id: meterEventId, after: { ...row, detail } });
  tx.announce({ topic: 'accuracy', id: meterId });
  return meterEventId;
}

/** What a person saw at a meter. */
export function recordEvent(st: Station, by: Actor, cmd: RecordEvent): { meterEventId: number } {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'accuracy.event', requestId, input }, (tx) => {
    const { meterId, kind, onDate, note } = cmd;
    if (!findMeter(tx.db, meterId)) throw new StationError('record.not-found', { kind: 'meter', id: meterId });
    const today = localDate(tx.now, st.zone);
    if (onDate > today) throw new StationError('accuracy.date-future', { today });
    const occurredAt = onDate === today ? tx.now : startOfLocalDate(onDate, st.zone) + HALF_DAY_MS;
    return { meterEventId: recordMeterEvent(tx, { meterId, kind, source: 'manual', occurredAt, note }) };
  });
}

/** Somebody looked into it. Refuses 'accuracy.event-settled'. */
export function settleEvent(st: Station, by: Actor, cmd: SettleEvent): void {
  const { requestId, ...input } = cmd;
  st.write(by, { action: 'accuracy.settle-event', requestId, input }, (tx) => {
    const { meterEventId, note } = cmd;
    const event = store.findEvent(tx.db, { meterEventId });
    if (!event) throw new StationError('record.not-found', { kind: 'meter-event', id: meterEventId });
    if (!store.settleEvent(tx.db, { meterEventId, note, now: tx.now, userName: tx.by.name }))
      throw new StationError('accuracy.event-settled', { by: event.settledBy });
    tx.audit({ kind: 'meter-event', id: meterEventId, after: { settled: note } });
    tx.announce({ topic: 'accuracy', id: event.meterId });
  });
}

export function listEvents(db: ReadDb, filter: EventFilter): { rows: EventRow[]; total: number; open: number } {
  const { show, kind = null, page, pageSize } = filter;
  const where = { show, kind, text: filter.text.normalize('NFKC') };
  return {
    rows: store.eventPage(db, { ...where, limit: pageSize, offset: (page - 1) * pageSize }),
    total: store.countEvents(db, where).n,
    open: store.countOpen(db).n,
  };
}
