import { z } from 'zod';
import { insert, maybe } from '../../db/query.ts';

export const findPhoto = maybe(
  z.object({ mimeType: z.string(), bytes: z.instanceof(Uint8Array) }),
  'SELECT mime_type AS mimeType, bytes FROM photo WHERE id = :id',
);
export const findPhotoByHash = maybe(z.object({ id: z.number() }), 'SELECT id FROM photo WHERE sha256 = :sha256');
export const insertPhoto = insert(
  `INSERT INTO photo (sha256, mime_type, bytes, created_at, user_id) VALUES (:sha256, :mimeType, :bytes, :now, :userId)`,
);
