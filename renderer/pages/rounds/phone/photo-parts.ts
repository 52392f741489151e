import { PART_BYTES, type PhotoPart, type PhotoProgress } from '../../../../main/modules/rounds/phone.schema.ts';
import { toBase64 } from './base64.ts';

/** A photo in parts, from where the station says it is. */
export async function sendInParts(
  photoUid: string,
  bytes: Uint8Array,
  send: (part: PhotoPart) => Promise<PhotoProgress>,
): Promise<void> {
  let offset = 0;
  for (;;) {
    const base64 = toBase64(bytes.subarray(offset, offset + PART_BYTES));
    const { received, isComplete } = await send({ photoUid, offset, totalBytes: bytes.byteLength, base64 });
    if (isComplete) return;
    offset = received;
  }
}
