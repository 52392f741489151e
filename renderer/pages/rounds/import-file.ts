import { ReturnBody, SignedFile } from '../../../main/modules/rounds/file.schema.ts';
import { client, type Outputs, stationError } from '../../app/api.ts';
import { fromBase64 } from './phone/base64.ts';
import { sendInParts } from './phone/photo-parts.ts';

/** With the number of photos in the file that belong to none of its looks. */
export type ImportedFile = Outputs['rounds']['importFile'] & { readonly photosLoose: number };

export class NoRoundFile extends Error {}

/**
 * Hands a return file to the station: first the signed looks, then each photo in parts. Done again after a break it goes
 * on where it was.
 */
export async function importRoundFile(file: Blob): Promise<ImportedFile> {
  const { body, key, signature, photos } = await read(file);
  const answer = await client.rounds.importFile.mutate({ body, key, signature });
  const still = [];
  for (const photo of answer.photosMissing) {
    const base64 = photos[photo.uid];
    if (base64 === undefined || !(await isTaken(photo.uid, base64))) still.push(photo);
  }
  return { ...answer, photosMissing: still, photosLoose: looseIn(body, photos) };
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

function looseIn(body: string, photos: SignedFile['photos']): number {
  const known = new Set(ReturnBody.parse(JSON.parse(body)).captures.map(({ photo }) => photo?.uid));
  return Object.keys(photos).filter((uid) => !known.has(uid)).length;
}

/** A photo the station refuses (altered on the way) is missed and stops none of the others. */
async function isTaken(photoUid: string, base64: string): Promise<boolean> {
  try {
    await sendInParts(photoUid, fromBase64(base64), client.rounds.photoPart.mutate);
    return true;
  } catch (error) {
    if (stationError(error)) return false;
    throw error;
  }
}
