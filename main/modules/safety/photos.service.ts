import { createHash } from 'node:crypto';
import type { ReadDb } from '../../db/types.ts';
import type { Actor } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import { PhotoId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { MAX_PHOTO_BYTES, photoType } from './photos.domain.ts';
import type { PhotoContent } from './photos.schema.ts';
import * as store from './photos.store.ts';

/** Keeps a photo once, whoever sends it how often: the same bytes are the same photo. Refuses other files and large ones. */
export function savePhoto(st: Station, by: Actor, base64: string): PhotoId {
  const bytes = Buffer.from(base64, 'base64');
  const { byteLength } = bytes;
  if (byteLength > MAX_PHOTO_BYTES)
    throw new StationError('safety.photo-size', {
      sizeKb: Math.ceil(byteLength / 1024),
      maxKb: MAX_PHOTO_BYTES / 1024,
    });
  const mimeType = photoType(bytes);
  if (!mimeType) throw new StationError('safety.photo-type');
  if (by.userId === null) throw new StationError('session.required');
  const { userId } = by;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return st.write(by, { action: 'photos.save', input: { sha256, mimeType, byteLength } }, (tx) => {
    const known = store.findPhotoByHash(tx.db, { sha256 });
    const id = known?.id ?? store.insertPhoto(tx.db, { sha256, mimeType, bytes, now: tx.now, userId });
    tx.audit({ kind: 'photo', id });
    return PhotoId.parse(id);
  });
}

export function photoContent(db: ReadDb, photoId: PhotoId): PhotoContent {
  const row = store.findPhoto(db, { id: photoId });
  if (!row) throw new StationError('record.not-found', { kind: 'photo', id: photoId });
  return { mimeType: row.mimeType, base64: Buffer.from(row.bytes).toString('base64') };
}
