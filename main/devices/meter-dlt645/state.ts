import { dateTimeOf, decodeBcd } from '../framing/bcd.domain.ts';
import type { Asking, MeterState, WireMeter } from '../ports/meter.ts';
import type { Reader } from './edition.ts';
import { DI_COVER_OPENINGS, DI_LAST_COVER_OPENING, DI_STATUS, DI_STATUS_BLOCK } from './registers.ts';
import { WORD3 } from './relay.ts';
import { STATUS_WORDS, WORD1, wordOf } from './status.ts';

/** What a meter says of itself: clock, status words and the record of its cover. */
export async function readState(
  reader: Reader,
  meter: WireMeter,
  asking: Asking,
  { now, zone }: { readonly now: () => number; readonly zone: string },
): Promise<MeterState> {
  const clock = await reader.clock(meter, asking, zone);
  const at = now();
  const words = await readWords(reader, meter, asking);
  const [, first = null, , third = null] = [null, ...words];
  const coverOpenings = await readCoverOpenings(reader, meter, asking);
  return {
    clock,
    isBatteryLow: bit(first, WORD1.clockBatteryLow),
    isReadingBatteryLow: bit(first, WORD1.readingBatteryLow),
    coverOpenings,
    isCoverOpen: coverOpenings === null ? null : coverOpenings > 0 && (await isCoverOpen(reader, meter, asking)),
    isRelayOpen: bit(third, WORD3.relayOpen),
    valve: null,
    isReversed: bit(first, WORD1.reversed),
    words: Object.fromEntries(words.flatMap((word, index) => (word === null ? [] : [[String(index + 1), word]]))),
    at,
  };
}

function bit(word: number | null, mask: number): boolean | null {
  return word === null ? null : (word & mask) !== 0;
}

/** All seven in one exchange, or one by one where the meter knows no block of them. */
async function readWords(reader: Reader, meter: WireMeter, asking: Asking): Promise<(number | null)[]> {
  const block = await reader.exchange.read(meter, DI_STATUS_BLOCK, asking);
  if (block && block.length >= STATUS_WORDS * 2) return DI_STATUS.map((_, index) => wordOf(block, index * 2));
  const words: (number | null)[] = [];
  for (const di of DI_STATUS) {
    const payload = await reader.exchange.read(meter, di, asking);
    words.push(payload && wordOf(payload));
  }
  return words;
}

async function readCoverOpenings(reader: Reader, meter: WireMeter, asking: Asking): Promise<number | null> {
  const payload = await reader.exchange.read(meter, DI_COVER_OPENINGS, asking);
  const count = payload && decodeBcd(payload.subarray(0, 3), 0, false);
  return count && typeof count === 'object' ? count.units : null;
}

const TIME_BYTES = 6;

/** The record of the last opening begins with its start and its end; while the cover is open there is no end yet. */
async function isCoverOpen(reader: Reader, meter: WireMeter, asking: Asking): Promise<boolean | null> {
  const record = await reader.exchange.read(meter, DI_LAST_COVER_OPENING, asking);
  if (!record || record.length < 2 * TIME_BYTES) return null;
  const end = record.subarray(TIME_BYTES, 2 * TIME_BYTES);
  if (!dateTimeOf(record)) return null;
  return dateTimeOf(end) === undefined && end.every((byte) => byte === 0 || byte === 0xff);
}
