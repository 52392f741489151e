import type { CapturedPhoto } from '../../../../main/modules/rounds/phone.schema.ts';
import { newId } from '../../../app/ids.ts';
import { shrinkPhoto } from '../../safety/shrink-photo.ts';
import { fromBase64 } from './base64.ts';
import { sha256Hex } from './hash.ts';

export interface TakenPhoto {
  readonly photo: CapturedPhoto;
  readonly bytes: Uint8Array;
}

/** Makes the picture small and gives it its identity, hash and time, all on the phone. Fails when it is no picture. */
export async function takePhoto(file: File): Promise<TakenPhoto> {
  // A picture out of the phone's gallery is as old as it is.
  const takenAt = file.lastModified > 0 ? Math.min(file.lastModified, Date.now()) : Date.now();
  const bytes = fromBase64(await shrinkPhoto(file));
  return { photo: { uid: newId(), sha256: sha256Hex(bytes), takenAt }, bytes };
}
