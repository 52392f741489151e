import { z } from 'zod';
import { PhotoId } from '../../shared/ids.ts';

/** Checked in words by the service; this only keeps absurd sizes out. */
export const UploadPhoto = z.strictObject({ base64: z.string().min(4).max(9_000_000) });
export type UploadPhoto = z.infer<typeof UploadPhoto>;
export const PhotoQuery = z.strictObject({ photoId: PhotoId });
export const PhotoContent = z.object({ mimeType: z.string(), base64: z.string() });
export type PhotoContent = z.infer<typeof PhotoContent>;
