import type { Actor } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { findCapture } from './captures.store.ts';
import { type ExportRound, type ImportedRound, type ImportRound, ReturnBody, type SignedFile } from './file.schema.ts';
import { handOver, markReturned } from './handover.service.ts';
import { isSignedBy, returnPublicKey, signAsStation, stationPublicKey } from './keys.ts';
import { MAX_CAPTURES } from './phone.schema.ts';
import { roundByUid } from './plan.service.ts';
import { findDownload } from './rounds.store.ts';
import { uploadCaptures } from './upload.service.ts';

/** The round as a signed file for a stick, in the name of its reader. */
export function exportRound(st: Station, by: Actor, cmd: ExportRound): { fileName: string; text: string } {
  const { roundUid, downloadUid } = cmd;
  const out = st.write(by, { action: 'rounds.export', input: cmd }, (tx) => {
    const round = roundByUid(tx.db, roundUid);
    return handOver(st, tx, round, { deviceId: downloadUid, downloadUid, userId: round.readerId, via: 'file' });
  });
  const body = JSON.stringify(out);
  const file: SignedFile = {
    format: 'stationdesk-round',
    version: 1,
    body,
    key: stationPublicKey(st.folder),
    signature: signAsStation(st.folder, body),
    photos: {},
  };
  return { fileName: `round-${out.month}-${roundUid.slice(0, 8)}.json`, text: `${JSON.stringify(file, null, 1)}\n` };
}

/**
 * Takes in what came back. Refuses a file altered on the way and one of another station; a file taken in before adds
 * nothing. The photos named in the answer are still to be handed over.
 */
export function importRound(st: Station, by: Actor, cmd: ImportRound): ImportedRound {
  const { body, key, signature } = cmd;
  if (!isSignedBy(key, body, signature)) throw new StationError('round.file-altered');
  const back = bodyOf(body);
  if (returnPublicKey(st.folder, back.downloadUid) !== key) throw new StationError('round.file-foreign');
  const { roundUid, downloadUid, deviceId, exportedAt, captures } = back;
  const round = roundByUid(st.db, roundUid);
  // The key answers for one download, and a download is of one round.
  const download = findDownload(st.db, { downloadUid });
  if (download && download.roundId !== round.roundId) throw new StationError('round.file-foreign');
  const known = captures.filter(({ uid }) => findCapture(st.db, { uid })).length;
  const head = { roundUid, downloadUid, deviceId, sentAt: exportedAt };
  const answers = Array.from({ length: Math.ceil(captures.length / MAX_CAPTURES) }, (_, i) => {
    const part = captures.slice(i * MAX_CAPTURES, (i + 1) * MAX_CAPTURES);
    return uploadCaptures(st, by, { ...head, captures: part }, { isFile: true });
  });
  st.write(by, { action: 'rounds.import', input: { roundUid, downloadUid, captures: captures.length } }, (tx) =>
    markReturned(tx, roundByUid(tx.db, roundUid)),
  );
  const results = answers.flatMap((answer) => answer.results);
  const refused = answers.flatMap((answer) => answer.refused).length;
  const missing = new Set(results.filter((result) => result.isPhotoMissing).map(({ uid }) => uid));
  return {
    roundUid,
    roundId: round.roundId,
    fresh: captures.length - known - refused,
    known,
    refused,
    waits: results.filter(({ outcome }) => outcome === 'waits').length,
    aside: results.filter(({ outcome }) => outcome === 'aside').length,
    photosMissing: captures.flatMap(({ uid, photo }) =>
      photo && missing.has(uid) ? [{ uid: photo.uid, sha256: photo.sha256 }] : [],
    ),
  };
}

function bodyOf(text: string): ReturnBody {
  try {
    return ReturnBody.parse(JSON.parse(text));
  } catch (cause) {
    throw new StationError('round.file-unreadable', {}, { cause });
  }
}
