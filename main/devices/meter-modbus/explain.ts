import type { Explanation } from '../explain/explain.ts';
import { toHex } from '../framing/frame.ts';
import { crc16, EXCEPTION_BIT, hasGoodCrc } from './frame.ts';
import { decodeNumber, type Exact } from './values.domain.ts';

/** A Modbus RTU frame in words and figures, for support and for `cli decode`. Pure. */

/** Modbus Application Protocol V1.1b3, chapter 7. */
export const EXCEPTIONS: Readonly<Record<number, string>> = {
  1: 'illegal function',
  2: 'illegal data address',
  3: 'illegal data value',
  4: 'device failure',
  5: 'acknowledge',
  6: 'device busy',
  7: 'negative acknowledge',
  8: 'memory parity error',
  10: 'gateway path unavailable',
  11: 'gateway target did not respond',
};

const SHORTEST = 4;
const LONGEST = 256;
const REQUEST_BYTES = 8;
const EXCEPTION_BYTES = 5;
const MOST_BITS = 2000;
const PUBLIC_FUNCTIONS = new Set([1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 15, 16, 17, 20, 21, 22, 23, 24, 43]);

/** The frame these bytes are, or the first whole one within them; `error` where there is none. */
export function explainModbus(bytes: Uint8Array): Explanation {
  if (bytes.length < SHORTEST) return { error: 'incomplete' };
  const to = endOf(bytes, 0) ?? (hasGoodCrc(bytes) ? bytes.length : undefined);
  return to === undefined ? (findFrame(bytes) ?? refusal(bytes)) : explainPart(bytes, 0, to);
}

/** Noise may stand before and behind. */
function findFrame(bytes: Uint8Array): Explanation | undefined {
  for (let from = 0; from + SHORTEST < bytes.length; from++) {
    const to = isFunction(bytes[from + 1] as number) ? (endOf(bytes, from) ?? lastEnd(bytes, from)) : undefined;
    if (to !== undefined) return explainPart(bytes, from, to);
  }
  return undefined;
}

/**
 * Where the frame ends that begins here, by what its function makes of it. A CRC that fits does not tell: with the noughts
 * that a wire gives while it falls silent it fits as well.
 */
function endOf(bytes: Uint8Array, from: number): number | undefined {
  return lengthsOf(bytes, from)
    .map((length) => from + length)
    .find((to) => to <= bytes.length && hasGoodCrc(bytes, from, to));
}

function lengthsOf(bytes: Uint8Array, from: number): number[] {
  const fn = bytes[from + 1] as number;
  if (fn & EXCEPTION_BIT) return [EXCEPTION_BYTES];
  if (fn >= 1 && fn <= 4) {
    const answer = (bytes[from + 2] as number) + 5;
    const isRequest = isSpan(bytes.subarray(from + 2, from + 6), fn <= 2 ? MOST_BITS : LONGEST);
    return isRequest ? [REQUEST_BYTES, answer] : [answer, REQUEST_BYTES];
  }
  if (fn === 5 || fn === 6) return [REQUEST_BYTES];
  return fn === 15 || fn === 16 ? [(bytes[from + 6] ?? 0) + 9, REQUEST_BYTES] : [];
}

/** A frame of another function: the longest that fits. */
function lastEnd(bytes: Uint8Array, from: number): number | undefined {
  for (let to = Math.min(bytes.length, from + LONGEST); to - from > SHORTEST; to--)
    if (hasGoodCrc(bytes, from, to)) return to;
  return undefined;
}

function explainPart(bytes: Uint8Array, from: number, to: number): Explanation {
  const dropped = bytes.length - (to - from);
  return { ...explainFrame(bytes.subarray(from, to)), ...(dropped > 0 && { dropped }) };
}

function isFunction(code: number): boolean {
  return PUBLIC_FUNCTIONS.has(code & ~EXCEPTION_BIT);
}

function refusal(bytes: Uint8Array): Explanation {
  const whole = { crc: crcText(crc16(bytes)), crc_wire: crcWire(crc16(bytes)) };
  // Not a frame at all: what CRC these bytes would have is all there is to say.
  if (!isFunction(bytes[1] as number)) return { frame: 'none', ...whole };
  return { ...head(bytes), error: 'crc', correct_crc_wire: crcWire(crc16(bytes, 0, bytes.length - 2)), ...whole };
}

