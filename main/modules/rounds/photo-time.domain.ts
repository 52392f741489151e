const HOUR_MS = 3_600_000;

/**
 * Whether a photo was taken at another time than its look, both by the clock of the phone: one of last month out of the
 * phone's gallery proves nothing. An hour is what a look may lie open on the phone before it is saved.
 */
export function isPhotoOfAnotherTime(look: {
  readonly takenAt: number;
  readonly photoTakenAt: number | null;
}): boolean {
  return look.photoTakenAt !== null && Math.abs(look.takenAt - look.photoTakenAt) > HOUR_MS;
}
