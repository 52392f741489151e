import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { Actor } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { MAX_PHOTO_BYTES, type PhotoContent, photoType } from '../safety/index.ts';
import * as store from './captures.store.ts';
import type { PhotoPart, PhotoProgress } from './phone.schema.ts';
import { roundOr } from './plan.service.ts';
import { settleMeter } from './settle.service.ts';

/**
 * Takes in a part of a photo and answers from where to go on: a part that does not fit what is there is not written, so
 * that a repeat does no harm. The last part is checked against the hash the phone gave with the look; only then the file
 * gets its name, and only then the look gets its photo. Cut off anywhere in between, the photo is sent again.
 */
export function takePhotoPart(st: Station, by: Actor, part: PhotoPart): PhotoProgress {
  const { photoUid, offset, totalBytes, base64 } = part;
  const capture = store.findCaptureOfPhoto(st.db, { photoUid });
  if (!capture?.photoSha256) throw new StationError('round.photo-unknown');
  if (totalBytes > MAX_PHOTO_BYTES)
    throw new StationError('round.photo-size', {
      sizeKb: Math.ceil(totalBytes / 1024),
      maxKb: MAX_PHOTO_BYTES / 1024,
    });
  if (capture.hasPhoto) return { received: totalBytes, isComplete: true };
  const kept = fileOf(st.folder, capture.photoSha256);
  // The same photo is here already, or its file was finished and the program ended before it said so.
  if (existsSync(kept) && hashOf(readFileSync(kept)) === capture.photoSha256) {
    link(st, by, capture, readFileSync(kept));
    return { received: totalBytes, isComplete: true };
  }
  const partial = partOf(st.folder, photoUid);
  const there = statSync(partial, { throwIfNoEntry: false })?.size ?? 0;
  if (offset !== there) return { received: there, isComplete: false };
  mkdirSync(path.dirname(partial), { recursive: true });
  appendFileSync(partial, Buffer.from(base64, 'base64'));
  const bytes = readFileSync(partial);
  if (bytes.byteLength < totalBytes) return { received: bytes.byteLength, isComplete: false };
  rmSync(partial);
  if (hashOf(bytes) !== capture.photoSha256) throw new StationError('round.photo-altered');
  if (!photoType(bytes)) throw new StationError('round.photo-type');
  mkdirSync(path.dirname(kept), { recursive: true });
  writeFileSync(`${kept}.new`, bytes, { flush: true });
  renameSync(`${kept}.new`, kept);
  link(st, by, capture, bytes);
  return { received: totalBytes, isComplete: true };
}

/** The photo as it was taken. One that was altered in the folder is not shown as if it were whole. */
export function roundPhoto(st: Station, photoUid: string): PhotoContent {
  const row = store.findPhoto(st.db, { photoUid });
  if (!row) throw new StationError('round.photo-unknown');
  const file = fileOf(st.folder, row.sha256);
  const bytes = existsSync(file) ? readFileSync(file) : null;
  if (!bytes || hashOf(bytes) !== row.sha256) throw new StationError('round.photo-altered');
  return { mimeType: row.mimeType, base64: bytes.toString('base64') };
}

function link(st: Station, by: Actor, capture: store.CaptureColumns, bytes: Buffer): void {
  const { uid, photoUid, photoSha256: sha256, roundId, meterId } = capture;
  const mimeType = photoType(bytes);
  if (!photoUid || !sha256 || !mimeType) throw new StationError('round.photo-type');
  const input = { photoUid, sha256, byteLength: bytes.byteLength };
  st.write(by, { action: 'rounds.photo', input }, (tx) => {
    if (store.findPhoto(tx.db, { photoUid })) return;
    store.insertPhoto(tx.db, { ...input, mimeType, now: tx.now });
    if (capture.valuesJson !== null) settleMeter(st, tx, roundOr(tx.db, roundId), meterId);
    tx.audit({ kind: 'round-look', id: uid, after: { photoUid, sha256 } });
    tx.announce({ topic: 'rounds', id: roundId });
  });
}

function fileOf(folder: string, sha256: string): string {
  return path.join(photoFolder(folder), sha256.slice(0, 2), sha256);
}

function partOf(folder: string, photoUid: string): string {
  return path.join(photoFolder(folder), 'incoming', photoUid);
}

function photoFolder(folder: string): string {
  if (folder === ':memory:') throw new Error('a station in memory has no folder for photos');
  return path.join(folder, 'photos');
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
