import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { UserId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { historyBefore } from '../readings/index.ts';
import { stationSettings } from '../station/index.ts';
import { returnSeed, stationPublicKey } from './keys.ts';
import type { Download, RoundPackage } from './phone.schema.ts';
import { roundByUid } from './plan.service.ts';
import * as store from './rounds.store.ts';

/** Usages the phone judges by, and one reading more. */
const HISTORY = 8;

/** Hands a round to its reader's phone. Repeated with the same identity it is the same download. */
export function downloadRound(st: Station, by: Actor, cmd: Download): RoundPackage {
  const { roundUid, deviceId, downloadUid } = cmd;
  return st.write(by, { action: 'rounds.download', input: cmd }, (tx) => {
    const round = roundByUid(tx.db, roundUid);
    if (tx.by.userId !== round.readerId) throw new StationError('round.not-yours', { name: round.name });
    return handOver(st, tx, round, { deviceId, downloadUid, userId: round.readerId, via: 'phone' });
  });
}

/** Inside the caller's transaction: notes who took the round out on what, and puts together what they take. */
export function handOver(
  st: Station,
  tx: Tx,
  round: store.RoundColumns,
  to: { deviceId: string; downloadUid: string; userId: UserId; via: 'phone' | 'file' },
): RoundPackage {
  const { roundId, name, state } = round;
  if (state === 'closed') throw new StationError('round.closed', { name });
  const known = store.findDownload(tx.db, { downloadUid: to.downloadUid });
  if (known && known.roundId !== roundId) throw new StationError('request.reused');
  if (!known) store.insertDownload(tx.db, { ...to, roundId, now: tx.now });
  store.sendOut(tx.db, { roundId });
  tx.audit({ kind: 'reading-round', id: roundId, after: { handedTo: to.userId, via: to.via } });
  tx.announce({ topic: 'rounds', id: roundId });
  return packageOf(st, tx.db, round, { downloadUid: to.downloadUid, at: known?.at ?? tx.now });
}

function packageOf(
  st: Station,
  db: ReadDb,
  round: store.RoundColumns,
  download: { downloadUid: string; at: number },
): RoundPackage {
  const { roundId, roundUid, name, month, dueOn, readerId, readerName, highPercent } = round;
  return {
    roundUid,
    downloadUid: download.downloadUid,
    stationName: stationSettings(db)?.name ?? '',
    zone: st.zone,
    name,
    month,
    dueOn,
    readerId,
    readerName,
    showsLast: round.showsLast === 1,
    needsPhoto: round.needsPhoto === 1,
    highPercent,
    issuedAt: download.at,
    stationKey: stationPublicKey(st.folder),
    returnSeed: returnSeed(st.folder, download.downloadUid),
    stops: store.stopsOfRound(db, { roundId }).map(({ position: _, ...stop }) => ({
      ...stop,
      hasTou: stop.hasTou === 1,
      hasDemand: stop.hasDemand === 1,
      hasReactive: stop.hasReactive === 1,
      history: historyBefore(db, { meterId: stop.meterId, before: st.clock.now() + 1, limit: HISTORY }),
    })),
  };
}

/** The reader is back. What is still on a phone may come later all the same. */
export function returnRound(st: Station, by: Actor, cmd: { roundUid: string }): void {
  st.write(by, { action: 'rounds.return', input: cmd }, (tx) => {
    const round = roundByUid(tx.db, cmd.roundUid);
    if (tx.by.userId !== round.readerId) throw new StationError('round.not-yours', { name: round.name });
    markReturned(tx, round);
  });
}

export function markReturned(tx: Tx, round: store.RoundColumns): void {
  const { roundId } = round;
  if (!store.returnRound(tx.db, { roundId, now: tx.now })) return;
  tx.audit({ kind: 'reading-round', id: roundId, before: { state: round.state }, after: { state: 'returned' } });
  tx.announce({ topic: 'rounds', id: roundId });
}
