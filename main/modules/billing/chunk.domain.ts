/** A chunk's work: what a payment at the counter waits for at most, beside the wait for the disk. */
const CHUNK_MS = 12;
const LEAST = 100;
const MOST = 180;

/**
 * Accounts of the next chunk, from the processor time of the last one: a slow machine keeps payments waiting no longer than
 * a fast one. What the disk took does not count: a slow disk is waited for once a chunk, whatever its size. Larger ones gain
 * little: what they make outlives the young part of the heap.
 */
export function nextChunk(accounts: number, tookMs: number): number {
  const fitting = Math.floor((accounts * CHUNK_MS) / Math.max(tookMs, 1));
  return Math.max(LEAST, Math.min(fitting, accounts * 2, MOST));
}
