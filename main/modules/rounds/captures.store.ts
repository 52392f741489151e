import { z } from 'zod';
import { many, maybe, run } from '../../db/query.ts';
import { MeterId, ReadingId } from '../../shared/ids.ts';
import { NoAccess, Outcome, ReadingSource, ReadingState, Rule, Sha256, Uid } from './phone.schema.ts';
import { ReadingPhoto } from './rounds.schema.ts';

export const CaptureColumns = z.object({
  uid: Uid,
  roundId: z.number(),
  meterId: MeterId,
  downloadUid: Uid,
  deviceId: Uid,
  takenAt: z.number(),
  readAt: z.number(),
  receivedAt: z.number(),
  valuesJson: z.string().nullable(),
  noAccess: NoAccess.nullable(),
  note: z.string(),
  isConfirmed: z.number(),
  photoUid: Uid.nullable(),
  photoSha256: Sha256.nullable(),
  photoTakenAt: z.number().nullable(),
  hasPhoto: z.number(),
  contentHash: z.string(),
  factsJson: z.string(),
  outcome: Outcome,
  rule: Rule.nullable(),
  againstId: ReadingId.nullable(),
  readingId: ReadingId.nullable(),
});
export type CaptureColumns = z.infer<typeof CaptureColumns>;
const COLUMNS = `c.uid, c.round_id AS roundId, c.meter_id AS meterId, c.download_uid AS downloadUid, c.device_id AS deviceId, c.taken_at AS takenAt,
  c.read_at AS readAt, c.received_at AS receivedAt, c.values_json AS valuesJson, c.no_access AS noAccess, c.note, c.is_confirmed AS isConfirmed,
  c.photo_uid AS photoUid, c.photo_sha256 AS photoSha256, c.photo_taken_at AS photoTakenAt, EXISTS (SELECT 1 FROM round_photo p WHERE p.uid = c.photo_uid) AS hasPhoto,
  c.content_hash AS contentHash, c.facts_json AS factsJson, c.outcome, c.rule, c.against_id AS againstId, c.reading_id AS readingId`;

export const findCapture = maybe(CaptureColumns, `SELECT ${COLUMNS} FROM round_capture c WHERE c.uid = :uid`);
export const findCaptureOfPhoto = maybe(
  CaptureColumns,
  `SELECT ${COLUMNS} FROM round_capture c WHERE c.photo_uid = :photoUid`,
);
/** Looks with figures at one meter of a round. */
export const figuresOf = many(
  CaptureColumns,
  `SELECT ${COLUMNS} FROM round_capture c WHERE c.round_id = :roundId AND c.meter_id = :meterId AND c.values_json IS NOT NULL
   ORDER BY c.read_at, c.uid`,
);

export const insertCapture = run(
  `INSERT INTO round_capture (uid, round_id, meter_id, download_uid, device_id, taken_at, read_at, received_at, user_id, values_json, no_access,
     note, is_confirmed, photo_uid, photo_sha256, photo_taken_at, content_hash, facts_json, outcome, rule, against_id, reading_id)
   VALUES (:uid, :roundId, :meterId, :downloadUid, :deviceId, :takenAt, :readAt, :receivedAt, :userId, :valuesJson, :noAccess,
     :note, :isConfirmed, :photoUid, :photoSha256, :photoTakenAt, :contentHash, :factsJson, :outcome, NULL, NULL, NULL)`,
);
export const settleCapture = run(
  `UPDATE round_capture SET outcome = :outcome, rule = :rule, against_id = :againstId, reading_id = :readingId WHERE uid = :uid`,
);

/** A look with the state of its reading now and the reading it stands against. */
const LookColumns = CaptureColumns.extend({
  takenBy: z.string(),
  state: ReadingState.nullable(),
  doubtsJson: z.string().nullable(),
  againstSource: ReadingSource.nullable(),
  againstAt: z.number().nullable(),
  againstMilli: z.number().nullable(),
});
export type LookColumns = z.infer<typeof LookColumns>;
const LOOKS = `SELECT ${COLUMNS}, coalesce(u.display_name, s.display_name, '') AS takenBy, g.state, g.doubts_json AS doubtsJson,
     o.source AS againstSource, o.read_at AS againstAt, o.total_milli AS againstMilli
   FROM round_capture c LEFT JOIN round_download d ON d.uid = c.download_uid LEFT JOIN user u ON u.id = d.user_id
     LEFT JOIN user s ON s.id = c.user_id LEFT JOIN reading g ON g.id = c.reading_id LEFT JOIN reading o ON o.id = c.against_id`;
export const looksOfRound = many(LookColumns, `${LOOKS} WHERE c.round_id = :roundId ORDER BY c.read_at, c.uid`);
export const looksOfDevice = many(
  LookColumns,
  `${LOOKS} WHERE c.round_id = :roundId AND c.device_id = :deviceId ORDER BY c.read_at, c.uid`,
);
export const findLook = maybe(LookColumns, `${LOOKS} WHERE c.uid = :uid`);

export const findPhoto = maybe(
  z.object({ sha256: Sha256, mimeType: z.string(), byteLength: z.number() }),
  'SELECT sha256, mime_type AS mimeType, byte_length AS byteLength FROM round_photo WHERE uid = :photoUid',
);
/** Photos behind the readings of a meter. */
export const photosOfMeter = many(
  ReadingPhoto,
  `SELECT g.id AS readingId, p.uid AS photoUid FROM reading g JOIN round_capture c ON c.reading_id = g.id JOIN round_photo p ON p.uid = c.photo_uid
   WHERE g.meter_id = :meterId ORDER BY g.read_at DESC, g.id DESC LIMIT 500`,
);
export const insertPhoto = run(
  `INSERT INTO round_photo (uid, sha256, mime_type, byte_length, received_at) VALUES (:photoUid, :sha256, :mimeType, :byteLength, :now)`,
);
