import type { Actor, Tx } from '../../db/writer.ts';
import { sha256 } from '../../db/writer.ts';
import { localDate, type UnixMs } from '../../shared/dates.ts';
import type { MeterId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { isImpossibleReading } from '../readings/index.ts';
import * as store from './captures.store.ts';
import type { Facts } from './merge.domain.ts';
import { type Capture, Upload, type UploadResult } from './phone.schema.ts';
import { roundByUid } from './plan.service.ts';
import { resultOf } from './results.service.ts';
import { findDownload, findStop, firstDownloadAt, type RoundColumns } from './rounds.store.ts';
import { settleMeter } from './settle.service.ts';

/** A phone's clock further off than this is put right; less is the way of the message. */
const CLOCK_SLACK_MS = 120_000;

/**
 * Takes in a handful of looks. Each has its own identity: what arrived before is answered and not taken twice, so that an
 * upload may be repeated, split or cut off. A look that is not of this round is named and the others are taken.
 */
export function uploadCaptures(st: Station, by: Actor, cmd: Upload, options: { isFile?: boolean } = {}): UploadResult {
  const { captures, ...head } = Upload.parse(cmd);
  const uids = captures.map(({ uid }) => uid);
  return st.write(by, { action: 'rounds.upload', input: { ...head, uids } }, (tx) => {
    const round = roundByUid(tx.db, head.roundUid);
    const refused: UploadResult['refused'] = [];
    const touched = new Set<MeterId>();
    for (const capture of captures) {
      const contentHash = sha256(JSON.stringify([head.roundUid, head.deviceId, capture]));
      const known = store.findCapture(tx.db, { uid: capture.uid });
      if (known && known.contentHash !== contentHash) refused.push({ uid: capture.uid, why: 'identity-reused' });
      if (known) continue;
      const isPhotoTaken = capture.photo && store.findCaptureOfPhoto(tx.db, { photoUid: capture.photo.uid });
      if (isPhotoTaken) {
        refused.push({ uid: capture.uid, why: 'identity-reused' });
        continue;
      }
      // A file lay somewhere for a while: its clock is known to be wrong only where it was written in the future.
      const skewMs = options.isFile ? Math.min(0, tx.now - head.sentAt) : tx.now - head.sentAt;
      const taken = take(st, tx, { round, head, capture, contentHash, skewMs });
      if (!taken) refused.push({ uid: capture.uid, why: 'not-in-round' });
      else if (capture.values) touched.add(capture.meterId);
    }
    for (const meterId of touched) settleMeter(st, tx, round, meterId);
    tx.audit({ kind: 'reading-round', id: round.roundId, after: { captures: captures.length, meters: touched.size } });
    tx.announce({ topic: 'rounds', id: round.roundId });
    return { results: uids.flatMap((uid) => resultOf(tx.db, uid) ?? []), refused };
  });
}

function take(
  st: Station,
  tx: Tx,
  from: {
    round: RoundColumns;
    head: { downloadUid: string; deviceId: string };
    capture: Capture;
    contentHash: string;
    skewMs: number;
  },
): boolean {
  const { round, head, capture, contentHash, skewMs } = from;
  const { meterId, takenAt, values, noAccess, note, isConfirmed, photo } = capture;
  const stop = findStop(tx.db, { roundId: round.roundId, meterId });
  if (!stop) return false;
  const download = findDownload(tx.db, { downloadUid: head.downloadUid });
  const out = firstDownloadAt(tx.db, { roundId: round.roundId })?.at ?? 0;
  // Nothing was seen before the round went out, nor later than now.
  const byClock = Math.abs(skewMs) > CLOCK_SLACK_MS ? takenAt + skewMs : takenAt;
  const readAt = Math.min(Math.max(byClock, out), tx.now);
  const facts: Facts = {
    isReplaced: stop.removedOn !== null && dayOf(st, readAt) >= stop.removedOn,
    isMoved: stop.removedOn === null && stop.accountNow !== stop.accountId,
    isReassigned: (download?.userId ?? tx.by.userId) !== round.readerId,
    isClosed: round.state === 'closed',
    isImpossible: values !== null && isImpossibleReading(tx.db, { meterId, readAt, values }),
  };
  store.insertCapture(tx.db, {
    uid: capture.uid,
    roundId: round.roundId,
    meterId,
    downloadUid: head.downloadUid,
    deviceId: head.deviceId,
    takenAt,
    readAt,
    receivedAt: tx.now,
    userId: tx.by.userId,
    valuesJson: values && JSON.stringify(values),
    noAccess,
    note,
    isConfirmed: Number(isConfirmed),
    photoUid: photo?.uid ?? null,
    photoSha256: photo?.sha256 ?? null,
    photoTakenAt: photo?.takenAt ?? null,
    contentHash,
    factsJson: JSON.stringify(facts),
    outcome: values ? 'waits' : 'noted',
  });
  return true;
}

function dayOf(st: Station, at: UnixMs): string {
  return localDate(at, st.zone);
}