function crcText(crc: number): string {
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

function crcWire(crc: number): string {
  return toHex(Uint8Array.of(crc & 0xff, crc >>> 8), ' ');
}

function head(bytes: Uint8Array): Explanation {
  return { unit: bytes[0], function: toHex(bytes.subarray(1, 2)) };
}

function explainFrame(bytes: Uint8Array): Explanation {
  return { ...head(bytes), ...explainBody(bytes[1] as number, bytes.subarray(2, -2)) };
}

function explainBody(fn: number, body: Uint8Array): Explanation {
  if (fn & EXCEPTION_BIT) return body.length === 1 ? exception(body[0] as number) : raw(body);
  switch (fn) {
    case 1:
    case 2:
      return isBitRequest(body) ? span(body) : isCounted(body) ? bits(body.subarray(1)) : raw(body);
    case 3:
    case 4:
      return isCounted(body) && body.length % 2 === 1
        ? registers(body.subarray(1))
        : body.length === REQUEST_BYTES - 4
          ? span(body)
          : raw(body);
    case 5:
      return body.length === 4
        ? { address: word(body, 0), coil: word(body, 0), on: word(body, 2) === 0xff00 }
        : raw(body);
    case 6:
      return body.length === 4 ? { address: word(body, 0), value: word(body, 2) } : raw(body);
    case 8:
      return body.length >= 2 ? { sub: word(body, 0), data: toHex(body.subarray(2), ' ') } : raw(body);
    case 15:
    case 16:
      return written(fn, body);
    default:
      return raw(body);
  }
}

function raw(body: Uint8Array): Explanation {
  return body.length > 0 ? { data: toHex(body, ' ') } : {};
}

function exception(code: number): Explanation {
  return { exception: code, meaning: EXCEPTIONS[code] ?? 'unknown' };
}

function word(body: Uint8Array, at: number): number {
  return ((body[at] as number) << 8) | (body[at + 1] as number);
}

function span(body: Uint8Array): Explanation {
  return { address: word(body, 0), count: word(body, 2) };
}

function isCounted(body: Uint8Array): boolean {
  return body.length > 1 && body[0] === body.length - 1;
}

/** Four bytes may be an answer of three data bytes too: then the count a request would carry decides. */
function isBitRequest(body: Uint8Array): boolean {
  return body.length === 4 && (body[0] !== 3 || isSpan(body, MOST_BITS));
}

function isSpan(body: Uint8Array, most: number): boolean {
  return body.length === 4 && word(body, 2) >= 1 && word(body, 2) <= most;
}

function bits(data: Uint8Array): Explanation {
  return { bits: Array.from(data).flatMap((byte) => Array.from({ length: 8 }, (_, bit) => (byte >> bit) & 1)) };
}

function written(fn: number, body: Uint8Array): Explanation {
  if (body.length === 4) return span(body);
  const isWhole = body.length > 5 && body[4] === body.length - 5;
  if (!isWhole) return raw(body);
  const data = body.subarray(5);
  return { ...span(body), ...(fn === 16 ? registers(data) : bits(data)) };
}

/** What the registers are is a matter of the meter's map: every reading that fits is given. */
function registers(data: Uint8Array): Explanation {
  const words = Array.from({ length: data.length >> 1 }, (_, at) => word(data, 2 * at));
  const pairs =
    words.length % 2 === 0 ? Array.from({ length: words.length / 2 }, (_, at) => words.slice(2 * at, 2 * at + 2)) : [];
  const floats = pairs.map((pair) => floatText(pair));
  const unsigned = pairs.map((pair) => plain(decodeNumber(pair, 'uint32', 'ABCD')));
  const signed = pairs.map((pair) => plain(decodeNumber(pair, 'int32', 'ABCD')));
  return {
    registers: words.map((value) => value.toString(16).toUpperCase().padStart(4, '0')),
    uint16: words,
    ...(pairs.length > 0 && { floats, uint32: unsigned, int32: signed }),
    ...(pairs.length === 1 && { float_be: floats[0], uint32_be: unsigned[0], int32_be: signed[0] }),
  };
}

/** So many digits, so many steps away from the float. */
const FLOAT_READINGS = [
  [7, 0],
  [8, 1],
] as const;

function plain(value: Exact | undefined): number | null {
  return value ? Number(value.units) : null;
}

/** A float has seven digits at most: with so many it names itself, or else its neighbour where the last bit was cut off. */
function floatText(pair: readonly number[]): number | null {
  const exact = decodeNumber(pair, 'float32', 'ABCD');
  if (!exact) return null;
  const value = Number(`${exact.units}e${-exact.decimals}`);
  const bitsOf = new DataView(new ArrayBuffer(4));
  const place = (number: number) => {
    bitsOf.setFloat32(0, number);
    return bitsOf.getInt32(0);
  };
  for (const [most, steps] of FLOAT_READINGS) {
    for (let digits = 1; digits <= most; digits++) {
      const shorter = Number(value.toPrecision(digits));
      if (Math.abs(place(shorter) - place(value)) <= steps) return shorter;
    }
  }
  return value;
}
