/**
 * A day of quarter-hour readings of one meter as bytes. First a bitmap of the 96 quarters that were read (12 bytes), then
 * the unit the totals are multiples of (1, 10, 100 or 1000 thousandths, one byte), the first total and the first offset,
 * then for every further reading how much the total went up and by how much its offset differs, as signed varints: two
 * bytes a reading for most meters, because a bus is read in the same order every time.
 */
export interface QuarterReading {
  /** Quarter of an hour since 1970 (UTC). */
  readonly slot: number;
  /** Seconds into the quarter at which the register was read. */
  readonly offsetS: number;
  readonly totalMilli: number;
}

export const QUARTER_MS = 900_000;
export const QUARTERS_A_DAY = 96;
const BITMAP = 12;
const UNITS = [1000, 100, 10] as const;

export function slotOf(at: number): number {
  return Math.floor(at / QUARTER_MS);
}

export function slotStart(slot: number): number {
  return slot * QUARTER_MS;
}

export function dayOfSlot(slot: number): number {
  return Math.floor(slot / QUARTERS_A_DAY);
}

/** Readings of one day, oldest first, at least one. */
export function packDay(day: number, readings: readonly QuarterReading[]): Uint8Array {
  const unit = UNITS.find((u) => readings.every(({ totalMilli }) => totalMilli % u === 0)) ?? 1;
  const bytes: number[] = new Array<number>(BITMAP).fill(0);
  bytes.push(Math.log10(unit));
  let total = 0;
  let offset = 0;
  let last = -1;
  for (const { slot, offsetS, totalMilli } of readings) {
    const place = slot - day * QUARTERS_A_DAY;
    if (place <= last || place >= QUARTERS_A_DAY) throw new RangeError(`slot ${slot} does not follow in day ${day}`);
    last = place;
    bytes[place >> 3] = (bytes[place >> 3] ?? 0) | (1 << (place & 7));
    pushSigned(bytes, totalMilli / unit - total);
    pushSigned(bytes, offsetS - offset);
    total = totalMilli / unit;
    offset = offsetS;
  }
  return Uint8Array.from(bytes);
}

export function unpackDay(day: number, body: Uint8Array): QuarterReading[] {
  const readings: QuarterReading[] = [];
  const unit = 10 ** (body[BITMAP] ?? 0);
  const at = { place: BITMAP + 1 };
  let total = 0;
  let offset = 0;
  for (let place = 0; place < QUARTERS_A_DAY; place++) {
    if (((body[place >> 3] ?? 0) & (1 << (place & 7))) === 0) continue;
    total += readSigned(body, at);
    offset += readSigned(body, at);
    readings.push({ slot: day * QUARTERS_A_DAY + place, offsetS: offset, totalMilli: total * unit });
  }
  if (at.place !== body.length) throw new RangeError(`day ${day} has ${body.length - at.place} bytes too many`);
  return readings;
}

/** Totals pass 32 bits, so the arithmetic is that of doubles, which hold them exactly. */
function pushSigned(bytes: number[], value: number): void {
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

function readSigned(bytes: Uint8Array, at: { place: number }): number {
  let value = 0;
  let weight = 1;
  for (;;) {
    const byte = bytes[at.place++];
    if (byte === undefined) throw new RangeError('the day ends inside a number');
    value += (byte & 127) * weight;
    if (byte < 128) break;
    weight *= 128;
  }
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
