import { SignedFile } from '../../../main/modules/rounds/file.schema.ts';
import { PART_BYTES } from '../../../main/modules/rounds/phone.schema.ts';
import { client, type Outputs } from '../../app/api.ts';
import { fromBase64, toBase64 } from './phone/base64.ts';

export class NoRoundFile extends Error {}

/**
 * Hands a return file to the station: first the signed looks, then each photo in parts. Done again after a break it goes
 * on where it was.
 */
export async function importRoundFile(file: Blob): Promise<Outputs['rounds']['importFile']> {
  const { body, key, signature, photos } = await read(file);
  const answer = await client.rounds.importFile.mutate({ body, key, signature });
  const still = [];
  for (const photo of answer.photosMissing) {
    const base64 = photos[photo.uid];
    if (base64 === undefined) still.push(photo);
    else await sendPhoto(photo.uid, base64);
  }
  return { ...answer, photosMissing: still };
}

async function read(file: Blob): Promise<SignedFile> {
  try {
    const signed = SignedFile.parse(JSON.parse(await file.text()));
    if (signed.format === 'stationdesk-round-return') return signed;
  } catch {
    // Said below, as for a file of another kind.
  }
  throw new NoRoundFile('no return file');
}

async function sendPhoto(photoUid: string, base64: string): Promise<void> {
  const bytes = fromBase64(base64);
  let offset = 0;
  for (;;) {
    const part = toBase64(bytes.subarray(offset, offset + PART_BYTES));
    const { received, isComplete } = await client.rounds.photoPart.mutate({
      photoUid,
      offset,
      totalBytes: bytes.byteLength,
      base64: part,
    });
    if (isComplete) return;
    offset = received;
  }
}
