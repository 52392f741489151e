/** A chunk's work: what a payment at the counter waits for at most, beside the wait for the disk. */
const CHUNK_MS = 12;
const LEAST = 50;
const MOST = 300;

/**
 * Accounts of the next chunk, from how long the last one took: a slow machine keeps payments waiting no longer than a fast
 * one, and a fast one waits for its disk less often. Larger ones gain little: what they make outlives the young part of
 * the heap. Smaller ones would spend most of their time on waiting for the disk.
 */
export function nextChunk(accounts: number, tookMs: number): number {
  const fitting = Math.floor((accounts * CHUNK_MS) / Math.max(tookMs, 1));
  return Math.max(LEAST, Math.min(fitting, accounts * 2, MOST));
}
