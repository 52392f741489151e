import type { ReadDb } from '../../db/types.ts';
import type { Actor } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { findMeter, setSealNo } from '../meters/index.ts';
import type { RecordSeal, SealFilter, SealRow } from './accuracy.schema.ts';
import * as store from './seals.store.ts';

/**
 * Records what happened to a seal. Its number is used once in the station: one that is on a meter is not put on another.
 * Refuses 'accuracy.seal-on', 'accuracy.seal-not-on', 'accuracy.seal-earlier' and 'accuracy.date-future'.
 */
export function recordSeal(st: Station, by: Actor, cmd: RecordSeal): { sealEventId: number } {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'accuracy.seal', requestId, input }, (tx) => {
    const { meterId, kind, sealNo, onDate } = cmd;
    const meter = findMeter(tx.db, meterId);
    if (!meter) throw new StationError('record.not-found', { kind: 'meter', id: meterId });
    const today = localDate(tx.now, st.zone);
    if (onDate > today) throw new StationError('accuracy.date-future', { today });
    const last = store.lastOfSeal(tx.db, { sealNo });
    if (kind === 'put-on' && last?.kind === 'put-on')
      throw new StationError('accuracy.seal-on', { sealNo, meterNo: last.meterNo });
    if (kind !== 'put-on' && (last?.kind !== 'put-on' || last.meterId !== meterId))
      throw new StationError('accuracy.seal-not-on', { sealNo, meterNo: meter.meterNo });
    if (last && onDate < last.onDate) throw new StationError('accuracy.seal-earlier', { sealNo, on: last.onDate });
    const place = kind === 'put-on' ? cmd.place : (last?.place ?? cmd.place);
    const { doneBy, note } = cmd;
    const row = { meterId, sealNo, place, kind, onDate, doneBy, note };
    const sealEventId = store.insertSealEvent(tx.db, {
      ...row,
      userId: tx.by.userId,
      userName: tx.by.name,
      at: tx.now,
    });
    const on = store.sealsOn(tx.db, { meterId }).map((seal) => seal.sealNo);
    setSealNo(tx, { meterId, sealNo: on.join(' ').slice(0, 40) });
    tx.audit({ kind: 'meter-seal', id: sealEventId, after: row });
    tx.announce({ topic: 'accuracy', id: meterId });
    return { sealEventId };
  });
}

/** Each seal as it was last seen. */
export function listSeals(db: ReadDb, filter: SealFilter): { rows: SealRow[]; total: number; broken: number } {
  const { state, page, pageSize } = filter;
  const where = { state, text: filter.text.normalize('NFKC') };
  return {
    rows: store.sealPage(db, { ...where, limit: pageSize, offset: (page - 1) * pageSize }),
    total: store.countSeals(db, where).n,
    broken: store.countBroken(db).n,
  };
}
