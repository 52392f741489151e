export const MAX_PHOTO_BYTES = 4 * 1024 * 1024;
/** Longest side a page sends; what a phone takes is made smaller before it leaves the phone. */
export const MAX_PHOTO_SIDE = 1600;

export type PhotoType = 'image/jpeg' | 'image/png' | 'image/webp';

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];
const RIFF = [0x52, 0x49, 0x46, 0x46];
const WEBP = [0x57, 0x45, 0x42, 0x50];

/** What the bytes really are, by their first ones; null for anything else. What the sender says is not asked. */
export function photoType(bytes: Uint8Array): PhotoType | null {
  const has = (signature: readonly number[], at = 0) => signature.every((byte, i) => bytes[at + i] === byte);
  if (has(JPEG)) return 'image/jpeg';
  if (has(PNG)) return 'image/png';
  return has(RIFF) && has(WEBP, 8) ? 'image/webp' : null;
}
