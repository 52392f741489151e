import { SignedFile } from '../../../../main/modules/rounds/file.schema.ts';
import { RoundPackage } from '../../../../main/modules/rounds/phone.schema.ts';
import { toBase64 } from './base64.ts';
import { isSignedBy, signWith } from './hash.ts';
import { deviceId, type Kept, type KeptRound, keepFact, keepRound, photosOnPhone, stationKeyKnown } from './store.ts';

export type FileProblem = 'unreadable' | 'altered' | 'foreign' | 'older';

/**
 * Puts a round from a stick on this phone. The signature must be right, and the key the one this phone knows the station
 * by; a phone that never met its station believes the first file.
 */
export async function openRoundFile(kept: Kept, text: string): Promise<FileProblem | RoundPackage> {
  const file = parsed(SignedFile, text);
  if (file?.format !== 'stationdesk-round') return 'unreadable';
  if (!isSignedBy(file.key, file.body, file.signature)) return 'altered';
  const out = parsed(RoundPackage, file.body);
  if (!out) return 'unreadable';
  const known = await stationKeyKnown();
  if (known !== undefined && known !== file.key) return 'foreign';
  const there = kept.rounds.find(({ roundUid }) => roundUid === out.roundUid);
  if (there && there.out.issuedAt > out.issuedAt) return 'older';
  await keepFact('stationKey', file.key);
  await keepRound(out);
  return out;
}

function parsed<T>(schema: { parse(value: unknown): T }, text: string): T | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Everything seen on a round, sent or not, signed for the way back: the station takes each look once. */
export async function returnFileOf(kept: Kept, round: KeptRound): Promise<{ fileName: string; text: string }> {
  const { roundUid, downloadUid, returnSeed, month } = round.out;
  const captures = kept.captures.filter((one) => one.roundUid === roundUid).map((one) => one.capture);
  const head = { roundUid, downloadUid, deviceId: await deviceId(), exportedAt: Date.now() };
  const body = JSON.stringify({ ...head, captures });
  const photos = (await photosOnPhone()).filter((photo) => photo.roundUid === roundUid);
  const file: SignedFile = {
    format: 'stationdesk-round-return',
    version: 1,
    body,
    ...signWith(returnSeed, body),
    photos: Object.fromEntries(photos.map(({ uid, bytes }) => [uid, toBase64(bytes)])),
  };
  return { fileName: `return-${month}-${roundUid.slice(0, 8)}.json`, text: `${JSON.stringify(file, null, 1)}\n` };
}
