import { z } from 'zod';
import { Capture, Sha256, Uid } from './phone.schema.ts';

/** A round out on a stick, or back. `body` is signed as the text it is, so that nobody has to agree on how to write JSON. */
export const SignedFile = z.object({
  format: z.enum(['stationdesk-round', 'stationdesk-round-return']),
  version: z.literal(1),
  body: z.string(),
  /** Ed25519 over the UTF-8 bytes of `body`, both in hexadecimal. */
  key: z.string().regex(/^[0-9a-f]{64}$/),
  signature: z.string().regex(/^[0-9a-f]{128}$/),
  /** Bytes of the photos by their identity, in base64. Not signed: each must match the hash in the signed body. */
  photos: z.record(Uid, z.string()).default({}),
});
export type SignedFile = z.infer<typeof SignedFile>;

/** What a return file says, inside `body`. */
export const ReturnBody = z.strictObject({
  roundUid: Uid,
  downloadUid: Uid,
  deviceId: Uid,
  exportedAt: z.number().int(),
  captures: z.array(Capture).max(5000),
});
export type ReturnBody = z.output<typeof ReturnBody>;

export const ExportRound = z.strictObject({ roundUid: Uid, downloadUid: Uid });
export type ExportRound = z.infer<typeof ExportRound>;
export const ExportedRound = z.object({ fileName: z.string(), text: z.string() });

/** The photos stay with the page, which hands them over one by one. */
export const ImportRound = z.strictObject({
  body: z.string().max(8_000_000),
  key: z.string().regex(/^[0-9a-f]{64}$/),
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
export type ImportRound = z.infer<typeof ImportRound>;
export const ImportedRound = z.object({
  roundUid: Uid,
  roundId: z.number(),
  fresh: z.number(),
  known: z.number(),
  refused: z.number(),
  waits: z.number(),
  aside: z.number(),
  photosMissing: z.array(z.object({ uid: Uid, sha256: Sha256 })),
});
export type ImportedRound = z.infer<typeof ImportedRound>;
